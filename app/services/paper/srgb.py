"""The colour profile that a PDF/A names as its output intent: sRGB, written out so that its bytes never change."""

import struct

_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
# sRGB's white and primaries, adapted to the D50 of profile connection space.
_WHITE = (0.9642, 1.0, 0.8249)
_PRIMARIES = {b"rXYZ": (0.4360, 0.2225, 0.0139), b"gXYZ": (0.3851, 0.7169, 0.0971), b"bXYZ": (0.1431, 0.0606, 0.7141)}
_HEADER = 128


def srgb_profile() -> bytes:
    """An ICC 4.2 display profile of about 600 bytes."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + b"".join(map(_fixed, _CURVE))
    tags = {b"desc": _words("sRGB"), b"cprt": _words("No copyright"), b"wtpt": _xyz(_WHITE)}
    tags |= {name: _xyz(values) for name, values in _PRIMARIES.items()}
    tags |= {name: curve for name in (b"rTRC", b"gTRC", b"bTRC")}
    table, body = struct.pack(">I", len(tags)), b""
    start = _HEADER + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return _header(start + len(body)) + table + body


def _header(size: int) -> bytes:
    day = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head = struct.pack(">I4sI", size, bytes(4), 0x04200000) + b"mntrRGB XYZ " + day + b"acsp"
    head += bytes(4 + 4 + 4 + 4 + 8 + 4) + b"".join(map(_fixed, _WHITE))
    return head + bytes(_HEADER - len(head))


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(map(_fixed, values))


def _words(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(encoded), 28) + encoded
