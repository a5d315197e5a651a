"""投诉举报: what waits for passing on or an answer, the most pressing above; the case at the right, its acts by key."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.complaints.acts import correct_complaint
from app.services.complaints.reads import complaint_card, complaint_list
from app.services.complaints.tip_offs import read_words
from app.services.complaints.values import ComplaintCard, ComplaintHead, ComplaintLine
from app.services.matters.values import Done, Taken
from app.shortcuts import key_of
from app.views.actions import command
from app.views.complaints.case import TIP_OFF, case_of
from app.views.covering import words_shown
from app.views.matters.case_list import CaseList
from app.views.matters.handing_acts import HandingActs
from app.views.repairs.matter_dialog import MatterDialog
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.texts import short_number, short_place
from app.views.theme import Tone
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.table_model import Column
from app.views.widgets.time_left import time_left

NOTHING = "选中一件投诉或举报，这里显示它的时限、办理情况和经过。"
D = TypeVar("D", bound=MatterDialog)


class ComplaintsPage(Page):
    """Of a tip-off the list and the panel show its summary; the words open for the head alone, on record."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._build()
        self._build_actions()
        self._connect()
        self._enable()
        self.cases.read()

    def commands(self) -> list[QAction]:
        return self.actions_here

    def begin(self) -> None:
        self.table.setFocus()
        self.cases.read()

    def go_to(self, kind: str, row_id: int) -> None:
        self.cases.go_to(row_id)

    def premises_in_hand(self) -> int | None:
        return self._card.head.premises_id if self._card is not None else None

    def building_in_hand(self) -> int | None:
        return self._card.head.building_id if self._card is not None else None

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or "matter" in ids:
            self.cases.read()

    @Slot(object)
    def desk_replaced(self, desk: object) -> None:
        """Another operator may see more, or less."""
        self.cases.read()

    @property
    def _card(self) -> ComplaintCard | None:
        return self.cases.card

    def _build(self) -> None:
        self.new_action = command(self, "新建投诉", "complaint", "complaints.new", self._new_complaint)
        self.empty = EmptyState(
            "complaint",
            "没有投诉和举报",
            f"来电、来访、意见箱的投诉按 {key_of('complaints.new')} 记下，举报按 {key_of('complaints.tip_off')}。",
            self.new_action,
        )
        columns: list[Column[ComplaintLine]] = [
            Column("时限", lambda row: "", self._badge),
            Column("事项", lambda row: row.title),
            Column("类别", lambda row: "", _kind_badge),
            Column("受理号", lambda row: short_number(row.number), tip=lambda row: row.number),
            Column(
                "地址", lambda row: "" if row.kind == TIP_OFF else short_place(row.place), tip=lambda row: row.place
            ),
            Column("内容", lambda row: words_shown(self.session, row.words)),
            Column("转给", lambda row: row.passed_to),
            Column("阶段", lambda row: row.phase),
        ]
        self.count = label(role="section")
        self.cases: CaseList[ComplaintLine, ComplaintCard] = CaseList(
            self.session, columns, 5, (complaint_list, complaint_card, case_of), NOTHING, self.empty, "投诉和举报"
        )
        self.table, self.panel = self.cases.table, self.cases.panel
        self.table.set_widths([9, 6, 4, 6, 10, 8, 7, 5], dropped=[6, 4, 3, 1])

    def _build_actions(self) -> None:
        table = self.table

        def act(text: str, icon: str, name: str, run: Callable[[], object]) -> QAction:
            return command(self, text, icon, name, run, within=table)

        self.tip_off_action = command(self, "新建举报", "lock", "complaints.tip_off", self._new_tip_off)
        self.sheet_action = command(self, "回单转投诉", "slip", "complaints.sheet", self._from_sheet)
        self.pass_action = act("转递", "dispatch", "complaints.pass", self._pass_on)
        self.answer_action = act("答复", "done", "complaints.answer", self._answer)
        self.summary_action = act("写摘要", "correct", "complaints.summary", self._summarise)
        self.words_action = act("查看原文", "eye", "complaints.words", self._read_words)
        self.handing = HandingActs(self.session, self.panel, self, table, correct_complaint)
        self.void_action = act("作废", "void", "complaints.void", self._void)
        self.actions_here = [
            self.new_action,
            self.tip_off_action,
            self.sheet_action,
            self.pass_action,
            self.answer_action,
            self.summary_action,
            self.words_action,
            *self.handing.commands,
            self.void_action,
        ]
        for action in self.actions_here:
            action.setIconText(f" {action.text()} {action.shortcut().toString()}")
        above = QHBoxLayout()
        above.addWidget(self.count)
        above.addWidget(ActionBar(self.actions_here), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.cases, 1)

    def _connect(self) -> None:
        self.table.opened.connect(self._answer)
        self.cases.listed.connect(self._count)
        self.cases.changed.connect(self._enable)
        self.cases.premises_wanted.connect(self.premises_wanted)

    def _badge(self, row: ComplaintLine) -> Badge:
        if row.due is not None:
            return time_left(row.due, self.session.desk.now(), row.warn_from)
        tone = Tone.AMBER if row.content is False else Tone.NEUTRAL if row.phase == "作废" else Tone.GREEN
        word = "不满意" if row.content is False else row.phase
        return Badge(word, tone, "void" if row.phase == "作废" else "done")

    @Slot(object)
    def _count(self, rows: list[ComplaintLine]) -> None:
        waiting = sum(row.closed_at is None for row in rows)
        self.count.setText(f"未办结 {waiting} 件" if waiting else "")

    @Slot()
    def _enable(self) -> None:
        head = self._card.head if self._card is not None else None
        is_open = head is not None and head.closed_at is None
        tip_off = head is not None and head.kind == TIP_OFF
        for action in (self.pass_action, self.answer_action, self.void_action):
            action.setEnabled(is_open)
        self.summary_action.setEnabled(is_open and tip_off)
        self.words_action.setEnabled(tip_off)
        voided = head is not None and bool(head.void_reason)
        self.handing.enable(is_open=is_open, shown=head is not None, voided=voided)

    def _open(self, kind: Callable[[Session, ComplaintHead, str, QWidget], D], said: str) -> None:
        if self._card is None:
            return
        head = self._card.head
        words = "" if head.kind == TIP_OFF else head.words
        about = "　".join(part for part in (short_number(head.number), short_place(head.place), words) if part)
        dialog = kind(self.session, head, about, self)
        dialog.succeeded.connect(partial(self._done, said))
        dialog.open()

    def _done(self, said: str, done: Done) -> None:
        self.session.notice(f"{done.number} {said}。", Tone.GREEN)

    @Slot()
    def _new_complaint(self) -> None:
        from app.views.complaints.intake_dialogs import ComplaintDialog

        self._begin(ComplaintDialog(self.session, self))

    @Slot()
    def _new_tip_off(self) -> None:
        from app.views.complaints.intake_dialogs import TipOffDialog

        self._begin(TipOffDialog(self.session, self))

    @Slot()
    def _from_sheet(self) -> None:
        from app.views.complaints.from_sheet_dialog import FromSheetDialog

        self._begin(FromSheetDialog(self.session, self))

    def _begin(self, dialog: Any) -> None:
        dialog.succeeded.connect(self._taken)
        dialog.open()

    @Slot(object)
    def _taken(self, taken: Taken) -> None:
        self.session.notice(f"{taken.number} 已受理，请马上转递。", Tone.GREEN)
        self.go_to("matter", taken.matter_id)
        self.table.setFocus()

    @Slot()
    def _pass_on(self) -> None:
        from app.views.complaints.act_dialogs import PassOnDialog

        self._open(PassOnDialog, "已转递")

    @Slot()
    def _answer(self) -> None:
        from app.views.complaints.act_dialogs import AnswerDialog

        if self.answer_action.isEnabled():
            self._open(AnswerDialog, "已办结")

    @Slot()
    def _summarise(self) -> None:
        from app.views.complaints.act_dialogs import SummaryDialog

        self._open(SummaryDialog, "已写摘要")

    @Slot()
    def _void(self) -> None:
        from app.views.complaints.act_dialogs import VoidComplaintDialog

        self._open(VoidComplaintDialog, "已作废")

    @Slot()
    def _read_words(self) -> None:
        if self._card is not None:
            head = self._card.head
            self.session.ask(read_words, head.matter_id, uuid4(), then=partial(self._show_words, head.number))

    def _show_words(self, number: str, words: str) -> None:
        from app.views.complaints.sealed_dialog import SealedDialog

        SealedDialog(self.session, number, words, self).open()


def _kind_badge(row: ComplaintLine) -> Badge:
    return Badge("举报", Tone.NEUTRAL, "lock") if row.kind == TIP_OFF else Badge("投诉", Tone.ACCENT, "complaint")
