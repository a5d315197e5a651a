"""Ink: a page of placed cells on a ReportLab canvas. All lengths in points."""

import re
from collections.abc import Sequence
from typing import Any

from app.services.paper.fonts import BOXES, SUBSTITUTE, Typesetter, clean, font_name
from app.services.paper.kit import WRITING_ROW, Copy, Face, Foot, Heading, Role, Row
from app.services.paper.layout import MM, PAD, Placed, lead_width, paginate, place
from app.services.paper.lines import LEADING, fit
from app.services.paper.profiles import Profile
from app.services.paper.qr import draw_qr, quiet_zone

OUTER_RULE = 1.5
INNER_RULE = 0.5
_WRITING_RULE = 0.35
_HEADING = 15.8 * MM
_FOOT = 4.0 * MM
# From the 150 dpi of a cheap scanner a module of the slip's code gets more than four dots.
_QR_SIDE = 23.0 * MM
_TOKENS = re.compile(r"_+|~+|[☐☑]|[^_~☐☑]+")
# Cap height and depth of the faces, as a part of the size: what makes a line look centred in its row.
_MIDDLE = 0.36
_BOX = 0.92
_BOX_GAP = 0.22
_BESIDE_TITLE = 62 * MM


def _heading_height(copy: Copy) -> float:
    """Room for the words, and for the part of the code that does not hang down beside the first rows."""
    if not copy.heading.qr:
        return _HEADING
    beside = sum(row.height * MM for row in copy.rows if row.beside_code)
    return max(_HEADING, _code_room(copy) - beside)


def _code_room(copy: Copy) -> float:
    """The code with the white below it or beside it."""
    return _QR_SIDE + quiet_zone(copy.heading.qr, _QR_SIDE) if copy.heading.qr else 0.0


def _table_height(copy: Copy, profile: Profile) -> float:
    return (profile.form[1] - profile.top - profile.bottom) * MM - _heading_height(copy) - _FOOT


