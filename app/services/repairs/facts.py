"""The facts of a repair and how each event changes them: used when writing and again by `verify`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Event(StrEnum):
    """Kinds of events in a repair's life. The strings stand in the history and in the policies."""

    TOLD = "told"
    CONTACTED = "contacted"
    AGREED_IN_CALL = "agreed_in_call"
    DISPATCHED = "dispatched"
    SHEET_ISSUED = "sheet_issued"
    SET_OUT = "set_out"
    ARRIVED = "arrived"
    LEFT = "left"
    TEMPORARY_FIX = "temporary_fix"
    WAITING_PARTS = "waiting_parts"
    WAITING_SHUTDOWN = "waiting_shutdown"
    NOBODY_HOME = "nobody_home"
    REFUSED_ENTRY = "refused_entry"
    NO_ADULT = "no_adult"
    WRONG_ADDRESS = "wrong_address"
    EMERGENCY_TEAM = "emergency_team"
    NOT_OURS = "not_ours"
    RESCHEDULED = "rescheduled_by_user"
    PRICE_REFUSED = "price_refused"
    EXPLAINED = "explained"
    EXPLAIN_UNREACHED = "explain_unreached"
    URGED = "urged"
    FEE_TOLD = "fee_told"
    DAMAGE_FOUND = "damage_found"
    FINISHED = "finished"
    PHONE_SOLVED = "phone_solved"
    USER_CLOSED = "user_closed"
    JOINED_OUTAGE = "joined_outage"
    RESTORED_TOLD = "restored_told"
    MERGED = "merged"
    UNMERGED = "unmerged"
    HANDED_ON = "handed_on"
    ACCEPTED = "accepted"
    OPINION_SENT = "opinion_sent"
    SHEET_RETURNED = "sheet_returned"
    SHEET_VOIDED = "sheet_voided"
    SIGNED_LATER = "signed_later"
    CODE_MATCHED = "code_matched"
    CODE_FAILED = "code_failed"
    CALLED_BACK = "called_back"
    CALLBACK_UNREACHED = "callback_unreached"
    CALLBACK_CLOSED = "callback_closed"
    PREMISES_CHANGED = "premises_changed"
    FINDINGS_CHANGED = "findings_changed"
    REOPENED = "reopened_as"
    VOIDED = "voided"
    ARCHIVED = "archived"


# How a visit ended, as stored on the visit.
VISIT_RESULTS = {
    Event.FINISHED: "fixed",
    Event.TEMPORARY_FIX: "temporary",
    Event.WAITING_PARTS: "waiting_parts",
    Event.WAITING_SHUTDOWN: "waiting_shutdown",
    Event.NOBODY_HOME: "nobody_home",
    Event.REFUSED_ENTRY: "refused_entry",
    Event.NO_ADULT: "no_adult",
    Event.WRONG_ADDRESS: "wrong_address",
    Event.EMERGENCY_TEAM: "emergency_team",
    Event.NOT_OURS: "not_ours",
}
CONTACTS = frozenset({Event.CONTACTED, Event.AGREED_IN_CALL, Event.PHONE_SOLVED})
# What the repairer does for the main job he does for every repair merged into it (并件).
FOLLOWED = frozenset({Event.ARRIVED, Event.FINISHED})
OF_A_VISIT = frozenset({Event.DISPATCHED, Event.SET_OUT, Event.ARRIVED, Event.LEFT, *VISIT_RESULTS})


class Fact(Protocol):
    """What an event must have to be folded."""

    @property
    def kind(self) -> str: ...
    @property
    def happened_at(self) -> datetime: ...
    @property
    def staff_id(self) -> int | None: ...
    @property
    def visit_no(self) -> int | None: ...
    @property
    def code(self) -> str: ...
    @property
    def until_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """第 n 次上门."""

    ordinal: int
    repairer_id: int | None = None
    set_out_at: datetime | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    result: str = ""

    @property
    def over(self) -> bool:
        """The repairer has come to a result, or has left."""
        return bool(self.result) or self.left_at is not None


@dataclass(frozen=True, slots=True)
class RepairFacts:
    """A repair as it stands; every field follows from the events."""

    told_at: datetime | None = None
    contacted_at: datetime | None = None
    appointment_at: datetime | None = None
    dispatched_at: datetime | None = None
    repairer_id: int | None = None
    arrived_at: datetime | None = None
    visits: tuple[VisitFacts, ...] = ()
    explained_at: datetime | None = None
    waiting_until: datetime | None = None
    joined_at: datetime | None = None
    outage_number: str = ""
    restored_told_at: datetime | None = None
    merged_into: str = ""
    user_closed_at: datetime | None = None
    finished_at: datetime | None = None
    by_phone: bool = False
    sheet_back_at: datetime | None = None
    view: str = ""
    urged: int = 0
    code_failures: int = 0
    verified: bool = False
    callback_tries: int = 0
    called_back_at: datetime | None = None
    callback_result: str = ""
    voided_at: datetime | None = None
    archived_at: datetime | None = None

    @property
    def visited(self) -> int:
        """How many times somebody stood at the door."""
        return sum(1 for visit in self.visits if visit.arrived_at is not None or visit.result)

    @property
    def over_with_outage(self) -> bool:
        """The caller joined an incident and was told that heat is back: nothing more is owed."""
        return self.joined_at is not None and self.restored_told_at is not None

    def visit(self, ordinal: int) -> VisitFacts | None:
        """The visit with this ordinal."""
        return next((visit for visit in self.visits if visit.ordinal == ordinal), None)


