"""A whole ledger, line by line: every source line is accounted for, nothing touches the database."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from app.services.customers.ledger.addresses import building_part, community_key, community_name
from app.services.customers.ledger.cells import plain
from app.services.customers.ledger.columns import Shape, recognise
from app.services.customers.ledger.headings import Field
from app.services.customers.ledger.households import Carry, RowReader
from app.services.customers.ledger.lines import Doubt, Household, LedgerLine, LineKind, Place
from app.services.customers.ledger.reading import Grid, Source, read_source
from app.services.kernel.errors import AppError

SUBTOTAL = re.compile(r"(?:小\s*计|合\s*计|总\s*计|共\s*计|累\s*计|汇\s*总|本页)")
GENERIC_SHEET = re.compile(r"(?i)^(?:sheet|工作表|表)\s*\d*$|台账|明细|汇总|用户|户表|数据|名单|总表|ledger|\d{4}")
TITLE_COMMUNITY = re.compile(r"(?:小区(?:名称)?|社区|村名?)\s*[:：]\s*(?P<named>\S+)")
IN_TITLE = re.compile(
    r"(?P<name>[\u3400-\u9fffA-Za-z0-9]{1,16}(?:小区|花园|家园|新村|家属院|宿舍|苑|公寓|大院|平房区|里|庄园|新城|佳园|雅居|嘉园))"
)
SECTION_BUILDING = re.compile(r"(?:第)?[甲乙丙A-Z]?[\d一二三四五六七八九十]+(?:号楼|#楼?|栋|幢|座|楼)")
ROOM_AT_END = re.compile(r"\d{2,4}[A-Z]?[室号户]?$|-\d+$")
ORDINAL = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]+[)）]?[、.．)]\s*)")
NOTHING = (None, "")
PROGRESS_STEP = 2_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as read and checked; `shapes` tells how each sheet was understood, None where it holds no households."""

    source: Source
    shapes: dict[str, Shape | None]
    lines: list[LedgerLine]


def parse_ledger(path: Path, progress: Progress | None = None) -> Ledger:
    """Read and check a ledger file. `progress(done, of)` is called now and then and may raise to stop.

    Raises AppError when the file is no ledger.
    """
    return parse_source(read_source(path), progress)


def parse_source(source: Source, progress: Progress | None = None) -> Ledger:
    """Check what was read; see `parse_ledger`."""
    shapes = _shapes(source)
    total = sum(len(grid.rows) for grid in source.grids)
    lines: list[LedgerLine] = []
    stem = community_of_title(Path(source.name).stem)
    first: dict[Place, int] = {}
    for grid in source.grids:
        shape = shapes[grid.sheet]
        read = _rest(grid) if shape is None else _sheet_lines(grid, shape, stem)
        for line in read:
            if line.place is not None and line.problem is None:
                line = _checked_for_double(line, first, lines)
            lines.append(line)
            if progress is not None and len(lines) % PROGRESS_STEP == 0:
                progress(len(lines), total)
    return Ledger(source, shapes, lines)


def _shapes(source: Source) -> dict[str, Shape | None]:
    shapes = {grid.sheet: recognise(grid.rows) for grid in source.grids}
    if all(shape is None for shape in shapes.values()):
        raise AppError(
            f"《{source.name}》里没有找到台账：需要有“室号”或“地址”一列，以及户名、电话、面积等列的表头。请检查表头后再导入。"
        )
    return shapes


def _rest(grid: Grid) -> Iterator[LedgerLine]:
    for index, row in enumerate(grid.rows):
        kind = LineKind.TITLE if any(cell not in NOTHING for cell in row) else LineKind.BLANK
        yield LedgerLine(index + 1, grid.sheet, kind, tuple(row), "")