class Pen:
    """Draws one paper's pages; holds the canvas and the typesetter."""

    def __init__(self, canvas: Any, setter: Typesetter, customer: str, approved_by: str = "") -> None:
        self._canvas = canvas
        self._setter = setter
        self._customer = customer
        self._approved_by = approved_by

    def pages(self, copy: Copy, profile: Profile) -> list[tuple[Row, ...]]:
        """The rows of each page the copy needs."""
        if not copy.flows:
            return [(*copy.head, *copy.rows)]
        return paginate(copy.rows, profile.inner_width * MM, _table_height(copy, profile), self._setter, copy.head)

    def page(
        self, copy: Copy, rows: tuple[Row, ...], profile: Profile, origin: tuple[float, float], of: tuple[int, int]
    ) -> None:
        """One page of one copy, its form's lower left corner at `origin` (mm); `of` is page x of y."""
        left = (origin[0] + profile.left) * MM
        width = profile.inner_width * MM
        top = (origin[1] + profile.form[1] - profile.top) * MM
        bottom = (origin[1] + profile.bottom) * MM
        tall = _heading_height(copy)
        indent = _code_room(copy)
        self._heading(copy.heading, left, top, width, indent, (tall - _HEADING) / 2)
        table_top = top - tall
        self.table(rows, left, table_top, width, _table_height(copy, profile), indent)
        self._foot(copy.foot, left, bottom, width, f"第 {of[0]} 页  共 {of[1]} 页")
        self._edge(copy.edge, left + width + 3.2 * MM, (table_top + bottom + _FOOT) / 2)

    def table(
        self, rows: Sequence[Row], left: float, top: float, width: float, height: float, indent: float = 0.0
    ) -> list[list[Placed]]:
        """Ruled rows from `top` down, filling no more than `height`; returns their boxes. Raises DoesNotFit."""
        placed = place(rows, left, top, width, height, self._setter, self._customer, indent)
        for row in placed:
            for box in row:
                self.cell(box)
        self._rules(placed, left, top, width)
        return placed

    def text(self, text: str, x: float, y: float, size: float, face: Face = Face.SONG, align: float = 0.0) -> float:
        """Draw one line with its baseline at `y`; `align` 0 left, 0.5 centred, 1 right of `x`. Returns its width."""
        runs = self._setter.runs(text, face)
        wide = self._setter.width(text, face, size)
        cursor = x - align * wide
        for used, part in runs:
            self._canvas.setFont(font_name(used), size)
            self._canvas.drawString(cursor, y, part)
            cursor += self._setter.width(part, used, size)
        return wide

    def _heading(self, heading: Heading, left: float, top: float, width: float, indent: float, lower: float) -> None:
        """The words `lower` than the top by so much, the code at the top; `indent` is how far it reaches."""
        if heading.qr:
            draw_qr(self._canvas, heading.qr, left, top - _QR_SIDE, _QR_SIDE)
        # The number comes first: it is the first thing a program reading the page finds.
        right, top = left + width, top - lower
        number = f"编号 {heading.number}" if heading.number else ""
        taken = self.text(number, right, top - 3.2 * MM, 11, Face.BOLD, align=1)
        y = top - 8.6 * MM
        for line in heading.below_number:
            fitted = fit(line, _BESIDE_TITLE, 9, 6.5, Face.SONG, self._setter)
            taken = max(taken, self.text(fitted.lines[0], right, y, fitted.size, align=1))
            y -= 4.4 * MM
        centre, free = left + width / 2, width - 2 * taken - 6 * MM
        house = fit(heading.company, free, 10.5, 6, Face.SONG, self._setter)
        self.text(house.lines[0], centre, top - 6.1 * MM, house.size, align=0.5)
        title = fit(heading.title, free, 17, 11, Face.BOLD, self._setter)
        self.text(title.lines[0], centre, top - 13.5 * MM, title.size, Face.BOLD, align=0.5)
        if heading.mark:
            self.text(heading.mark, left + indent, top - 12.8 * MM, 12, Face.BOLD)

    def _foot(self, foot: Foot, left: float, bottom: float, width: float, page: str) -> None:
        y = bottom + 0.9 * MM
        start = left + self.text(foot.note, left, y, 8)
        end = left + width - self.text(page, left + width, y, 8, align=1)
        words = clean(foot.made)
        if self._setter.substituted:
            words += f" · {SUBSTITUTE}处手写,批准 {self._approved_by}"
        made = fit(words, end - start - 6 * MM, 8, 5, Face.SONG, self._setter)
        self.text(made.lines[0], (start + end) / 2, y, made.size, align=0.5)

    def _edge(self, label: str, x: float, middle: float) -> None:
        """The copy label, one character below the other along the right edge."""
        step = 3.9 * MM
        y = middle + step * len(label) / 2
        for character in label:
            y -= step
            self.text(character, x, y + 0.25 * step, 9, Face.HEI, align=0.5)

    def _rules(self, rows: list[list[Placed]], left: float, top: float, width: float) -> None:
        bottom = rows[-1][0].y
        lines = [(row[0].x, row[0].y, left + width, row[0].y) for row in rows[:-1]]
        lines += [(box.x, box.y, box.x, box.y + box.height) for row in rows for box in row[1:]]
        self._canvas.setLineWidth(INNER_RULE)
        self._canvas.lines(lines)
        self._canvas.setLineWidth(OUTER_RULE)
        # Where the first rows stand back beside the code, so does the outline.
        start = rows[0][0].x
        step = min((row[0].y for row in rows if row[0].x > left), default=top)
        corners = [(left + width, top), (left + width, bottom), (left, bottom), (left, step), (start, step)]
        outline = self._canvas.beginPath()
        outline.moveTo(start, top)
        for corner in corners:
            outline.lineTo(*corner)
        outline.close()
        self._canvas.drawPath(outline)

    def cell(self, box: Placed) -> None:
        """The words or blanks of one box, without its rules."""
        if box.cell.role is Role.WRITE:
            self._write(box)
        elif box.cell.role is Role.SEAL:
            self.text(box.cell.text, box.x + box.width - PAD, box.y + PAD, box.cell.size, align=1)
        else:
            self._lines(box)

    def _lines(self, box: Placed) -> None:
        size = box.fitted.size
        leading = size * LEADING
        y = box.y + box.height / 2 + box.fitted.height / 2 - leading / 2 - _MIDDLE * size
        centred = box.cell.centred
        x = box.x + box.width / 2 if centred else box.x + PAD
        for number, line in enumerate(box.fitted.lines):
            indent = 0.0
            if box.cell.lead and number == 0:
                self.text(clean(box.cell.lead), x, y, size, Face.HEI)
                indent = lead_width(box.cell, size, self._setter)
            self.text(line, x + indent, y, size, box.cell.face, align=0.5 if centred else 0.0)
            y -= leading

    def _write(self, box: Placed) -> None:
        lines = box.fitted.lines
        extra = int((box.height + 0.01) // (WRITING_ROW * MM)) - len(lines) if box.cell.ruled else 0
        count = len(lines) + max(0, extra)
        step = box.height / count
        for number in range(count):
            middle = box.y + box.height - step * (number + 0.5)
            line = lines[number] if number < len(lines) else "_"
            self._write_line(line, box.x + PAD, middle, box.width - 2 * PAD, box.fitted.size)

    def _write_line(self, line: str, x: float, middle: float, width: float, size: float) -> None:
        tokens = _TOKENS.findall(line)
        used = self._used(tokens, size)
        if used > width:
            size *= width / used
            used = width
        stretch = sum(len(token) for token in tokens if token[0] in "_~")
        unit = (width - used) / stretch if stretch else 0.0
        baseline = middle - _MIDDLE * size
        for token in tokens:
            if token[0] == "_":
                end = x + unit * len(token)
                self._canvas.setLineWidth(_WRITING_RULE)
                self._canvas.line(x + 0.3 * MM, baseline - 0.9 * MM, end - 0.3 * MM, baseline - 0.9 * MM)
                x = end
            elif token[0] == "~":
                x += unit * len(token)
            elif token in BOXES:
                x += self._box(x, middle, size, ticked=token == "☑")
            else:
                x += self.text(token, x, baseline, size)

    def _used(self, tokens: list[str], size: float) -> float:
        words = sum(self._setter.width(token, Face.SONG, size) for token in tokens if token[0] not in "_~☐☑")
        return words + sum(size * (_BOX + _BOX_GAP) for token in tokens if token in BOXES)

    def _box(self, x: float, middle: float, size: float, *, ticked: bool) -> float:
        side = _BOX * size
        self._canvas.setLineWidth(0.6)
        self._canvas.rect(x, middle - side / 2, side, side)
        if ticked:
            self._canvas.setLineWidth(1.1)
            self._canvas.lines(
                [
                    (x + 0.18 * side, middle, x + 0.42 * side, middle - 0.28 * side),
                    (x + 0.42 * side, middle - 0.28 * side, x + 0.86 * side, middle + 0.34 * side),
                ]
            )
        return side + _BOX_GAP * size
