"""打电话名单: whom to call now that heat is back (or later than told), with room to write what they said.

It carries whole telephones and therefore stays in the station; its number tells it from any other list.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import Refused
from app.services.kernel.times import china
from app.services.matters import sheets
from app.services.matters.printing import Making, Printed, issue_paper, preview_sheet, print_sheet, sheet_qr
from app.services.outages.reads import OutageRow, ToldRow, outage_card, to_call_at_restoration
from app.services.paper.kit import WRITING_ROW, Copy, Foot, Heading, Paper, Row, label, value, write
from app.services.paper.profiles import A4_LANDSCAPE

SERIES, FORM = "MD", "call_list"
TITLE = "停热事件打电话名单"
# Of the 281 mm a landscape A4 page has.
_COLUMNS = (10.0, 32.0, 24.0, 54.0, 42.0, 23.0, 68.0, 28.0)
_TITLES = ("序号", "电话", "来电人", "地址", "受理号", "告知到", "结果", "时间")
_STAYS = "含用户电话,只在本站使用,用后存档,不得带出。"


@dataclass(frozen=True, slots=True)
class ListIssued:
    """The list has its number; its bytes are made by `print_call_list`."""

    sheet_id: int
    number: str


def issue_call_list(desk: Desk, outage_id: int, key: UUID) -> ListIssued:
    """A number for a list of who is still to be called. Refused when nobody is."""
    desk.require(Role.CLERK)
    if not to_call_at_restoration(desk, outage_id):
        raise Refused("没有要打电话的用户：没有来电并入，或都已告知。")
    issued = issue_paper(desk, outage_id, key, series=SERIES, form=FORM, act="outage.call_list")
    return ListIssued(issued.sheet_id, issued.number)


def print_call_list(desk: Desk, sheet_id: int, target: str, key: UUID, approved_by: str = "") -> Printed:
    """Make the list's bytes, journal them, commit, and only then give them back; promises as `print_sheet`."""

    def declare(making: Making) -> Paper:
        return call_list_paper(desk, making)

    return print_sheet(desk, sheet_id, declare, A4_LANDSCAPE, target, key, approved_by)


def preview_call_list(desk: Desk, sheet_id: int) -> bytes:
    """The list as it would be printed now; nothing is journalled."""

    def declare(making: Making) -> Paper:
        return call_list_paper(desk, making)

    return preview_sheet(desk, sheet_id, declare, A4_LANDSCAPE)


def call_list_paper(desk: Desk, making: Making) -> Paper:
    """Who is still to be called at the moment of printing."""
    sheet = making.sheet
    if sheet.matter_id is None or sheet.form != FORM:
        raise Refused(f"{sheet.number} 不是打电话名单。请核对编号。")
    row = outage_card(desk, sheet.matter_id).row
    station = desk.station
    heading = Heading(
        company=" ".join(filter(None, (station.company, station.name))),
        title=TITLE,
        number=sheet.number,
        below_number=(f"停热事件 {row.number}",),
        qr=sheet_qr(desk, sheet.number),
    )
    head = (
        Row((label("范围", 16), value(row.area, 157), label("时间", 16), value(_times(row), 92))),
        Row(tuple(label(title, width) for title, width in zip(_TITLES, _COLUMNS, strict=True))),
    )
    lines = to_call_at_restoration(desk, sheet.matter_id)
    rows = tuple(_line(number, line) for number, line in enumerate(lines, start=1))
    copy = Copy(heading, rows, Foot(making.foot, _STAYS), flows=True, head=head)
    return Paper(TITLE, sheet.number, row.number, making.at, (copy,))


def is_call_list(sheet: sheets.SheetRow) -> bool:
    """Whether the paper is such a list, not a notice."""
    return sheet.form == FORM


def _line(number: int, line: ToldRow) -> Row:
    caller = f"{line.caller}({line.relation})" if line.relation and line.relation != "本人" else line.caller
    texts = (str(number), line.phone, caller, line.place, line.number, _moment(line.until) or "未定")
    cells = [
        value(text, width, centred=title != "地址")
        for text, width, title in zip(texts, _COLUMNS, _TITLES, strict=False)
    ]
    ticks = write("☐已热~☐仍不热~☐未接通_____", _COLUMNS[6])
    return Row((*cells, ticks, write("~~时~~分", _COLUMNS[7])), WRITING_ROW)


def _times(row: OutageRow) -> str:
    end = f"{_moment(row.restored_at)} 恢复" if row.restored_at else f"预计 {_moment(row.expected_at) or '未定'}"
    return f"{_moment(row.began_at)} 起停热，{end}"


def _moment(moment: datetime | None) -> str:
    return f"{china(moment):%m-%d %H:%M}" if moment is not None else ""
