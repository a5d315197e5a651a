"""交接班: what the next shift must know, ticked off and signed by both; earlier handovers by turning back."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.services.duty.handover import tick
from app.services.duty.handover_reads import handover_card, recent_handovers, unfinished
from app.services.duty.handover_standing import standing
from app.services.duty.handover_values import (
    Accepted,
    HandoverCard,
    HandoverHead,
    Stage,
    Standing,
    Written,
)
from app.services.kernel.desk import Actor, Desk
from app.services.kernel.operators import actor_named
from app.services.matters.board import Board
from app.shortcuts import key_of
from app.views.actions import command
from app.views.covering import words_shown
from app.views.duty.handover_lines import Line, line_columns, standing_lines, written_lines
from app.views.duty.handover_side import HandoverSide
from app.views.duty.view import DutyView
from app.views.session import Session
from app.views.settings import Settings
from app.views.texts import day_and_time, full_time
from app.views.theme import Tone
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel

# What happens on the desk meanwhile is gathered, not followed call by call.
SOON_MS = 3000
_DESK = frozenset({"matter", "approval", "sheet", "reading"})


class HandoverView(DutyView):
    """Shows the unfinished handover; without one, how the desk stands; turned back, an earlier one."""

    kinds = frozenset({"handover"})
    turns = True
    matter_wanted = Signal(int)

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._board = Board(waiting=True)
        self._card: HandoverCard | None = None
        # Which of the earlier ones is shown; 0 is the present.
        self._back = 0
        self.soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self.soon.timeout.connect(self.read)
        self._build_actions()
        self._build()
        self._follow()

    def read(self) -> None:
        self.soon.stop()
        self.session.ask(_read, self._board, self._back, then=self._take)

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        super().show_changes(ids)
        if ids and self._card is None and ids.keys() & _DESK and not ids.keys() & self.kinds:
            self.soon.start()

    def turn(self, step: int) -> None:
        self._back = max(0, self._back - step) if step else 0
        self.read()

    def _build_actions(self) -> None:
        self.write_action = command(self, "写交接班", "text", "duty.hand_write", self._write, within=self)
        self.sign_action = command(self, "交班签字", "done", "duty.hand_sign", self._sign, within=self)
        self.tick_action = command(self, "已接", "done", "duty.hand_tick", self._tick, within=self)
        self.tick_all_action = command(self, "全部已接", "done", "duty.hand_tick_all", self._tick_all, within=self)
        self.accept_action = command(self, "接班签字", "operator", "duty.hand_accept", self._accept, within=self)
        self.print_action = command(self, "打印交接班记录", "print", "duty.hand_print", self._print, within=self)
        self.matter_action = command(self, "看这张工单", "repair", "duty.hand_matter", self._show_matter, within=self)
        self.void_action = command(self, "作废交接班", "void", "duty.hand_void", self._void, within=self)
        self.commands = [
            self.write_action,
            self.sign_action,
            self.tick_action,
            self.tick_all_action,
            self.accept_action,
            self.print_action,
            self.matter_action,
            self.void_action,
        ]

    def _build(self) -> None:
        self.model: BlockTableModel[Line] = BlockTableModel(self.session, line_columns(self.session), parent=self)
        self.table = Table(self.model, 3)
        self.table.setAccessibleName("交接事项")
        self.table.set_widths([5, 7, 6, 18, 12], dropped=[2])
        self.empty = EmptyState("done", "没有要交接的事项", "仍要写交接班记录，双方签字。", self.write_action)
        self.stack = ListOrEmpty(self.table, self.empty)
        self.setFocusProxy(self.stack)
        self.side = HandoverSide(self.session)
        self.span = label(role="heading")
        self.state = label(role="section", wrap=True)
        self.about = label(role="muted", wrap=True)
        self.whole = label(wrap=True)
        above = QHBoxLayout()
        above.addWidget(self.span)
        above.addWidget(self.state, 1)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.stack)
        halves.addWidget(self.side)
        halves.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.about)
        column.addWidget(halves, 1)
        column.addWidget(self.whole)
        self.table.current_changed.connect(self._follow)
        self.table.opened.connect(self._show_matter)
        self.session.covered_changed.connect(self._cover)
        self.session.desk_changed.connect(self._another)

    @Slot(bool)
    def _cover(self, _covered: bool) -> None:
        self.model.repaint()
        self._follow()

    @Slot(object)
    def _another(self, _desk: object) -> None:
        if self.isVisible():
            self.read()

    def _take(self, found: "HandoverCard | Standing") -> None:
        if isinstance(found, Standing):
            self._show_standing(found)
        else:
            self._show_card(found)
        self._follow()

    def _show_standing(self, found: Standing) -> None:
        self._card, self._back = None, 0
        self._give(standing_lines(found.lines))
        self.span.setText(f"{found.shift}　{day_and_time(found.since_at, self.session.desk.now())} 起")
        self.state.setText(f"还没有写交接班。您名下未办结 {found.mine} 件，接班后归接班人。")
        self.about.setText("下面是现在的情况；写交接班时按那一刻记下来。")
        self.side.show_facts(found.counted, None)

    def _show_card(self, card: HandoverCard) -> None:
        self._card, head = card, card.head
        self._give(written_lines(card.lines))
        self.span.setText(f"{head.number}　{head.shift}")
        left = f"还有 {len(card.unticked)} 项未接。" if head.unfinished and card.unticked else ""
        self.state.setText(f"{_next(head.stage)}{left}")
        self.about.setText(_people(head))
        self.side.show_facts(card.counted, head)

    def _give(self, lines: Mapping[int, Line]) -> None:
        self.model.give(lines)
        self.stack.show_list(bool(lines))

    @property
    def _head(self) -> HandoverHead | None:
        return self._card.head if self._card is not None else None

    @property
    def _rewritten(self) -> HandoverHead | None:
        """The operator's own one that is not signed yet; any other is followed by a new one."""
        head = self._head
        own = head is not None and head.leaving_id == self.session.desk.actor.staff_id
        return head if own and head is not None and head.stage is Stage.WRITTEN else None

    @property
    def _line(self) -> Line | None:
        return self.model.row_at(self.table.currentIndex().row())

    @Slot()
    def _follow(self) -> None:
        head, line = self._head, self._line
        self.whole.setText(_whole(self.session, line) if line is not None else "")
        stage = head.stage if head is not None else None
        leaving = head is not None and head.leaving_id == self.session.desk.actor.staff_id
        under_way = head is not None and head.unfinished
        self.write_action.setText("写交接班" if self._rewritten is None else "改交接班记录")
        self.write_action.setIconText(f" {self.write_action.text()}")
        self.write_action.setEnabled(not (stage is Stage.SIGNED and leaving))
        self.sign_action.setEnabled(stage is Stage.WRITTEN and leaving)
        self.tick_action.setEnabled(under_way and line is not None and line.asked)
        self.tick_all_action.setEnabled(under_way and self._card is not None and bool(self._card.unticked))
        self.accept_action.setEnabled(stage is Stage.SIGNED)
        self.print_action.setEnabled(head is not None and stage is not Stage.VOID)
        self.matter_action.setEnabled(line is not None and line.matter_id is not None)
        self.void_action.setEnabled(under_way)

    @Slot()
    def _write(self) -> None:
        from app.views.duty.handover_dialogs import WriteDialog

        dialog = WriteDialog(self.session, self._rewritten, self)
        dialog.succeeded.connect(self._written)
        dialog.open()

    @Slot()
    def _sign(self) -> None:
        from app.views.duty.handover_dialogs import SignDialog

        if (head := self._head) is not None:
            dialog = SignDialog(self.session, head, self)
            dialog.succeeded.connect(self._signed)
            dialog.open()

    @Slot()
    def _tick(self) -> None:
        if (head := self._head) is not None and (line := self._line) is not None and line.asked:
            self.session.ask(tick, head.id, [line.id], not line.ticked, uuid4())
            if not line.ticked:
                self._to_next(line.id)

    @Slot()
    def _tick_all(self) -> None:
        if self._card is not None:
            ids = [line.id for line in self._card.unticked]
            self.session.ask(tick, self._card.head.id, ids, True, uuid4())

    @Slot()
    def _accept(self) -> None:
        from app.views.duty.handover_dialogs import AcceptDialog

        if self._card is not None:
            dialog = AcceptDialog(self.session, self._card, self)
            dialog.succeeded.connect(self._accepted)
            dialog.open()

    @Slot()
    def _print(self) -> None:
        from app.views.duty.handover_dialogs import HandoverPaper

        if (head := self._head) is not None:
            HandoverPaper(self.session, self.settings, head, self).open()

    @Slot()
    def _show_matter(self) -> None:
        if (line := self._line) is not None and line.matter_id is not None:
            self.matter_wanted.emit(line.matter_id)

    @Slot()
    def _void(self) -> None:
        from app.views.duty.handover_dialogs import VoidDialog

        if (head := self._head) is not None:
            dialog: QDialog = VoidDialog(self.session, head, self)
            dialog.open()

    @Slot(object)
    def _written(self, written: Written) -> None:
        self.turn(0)
        self.session.notice(f"{written.number} 已写好，请交班人签字。", Tone.GREEN)

    @Slot(object)
    def _signed(self, signed: Written) -> None:
        self.session.notice(f"{signed.number} 交班人已签字，请接班人逐项确认。", Tone.GREEN)

    @Slot(object)
    def _accepted(self, accepted: Accepted) -> None:
        left = f"，{accepted.kept_back} 件按规定不移交" if accepted.kept_back else ""
        words = f"{accepted.number} 已交接，{accepted.moved} 件工单由 {accepted.name} 负责{left}。"
        self.session.ask(_actor, accepted.badge, then=self.session.take_over)
        self.session.notice(words, Tone.GREEN)

    def _to_next(self, line_id: int) -> None:
        """The next line that waits for its tick, so that one key goes down the list."""
        ids: Sequence[int] = self.model.ids()
        for following in ids[ids.index(line_id) + 1 :]:
            row = self.model.row_at(ids.index(following))
            if row is not None and row.asked and not row.ticked and not row.over:
                self.table.go_to(following)
                return


