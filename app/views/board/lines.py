"""From open clocks to lines of the board: one matter, one line, its most pressing clock first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.services.clocks.engine import Classification, State
from app.services.matters.board import BoardRow
from app.views.texts import day_and_time, length, rough_length, short_number, short_place
from app.views.theme import Tone
from app.views.widgets.badge import Badge

if TYPE_CHECKING:
    from app.services.matters.card import MatterHead
    from app.services.repairs.reads import RepairHead

WORDS = {Classification.LATE_EXPLAINED: "已说明", Classification.LATE_USER: "用户原因"}


# What stands where a repair shows its kind of fault.
KIND_BADGES = {
    "outage": Badge("停热", Tone.RED, "outage"),
    "forwarded": Badge("转办", Tone.ACCENT, "arrive"),
    "complaint": Badge("投诉", Tone.AMBER, "explain"),
    "tipoff": Badge("举报", Tone.AMBER, "lock"),
    "enquiry": Badge("咨询", Tone.NEUTRAL, "why"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One matter; `first` is the clock that runs out next, `others` follow."""

    first: BoardRow
    others: tuple[BoardRow, ...]


def lines_of(rows: Iterable[BoardRow]) -> dict[int, Line]:
    """Lines by matter id, the most pressing first; the order of `rows` is kept."""
    by_matter: dict[int, list[BoardRow]] = {}
    for row in rows:
        by_matter.setdefault(row.matter_id, []).append(row)
    return {matter_id: Line(found[0], tuple(found[1:])) for matter_id, found in by_matter.items()}


def clock_badge(row: BoardRow, now: datetime) -> Badge:
    """`超时 12 分`, `剩 18 分`; lateness that was explained to the user is amber and says so."""
    left = row.due - now
    if now > row.due:
        return late_badge(row.due, now, row.classification)
    if row.state is State.WAITING_WINDOW:
        return Badge("未到时间", Tone.NEUTRAL, "waiting")
    tone, icon = (Tone.AMBER, "soon") if row.state is State.WARNING else (Tone.GREEN, "running")
    return Badge(f"剩 {length(left)}", tone, icon)


def late_badge(due: datetime, now: datetime, classification: Classification | None) -> Badge:
    """A limit that ran out and runs on; what the user was told of, or caused, is amber and says so."""
    why = WORDS.get(classification) if classification else None
    if why:
        return Badge(f"超时 {rough_length(due - now)} {why}", Tone.AMBER, "explain")
    return Badge(f"超时 {length(due - now)}", Tone.RED, "overdue")


def fault_badge(row: BoardRow, group_words: Mapping[str, str]) -> Badge | None:
    """What kind of fault; a spraying leak is the one red word of this column."""
    if not row.fault_group:
        return KIND_BADGES.get(row.kind)
    word = group_words.get(row.fault_group, row.fault_group)
    if row.fault_group == "leak":
        return Badge(
            f"漏·{row.gravity}" if row.gravity else "漏水", Tone.RED if row.gravity == "喷" else Tone.AMBER, "leak"
        )
    if row.fault_group in ("cold", "temp"):
        return Badge(word, Tone.ACCENT, "cold")
    return Badge(word, Tone.NEUTRAL, "repair")


def tip(line: Line, now: datetime) -> str:
    """What the line's tool tip tells beyond the columns."""
    row = line.first
    parts = [f"{row.number}　{row.title}（{row.clause}）到 {day_and_time(row.due, now)}"]
    for other in line.others:
        parts.append(f"{other.title} 到 {day_and_time(other.due, now)}")
    if row.provisional:
        parts.append("日历未出，期限暂定。")
    if row.quiet_until is not None:
        parts.append(f"已约定等到 {day_and_time(row.quiet_until, now)}，不响铃。")
    return "\n".join(parts)


def about(row: "RepairHead | MatterHead") -> str:
    """One line that says which matter a dialog is about."""
    return "　".join(part for part in (short_number(row.number), short_place(row.place), row.words) if part)


def next_deadline(rows: Sequence[BoardRow]) -> BoardRow | None:
    """The clock that runs out next and is not yet late; else the latest late one."""
    ahead = [row for row in rows if row.state is not State.OVERDUE]
    return ahead[0] if ahead else (rows[-1] if rows else None)
