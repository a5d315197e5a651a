"""What is about no single matter: 撤销 one's own last act, 批量说明, 请求支援, 待站长补签."""

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Slot

from app.views.board.act_set import ActSet
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.services.outages.todays_word import WordOfToday
    from app.services.repairs.work_values import ExplainedMany, SupportAsked, Undone
    from app.views.board.page import BoardPage


class DeskActs(ActSet):
    """They work wherever the cursor is on the page."""

    title = "值班"

    def __init__(self, page: "BoardPage") -> None:
        super().__init__(page)
        self.undo_action = self.act("撤销刚才的操作", "refresh", "board.undo", self._undo, desk=True)
        self.many_action = self.act("批量说明", "explain", "board.many", self._explain_many, desk=True)
        self.support_action = self.act("请求支援", "people", "board.support", self._ask_support, desk=True)
        self.approvals_action = self.act("待站长补签", "correct", "board.approvals", self._approvals, desk=True)
        self.crew_action = self.act("维修员在哪", "people", "board.crew", self._show_crew, of_list=True)
        self.word_action = self.act("今日口径", "text", "board.word", self._say_word, desk=True)
        self.weather_action = self.act("记天气", "cold", "board.weather", self._write_weather, desk=True)

    @Slot()
    def _undo(self) -> None:
        from app.services.repairs.undo import undo_last

        self.session.ask(undo_last, uuid4(), then=self._undone)

    def _undone(self, undone: "Undone") -> None:
        self.session.notice(f"{undone.number} 的“{undone.word}”已撤销，经过里留有记录。", Tone.GREEN)

    @Slot()
    def _explain_many(self) -> None:
        from app.views.board.explain_many_dialog import ExplainManyDialog

        dialog = ExplainManyDialog(self.session, self.page)
        dialog.succeeded.connect(self._explained)
        dialog.open()

    @Slot(object)
    def _explained(self, done: "ExplainedMany") -> None:
        left = f"；{done.left_out} 已不用说明" if done.left_out else ""
        self.session.notice(f"已说明 {done.told} 户，未接通 {done.unreached} 户{left}。", Tone.GREEN)

    @Slot()
    def _ask_support(self) -> None:
        from app.views.board.support_dialog import SupportDialog

        dialog = SupportDialog(self.session, self.page)
        dialog.succeeded.connect(self._asked)
        dialog.open()

    @Slot(object)
    def _asked(self, asked: "SupportAsked") -> None:
        self.session.notice(f"已记请求支援：当时未完工 {asked.open_count} 单，超时 {asked.late_count} 单。", Tone.GREEN)

    @Slot()
    def _approvals(self) -> None:
        self.show_approvals()

    def show_approvals(self, first: int | None = None) -> None:
        """What waits for the head's signature, this one in front."""
        from app.views.board.approvals_dialog import ApprovalsDialog

        ApprovalsDialog(self.session, self.page, first).open()

    @Slot()
    def _show_crew(self) -> None:
        from app.views.board.crew_dialog import CrewDialog

        dialog = CrewDialog(self.session, self.page.feed.hands(), self.page)
        dialog.matter_wanted.connect(self.page.go_to_matter)
        dialog.open()

    @Slot()
    def _say_word(self) -> None:
        from app.services.outages.todays_word import todays_word

        self.session.ask(todays_word, then=self._edit_word)

    def _edit_word(self, word: "WordOfToday | None") -> None:
        from app.views.outages.act_dialogs import TodaysWordDialog

        TodaysWordDialog(self.session, word, self.page).open()

    @Slot()
    def _write_weather(self) -> None:
        from app.views.duty.reading_dialog import ReadingDialog

        ReadingDialog(self.session, self.page).open()
