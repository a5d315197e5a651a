"""Which repair a filled blank may belong to: those of the man who carried it, without a slip that was printed.

One of the 断电夹 was carried by whoever was sent: any repair without a slip.
"""

from app.models.matters import Matter
from app.models.papers import PrintRecord, Sheet
from app.models.repairs import Repair
from app.services.kernel.desk import Desk
from app.services.matters.sheets import BLANK_FORM, FOLDER_BLANK, RETURNED, SLIP_FORMS, VOID
from app.services.repairs.reads import MatterLine

MOST = 8


def matters_for_blank(desk: Desk, repairer_id: int | None) -> list[MatterLine]:
    """Repairs of this repairer (None: of anybody) that lack a slip, the newest first; at most eight, for number keys.

    A slip that never came out of the printer is none; a blank was printed before it was handed out.
    """
    printed = PrintRecord.select(PrintRecord.sheet)
    slips = Sheet.select(Sheet.matter).where(
        Sheet.form.in_(SLIP_FORMS), Sheet.state != VOID, Sheet.matter.is_null(False)
    )
    slips = slips.where(Sheet.form.in_((BLANK_FORM, FOLDER_BLANK)) | (Sheet.state == RETURNED) | Sheet.id.in_(printed))
    query = (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.kind,
            Matter.phase,
            Matter.told_at,
            Matter.place_text.alias("place"),
            Matter.words,
            Matter.premises.alias("premises_id"),
        )
        .join(Repair, on=(Repair.matter == Matter.id))
        .where(Repair.voided_at.is_null(), Matter.id.not_in(slips))
        .order_by(Matter.id.desc())
        .limit(MOST)
    )
    if repairer_id is not None:
        query = query.where(Repair.repairer == repairer_id)
    return desk.store.rows(query, MatterLine)
