"""转交: to somebody of the station, or to an office in words."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import list_staff
from app.services.matters.handing import hand_on
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.widgets.choice_row import Choice, ChoiceRow


class HandOnDialog(MatterDialog):
    """Until it is accepted there, whoever has it answers for it (4.1)."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "转交", "转交", matter_id, about, parent)
        self.to_row = ChoiceRow()
        self.other_edit = QLineEdit(placeholderText="不在名单上的：部门或单位", maxLength=40)
        self.note_edit = words_edit("交代什么")
        self.form.add("to", "转交给", self.to_row)
        self.form.add("other", "", self.other_edit)
        self.form.add("note", "说明", self.note_edit)
        self.to_row.then_to(self.note_edit)
        self.other_edit.textEdited.connect(self._forget_person)
        self.to_row.picked.connect(self.other_edit.clear)
        self.say(f"{about}\n对方接件以前，仍由现在的人负责。")
        session.ask(_colleagues, then=self._offer)
        self.to_row.setFocus()

    def _offer(self, colleagues: list[Choice]) -> None:
        self.to_row.set_choices(colleagues)
        self.form.show_row("to", bool(colleagues))
        self.fit()

    @Slot()
    def _forget_person(self) -> None:
        self.to_row.set_value(None)

    def _save(self) -> None:
        to: int | str | None = self.to_row.value()
        self._ask(
            hand_on, self.matter_id, self.other_edit.text() if to is None else to, self.note_edit.text(), self.key
        )


def _colleagues(desk: Desk) -> list[Choice]:
    """Everybody who may take a matter on, but not the operator."""
    found = {row.id: row.name for role in (Role.CLERK, Role.MANAGER) for row in list_staff(desk.store, role)}
    return [(int(staff_id), name) for staff_id, name in found.items() if staff_id != desk.actor.staff_id]
