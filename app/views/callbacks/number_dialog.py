"""改号码: the caller is reached at another number from now on."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.customers.masks import masked_phone
from app.services.matters.values import CallerDraft
from app.services.repairs.callback_list import CallbackRow
from app.services.repairs.callback_numbers import correct_number
from app.shortcuts import key_of
from app.views.repairs.matter_dialog import MatterDialog
from app.views.session import Session


class NumberDialog(MatterDialog):
    """The old number stays with the attempts that dialled it; the ledger has its own way, 信息变更 (F6)."""

    def __init__(self, session: Session, row: CallbackRow, parent: QWidget) -> None:
        now = masked_phone(row.phone) if row.phone else "没有留号码"
        about = f"{row.number} 现在的号码 {now}。台账里的电话也要改的，另按 {key_of('window.change')} 登记信息变更。"
        super().__init__(session, "改号码", "更正", row.matter_id, about, parent)
        self._relation = row.relation
        self.phone_edit = QLineEdit(placeholderText="正确的号码", maxLength=20)
        self.name_edit = QLineEdit(placeholderText="姓名不同时填写", maxLength=40)
        self.form.add("phone", "号码", self.phone_edit)
        self.form.add("name", "姓名", self.name_edit)
        self.phone_edit.setFocus()

    def _save(self) -> None:
        draft = CallerDraft(self.name_edit.text(), self.phone_edit.text(), self._relation or "本人")
        self._ask(correct_number, self.matter_id, draft, self.key)
