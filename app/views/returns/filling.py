"""What was typed from a sheet that came back, put into the fields again so that it can be corrected."""

from datetime import datetime

from app.services.kernel.times import china
from app.services.matters.sheets import ReturnedSheet
from app.views.returns.fields import GOOD, SIGNED, TICKS, SheetFields
from app.views.widgets.time_edit import TimeEdit

_BEFORE = ("room_before_c", "supply_before_c", "return_before_c")
_AFTER = ("room_after_c", "supply_after_c", "return_after_c")


def fill(fields: SheetFields, back: ReturnedSheet) -> None:
    """Everything the sheet was taken in with; materials and charges have ways of their own and stay as they are."""
    _set_time(fields.arrived_edit, back.arrived_written_at)
    _set_time(fields.finished_edit, back.finished_written_at)
    fields.difference_edit.setText(back.difference_reason)
    fields.ticks.set_values([name for name, _ in TICKS if getattr(back, name)])
    state, _, note = back.state_before.partition("：")
    fields.state_row.set_value(state or None)
    fields.state_edit.setText("" if state == GOOD else note)
    fields.before_edit.setText(_readings(back, _BEFORE))
    fields.after_edit.setText(_readings(back, _AFTER))
    fields.left_edit.setText(back.left_over)
    fields.charge_row.set_value(back.charge_kind or None)
    fields.amount_edit.setText(f"{back.amount_fen / 100:.2f}" if back.amount_fen else "")
    fields.receipt_edit.setText(back.receipt_no)
    fields.view_row.set_value(back.view)
    fields.words_edit.setText(back.words)
    fields.signed_row.set_value(back.signed)
    fields.how_row.set_value(back.signed_how or None)
    fields.signer_edit.setText(back.signer)
    fields.relation_row.set_value(back.signer_relation or None)
    _set_time(fields.signed_at_edit, back.signed_at if back.signed == SIGNED else None)
    fields.refused_reason_edit.setText(back.refused_reason)
    fields.witness_edit.setText(back.witness)
    fields.show_correction()


def _set_time(field: TimeEdit, moment: datetime | None) -> None:
    field.edit.setText(f"{china(moment):%Y-%m-%d %H%M}" if moment else "")


def _readings(back: ReturnedSheet, names: tuple[str, ...]) -> str:
    read = [getattr(back, name) for name in names]
    if all(value is None for value in read):
        return ""
    return " ".join("-" if value is None else f"{value / 100:g}" for value in read)
