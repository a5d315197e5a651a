"""Steps of every kind of matter, shared by public acts; each takes the open unit and starts no transaction."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.models.matters import ClockResult, Matter, MatterEvent
from app.models.people import Caller
from app.models.premises import Premises
from app.services.kernel.errors import NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.store.prepared import Prepared, gap
from app.services.kernel.text import clean
from app.services.kernel.times import china, from_ms
from app.services.kernel.unit import Unit
from app.services.kinds import kind_of
from app.services.matters.clocks import final_outcomes
from app.services.matters.events import CORRECTED, EffectiveEvent, EventRow, effective, event_rows
from app.services.matters.moments import is_late, refuse_before_told, refuse_future
from app.services.matters.phones import dialled
from app.services.matters.values import CallerDraft, FollowUp, Happening, NewMatter, PlaceDraft, Taken

ADDRESS_GAP = "（地址待补）"
# What a clock result says when a correction has taken its verdict away.
NO_VERDICT = "none"


@dataclass(frozen=True, slots=True)
class MatterRow:
    """The spine of one matter, as the acts decide on it."""

    id: int
    number: str
    kind: str
    premises_id: int | None
    building_id: int | None
    place_kind: str
    place_text: str
    caller_id: int | None
    channel: str
    words: str
    told_at: datetime
    phase: str
    owner_id: int | None
    parent_id: int | None
    merged_into_id: int | None
    unlisted: bool
    late_entry: bool
    closed_at: datetime | None
    void_reason: str
    version: int


@dataclass(frozen=True, slots=True)
class _Place:
    kind: str
    text: str
    building_id: int | None
    unlisted: bool


_MATTER = Prepared(
    lambda: Matter.select(
        Matter.id,
        Matter.number,
        Matter.kind,
        Matter.premises,
        Matter.building,
        Matter.place_kind,
        Matter.place_text,
        Matter.caller,
        Matter.channel,
        Matter.words,
        Matter.told_at,
        Matter.phase,
        Matter.owner,
        Matter.parent,
        Matter.merged_into,
        Matter.unlisted,
        Matter.late_entry,
        Matter.closed_at,
        Matter.void_reason,
        Matter.version,
    ).where(Matter.id == gap("matter_id"))
)


def matter_row(store: Store, matter_id: int) -> MatterRow:
    """The matter; NotFound when there is none with this id."""
    found = _MATTER.rows(store, matter_id=matter_id)
    if not found:
        raise NotFound("这张工单不存在。请核对编号。")
    as_kept = MatterRow(*found[0])
    closed_at: Any = as_kept.closed_at
    told_at: Any = as_kept.told_at
    return replace(
        as_kept,
        told_at=from_ms(told_at),
        unlisted=bool(as_kept.unlisted),
        late_entry=bool(as_kept.late_entry),
        closed_at=None if closed_at is None else from_ms(closed_at),
    )


def open_matter(unit: Unit, draft: NewMatter) -> Taken:
    """A new matter with its official number, its caller, and the event `told`.

    Clocks count from `draft.told_at`, however late it is typed in; the number is of the day of typing,
    because numbers are given out when somebody asks for one. Refused when told_at lies in the future.
    """
    entered_at = unit.desk.now()
    told_at = draft.told_at or entered_at
    refuse_future(told_at, entered_at, "受理时间")
    place = _place(unit.store, draft.premises_id, draft.place)
    number = unit.number(draft.prefix, china(entered_at).date())
    matter_id = unit.insert(
        Matter,
        number=number,
        kind=draft.kind,
        premises_id=draft.premises_id,
        building_id=place.building_id,
        place_kind=place.kind,
        place_text=place.text,
        unlisted=place.unlisted,
        caller_id=draft.caller_id or keep_caller(unit, draft.caller),
        channel=clean(draft.channel).strip()[:10],
        words=draft.words,
        told_at=told_at,
        phase=draft.phase,
        owner_id=unit.desk.actor.staff_id,
        parent_id=draft.parent_id,
        late_entry=is_late(told_at, entered_at),
    )
    record_event(unit, matter_id, told_at, Happening("told", told_at, told_at, note=draft.words))
    return Taken(matter_id, number)


def record_event(unit: Unit, matter_id: int, matter_told_at: datetime, fact: Happening) -> EffectiveEvent:
    """Append one fact to the history.

    Refused when it lies in the future or before the matter was told. `happened`, `told` and `entered`
    stay apart; the rules of the kind are the caller's business.
    """
    entered_at = unit.desk.now()
    refuse_future(fact.at, entered_at)
    refuse_future(fact.told_at, entered_at, "告知时间")
    refuse_before_told(fact.at, matter_told_at)
    actor_id = unit.desk.actor.staff_id
    event_id = unit.insert(
        MatterEvent,
        matter_id=matter_id,
        kind=fact.kind,
        happened_at=fact.at,
        told_at=fact.told_at,
        entered_at=entered_at,
        actor_id=actor_id,
        staff_id=fact.staff_id,
        visit_no=fact.visit_no,
        code=fact.code,
        until_at=fact.until,
        note=fact.note,
        detail=json.dumps(fact.shown, ensure_ascii=False) if fact.shown else "{}",
    )
    unit.changed("matter", matter_id)
    return EffectiveEvent(
        event_id,
        fact.kind,
        fact.at,
        fact.told_at,
        entered_at,
        actor_id,
        fact.staff_id,
        fact.visit_no,
        fact.code,
        fact.until,
        fact.note,
    )


def record_correction(unit: Unit, matter: MatterRow, event_id: int, reason: str, changes: dict[str, Any]) -> EventRow:
    """A row that corrects an earlier fact: the old one stays, the new values and the reason stand beside it.

    `changes` holds typed columns (happened_at, until_at, staff_id, code) or `withdrawn`. Refused without a
    reason, NotFound when the matter has no such fact.
    """
    entered_at = unit.desk.now()
    if not reason.strip():
        raise Refused("更正要写明原因。")
    rows = event_rows(unit.store, [matter.id])
    standing = {event.id: event for event in effective(rows)}.get(event_id)
    raw = next((row for row in rows if row.id == event_id), None)
    if standing is None or raw is None:
        raise NotFound("这条经过不存在，或已被撤回。请刷新后再试。")
    happened_at = changes.get("happened_at") or standing.happened_at
    refuse_future(happened_at, entered_at)
    if raw.kind != "told":
        refuse_before_told(happened_at, matter.told_at)
    unit.insert(
        MatterEvent,
        matter_id=matter.id,
        kind=CORRECTED,
        happened_at=happened_at,
        told_at=happened_at if raw.kind == "told" else standing.told_at,
        entered_at=entered_at,
        actor_id=unit.desk.actor.staff_id,
        staff_id=changes.get("staff_id", standing.staff_id),
        visit_no=standing.visit_no,
        code=changes.get("code", standing.code),
        until_at=changes.get("until_at", standing.until_at),
        corrects_id=event_id,
        withdrawn=changes.get("withdrawn", False),
        note=reason.strip(),
    )
    unit.changed("matter", matter.id)
    return raw


def close_matter(unit: Unit, matter: MatterRow, phase: str, closed_at: datetime) -> None:
    """The matter is over: its phase, the moment, and how each of its clocks came out, written down once."""
    unit.update(Matter, matter.id, matter.version, phase=phase, closed_at=closed_at)
    write_clock_results(unit, matter.id, closed_at)


def write_clock_results(unit: Unit, matter_id: int, closed_at: datetime | None) -> None:
    """The outcome of each clock at closing; after a correction the rows are brought into line.

    A clock that has no verdict any more keeps its row as `none`; so do all of a matter that is open again.
    """
    known = {
        policy_id: row_id
        for row_id, policy_id in unit.store.tuples(
            ClockResult.select(ClockResult.id, ClockResult.policy_id).where(ClockResult.matter == matter_id)
        )
    }
    outcomes = [] if closed_at is None else final_outcomes(unit.desk, matter_id, closed_at)
    for outcome in outcomes:
        values: dict[str, Any] = {
            "started_at": outcome.started_at,
            "due_at": outcome.due_at,
            "stopped_at": outcome.stopped_at,
            "outcome": outcome.outcome,
        }
        if outcome.policy_id in known:
            unit.update(ClockResult, known[outcome.policy_id], None, **values)
        else:
            unit.insert(ClockResult, matter_id=matter_id, policy_id=outcome.policy_id, **values)
    for policy_id in known.keys() - {outcome.policy_id for outcome in outcomes}:
        unit.update(ClockResult, known[policy_id], None, stopped_at=None, outcome=NO_VERDICT)


def open_follow_up(unit: Unit, parent: MatterRow, *, kind: str, draft: FollowUp) -> Taken:
    """A matter of another kind (or the same) that grows out of `parent`; `services/kinds.py` knows who opens it."""
    taken: Taken = kind_of(kind).follow_up(unit, draft)
    unit.changed("matter", parent.id)
    return taken


def keep_place(unit: Unit, taken: Taken, parent: MatterRow) -> None:
    """The new matter is where its parent is, also when that is no premises of the ledger."""
    unit.update(
        Matter,
        taken.matter_id,
        None,
        building_id=parent.building_id,
        place_kind=parent.place_kind,
        place_text=parent.place_text,
        unlisted=parent.unlisted,
    )


def move_place(unit: Unit, matter: MatterRow, premises_id: int | None, place: PlaceDraft | None) -> str:
    """The matter belongs somewhere else; returns the new address. The event keeps the old one readable."""
    new = _place(unit.store, premises_id, place)
    unit.update(
        Matter,
        matter.id,
        matter.version,
        premises_id=premises_id,
        building_id=new.building_id,
        place_kind=new.kind,
        place_text=new.text,
        unlisted=new.unlisted,
    )
    return new.text


def keep_caller(unit: Unit, draft: CallerDraft | None) -> int | None:
    """Who rang up, as said; None when neither name nor telephone is known."""
    if draft is None or not (draft.name.strip() or draft.phone.strip()):
        return None
    name, phone = clean(draft.name).strip()[:60], dialled(clean(draft.phone))[:30]
    return unit.insert(Caller, name=name or None, phone=phone or None, relation=draft.relation[:20] or "本人")


def _place(store: Store, premises_id: int | None, draft: PlaceDraft | None) -> _Place:
    if premises_id is None:
        text = clean(draft.text).strip()[:160] if draft else ""
        kind = draft.kind if draft else "home"
        return _Place(kind, text or ADDRESS_GAP, draft.building_id if draft else None, kind == "home")
    found = store.tuples(Premises.select(Premises.address, Premises.building).where(Premises.id == premises_id))
    if not found:
        raise NotFound("台账里没有这一户。请重新选择，或按说的地址直接填写。")
    address, building_id = found[0]
    if draft is not None:
        return _Place(draft.kind, clean(draft.text).strip()[:160] or address, draft.building_id or building_id, False)
    return _Place("home", address, building_id, False)
