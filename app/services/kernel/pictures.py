"""Photos and scans made fit to keep: small enough, and without what a camera writes beside the picture."""

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.kernel.errors import InvalidInput, NotFound, Refused

LONGEST_SIDE = 1600
MOST_BYTES = 400_000
MOST_PDF_BYTES = 5_000_000
MOST_FILE_BYTES = 60_000_000
# A photo of a phone has 12 to 50 million; a picture that unpacks to more is no photo.
MOST_PIXELS = 120_000_000
_QUALITIES = (88, 80, 70, 60, 45, 30)
_SHRINK = 0.75
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A photo or scan fit to keep, as `fitted_photo` or `fitted_scan` made it."""

    body: bytes


def picture_file(path: Path) -> bytes:
    """The bytes of a chosen or dropped file; NotFound or Refused with a sentence when they cannot be had."""
    try:
        if path.stat().st_size > MOST_FILE_BYTES:
            raise Refused(f"“{path.name}”超过 {MOST_FILE_BYTES // 1_000_000} MB。请换一张照片。")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"找不到文件“{path.name}”。请重新选择。") from error
    except OSError as error:
        raise Refused(f"“{path.name}”读不出来（{error.strerror}）。请重新选择。") from error


def fitted_photo(body: bytes) -> Fitted:
    """A JPEG of the photo, at most 1600 pixels long and 400 KB, upright, without place, camera or owner.

    Unpacking takes a while: call it beside the window. Refused when the bytes are neither JPEG nor PNG, or do not
    hold a whole picture.
    """
    picture = _plain(_opened(body))
    while True:
        for quality in _QUALITIES:
            target = io.BytesIO()
            picture.save(target, "JPEG", quality=quality, optimize=True)
            if target.tell() <= MOST_BYTES:
                return Fitted(target.getvalue())
        picture = picture.resize((max(1, int(picture.width * _SHRINK)), max(1, int(picture.height * _SHRINK))))


def fitted_scan(body: bytes) -> Fitted:
    """A PDF as it is (at most 5 MB), a picture as `fitted_photo`; Refused when it is neither."""
    if not body.startswith(_PDF):
        return fitted_photo(body)
    if len(body) > MOST_PDF_BYTES:
        raise InvalidInput({"scan": f"这个 PDF 超过 {MOST_PDF_BYTES // 1_000_000} MB。请降低扫描精度后再选。"})
    _require_pages(body)
    return Fitted(body)


def is_pdf(body: bytes) -> bool:
    """Whether the kept bytes are a PDF, not a picture."""
    return body.startswith(_PDF)


def _opened(body: bytes) -> Any:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # The size is judged below, by our own limit.
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(body), formats=("JPEG", "PNG"))
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused("这张图片太大，打不开。请换一张照片。")
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused("这个文件不是完整的 JPG 或 PNG 图片。请换一张照片。") from error
    return picture


def _plain(picture: Any) -> Any:
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        ground = Image.new("RGB", upright.size, "white")
        clear = upright.convert("RGBA")
        ground.paste(clear, mask=clear.getchannel("A"))
        upright = ground
    upright = upright.convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new picture: what hung on the old one (EXIF, XMP, comments, profiles) stays behind.
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    return plain


def _require_pages(body: bytes) -> None:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise Refused("这个 PDF 打不开（可能有密码或已损坏）。请重新扫描。") from error
    try:
        if not len(document):
            raise Refused("这个 PDF 没有一页。请重新扫描。")
    finally:
        document.close()
