"""联系人: who is reached about these premises now, who was before, and what else they hold."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.services.customers.contacts.contacts import ContactSaved, OtherPremises, contacts_of, other_premises_of
from app.services.customers.contacts.erasure import Erased
from app.services.customers.contacts.steps import ContactNow
from app.services.customers.masks import masked_phone
from app.services.customers.words import HOLDER
from app.services.kernel.desk import Role
from app.views.actions import command
from app.views.covering import name_shown
from app.views.session import Session
from app.views.texts import short_place
from app.views.theme import Tone
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.badge import Badge
from app.views.widgets.labels import label
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

LETTERS = 46
SHOWN = 4


class ContactsDialog(QDialog):
    """N adds, Enter puts right, D notes that somebody has gone; those who went stay below. The manager may erase."""

    def __init__(self, session: Session, premises_id: int, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self._premises_id = premises_id
        self._rows: dict[int, ContactNow] = {}
        self.setWindowTitle("联系人")
        self.setModal(True)
        columns: list[Column[ContactNow]] = [
            Column("关系", lambda row: "", _badge),
            Column("姓名", lambda row: "（已删除）" if row.erased else name_shown(session, row.name)),
            Column("电话", lambda row: "、".join(masked_phone(phone) for phone in (row.phone, row.phone2) if phone)),
            Column("从", lambda row: row.from_day),
            Column("到", lambda row: row.until_day),
        ]
        self.model: BlockTableModel[ContactNow] = BlockTableModel(session, columns, parent=self)
        self.table = Table(self.model, 2, name="联系人")
        self.table.set_widths([5, 7, 12, 6, 6])
        self.add_action = command(self, "新增", "add", "contacts.add", self._add, within=self.table)
        self.edit_action = command(self, "更正", "correct", "contacts.edit", self._edit, within=self.table)
        self.gone_action = command(self, "搬离", "people", "contacts.gone", self._note_gone, within=self.table)
        self.erase_action = command(self, "删除个人信息", "void", "contacts.erase", self._erase, within=self.table)
        for action in self.actions_here:
            action.setIconText(f"{action.iconText()} {action.shortcut().toString()}")
        self.others = label(role="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(label(address, "heading", wrap=True))
        column.addWidget(ActionBar(self.actions_here))
        column.addWidget(self.table, 1)
        column.addWidget(self.others)
        self.table.opened.connect(self._edit)
        session.covered_changed.connect(self.model.repaint)
        self.table.current_changed.connect(self._select)
        wide = self.fontMetrics().horizontalAdvance("温") * LETTERS
        self.resize(min(wide, parent.window().width() - 40), self.fontMetrics().height() * 18)
        self.table.setFocus()
        self._read()

    @property
    def actions_here(self) -> list[QAction]:
        return [self.add_action, self.edit_action, self.gone_action, self.erase_action]

    def _read(self) -> None:
        self.session.ask(contacts_of, self._premises_id, then=self._take)

    def _take(self, rows: Sequence[ContactNow]) -> None:
        self._rows = {row.id: row for row in rows}
        self.model.give(self._rows)
        self._select(self.table.current_id())

    def _chosen(self) -> ContactNow | None:
        return self._rows.get(self.table.current_id() or 0)

    @Slot(object)
    def _select(self, _contact_id: int | None) -> None:
        row = self._chosen()
        for action in (self.edit_action, self.gone_action):
            action.setEnabled(row is not None and not row.until_day)
        may_erase = Role.MANAGER in self.session.desk.actor.roles
        self.erase_action.setEnabled(row is not None and not row.erased and may_erase)
        self.others.setText("")
        if row is not None:
            then = partial(self._show_others, row.id)
            self.session.ask(other_premises_of, row.person_id, self._premises_id, then=then)

    def _show_others(self, contact_id: int, others: Sequence[OtherPremises]) -> None:
        if contact_id != self.table.current_id() or not others:
            return
        said = [
            f"{short_place(row.address)}（{row.relation}{'，到 ' + row.until_day if row.until_day else ''}）"
            for row in others[:SHOWN]
        ]
        more = f" 等 {len(others)} 户" if len(others) > SHOWN else ""
        self.others.setText(f"这个人另有：{'、'.join(said)}{more}")

    @Slot()
    def _add(self) -> None:
        self._open(None)

    @Slot()
    def _edit(self) -> None:
        row = self._chosen()
        if row is not None and not row.until_day:
            self._open(row)

    def _open(self, row: ContactNow | None) -> None:
        from app.views.care.contact_dialog import ContactDialog

        dialog = ContactDialog(self.session, self._premises_id, row, self)
        dialog.succeeded.connect(self._saved)
        dialog.open()

    @Slot()
    def _note_gone(self) -> None:
        from app.views.care.contact_dialog import GoneDialog

        row = self._chosen()
        if row is not None:
            dialog = GoneDialog(self.session, row, self)
            dialog.succeeded.connect(self._saved)
            dialog.open()

    @Slot()
    def _erase(self) -> None:
        from app.views.care.erase_dialog import EraseDialog

        row = self._chosen()
        if row is not None:
            dialog = EraseDialog(self.session, row, self)
            dialog.succeeded.connect(self._erased)
            dialog.open()

    @Slot(object)
    def _erased(self, erased: Erased) -> None:
        calls = f"，{erased.callers} 位来电人的姓名电话也已删除" if erased.callers else ""
        self.session.notice(f"个人信息已从 {erased.premises} 户的资料里删除{calls}。", Tone.GREEN)
        self._read()

    @Slot(object)
    def _saved(self, saved: ContactSaved) -> None:
        self._read()
        self.table.go_to(saved.contact_id)


def _badge(row: ContactNow) -> Badge:
    if row.until_day:
        return Badge(row.relation, Tone.NEUTRAL, "void")
    return Badge(row.relation, Tone.GREEN if row.relation == HOLDER else Tone.ACCENT, "people")
