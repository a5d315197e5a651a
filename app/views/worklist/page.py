"""工单查询: every matter of the station by what is known of it, its whole history at the right."""

from functools import partial
from uuid import uuid4

from PySide6.QtCore import QByteArray, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.services.matters.saved_filters import FilterKept, FilterRow, drop_filter, saved_filters
from app.services.matters.worklist import MOST, Found, Wanted, WorkRow, find_matters, work_rows
from app.services.matters.worklist_choices import Choices, read_choices
from app.views.actions import command
from app.views.board.cards import PAGE_OF, InHand, in_hand
from app.views.board.matter_panel import MatterPanel
from app.views.session import Session
from app.views.settings import WORKLIST_COLUMNS, WORKLIST_SPLITTER, Settings
from app.views.shell.page import Page
from app.views.tasks import Task
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel
from app.views.worklist.columns import DROPPED, STRETCH, WIDTHS, work_columns
from app.views.worklist.dialogs import SaveFilterDialog, WorklistExportDialog
from app.views.worklist.filter_form import FilterForm

# A day's work is saved every few seconds; the list follows it at a walk.
AFTER_A_CHANGE_MS = 3_000
CHOOSE = "已存的筛选…"


class WorklistPage(Page):
    """The search runs beside the window; of two in a row only the newer is shown."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._task: Task | None = None
        self._again = False
        # The matter in the panel when it is not one of the list.
        self._beside: int | None = None
        self._filters: dict[int, FilterRow] = {}
        self._build()
        self._build_actions()
        self._connect()

    def commands(self) -> list[QAction]:
        return self.actions_here

    def begin(self) -> None:
        self.session.ask(read_choices, then=self._offer)
        self._read_filters()
        self.filter_form.begin()
        self.filter_form.words_edit.setFocus()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or "saved_filter" in ids:
            self._read_filters()
        if not ids:
            self._read()
        elif "matter" in ids and not self._soon.isActive():
            self._soon.start()

    def go_to(self, kind: str, row_id: int) -> None:
        """A matter that may not be in the list: the panel shows it, until the cursor goes to another one."""
        if not self.table.go_to(row_id):
            self._beside = row_id
            self.table.let_go()
            self._select(row_id)

    def matter_in_hand(self) -> int | None:
        found = self.panel.in_hand
        return found.head.matter_id if found is not None else None

    def premises_in_hand(self) -> int | None:
        found = self.panel.in_hand
        return found.head.premises_id if found is not None else None

    def building_in_hand(self) -> int | None:
        found = self.panel.in_hand
        return found.head.building_id if found is not None else None

    def desk_replaced(self, desk: object) -> None:
        """Saved choices are the operator's."""
        self._read_filters()

    def leave(self) -> None:
        self.settings.put(WORKLIST_SPLITTER, bytes(self.splitter.saveState().data()))
        self.settings.put(WORKLIST_COLUMNS, self.table.widths())
        if self._task is not None:
            self._task.wait()

    @property
    def is_searching(self) -> bool:
        """Whether a list is on its way."""
        return self._task is not None

    def _build(self) -> None:
        self.filter_form = FilterForm(self.session)
        self.saved_box = QComboBox()
        self.saved_box.setAccessibleName("已存的筛选")
        self.saved_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.saved_box.addItem(CHOOSE, None)
        self.count = label(role="section")
        self.problem = label(role="message", wrap=True)
        self.problem.hide()
        self.model: BlockTableModel[WorkRow] = BlockTableModel(
            self.session, work_columns(self.session), work_rows, parent=self
        )
        self.table = Table(self.model, STRETCH, name="查到的工单")
        self.table.set_widths(WIDTHS, self.settings.get(WORKLIST_COLUMNS), DROPPED)
        self.empty = EmptyState("search", "没有符合的工单", "放宽日期、类别或字词再查。")
        self.stack = ListOrEmpty(self.table, self.empty)
        self.panel = MatterPanel(self.session)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.panel)
        self.splitter.setSizes([800, 380])
        self.splitter.setStretchFactor(0, 1)
        if saved := self.settings.get(WORKLIST_SPLITTER):
            self.splitter.restoreState(QByteArray(saved))
        self._soon = QTimer(self, interval=AFTER_A_CHANGE_MS, singleShot=True)

    def _build_actions(self) -> None:
        self.find_action = command(self, "查找", "search", "worklist.find", self._find)
        self.open_action = command(self, "去办理", "repair", "worklist.open", self._open)
        self.save_action = command(self, "保存筛选", "save", "worklist.save", self._save)
        self.drop_action = command(self, "删去筛选", "void", "", self._drop)
        self.clear_action = command(self, "清空条件", "refresh", "worklist.clear", self._clear)
        self.export_action = command(self, "导出", "report", "worklist.export", self._export)
        self.register_action = command(self, "案卷登记", "folder", "worklist.register", self._open_register)
        self.actions_here = [
            self.open_action,
            self.find_action,
            self.clear_action,
            self.save_action,
            self.drop_action,
            self.export_action,
            self.register_action,
        ]
        self.drop_action.setEnabled(False)
        across = QHBoxLayout()
        across.addWidget(self.count)
        across.addWidget(self.saved_box)
        across.addWidget(ActionBar(self.actions_here), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.filter_form)
        column.addLayout(across)
        column.addWidget(self.problem)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.filter_form.changed.connect(self._read)
        self.filter_form.problem.connect(self._say)
        self._soon.timeout.connect(self._read)
        self.saved_box.activated.connect(self._use_saved)
        self.table.current_changed.connect(self._follow)
        self.table.opened.connect(self._open)
        self.panel.premises_wanted.connect(self.premises_wanted)
        self.panel.matter_wanted.connect(partial(self.go_to, "matter"))
        self.session.covered_changed.connect(self.model.repaint)

    @Slot()
    def _read(self) -> None:
        if self._task is not None:
            self._again = True
            return
        if not self.filter_form.is_readable:
            return
        self.filter_form.keep_up()
        self._task = Task(self.session.desk, partial(_search, self.filter_form.wanted()), self)
        self._task.succeeded.connect(self._show_found)
        self._task.failed.connect(self._fail)
        self._task.start()

    @Slot(object)
    def _show_found(self, found: Found) -> None:
        self._say("")
        more = f"，列出最近 {MOST} 件" if found.count > len(found.ids) else ""
        self.count.setText(f"查到 {found.count} 件{more}")
        self.model.show(lambda desk: list(found.ids))
        self.stack.show_list(bool(found.ids))
        if self._beside is not None or not found.ids:
            self._select(self._beside)
        self._end()

    @Slot(object)
    def _fail(self, error: AppError) -> None:
        self._say(error.message)
        self._end()

    @Slot(str)
    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _end(self) -> None:
        self._task = None
        if self._again:
            self._again = False
            self._read()

    @Slot(object)
    def _follow(self, matter_id: int | None) -> None:
        if matter_id is not None:
            self._beside = None
        if self._beside is None:
            self._select(matter_id)

    def _select(self, matter_id: int | None) -> None:
        if matter_id is None:
            self.panel.show_card(None)
        else:
            self.session.ask(in_hand, matter_id, then=self._show_card)

    def _show_card(self, found: InHand) -> None:
        self.panel.show_card(found)

    @Slot()
    def _open(self) -> None:
        """Where matters of its kind are worked on."""
        found = self.panel.in_hand
        if found is None:
            return
        page_id = PAGE_OF.get(found.kind)
        if page_id is None:
            self.matter_wanted.emit(found.head.matter_id)
        else:
            self.thing_wanted.emit(page_id, found.head.matter_id)

    @Slot()
    def _find(self) -> None:
        self.filter_form.words_edit.setFocus()
        self.filter_form.words_edit.selectAll()

    @Slot()
    def _clear(self) -> None:
        self.saved_box.setCurrentIndex(0)
        self.drop_action.setEnabled(False)
        self.filter_form.show_wanted(Wanted())

    @Slot()
    def _save(self) -> None:
        chosen = self._filters.get(self.saved_box.currentData())
        mine = chosen if chosen is not None and chosen.mine else None
        dialog = SaveFilterDialog(self.session, self.filter_form.wanted(), mine, self)
        dialog.succeeded.connect(self._kept)
        dialog.open()

    @Slot(object)
    def _kept(self, kept: FilterKept) -> None:
        """It is the one in use."""
        self.session.ask(saved_filters, then=partial(self._offer_filters, chosen=kept.filter_id))

    @Slot()
    def _drop(self) -> None:
        filter_id = self.saved_box.currentData()
        if filter_id is not None:
            self.session.ask(drop_filter, filter_id, uuid4(), then=self._dropped)

    def _dropped(self, kept: object) -> None:
        self.saved_box.setCurrentIndex(0)
        self._read_filters()

    @Slot()
    def _open_register(self) -> None:
        """Which case files left the station."""
        from app.views.case_files.register_dialog import CaseFileRegister

        CaseFileRegister(self.session, self).open()

    @Slot()
    def _export(self) -> None:
        WorklistExportDialog(self.session, self.settings, self.filter_form.wanted(), self).open()

    @Slot()
    def _read_filters(self) -> None:
        self.session.ask(saved_filters, then=self._offer_filters)

    def _offer_filters(self, rows: list[FilterRow], chosen: int | None = None) -> None:
        chosen = chosen or self.saved_box.currentData()
        self._filters = {row.id: row for row in rows}
        while self.saved_box.count() > 1:
            self.saved_box.removeItem(1)
        for row in rows:
            self.saved_box.addItem(row.name if row.mine else f"{row.name}（{row.by}）", row.id)
        self.saved_box.setCurrentIndex(max(0, self.saved_box.findData(chosen)) if chosen is not None else 0)
        self.drop_action.setEnabled(self.saved_box.currentData() is not None)

    @Slot(int)
    def _use_saved(self, place: int) -> None:
        chosen = self._filters.get(self.saved_box.itemData(place))
        self.drop_action.setEnabled(chosen is not None)
        if chosen is not None:
            self.filter_form.show_wanted(chosen.wanted)

    def _offer(self, choices: Choices) -> None:
        self.filter_form.offer(choices)


def _search(wanted: Wanted, desk: Desk, go_on: GoOn) -> Found:
    return find_matters(desk, wanted)
