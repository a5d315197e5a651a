"""Notices by the habit of official letters: A4, a type area of 156 by 225 mm, title 22 pt, body 16 pt.

The first line of a paragraph is indented by two characters, who signs and the day stand at the lower right under the
seal. The number and the QR stand outside the type area, where they disturb no reader.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.services.paper.draw import Pen
from app.services.paper.fonts import SUBSTITUTE, Typesetter, clean
from app.services.paper.kit import Face
from app.services.paper.layout import MM
from app.services.paper.lines import fit, wrap
from app.services.paper.pdf import made_pdf
from app.services.paper.qr import draw_qr

PAGE = (210.0, 297.0)
_TOP, _LEFT, _WIDTH, _HEIGHT = 37.0, 28.0, 156.0, 225.0
_TITLE, _BODY, _LEADING = 22.0, 16.0, 28.0
_INDENT = "\u3000\u3000"
_SEAL = 45.0
_QR = 24.0
_SMALL = 9.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice; `day` and `signer` stand under the seal, `foot` and `number` outside the type area."""

    title: str
    number: str
    greeting: str
    paragraphs: tuple[str, ...]
    signer: tuple[str, ...]
    day: str
    foot: str
    qr: str
    at: datetime


def letter_pdf(letter: Letter, *, approved_by: str = "") -> bytes:
    """The notice as one PDF/A-2u; the same letter gives the same bytes.

    Raises MissingGlyph when no face has a character, unless a manager, `approved_by`, lets it print as 〓.
    """

    def draw(canvas: Any) -> None:
        setter = Typesetter(letter.title, substitute=bool(approved_by))
        pages = _pages(_lines(letter, setter), len(letter.signer))
        for number, lines in enumerate(pages, start=1):
            pen = Pen(canvas, setter, letter.title)
            y = _draw_head(pen, letter, first=number == 1)
            for line in lines:
                y -= _LEADING
                pen.text(line, _LEFT * MM, y + (_LEADING - _BODY) / 2, _BODY)
            if number == len(pages):
                _draw_end(pen, canvas, letter, y - _LEADING)
            _draw_foot(pen, letter, setter, (number, len(pages)), approved_by)
            canvas.showPage()

    return made_pdf(draw, PAGE, f"{letter.title} {letter.number}", letter.at)


def _lines(letter: Letter, setter: Typesetter) -> list[str]:
    width = _WIDTH * MM
    found = wrap(clean(letter.greeting), width, _BODY, Face.SONG, setter)
    for paragraph in letter.paragraphs:
        found += wrap(_INDENT + clean(paragraph).replace("\n", " "), width, _BODY, Face.SONG, setter)
    return found


def _pages(lines: Sequence[str], signers: int) -> list[list[str]]:
    """Lines of each page: the first has the title over it, the last leaves room for the seal."""
    whole = int(_HEIGHT * MM // _LEADING)
    under_title = whole - 2
    sealed = max(int(-(-_SEAL * MM // _LEADING)), signers + 1) + 1
    pages: list[list[str]] = []
    left = list(lines)
    while True:
        room = under_title if not pages else whole
        if len(left) <= room - sealed:
            return [*pages, left]
        taken = left[: min(room, len(left) - 1)]
        pages.append(taken)
        left = left[len(taken) :]


def _draw_head(pen: Pen, letter: Letter, *, first: bool) -> float:
    """The number over every page, the title over the first; returns where the text begins."""
    right, y = (_LEFT + _WIDTH) * MM, (PAGE[1] - _TOP) * MM
    pen.text(f"编号 {letter.number}", right, y + 6 * MM, _SMALL, Face.HEI, align=1)
    if not first:
        return y
    pen.text(letter.title, (_LEFT + _WIDTH / 2) * MM, y - _TITLE, _TITLE, Face.BOLD, align=0.5)
    return y - 2 * _LEADING


def _draw_end(pen: Pen, canvas: Any, letter: Letter, y: float) -> None:
    """Who signs and the day, under the seal; the QR at the left of it."""
    left, right = _LEFT * MM, (_LEFT + _WIDTH) * MM
    centre = right - _SEAL * MM / 2 - 10 * MM
    for words in (*letter.signer, letter.day):
        y -= _LEADING
        pen.text(words, centre, y + (_LEADING - _BODY) / 2, _BODY, align=0.5)
    pen.text("(盖章)", centre, y - 5 * MM, _SMALL, align=0.5)
    draw_qr(canvas, letter.qr, left, y - 2 * MM, _QR * MM)
    pen.text("扫码核对编号，可致电报修电话", left, y - 6 * MM, _SMALL)


def _draw_foot(pen: Pen, letter: Letter, setter: Typesetter, of: tuple[int, int], approved_by: str) -> None:
    left, right = _LEFT * MM, (_LEFT + _WIDTH) * MM
    y = 20 * MM
    page = pen.text(f"第 {of[0]} 页  共 {of[1]} 页", right, y, _SMALL, align=1)
    words = clean(letter.foot)
    if setter.substituted:
        words += f" · {SUBSTITUTE}处手写,批准 {approved_by}"
    made = fit(words, right - left - page - 6 * MM, _SMALL, 6, Face.SONG, setter)
    pen.text(made.lines[0], left, y, made.size)
