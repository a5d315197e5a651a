"""The 交接班记录 as a paper: made from what is kept, through the door all papers go through."""

from uuid import UUID

from app.services.duty.handover_form import handover_paper
from app.services.duty.handover_reads import handover_card, head_of, sheet_of
from app.services.kernel.desk import Desk
from app.services.matters.printing import Declare, Making, Printed, preview_sheet, print_sheet, sheet_qr
from app.services.paper.kit import Paper
from app.services.paper.profiles import A4_PORTRAIT


def print_handover(desk: Desk, handover_id: int, target: str, key: UUID, approved_by: str = "") -> Printed:
    """The bytes of the record, journalled; promises as `matters.printing.print_sheet`. Refused when it was voided."""
    sheet_id = sheet_of(desk.store, head_of(desk.store, handover_id))
    return print_sheet(desk, sheet_id, _declare(desk, handover_id), A4_PORTRAIT, target, key, approved_by)


def preview_handover(desk: Desk, handover_id: int) -> bytes:
    """The same as it would be printed now; nothing is journalled."""
    sheet_id = sheet_of(desk.store, head_of(desk.store, handover_id))
    return preview_sheet(desk, sheet_id, _declare(desk, handover_id), A4_PORTRAIT)


def _declare(desk: Desk, handover_id: int) -> Declare:
    def declare(making: Making) -> Paper:
        station = desk.station
        company = " ".join(filter(None, (station.company, station.name)))
        qr = sheet_qr(desk, making.sheet.number)
        return handover_paper(handover_card(desk, handover_id), company, qr=qr, at=making.at, foot=making.foot)

    return declare
