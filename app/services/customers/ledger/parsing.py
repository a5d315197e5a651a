"""A whole ledger, line by line: every source line is accounted for, nothing touches the database."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from app.services.customers.ledger.cells import plain
from app.services.customers.ledger.columns import Columns, Shape, chosen_shape, moved_shape, recognise
from app.services.customers.ledger.doubles import Doubles
from app.services.customers.ledger.headings import Field
from app.services.customers.ledger.households import RowReader
from app.services.customers.ledger.line_store import LineStore
from app.services.customers.ledger.lines import Doubt, LedgerLine, LineKind, Place
from app.services.customers.ledger.reading import Book, Grid, Source, open_book
from app.services.customers.ledger.side_by_side import tables
from app.services.customers.ledger.surroundings import around, follow_section, is_section, said_in, state_of_sheet
from app.services.kernel.errors import AppError

SUBTOTAL = re.compile(r"(?:小\s*计|合\s*计|总\s*计|共\s*计|累\s*计|汇\s*总|本页)")
ROOM_AT_END = re.compile(r"\d{2,4}[A-Z]?[室号户]?$|-\d+$")
FOOT = re.compile(r"(?:制表|填表|审核|复核|经办|统计|负责|打印|填报|制作|编制|日期|时间|备注|说明|注)[人员日期时间]*:")
NOTHING = (None, "")
DITTO = frozenset({"〃", "″", "〞", "”", '"', "同上", "同 上", "々", "''"})
COUNTED_COLUMNS = 4
SAYING = frozenset({LineKind.TITLE, LineKind.SUBTOTAL, LineKind.DATA})
PROGRESS_STEP = 500
CARRY_SAMPLE = 20_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as read and checked; `shapes` tells how each sheet was understood.

    `hidden` names the sheets nobody sees, `unread` those that hold a table in which no households were found.
    """

    source: Source
    shapes: dict[str, Shape]
    lines: LineStore
    hidden: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def parse_ledger(path: Path, progress: Progress | None = None, mapping: Mapping[str, Columns] | None = None) -> Ledger:
    """Read and check a ledger file.

    `mapping` says by sheet which column holds what, instead of the guess: columns it does not name are left alone,
    a sheet without any column holds no households; sheets it does not name are guessed.
    `progress(done, of)` is called at least ten times a second, with `of` 0 as long as the length is unknown, and may
    raise to stop. Raises AppError when the file is no ledger.
    """
    tell = progress or _silent
    book = open_book(path, lambda: tell(0, 0))
    stem = said_in(Path(book.source.name).stem)
    chosen = mapping or {}
    shapes: dict[str, Shape] = {}
    unread: list[str] = []
    lines = LineStore()
    doubles = Doubles(lines)
    for grid, sample in tables(book, lambda: tell(0, 0)):
        shape = recognise(sample)
        if grid.sheet in chosen:
            shape = chosen_shape(shape, chosen[grid.sheet])
        shapes[grid.sheet] = shape
        left_to_a_person = grid.sheet in chosen
        if not shape.households and not left_to_a_person and _is_table(sample):
            unread.append(grid.sheet)
        read = sheet_lines(grid, shape, sample, stem) if shape.households else _rest(grid)
        before = len(lines)
        for line in read:
            lines.append(doubles.checked(line))
            if len(lines) % PROGRESS_STEP == 0:
                tell(len(lines), before + grid.height)
    if not shapes:
        raise empty(book)
    if not any(shape.households for shape in shapes.values()):
        raise AppError(
            f"《{book.source.name}》里没有找到台账：需要有“室号”或“地址”一列，以及户名、电话、面积等列的表头。"
            "请检查表头后再导入。"
        )
    doubles.forget()
    return Ledger(book.source, shapes, lines, book.hidden, tuple(unread))


def read_shapes(path: Path, progress: Progress | None = None) -> dict[str, Shape]:
    """How each sheet is laid out as far as can be guessed, for a person to judge; see `parse_ledger`.

    Also when no sheet seems to hold households. Raises AppError when the file is no table.
    """
    tell = progress or _silent
    book = open_book(path, lambda: tell(0, 0))
    shapes = {grid.sheet: recognise(sample) for grid, sample in tables(book, lambda: tell(0, 0))}
    if not shapes:
        raise empty(book)
    return shapes


