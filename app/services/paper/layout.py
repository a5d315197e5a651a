"""From declared rows to boxes with lines in them: heights, shrinking, spare room. Everything in points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.services.kernel.errors import AppError
from app.services.paper.fonts import Typesetter, clean
from app.services.paper.kit import Cell, Face, Role, Row
from app.services.paper.lines import Fitted, cut, fit

MM = 72 / 25.4
PAD = 1.0 * MM
_ABOVE_AND_BELOW = 0.5 * MM
# How small words may become, first choice first: a page with room keeps them large.
_SMALLEST = (9.0, 8.5, 8.0, 7.5, 7.0)
_MOST_LINES = (12, 8, 6, 5, 4, 3, 2)
# Steps of what `read_aloud` cells may come down to before any other cell gives way: share of their own size.
_ALOUD = (1.0, 0.92, 0.84)
_LEAST_ALOUD = 0.75
# They are cut only where the page has no more room.
_MOST_ALOUD = 60


@dataclass(frozen=True, slots=True)
class _Limit:
    """How tight a page is set: the smallest size, the most lines of a cell, the share left to `read_aloud` cells."""

    smallest: float
    lines: int
    aloud: float = _LEAST_ALOUD


_ROOMY = _Limit(_SMALLEST[0], _MOST_LINES[0], _ALOUD[0])
_TIGHTER = (
    *(_Limit(_SMALLEST[0], _MOST_LINES[0], share) for share in _ALOUD),
    *(_Limit(size, _MOST_LINES[0]) for size in _SMALLEST),
    *(_Limit(_SMALLEST[-1], most) for most in _MOST_LINES[1:]),
)
_LABEL_SMALLEST = 9.0
# Lines of whole-width characters that a cell surely shows: what is moved down for its punctuation takes some more.
_SURE_LINES = _MOST_LINES[0] - 2


class DoesNotFit(AppError):
    """The rows of a page need more height than the paper has."""

    def __init__(self, customer: str) -> None:
        super().__init__(f"{customer}：内容超出纸面，未打印。请缩短报修内容或换用较大的纸。")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and its box; `y` is the lower edge."""

    cell: Cell
    x: float
    y: float
    width: float
    height: float
    fitted: Fitted


@dataclass(frozen=True, slots=True)
class _Measured:
    row: Row
    widths: tuple[float, ...]
    fitted: tuple[Fitted, ...]

    @property
    def height(self) -> float:
        text = max(fitted.height for fitted in self.fitted)
        return max(self.row.height * MM, text + 2 * _ABOVE_AND_BELOW)


def place(
    rows: Sequence[Row],
    left: float,
    top: float,
    width: float,
    height: float,
    setter: Typesetter,
    customer: str,
    indent: float = 0.0,
) -> list[list[Placed]]:
    """Boxes row by row from `top` down, filling no more than `height`; rows beside the code begin at `indent`.

    Raises DoesNotFit.
    """
    widths = [width - indent if row.beside_code else width for row in rows]
    measured = _tightened(rows, widths, height, setter)
    if measured is None:
        raise DoesNotFit(customer)
    spare = height - sum(row.height for row in measured)
    shares = sum(row.row.grow for row in measured)
    placed = []
    y = top
    for row in measured:
        tall = row.height + (spare * row.row.grow / shares if shares else 0.0)
        y -= tall
        boxes, x = [], left + indent if row.row.beside_code else left
        for cell, wide, fitted in zip(row.row.cells, row.widths, row.fitted, strict=True):
            boxes.append(Placed(cell, x, y, wide, tall, fitted))
            x += wide
        placed.append(boxes)
    return placed


def paginate(
    rows: Sequence[Row], width: float, height: float, setter: Typesetter, head: Sequence[Row] = ()
) -> list[tuple[Row, ...]]:
    """Rows shared out over pages in their order, at their most legible size, under `head` on every page."""
    taken = sum(_tall(row, width, setter) for row in head)
    pages: list[list[Row]] = []
    page, used = [*head], taken
    titles: Row | None = None
    for group in _with_their_titles(rows):
        tall = sum(_tall(row, width, setter) for row in group)
        if len(page) > len(head) and used + tall > height:
            pages.append(page)
            again = [titles] if titles is not None and titles.columns == group[0].columns else []
            page, used = [*head, *again], taken + sum(_tall(row, width, setter) for row in again)
        page += group
        used += tall
        titles = next((row for row in reversed(group) if row.titles), titles)
    return [tuple(page) for page in (*pages, page)]


def pieces(text: str, width: float, size: float) -> list[str]:
    """The text in pieces, each of which a cell of `width` millimetres shows whole at `size` points; at least one."""
    a_line = int((width * MM - 2 * PAD) / size)
    most = max(1, a_line * _SURE_LINES)
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    return [line[at : at + most] for line in paragraphs for at in range(0, len(line), most)] or [""]


def _with_their_titles(rows: Sequence[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if not row.titles:
            yield group
            group = []
    if group:
        yield group


def _tall(row: Row, width: float, setter: Typesetter) -> float:
    return _measure(row, width, _ROOMY, setter).height


def _tightened(
    rows: Sequence[Row], widths: Sequence[float], height: float, setter: Typesetter
) -> list[_Measured] | None:
    for limit in _TIGHTER:
        measured = [_measure(row, width, limit, setter) for row, width in zip(rows, widths, strict=True)]
        if sum(row.height for row in measured) <= height:
            return measured
    return None


def _measure(row: Row, width: float, limit: _Limit, setter: Typesetter) -> _Measured:
    whole = sum(cell.width for cell in row.cells)
    widths = tuple(width * cell.width / whole for cell in row.cells)
    fitted = tuple(_fit(cell, wide, limit, setter) for cell, wide in zip(row.cells, widths, strict=True))
    return _Measured(row, widths, fitted)


def _fit(cell: Cell, width: float, limit: _Limit, setter: Typesetter) -> Fitted:
    inner = width - 2 * PAD
    if cell.role in {Role.WRITE, Role.SEAL}:
        # Rules to write on take their height from the row; their words are ours and short.
        return Fitted(tuple(cell.text.split("\n")), cell.size)
    if cell.role is Role.LABEL:
        return fit(clean(cell.text), inner, cell.size, _LABEL_SMALLEST, cell.face, setter)
    if cell.lead:
        return _fit_after_lead(cell, inner, limit, setter)
    if cell.read_aloud:
        size = cell.size * limit.aloud
        most = _MOST_ALOUD if limit.lines == _MOST_LINES[0] else limit.lines
        return cut(fit(clean(cell.text), inner, size, size, cell.face, setter), most)
    floor = min(limit.smallest, cell.size)
    return cut(fit(clean(cell.text), inner, cell.size, floor, cell.face, setter), limit.lines)


def _fit_after_lead(cell: Cell, inner: float, limit: _Limit, setter: Typesetter) -> Fitted:
    """The lead takes room on the first line: indent by full-width spaces of the same width while measuring."""
    size = cell.size
    text = clean(cell.text)
    while True:
        indent = lead_width(cell, size, setter)
        holes = "\u3000" * max(1, -(-int(indent * 100) // int(size * 100)))
        fitted = fit(holes + text, inner, size, size, cell.face, setter)
        if len(fitted.lines) == 1 or size <= limit.smallest:
            return cut(Fitted((fitted.lines[0][len(holes) :], *fitted.lines[1:]), size), limit.lines)
        size -= 0.5


def lead_width(cell: Cell, size: float, setter: Typesetter) -> float:
    """Width of the heavier words before a text, with the gap after them."""
    return setter.width(clean(cell.lead), Face.HEI, size) + size
