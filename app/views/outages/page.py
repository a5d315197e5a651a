"""停热事件: where heat is off at the left, the selected incident and its callers at the right."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.matters.printing import Printed
from app.services.matters.values import Taken
from app.services.outages.call_list import (
    ListIssued,
    is_call_list,
    issue_call_list,
    preview_call_list,
    print_call_list,
)
from app.services.outages.notice import NoticeIssued, issue_notice, preview_notice, print_notice
from app.services.outages.reads import OutageCard, OutageRow, outage_card, outages, posting_photo
from app.services.outages.storm import OpenCall, joinable
from app.services.outages.todays_word import WordOfToday, todays_word
from app.views.actions import command
from app.views.covering import words_shown
from app.views.outages import act_dialogs
from app.views.outages.panel import OutagePanel
from app.views.outages.told_list import ToldList
from app.views.outages.words import expected_words, phase_badge, times_words
from app.views.repairs.matter_dialog import MatterDialog
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.texts import day_and_time, short_number
from app.views.theme import Tone
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

REPAINT_MS = 30_000


class OutagesPage(Page):
    """Acts have one letter while the list has the focus, as on the board; the callers' list has its own."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._rows: dict[int, OutageRow] = {}
        self._shown_id: int | None = None
        self._word: WordOfToday | None = None
        self._build()
        self._read()

    def commands(self) -> list[QAction]:
        return [*self._actions, *self.told.actions_of_callers]

    def begin(self) -> None:
        self.table.setFocus()
        self._read()

    def go_to(self, kind: str, row_id: int) -> None:
        self.table.go_to(row_id)

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or ids.keys() & {"matter", "sheet", "todays_word"}:
            self._read()

    def _build(self) -> None:
        now = self.session.desk.now
        columns: list[Column[OutageRow]] = [
            Column("状态", lambda row: "", lambda row: phase_badge(row, now())),
            Column("范围", lambda row: row.area, tip=lambda row: row.area),
            Column("原因", lambda row: row.reason or row.cause_word, tip=lambda row: row.reason),
            Column("开始", lambda row: day_and_time(row.began_at, now())),
            Column("恢复", _end_words(now)),
            Column("来电", lambda row: str(row.joined or ""), right=True),
            Column("编号", lambda row: short_number(row.number), tip=lambda row: row.number),
        ]
        self.model: BlockTableModel[OutageRow] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 1, name="停热事件")
        self.table.set_widths([8, 10, 7, 6, 9, 3, 6], dropped=[6, 3, 2])
        self._build_actions()
        self.empty = EmptyState(
            "outage", "现在没有停热事件", "一片用户同时不热或停电时，先登记停热事件，来电一键并入。", self.new_action
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.word_line = label(wrap=True)
        self.panel = OutagePanel(self.session)
        self.told = ToldList(self.session)
        right = QWidget()
        halves = QVBoxLayout(right)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(8)
        halves.addWidget(self.panel, 3)
        halves.addWidget(self.told, 2)
        self.splitter = QSplitter()
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(right)
        self.splitter.setSizes([640, 520])
        self.splitter.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        above = QHBoxLayout()
        above.addWidget(self.word_line, 1)
        above.addWidget(ActionBar(self._actions), 2)
        column.addLayout(above)
        column.addWidget(self.splitter, 1)
        self.table.current_changed.connect(self._select)
        self.told.matter_wanted.connect(self.matter_wanted)
        self.panel.photo_wanted.connect(self._bring_photo)
        self.session.covered_changed.connect(self._show_word)
        self._minute = QTimer(self, interval=REPAINT_MS)
        self._minute.timeout.connect(self.model.repaint)
        self._minute.start()

    def _build_actions(self) -> None:
        act = partial(command, self, within=self.table)
        self.new_action = command(self, "新建停热事件", "add", "outages.new", self._new)
        self.word_action = command(self, "今日口径", "text", "outages.word", self._say_word)
        self.begin_action = act("开始停热", "outage", "outages.begin", self._dialog(act_dialogs.BeginDialog))
        self.join_action = act("并入来电", "merge", "outages.join", self._join)
        self.extend_action = act("改预计", "calendar", "outages.extend", self._change_times)
        self.tell_action = act("已告知", "explain", "outages.tell", self._dialog(act_dialogs.TellDialog))
        self.arrive_action = act("到场", "arrive", "outages.arrive", self._dialog(act_dialogs.ArriveDialog))
        self.restore_action = act("恢复供热", "done", "outages.restore", self._dialog(act_dialogs.RestoreDialog))
        self.print_action = act("打印公告", "print", "outages.print", self._print)
        self.post_action = act("张贴", "photo", "outages.post", self._post)
        self.list_action = act("打电话名单", "callback", "outages.list", self._print_list)
        self.areas_action = act("改范围", "district", "outages.areas", self._change_areas)
        self.correct_action = act("更正时间", "correct", "outages.correct", self._correct)
        self.void_action = act("作废", "void", "outages.void", self._dialog(act_dialogs.VoidDialog))
        self._row_actions = [
            self.begin_action,
            self.join_action,
            self.tell_action,
            self.extend_action,
            self.arrive_action,
            self.restore_action,
            self.print_action,
            self.post_action,
            self.list_action,
            self.areas_action,
            self.correct_action,
            self.void_action,
        ]
        self._actions = [self.new_action, *self._row_actions, self.word_action]

    @property
    def _card(self) -> OutageCard | None:
        card = self.panel.card
        return card if card is not None and card.row.matter_id == self._shown_id else None

    @Slot()
    def _read(self) -> None:
        self.session.ask(_read_page, then=self._take)

    def _take(self, found: tuple[list[OutageRow], WordOfToday | None]) -> None:
        rows, self._word = found
        self._rows = {row.matter_id: row for row in rows}
        self.model.give(self._rows)
        self.stack.setCurrentWidget(self.table if rows else self.empty)
        self._show_word()
        self._select(self.table.current_id())

    @Slot()
    def _show_word(self) -> None:
        words = f"今日口径：{self._word.words}" if self._word is not None else "今日口径还没有写。"
        self.word_line.setText(words_shown(self.session, words))

    @Slot(object)
    def _select(self, outage_id: int | None) -> None:
        self._shown_id = outage_id
        if outage_id is None:
            self._show_card(None)
        else:
            self.session.ask(outage_card, outage_id, then=self._show_card)

    def _show_card(self, card: OutageCard | None) -> None:
        if card is not None and card.row.matter_id != self._shown_id:
            return
        self.panel.show_card(card)
        self.told.show_card(card)
        off = card is not None and card.row.is_open
        planned = card is not None and card.row.is_planned
        for action in self._row_actions:
            action.setEnabled(card is not None and card.row.phase != "作废")
        for action in (self.join_action, self.restore_action):
            action.setEnabled(off)
        self.begin_action.setEnabled(planned)
        self.extend_action.setEnabled(off or planned)
        if planned:
            self.arrive_action.setEnabled(False)

    def _about(self, card: OutageCard) -> str:
        now, row = self.session.desk.now(), card.row
        return f"{row.area}，{times_words(row, now)}。"

    def _dialog(self, kind: Callable[..., MatterDialog]) -> Callable[[], None]:
        def open_it() -> None:
            if (card := self._card) is not None:
                kind(self.session, card.row.matter_id, self._about(card), self).open()

        return open_it

    @Slot()
    def _new(self) -> None:
        from app.views.outages.outage_dialog import OutageDialog

        dialog = OutageDialog(self.session, self)
        dialog.succeeded.connect(self._go_to_new)
        dialog.open()

    @Slot(object)
    def _go_to_new(self, taken: Taken) -> None:
        self.table.go_to(taken.matter_id)
        self.table.setFocus()

    @Slot()
    def _change_times(self) -> None:
        """Of a plan its beginning, too; of heat that is off the expected end."""
        if (card := self._card) is not None:
            kind = act_dialogs.PlanDialog if card.row.is_planned else act_dialogs.ExtendDialog
            kind(self.session, card.row.matter_id, self._about(card), self).open()

    @Slot()
    def _join(self) -> None:
        if (card := self._card) is not None:
            self.session.ask(joinable, card.row.matter_id, then=partial(self._open_join, card))

    def _open_join(self, card: OutageCard, calls: list[OpenCall]) -> None:
        from app.views.outages.join_dialog import JoinDialog

        if not calls:
            self.session.notice("范围内没有可以并入的来电。", Tone.NEUTRAL)
            return
        JoinDialog(self.session, card.row.matter_id, self._about(card), calls, self).open()

    @Slot()
    def _post(self) -> None:
        if (card := self._card) is not None:
            about, notices = self._about(card), [sheet for sheet in card.sheets if not is_call_list(sheet)]
            act_dialogs.PostDialog(self.session, self.settings, card.row.matter_id, about, notices, self).open()

    @Slot()
    def _change_areas(self) -> None:
        from app.views.outages.outage_dialog import AreasDialog

        if (card := self._card) is not None:
            AreasDialog(self.session, card.row.matter_id, card.areas, self._about(card), self).open()

    @Slot()
    def _correct(self) -> None:
        if (card := self._card) is not None:
            about = self._about(card)
            act_dialogs.CorrectDialog(self.session, card.row.matter_id, about, card.timeline, self).open()

    @Slot()
    def _say_word(self) -> None:
        act_dialogs.TodaysWordDialog(self.session, self._word, self).open()

    @Slot()
    def _print(self) -> None:
        """A notice of what is known now; it has its number before it is looked at."""
        if (card := self._card) is not None:
            restored = card.facts.restored_at is not None
            self.session.ask(issue_notice, card.row.matter_id, restored, uuid4(), then=self._show_paper)

    def _show_paper(self, notice: NoticeIssued) -> None:
        def preview(desk: Desk) -> bytes:
            return preview_notice(desk, notice.sheet_id)

        def make(desk: Desk, target: str, key: UUID, approved_by: str) -> Printed:
            return print_notice(desk, notice.sheet_id, target, key, approved_by)

        self._open_paper("公告", notice.number, preview, make)

    @Slot()
    def _print_list(self) -> None:
        """Who is still to be called, on paper."""
        if (card := self._card) is not None:
            self.session.ask(issue_call_list, card.row.matter_id, uuid4(), then=self._show_list)

    def _show_list(self, made: ListIssued) -> None:
        def preview(desk: Desk) -> bytes:
            return preview_call_list(desk, made.sheet_id)

        def make(desk: Desk, target: str, key: UUID, approved_by: str) -> Printed:
            return print_call_list(desk, made.sheet_id, target, key, approved_by)

        self._open_paper("打电话名单", made.number, preview, make)

    def _open_paper(
        self,
        paper: str,
        number: str,
        preview: Callable[[Desk], bytes],
        make: Callable[[Desk, str, UUID, str], Printed],
    ) -> None:
        from app.views.widgets.paper_dialog import PaperDialog

        PaperDialog(self.session, self.settings, paper, number, preview, make, self).open()

    @Slot(int)
    def _bring_photo(self, posting_id: int) -> None:
        self.session.ask(posting_photo, posting_id, then=self._show_photo)

    def _show_photo(self, body: bytes | None) -> None:
        from app.views.outages.photo_dialog import PhotoDialog

        PhotoDialog(body, self).open()


def _end_words(now: Callable[[], datetime]) -> Callable[[OutageRow], str]:
    def words(row: OutageRow) -> str:
        if row.restored_at is not None:
            return f"{day_and_time(row.restored_at, now())} 恢复"
        return expected_words(row.expected_at, now()) if row.is_open or row.is_planned else ""

    return words


def _read_page(desk: Desk) -> tuple[list[OutageRow], WordOfToday | None]:
    return outages(desk), todays_word(desk)
