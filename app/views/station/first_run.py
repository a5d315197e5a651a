"""The page a new database opens with: which station this is, and who its manager is."""

from dataclasses import replace
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError, InvalidInput
from app.services.kernel.station import Founded, FoundingDraft, found_station, manager_actor, read_station
from app.shortcuts import key_of, keys_of
from app.views.session import Session
from app.views.texts import PRODUCT
from app.views.widgets.form import Form
from app.views.widgets.labels import label

INTRODUCTION = "先告诉程序这是哪个站、站长是谁。这些内容印在单据上，以后都能在“设置”里改，只有站码不能改。"


class FirstRunPage(QWidget):
    """Shown instead of the main window until the station is founded; then the manager is at the desk."""

    founded = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.key = uuid4()
        self.setWindowTitle(f"首次使用 · {PRODUCT}")
        self._build()
        self.found_button.clicked.connect(self._found)

    def draft(self) -> FoundingDraft:
        return FoundingDraft(
            code=self.code_edit.text(),
            company=self.company_edit.text(),
            name=self.name_edit.text(),
            repair_phone=self.repair_phone_edit.text(),
            complaint_phone=self.complaint_phone_edit.text(),
            manager_name=self.manager_name_edit.text(),
            manager_initials=self.manager_initials_edit.text(),
            badge=self.badge_edit.text(),
            pin=self.pin_edit.text(),
        )

    def _build(self) -> None:
        self.name_edit = QLineEdit(placeholderText="例如 雍阳供热站", maxLength=40)
        self.company_edit = QLineEdit(placeholderText="印在单据抬头", maxLength=60)
        self.code_edit = QLineEdit(placeholderText="1–8 个字母或数字，例如 YY", maxLength=8)
        self.repair_phone_edit = QLineEdit(maxLength=30)
        self.complaint_phone_edit = QLineEdit(placeholderText="可以不填", maxLength=30)
        self.manager_name_edit = QLineEdit(maxLength=20)
        self.manager_initials_edit = QLineEdit(placeholderText="登录用，例如 wjg", maxLength=12)
        self.badge_edit = QLineEdit(placeholderText="胸卡上的号码", maxLength=16)
        self.pin_edit = QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=12)
        self.pin_again_edit = QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=12)
        self.form = Form(columns=2)
        add = self.form.add
        add("name", "站名", self.name_edit)
        add("company", "公司名称", self.company_edit)
        add("repair_phone", "报修电话", self.repair_phone_edit)
        add("complaint_phone", "监督电话", self.complaint_phone_edit)
        add("code", "站码", self.code_edit)
        add("badge", "站长胸卡号", self.badge_edit)
        add("manager_name", "站长姓名", self.manager_name_edit)
        add("manager_initials", "姓名首字母", self.manager_initials_edit)
        add("pin", "密码", self.pin_edit)
        add("pin_again", "再输一次", self.pin_again_edit)
        self.found_button = QPushButton("开始使用")
        self.found_button.setProperty("role", "primary")
        self.found_button.setDefault(True)
        self.found_button.setShortcut(keys_of("dialog.found")[0])
        card = QFrame()
        card.setProperty("role", "card")
        card.setMaximumWidth(960)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 24)
        inside.setSpacing(14)
        inside.addWidget(label(PRODUCT, "title"))
        inside.addWidget(label(INTRODUCTION, "muted", wrap=True))
        inside.addWidget(self.form)
        buttons = QHBoxLayout()
        buttons.addWidget(label(f"{key_of('dialog.found')} 也可以", "hint"))
        buttons.addStretch(1)
        buttons.addWidget(self.found_button)
        inside.addLayout(buttons)
        whole = QGridLayout(self)
        whole.setRowStretch(0, 1)
        whole.addWidget(card, 1, 1, Qt.AlignmentFlag.AlignVCenter)
        whole.setRowStretch(2, 2)
        whole.setColumnStretch(0, 1)
        whole.setColumnStretch(1, 8)
        whole.setColumnStretch(2, 1)

    @Slot()
    def _found(self) -> None:
        if self.pin_edit.text() != self.pin_again_edit.text():
            self.form.show_problems("两次输入的密码不一样。", {"pin_again": "与上面的密码不一样。"})
            return
        self.form.clear_problems()
        draft = self.draft()
        self.session.ask(found_station, draft, self.key, then=partial(self._sit_down, draft), failed=self._refused)

    def _sit_down(self, draft: FoundingDraft, founded: Founded) -> None:
        self.session.take_over(manager_actor(founded, draft))
        self.session.ask(_read_station, then=self._begin)

    def _begin(self, desk: Desk) -> None:
        self.session.set_desk(replace(self.session.desk, station=desk.station))
        self.founded.emit()

    def _refused(self, error: AppError) -> None:
        self.form.show_problems(error.message, error.fields if isinstance(error, InvalidInput) else {})


def _read_station(desk: Desk) -> Desk:
    return replace(desk, station=read_station(desk.store) or desk.station)
