"""What a desk shows about repairs: one card, and the sheets that have not come back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import ModelSelect

from app.models.matters import Matter
from app.models.papers import Sheet
from app.models.people import Caller
from app.models.premises import Building
from app.models.repairs import Repair
from app.models.station import Staff
from app.services.clocks.engine import ClockState
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.matters.clocks import clocks_of
from app.services.matters.events import effective_events
from app.services.matters.handing import hand_ons
from app.services.matters.sheets import SLIP_FORMS, VOID, PrintRow, SheetRow, prints_of, sheets_of
from app.services.matters.steps import ADDRESS_GAP
from app.services.matters.timeline import TimelineRow, timeline
from app.services.repairs.facts import RepairFacts, fold
from app.services.repairs.faults import group_word, spoken_answers
from app.services.repairs.visit_reads import VisitRow, visits_of


@dataclass(frozen=True, slots=True)
class RepairHead:
    """The repair as taken and as found; `gaps` (待补) are what somebody still has to ask."""

    matter_id: int
    number: str
    version: int
    phase: str
    told_at: datetime
    late_entry: bool
    channel: str
    words: str
    premises_id: int | None
    building_id: int | None
    place: str
    place_kind: str
    unlisted: bool
    valves: str
    caller_id: int | None
    caller: str
    phone: str
    relation: str
    owner: str
    parent_id: int | None
    closed_at: datetime | None
    void_reason: str
    fault_group: str
    fault: str
    severity: str
    can_close: str
    below_wet: str
    electricity: str
    kept_answers: str
    fee_told: bool
    repairer: str
    cause: str
    done: str
    responsibility: str
    left_over: str
    user_words: str
    merged_into_id: int | None
    outage_number: str

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """What the caller answered to the questions of the fault group, each beside its question."""
        return spoken_answers(self.fault_group, self.kept_answers)

    @property
    def group_word(self) -> str:
        return group_word(self.fault_group)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is still missing, in the order a clerk asks."""
        missing = (
            ("地址", self.place == ADDRESS_GAP),
            ("待建档", self.unlisted and self.place != ADDRESS_GAP),
            ("电话", not self.phone),
            ("诉求", not self.words),
            ("漏势", self.fault_group == "leak" and not self.severity),
        )
        return tuple(word for word, is_gap in missing if is_gap)


@dataclass(frozen=True, slots=True)
class SheetCard:
    """A sheet of the repair with its printings."""

    sheet: SheetRow
    prints: tuple[PrintRow, ...]


