"""Slips that came back with words or 不满意 on them and became no complaint yet: each may be one (转投诉)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import JOIN, fn

from app.models.complaints import Complaint
from app.models.matters import Matter
from app.models.papers import Sheet, SheetReturn
from app.services.kernel.desk import Desk

UNHAPPY = "不满意"
LOOK_BACK = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class SlipWithWords:
    """A returned slip with what the user ticked and wrote; `signed_at` None when the paper did not say."""

    sheet_id: int
    number: str
    matter_id: int
    matter_number: str
    place: str
    view: str
    words: str
    signed_at: datetime | None
    returned_at: datetime


def slips_with_words(desk: Desk) -> list[SlipWithWords]:
    """What came back in the last month and no standing complaint was made of, newest first."""
    standing = (Complaint.sheet == Sheet.id) & Complaint.voided_at.is_null()
    # A return typed in anew stands beside the one it corrects.
    newest = SheetReturn.select(fn.MAX(SheetReturn.id)).group_by(SheetReturn.sheet)
    query = (
        SheetReturn.select(
            Sheet.id.alias("sheet_id"),
            Sheet.number,
            Matter.id.alias("matter_id"),
            Matter.number.alias("matter_number"),
            Matter.place_text.alias("place"),
            SheetReturn.view,
            SheetReturn.words,
            SheetReturn.signed_at,
            SheetReturn.returned_at,
        )
        .join(Sheet, on=(SheetReturn.sheet == Sheet.id))
        .join(Matter, on=(Sheet.matter == Matter.id))
        .join(Complaint, JOIN.LEFT_OUTER, on=standing)
        .where(
            SheetReturn.id.in_(newest),
            (SheetReturn.words != "") | (SheetReturn.view == UNHAPPY),
            SheetReturn.returned_at >= desk.now() - LOOK_BACK,
            Complaint.id.is_null(),
        )
        .order_by(SheetReturn.id.desc())
    )
    return desk.store.rows(query, SlipWithWords)
