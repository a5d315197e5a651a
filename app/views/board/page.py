"""The board page: quick line, groups, open matters, the selected one at the right, the repairers below."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.services.matters.board import BoardRow
from app.services.reports.waiting_values import APPROVALS, DOUBTS, SHEETS, Waiting
from app.shortcuts import key_of
from app.views.board.acts import BoardActs
from app.views.board.crew_strip import CrewStrip
from app.views.board.feed import BoardFeed
from app.views.board.head import BoardHead
from app.views.board.holding import Holding
from app.views.board.in_front import InFront
from app.views.board.lines import Line
from app.views.board.lists import BoardLists
from app.views.board.matter_panel import MatterPanel
from app.views.board.sifting import Sift, is_running_water, tally, without
from app.views.first_paint import after_first_paint
from app.views.session import Session
from app.views.settings import BOARD_COLUMNS, BOARD_SPLITTER, Settings
from app.views.shell.page import Page
from app.views.texts import short_number, short_place
from app.views.theme import Tone
from app.views.widgets.action_bar import Group

if TYPE_CHECKING:
    from app.services.matters.values import Taken
    from app.services.repairs.reads import RepairCard
    from app.views.board.cards import InHand

# What a badge says moves by the minute even when no clock changes its state.
REPAINT_MS = 15_000
# A page of fewer lines of text has no room for the repairers under the list.
LEAST_LINES = 23
# Kinds of changes that move lines of the board.
MOVING = frozenset({"matter", "staff", "premises", "building", "community"})


class BoardPage(Page):
    """Reads the board after each commit and when a clock turns; the cursor stays on its matter.

    What a dialog needs is loaded when it opens, what the panel needs after the first paint.
    """

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.feed = BoardFeed(session, self)
        # A matter to go to that the list does not have.
        self._wanted: int | None = None
        # Whether what the panel shows may be older than the board that is being read.
        self._stale_card = True
        # Whether a commit that is not shown yet touched it.
        self._touched_card = False
        # What was committed and is not shown yet.
        self._heard: dict[str, set[int]] = {}
        self._heard_of_all = False
        # Leaks that were on the board at the last look; None before the first one.
        self._leaks: set[int] | None = None
        self._day = session.desk.today()
        self._build()
        self._connect()
        self.feed.read()
        after_first_paint(self, self._settle)

    def commands(self) -> list[QAction]:
        return self.acts.commands()

    def command_groups(self) -> list[Group]:
        return self.acts.groups

    def begin(self) -> None:
        self.lists.setFocus()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        """Not within the act that was committed: that has its answer first, and several commits are shown as one."""
        self.holding.fresh = False
        self._heard_of_all = self._heard_of_all or not ids
        for kind, changed in ids.items():
            self._heard.setdefault(kind, set()).update(changed)
        self.session.later(self._show_heard)

    @Slot()
    def _show_heard(self) -> None:
        ids: dict[str, set[int]] = {} if self._heard_of_all else self._heard
        self._heard, self._heard_of_all = {}, False
        if not ids or ids.keys() & MOVING:
            touched = not ids or "matter" not in ids or self.holding.matter_id in ids["matter"]
            self._touched_card = self._touched_card or touched
            self._stale_card = self._touched_card and not self.holding.fresh
            if ids.keys() & MOVING == {"matter"}:
                self.feed.read_matters(ids["matter"])
            else:
                self.feed.read()
            self.session.later(self.undo_button.look)
        elif "sheet" in ids and self.holding.matter_id is not None:
            self.holding.take(self.holding.matter_id)
        if not ids or "staff" in ids:
            self.session.later(self.feed.read_people)
        if self.lists.shows_waiting:
            self.session.later(self.lists.waiting.read)
        self.head.read_soon()

    def go_to(self, kind: str, row_id: int) -> None:
        """Show a matter, also one that is closed or filtered away: then the panel alone shows it."""
        self._settle()
        self._leave_waiting()
        if not self.table.go_to(row_id):
            self.table.let_go()
            self._wanted = row_id
            self.holding.take(row_id)

    @Slot(int)
    def go_to_matter(self, matter_id: int) -> None:
        self.go_to("matter", matter_id)

    def in_hand(self) -> "InHand | None":
        """The matter that keys act on: the one the panel shows."""
        return self.holding.card()

    def current_card(self) -> "RepairCard | None":
        """The same when it is a repair."""
        found = self.in_hand()
        return found.repair if found is not None else None

    def lines(self) -> Iterable[Line]:
        """Every open matter, filtered away or not."""
        return self.feed.lines.values()

    def row_in_hand(self) -> BoardRow | None:
        """The most pressing clock of the matter in hand; None when its matter is closed, or there is none."""
        line = self.feed.lines.get(self.holding.matter_id or 0)
        return line.first if line is not None else None

    def choose_group(self, name: str) -> None:
        """As if the button of the group had been pressed."""
        self.groups.choose(name)

    def sift_by(self, **choice: Any) -> None:
        """Narrow the list further by place, man or kind."""
        self._set_sift(replace(self.lists.sift, **choice))

    def clear_sift(self) -> None:
        self._set_sift(without(self.lists.sift))

    def matter_in_hand(self) -> int | None:
        found = self.in_hand()
        return found.head.matter_id if found else None

    def premises_in_hand(self) -> int | None:
        row = self.lists.waiting.row_in_hand() if self.lists.shows_waiting else None
        found = self.in_hand()
        return row.premises_id if row is not None else found.head.premises_id if found else None

    def building_in_hand(self) -> int | None:
        found = self.in_hand()
        return found.head.building_id if found else None

    def leave(self) -> None:
        self.settings.put(BOARD_SPLITTER, bytes(self.splitter.saveState().data()))
        self.settings.put(BOARD_COLUMNS, self.table.widths())

    @Slot(object)
    def desk_replaced(self, desk: object) -> None:
        self.feed.read()
        self.undo_button.look()
        self.head.read_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def widen_panel(self) -> None:
        """The details come to the front, wide enough to read."""
        sizes = self.splitter.sizes()
        whole = sum(sizes)
        self.splitter.setSizes([whole // 2, whole // 2] if sizes[1] < whole // 2 else [whole * 5 // 8, whole * 3 // 8])

    @Slot()
    def tell_time(self) -> None:
        """List and panel say what is left now; another day has other figures, and yesterday gets its name."""
        self.model.repaint()
        self.panel.tell_time()
        if self._day != (today := self.session.desk.today()):
            self._day = today
            self.head.read_soon()
            self.holding.take(self.holding.matter_id)

    def _build(self) -> None:
        self.head = BoardHead(self.session, self.settings, self.lines)
        self.quick_edit, self.undo_button = self.head.quick_edit, self.head.undo_button
        self.groups = self.head.groups
        self.lists = BoardLists(self.session, self.settings.get(BOARD_COLUMNS))
        self.table, self.model = self.lists.table, self.lists.table.lines
        self.panel = MatterPanel(self.session)
        self.holding = Holding(self.session, self.panel, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.lists)
        self.splitter.addWidget(self.panel)
        self.splitter.setChildrenCollapsible(True)
        self.splitter.setSizes([800, 380])
        self.splitter.setStretchFactor(0, 1)
        if saved := self.settings.get(BOARD_SPLITTER):
            self.splitter.restoreState(QByteArray(saved))
        self.crew_strip = CrewStrip(self.session)
        self.acts = BoardActs(self)
        self.in_front = InFront(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        for part in (self.head, self.acts.bar, self.splitter, self.crew_strip):
            column.addWidget(part, 1 if part is self.splitter else 0)

    def _connect(self) -> None:
        acts = self.acts
        self.undo_button.use(acts.desk.undo_action)
        self.head.day_line.use(acts.desk.weather_action)
        self.head.word_line.use(acts.desk.word_action)
        self.feed.came.connect(self._hear_feed)
        self.groups.chosen.connect(self._choose_view)
        self.head.sift_button.chosen.connect(self._set_sift)
        self.crew_strip.pressed.connect(self._show_man)
        self.lists.current_changed.connect(self._select)
        self.lists.waiting.opened.connect(self._open_waiting)
        self.table.opened.connect(acts.joint.open_page)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.holding.changed.connect(self._enable)
        self.holding.coming.connect(acts.await_card)
        self.quick_edit.taken.connect(self._go_to_new)
        self.quick_edit.left.connect(self.begin)
        self.panel.premises_wanted.connect(self.premises_wanted)
        self.panel.matter_wanted.connect(self.go_to_matter)
        self.panel.photo_wanted.connect(self.in_front.show_photo)
        self.session.covered_changed.connect(self.model.repaint)
        self.session.covered_changed.connect(self.head.cover)
        self._minute = QTimer(self, interval=REPAINT_MS)
        self._minute.timeout.connect(self.tell_time)
        self._minute.start()

    @Slot()
    def _hear_feed(self) -> None:
        """Read in one turn, shown in another; only the first lines are there before the first paint."""
        if self._leaks is None:
            self._take()
        else:
            self.session.later(self._take)

    @Slot()
    def _take(self) -> None:
        before = self.holding.matter_id
        self._show_lines()
        self._say_hidden_leaks()
        if self._wanted is not None and self.table.go_to(self._wanted):
            self._wanted = None
        current = self._wanted or self.lists.current_id()
        if current is None and not self.lists.shows_waiting:
            # It has left the list: it stays in hand until somebody moves the cursor.
            current = before
        # A cursor that moved has brought its card by itself; one that stayed may show an old one.
        if current is not None and ((current == before and self._stale_card) or current != self.holding.matter_id):
            self.holding.take(current)
        self._stale_card, self._touched_card = True, False

    def _say_hidden_leaks(self) -> None:
        """A leak that has just come in and is not in the list in front is never passed over in silence."""
        before, now = self._leaks, {line.first.matter_id for line in self.lines() if is_running_water(line.first)}
        self._leaks = now
        if before is None:
            return
        shown = set() if self.lists.shows_waiting else set(self.model.ids())
        known = shown | before | {self._wanted, self.holding.matter_id}
        new = [self.feed.lines[matter_id].first for matter_id in self.feed.lines if matter_id in now - known]
        if new:
            first = short_place(new[0].place) or short_number(new[0].number)
            more = f"等 {len(new)} 处" if len(new) > 1 else ""
            hidden = not all(map(self.lists.sift.lets_through, new))
            where = "不在筛选内" if hidden else f"不在“{self.groups.word}”里"
            key = key_of("board.sift_clear" if hidden else "board.group#1")
            self.session.notice(f"新漏水 {first}{more}，{where}，列表没有显示。{key} 看全部。", Tone.AMBER)

    def _show_lines(self) -> None:
        lines, sift = self.feed.lines, self.lists.sift
        self.groups.show_counts(tally(lines.values(), sift))
        self.head.sift_button.show_sift(sift, lines)
        self.lists.show_lines(lines)
        self.crew_strip.show_hands(self.feed.hands(), sift.repairer_id)
        self._fit()
        if not self.holding.is_coming():
            self._enable()

    def _show_afresh(self) -> None:
        """Something else was chosen to be shown: a matter that is not in it gives the cursor to the first that is."""
        self._wanted = None
        self._show_lines()
        if self.table.current_id() is None:
            self.table.go_to_top()

    @Slot(str)
    def _choose_view(self, name: str) -> None:
        self.lists.show_view(name)
        if not self.lists.shows_waiting:
            self._show_afresh()
        self._select(self.lists.current_id())
        self.lists.setFocus()

    def _leave_waiting(self) -> None:
        """Back to the matters, in the view that was left."""
        if self.lists.shows_waiting:
            self.groups.choose(self.lists.sift.view)

    @Slot(object)
    def _set_sift(self, sift: Sift) -> None:
        self.lists.sift = sift
        self._leave_waiting()
        self._show_afresh()

    @Slot(int)
    def _show_man(self, staff_id: int) -> None:
        """His jobs alone; pressed again, everybody's."""
        self.sift_by(repairer_id=None if self.lists.sift.repairer_id == staff_id else staff_id)

    @Slot(str, object)
    def _open_waiting(self, kind: str, row: Waiting) -> None:
        if kind == SHEETS:
            self.sheet_wanted.emit(row.number)
        elif kind == APPROVALS:
            self.acts.desk.show_approvals(row.id)
        elif kind == DOUBTS:
            self.thing_wanted.emit("care", row.id)

    @Slot(object)
    def _select(self, matter_id: int | None) -> None:
        if matter_id is not None:
            self._wanted = None
        self.holding.select(matter_id)

    @Slot()
    def _settle(self) -> None:
        """The first card comes once the board is painted, or when somebody goes to a matter before."""
        if not self.holding.began:
            self.undo_button.look()
            self.feed.read_people()
            self.head.read()
            self.holding.begin()

    @Slot()
    def _enable(self) -> None:
        self.acts.enable(self.holding.shown())

    def _fit(self) -> None:
        """The repairers stand below the list where the page is high enough."""
        high = self.height() >= LEAST_LINES * self.fontMetrics().lineSpacing()
        self.crew_strip.setVisible(high and bool(self.crew_strip.texts()))

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        self.acts.bar.menu.popup(self.table.viewport().mapToGlobal(at))

    @Slot(object)
    def _go_to_new(self, taken: "Taken") -> None:
        self.go_to("matter", taken.matter_id)