def _read(desk: Desk, board: Board, back: int) -> HandoverCard | Standing:
    """The unfinished handover or the desk as it stands; with `back`, so many finished ones before."""
    if back:
        done = [head for head in recent_handovers(desk) if not head.unfinished]
        if done:
            return handover_card(desk, done[min(back, len(done)) - 1].id)
    waiting = unfinished(desk)
    return handover_card(desk, waiting[0].id) if waiting else standing(desk, board)


def _actor(desk: Desk, badge: str) -> Actor:
    return actor_named(desk.store, badge)


def _next(stage: Stage) -> str:
    """How far it has come, and what follows by which key."""
    sign, tick_it, accept = (key_of(f"duty.{name}") for name in ("hand_sign", "hand_tick", "hand_accept"))
    return {
        Stage.WRITTEN: f"已写好。交班人看过后签字（{sign}）。",
        Stage.SIGNED: f"等接班：接班人逐项勾“已接”（{tick_it}），再签字（{accept}）。",
        Stage.ACCEPTED: "已交接。",
        Stage.VOID: "已作废，工单没有移交。",
    }[stage]


def _whole(session: Session, line: Line) -> str:
    """The line under the cursor, nothing cut off."""
    due = day_and_time(line.due_at, session.desk.now()) if line.due_at is not None else ""
    return "　".join(part for part in (line.number, words_shown(session, line.words), due) if part)


def _people(head: HandoverHead) -> str:
    parts = [
        f"交班 {head.leaving or '—'}",
        f"{full_time(head.signed_at)} 签字" if head.signed_at is not None else f"{full_time(head.written_at)} 写好",
        f"接班 {head.coming}" if head.coming else "",
        f"{full_time(head.accepted_at)} 签字" if head.accepted_at is not None else "",
    ]
    return "　".join(part for part in parts if part)
