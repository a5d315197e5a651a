"""Somebody new on the staff: who, which badge, what they do here, and whether they sign in."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from app.services.kernel.desk import Role
from app.services.kernel.operators import StaffDraft, add_staff
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog


class StaffDialog(ActDialog):
    """Roles add up: one person may answer the phone and repair."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "添加人员", "添加", parent)
        self.name_edit = QLineEdit(maxLength=20)
        self.initials_edit = QLineEdit(placeholderText="登录用，例如 lgf", maxLength=12)
        self.badge_edit = QLineEdit(maxLength=16)
        self.phone_edit = QLineEdit(maxLength=20)
        self.pin_edit = QLineEdit(
            placeholderText="不登录的可以不填", echoMode=QLineEdit.EchoMode.Password, maxLength=12
        )
        roles = QWidget()
        line = QHBoxLayout(roles)
        line.setContentsMargins(0, 0, 0, 0)
        self.role_checks = {role: QCheckBox(role.value) for role in Role}
        for check in self.role_checks.values():
            line.addWidget(check)
        line.addStretch(1)
        self.form.add("name", "姓名", self.name_edit)
        self.form.add("initials", "首字母", self.initials_edit)
        self.form.add("badge", "胸卡号", self.badge_edit)
        self.form.add("phone", "电话", self.phone_edit)
        self.form.add("roles", "岗位", roles)
        self.form.add("pin", "密码", self.pin_edit)

    def _save(self) -> None:
        draft = StaffDraft(
            name=self.name_edit.text(),
            initials=self.initials_edit.text(),
            badge=self.badge_edit.text(),
            roles=frozenset(role for role, check in self.role_checks.items() if check.isChecked()),
            phone=self.phone_edit.text(),
            pin=self.pin_edit.text(),
        )
        self._ask(add_staff, draft, self.key)
