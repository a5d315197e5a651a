"""The lines of a handover as a table shows them: of one that is written, or of the desk as it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.services.duty.handover_values import SORT_WORDS, TICKED, HandoverLineRow, LineDraft, Sort
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import day_and_time, full_time, length, short_number
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.table_model import Column

_SORTS = {
    Sort.OVERDUE: Badge(SORT_WORDS[Sort.OVERDUE], Tone.RED, "overdue"),
    Sort.PROMISED: Badge(SORT_WORDS[Sort.PROMISED], Tone.AMBER, "calendar"),
    Sort.ASKED: Badge(SORT_WORDS[Sort.ASKED], Tone.AMBER, "contact"),
    Sort.UNSIGNED: Badge(SORT_WORDS[Sort.UNSIGNED], Tone.NEUTRAL, "slip"),
    Sort.RUNNING: Badge(SORT_WORDS[Sort.RUNNING], Tone.NEUTRAL, "running"),
}
_TAKEN = Badge("已接", Tone.GREEN, "done")
_WAITS = Badge("待接", Tone.AMBER, "waiting")
_OVER = Badge("已了结", Tone.NEUTRAL, "done")


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `asked`: a handover is under way and this line is ticked in it."""

    id: int
    sort: Sort
    matter_id: int | None
    number: str
    words: str
    due_at: datetime | None
    asked: bool = False
    ticked: bool = False
    over: bool = False


def written_lines(rows: Iterable[HandoverLineRow]) -> Mapping[int, Line]:
    """Of a handover that has its number."""
    return {
        row.id: Line(
            row.id,
            row.sort,
            row.matter_id,
            row.number,
            row.words,
            row.due_at,
            row.sort in TICKED,
            row.ticked_at is not None,
            row.over,
        )
        for row in rows
    }


def standing_lines(drafts: Iterable[LineDraft]) -> Mapping[int, Line]:
    """Of the desk as it stands; nothing is ticked yet."""
    return {
        place: Line(place, draft.sort, draft.matter_id, draft.number, draft.words, draft.due_at)
        for place, draft in enumerate(drafts, start=1)
    }


def line_columns(session: Session) -> list[Column[Line]]:
    """Tick, sort, number, words and time."""

    def words(line: Line) -> str:
        return words_shown(session, line.words)

    def when(line: Line) -> str:
        if line.due_at is None:
            return ""
        now = session.desk.now()
        late = f"　过 {length(now - line.due_at)}" if line.sort is Sort.OVERDUE and line.due_at < now else ""
        return f"{day_and_time(line.due_at, now)}{late}"

    return [
        Column("已接", lambda line: "", _mark),
        Column("类别", lambda line: "", lambda line: _SORTS[line.sort]),
        Column("单号", lambda line: short_number(line.number), tip=lambda line: line.number),
        Column("事项", words, tip=words),
        Column("时间", when, tip=lambda line: full_time(line.due_at) if line.due_at is not None else ""),
    ]


def _mark(line: Line) -> Badge | None:
    if not line.asked:
        return None
    if line.ticked:
        return _TAKEN
    return _OVER if line.over else _WAITS
