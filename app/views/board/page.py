"""The board page: quick line, filters, open matters, the selected one at the right."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.matters.board import Board, BoardRow
from app.services.repairs.faults import group_words
from app.shortcuts import key_of
from app.views.actions import command
from app.views.board import lines as board_lines
from app.views.board.act_set import ActSet
from app.views.board.common_acts import CommonActs
from app.views.board.correction_acts import CorrectionActs
from app.views.board.desk_acts import DeskActs
from app.views.board.fact_acts import FactActs
from app.views.board.filter_bar import FilterBar
from app.views.board.joint_acts import JointActs
from app.views.board.lines import Line
from app.views.board.matter_panel import MatterPanel
from app.views.board.sheet_acts import SheetActs
from app.views.board.undo_button import UndoButton
from app.views.covering import words_shown
from app.views.first_paint import after_first_paint
from app.views.repairs.quick_edit import QuickEdit
from app.views.session import Session
from app.views.settings import BOARD_COLUMNS, BOARD_SPLITTER, Settings
from app.views.shell.page import Page
from app.views.texts import short_number, short_place
from app.views.widgets.action_bar import ActionBar, Group
from app.views.widgets.empty import EmptyState
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

if TYPE_CHECKING:
    from app.services.matters.values import Taken
    from app.services.repairs.reads import RepairCard
    from app.services.staff.approvals import ApprovalRow
    from app.views.board.cards import InHand

# What a badge says moves by the minute even when no clock changes its state.
REPAINT_MS = 15_000
LONGEST_SLEEP = timedelta(minutes=5)
STRETCH = 4
WIDTHS = [11, 5, 6, 10, 8, 7, 4, 4]
DROPPED = [6, 2, 5, 1]


class BoardPage(Page):
    """Reads the board after each commit and when a clock turns; the cursor stays on its matter.

    What a dialog needs is loaded when it opens, what the panel needs after the first paint.
    """

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._board = Board()
        self._lines: dict[int, Line] = {}
        # A matter to go to that the list does not have, and the one whose card the panel shows or awaits.
        self._wanted: int | None = None
        self._shown_id: int | None = None
        self._settled = False
        self._groups = group_words()
        self._build()
        self._build_actions()
        self._connect()
        self._read()
        after_first_paint(self, self._settle)

    def commands(self) -> list[QAction]:
        return [*self.row_actions, *self.reading_actions]

    def command_groups(self) -> list[Group]:
        return [*((acts.title, acts.commands) for acts in self.acts), ("", self.reading_actions)]

    def begin(self) -> None:
        self.stack.setFocus()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or ids.keys() & {"matter", "sheet", "staff", "premises"}:
            self._read()
            self.undo_button.look()
        if not ids or "approval" in ids:
            self._count_approvals()

    def go_to(self, kind: str, row_id: int) -> None:
        """Show a matter, also one that is closed or filtered away: then the panel alone shows it."""
        self._settle()
        if not self.table.go_to(row_id):
            self.table.let_go()
            self._wanted = row_id
            self._bring(row_id)

    def in_hand(self) -> "InHand | None":
        """The matter that keys act on: the one the panel shows, never one whose card is still on its way."""
        found = self.panel.in_hand
        return found if found is not None and found.head.matter_id == self._shown_id else None

    def current_card(self) -> "RepairCard | None":
        """The same when it is a repair."""
        found = self.in_hand()
        return found.repair if found is not None else None

    def lines(self) -> Iterable[Line]:
        """Every open matter, filtered away or not."""
        return self._lines.values()

    def premises_in_hand(self) -> int | None:
        found = self.in_hand()
        return found.head.premises_id if found else None

    def building_in_hand(self) -> int | None:
        found = self.in_hand()
        return found.head.building_id if found else None

    def leave(self) -> None:
        self.settings.put(BOARD_SPLITTER, bytes(self.splitter.saveState().data()))
        self.settings.put(BOARD_COLUMNS, self.table.widths())

    def refresh_board(self, desk: Desk) -> list[BoardRow]:
        """The read behind the page; one board remembers what it computed."""
        return self._board.refresh(desk)

    @Slot(object)
    def desk_replaced(self, desk: object) -> None:
        self._read()
        self.undo_button.look()

    def _build(self) -> None:
        self.quick_edit = QuickEdit(self.session, self.settings)
        self.filters = FilterBar()
        now = self.session.desk.now
        columns: list[Column[Line]] = [
            Column("时限", lambda line: "", lambda line: board_lines.clock_badge(line.first, now()), tip=self._tip),
            Column("事项", lambda line: line.first.title, tip=self._tip),
            Column("单号", lambda line: short_number(line.first.number), tip=self._tip),
            Column("地址", lambda line: short_place(line.first.place), tip=lambda line: line.first.place),
            Column("诉求", lambda line: self._words(line), tip=lambda line: self._words(line)),
            Column("类别", lambda line: "", lambda line: board_lines.fault_badge(line.first, self._groups)),
            Column("阶段", lambda line: line.first.phase),
            Column("维修员", lambda line: line.first.repairer),
        ]
        self.model: BlockTableModel[Line] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, STRETCH)
        self.table.set_widths(WIDTHS, self.settings.get(BOARD_COLUMNS), DROPPED)
        self.empty = EmptyState(
            "done", "没有待办的工单", f"来电时按 {key_of('window.intake')} 录入，或在上面写一行速记。"
        )
        self.stack = ListOrEmpty(self.table, self.empty)
        self.panel = MatterPanel(self.session)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.panel)
        self.splitter.setChildrenCollapsible(True)
        self.splitter.setSizes([800, 380])
        self.splitter.setStretchFactor(0, 1)
        if saved := self.settings.get(BOARD_SPLITTER):
            self.splitter.restoreState(QByteArray(saved))
        self._above = QHBoxLayout()
        self._above.addWidget(self.filters)
        self.approvals_chip = QToolButton()
        self.approvals_chip.setProperty("role", "waiting")
        self.approvals_chip.setToolTip(f"夜里电话请示过、等站长补签的　{key_of('board.approvals')}")
        self.approvals_chip.hide()
        self._above.addWidget(self.approvals_chip)
        self.undo_button = UndoButton(self.session)
        top = QHBoxLayout()
        top.addWidget(self.quick_edit, 1)
        top.addWidget(self.undo_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(self._above)
        column.addWidget(self.splitter, 1)

    def _build_actions(self) -> None:
        self.common = CommonActs(self)
        self.sheet_acts = SheetActs(self)
        self.facts = FactActs(self)
        self.joint = JointActs(self)
        self.corrections = CorrectionActs(self)
        self.desk_acts = DeskActs(self)
        self.acts: tuple[ActSet, ...] = (
            self.common,
            self.facts,
            self.joint,
            self.sheet_acts,
            self.corrections,
            self.desk_acts,
        )
        self.undo_button.use(self.desk_acts.undo_action)
        self.approvals_chip.clicked.connect(self.desk_acts.approvals_action.trigger)
        self.row_actions = [action for acts in self.acts for action in acts.commands]
        self.reading_actions = [
            command(self, "速记", "quick", "board.quick", self.quick_edit.setFocus),
            command(self, "详情往下翻", "eye", "board.turn_down", partial(self.panel.turn, 1), within=self.stack),
            command(self, "详情往上翻", "eye", "board.turn_up", partial(self.panel.turn, -1), within=self.stack),
        ]
        self.action_bar = ActionBar(self.row_actions, groups=[(acts.title, acts.commands) for acts in self.acts])
        self._above.addWidget(self.action_bar, 1)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)

    def _connect(self) -> None:
        self.filters.chosen.connect(self._show_lines)
        self.table.current_changed.connect(self._select)
        self.table.opened.connect(self.joint.open_page)
        self.quick_edit.taken.connect(self._go_to_new)
        self.quick_edit.left.connect(self.begin)
        self.panel.premises_wanted.connect(self.premises_wanted)
        self.panel.matter_wanted.connect(self._go_to_matter)
        self.panel.photo_wanted.connect(self._show_photo)
        self.session.covered_changed.connect(self.model.repaint)
        self._wake = QTimer(self, singleShot=True)
        self._wake.timeout.connect(self._read)
        self._minute = QTimer(self, interval=REPAINT_MS)
        self._minute.timeout.connect(self.model.repaint)
        self._minute.start()

    def _count_approvals(self) -> None:
        from app.services.staff.approvals import unsigned_approvals

        self.session.ask(unsigned_approvals, then=self._show_approvals)

    def _show_approvals(self, waiting: list["ApprovalRow"]) -> None:
        self.approvals_chip.setText(f"待补签 {len(waiting)}")
        self.approvals_chip.setVisible(bool(waiting))

    @Slot()
    def _read(self) -> None:
        self.session.ask(self.refresh_board, then=self._take)

    def _take(self, rows: list[BoardRow]) -> None:
        self._lines = board_lines.lines_of(rows)
        self.filters.show_counts(board_lines.counts(self._lines))
        before = self._shown_id
        self._show_lines()
        self._sleep()
        if self._wanted is not None and self.table.go_to(self._wanted):
            self._wanted = None
        current = self._wanted or self.table.current_id()
        # A cursor that moved has brought its card by itself; one that stayed may show an old one.
        if current is not None and (current == before or current != self._shown_id):
            self._bring(current)

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        self.action_bar.menu.popup(self.table.viewport().mapToGlobal(at))

    def _sleep(self) -> None:
        """Until some clock turns by itself."""
        wake = self._board.next_wake
        span = min(wake - self.session.desk.now(), LONGEST_SLEEP) if wake else LONGEST_SLEEP
        self._wake.start(max(int(span.total_seconds() * 1000), 0) + 1000)

    @Slot()
    def _show_lines(self) -> None:
        shown = board_lines.shown(self._lines, self.filters.filter)
        self.model.give(shown)
        if not shown:
            nothing = "没有待办的工单" if not self._lines else f"没有“{self.filters.filter.value}”的工单"
            self.empty.say(nothing, f"来电时按 {key_of('window.intake')} 录入，或在上面写一行速记。")
        self.stack.show_list(bool(shown))
        self._enable()

    @Slot(object)
    def _select(self, matter_id: int | None) -> None:
        if matter_id is None:
            self._shown_id = None
            self.panel.show_card(None)
            self._enable()
        else:
            self._wanted = None
            self._bring(matter_id)

    def _bring(self, matter_id: int) -> None:
        self._shown_id = matter_id
        if self._settled:
            from app.views.board.cards import in_hand

            self.session.ask(in_hand, matter_id, then=self._show_card)

    @Slot()
    def _settle(self) -> None:
        """The first card comes once the board is painted, or when somebody goes to a matter before."""
        if not self._settled:
            self._settled = True
            self.undo_button.look()
            self._count_approvals()
            if self._shown_id is not None:
                self._bring(self._shown_id)

    def _show_card(self, found: "InHand") -> None:
        if found.head.matter_id == self._shown_id:
            self.panel.show_card(found)
            self._enable()

    def _enable(self) -> None:
        found = self.in_hand()
        for acts in self.acts:
            acts.enable(found)

    @Slot(int)
    def _go_to_matter(self, matter_id: int) -> None:
        self.go_to("matter", matter_id)

    @Slot(int)
    def _show_photo(self, visit_no: int) -> None:
        card = self.current_card()
        if card is not None:
            from app.services.repairs.photos import visit_photo

            self.session.ask(visit_photo, card.head.matter_id, visit_no, then=self._show_picture)

    def _show_picture(self, body: bytes | None) -> None:
        from app.views.widgets.picture_box import PictureDialog, drawn

        if body is not None:
            PictureDialog(drawn(body), self).open()

    @Slot(object)
    def _go_to_new(self, taken: "Taken") -> None:
        self.table.go_to(taken.matter_id)

    def widen_panel(self) -> None:
        """The details come to the front, wide enough to read."""
        sizes = self.splitter.sizes()
        whole = sum(sizes)
        self.splitter.setSizes([whole // 2, whole // 2] if sizes[1] < whole // 2 else [whole * 5 // 8, whole * 3 // 8])

    def _words(self, line: Line) -> str:
        return words_shown(self.session, line.first.words)

    def _tip(self, line: Line) -> str:
        return board_lines.tip(line, self.session.desk.now())

    def show_slip(self, sheet_id: int, number: str) -> None:
        """The paper of a slip, ready to print."""
        from app.views.repairs.slip_dialog import SlipDialog

        SlipDialog(self.session, self.settings, sheet_id, number, self).open()