def _silent(done: int, of: int) -> None:
    """Nobody wants to know how far the reading is."""


def empty(book: Book) -> AppError:
    """The sentence for a file without a single filled cell that anybody sees."""
    if book.hidden:
        return AppError(f"《{book.source.name}》里只有隐藏的工作表有内容。请取消隐藏，另存后再导入。")
    return AppError(f"《{book.source.name}》里没有任何内容。请检查是否选错了文件。")


def _rest(grid: Grid) -> Iterator[LedgerLine]:
    for index, row in enumerate(grid.rows()):
        yield LedgerLine(index + 1, grid.sheet, _kind_outside(row), (), "")


def sheet_lines(grid: Grid, shape: Shape, sample: Sequence[Sequence[Any]], stem: Place) -> Iterator[LedgerLine]:
    carries, state = _carried(grid, shape), state_of_sheet(grid.sheet)
    reader = RowReader(shape, carries=carries, told=sample, state=state)
    carry = around(grid.sheet, sample, shape, stem)
    width = len(shape.headings)
    headings = frozenset(cell for at in shape.heading_rows for cell in sample[at] if type(cell) is str and cell.strip())
    personal = reader.personal
    above: Sequence[Any] = ()
    for index, row in enumerate(grid.rows()):
        raw = tuple(row)
        if len(row) < width:
            row = [*row, *[""] * (width - len(row))]
        if index < shape.first_row:
            kind = LineKind.HEADING if index in shape.heading_rows else _kind_outside(row)
            yield LedgerLine(index + 1, grid.sheet, kind, (), "")
            continue
        row = _dittoed(row, above)
        raw = tuple(row[: len(raw)])
        kind = LineKind.HEADING if index == shape.first_row and _numbers_columns(row) else _body_kind(row, headings)
        place: Place | None = None
        place_doubts: tuple[Doubt, ...] = ()
        texts = [] if reader.is_person(row) else [cell for cell in row if type(cell) is str and cell.strip()]
        if kind in SAYING and len(texts) == 1 and is_section(texts[0], shape):
            # `1号楼  合计36户` counts what it names and stands above it.
            kind = kind if kind is LineKind.SUBTOTAL else LineKind.TITLE
            follow_section(texts, carry, shape)
        elif kind is LineKind.TITLE:
            follow_section(row, carry, shape)
        elif kind is LineKind.DATA and reader.counts_rooms(row):
            kind = LineKind.SUBTOTAL
        elif kind is LineKind.DATA:
            above = row
            place, place_doubts = reader.place(row, carry)
            if not shape.heading_rows and index == 0 and not _has_digit(row):
                # Headings in words nobody knows: every household has a number somewhere.
                kind = LineKind.HEADING
            elif (place is None and reader.evidence(row) < 2) or _is_foot(row, reader.evidence(row)):
                kind = LineKind.TITLE
                follow_section(row, carry, shape)
        if kind is LineKind.HEADING and (moved := moved_shape(shape, row)):
            # Another block, its columns in another order.
            shape = moved
            reader = RowReader(shape, carries=carries, told=sample, state=state)
            width = max(width, len(shape.headings))
            personal = reader.personal
        if kind is not LineKind.DATA:
            yield LedgerLine(index + 1, grid.sheet, kind, (), "")
            continue
        household, doubts = reader.household(row)
        problem = _problem(place)
        yield LedgerLine(
            index + 1,
            grid.sheet,
            LineKind.DATA,
            () if problem is None else reader.completed(raw, carry),
            _hash(grid.sheet, index + 1, row, personal),
            place if problem is None else None,
            household,
            (*place_doubts, *doubts),
            problem,
            around=None if problem is None else carry.around(shape),
        )


