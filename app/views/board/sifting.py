"""What of the board is on screen: the view (all, late, unsent, a group of limits), and the place, man or kind of fault.

Everything is told from the lines the page holds already; nothing is asked of the database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from app.services.clocks.engine import State
from app.services.matters.board import BoardRow
from app.services.matters.board_groups import BoardGroup, board_groups
from app.services.repairs.phase import Phase
from app.views.board.lines import Line

ALL, LATE, UNSENT = "all", "late", "unsent"
REPAIR, CALLBACK = "repair", "repair.callback"
LEAK = "leak"


@dataclass(frozen=True, slots=True)
class Sift:
    """None and empty let everything through. `kind` is a group of faults, or the kind of a matter that has none."""

    view: str = ALL
    community_id: int | None = None
    building_id: int | None = None
    repairer_id: int | None = None
    kind: str = ""

    @property
    def open(self) -> bool:
        """Nothing but the view chooses."""
        return self == Sift(self.view)

    def lets_through(self, row: BoardRow) -> bool:
        """Whether the matter stands there, is his and is of that kind; the view is not asked."""
        return (
            (self.community_id is None or row.community_id == self.community_id)
            and (self.building_id is None or row.building_id == self.building_id)
            and (self.repairer_id is None or row.repairer_id == self.repairer_id)
            and (not self.kind or kind_of(row) == self.kind)
        )


@cache
def views() -> tuple[tuple[str, str], ...]:
    """Every view with its word, in the order of the board."""
    groups = ((group.id, group.word) for group in board_groups())
    return ((ALL, "全部"), (LATE, "超时"), (UNSENT, "未派工"), *groups)


def kind_of(row: BoardRow) -> str:
    """What the filter by kind goes by."""
    return row.fault_group or row.kind


def is_work(row: BoardRow) -> bool:
    """A repair that is not done: one that only waits for its callback is."""
    return row.kind == REPAIR and row.policy_id != CALLBACK


def waits_for_dispatch(row: BoardRow) -> bool:
    """Nobody was sent yet, and somebody should be: one that joined an incident is worked on there."""
    return is_work(row) and row.repairer_id is None and row.phase != Phase.JOINED


def jobs(lines: Iterable[Line]) -> dict[int, list[str]]:
    """Where each repairer is busy now, by staff id."""
    busy: dict[int, list[str]] = {}
    for line in lines:
        row = line.first
        if row.repairer_id is not None and is_work(row):
            busy.setdefault(row.repairer_id, []).append(row.place)
    return busy


def sifted(lines: Mapping[int, Line], sift: Sift) -> dict[int, Line]:
    """The lines that are shown, in order. A group shows its own clock, and is ordered by it."""
    passing = {matter_id: line for matter_id, line in lines.items() if sift.lets_through(line.first)}
    if sift.view == ALL:
        return passing
    group = _groups().get(sift.view)
    if group is None:
        return {matter_id: line for matter_id, line in passing.items() if sift.view in _plain_views(line)}
    turned = {matter_id: found for matter_id, line in passing.items() if (found := _turned(line, group)) is not None}
    return dict(sorted(turned.items(), key=lambda item: (item[1].first.due, item[1].first.severity)))


def tally(lines: Iterable[Line], sift: Sift) -> dict[str, int]:
    """How many lines each view would show, the rest of `sift` being kept."""
    counts = dict.fromkeys((view for view, _ in views()), 0)
    for line in lines:
        if sift.lets_through(line.first):
            for view in _plain_views(line) | _views_of_groups(line):
                counts[view] += 1
    return counts


def kept_out(lines: Mapping[int, Line], sift: Sift) -> list[BoardRow]:
    """What place, man and kind keep from the list whatever the view, the most pressing first."""
    return [line.first for line in lines.values() if not sift.lets_through(line.first)]


def is_running_water(row: BoardRow) -> bool:
    """A leak that is not finished: nobody may miss it."""
    return row.fault_group == LEAK and is_work(row)


def without(sift: Sift) -> Sift:
    """The same view with nothing else chosen."""
    return Sift(sift.view)


def of_view(sift: Sift, view: str) -> Sift:
    return replace(sift, view=view)


def _turned(line: Line, group: BoardGroup) -> Line | None:
    """The line with the group's clock in front; None when it does not belong to the group."""
    rows = (line.first, *line.others)
    clock = group.clock_of(rows)
    if clock is None or clock is line.first:
        return line if clock is not None else None
    return Line(clock, tuple(row for row in rows if row is not clock))


def _plain_views(line: Line) -> set[str]:
    found = {ALL}
    if line.first.state is State.OVERDUE:
        found.add(LATE)
    if waits_for_dispatch(line.first):
        found.add(UNSENT)
    return found


def _views_of_groups(line: Line) -> frozenset[str]:
    first = line.first
    found = _groups_of(first.policy_id, first.fault_group)
    for row in line.others:
        found |= _groups_of(row.policy_id, row.fault_group)
    return found


@cache
def _groups_of(policy_id: str, fault_group: str) -> frozenset[str]:
    """The groups a clock puts its matter into."""
    return frozenset(
        group.id
        for group in board_groups()
        if policy_id in group.policies and (not group.faults or fault_group in group.faults)
    )


@cache
def _groups() -> Mapping[str, BoardGroup]:
    return {group.id: group for group in board_groups()}
