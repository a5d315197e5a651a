"""删除个人信息: on the request of the person, by the manager, with the request's basis."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.customers.contacts.erasure import erase_person
from app.services.customers.contacts.steps import ContactNow
from app.views.covering import name_shown
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog

GOES = "姓名、电话、身份证号从台账和来电记录里删除，他在别的户登记的也一起删除，删除后不能恢复。"
STAYS = "留下的：住址、工单和里面写的话、已打印的单据和签字扫描件，按保存期限留存；备份和导出的文件要另外处理。"


class EraseDialog(ActDialog):
    """Says what goes and what stays before anything happens."""

    letters = 42

    def __init__(self, session: Session, contact: ContactNow, parent: QWidget) -> None:
        super().__init__(session, "删除个人信息", "删除", parent)
        self._contact = contact
        self.cover(session.covered)
        self.reason_edit = QLineEdit(placeholderText="例如 本人书面申请，不要写姓名和电话", maxLength=120)
        self.form.add("reason", "依据", self.reason_edit)
        self.save_button.setProperty("role", "danger")
        self.reason_edit.setFocus()

    def cover(self, covered: bool) -> None:
        name = name_shown(self.session, self._contact.name) or "（没有姓名）"
        self.say(f"{self._contact.relation}　{name}\n{GOES}\n{STAYS}")

    def _save(self) -> None:
        self._ask(erase_person, self._contact.person_id, self.reason_edit.text(), self.key)
