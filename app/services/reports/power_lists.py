"""The lists of the 断电夹 as papers: cover with telephones, open work and what runs out, valves."""

from datetime import datetime

from app.services.customers.card.flag_words import neutral_mark
from app.services.duty.power_settings import power_settings
from app.services.duty.roster import OnDuty
from app.services.kernel.desk import Desk
from app.services.kernel.times import china
from app.services.matters.printing import sheet_qr
from app.services.outages.reads import OutageRow
from app.services.paper.fonts import Typesetter, clean
from app.services.paper.kit import WRITING_ROW, Cell, Copy, Face, Foot, Heading, Paper, Row, label, value, write
from app.services.reports.power_content import FolderContent, OpenWork

TITLE = "断电夹"
_STAYS = "含用户电话,只在本站使用。换新夹时旧夹收回,用后存档,不得带出。"
# Nobody signs these lists: what no face has prints as 〓 rather than stopping the folder.
_SETTER = Typesetter("", substitute=True)
_WHOLE = 175.0
# Millimetres of a landscape A4.
_WORK = (
    ("序", 8),
    ("受理号", 42),
    ("地点", 52),
    ("原话", 58),
    ("来电人、电话", 38),
    ("现状、维修员", 43),
    ("最近到期", 40),
)
_DUE = (("到期", 26), ("时限", 40), ("受理号", 46), ("地点", 80), ("现状", 30), ("维修员", 30), ("处理", 29))
_VALVES = (("小区", 45), ("楼栋", 25), ("阀门位置", 105))


def cover(desk: Desk, content: FolderContent, number: str, reason: str, papers: str, by: str) -> Paper:
    """First page: number, what to do, who is on duty, whom to ring, what lies in the folder."""
    settings = power_settings()
    rows: list[Row] = [
        _line("写成", f"{_full(content.at)}（{settings.reasons[reason]}），{by}"),
        _line(
            "夹内",
            f"未办 {len(content.open_work) + content.more} 件，另有 {content.waiting} 件等回访或等恢复供热；{papers}",
        ),
        _line("▲", f"{neutral_mark()}，原因不写在纸上。"),
        *(_line(f"第 {place} 步", step) for place, step in enumerate(settings.steps, start=1)),
        _duty("本班", content.now_on_duty),
        _duty("下一班", content.next_on_duty),
        _head("电话"),
        *_pairs(
            [("本站报修", desk.station.repair_phone), ("本站监督", desk.station.complaint_phone), *settings.emergency]
        ),
        _head("人员"),
        *_pairs(
            [(" ".join(filter(None, (one.name, one.post or "、".join(one.roles)))), one.phone) for one in content.staff]
        ),
    ]
    return _paper(desk, TITLE, number, content.at, rows, by=by)


