"""What crosses the border of a handover: drafts, rows and results."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.services.kernel.times import from_ms, to_ms


class Sort(StrEnum):
    """Why a line stands in the handover; the first three are ticked by who comes."""

    OVERDUE = "overdue"
    PROMISED = "promised"
    ASKED = "asked"
    UNSIGNED = "unsigned"
    RUNNING = "running"


SORT_WORDS = {
    Sort.OVERDUE: "已超时",
    Sort.PROMISED: "已答应",
    Sort.ASKED: "口头请示",
    Sort.UNSIGNED: "未签单据",
    Sort.RUNNING: "办理中",
}
TICKED = (Sort.OVERDUE, Sort.PROMISED, Sort.ASKED)


class Stage(StrEnum):
    """How far a handover has come; the text is the trade's word."""

    WRITTEN = "待交班人签字"
    SIGNED = "待接班"
    ACCEPTED = "已交接"
    VOID = "已作废"


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One thing the next one must know of. `words` names places and numbers, never a person of the ledger."""

    sort: Sort
    words: str
    matter_id: int | None = None
    approval_id: int | None = None
    due_at: datetime | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class RunsOut:
    """A limit that falls within the next hours."""

    number: str
    title: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures as they were when they were taken, with the official numbers behind them.

    `reading`: weather and running of the net as last read off, in words.
    """

    at: datetime
    taken: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    runs_out: tuple[RunsOut, ...] = ()
    backup_at: datetime | None = None
    reading: str = ""

    def kept(self) -> str:
        """As the handover keeps them."""
        values = {
            "at": to_ms(self.at),
            "taken": self.taken,
            "finished": self.finished,
            "open": self.open,
            "runs_out": [(row.number, row.title, to_ms(row.due_at)) for row in self.runs_out],
            "backup_at": None if self.backup_at is None else to_ms(self.backup_at),
            "reading": self.reading,
        }
        return json.dumps(values, ensure_ascii=False)

    @staticmethod
    def read(text: str) -> "Counted":
        """What `kept` wrote."""
        values: dict[str, Any] = json.loads(text)
        return Counted(
            at=from_ms(values["at"]),
            taken=tuple(values["taken"]),
            finished=tuple(values["finished"]),
            open=tuple(values["open"]),
            runs_out=tuple(RunsOut(number, title, from_ms(due)) for number, title, due in values["runs_out"]),
            backup_at=None if values["backup_at"] is None else from_ms(values["backup_at"]),
            reading=values["reading"],
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """The desk as it would be handed over now: nothing is written."""

    shift: str
    since_at: datetime
    lines: tuple[LineDraft, ...]
    counted: Counted
    mine: int


@dataclass(frozen=True, slots=True)
class HandoverDraft:
    """What who leaves writes himself, all of it optional: 待答复事项, 通知, 上级指示, 钥匙工具仪器."""

    promises: str = ""
    notices: str = ""
    orders: str = ""
    things: str = ""


@dataclass(frozen=True, slots=True)
class AcceptDraft:
    """Who comes, with his PIN; why something is not ticked, and why he comes late, where that is so."""

    who: str
    pin: str = field(repr=False)
    unticked_reason: str = ""
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The handover has its number."""

    handover_id: int
    number: str
    version: int


@dataclass(frozen=True, slots=True)
class Ticked:
    """So many lines say 已接 now, or do not any more."""

    handover_id: int
    lines: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """The desk is handed over; `moved` matters have the next 当班责任人, `kept_back` could not be moved."""

    handover_id: int
    number: str
    staff_id: int
    name: str
    badge: str
    moved: int
    kept_back: int


@dataclass(frozen=True, slots=True)
class HandoverHead:
    """One handover as it stands."""

    id: int
    number: str
    day: str
    shift: str
    leaving_id: int | None
    leaving: str | None
    coming_id: int | None
    coming: str | None
    since_at: datetime
    written_at: datetime
    signed_at: datetime | None
    accepted_at: datetime | None
    promises: str
    notices: str
    orders: str
    things: str
    remark: str
    late_reason: str
    void_reason: str
    voided_at: datetime | None
    version: int

    @property
    def stage(self) -> Stage:
        if self.voided_at is not None:
            return Stage.VOID
        if self.accepted_at is not None:
            return Stage.ACCEPTED
        return Stage.WRITTEN if self.signed_at is None else Stage.SIGNED

    @property
    def unfinished(self) -> bool:
        return self.stage in (Stage.WRITTEN, Stage.SIGNED)


@dataclass(frozen=True, slots=True)
class HandoverLineRow:
    """One line of a handover. `over`: what it is about had ended before it was accepted, nobody need tick it."""

    id: int
    sort: Sort
    matter_id: int | None
    approval_id: int | None
    number: str
    words: str
    due_at: datetime | None
    ticked_at: datetime | None
    over: bool

    @property
    def wants_tick(self) -> bool:
        """Who comes still has to say 已接."""
        return self.sort in TICKED and self.ticked_at is None and not self.over


@dataclass(frozen=True, slots=True)
class HandoverCard:
    """A handover with its lines by sort; what came up after the writing stands last in its sort."""

    head: HandoverHead
    lines: tuple[HandoverLineRow, ...]
    counted: Counted

    def of(self, sort: Sort) -> tuple[HandoverLineRow, ...]:
        """Lines of one sort."""
        return tuple(line for line in self.lines if line.sort is sort)

    @property
    def unticked(self) -> tuple[HandoverLineRow, ...]:
        return tuple(line for line in self.lines if line.wants_tick)
