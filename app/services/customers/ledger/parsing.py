"""A whole ledger, line by line: every source line is accounted for, nothing touches the database."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from app.services.customers.ledger.addresses import building_part, community_name
from app.services.customers.ledger.cells import plain
from app.services.customers.ledger.columns import Columns, Shape, chosen_shape, recognise
from app.services.customers.ledger.doubles import Doubles
from app.services.customers.ledger.headings import Field
from app.services.customers.ledger.households import Carry, RowReader
from app.services.customers.ledger.line_store import LineStore
from app.services.customers.ledger.lines import LedgerLine, LineKind, Place
from app.services.customers.ledger.reading import Grid, Source, open_book
from app.services.customers.ledger.sampling import sampled
from app.services.kernel.errors import AppError

SUBTOTAL = re.compile(r"(?:小\s*计|合\s*计|总\s*计|共\s*计|累\s*计|汇\s*总|本页)")
GENERIC_SHEET = re.compile(r"(?i)^(?:sheet|工作表|表)\s*\d*$|台账|明细|汇总|用户|户表|数据|名单|总表|ledger|\d{4}")
TITLE_COMMUNITY = re.compile(r"(?:小区(?:名称)?|社区|村名?)\s*[:：]\s*(?P<named>\S+)")
IN_TITLE = re.compile(
    r"(?P<name>[\u3400-\u9fffA-Za-z0-9]{1,16}(?:小区|花园|家园|新村|家属院|宿舍|苑|公寓|大院|平房区|里|庄园|新城|佳园|雅居|嘉园|村)"
    r"(?:[一二三四五六七八九十\d东西南北]{1,2}[期区里])?)"
)
# A line with nothing but a name, between households: what follows belongs there.
SECTION_NAME = re.compile(r"[\u3400-\u9fffA-Za-z0-9·]{2,16}(?=[:：]?(?:[(（].*[)）])?[:：]?$)")
NO_NAME = re.compile(
    r"[表人注说明备续接页户合计数共]|日期|单位|以上|以下|审核|核对|统计|负责|电话|地址|采暖|供热|收费|年度?$"
)
SECTION_BUILDING = re.compile(r"(?:第)?[甲乙丙A-Z]?[\d一二三四五六七八九十]+(?:号楼|#楼?|栋|幢|座|楼)")
ROOM_AT_END = re.compile(r"\d{2,4}[A-Z]?[室号户]?$|-\d+$")
ORDINAL = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]+[)）]?[、.．)]\s*)")
FOOT = re.compile(r"(?:制表|填表|审核|复核|经办|统计|负责|打印|填报|制作|编制|日期|时间|备注|说明|注)[人员日期时间]*:")
NOTHING = (None, "")
PROGRESS_STEP = 500
CARRY_SAMPLE = 20_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as read and checked; `shapes` tells how each sheet was understood, `hidden` which were left out."""

    source: Source
    shapes: dict[str, Shape]
    lines: LineStore
    hidden: tuple[str, ...] = ()


def parse_ledger(path: Path, progress: Progress | None = None, mapping: Mapping[str, Columns] | None = None) -> Ledger:
    """Read and check a ledger file.

    `mapping` says by sheet which column holds what, instead of the guess: columns it does not name are left alone,
    a sheet without any column holds no households; sheets it does not name are guessed.
    `progress(done, of)` is called at least ten times a second, with `of` 0 as long as the length is unknown, and may
    raise to stop. Raises AppError when the file is no ledger.
    """
    tell = progress or _silent
    book = open_book(path, lambda: tell(0, 0))
    stem = community_of_title(Path(book.source.name).stem)
    chosen = mapping or {}
    shapes: dict[str, Shape] = {}
    lines = LineStore()
    doubles = Doubles(lines)
    for grid in book.grids():
        sample = sampled(grid, lambda: tell(0, 0))
        shape = recognise(sample)
        if grid.sheet in chosen:
            shape = chosen_shape(shape, chosen[grid.sheet])
        shapes[grid.sheet] = shape
        read = sheet_lines(grid, shape, sample, stem) if shape.households else _rest(grid)
        before = len(lines)
        for line in read:
            lines.append(doubles.checked(line))
            if len(lines) % PROGRESS_STEP == 0:
                tell(len(lines), before + grid.height)
    if not shapes:
        raise empty(book.source.name)
    if not any(shape.households for shape in shapes.values()):
        raise AppError(
            f"《{book.source.name}》里没有找到台账：需要有“室号”或“地址”一列，以及户名、电话、面积等列的表头。"
            "请检查表头后再导入。"
        )
    return Ledger(book.source, shapes, lines, book.hidden)