def _dittoed(row: list[Any], above: Sequence[Any]) -> list[Any]:
    """The row with what `〃` and 同上 stand for: the cell of the household above."""
    if DITTO.isdisjoint(row):
        return row
    return [
        (above[at] if at < len(above) else "") if type(cell) is str and cell.strip() in DITTO else cell
        for at, cell in enumerate(row)
    ]


def _numbers_columns(row: Sequence[Any]) -> bool:
    """`1 2 3 4 5` below the headings only counts the columns."""
    told = [plain(cell) for cell in row if cell not in NOTHING]
    return len(told) >= COUNTED_COLUMNS and told == [str(number) for number in range(1, len(told) + 1)]


def _is_table(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether several rows hold several cells, as no page of notes does."""
    return sum(sum(cell not in NOTHING for cell in row) > 1 for row in rows) > 1


def _is_foot(row: Sequence[Any], evidence: int) -> bool:
    """`制表：` and `审核：` below the table, which nobody lives in."""
    return evidence <= 1 and any(FOOT.match(plain(cell)) for cell in row if type(cell) is str)


def _has_digit(row: Sequence[Any]) -> bool:
    return any(any(map(str.isdigit, plain(cell))) for cell in row)


def _hash(sheet: str, line_no: int, row: Sequence[Any], personal: frozenset[int]) -> str:
    told = repr([cell for column, cell in enumerate(row) if column not in personal])
    return blake2b(f"{sheet}\x1f{line_no}\x1f{told}".encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()


def _problem(place: Place | None) -> str | None:
    if place is None:
        return "看不出是哪一户：没有室号，地址也读不出来"
    if not place.community:
        return "看不出是哪个小区"
    return None


def _kind_outside(row: Sequence[Any]) -> LineKind:
    return LineKind.TITLE if any(cell not in NOTHING for cell in row) else LineKind.BLANK


def _body_kind(row: Sequence[Any], headings: frozenset[str]) -> LineKind:
    filled = [cell for cell in row if cell not in NOTHING and (type(cell) is not str or cell.strip())]
    if not filled:
        return LineKind.BLANK
    for cell in filled[:4]:
        if type(cell) is str and len(cell) < 30 and SUBTOTAL.search(cell):
            return LineKind.SUBTOTAL
    if len(filled) == 1:
        # A number alone: the clerk numbered the lines in advance. A text alone names what follows, unless it is a room.
        if type(filled[0]) is not str:
            return LineKind.BLANK
        return LineKind.DATA if ROOM_AT_END.search(plain(filled[0])) else LineKind.TITLE
    # A heading repeated further down, as on every printed page.
    again = sum(1 for cell in filled if type(cell) is str and cell in headings)
    return LineKind.HEADING if again >= 2 and again * 2 >= len(filled) else LineKind.DATA


def _carried(grid: Grid, shape: Shape) -> frozenset[Field]:
    """Of building and unit those whose blank cells mean *as above*.

    That is so where people write a value once above its rows: many blanks, and hardly ever the same value twice
    running. A building without a column of its own is named by section lines.
    """
    room = shape.column(Field.ROOM)
    columns = {field: shape.column(field) for field in (Field.BUILDING, Field.UNIT)}
    carried = {Field.BUILDING, Field.UNIT} if columns[Field.BUILDING] is None and room is not None else set()
    told = {field: column for field, column in columns.items() if column is not None}
    blank, filled, again = dict.fromkeys(told, 0), dict.fromkeys(told, 0), dict.fromkeys(told, 0)
    above: dict[Field, Any] = {}
    for row in islice(grid.rows(), shape.first_row, shape.first_row + CARRY_SAMPLE):
        if room is not None and (room >= len(row) or row[room] in NOTHING):
            continue
        for field, column in told.items():
            cell = row[column] if column < len(row) else ""
            if cell in NOTHING:
                blank[field] += 1
            else:
                filled[field] += 1
                again[field] += cell == above.get(field)
            above[field] = cell
    for field in told:
        if blank[field] > 0.3 * (blank[field] + filled[field]) and again[field] <= 0.5 * filled[field]:
            carried.add(field)
    return frozenset(carried)
