"""值班记录 of a shift as a paper: who was on duty, what was read off, what was written down."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from app.services.duty.notes import Note, notes
from app.services.duty.readings import Reading, readings
from app.services.duty.roster import OnDuty, on_duty
from app.services.duty.shifts import Shift
from app.services.kernel.desk import Desk
from app.services.kernel.errors import Refused
from app.services.matters.printing import Making, Printed, print_new, sheet_qr
from app.services.paper.kit import Paper
from app.services.paper.profiles import A4_PORTRAIT

SERIES, FORM = "ZJ", "duty_record"


@dataclass(frozen=True, slots=True)
class Record:
    """Everything written down in a shift."""

    duty: OnDuty
    readings: tuple[Reading, ...]
    notes: tuple[Note, ...]

    @property
    def shift(self) -> Shift:
        return self.duty.shift


def record_of(desk: Desk, shift: Shift) -> Record:
    """The 值班记录 of a shift as it stands now."""
    since, until = shift.begins_at, shift.ends_at
    return Record(on_duty(desk, since), tuple(readings(desk, since, until)), tuple(notes(desk, since, until)))


def preview_record(desk: Desk, shift: Shift) -> bytes:
    """The paper as it would be printed now, without a number. Refused when nothing was written down."""
    from app.services.paper.pdf import render

    return render([_paper(desk, _to_print(desk, shift), "", 1, desk.now(), desk.actor.name)], A4_PORTRAIT)


def print_record(desk: Desk, shift: Shift, target: str, key: UUID, approved_by: str = "") -> Printed:
    """Number the paper, make it, journal it; promises as `print_sheet`. Refused when nothing was written down."""
    record = _to_print(desk, shift)
    declare = partial(_declare, desk, record)
    return print_new(
        desk, declare, A4_PORTRAIT, target, key, approved_by, series=SERIES, form=FORM, act="duty.record_issue"
    )


def _to_print(desk: Desk, shift: Shift) -> Record:
    record = record_of(desk, shift)
    if not record.readings and not record.notes:
        raise Refused("这一班还没有记录，不用打印。请先记一行，或换一个班次。")
    return record


def _declare(desk: Desk, record: Record, making: Making) -> Paper:
    return _paper(desk, record, making.sheet.number, making.print_no, making.at, making.by)


def _paper(desk: Desk, record: Record, number: str, print_no: int, at: datetime, by: str) -> Paper:
    from app.services.duty.record_form import record_paper

    qr = sheet_qr(desk, number) if number else ""
    return record_paper(desk.station, record, number=number, qr=qr, print_no=print_no, at=at, by=by)