def _sheet_lines(grid: Grid, shape: Shape, stem: str) -> Iterator[LedgerLine]:
    reader = RowReader(shape, carries_building=_carries_building(grid.rows, shape))
    carry = Carry(community=_community_around(grid, shape, stem))
    width = len(shape.headings)
    headings = frozenset(
        cell for at in shape.heading_rows for cell in grid.rows[at] if type(cell) is str and cell.strip()
    )
    personal = reader.personal
    for index, row in enumerate(grid.rows):
        raw = tuple(row)
        if len(row) < width:
            row = [*row, *[""] * (width - len(row))]
        if index < shape.first_row:
            kind = LineKind.HEADING if index in shape.heading_rows else _kind_outside(row)
            yield LedgerLine(index + 1, grid.sheet, kind, raw, "")
            continue
        kind = _body_kind(row, headings)
        place = None
        if kind is LineKind.TITLE:
            _section(row, carry, shape)
        elif kind is LineKind.DATA:
            place = reader.place(row, carry)
            if not shape.heading_rows and index == 0 and not _has_digit(row):
                # Headings in words nobody knows: every household has a number somewhere.
                kind = LineKind.HEADING
            elif (place is None and reader.evidence(row) < 2) or _is_foot(row, reader.evidence(row)):
                kind = LineKind.TITLE
                _section(row, carry, shape)
        if kind is not LineKind.DATA:
            yield LedgerLine(index + 1, grid.sheet, kind, raw, "")
            continue
        household, doubts = reader.household(row)
        problem = _problem(place)
        yield LedgerLine(
            index + 1,
            grid.sheet,
            LineKind.DATA,
            raw if problem is None else reader.completed(raw, carry),
            _hash(grid.sheet, index + 1, row, personal),
            place if problem is None else None,
            household,
            doubts,
            problem,
        )


def _is_foot(row: Sequence[Any], evidence: int) -> bool:
    """`制表：` and `审核：` below the table, which nobody lives in."""
    return evidence == 0 and any(":" in plain(cell) for cell in row)


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
    if name and shape.column(Field.COMMUNITY) is None:
        carry.community = name
        carry.building = carry.unit = ""
    if shape.column(Field.BUILDING) is None and (match := SECTION_BUILDING.search(joined.replace(name, "", 1))):
        carry.building = building_part(match.group())[0]
        carry.unit = ""


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


def _community_around(grid: Grid, shape: Shape, stem: str) -> str:
    """The community of a sheet that has no such column: by its title, its own name, or the file's name."""
    if shape.column(Field.COMMUNITY) is not None:
        return ""
    top = shape.heading_rows[0] if shape.heading_rows else 0
    for row in grid.rows[:top]:
        for cell in row:
            if type(cell) is str and (name := community_of_title(cell)):
                return name
    if name := community_of_title(grid.sheet):
        return name
    sheet = plain(grid.sheet)
    if sheet and not GENERIC_SHEET.search(sheet):
        return community_name(sheet)
    return stem


def _carries_building(rows: Sequence[Sequence[Any]], shape: Shape) -> bool:
    """Whether blank building cells mean *as above*: mostly blank, or no building column but section lines."""
    column = shape.column(Field.BUILDING)
    room = shape.column(Field.ROOM)
    if column is None:
        return room is not None
    blank = filled = 0
    for row in rows[shape.first_row :]:
        if column < len(row) and (room is None or (room < len(row) and row[room] not in NOTHING)):
            if row[column] in NOTHING:
                blank += 1
            else:
                filled += 1
    return blank > 0.3 * (blank + filled)


def _checked_for_double(line: LedgerLine, first: dict[Place, int], lines: list[LedgerLine]) -> LedgerLine:
    """The first line of a place counts; a second is a duplicate, and what differs is doubted at the first."""
    assert line.place is not None
    before = first.setdefault(replace(line.place, community=community_key(line.place.community)), len(lines))
    if before == len(lines):
        return line
    earlier = lines[before]
    assert earlier.household is not None
    assert line.household is not None
    different = differing(earlier.household, line.household)
    note = f"与第 {earlier.line_no} 行是同一户"
    if different:
        note = f"{note}，但{'、'.join(different)}不同，未采用本行"
        doubt = Doubt("duplicate", f"台账第 {line.line_no} 行也是这一户，{'、'.join(different)}不同"[:120])
        lines[before] = replace(earlier, doubts=(*earlier.doubts, doubt))
    return replace(line, duplicate_of=earlier.line_no, note=note)


LABELS = {
    "holder": "户名",
    "phones": "电话",
    "number": "用户编号",
    "use": "用热性质",
    "low_income": "低保",
    "area_c": "面积",
    "charged_area_c": "收费面积",
    "heating": "采暖方式",
    "position": "位置",
    "state": "供热状态",
    "paid": "缴费情况",
    "connected_on": "入网日期",
    "remark": "备注",
}


def differing(first: Household, second: Household) -> tuple[str, ...]:
    """The names of the values in which two lines of one place differ."""
    if first == second:
        return ()
    return tuple(label for field, label in LABELS.items() if getattr(first, field) != getattr(second, field))
