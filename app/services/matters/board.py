"""The board: every open clock of every open matter, the most urgent first.

Two queries and integers: rows of open matters, events of those that changed. What was computed is kept
by matter while its row is the same; a heap of next changes says which clocks turn by themselves and when to look again.
"""

import heapq
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from peewee import ModelSelect

from app.models.matters import Matter, MatterEvent
from app.models.premises import Building, Community
from app.models.repairs import Repair
from app.models.station import Staff
from app.services.clocks.engine import Classification, Fact, State, Tick, ticks
from app.services.clocks.facts import Subject
from app.services.kernel.desk import Desk
from app.services.kernel.times import from_ms, to_ms
from app.services.matters.events import CORRECTED

_MINUTE_MS = 60_000
_GRAVITY = {"喷": 0, "流": 1, "滴": 2}
_MANY = 400
_ORDER = attrgetter("order")


class BoardRow(NamedTuple):
    """One open clock. Moments are aware; `minutes_left` is negative when late.

    `severity` is the policy's (1 most urgent), `gravity` the leak's word. Building and community are those of the
    place of the fault, None and empty where the ledger has none. `quiet_until`: a part or a shutdown is awaited and
    the user knows, so nothing rings until then; the clock stays as it is.
    """

    matter_id: int
    number: str
    kind: str
    place: str
    words: str
    phase: str
    fault_group: str
    gravity: str
    repairer_id: int | None
    repairer: str
    building_id: int | None
    building: str
    community_id: int | None
    community: str
    quiet_until: datetime | None
    policy_id: str
    title: str
    clause: str
    severity: int
    started: datetime
    due: datetime
    not_before: datetime | None
    closing: datetime | None
    provisional: bool
    state: State
    classification: Classification | None
    minutes_left: int


class _Head(NamedTuple):
    matter_id: int
    version: int
    number: str
    kind: str
    place: str
    words: str
    phase: str
    fault_group: str | None
    gravity: str | None
    repairer_id: int | None
    repairer: str | None
    building_id: int | None
    building: str | None
    community_id: int | None
    community: str | None
    quiet_until: int | None


@dataclass(slots=True)
class _Card:
    head: _Head
    facts: list[Fact]
    clocks: list["_Clock"] = field(default_factory=list)


@dataclass(slots=True)
class _Clock:
    """One open clock with its place in the order: due in ms, policy severity, gravity, matter."""

    order: tuple[int, int, int, int]
    row: BoardRow


class Board:
    """Keeps what it computed; `refresh` after a change, or when `next_wake` has come."""

    def __init__(self, *, waiting: bool = False) -> None:
        """`waiting` also lists clocks whose window has not opened (a callback two days ahead)."""
        self._waiting = waiting
        self._cards: dict[int, _Card] = {}
        # Every clock in order; None after a card has changed.
        self._sorted: list[_Clock] | None = None
        self._heap: list[tuple[int, int, int]] = []
        self._rules: object = None
        self._now = 0
        self._next_wake: int | None = None

    @property
    def next_wake(self) -> datetime | None:
        """When some clock changes its state by itself; None when none will."""
        return None if self._next_wake is None else from_ms(self._next_wake)

    def refresh(self, desk: Desk, changed: Collection[int] | None = None) -> list[BoardRow]:
        """Every open clock now, by due time, then severity.

        `changed`: only these matters may have changed since the last look, so only they are read again.
        """
        now = to_ms(desk.now())
        if self._rules is not desk.rules or now < self._now:
            self._cards.clear()
            self._heap.clear()
            self._sorted, changed = None, None
        self._rules, self._now = desk.rules, now
        query = _open_matters() if changed is None else _open_matters().where(Matter.id.in_(list(changed)))
        heads = [_Head(*row) for row in desk.store.plain(query)]
        self._take(desk, now, heads, self._cards.keys() if changed is None else changed)
        self._turn(desk, now)
        return self._rows(now)

    def _take(self, desk: Desk, now: int, heads: Sequence[_Head], before: Collection[int]) -> None:
        """Bring the cards into line with these rows; matters of `before` without a row are open no longer."""
        cards = self._cards
        standing = {head.matter_id for head in heads}
        gone = [matter_id for matter_id in before if matter_id not in standing and matter_id in cards]
        for matter_id in gone:
            del cards[matter_id]
        fresh = [head for head in heads if (known := cards.get(head.matter_id)) is None or known.head != head]
        if fresh or gone:
            self._sorted = None
        if not fresh:
            return
        facts = _facts(desk, [head.matter_id for head in fresh])
        for head in fresh:
            card = cards[head.matter_id] = _Card(head, facts.get(head.matter_id, []))
            self._count(desk, now, card)

    def _turn(self, desk: Desk, now: int) -> None:
        heap, cards = self._heap, self._cards
        while heap:
            at, matter_id, version = heap[0]
            card = cards.get(matter_id)
            if card is None or card.head.version != version:
                heapq.heappop(heap)
            elif at <= now:
                heapq.heappop(heap)
                self._sorted = None
                self._count(desk, now, card)
            else:
                self._next_wake = at
                return
        self._next_wake = None

    def _count(self, desk: Desk, now: int, card: _Card) -> None:
        head = card.head
        subject = Subject(head.kind, head.fault_group or "")
        found = ticks(desk.rules.policies, card.facts, desk.rules.calendar, now, subject)
        gravity = _GRAVITY.get(head.gravity or "", 3)
        card.clocks = [
            _Clock((tick.due, tick.policy.severity, gravity, head.matter_id), _row(head, tick, now))
            for tick in found
            if tick.stopped is None and (self._waiting or tick.state is not State.WAITING_WINDOW)
        ]
        changes = [tick.next_change for tick in found if tick.next_change is not None]
        if changes:
            heapq.heappush(self._heap, (min(changes), head.matter_id, head.version))

    def _rows(self, now: int) -> list[BoardRow]:
        clocks = self._sorted
        if clocks is None:
            clocks = self._sorted = [clock for card in self._cards.values() for clock in card.clocks]
            clocks.sort(key=_ORDER)
        for clock in clocks:
            # Most rows say the same as at the last look: another one is made only when its minute has passed.
            left = (clock.order[0] - now) // _MINUTE_MS
            if clock.row.minutes_left != left:
                clock.row = clock.row._replace(minutes_left=left)
        return [clock.row for clock in clocks]


