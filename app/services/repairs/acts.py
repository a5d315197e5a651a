"""Everything a desk can do with a repair. Each act takes the Desk first, is one unit, and repeats safely by its key."""

from app.services.repairs.callback import close_unreached, record_callback, record_unreached, try_code
from app.services.repairs.corrections import (
    change_premises,
    correct_event,
    correct_findings,
    reopen,
    void_matter,
    withdraw_event,
)
from app.services.repairs.intake import take_quick_line, take_repair
from app.services.repairs.sheet_back import (
    attach_sheet,
    issue_blanks,
    replace_sheet,
    return_sheet,
    void_blank,
    void_sheet,
)
from app.services.repairs.slips import print_slip
from app.services.repairs.work import (
    dispatch,
    explain,
    finish,
    join_outage,
    record_arrival,
    record_contact,
    record_leaving,
    record_visit_result,
    refuse_price,
    reschedule,
    set_out,
    solve_by_phone,
    urge,
)

__all__ = [
    "attach_sheet",
    "change_premises",
    "close_unreached",
    "correct_event",
    "correct_findings",
    "dispatch",
    "explain",
    "finish",
    "issue_blanks",
    "join_outage",
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
    "reschedule",
    "return_sheet",
    "set_out",
    "solve_by_phone",
    "take_quick_line",
    "take_repair",
    "try_code",
    "urge",
    "void_blank",
    "void_matter",
    "void_sheet",
    "withdraw_event",
]