def read_shapes(path: Path, progress: Progress | None = None) -> dict[str, Shape]:
    """How each sheet is laid out as far as can be guessed, for a person to judge; see `parse_ledger`.

    Also when no sheet seems to hold households. Raises AppError when the file is no table.
    """
    tell = progress or _silent
    book = open_book(path, lambda: tell(0, 0))
    shapes = {grid.sheet: recognise(sampled(grid, lambda: tell(0, 0))) for grid in book.grids()}
    if not shapes:
        raise empty(book.source.name)
    return shapes


def _silent(done: int, of: int) -> None:
    """Nobody wants to know how far the reading is."""


def empty(name: str) -> AppError:
    return AppError(f"《{name}》里没有任何内容。请检查是否选错了文件。")


def _rest(grid: Grid) -> Iterator[LedgerLine]:
    for index, row in enumerate(grid.rows()):
        yield LedgerLine(index + 1, grid.sheet, _kind_outside(row), (), "")


def sheet_lines(grid: Grid, shape: Shape, sample: Sequence[Sequence[Any]], stem: str) -> Iterator[LedgerLine]:
    reader = RowReader(shape, carries=_carried(grid, shape))
    carry = Carry(community=_community_around(grid.sheet, sample, shape, stem))
    width = len(shape.headings)
    headings = frozenset(cell for at in shape.heading_rows for cell in sample[at] if type(cell) is str and cell.strip())
    personal = reader.personal
    for index, row in enumerate(grid.rows()):
        raw = tuple(row)
        if len(row) < width:
            row = [*row, *[""] * (width - len(row))]
        if index < shape.first_row:
            kind = LineKind.HEADING if index in shape.heading_rows else _kind_outside(row)
            yield LedgerLine(index + 1, grid.sheet, kind, (), "")
            continue
        kind = _body_kind(row, headings)
        place, place_doubts = None, ()
        if kind is LineKind.TITLE:
            _section(row, carry, shape)
        elif kind is LineKind.DATA:
            place, place_doubts = reader.place(row, carry)
            if not shape.heading_rows and index == 0 and not _has_digit(row):
                # Headings in words nobody knows: every household has a number somewhere.
                kind = LineKind.HEADING
            elif (place is None and reader.evidence(row) < 2) or _is_foot(row, reader.evidence(row)):
                kind = LineKind.TITLE
                _section(row, carry, shape)
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
        )


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


def _section(row: Sequence[Any], carry: Carry, shape: Shape) -> None:
    """A line between households: it may name the community or the building of what follows."""
    texts = [text for cell in row if (text := plain(cell))]
    if len(texts) > 3:
        return
    joined = ORDINAL.sub("", " ".join(texts))
    name = community_of_title(joined)
    if not name and len(texts) == 1 and not SECTION_BUILDING.search(joined):
        alone = SECTION_NAME.match(joined)
        name = community_name(alone.group()) if alone and not NO_NAME.search(alone.group()) else ""
    if name and shape.column(Field.COMMUNITY) is None:
        carry.community = name
        carry.building = carry.unit = carry.joint = ""
    if shape.column(Field.BUILDING) is None and (match := SECTION_BUILDING.search(joined.replace(name, "", 1))):
        carry.building = building_part(match.group()).building
        carry.unit = carry.joint = ""


def community_of_title(text: str) -> str:
    """The community a title, a sheet's name or a file's name tells, '' when it tells none."""
    value = plain(text)
    if match := TITLE_COMMUNITY.search(value):
        return community_name(match["named"])
    match = IN_TITLE.search(value)
    if match is None:
        return ""
    name = community_name(match["name"])
    return "" if name in {"小区", "各小区", "所属小区"} else name


def _community_around(sheet: str, sample: Sequence[Sequence[Any]], shape: Shape, stem: str) -> str:
    """The community of a sheet that has no such column: by its title, its own name, or the file's name."""
    if shape.column(Field.COMMUNITY) is not None:
        return ""
    top = shape.heading_rows[0] if shape.heading_rows else 0
    for row in sample[:top]:
        for cell in row:
            if type(cell) is str and (name := community_of_title(cell)):
                return name
    if name := community_of_title(sheet):
        return name
    own = plain(sheet)
    if own and not GENERIC_SHEET.search(own):
        return community_name(own)
    return stem


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
