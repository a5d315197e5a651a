"""A filled blank is in the hand: to which repair does it belong."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput
from app.services.matters.sheet_codes import FoundSheet
from app.services.matters.sheets import Issued
from app.services.repairs.reads import MatterLine, find_matter, repair_card
from app.services.repairs.sheet_life import attach_sheet
from app.views.session import Session
from app.views.texts import short_number, short_place
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow


class AttachBlankDialog(ActDialog):
    """A number key picks one of the repairer's repairs without a slip; any other is named by its number."""

    def __init__(self, session: Session, found: FoundSheet, known: Sequence[MatterLine], parent: QWidget) -> None:
        super().__init__(session, "挂空白单", "挂到工单，接着录入", parent)
        self._found = found
        self.say(f"{found.number} 是空白单。先选它属于哪张工单。")
        self.matter_row = ChoiceRow(
            [(line.matter_id, f"{short_number(line.number)} {short_place(line.place)}") for line in known]
        )
        self.number_edit = QLineEdit(placeholderText="其他工单的受理号", maxLength=40)
        if known:
            self.form.add("matter", "工单", self.matter_row)
            self.matter_row.set_value(known[0].matter_id)
        self.form.add("number", "受理号", self.number_edit)
        (self.matter_row if known else self.number_edit).setFocus()

    def _save(self) -> None:
        number = self.number_edit.text().strip()
        if not number and self.matter_row.value() is None:
            self._refused(InvalidInput({"number": "请选工单，或填受理号。"}))
            return
        self.session.ask(
            attach_to,
            self.matter_row.value(),
            number,
            self._found.number,
            self.key,
            then=self._taken,
            failed=self._refused,
        )


def attach_to(desk: Desk, matter_id: int | None, number: str, blank: str, key: UUID) -> Issued:
    """Attach the blank to the latest visit of the repair, which a typed number names rather than a picked row."""
    wanted = find_matter(desk, number) if number or matter_id is None else matter_id
    card = repair_card(desk, wanted)
    visit_no = max((visit.ordinal for visit in card.facts.visits), default=1)
    return attach_sheet(desk, wanted, blank, visit_no, key)
