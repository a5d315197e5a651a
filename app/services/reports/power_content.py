"""What the 断电夹 says: open work, what runs out next, who is reached how, where the valves are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from peewee import JOIN

from app.models.care import PremisesFlag
from app.models.matters import Matter
from app.models.people import Caller
from app.models.premises import Building, Community, Premises
from app.models.repairs import Repair
from app.models.station import Staff
from app.services.customers.card.flag_words import is_sensitive, without_sensitive
from app.services.duty.power_settings import power_settings
from app.services.duty.roster import OnDuty, on_duty
from app.services.duty.shifts import shift_after, shift_at
from app.services.kernel.desk import Desk
from app.services.kernel.operators import StaffRow, list_staff
from app.services.kernel.store import Store
from app.services.kernel.text import natural
from app.services.kinds import SEALED, SEALED_WORDS, kind_of
from app.services.matters.board import Board, BoardRow
from app.services.outages.reads import OutageRow, open_outages
from app.services.repairs.phase import Phase

# Nobody has to go there any more, and nobody is called in the dark.
_WAITS = (Phase.TO_CALL_BACK, Phase.CALLED_BACK, Phase.JOINED)


@dataclass(frozen=True, slots=True)
class OpenWork:
    """One matter somebody has to do something about; `due` is its most pressing limit.

    `call_first` prints as ▲: why somebody rings up first stands on no paper.
    """

    number: str
    kind_word: str
    phase: str
    told_at: datetime
    place: str = field(repr=False)
    call_first: bool
    words: str = field(repr=False)
    caller: str = field(repr=False)
    phone: str = field(repr=False)
    repairer: str
    repairer_phone: str
    due: datetime | None
    due_title: str


@dataclass(frozen=True, slots=True)
class ValveLine:
    """Where the valves of a building are."""

    community: str
    building: str
    valves: str


@dataclass(frozen=True, slots=True)
class FolderContent:
    """As of `at`. `more` open matters and `more_due` limits of the hours ahead are not listed.

    `waiting` matters only wait for a call back or for an incident's end.
    """

    at: datetime
    open_work: tuple[OpenWork, ...]
    more: int
    waiting: int
    due: tuple[BoardRow, ...]
    more_due: int
    outages: tuple[OutageRow, ...]
    now_on_duty: OnDuty
    next_on_duty: OnDuty
    staff: tuple[StaffRow, ...]
    valves: tuple[ValveLine, ...]
    without_valves: int


def folder_content(desk: Desk) -> FolderContent:
    """Everything that stands on the lists of the folder now."""
    rows = Board(waiting=True).refresh(desk)
    work, waiting = _open_work(desk, rows)
    most = power_settings().most_open
    now = desk.now()
    lines, without = _valves(desk.store)
    listed = {one.number for one in work}
    shift = shift_at(desk, now)
    # What is late already stands first among the open work.
    due = [row for row in rows if now <= row.due <= now + power_settings().ahead and row.number in listed]
    return FolderContent(
        at=now,
        open_work=tuple(work[:most]),
        more=max(0, len(work) - most),
        waiting=waiting,
        due=tuple(due[:most]),
        more_due=max(0, len(due) - most),
        outages=tuple(open_outages(desk)),
        now_on_duty=on_duty(desk, now),
        next_on_duty=on_duty(desk, shift_after(desk, shift).begins_at),
        staff=tuple(list_staff(desk.store)),
        valves=tuple(lines),
        without_valves=without,
    )


def _open_work(desk: Desk, rows: Sequence[BoardRow]) -> tuple[list[OpenWork], int]:
    """Matters to be done, the most pressing first, and how many only wait."""
    first: dict[int, BoardRow] = {}
    for row in rows:
        first.setdefault(row.matter_id, row)
    query = (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.kind,
            Matter.phase,
            Matter.told_at,
            Matter.place_text,
            Matter.words,
            Matter.premises,
            Caller.name,
            Caller.phone,
            Staff.name,
            Staff.phone,
        )
        .join(Caller, JOIN.LEFT_OUTER, on=(Caller.id == Matter.caller))
        .join(Repair, JOIN.LEFT_OUTER, on=(Repair.matter == Matter.id))
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == Repair.repairer))
        .where(Matter.closed_at.is_null(), Matter.kind != "outage")
        .order_by(Matter.told_at, Matter.id)
    )
    found = desk.store.tuples(query)
    todo = [row for row in found if row[3] not in _WAITS]
    marked = _call_first(desk, {row[7] for row in todo if row[7] is not None})
    work = []
    for matter_id, number, kind, phase, told_at, place, words, premises_id, name, phone, repairer, mobile in todo:
        clock = first.get(matter_id)
        sealed = kind in SEALED
        one = OpenWork(
            number=number,
            kind_word=kind_of(kind).word,
            phase=phase,
            told_at=told_at,
            place="" if sealed else place,
            call_first=premises_id in marked,
            words=SEALED_WORDS if sealed else without_sensitive(words),
            caller="" if sealed else name or "",
            phone="" if sealed else phone or "",
            repairer=repairer or "",
            repairer_phone=mobile or "",
            due=clock.due if clock is not None else None,
            due_title=clock.title if clock is not None else "",
        )
        work.append(one)
    far = max((one.due for one in work if one.due is not None), default=desk.now())
    work.sort(key=lambda one: (one.due is None, one.due or far))
    return work, len(found) - len(todo)


def _call_first(desk: Desk, premises_ids: Collection[int]) -> frozenset[int]:
    """Premises with a flag that may stand on no paper: whoever goes there rings up first."""
    ids = list(premises_ids)
    flags = PremisesFlag.select(PremisesFlag.premises, PremisesFlag.word, PremisesFlag.until_day).where(
        PremisesFlag.premises.in_(ids), PremisesFlag.ended_at.is_null()
    )
    today = desk.today().isoformat()
    marked = {
        premises_id
        for premises_id, word, until in desk.store.tuples(flags)
        if is_sensitive(word) and (until is None or until >= today)
    }
    noted = Premises.select(Premises.id, Premises.low_income, Premises.remark).where(Premises.id.in_(ids))
    for premises_id, low_income, remark in desk.store.tuples(noted):
        if low_income or without_sensitive(remark) != remark:
            marked.add(premises_id)
    return frozenset(marked)


def _valves(store: Store) -> tuple[list[ValveLine], int]:
    query = (
        Building.select(Community.name, Building.name, Building.valves)
        .join(Community, on=(Community.id == Building.community))
        .where(Building.voided_at.is_null(), Community.voided_at.is_null())
    )
    rows = store.tuples(query)
    lines = [ValveLine(community, building, valves) for community, building, valves in rows if valves.strip()]
    lines.sort(key=lambda line: (natural(line.community), natural(line.building)))
    return lines, len(rows) - len(lines)
