"""Small cards, several to a sheet with cut marks: what they share is drawn once, their own lines on top of it.

Thousands of cards are one drawing repeated, so that a whole community takes seconds and a few megabytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from typing import Any

from app.services.kernel.progress import GoOn, always
from app.services.paper.draw import Pen
from app.services.paper.fonts import SUBSTITUTE, Typesetter, clean
from app.services.paper.kit import Face, Row
from app.services.paper.layout import MM, PAD, Placed
from app.services.paper.lines import cut, fit
from app.services.paper.pdf import made_pdf
from app.services.paper.qr import draw_qr

_CUT_RULE = 0.3
# Millimetres: cut marks at the edges of the sheet, and the arms of the crosses inside it.
_CUT_EDGE, _CUT_ARM = 3.0, 1.5
_FOOT = 3.6
# The margins are white: the code reaches into them and gets the larger for it.
_CODE_OUT = 2.0
_SMALLEST = 6.5


@dataclass(frozen=True, slots=True)
class CardSize:
    """How cards lie on their sheet, in millimetres; `title` in points, `qr` the side of the code."""

    page: tuple[float, float]
    card: tuple[float, float]
    across: int
    down: int
    margin: float
    heading: float
    title: float
    qr: float

    @property
    def at_once(self) -> int:
        """Cards of one sheet."""
        return self.across * self.down


EIGHT_ON_A4 = CardSize((210.0, 297.0), (105.0, 74.25), 2, 4, margin=5.5, heading=15.3, title=14, qr=15.2)
FOUR_ON_A4 = CardSize((210.0, 297.0), (105.0, 148.5), 2, 2, margin=7.0, heading=24.2, title=17, qr=23.0)


@dataclass(frozen=True, slots=True)
class CardGround:
    """What cards share. The last cell of the first row stays empty: each card's own line goes there."""

    house: str
    title: str
    rows: tuple[Row, ...]
    qr: str = ""


@dataclass(frozen=True, slots=True)
class CardFace:
    """What a card has of its own, on one of the grounds: a line, and its words at the foot."""

    ground: int
    line: str
    foot: str


class Stopped(Exception):
    """Whoever asked does not want the cards any more."""


def cards_pdf(
    grounds: Sequence[CardGround],
    faces: Sequence[CardFace],
    size: CardSize,
    title: str,
    at: datetime,
    go_on: GoOn = always,
    approved_by: str = "",
) -> bytes:
    """One PDF of all cards in their order, row by row on each sheet. Raises MissingGlyph, DoesNotFit and Stopped.

    `approved_by`, a manager's name, lets characters that no face has print as 〓; the card's foot says so.
    """

    def draw(canvas: Any) -> None:
        _Sheets(canvas, size, grounds, title, approved_by).draw(faces, go_on)

    return made_pdf(draw, size.page, title, at)


class _Sheets:
    def __init__(
        self, canvas: Any, size: CardSize, grounds: Sequence[CardGround], title: str, approved_by: str
    ) -> None:
        self._canvas = canvas
        self._size = size
        self._approved_by = approved_by
        self._setter = Typesetter(title, substitute=bool(approved_by))
        self._pen = Pen(canvas, self._setter, title)
        self._own = [self._draw_ground(f"card-{number}", ground) for number, ground in enumerate(grounds)]

    def draw(self, faces: Sequence[CardFace], go_on: GoOn) -> None:
        for start in range(0, len(faces), self._size.at_once):
            if not go_on(start, len(faces)):
                raise Stopped
            self._cut_marks()
            for face, (x, y) in zip(faces[start : start + self._size.at_once], self._places(), strict=False):
                self._draw_face(face, x * MM, y * MM)
            self._canvas.showPage()

    def _places(self) -> Iterator[tuple[float, float]]:
        """Lower left corners, row by row from the top."""
        wide, high = self._size.card
        for row, column in product(range(self._size.down), range(self._size.across)):
            yield column * wide, self._size.page[1] - (row + 1) * high

    def _draw_ground(self, name: str, ground: CardGround) -> Placed:
        """Draw the ground once under a name; returns the box of the own line."""
        margin, (wide, high) = self._size.margin, self._size.card
        left, width, top = margin * MM, (wide - 2 * margin) * MM, (high - margin) * MM
        self._canvas.beginForm(name, 0, 0, wide * MM, high * MM)
        side = self._size.qr * MM
        if ground.qr:
            out = _CODE_OUT * MM
            draw_qr(self._canvas, ground.qr, left + width - side + out, top - side + out, side)
        free = width - side - 3 * MM
        words = fit(ground.title, free, self._size.title, 10, Face.BOLD, self._setter)
        house = fit(clean(ground.house), free, self._size.title * 0.62, 6.5, Face.SONG, self._setter)
        middle = top - self._size.heading * MM / 2
        self._pen.text(house.lines[0], left, middle + 0.4 * words.size, house.size)
        self._pen.text(words.lines[0], left, middle - 0.75 * words.size, words.size, Face.BOLD)
        table_top = top - self._size.heading * MM
        height = table_top - (margin + _FOOT) * MM
        placed = self._pen.table(ground.rows, left, table_top, width, height)
        self._canvas.endForm()
        return placed[0][-1]

    def _draw_face(self, face: CardFace, x: float, y: float) -> None:
        own, margin = self._own[face.ground], self._size.margin * MM
        cell = own.cell
        # Whose card it is, for the sentence when a character is missing.
        setter = Typesetter(face.line, substitute=bool(self._approved_by))
        pen = Pen(self._canvas, setter, face.line)
        fitted = cut(fit(clean(face.line), own.width - 2 * PAD, cell.size, _SMALLEST, cell.face, setter), 2)
        self._canvas.saveState()
        self._canvas.translate(x, y)
        self._canvas.doForm(f"card-{face.ground}")
        pen.cell(replace(own, fitted=fitted))
        by_hand = f"　{SUBSTITUTE}处手写，批准 {self._approved_by}" if setter.substituted else ""
        pen.text(face.foot + by_hand, margin, margin, _SMALLEST)
        self._canvas.restoreState()

    def _cut_marks(self) -> None:
        wide, high = self._size.page
        across = [column * self._size.card[0] for column in range(1, self._size.across)]
        up = [row * self._size.card[1] for row in range(1, self._size.down)]
        lines = [(x, y, x, y + _CUT_EDGE) for x in across for y in (0.0, high - _CUT_EDGE)]
        lines += [(x, y, x + _CUT_EDGE, y) for y in up for x in (0.0, wide - _CUT_EDGE)]
        for x, y in product(across, up):
            lines += [(x - _CUT_ARM, y, x + _CUT_ARM, y), (x, y - _CUT_ARM, x, y + _CUT_ARM)]
        self._canvas.setLineWidth(_CUT_RULE)
        self._canvas.lines([tuple(part * MM for part in line) for line in lines])
