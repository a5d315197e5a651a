"""QR codes as one path of ink."""

import re
from collections.abc import Iterator
from typing import Any

# Any mask is legal; choosing the best one costs six times as much as all the rest.
_MASK = 2
# Modules that stay white around a symbol.
_QUIET = 4
# The end of a payload that needs no more than the 45 characters of the alphanumeric mode.
_SHORT = re.compile(r"[0-9A-Z $%*+./:-]+\Z")


def qr_rows(payload: str) -> list[list[bool]]:
    """The modules of an ASCII payload without the quiet zone.

    As few and therefore as large as correction level M allows, then the highest level for which they suffice.
    """
    from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M, ERROR_CORRECT_Q

    if not payload.isascii():
        raise ValueError("a QR payload is ASCII only")
    fewest = _code(payload, ERROR_CORRECT_M)
    stronger = (_code(payload, level) for level in (ERROR_CORRECT_H, ERROR_CORRECT_Q))
    code = next((code for code in stronger if code.version == fewest.version), fewest)
    code.make()
    return [[bool(module) for module in row] for row in code.modules]


def _code(payload: str, level: int) -> Any:
    """Upper case, digits and the like are half as long in their own mode; a web address before them is not."""
    from qrcode.main import QRCode
    from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

    code: Any = QRCode(error_correction=level, border=0, mask_pattern=_MASK)
    short = _SHORT.search(payload)
    begin = short.start() if short else len(payload)
    if begin:
        code.add_data(QRData(payload[:begin].encode(), mode=MODE_8BIT_BYTE))
    if short:
        code.add_data(QRData(short.group().encode(), mode=MODE_ALPHA_NUM))
    code.best_fit()
    return code


def quiet_zone(payload: str, side: float) -> float:
    """How wide the white around a symbol of that side must be, in the unit of the side."""
    return side * _QUIET / len(qr_rows(payload))


def draw_qr(canvas: Any, payload: str, x: float, y: float, side: float) -> None:
    """Draw the symbol into a square of `side` points at (x, y), its lower left, on white with its quiet zone."""
    rows = qr_rows(payload)
    size = side / len(rows)
    # One path in whole modules; ReportLab's own path would format four floats for every rectangle.
    boxes = " ".join(
        f"{start} {len(rows) - 1 - top} {length} 1 re" for top, row in enumerate(rows) for start, length in _runs(row)
    )
    whole = len(rows) + 2 * _QUIET
    white = f"1 g {-_QUIET} {-_QUIET} {whole} {whole} re f"
    canvas.addLiteral(f"q {size:.5f} 0 0 {size:.5f} {x:.4f} {y:.4f} cm {white} 0 g {boxes} f Q")


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(row):
        if not row[start]:
            start += 1
            continue
        end = start
        while end < len(row) and row[end]:
            end += 1
        yield start, end - start
        start = end
