"""上级转办: what waits for a reply, what runs out first above; the matter at the right, its acts by key."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.forwarding.acts import correct_forwarded
from app.services.forwarding.printing import reply_sheet
from app.services.forwarding.reads import forwarded_card, forwarded_list
from app.services.forwarding.values import ForwardedCard, ForwardedLine
from app.services.matters.sheets import Issued
from app.services.matters.values import Done, Taken
from app.shortcuts import key_of
from app.views.actions import command
from app.views.covering import words_shown
from app.views.forwarding.paper import show_paper
from app.views.matters.case_list import CaseList
from app.views.matters.case_panel import Case
from app.views.matters.handing_acts import HandingActs
from app.views.repairs.matter_dialog import MatterDialog
from app.views.session import Session
from app.views.settings import Settings
from app.views.texts import day_and_time, short_number, short_place
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.table_model import Column
from app.views.widgets.time_left import time_left

NOTHING = "选中一件上级转办，这里显示它的时限、办理情况和经过。"
REPLIED, VOID = "已回复", "作废"
D = TypeVar("D", bound=MatterDialog)


class ForwardedView(QWidget):
    """Left the list, right the matter in hand."""

    # How many wait for their reply.
    counted = Signal(int)
    premises_wanted = Signal(int)

    def __init__(self, session: Session, settings: Settings, owner: QWidget) -> None:
        super().__init__(owner)
        self.session = session
        self.settings = settings
        self._build()
        self._build_actions()
        self._connect()
        self._enable()

    def begin(self) -> None:
        self.table.setFocus()

    def premises_in_hand(self) -> int | None:
        return self._card.head.premises_id if self._card is not None else None

    def building_in_hand(self) -> int | None:
        return self._card.head.building_id if self._card is not None else None

    def go_to(self, matter_id: int) -> None:
        """Show this matter, also one that the list does not have any more."""
        self.cases.go_to(matter_id)

    def read(self) -> None:
        self.cases.read()

    @property
    def _card(self) -> ForwardedCard | None:
        return self.cases.card

    def _build(self) -> None:
        self.new_action = command(self, "新建转办", "add", "forwarding.new", self._new, within=self)
        self.empty = EmptyState(
            "forwarding",
            "没有上级转办件",
            f"调度室来电转办时按 {key_of('forwarding.new')} 记下，1 小时内回复处理结果。",
            self.new_action,
        )
        columns: list[Column[ForwardedLine]] = [
            Column("时限", lambda row: "", self._badge),
            Column("受理号", lambda row: short_number(row.number), tip=lambda row: row.number),
            Column("转办单位", lambda row: row.sender),
            Column("地址", lambda row: short_place(row.place), tip=lambda row: row.place),
            Column("转办内容", self._words, tip=self._words),
            Column("阶段", lambda row: row.phase),
            Column("并入", lambda row: short_number(row.merged_into) if row.merged_into else ""),
        ]
        self.cases: CaseList[ForwardedLine, ForwardedCard] = CaseList(
            self.session, columns, 4, (forwarded_list, forwarded_card, case_of), NOTHING, self.empty, "上级转办件"
        )
        self.table, self.panel, self.model = self.cases.table, self.cases.panel, self.cases.model
        self.table.set_widths([11, 6, 6, 10, 8, 5, 6], dropped=[2, 6, 1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.cases, 1)

    def _build_actions(self) -> None:
        table = self.table

        def act(text: str, icon: str, name: str, run: Callable[[], object]) -> QAction:
            return command(self, text, icon, name, run, within=table)

        self.progress_action = act("阶段回复", "waiting", "forwarding.progress", self._reply_partly)
        self.result_action = act("处理结果", "done", "forwarding.result", self._reply_result)
        self.contact_action = act("已联系", "contact", "forwarding.contact", self._contact)
        self.merge_action = act("并件", "merge", "forwarding.merge", self._merge)
        self.unmerge_action = act("撤销并件", "close", "forwarding.unmerge", self._unmerge)
        self.print_action = act("打回复单", "print", "forwarding.print", self._print)
        self.handing = HandingActs(self.session, self.panel, self, table, correct_forwarded)
        self.void_action = act("作废", "void", "forwarding.void", self._void)
        self._of_open = [self.progress_action, self.result_action, self.contact_action, self.void_action]
        self.actions_here = [
            self.new_action,
            self.progress_action,
            self.result_action,
            self.contact_action,
            self.merge_action,
            self.print_action,
            *self.handing.commands,
            self.unmerge_action,
            self.void_action,
        ]
        for action in self.actions_here:
            action.setIconText(f" {action.text()} {action.shortcut().toString()}")

    def _connect(self) -> None:
        self.table.opened.connect(self._reply_result)
        self.cases.listed.connect(self._count)
        self.cases.changed.connect(self._enable)
        self.cases.premises_wanted.connect(self.premises_wanted)

    def _badge(self, row: ForwardedLine) -> Badge | None:
        if row.replied_at is not None:
            return Badge(f"{REPLIED} {day_and_time(row.replied_at, self.session.desk.now())}", Tone.GREEN, "done")
        if row.due is None:
            return Badge(VOID, Tone.NEUTRAL, "void")
        return time_left(row.due, self.session.desk.now())

    def _words(self, row: ForwardedLine) -> str:
        return words_shown(self.session, row.words)

    @Slot(object)
    def _count(self, rows: list[ForwardedLine]) -> None:
        self.counted.emit(sum(row.closed_at is None for row in rows))

    @Slot()
    def _enable(self) -> None:
        card = self._card
        is_open = card is not None and card.head.closed_at is None
        for action in self._of_open:
            action.setEnabled(is_open)
        merged = card is not None and card.head.merged_into_id is not None
        self.merge_action.setEnabled(is_open and not merged)
        self.unmerge_action.setEnabled(is_open and merged)
        replied = card is not None and (card.facts.replied_at or card.facts.progress_at) is not None
        self.print_action.setEnabled(replied)
        voided = card is not None and card.facts.voided_at is not None
        self.handing.enable(is_open=is_open, shown=card is not None, voided=voided)

    def _about(self) -> str:
        head = self._card.head if self._card is not None else None
        return "" if head is None else f"{short_number(head.number)}　{short_place(head.place)}　{head.words}"

    def _open(self, kind: Callable[..., D], *more: Any, said: str, **named: Any) -> None:
        if self._card is None:
            return
        dialog = kind(self.session, self._card.head.matter_id, self._about(), *more, self, **named)
        dialog.succeeded.connect(lambda done: self._done(done, said))
        dialog.open()

    def _done(self, done: Done, said: str) -> None:
        self.session.notice(f"{done.number} {said}。", Tone.GREEN)

    @Slot()
    def _new(self) -> None:
        from app.views.forwarding.forwarded_dialogs import ForwardedDialog

        dialog = ForwardedDialog(self.session, self)
        dialog.succeeded.connect(self._taken)
        dialog.open()

    @Slot(object)
    def _taken(self, taken: Taken) -> None:
        self.session.notice(f"{taken.number} 已受理。", Tone.GREEN)
        self.go_to(taken.matter_id)
        self.table.setFocus()

    @Slot()
    def _reply_partly(self) -> None:
        self._reply(final=False)

    @Slot()
    def _reply_result(self) -> None:
        if self.result_action.isEnabled():
            self._reply(final=True)

    def _reply(self, *, final: bool) -> None:
        from app.views.forwarding.forwarded_dialogs import ReplyDialog

        if self._card is not None:
            said = "已回复处理结果" if final else "已记阶段回复，结果回复前仍计时"
            self._open(ReplyDialog, self._card.main, said=said, final=final)

    @Slot()
    def _contact(self) -> None:
        from app.views.forwarding.forwarded_dialogs import ContactDialog

        self._open(ContactDialog, said="已记联系")

    @Slot()
    def _merge(self) -> None:
        from app.views.matters.merge_dialogs import MergeDialog

        self._open(MergeDialog, said="已并件，仍单独回复")

    @Slot()
    def _unmerge(self) -> None:
        from app.views.matters.merge_dialogs import UnmergeDialog

        if self._card is not None and self._card.main is not None:
            self._open(UnmergeDialog, self._card.main.number, said="已撤销并件")

    @Slot()
    def _void(self) -> None:
        from app.views.forwarding.forwarded_dialogs import VoidForwardedDialog

        self._open(VoidForwardedDialog, said="已作废")

    @Slot()
    def _print(self) -> None:
        if self._card is not None:
            self.session.ask(reply_sheet, self._card.head.matter_id, uuid4(), then=self._show_paper)

    def _show_paper(self, issued: Issued) -> None:
        show_paper(self.session, self.settings, "上级转办回复单", issued.sheet_id, issued.number, self)


def case_of(card: ForwardedCard) -> Case:
    """The card as the panel shows it."""
    head, main = card.head, card.main
    handed = sum(row.kind == "handed_on" and row.standing for row in card.timeline)
    facts = (
        ("转办单位", head.sender),
        ("对方编号", head.their_number),
        ("回复给", head.reply_to),
        ("责任人", f"{head.owner}{f'（转交 {handed} 次）' if handed else ''}"),
        ("并入", "" if main is None else f"{main.number}　{main.phase}　{main.repairer}".strip()),
        ("主件经过", "" if main is None else main.words_for_reply),
        ("处理结果", card.facts.result),
        ("接收人", card.facts.received_by),
        ("作废原因", head.void_reason),
    )
    return Case(
        head.matter_id,
        head.number,
        head.phase,
        head.place,
        head.premises_id,
        head.caller,
        "",
        head.phone,
        head.words,
        facts,
        card.clocks,
        card.timeline,
    )
