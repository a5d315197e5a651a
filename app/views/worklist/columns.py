"""The columns of 工单查询."""

from app.services.matters.worklist import WorkRow
from app.views.board.lines import KIND_BADGES
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import clock_time, short_number, short_place
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.table_model import Column

REPAIR = Badge("报修", Tone.NEUTRAL, "repair")
VOID = Badge("作废", Tone.NEUTRAL, "void")
STRETCH = 4
WIDTHS = [6, 5, 6, 10, 8, 5, 7, 4, 4]
DROPPED = [8, 7, 5, 1, 2]


def work_columns(session: Session) -> list[Column[WorkRow]]:
    """Number, kind, day, place, words, phase, what ran out, who."""
    return [
        Column("编号", lambda row: short_number(row.number), tip=lambda row: row.number),
        Column("类别", lambda row: "", lambda row: KIND_BADGES.get(row.kind, REPAIR)),
        Column("受理", lambda row: clock_time(row.told_at), tip=lambda row: clock_time(row.told_at)),
        Column(
            "地址",
            lambda row: words_shown(session, short_place(row.place)),
            tip=lambda row: words_shown(session, row.place),
        ),
        Column("诉求", lambda row: words_shown(session, row.words), tip=lambda row: words_shown(session, row.words)),
        Column("阶段", lambda row: "" if row.voided else row.phase, lambda row: VOID if row.voided else None),
        Column("超时", lambda row: "", late_badge, tip=lambda row: "、".join(row.late)),
        Column("维修员", lambda row: row.repairer),
        Column("责任人", lambda row: row.owner),
    ]


def late_badge(row: WorkRow) -> Badge | None:
    """Which limit ran out; more than one are counted."""
    if not row.late:
        return None
    more = f" 等 {len(row.late)} 项" if len(row.late) > 1 else ""
    return Badge(f"{row.late[0]}{more}", Tone.AMBER, "overdue")