@dataclass(frozen=True, slots=True)
class RepairCard:
    """Everything one page shows about a repair. `merged` are the matters that follow this one on site (并件)."""

    head: RepairHead
    facts: RepairFacts
    clocks: tuple[ClockState, ...]
    timeline: tuple[TimelineRow, ...]
    sheets: tuple[SheetCard, ...]
    follow_ups: tuple["MatterLine", ...]
    visits: tuple[VisitRow, ...] = ()
    merged: tuple["MatterLine", ...] = ()
    hand_ons: int = 0


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One matter in a short list."""

    matter_id: int
    number: str
    kind: str
    phase: str
    told_at: datetime
    place: str
    words: str
    premises_id: int | None


@dataclass(frozen=True, slots=True)
class UnreturnedSheet:
    """未交回执单: a sheet still out, with the man who carries it."""

    sheet_id: int
    number: str
    matter_id: int
    matter_number: str
    place: str
    premises_id: int | None
    repairer_id: int | None
    repairer: str
    made_at: datetime
    finished_at: datetime | None


def find_matter(desk: Desk, number: str) -> int:
    """The id of the matter with this number, however its letters were typed; NotFound with a sentence."""
    wanted = number.strip().upper()
    found: int | None = desk.store.scalar(Matter.select(Matter.id).where(Matter.number == wanted))
    if found is None:
        raise NotFound(f"没有编号为 {number.strip()} 的工单。请核对编号。")
    return found


def sheet_to_print(desk: Desk, number: str) -> int:
    """The sheet with this number, or the latest sheet of the repair with this number; NotFound with a sentence."""
    wanted = number.strip().upper()
    known: int | None = desk.store.scalar(Sheet.select(Sheet.id).where(Sheet.number == wanted))
    if known is not None:
        return known
    of_matter = [sheet for sheet in sheets_of(desk.store, find_matter(desk, wanted)) if sheet.state != VOID]
    if not of_matter:
        raise NotFound(f"{wanted} 还没有回执单。派工时会编号并打印。")
    return of_matter[-1].id


def repair_card(desk: Desk, matter_id: int) -> RepairCard:
    """The repair with its facts, clocks, history and sheets; NotFound when there is none."""
    store = desk.store
    head = store.first(_heads().where(Matter.id == matter_id), _head)
    if head is None:
        raise NotFound("这张报修工单不存在。请核对编号。")
    return RepairCard(
        head,
        fold(effective_events(store, matter_id)),
        tuple(clocks_of(desk, matter_id, head.closed_at)),
        tuple(timeline(store, matter_id)),
        tuple(SheetCard(sheet, tuple(prints_of(store, sheet.id))) for sheet in sheets_of(store, matter_id)),
        tuple(store.rows(_lines().where(Matter.parent == matter_id), MatterLine)),
        tuple(visits_of(store, matter_id)),
        tuple(store.rows(_lines().where(Matter.merged_into == matter_id), MatterLine)),
        hand_ons(store, matter_id),
    )


def unreturned_sheets(desk: Desk) -> list[UnreturnedSheet]:
    """Sheets whose repair has ended and that have not come back, by repairer, then oldest first."""
    ended = Repair.finished_at.is_null(False) | Repair.user_closed_at.is_null(False)
    query = (
        Sheet.select(
            Sheet.id.alias("sheet_id"),
            Sheet.number,
            Sheet.matter.alias("matter_id"),
            Matter.number.alias("matter_number"),
            Matter.place_text.alias("place"),
            Matter.premises.alias("premises_id"),
            Sheet.repairer.alias("repairer_id"),
            Staff.name.alias("repairer"),
            Sheet.made_at,
            Repair.finished_at,
        )
        .join(Matter, on=(Matter.id == Sheet.matter))
        .join(Repair, on=(Repair.matter == Matter.id))
        .left_outer_join(Staff, on=(Staff.id == Sheet.repairer))
        .where(Sheet.state == "out", Sheet.form.in_(SLIP_FORMS), ended)
        .order_by(Sheet.repairer, Sheet.made_at)
    )
    return desk.store.rows(query, UnreturnedSheet)


def _head(**values: Any) -> RepairHead:
    # A LEFT JOIN that found nothing gives NULL where a page wants an empty text.
    texts = ("caller", "phone", "relation", "owner", "repairer", "valves")
    missing: dict[str, Any] = {name: "" for name in texts if values[name] is None}
    return RepairHead(**(values | missing))


def _heads() -> "ModelSelect[Matter]":
    owner = Staff.alias("owner_staff")
    return (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.version,
            Matter.phase,
            Matter.told_at,
            Matter.late_entry,
            Matter.channel,
            Matter.words,
            Matter.premises.alias("premises_id"),
            Matter.building.alias("building_id"),
            Matter.place_text.alias("place"),
            Matter.place_kind,
            Matter.unlisted,
            Building.valves,
            Matter.caller.alias("caller_id"),
            Caller.name.alias("caller"),
            Caller.phone,
            Caller.relation,
            owner.name.alias("owner"),
            Matter.parent.alias("parent_id"),
            Matter.closed_at,
            Matter.void_reason,
            Repair.fault_group,
            Repair.fault,
            Repair.severity,
            Repair.can_close,
            Repair.below_wet,
            Repair.electricity,
            Repair.answers.alias("kept_answers"),
            Repair.fee_told,
            Staff.name.alias("repairer"),
            Repair.cause,
            Repair.done,
            Repair.responsibility,
            Repair.left_over,
            Repair.user_words,
            Matter.merged_into.alias("merged_into_id"),
            Repair.outage_number,
        )
        .join(Repair, on=(Repair.matter == Matter.id))
        .left_outer_join(Building, on=(Building.id == Matter.building))
        .left_outer_join(Caller, on=(Caller.id == Matter.caller))
        .left_outer_join(owner, on=(owner.id == Matter.owner))
        .left_outer_join(Staff, on=(Staff.id == Repair.repairer))
    )


def _lines() -> "ModelSelect[Matter]":
    return Matter.select(
        Matter.id.alias("matter_id"),
        Matter.number,
        Matter.kind,
        Matter.phase,
        Matter.told_at,
        Matter.place_text.alias("place"),
        Matter.words,
        Matter.premises.alias("premises_id"),
    )
