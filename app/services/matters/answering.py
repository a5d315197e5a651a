"""Steps of the kinds that end with one answer: enquiries, forwarded matters, complaints and tip-offs."""

from datetime import datetime
from typing import Protocol

from app.models.matters import Matter
from app.services.kernel.errors import Refused
from app.services.kernel.unit import Unit
from app.services.matters.facts import Standing
from app.services.matters.steps import (
    MatterRow,
    close_matter,
    keep_place,
    matter_row,
    move_place,
    open_matter,
    record_event,
    write_clock_results,
)
from app.services.matters.values import CallerDraft, Happening, NewMatter, PlaceDraft, Taken

PREMISES_CHANGED, VOIDED = "premises_changed", "voided"


class Said(Protocol):
    """What every draft of such a kind holds about the call."""

    @property
    def words(self) -> str: ...
    @property
    def told_at(self) -> datetime | None: ...
    @property
    def channel(self) -> str: ...
    @property
    def premises_id(self) -> int | None: ...
    @property
    def place(self) -> PlaceDraft | None: ...
    @property
    def caller(self) -> CallerDraft | None: ...


def open_said(
    unit: Unit, said: Said, *, kind: str, prefix: str, words: str, phase: str, parent: MatterRow | None
) -> Taken:
    """A new matter as it was said; out of `parent` it is where that one is, for the same caller."""
    taken = open_matter(
        unit,
        NewMatter(
            kind=kind,
            prefix=prefix,
            words=words,
            phase=phase,
            told_at=said.told_at,
            channel=said.channel,
            premises_id=said.premises_id,
            place=said.place,
            caller=said.caller,
            caller_id=parent.caller_id if parent else None,
            parent_id=parent.id if parent else None,
        ),
    )
    if parent is not None:
        keep_place(unit, taken, parent)
    return taken


def store_recorded(unit: Unit, matter: MatterRow, fact: Happening, standing: Standing, answer: str) -> None:
    """The spine after `fact` was recorded: a fact of the kind `answer` closes the matter, a voiding ends it."""
    if fact.kind == answer and standing.closed_at is not None:
        close_matter(unit, matter, standing.phase, standing.closed_at)
    elif fact.kind == VOIDED:
        end = {"phase": standing.phase, "closed_at": standing.closed_at, "void_reason": fact.note[:200]}
        unit.update(Matter, matter.id, matter.version, **end)
    else:
        unit.update(Matter, matter.id, matter.version, phase=standing.phase)


def store_corrected(unit: Unit, matter: MatterRow, standing: Standing) -> None:
    """The spine after a correction: closed as the answer stands now, or open again without verdicts."""
    unit.update(Matter, matter.id, None, phase=standing.phase, told_at=standing.told_at)
    if standing.closed_at is not None and standing.voided_at is None:
        close_matter(unit, matter_row(unit.store, matter.id), standing.phase, standing.closed_at)
    elif matter.closed_at != standing.closed_at:
        unit.update(Matter, matter.id, None, closed_at=standing.closed_at)
        write_clock_results(unit, matter.id, None)


def move_answered(
    unit: Unit, matter: MatterRow, premises_id: int | None, place: PlaceDraft | None, reason: str
) -> None:
    """更正户号: another address; the old one stays readable. Refused when the matter was voided."""
    if matter.void_reason:
        raise Refused(f"{matter.number} 已作废，不能再改地址。")
    now = unit.desk.now()
    fact = Happening(PREMISES_CHANGED, now, now, note=reason.strip(), shown={"原地址": matter.place_text})
    record_event(unit, matter.id, matter.told_at, fact)
    move_place(unit, matter, premises_id, place)