def fold(events: Iterable[Fact]) -> RepairFacts:
    """The facts these effective events lead to, in the order given."""
    facts = RepairFacts()
    for event in events:
        facts = apply(facts, event)
    return facts


def apply(facts: RepairFacts, event: Fact) -> RepairFacts:
    """The facts after `event`; a kind that only tells a story changes nothing."""
    at = event.happened_at
    if event.kind in OF_A_VISIT and event.visit_no is not None:
        facts = _visited(facts, event, event.visit_no)
    if event.kind in CONTACTS:
        facts = replace(facts, contacted_at=_earlier(facts.contacted_at, at))
    match event.kind:
        case Event.TOLD:
            return replace(facts, told_at=at)
        case Event.CONTACTED | Event.AGREED_IN_CALL | Event.RESCHEDULED:
            return replace(facts, appointment_at=event.until_at or facts.appointment_at)
        case Event.DISPATCHED:
            first = _earlier(facts.dispatched_at, at)
            return replace(facts, dispatched_at=first, repairer_id=event.staff_id or facts.repairer_id)
        case Event.ARRIVED:
            first = _earlier(facts.arrived_at, at)
            repairer = event.staff_id or facts.repairer_id
            return replace(facts, arrived_at=first, repairer_id=repairer, waiting_until=None)
        case Event.WAITING_PARTS | Event.WAITING_SHUTDOWN:
            return replace(facts, waiting_until=event.until_at)
        case Event.EXPLAINED:
            return replace(facts, explained_at=at)
        case Event.URGED:
            return replace(facts, urged=facts.urged + 1)
        case Event.JOINED_OUTAGE:
            return replace(facts, joined_at=at, outage_number=event.code)
        case Event.RESTORED_TOLD:
            return replace(facts, restored_told_at=at)
        case Event.MERGED:
            return replace(facts, merged_into=event.code)
        case Event.UNMERGED:
            return replace(facts, merged_into="")
        case Event.USER_CLOSED:
            return replace(facts, user_closed_at=at)
        case Event.FINISHED:
            return replace(facts, finished_at=at, waiting_until=None)
        case Event.PHONE_SOLVED:
            return replace(facts, finished_at=at, by_phone=True)
        case _:
            return _after_the_work(facts, event, at)


def _after_the_work(facts: RepairFacts, event: Fact, at: datetime) -> RepairFacts:
    match event.kind:
        case Event.SHEET_RETURNED:
            return replace(facts, sheet_back_at=at, view=event.code or facts.view)
        case Event.CODE_MATCHED:
            return replace(facts, verified=True)
        case Event.CODE_FAILED:
            return replace(facts, code_failures=facts.code_failures + 1)
        case Event.CALLBACK_UNREACHED:
            return replace(facts, callback_tries=facts.callback_tries + 1)
        case Event.CALLED_BACK:
            tries = facts.callback_tries + 1
            return replace(facts, called_back_at=at, callback_result=event.code, callback_tries=tries)
        case Event.CALLBACK_CLOSED:
            return replace(facts, called_back_at=at, callback_result=event.code)
        case Event.VOIDED:
            return replace(facts, voided_at=at)
        case Event.ARCHIVED:
            return replace(facts, archived_at=at)
        case _:
            return facts


def _visited(facts: RepairFacts, event: Fact, ordinal: int) -> RepairFacts:
    visit = facts.visit(ordinal) or VisitFacts(ordinal)
    at = event.happened_at
    if event.staff_id is not None:
        visit = replace(visit, repairer_id=event.staff_id)
    match event.kind:
        case Event.SET_OUT:
            visit = replace(visit, set_out_at=at)
        case Event.ARRIVED:
            visit = replace(visit, arrived_at=_earlier(visit.arrived_at, at))
        case Event.LEFT:
            visit = replace(visit, left_at=at)
        case Event.DISPATCHED:
            pass
        case _:
            visit = replace(visit, result=VISIT_RESULTS[Event(event.kind)])
    others = [known for known in facts.visits if known.ordinal != ordinal]
    return replace(facts, visits=tuple(sorted([*others, visit], key=lambda known: known.ordinal)))


def _earlier(known: datetime | None, at: datetime) -> datetime:
    return at if known is None else min(known, at)
