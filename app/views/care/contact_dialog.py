"""One contact: a new one, one put right, or one who has gone."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.customers.contacts.contacts import ContactDraft, add_contact, close_contact, edit_contact
from app.services.customers.contacts.steps import ContactNow
from app.services.customers.masks import masked_phone
from app.services.customers.words import RELATIONS
from app.views.covering import name_shown
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.covered_text import CoveredText


class ContactDialog(ActDialog):
    """A telephone left alone stays as it is: it is never shown whole here."""

    def __init__(self, session: Session, premises_id: int, contact: ContactNow | None, parent: QWidget) -> None:
        super().__init__(session, "更正联系人" if contact else "新增联系人", "保存", parent)
        self._premises_id = premises_id
        self._contact = contact
        self.name_edit = QLineEdit(maxLength=60)
        self.phone_edit = QLineEdit(maxLength=30)
        self.phone2_edit = QLineEdit(maxLength=30)
        self.relation_row = ChoiceRow([(word, word) for word in RELATIONS])
        self.relation_row.set_value(contact.relation if contact else "家属")
        self.from_edit = QLineEdit(contact.from_day if contact else "", placeholderText="2026-11-15", maxLength=10)
        if contact is not None:
            self.phone_edit.setPlaceholderText(f"现在 {masked_phone(contact.phone) or '没有登记'}")
            self.phone2_edit.setPlaceholderText(f"现在 {masked_phone(contact.phone2)}" if contact.phone2 else "没有")
        else:
            self.from_edit.setPlaceholderText("今天")
        self.form.add("name", "姓名", self.name_edit)
        self.form.add("phone", "电话", self.phone_edit)
        self.form.add("phone2", "另一电话", self.phone2_edit)
        self.form.add("relation", "关系", self.relation_row)
        self.form.add("from_day", "哪天起", self.from_edit)
        self.cover(session.covered)
        for edit in (self.name_edit, self.phone_edit, self.phone2_edit):
            CoveredText(session, edit, partial(is_typed, edit))
        (self.phone_edit if contact else self.name_edit).setFocus()

    def cover(self, covered: bool) -> None:
        super().cover(covered)
        if self._contact is not None and not self.name_edit.isModified():
            self.name_edit.setText(name_shown(self.session, self._contact.name))

    def _save(self) -> None:
        known = self._contact
        # The field may show the name covered.
        stays = known is not None and not self.name_edit.isModified()
        draft = ContactDraft(
            known.name if known and stays else self.name_edit.text().strip(),
            self.phone_edit.text().strip() or (known.phone if known else ""),
            self.phone2_edit.text().strip() or (known.phone2 if known else ""),
            self.relation_row.value() or "",
            self.from_edit.text().strip(),
        )
        if known is None:
            self._ask(add_contact, self._premises_id, draft, self.key)
        else:
            self._ask(edit_contact, known.id, draft, self.key)


class GoneDialog(ActDialog):
    """搬离: the person stays readable with the day."""

    def __init__(self, session: Session, contact: ContactNow, parent: QWidget) -> None:
        super().__init__(session, "联系人搬离", "记搬离", parent)
        self._contact = contact
        self.cover(session.covered)
        self.until_edit = QLineEdit(placeholderText="今天", maxLength=10)
        self.form.add("until_day", "哪天", self.until_edit)

    def cover(self, covered: bool) -> None:
        self.say(f"{self._contact.relation}　{name_shown(self.session, self._contact.name)}")

    def _save(self) -> None:
        self._ask(close_contact, self._contact.id, self.until_edit.text().strip(), self.key)


def is_typed(edit: QLineEdit, text: str) -> bool:
    """Whether a field holds what somebody typed; what the dialog filled in it masks itself."""
    return bool(text) and edit.isModified()
