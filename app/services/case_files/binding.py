"""The declared pages of a case file and its attachments, bound to one PDF; every attached page says what it is."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader

from app.services.case_files.values import Attachment
from app.services.kernel.errors import Refused
from app.services.kernel.pictures import is_pdf
from app.services.paper.fonts import font_name
from app.services.paper.kit import Face
from app.services.paper.layout import MM
from app.services.paper.pdf import bound, made_pdf

_PAGE = (210.0, 297.0)
_EDGE, _CAPTION = 15.0, 9.0


def bind(declared: bytes, attachments: Sequence[Attachment], number: str, title: str, at: datetime) -> bytes:
    """One PDF/A-2u: `declared`, then each attachment on A4 under a caption with its place and the file's number."""
    if not attachments:
        return declared
    parts = [declared]
    for place, attachment in enumerate(attachments, start=1):
        caption = f"案卷 {number}　附件 {place}/{len(attachments)}　{attachment.words}"
        parts.append(
            _document(attachment, caption, at) if is_pdf(attachment.body) else _picture(attachment, caption, at)
        )
    return bound(parts, title, at)


def _picture(attachment: Attachment, caption: str, at: datetime) -> bytes:
    def draw(canvas: Any) -> None:
        _caption(canvas, caption)
        with Image.open(BytesIO(attachment.body)) as image:
            across, down = image.size
        room_across, room_down = (_PAGE[0] - 2 * _EDGE) * MM, (_PAGE[1] - 2 * _EDGE - 6) * MM
        scale = min(room_across / across, room_down / down)
        wide, tall = across * scale, down * scale
        top = (_PAGE[1] - _EDGE - 6) * MM
        canvas.drawImage(ImageReader(BytesIO(attachment.body)), (_PAGE[0] * MM - wide) / 2, top - tall, wide, tall)
        canvas.showPage()

    return made_pdf(draw, _PAGE, caption, at)


def _document(attachment: Attachment, caption: str, at: datetime) -> bytes:
    """The pages of a scanned PDF as they are, each with the caption on top. Refused when they cannot be read."""

    def draw(canvas: Any) -> None:
        _caption(canvas, caption)
        canvas.showPage()

    captioned = BytesIO()
    stamped = made_pdf(draw, _PAGE, caption, at)
    try:
        with pikepdf.open(BytesIO(attachment.body)) as pdf, pikepdf.open(BytesIO(stamped)) as stamp:
            for page in pdf.pages:
                page.add_overlay(stamp.pages[0], None)
            pdf.save(captioned)
    except pikepdf.PdfError as error:
        raise Refused(f"{attachment.words}：这个 PDF 读不出来。请重新扫描收单，急用可先不附附件。") from error
    return captioned.getvalue()


def _caption(canvas: Any, caption: str) -> None:
    canvas.setFont(font_name(Face.SONG), _CAPTION)
    canvas.drawString(_EDGE * MM, (_PAGE[1] - _EDGE) * MM, caption)