def _row(head: _Head, tick: Tick, now: int) -> BoardRow:
    policy = tick.policy
    return BoardRow(
        head.matter_id,
        head.number,
        head.kind,
        head.place,
        head.words,
        head.phase,
        head.fault_group or "",
        head.gravity or "",
        head.repairer_id,
        head.repairer or "",
        head.building_id,
        head.building or "",
        head.community_id,
        head.community or "",
        None if head.quiet_until is None else from_ms(head.quiet_until),
        policy.id,
        policy.title,
        policy.clause,
        policy.severity,
        from_ms(tick.start),
        from_ms(tick.due),
        None if tick.not_before is None else from_ms(tick.not_before),
        None if tick.closing is None else from_ms(tick.closing),
        tick.provisional,
        tick.state,
        tick.classification,
        (tick.due - now) // _MINUTE_MS,
    )


def _open_matters() -> "ModelSelect[Matter]":
    return (
        Matter.select(
            Matter.id,
            Matter.version,
            Matter.number,
            Matter.kind,
            Matter.place_text,
            Matter.words,
            Matter.phase,
            Repair.fault_group,
            Repair.severity,
            Repair.repairer,
            Staff.name,
            Matter.building,
            Building.name,
            Building.community,
            Community.name,
            Repair.waiting_until,
        )
        .left_outer_join(Repair, on=(Repair.matter == Matter.id))
        .left_outer_join(Staff, on=(Staff.id == Repair.repairer))
        .left_outer_join(Building, on=(Building.id == Matter.building))
        .left_outer_join(Community, on=(Community.id == Building.community))
        .where(Matter.closed_at.is_null())
    )


def _facts(desk: Desk, matter_ids: Sequence[int]) -> dict[int, list[Fact]]:
    """The effective events of each matter on integers, corrections applied."""
    event = MatterEvent
    query = event.select(
        event.id,
        event.matter,
        event.kind,
        event.happened_at,
        event.until_at,
        event.corrects,
        event.withdrawn,
    ).order_by(event.id)
    if len(matter_ids) > _MANY:
        query = query.join(Matter).where(Matter.closed_at.is_null())
    else:
        query = query.where(event.matter.in_(matter_ids))
    by_matter: dict[int, dict[int, Fact]] = {}
    roots: dict[int, int] = {}
    for event_id, matter_id, kind, at, until, corrects, withdrawn in desk.store.plain(query):
        facts = by_matter.setdefault(matter_id, {})
        if kind != CORRECTED:
            facts[event_id] = (kind, at, until)
            continue
        root = roots[event_id] = roots.get(corrects, corrects)
        if withdrawn:
            facts.pop(root, None)
        elif root in facts:
            facts[root] = (facts[root][0], at, until)
    return {matter_id: list(facts.values()) for matter_id, facts in by_matter.items()}
