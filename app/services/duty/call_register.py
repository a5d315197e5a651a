"""来电登记表: the numbered paper calls are written on while the desk is dark, and what was typed in from it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from peewee import JOIN, ModelSelect, fn

from app.models.duty import CallLine
from app.models.matters import Matter
from app.models.papers import Sheet
from app.models.people import Caller
from app.models.station import Staff
from app.services.duty.power_settings import power_settings
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets

SERIES, FORM = "DJ", "call_register"


class Outcome(StrEnum):
    """What became of one line of the paper."""

    TAKEN = "taken"
    JOINED = "joined"
    URGED = "urged"
    ANSWERED = "answered"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


OUTCOME_WORDS = {
    Outcome.TAKEN: "报修",
    Outcome.JOINED: "并入停热",
    Outcome.URGED: "催办",
    Outcome.ANSWERED: "咨询已答",
    Outcome.EMPTY: "空行",
    Outcome.UNREADABLE: "看不清",
}
# Nothing came of these: they may be typed again when somebody can read them after all.
WITHOUT_MATTER = frozenset({Outcome.EMPTY, Outcome.UNREADABLE})


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One numbered register and how many of its lines are typed in."""

    sheet_id: int
    number: str
    state: str
    made_at: datetime
    typed: int

    @property
    def left(self) -> int:
        """Lines nobody has accounted for; none of a voided one."""
        return 0 if self.state == sheets.VOID else power_settings().register_lines - self.typed


@dataclass(frozen=True, slots=True)
class LineRow:
    """One typed line; `entered_at` is when it was typed, `told_at` when the telephone rang."""

    id: int
    line_no: int
    outcome: Outcome
    told_at: datetime | None
    caller: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    place: str
    words: str
    told_what: str
    taken_by: str | None
    matter_id: int | None
    matter_number: str | None
    reason: str
    entered_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """A register with its typed lines in the order of the paper."""

    row: RegisterRow
    lines: tuple[LineRow, ...]

    @property
    def next_line(self) -> int | None:
        """The first line nobody has accounted for; None when there is none."""
        known = {line.line_no for line in self.lines}
        every = range(1, power_settings().register_lines + 1)
        return next((number for number in every if number not in known), None)


@dataclass(frozen=True, slots=True)
class KeptLine:
    """What is kept of one line of the paper."""

    sheet_id: int
    line_no: int
    outcome: Outcome
    told_at: datetime | None = None
    caller_id: int | None = None
    place: str = ""
    words: str = ""
    told_what: str = ""
    taken_by_id: int | None = None
    matter_id: int | None = None
    cut_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LineKept:
    """A line is accounted for; `left` lines of the paper are not yet."""

    line_id: int
    line_no: int
    left: int


@dataclass(frozen=True, slots=True)
class RestEmpty:
    """The rest of a paper was empty."""

    sheet_id: int
    lines: int


def register_card(desk: Desk, sheet_id: int) -> RegisterCard:
    """One register; NotFound when the paper is none."""
    found = desk.store.first(_registers().where(Sheet.id == sheet_id), RegisterRow)
    if found is None:
        raise NotFound("这张单据不是来电登记表。请核对编号。")
    return RegisterCard(found, tuple(_lines(desk.store, sheet_id)))


def rest_empty(desk: Desk, sheet_id: int, cut_id: int | None, key: UUID) -> RestEmpty:
    """Every line nobody has typed in yet was left empty on the paper; with that the register is done.

    Refused for a voided register, and when nothing is left.
    """
    desk.require(Role.CLERK)
    with writing(desk, "call_line.rest", key) as unit:
        if first := unit.earlier(RestEmpty):
            return first
        known = set(unit.store.scalars(CallLine.select(CallLine.line_no).where(CallLine.sheet == sheet_id)))
        every = range(1, power_settings().register_lines + 1)
        left = [number for number in every if number not in known]
        if not left:
            raise Refused("这张登记表各行都已录入。")
        for number in left:
            keep_line(unit, KeptLine(sheet_id, number, Outcome.EMPTY, cut_id=cut_id))
        return unit.result(RestEmpty(sheet_id, len(left)))