def work_papers(desk: Desk, content: FolderContent, number: str, by: str) -> list[Paper]:
    """Open work with whole telephones, and what runs out in the hours ahead."""
    hours = int(power_settings().ahead.total_seconds() // 3600)
    work = [_work(place, one) for place, one in enumerate(content.open_work, start=1)]
    if content.more:
        work.append(Row((value(f"另有 {content.more} 件没有列出，见台账。", sum(width for _, width in _WORK)),)))
    due = [*(_outage(row) for row in content.outages), *(_due(row) for row in content.due)]
    if content.more_due:
        due.append(Row((value(f"另有 {content.more_due} 条没有列出。", sum(width for _, width in _DUE)),)))
    return [
        _paper(desk, "未办工单", number, content.at, work or [_none("没有未办的工单。")], head=_titles(_WORK), by=by),
        _paper(
            desk,
            f"今后 {hours} 小时到期",
            number,
            content.at,
            due or [_none(f"{hours} 小时内没有到期的时限。")],
            head=_titles(_DUE),
            by=by,
        ),
    ]


def valve_paper(desk: Desk, content: FolderContent, number: str, by: str) -> Paper:
    """Buildings with where their valves are."""
    rows = [
        Row(
            (
                value(_printable(line.community), _VALVES[0][1]),
                value(_printable(line.building), _VALVES[1][1], centred=True),
                value(_printable(line.valves), _VALVES[2][1]),
            )
        )
        for line in content.valves
    ]
    if content.without_valves:
        rows.append(_none(f"另有 {content.without_valves} 栋没有登记阀门位置。"))
    none = [_none("还没有登记阀门位置。")]
    return _paper(desk, "楼栋阀门位置", number, content.at, rows or none, head=_titles(_VALVES), by=by)


def _paper(
    desk: Desk,
    title: str,
    number: str,
    at: datetime,
    rows: list[Row],
    *,
    head: Row | None = None,
    by: str = "",
) -> Paper:
    station = desk.station
    heading = Heading(
        company=" ".join(filter(None, (station.company, station.name))),
        title=title,
        number=number or "（写成时编号）",
        below_number=(_full(at),),
        qr=sheet_qr(desk, number) if number else "",
    )
    foot = Foot(f"{TITLE} {number} · {by}", _STAYS)
    copy = Copy(heading, tuple(rows), foot, flows=True, head=(head,) if head is not None else ())
    return Paper(title, number or TITLE, title, at, (copy,))


def _work(place: int, one: OpenWork) -> Row:
    who = " ".join(filter(None, (one.repairer, one.repairer_phone)))
    texts = (
        str(place),
        f"{one.number}\n{one.kind_word} {_moment(one.told_at)}",
        f"{'▲ ' if one.call_first else ''}{one.place}",
        one.words,
        "\n".join(filter(None, (one.caller, one.phone))),
        "\n".join(filter(None, (one.phase, who))),
        f"{_moment(one.due)}\n{one.due_title}" if one.due is not None else "",
    )
    return Row(
        tuple(_small(text, width, centred=title == "序") for text, (title, width) in zip(texts, _WORK, strict=True)),
        WRITING_ROW,
    )


def _due(row: object) -> Row:
    from app.services.matters.board import BoardRow

    assert isinstance(row, BoardRow)
    texts = (_moment(row.due), row.title, row.number, row.place, row.phase, row.repairer)
    cells = [_small(text, width) for text, (_, width) in zip(texts, _DUE, strict=False)]
    return Row((*cells, write("~", _DUE[-1][1])), WRITING_ROW)


def _outage(row: OutageRow) -> Row:
    texts = (_moment(row.expected_at) or "未定", "预计恢复供热", row.number, row.area, row.cause_word, "")
    cells = [_small(text, width) for text, (_, width) in zip(texts, _DUE, strict=False)]
    return Row((*cells, write("~", _DUE[-1][1])), WRITING_ROW)


def _duty(title: str, duty: OnDuty) -> Row:
    shift = duty.shift
    people = [f"值班 {one.name} {one.phone}".strip() for one in duty.desk]
    if duty.leader is not None:
        people.append(f"带班 {duty.leader.name} {duty.leader.phone}".strip())
    people += [f"备班 {one.name} {one.phone}".strip() for one in duty.standby]
    when = f"{shift.name} {_moment(shift.begins_at)}–{china(shift.ends_at):%H:%M}"
    return _line(title, f"{when}　{'；'.join(people) or '没有排班'}")


def _pairs(known: list[tuple[str, str]]) -> list[Row]:
    """Two telephones a line; one nobody typed in is left open for the pen."""
    rows = []
    for first in range(0, len(known), 2):
        cells: list[Cell] = []
        for what, phone in (*known[first : first + 2], ("", ""))[:2]:
            cells.append(value(_printable(what), 45.0))
            cells.append(value(phone, 42.5, centred=True) if phone or not what else write("____", 42.5))
        rows.append(Row(tuple(cells), 6.5))
    return rows


def _titles(columns: tuple[tuple[str, float], ...]) -> Row:
    return Row(tuple(label(title, width) for title, width in columns))


def _line(title: str, text: str) -> Row:
    return Row((label(title, 20.0), value(_printable(text), _WHOLE - 20.0)), 6.0)


def _head(title: str) -> Row:
    return Row((value(title, _WHOLE, centred=True, face=Face.HEI),))


def _none(text: str) -> Row:
    return Row((value(text, _WHOLE),), WRITING_ROW)


def _small(text: str, width: float, *, centred: bool = False) -> Cell:
    return value(_printable(text), width, centred=centred, size=9.0)


def _printable(text: str) -> str:
    """The text with 〓 for what no face has."""
    lines = clean(text).split("\n")
    return "\n".join("".join(part for _, part in _SETTER.runs(line, Face.SONG)) for line in lines)


def _moment(moment: datetime | None) -> str:
    return f"{china(moment):%m-%d %H:%M}" if moment is not None else ""


def _full(moment: datetime) -> str:
    return f"{china(moment):%Y-%m-%d %H:%M}"
