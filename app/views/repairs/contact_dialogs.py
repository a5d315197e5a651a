"""已联系, 说明, 催办: what was said to the user."""

from PySide6.QtWidgets import QWidget

from app.services.matters.values import Noted
from app.services.repairs.contacts import record_contact, reschedule, urge
from app.services.repairs.explaining import explain
from app.services.repairs.values import ContactDraft, ExplanationDraft
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session


class ContactDialog(MatterDialog):
    """Somebody spoke with the user; perhaps a time was agreed."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "已联系用户", "记下联系", matter_id, about, parent)
        self.at_edit = self.time_field()
        self.appointment_edit = self.time_field(past=False, now=False)
        self.note_edit = words_edit("用户怎么说")
        self.form.add("at", "联系时间", self.at_edit)
        self.form.add("appointment_at", "约定上门", self.appointment_edit)
        self.form.add("note", "说明", self.note_edit)
        self.appointment_edit.setFocus()

    def _save(self) -> None:
        draft = ContactDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            appointment_at=self.appointment_edit.moment(),
        )
        self._ask(record_contact, self.matter_id, draft, self.key)


class RescheduleDialog(MatterDialog):
    """改约: the user asked for another time."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "用户改约", "记下改约", matter_id, about, parent)
        self.appointment_edit = self.time_field(past=False, now=False)
        self.note_edit = words_edit("用户的原话")
        self.form.add("appointment_at", "改到", self.appointment_edit)
        self.form.add("note", "原因", self.note_edit)

    def _save(self) -> None:
        draft = ContactDraft(note=self.note_edit.text(), appointment_at=self.appointment_edit.moment())
        self._ask(reschedule, self.matter_id, draft, self.key)


class ExplainDialog(MatterDialog):
    """说明: why it takes longer, told to the user."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "向用户说明", "记下说明", matter_id, about, parent)
        self.note_edit = words_edit("对用户说了什么")
        self.until_edit = self.time_field(past=False, now=False)
        self.at_edit = self.time_field()
        self.form.add("note", "说明内容", self.note_edit)
        self.form.add("until", "预计到", self.until_edit)
        self.form.add("at", "说明时间", self.at_edit)

    def _save(self) -> None:
        draft = ExplanationDraft(at=self.at_edit.moment(), note=self.note_edit.text(), until=self.until_edit.moment())
        self._ask(explain, self.matter_id, draft, self.key)


class UrgeDialog(MatterDialog):
    """催办 +1."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "用户催办", "记下催办", matter_id, about, parent)
        self.note_edit = words_edit("用户的原话")
        self.form.add("note", "催办内容", self.note_edit)

    def _save(self) -> None:
        self._ask(urge, self.matter_id, Noted(note=self.note_edit.text()), self.key)