def line_to_type(unit: Unit, sheet_id: int, line_no: int) -> int | None:
    """Refuse what cannot be typed in: a voided register, a number off the paper, a line something came of.

    Returns the id of the line when it is typed again.
    """
    sheet = sheets.sheet_row(unit.store, sheet_id)
    if sheet.form != FORM:
        raise Refused(f"{sheet.number} 不是来电登记表。请核对编号。")
    if sheet.state == sheets.VOID:
        raise Refused(f"{sheet.number} 已作废（{sheet.void_reason}），不能录入。")
    most = power_settings().register_lines
    if not 1 <= line_no <= most:
        raise Refused(f"登记表只有 {most} 行，没有第 {line_no} 行。")
    known = next((line for line in _lines(unit.store, sheet_id) if line.line_no == line_no), None)
    if known is None:
        return None
    if known.outcome not in WITHOUT_MATTER:
        number = f"（{known.matter_number}）" if known.matter_number else ""
        raise Refused(f"第 {line_no} 行已录入{number}，不再重复受理。录错了请在工单里更正或作废。")
    return known.id


def keep_line(unit: Unit, kept: KeptLine) -> LineKept:
    """Write down what became of a line; the last one of a paper takes the paper in. Promises as `line_to_type`."""
    known = line_to_type(unit, kept.sheet_id, kept.line_no)
    values = {
        "sheet_id": kept.sheet_id,
        "line_no": kept.line_no,
        "power_cut_id": kept.cut_id,
        "told_at": kept.told_at,
        "caller_id": kept.caller_id,
        "place_text": clean(kept.place).strip()[:160],
        "words": clean(kept.words).strip(),
        "told_what": clean(kept.told_what).strip()[:200],
        "taken_by_id": kept.taken_by_id,
        "outcome": kept.outcome.value,
        "matter_id": kept.matter_id,
        "reason": clean(kept.reason).strip()[:200],
        "entered_at": unit.at,
        "by_id": unit.desk.actor.staff_id,
    }
    if known is None:
        line_id = unit.insert(CallLine, **values)
    else:
        line_id = known
        unit.update(CallLine, line_id, None, **values)
    unit.changed("sheet", kept.sheet_id)
    typed = len(unit.store.scalars(CallLine.select(CallLine.id).where(CallLine.sheet == kept.sheet_id)))
    left = power_settings().register_lines - typed
    sheet = sheets.sheet_row(unit.store, kept.sheet_id)
    if not left and sheet.state == sheets.OUT:
        sheets.take_in_filled(unit, sheet)
    return LineKept(line_id, kept.line_no, left)


def _lines(store: Store, sheet_id: int) -> list[LineRow]:
    query = (
        CallLine.select(
            CallLine.id,
            CallLine.line_no,
            CallLine.outcome,
            CallLine.told_at,
            Caller.name.alias("caller"),
            Caller.phone,
            CallLine.place_text.alias("place"),
            CallLine.words,
            CallLine.told_what,
            Staff.name.alias("taken_by"),
            CallLine.matter.alias("matter_id"),
            Matter.number.alias("matter_number"),
            CallLine.reason,
            CallLine.entered_at,
            CallLine.version,
        )
        .join(Caller, JOIN.LEFT_OUTER, on=(Caller.id == CallLine.caller))
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == CallLine.taken_by))
        .join(Matter, JOIN.LEFT_OUTER, on=(Matter.id == CallLine.matter))
        .where(CallLine.sheet == sheet_id)
        .order_by(CallLine.line_no)
    )
    return store.rows(query, _line)


def _line(outcome: str, **values: object) -> LineRow:
    return LineRow(outcome=Outcome(outcome), **values)  # type: ignore[arg-type]


def _registers() -> "ModelSelect[Sheet]":
    typed = CallLine.select(fn.COUNT(CallLine.id)).where(CallLine.sheet == Sheet.id)
    return Sheet.select(
        Sheet.id.alias("sheet_id"), Sheet.number, Sheet.state, Sheet.made_at, typed.alias("typed")
    ).where(Sheet.form == FORM)
