"""Everything a desk can do with a repair. Each act takes the Desk first, is one unit, and repeats safely by its key."""

from app.services.repairs.blanks import issue_blanks, void_blank
from app.services.repairs.callback import close_unreached, record_callback, record_unreached, try_code
from app.services.repairs.callback_merging import merge_callback
from app.services.repairs.callback_numbers import correct_number
from app.services.repairs.charges import charge, correct_charge
from app.services.repairs.contacts import record_contact, refuse_price, reschedule, tell_fee, urge
from app.services.repairs.corrections import (
    change_premises,
    correct_event,
    correct_findings,
    reopen,
    void_matter,
    withdraw_event,
)
from app.services.repairs.dispatching import dispatch
from app.services.repairs.ending import close_for_user_reason, solve_by_phone
from app.services.repairs.explaining import explain, explain_many, request_support
from app.services.repairs.intake import take_quick_line, take_repair
from app.services.repairs.sheet_back import correct_return, return_sheet
from app.services.repairs.sheet_life import attach_sheet, replace_sheet, sign_later, void_sheet
from app.services.repairs.slips import print_slip
from app.services.repairs.together import dispatch_together
from app.services.repairs.undo import last_undoable, undo_last
from app.services.repairs.visits import (
    find_damage,
    finish,
    record_arrival,
    record_leaving,
    record_visit_result,
    set_out,
)

__all__ = [
    "attach_sheet",
    "change_premises",
    "charge",
    "close_for_user_reason",
    "close_unreached",
    "correct_charge",
    "correct_event",
    "correct_findings",
    "correct_number",
    "correct_return",
    "dispatch",
    "dispatch_together",
    "explain",
    "explain_many",
    "find_damage",
    "finish",
    "issue_blanks",
    "last_undoable",
    "merge_callback",
    "print_slip",
    "record_arrival",
    "record_callback",
    "record_contact",
    "record_leaving",
    "record_unreached",
    "record_visit_result",
    "refuse_price",
    "reopen",
    "replace_sheet",
    "request_support",
    "reschedule",
    "return_sheet",
    "set_out",
    "sign_later",
    "solve_by_phone",
    "take_quick_line",
    "take_repair",
    "tell_fee",
    "try_code",
    "undo_last",
    "urge",
    "void_blank",
    "void_matter",
    "void_sheet",
    "withdraw_event",
]
