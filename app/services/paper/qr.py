"""QR codes as one path of ink."""

from collections.abc import Iterator
from typing import Any

# Any mask is legal; choosing the best one costs six times as much as all the rest.
_MASK = 2


def qr_rows(payload: str) -> list[list[bool]]:
    """The modules of an ASCII payload, error correction M, without the quiet zone."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    if not payload.isascii():
        raise ValueError("a QR payload is ASCII only")
    code: Any = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    code.add_data(payload, optimize=12)
    code.make()
    return [[bool(module) for module in row] for row in code.modules]


def draw_qr(canvas: Any, payload: str, x: float, y: float, side: float) -> None:
    """Draw the symbol into a square of `side` points at (x, y), its lower left; leave four modules white around it."""
    rows = qr_rows(payload)
    size = side / len(rows)
    # One path in whole modules; ReportLab's own path would format four floats for every rectangle.
    boxes = " ".join(
        f"{start} {len(rows) - 1 - top} {length} 1 re" for top, row in enumerate(rows) for start, length in _runs(row)
    )
    canvas.addLiteral(f"q {size:.5f} 0 0 {size:.5f} {x:.4f} {y:.4f} cm 0 g {boxes} f Q")


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
