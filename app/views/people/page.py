"""人员: the staff list, certificates and trainings; the manager edits, everybody reads."""

from functools import partial
from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.services.customers.masks import masked_phone
from app.services.kernel.operators import StaffLeft, StaffRow
from app.services.people.certificates import void_certificate
from app.services.people.register import RegisterRow, staff_register
from app.services.people.trainings import void_training
from app.views import messages
from app.views.actions import command
from app.views.people.lines import roles_of, state_badge
from app.views.people.person_panel import PersonPanel
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.theme import Tone
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class PeoplePage(Page):
    """Phones are masked; whoever is changed shows them whole in the dialog."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._rows: dict[int, RegisterRow] = {}
        self._build_actions()
        self._build()
        self._read()

    def commands(self) -> list[QAction]:
        return self._actions

    def begin(self) -> None:
        self.table.setFocus()

    def go_to(self, kind: str, row_id: int) -> None:
        self.table.go_to(row_id)

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or "staff" in ids:
            self._read()

    def _build_actions(self) -> None:
        self.add_action = command(self, "添加人员", "add", "people.add", self._add, within=self)
        self.change_action = command(self, "修改", "correct", "people.change", self._change, within=self)
        self.certificate_action = command(
            self, "添加证件", "certificate", "people.certificate", self._add_certificate, within=self
        )
        self.training_action = command(self, "登记培训", "training", "people.training", self._add_training, within=self)
        self.pin_action = command(self, "改密码", "lock", "", self._change_pin)
        self.leave_action = command(self, "离职", "people", "", self._leave)
        self.void_certificate_action = command(self, "作废证件", "void", "", self._void_certificate)
        self.void_training_action = command(self, "作废培训", "void", "", self._void_training)
        self._actions = [
            self.add_action,
            self.change_action,
            self.certificate_action,
            self.training_action,
            self.pin_action,
            self.leave_action,
            self.void_certificate_action,
            self.void_training_action,
        ]

    def _build(self) -> None:
        columns: list[Column[RegisterRow]] = [
            Column("胸卡号", lambda row: row.staff.badge),
            Column("姓名", lambda row: row.staff.name),
            Column("岗位", lambda row: row.staff.post, tip=lambda row: row.staff.post),
            Column("角色", lambda row: roles_of(row.staff)),
            Column("电话", lambda row: masked_phone(row.staff.phone)),
            Column("证件", lambda row: "", state_badge),
        ]
        self.model: BlockTableModel[RegisterRow] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 1, name="人员")
        self.table.set_widths([4, 6, 6, 7, 8, 8], dropped=[4, 3, 2])
        self.count = label(role="section")
        self.empty = EmptyState("staff", "还没有登记人员", "先添加客服和维修员，派工时才选得到人。", self.add_action)
        self.stack = ListOrEmpty(self.table, self.empty)
        self.panel = PersonPanel(self.session)
        above = QHBoxLayout()
        above.addWidget(self.count)
        above.addWidget(ActionBar(self._actions), 1)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.stack, 3)
        # Two tables and a scan do not fit the smallest screen at the largest text.
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.panel)
        across.addWidget(area, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(above)
        column.addLayout(across, 1)
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(self._change)
        self.panel.certificate_opened.connect(self._change_certificate)

    @property
    def _chosen(self) -> StaffRow | None:
        row = self._rows.get(self.table.current_id() or 0)
        return row.staff if row is not None else None

    def _read(self) -> None:
        self.session.ask(staff_register, then=self._take)

    def _take(self, rows: list[RegisterRow]) -> None:
        self._rows = {int(row.staff.id): row for row in rows}
        self.model.give(self._rows)
        self.stack.show_list(bool(rows))
        warned = sum(row.threshold is not None for row in rows)
        self.count.setText(f"{len(rows)} 人，{warned} 人的证件快到期或已过期" if warned else f"{len(rows)} 人")
        self._show(self.table.current_id())

    @Slot(object)
    def _show(self, _staff_id: int | None) -> None:
        chosen = self._chosen
        self.panel.show_staff(chosen)
        for action in (self.change_action, self.certificate_action, self.pin_action, self.leave_action):
            action.setEnabled(chosen is not None)

    @Slot()
    def _add(self) -> None:
        from app.views.people.staff_dialog import StaffDialog

        StaffDialog(self.session, parent=self).open()

    @Slot()
    def _change(self) -> None:
        from app.views.people.staff_dialog import StaffDialog

        if (staff := self._chosen) is not None:
            StaffDialog(self.session, staff, self).open()

    @Slot()
    def _add_certificate(self) -> None:
        from app.views.people.certificate_dialog import CertificateDialog

        if (staff := self._chosen) is not None:
            CertificateDialog(self.session, self.settings, staff, parent=self).open()

    @Slot()
    def _change_certificate(self) -> None:
        from app.views.people.certificate_dialog import CertificateDialog

        staff, certificate = self._chosen, self.panel.certificate
        if staff is not None and certificate is not None:
            CertificateDialog(self.session, self.settings, staff, certificate, self).open()

    @Slot()
    def _add_training(self) -> None:
        from app.views.people.training_dialog import TrainingDialog

        staff = [row.staff for row in self._rows.values()]
        TrainingDialog(self.session, staff, self._chosen, self).open()

    @Slot()
    def _change_pin(self) -> None:
        from app.views.people.leaving_dialogs import ChangePinDialog

        if (staff := self._chosen) is not None:
            dialog = ChangePinDialog(self.session, staff, self)
            dialog.succeeded.connect(self._after_new_pin)
            dialog.open()

    @Slot(object)
    def _after_new_pin(self, _changed: object) -> None:
        self.session.notice("密码已改。", Tone.GREEN)

    @Slot()
    def _leave(self) -> None:
        from app.views.people.leaving_dialogs import LeaveDialog

        if (staff := self._chosen) is not None:
            dialog = LeaveDialog(self.session, staff, self)
            dialog.succeeded.connect(self._after_leaving)
            dialog.open()

    @Slot(object)
    def _after_leaving(self, left: StaffLeft) -> None:
        self.session.notice(f"{left.name}已办理离职。", Tone.GREEN)

    @Slot()
    def _void_certificate(self) -> None:
        row = self.panel.certificate
        if row is None:
            self.session.notice("先在右边选一个证件。", Tone.AMBER)
            return
        agreed = partial(self.session.ask, void_certificate, row.id, row.version, uuid4())
        messages.ask(self, f"作废{row.kind}？作废后不再提醒，记录保留。", "作废", agreed, danger=True)

    @Slot()
    def _void_training(self) -> None:
        row = self.panel.training
        if row is None:
            self.session.notice("先在右边选一条培训。", Tone.AMBER)
            return
        agreed = partial(self.session.ask, void_training, row.id, row.version, uuid4())
        messages.ask(self, f"作废 {row.day} 的培训“{row.topic}”？", "作废", agreed, danger=True)
