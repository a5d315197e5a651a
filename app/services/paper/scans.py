"""Reading the codes on a photo or a scan of a slip: grey, turned, or one of many pages."""

import io
import os
from pathlib import Path
from typing import Any

from app.services.kernel.errors import NotFound, Refused

_DPI = 200
_POINTS_PER_INCH = 72
_MOST_PAGES = 50
_PDF = b"%PDF-"


def read_codes(path: Path) -> list[str]:
    """The QR texts found in an image (png, jpg, tif …) or a PDF, page by page; empty when there are none.

    NotFound when the file is missing, Refused when it is neither an image nor a PDF.
    """
    # os.path says no where Path raises: a name longer than the system takes.
    if not os.path.isfile(path):
        raise NotFound(f"找不到文件“{path}”。")
    body = path.read_bytes()
    pages = _pdf_pages(body, path.name) if body.startswith(_PDF) else [_image(body, path.name)]
    found: list[str] = []
    for page in pages:
        found.extend(text for text in _codes(page) if text not in found)
    return found


def _codes(page: Any) -> list[str]:
    import zxingcpp

    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in zxingcpp.read_barcodes(page, formats=formats, try_rotate=True, try_downscale=True)]


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
