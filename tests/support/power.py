"""A night without power: blanks that lay ready since the evening, registers among them, calls on these."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from app.models.papers import Sheet
from app.services.duty.call_register import Outcome, RegisterCard, register_card
from app.services.kernel.desk import Desk
from app.services.kernel.times import CHINA
from app.services.kernel.unit import writing
from app.services.matters.values import CallerDraft
from app.services.reports.call_typing import LineDraft, LineTyped, type_line
from app.services.reports.power_papers import fill_up, folder_papers

EVENING_AT = datetime(2026, 11, 15, 17, 30, tzinfo=CHINA)
BEGAN = datetime(2026, 11, 16, 3, 10, tzinfo=CHINA)
ENDED = datetime(2026, 11, 16, 5, 40, tzinfo=CHINA)


@dataclass
class Night:
    """The desk in the morning after, with the blanks of the evening before."""

    desk: Desk

    def line(self, line_no: int, outcome: Outcome = Outcome.TAKEN, minutes: int = 15, **values: object) -> LineTyped:
        """Type in a line of the first register; told so many minutes after the lights went out."""
        known: dict[str, object] = {
            "told_at": BEGAN + timedelta(minutes=minutes),
            "caller": CallerDraft("冯贵", "13800000421"),
            "words": "暖气不热",
            "told_what": "停电，天亮派人",
        }
        draft = LineDraft(self.register_id, line_no, outcome, **(known | values))  # type: ignore[arg-type]
        return type_line(self.desk, draft, uuid4())

    def fill(self) -> int:
        """As many blanks lie ready as the folder holds; how many had to be numbered."""
        with writing(self.desk, "test.fill", uuid4()) as unit:
            return fill_up(unit)

    @property
    def register_id(self) -> int:
        return min(row.sheet_id for row in folder_papers(self.desk) if row.is_register)

    @property
    def card(self) -> RegisterCard:
        return register_card(self.desk, self.register_id)

    def blank(self, form: str) -> str:
        """The number of the first blank of this form."""
        found: str = self.desk.store.scalar(Sheet.select(Sheet.number).where(Sheet.form == form).order_by(Sheet.id))
        return found


def dark_night(desk: Desk) -> Night:
    """The blanks were numbered at half past five, now it is six in the morning after."""
    night = Night(desk)
    desk.clock.set(EVENING_AT)  # type: ignore[attr-defined]
    night.fill()
    desk.clock.set(ENDED + timedelta(minutes=20))  # type: ignore[attr-defined]
    return night
