"""Reading the codes on a photo or a scan of a slip: grey, turned, or one of many pages."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.services.kernel.errors import NotFound, Refused

_DPI = 200
_POINTS_PER_INCH = 72
_MOST_PAGES = 50
# A picture larger than this has pixels enough.
_LARGE = 2500
_SLANTS = (-12, -6, 6, 12)
_PAPER = 235
_PDF = b"%PDF-"


def read_codes(path: Path) -> list[str]:
    """The QR texts found in an image (png, jpg, tif …) or a PDF, page by page; empty when there are none.

    NotFound when the file is missing, Refused when it is neither an image nor a PDF.
    """
    # os.path says no where Path raises: a name longer than the system takes.
    if not os.path.isfile(path):
        raise NotFound(f"找不到文件“{path}”。")
    return codes_in(path.read_bytes(), path.name)


def codes_in(body: bytes, name: str = "图片") -> list[str]:
    """The same for bytes that are in hand already, such as a pasted picture; `name` stands in the sentences.

    Turned, grey, noisy and partly scribbled over is read; several codes on one picture come all, each once.
    """
    pages = _pdf_pages(body, name) if body.startswith(_PDF) else [_image(body, name)]
    found: list[str] = []
    for page in pages:
        found.extend(text for text in _codes(page) if text not in found)
    return found


def _codes(page: Any) -> list[str]:
    """As the picture is; only when nothing is found on it, made larger and with its greys spread."""
    return _texts(page) or next((found for tried in _better(page) if (found := _texts(tried))), [])


def _texts(page: Any) -> list[str]:
    import zxingcpp

    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in zxingcpp.read_barcodes(page, formats=formats, try_rotate=True, try_downscale=True)]


def _better(page: Any) -> Iterator[Any]:
    from PIL import Image, ImageFilter, ImageOps

    spread = ImageOps.autocontrast(page, cutoff=1)
    yield spread
    yield spread.filter(ImageFilter.MedianFilter(3))
    if max(page.size) <= _LARGE:
        larger = spread.resize((spread.width * 2, spread.height * 2), Image.Resampling.BICUBIC)
        yield larger
        # A slanted code of few pixels is found once it stands straight.
        for angle in _SLANTS:
            yield larger.rotate(angle, expand=True, fillcolor=_PAPER, resample=Image.Resampling.BICUBIC)


def _image(body: bytes, name: str) -> Any:
    from PIL import Image, UnidentifiedImageError

    try:
        return Image.open(io.BytesIO(body)).convert("L")
    except (UnidentifiedImageError, OSError) as error:
        raise Refused(f"“{name}”不是图片也不是 PDF，读不出单据。请重新扫描或拍照。") from error


def _pdf_pages(body: bytes, name: str) -> list[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise Refused(f"“{name}”是打不开的 PDF(可能有密码或已损坏)。请重新扫描。") from error
    try:
        pages = range(min(len(document), _MOST_PAGES))
        return [document[page].render(scale=_DPI / _POINTS_PER_INCH).to_pil().convert("L") for page in pages]
    finally:
        document.close()
