"""The main window: pages inside, search above, figures below; every command is in a menu."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.views.actions import command
from app.views.icons import fit_icons, wear_again
from app.views.session import Session
from app.views.settings import LAST_PAGE, WINDOW_GEOMETRY, Settings
from app.views.shell.bottom_bar import BottomBar, Fact
from app.views.shell.help_menu import HelpMenu
from app.views.shell.look_menus import LookMenus
from app.views.shell.navigation import Navigation
from app.views.shell.notices import NoticeLine
from app.views.shell.page import Page
from app.views.shell.page_spec import PageSpec
from app.views.shell.row_commands import RowCommands
from app.views.shell.scanner_gun import ScannerGun
from app.views.shell.top_bar import TopBar
from app.views.texts import PRODUCT
from app.views.theme import Tone
from app.views.widgets.action_bar import fill_menu
from app.views.widgets.search_box import Find, Hit
from app.views.widgets.waiting import waiting_in

FACTS_MS = 20_000
# Figures may lag behind a save a little; the save itself may not wait for them.
FACTS_SOON_MS = 250
# Where a shift is handed over.
HANDOVER_PAGE = "duty"


class MainWindow(QMainWindow):
    """Knows the pages by their list only; what belongs to the trade comes in from views/start.py."""

    intake_wanted = Signal(object)
    # 信息变更登记 for premises, or for None: whoever is looked for in it.
    change_wanted = Signal(object)
    # 案卷 of a matter, or of premises: one of the two is None.
    case_file_wanted = Signal(object, object)
    sheet_wanted = Signal(str)
    # 立即备份.
    backup_wanted = Signal()

    def __init__(
        self,
        session: Session,
        settings: Settings,
        pages: Sequence[PageSpec],
        find: Find,
        sign_in: Callable[..., Any],
        facts: Sequence[Callable[[Any], Fact]],
        expected: Callable[[Any], Any],
    ) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self._specs = {spec.id: spec for spec in pages}
        self._pages: dict[str, Page] = {}
        self._sign_in = sign_in
        # Deadline, unsigned papers, last verified backup, what the ledger waits for: each read in a turn of its own.
        self._facts = [partial(self._read_fact, place, fact) for place, fact in enumerate(facts)]
        self._expected = expected
        self._build(find)
        self._connect()
        self._show_station()
        self._restore()

    @property
    def page(self) -> Page:
        """The page in front."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def open_page(self, page_id: str) -> Page:
        """Bring a page to the front, making it when it is first wanted."""
        if page_id not in self._pages:
            page = self._specs[page_id].make(self.session, self.settings)
            page.matter_wanted.connect(partial(self.show_thing, "matter"))
            page.premises_wanted.connect(partial(self.show_thing, "premises"))
            page.sheet_wanted.connect(self.sheet_wanted)
            page.page_wanted.connect(self.open_page)
            page.thing_wanted.connect(self._show_on_page)
            page.intake_wanted.connect(self.intake_wanted)
            page.change_wanted.connect(self.change_wanted)
            page.elevation_wanted.connect(self.show_elevation)
            page.working.connect(self.bottom_bar.show_work)
            self._pages[page_id] = page
            self.stack.addWidget(page)
            fit_icons(page)
        page = self._pages[page_id]
        self.page_actions[page_id].setChecked(True)
        self.stack.setCurrentWidget(page)
        self.page_menu.clear()
        for below in self.page_menu.findChildren(QMenu):
            below.deleteLater()
        fill_menu(self.page_menu, page.command_groups())
        self.page_menu.menuAction().setVisible(bool(page.commands()))
        page.begin()
        return page

    def show_thing(self, kind: str, row_id: int) -> None:
        """Go to the page that shows things of this kind."""
        self.open_page("customers" if kind == "premises" else "board").go_to(kind, row_id)

    @Slot(str, int)
    def _show_on_page(self, page_id: str, matter_id: int) -> None:
        if page_id in self._specs:
            self.open_page(page_id).go_to("matter", matter_id)

    @Slot(str, int)
    def show_elevation(self, kind: str, row_id: int) -> None:
        """The picture of a building, or of the one these premises are in."""
        self.open_page("elevation").go_to(kind, row_id)

    def lent_actions(self) -> list[QAction]:
        """What is heard under every dialog of this window, too."""
        return [self.intake_action, self.cover_action]

    def come_to_front(self) -> None:
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            wear_again(self)
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            fit_icons(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        if saving := self.session.saving:
            self.session.notice(f"还有 {saving} 条正在保存，存好后再退出。", Tone.AMBER)
            event.ignore()
            return
        if waiting := waiting_in(self):
            words = "、".join(one.words for one in waiting)
            from app.views import messages

            messages.ask(self, f"{words}还没有保存，退出就没有了。", "退出", self._quit_all_the_same, danger=True)
            event.ignore()
            return
        self.settings.put(WINDOW_GEOMETRY, bytes(self.saveGeometry().data()))
        self.settings.put(LAST_PAGE, self._page_id())
        for page in self._pages.values():
            page.leave()
        super().closeEvent(event)

    def _page_id(self) -> str:
        """The id of the page in front."""
        front = self.stack.currentWidget()
        return next((page_id for page_id, page in self._pages.items() if page is front), LAST_PAGE.default)

    def _build(self, find: Find) -> None:
        self.intake_action = command(self, "新报修", "repair", "window.intake", self._want_intake)
        self.operator_action = command(self, "换人", "operator", "window.operator", self._change_operator)
        self.search_action = command(self, "查找", "search", "window.search", self._focus_search)
        self.cover_action = command(self, "遮挡屏", "cover", "window.cover", self._cover)
        self.cover_action.setCheckable(True)
        # Whoever rings asks whether it is checked.
        self.mute_action = command(self, "提醒静音", "bell", "window.mute", self._mute)
        self.mute_action.setCheckable(True)
        self.rows = RowCommands(self)
        self.refresh_action = command(self, "刷新", "refresh", "window.refresh", self._refresh)
        self.reconnect_action = command(self, "重新连接", "refresh", "", self.session.reconnect)
        self.reconnect_action.setEnabled(False)
        self.quit_action = command(self, "退出", "close", "window.quit", self._quit)
        self._build_pages()
        self.top_bar = TopBar(
            self.session, find, self.intake_action, self.operator_action, self.cover_action, self.mute_action
        )
        self.navigation = Navigation(list(self.page_actions.values()))
        self.notices = NoticeLine()
        self.bottom_bar = BottomBar()
        self.stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self.stack, 1)
        notices = QHBoxLayout()
        notices.setContentsMargins(12, 0, 12, 6)
        notices.addWidget(self.notices)
        right.addLayout(notices)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.navigation)
        across.addLayout(right, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(self.bottom_bar)
        self.setCentralWidget(whole)
        self._build_menus()
        fit_icons(self)

    def _build_pages(self) -> None:
        group = QActionGroup(self)
        self.page_actions: dict[str, QAction] = {}
        for spec in self._specs.values():
            action = command(self, spec.title, spec.icon, f"pages.{spec.id}", partial(self.open_page, spec.id))
            action.setCheckable(True)
            action.setData(spec.id)
            group.addAction(action)
            self.page_actions[spec.id] = action

    def _build_menus(self) -> None:
        work = self.menuBar().addMenu("工单(&W)")
        work.addActions([self.intake_action, self.search_action, *self.rows.actions])
        work.addSeparator()
        work.addAction(self.quit_action)
        self.page_menu: QMenu = self.menuBar().addMenu("本页(&P)")
        view = self.menuBar().addMenu("查看(&V)")
        view.addActions(list(self.page_actions.values()))
        view.addSeparator()
        LookMenus(self.settings, view)
        view.addSeparator()
        view.addActions([self.refresh_action, self.cover_action])
        backup = command(self, "立即备份", "save", "", self.backup_wanted.emit)
        backup.setEnabled(self.session.answers_at_once)
        duty = [self.operator_action, self.mute_action, backup, self.reconnect_action]
        if HANDOVER_PAGE in self._specs:
            duty.insert(1, command(self, "交接班", "change", "", self._open_handover))
        self.menuBar().addMenu("值班(&D)").addActions(duty)
        self.help = HelpMenu(self, self.menuBar().addMenu("帮助(&H)"), self._page_id)

    def _connect(self) -> None:
        self.session.noticed.connect(self.notices.show_notice)
        self.session.waiting_changed.connect(self.bottom_bar.show_waiting)
        self.session.became_read_only.connect(self._lose_server)
        self.session.reconnected.connect(self._find_server)
        self.session.changed.connect(self._read_facts_soon)
        self.session.desk_changed.connect(self._show_station)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self._lend_keys)
        self.top_bar.search.chosen.connect(self._take_hit)
        self.top_bar.search.submitted.connect(self._take_text)
        self.gun = ScannerGun(self)
        self.gun.scanned.connect(self._take_text)
        self._facts_timer = QTimer(self, interval=FACTS_MS)
        self._facts_timer.timeout.connect(self._read_facts)
        self._facts_timer.start()
        self._facts_soon = QTimer(self, interval=FACTS_SOON_MS, singleShot=True)
        self._facts_soon.timeout.connect(self._read_facts)

    def _restore(self) -> None:
        geometry = self.settings.get(WINDOW_GEOMETRY)
        if not geometry or not self.restoreGeometry(QByteArray(geometry)):
            self.resize(1366, 740)
        first = self.settings.get(LAST_PAGE)
        self.open_page(first if first in self._specs else next(iter(self._specs)))
        # The page comes first.
        self._read_facts_soon()

    @Slot()
    def _show_station(self) -> None:
        station = self.session.desk.station
        self.navigation.station.setText(station.name or PRODUCT)
        self.setWindowTitle(f"{station.name} · {PRODUCT}" if station.name else PRODUCT)

    @Slot()
    def _read_facts_soon(self) -> None:
        self._facts_soon.start()

    @Slot()
    def _read_facts(self) -> None:
        for read in self._facts:
            self.session.later(read)

    def _read_fact(self, place: int, fact: Callable[[Any], Fact]) -> None:
        bar = self.bottom_bar
        label = (bar.deadline, bar.papers, bar.backup, bar.care)[place]
        if not self.session.read_only:
            self.session.ask(fact, then=partial(bar.show_fact, label))

    @Slot()
    def _lose_server(self) -> None:
        self.bottom_bar.show_read_only()
        self.reconnect_action.setEnabled(True)
        self.session.notice("数据库服务器没有回应，只能看，不能保存。恢复后按“值班 → 重新连接”。", Tone.RED)

    @Slot()
    def _find_server(self) -> None:
        self.bottom_bar.show_waiting(0)
        self.reconnect_action.setEnabled(False)
        self.session.notice("已重新连接。", Tone.GREEN)

    @Slot()
    def _want_intake(self) -> None:
        self.intake_wanted.emit(None)

    @Slot()
    def _change_operator(self) -> None:
        """What stands half done on a page is somebody's: it is said before another one takes it over."""
        half = "、".join(filter(None, (page.half_done() for page in self._pages.values())))
        if half:
            question = f"{half}填了一半，还没有保存。换人后由接班人接着填，记在接班人名下。"
            from app.views import messages

            messages.ask(QApplication.activeModalWidget() or self, question, "换人", self._ask_for_pin, danger=True)
        else:
            self._ask_for_pin()

    @Slot()
    def _ask_for_pin(self) -> None:
        from app.views.widgets.pin_dialog import PinDialog

        dialog = PinDialog(self.session, self._sign_in, parent=self, expected=self._expected)
        dialog.succeeded.connect(self.session.take_over)
        if HANDOVER_PAGE in self._specs:
            dialog.offer_handover()
            dialog.handover_wanted.connect(self._open_handover)
        dialog.open()

    @Slot()
    def _open_handover(self) -> None:
        self.open_page(HANDOVER_PAGE).go_to("handover", 0)

    @Slot()
    def _focus_search(self) -> None:
        self.top_bar.search.setFocus()
        self.top_bar.search.selectAll()

    @Slot(object)
    def _take_hit(self, hit: Hit) -> None:
        typed = self.top_bar.search.text().strip()
        self.top_bar.search.forget()
        if hit.kind == "sheet":
            # A scanned code says more than the number: which copy, and whether it is genuine.
            self.sheet_wanted.emit(typed if hit.title in typed.upper() else hit.title)
        else:
            self.show_thing(hit.kind, hit.id)

    @Slot(str)
    def _take_text(self, text: str) -> None:
        """A scanner typed a paper's code, into the search line or over a list."""
        self.sheet_wanted.emit(text)

    @Slot()
    def _cover(self) -> None:
        self.session.cover(self.cover_action.isChecked())

    @Slot()
    def _mute(self) -> None:
        muted = self.mute_action.isChecked()
        self.session.notice("提醒已静音，只闪任务栏；换人后恢复。" if muted else "提醒恢复响铃。")

    @Slot()
    def _lend_keys(self) -> None:
        """Keys of this window are dead under a modal dialog, but the telephone rings and somebody steps up any time."""
        front = behind = QApplication.activeModalWidget()
        while behind is not None and behind is not self:
            behind = behind.parentWidget()
        if front is not None and behind is self:
            lent = self.lent_actions()
            if getattr(front, "waits", False):
                # Half filled in, it is not saved in the name of whoever sits down above it.
                lent.append(self.operator_action)
            front.addActions([action for action in lent if action not in front.actions()])

    @Slot()
    def _refresh(self) -> None:
        self.page.show_changes({})
        self.top_bar.show_desk()
        self._read_facts()

    @Slot()
    def _quit(self) -> None:
        self.close()

    @Slot()
    def _quit_all_the_same(self) -> None:
        for one in waiting_in(self):
            one.give_up()
        self.close()
