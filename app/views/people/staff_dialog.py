"""Somebody on the staff: who, which badge, what post, what they may do here, and whether they sign in."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from app.services.kernel.desk import Role
from app.services.kernel.operators import StaffDraft, StaffRow, add_staff, change_staff
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog


class StaffDialog(ActDialog):
    """Somebody new, or `staff` as they are to be from now on. Roles add up: one person may take calls and repair."""

    def __init__(self, session: Session, staff: StaffRow | None = None, parent: QWidget | None = None) -> None:
        verb = "添加" if staff is None else "保存"
        super().__init__(session, "添加人员" if staff is None else f"修改 {staff.name}", verb, parent)
        self._staff = staff
        self.name_edit = QLineEdit(maxLength=20)
        self.initials_edit = QLineEdit(placeholderText="登录用，例如 lgf", maxLength=12)
        self.badge_edit = QLineEdit(maxLength=16)
        self.post_edit = QLineEdit(placeholderText="例如 维修班长、司炉工", maxLength=20)
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
        self.form.add("post", "岗位", self.post_edit)
        self.form.add("phone", "电话", self.phone_edit)
        self.form.add("roles", "角色", roles)
        self.form.add("pin", "密码", self.pin_edit)
        self._fill()
        self.name_edit.setFocus()

    def _fill(self) -> None:
        self.form.show_row("pin", self._staff is None)
        if self._staff is None:
            return
        self.name_edit.setText(self._staff.name)
        self.initials_edit.setText(self._staff.initials)
        self.badge_edit.setText(self._staff.badge)
        self.post_edit.setText(self._staff.post)
        self.phone_edit.setText(self._staff.phone)
        for role, check in self.role_checks.items():
            check.setChecked(role in self._staff.roles)

    def _save(self) -> None:
        draft = StaffDraft(
            name=self.name_edit.text(),
            initials=self.initials_edit.text(),
            badge=self.badge_edit.text(),
            roles=frozenset(role for role, check in self.role_checks.items() if check.isChecked()),
            phone=self.phone_edit.text(),
            pin=self.pin_edit.text(),
            post=self.post_edit.text(),
        )
        if self._staff is None:
            self._ask(add_staff, draft, self.key)
        else:
            self._ask(change_staff, self._staff.id, self._staff.version, draft, self.key)
