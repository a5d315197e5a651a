"""用户: search, choose, and the card of the premises: everything while the caller speaks."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.services.customers.finding.search import SearchHit, search
from app.services.customers.masks import masked_number
from app.services.customers.words import GRAVE_STATES, SUPPLIED
from app.shortcuts import key_of
from app.views.actions import command
from app.views.covering import name_shown
from app.views.customers.history_list import HistoryList
from app.views.customers.premises_panel import PremisesPanel
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.texts import short_place
from app.views.theme import Tone
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.badge import Badge
from app.views.widgets.composing import Composing
from app.views.widgets.labels import label
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

TYPING_MS = 80
MOST = 200
# Kinds of change that may show on the card.
CARD_KINDS = {"premises", "matter", "person", "sheet", "building", "district"}
HINT = "在左边查到住户，选一户看它的卡片：状态、联系人、未办工单、阀门和经过。"


class CustomersPage(Page):
    """Left: whoever fits what was typed. Right: the card, with its whole history under it."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._build()
        self._build_actions()
        self._connect()
        self._take([])
        self._follow_card()

    def commands(self) -> list[QAction]:
        return [*self.card_actions, self.export_action]

    def begin(self) -> None:
        self.search_edit.setFocus()
        self.search_edit.selectAll()

    def go_to(self, kind: str, row_id: int) -> None:
        self.panel.show_premises(row_id)

    def premises_in_hand(self) -> int | None:
        return self.panel.shown.id if self.panel.shown is not None else None

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if self.panel.shown is not None and (not ids or ids.keys() & CARD_KINDS):
            self.panel.show_premises(self.panel.shown.id)

    def _build(self) -> None:
        self.search_edit = QLineEdit(placeholderText="姓名、首字母、电话尾号、3-2-1102、用户编号", maxLength=80)
        self.search_edit.setAccessibleName("查用户")
        self.search_edit.setProperty("role", "quick")
        self.search_edit.setClearButtonEnabled(True)
        columns: list[Column[SearchHit]] = [
            Column("地址", lambda row: short_place(row.address), tip=lambda row: row.address),
            Column("户名", lambda row: name_shown(self.session, row.holder)),
            Column("状态", lambda row: row.state, _state_badge),
            Column("电话", lambda row: row.phone),
            Column("用户编号", lambda row: masked_number(row.number)),
            Column("按", lambda row: row.why),
        ]
        self.model: BlockTableModel[SearchHit] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 0, name="用户")
        self.table.set_widths([12, 4, 5, 8, 6, 5], dropped=[4, 5, 3, 2])
        self.count = label(role="section")
        self.panel = PremisesPanel(self.session)
        self.panel.say_nothing(HINT)
        self.history = HistoryList(self.session, self.panel)
        self.panel.keep_below(self.history)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)

    def _build_actions(self) -> None:
        self.intake_action = command(self, "为这一户报修", "repair", "customers.intake", self._want_intake)
        self.whole_action = command(self, "显示号码", "eye", "customers.whole", self._show_whole)
        self.flag_action = command(self, "标记", "flag", "customers.flag", self._flag)
        self.photo_action = command(self, "阀门照片", "photo", "customers.photo", self.panel.show_photo)
        self.paper_action = command(self, "最近单据", "slip", "customers.paper", self._open_newest_paper)
        self.history_action = command(self, "经过", "calendar", "customers.history", self._show_history)
        self.service_card_action = command(
            self, "打印服务卡", "card", "customers.service_card", self._print_service_card
        )
        self.card_actions = [
            self.intake_action,
            self.whole_action,
            self.flag_action,
            self.photo_action,
            self.paper_action,
            self.history_action,
            self.service_card_action,
        ]
        self.export_action = command(self, "导出台账", "save", "customers.export", self._export)
        self.action_bar = ActionBar(self.card_actions)
        self.export_button = QToolButton()
        self.export_button.setDefaultAction(self.export_action)
        self.export_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.export_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search_edit)
        above = QHBoxLayout()
        above.addWidget(self.count, 1)
        above.addWidget(self.export_button)
        left.addLayout(above)
        left.addWidget(self.table, 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.action_bar)
        right.addWidget(self.panel, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 10, 12, 8)
        across.setSpacing(12)
        across.addLayout(left, 4)
        across.addLayout(right, 9)

    def _connect(self) -> None:
        self.search_edit.textEdited.connect(self._typed)
        Composing(self.search_edit)
        self.search_edit.returnPressed.connect(self._go_to_list)
        self._typing.timeout.connect(self._search)
        self.table.current_changed.connect(self._select)
        self.table.opened.connect(self._want_intake)
        self.panel.matter_wanted.connect(self.matter_wanted)
        self.panel.premises_wanted.connect(self.panel.show_premises)
        self.panel.paper_wanted.connect(self._open_paper)
        self.panel.changed.connect(self._follow_card)
        self.session.covered_changed.connect(self.model.repaint)

    @Slot()
    def _typed(self) -> None:
        self._typing.start()

    @Slot()
    def _search(self) -> None:
        self.session.ask(search, self.search_edit.text(), MOST, then=self._take)

    def _take(self, hits: list[SearchHit]) -> None:
        found = {hit.premises_id: hit for hit in hits if hit.premises_id is not None}
        self.model.give(found)
        if not self.search_edit.text().strip():
            self.count.setText("输入几个字就开始查")
        else:
            self.count.setText(f"查到 {len(found)} 户" if found else "没有符合的住户。少输几个字再试。")

    @Slot()
    def _go_to_list(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._search()
        if self.model.rowCount():
            self.table.setFocus()
            if self.table.current_id() is None:
                self.table.selectRow(0)

    @Slot(object)
    def _select(self, premises_id: int | None) -> None:
        if premises_id is not None:
            self.panel.show_premises(premises_id)

    @Slot()
    def _follow_card(self) -> None:
        card = self.panel.shown
        self.history.follow(card.id if card is not None else None)
        self.history.setVisible(card is not None)
        for action in self.card_actions:
            action.setEnabled(card is not None)
        self.photo_action.setEnabled(card is not None and bool(card.valve_photo))
        self.paper_action.setEnabled(card is not None and bool(card.papers))
        self.whole_action.setText("隐藏号码" if self.panel.is_whole else "显示号码")
        self.whole_action.setIconText(" 隐藏号码" if self.panel.is_whole else " 显示号码")

    @Slot()
    def _want_intake(self) -> None:
        if self.panel.shown is not None:
            self.intake_wanted.emit(self.panel.shown.id)

    @Slot()
    def _show_whole(self) -> None:
        if self.panel.is_whole:
            self.panel.hide_whole()
        else:
            self.panel.show_whole()

    @Slot()
    def _flag(self) -> None:
        if self.session.covered:
            self.session.notice(
                f"遮挡屏开着，标记不在这里显示。按 {key_of('window.cover')} 取消遮挡后再改。", Tone.AMBER
            )
        elif self.panel.shown is not None:
            from app.views.customers.flag_dialog import FlagDialog

            FlagDialog(self.session, self.panel.shown, self).open()

    @Slot()
    def _open_newest_paper(self) -> None:
        card = self.panel.shown
        if card is not None and card.papers:
            self._open_paper(card.papers[0].sheet_id, card.papers[0].number)

    @Slot(int, str)
    def _open_paper(self, sheet_id: int, number: str) -> None:
        from app.views.repairs.slip_dialog import SlipDialog

        SlipDialog(self.session, self.settings, sheet_id, number, self).open()

    @Slot()
    def _print_service_card(self) -> None:
        if self.panel.shown is not None:
            from app.services.cards.values import CardDraft
            from app.views.cards.print_dialog import PrintCardsDialog

            draft = CardDraft(premises_ids=(self.panel.shown.id,))
            PrintCardsDialog(self.session, self.settings, draft, self).open()

    @Slot()
    def _export(self) -> None:
        from app.views.customers.export_dialog import LedgerExportDialog

        LedgerExportDialog(self.session, self.settings, self).open()

    @Slot()
    def _show_history(self) -> None:
        self.history.read()
        self.panel.scroll_to(self.history)


def _state_badge(row: SearchHit) -> Badge | None:
    if not row.state:
        return None
    if row.state == SUPPLIED:
        return Badge(SUPPLIED, Tone.GREEN, "done")
    return Badge(row.state, Tone.RED if row.state in GRAVE_STATES else Tone.AMBER, "cold")
