"""The selected repair at the right of the board: who, where, what, its clocks, what happened so far."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QScrollBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.services.clocks.engine import ClockState, State
from app.views.board.lines import late_badge
from app.views.covering import name_shown, phone_shown, words_shown
from app.views.icons import fit_icons, wear
from app.views.session import Session
from app.views.texts import clock_time, day_and_time
from app.views.theme import Tone
from app.views.widgets.badge import Badge, BadgeLabel
from app.views.widgets.choice_row import FlowLayout
from app.views.widgets.labels import flag, label, rule
from app.views.widgets.time_left import time_left

if TYPE_CHECKING:
    from app.services.matters.card import MatterHead
    from app.services.matters.timeline import TimelineRow
    from app.services.repairs.reads import RepairCard, RepairHead, SheetCard
    from app.views.board.cards import InHand

SHEET_STATES = {"out": "未交回", "returned": "已收单", "void": "已作废"}


class MatterPanel(QFrame):
    """Shows one card; the whole phone stands here, because this is the matter being handled (covered: masked)."""

    why_wanted = Signal(str)
    premises_wanted = Signal(int)
    matter_wanted = Signal(int)
    # The ordinal of the visit whose photo is wanted.
    photo_wanted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.session = session
        self.in_hand: InHand | None = None
        # What says how long is left, with its clock.
        self._running: list[tuple[BadgeLabel, ClockState]] = []
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self._area)
        session.covered_changed.connect(self._cover)
        self.show_card(None)

    @property
    def card(self) -> "RepairCard | None":
        """The repair that is shown; None while nothing is, or a matter of another kind."""
        return self.in_hand.repair if self.in_hand is not None else None

    def scroll_bar(self) -> QScrollBar:
        """Where in the details one reads."""
        return self._area.verticalScrollBar()

    def turn(self, pages: int) -> None:
        """Leaf through the details, the cursor stays in the list; up is negative."""
        bar = self.scroll_bar()
        bar.setValue(bar.value() + pages * bar.pageStep() * 3 // 4)

    def show_card(self, in_hand: "InHand | None") -> None:
        """Another matter is shown from its head; the same one, told anew, from where it was read."""
        same = (
            in_hand is not None and self.in_hand is not None and in_hand.head.matter_id == self.in_hand.head.matter_id
        )
        read = self.scroll_bar().value() if same else 0
        self.in_hand = in_hand
        self._running.clear()
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(7)
        if in_hand is None:
            hint = label("选中一张工单，这里显示它的时限和经过。", "muted", wrap=True)
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(hint)
        elif in_hand.other is not None:
            self._add_other(column, in_hand.other.head)
            self._add_clocks(column, in_hand.other.clocks)
            column.addWidget(rule())
            self._add_history(column, in_hand.other.timeline)
        elif in_hand.repair is not None:
            self._add_repair(column, in_hand, in_hand.repair)
        column.addStretch(1)
        self._area.setWidget(inside)
        fit_icons(inside)
        self.scroll_bar().setValue(read)

    def tell_time(self) -> None:
        """A minute has passed: what is left is said anew."""
        for badge, clock in self._running:
            badge.show_badge(state_badge(clock, self.session))

    def _add_repair(self, column: QVBoxLayout, in_hand: "InHand", card: "RepairCard") -> None:
        from app.views.board.repair_sections import RepairSections

        assert in_hand.details is not None
        more = RepairSections(self.session, card, in_hand.details, self._want_matter, self._want_photo)
        self._add_head(column, card.head)
        more.add_to_head(column)
        column.addWidget(rule())
        self._add_clocks(column, card.clocks)
        more.add_visits(column)
        column.addWidget(rule())
        self._add_history(column, card.timeline)
        self._add_sheets(column, card.sheets)
        more.add_foot(column)

    @Slot()
    def _cover(self) -> None:
        self.show_card(self.in_hand)

    def _want_why(self, policy_id: str) -> None:
        self.why_wanted.emit(policy_id)

    def _want_premises(self, premises_id: int) -> None:
        self.premises_wanted.emit(premises_id)

    def _want_matter(self, matter_id: int) -> None:
        self.matter_wanted.emit(matter_id)

    def _want_photo(self, visit_no: int) -> None:
        self.photo_wanted.emit(visit_no)

    def _add_other(self, column: QVBoxLayout, head: "MatterHead") -> None:
        self._add_number(column, head.number, f"{head.kind_word}　{head.phase}")
        self._add_place(column, head.place, head.premises_id)
        self._add_caller(column, head.caller, head.relation, head.phone)
        if head.words:
            column.addWidget(label(f"“{words_shown(self.session, head.words)}”", wrap=True))
        if head.owner:
            column.addWidget(label(f"责任人　{head.owner}"))
        column.addWidget(rule())

    def _add_head(self, column: QVBoxLayout, head: "RepairHead") -> None:
        self._add_number(column, head.number, head.phase)
        self._add_place(column, head.place, head.premises_id)
        self._add_caller(column, head.caller, head.relation, head.phone)
        self._add_fault(column, head)

    def _add_number(self, column: QVBoxLayout, number_text: str, word: str) -> None:
        first = QWidget()
        flow = FlowLayout(first, gap=10)
        number = label(number_text, "number")
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        flow.addWidget(flag(word, "accent"))
        flow.addWidget(number)
        column.addWidget(first)

    def _add_place(self, column: QVBoxLayout, place: str, premises_id: int | None) -> None:
        where = QHBoxLayout()
        where.addWidget(label(words_shown(self.session, place), "heading", wrap=True), 1)
        if premises_id is not None:
            ledger = QToolButton()
            ledger.setToolTip("看这一户的台账")
            ledger.setAccessibleName("看这一户的台账")
            wear(ledger, "house")
            ledger.clicked.connect(partial(self._want_premises, premises_id))
            where.addWidget(ledger)
        column.addLayout(where)

    def _add_caller(self, column: QVBoxLayout, name: str, relation: str, number: str) -> None:
        caller, phone = name_shown(self.session, name), phone_shown(self.session, number)
        who = "　".join(part for part in (caller, relation, phone) if part)
        if who:
            column.addWidget(label(who))

    def _add_fault(self, column: QVBoxLayout, head: "RepairHead") -> None:
        fault = "·".join(part for part in (head.group_word, head.fault, head.severity) if part)
        column.addWidget(label(fault, "muted", wrap=True))
        if head.words:
            column.addWidget(label(f"“{words_shown(self.session, head.words)}”", wrap=True))
        if head.gaps:
            gaps = QWidget()
            flow = FlowLayout(gaps)
            for gap in head.gaps:
                flow.addWidget(flag(gap if gap.startswith("待") else f"待补 {gap}"))
            column.addWidget(gaps)
        if head.valves:
            column.addWidget(label(f"阀门：{head.valves}", wrap=True))
        if head.repairer:
            column.addWidget(label(f"维修员　{head.repairer}"))
        found = "，".join(part for part in (head.cause, head.done, head.responsibility) if part)
        if found:
            column.addWidget(label(found, "muted", wrap=True))
        if head.user_words:
            column.addWidget(label(f"回执单写：“{words_shown(self.session, head.user_words)}”", wrap=True))

    def _add_clocks(self, column: QVBoxLayout, clocks: Sequence[ClockState]) -> None:
        now = self.session.desk.now()
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, clock in enumerate(clocks):
            grid.addWidget(label(clock.title), line * 2, 0)
            left = BadgeLabel(state_badge(clock, self.session))
            self._running.append((left, clock))
            grid.addWidget(left, line * 2, 1)
            if clock.stopped is None:
                due = f"到 {day_and_time(clock.due, now)}（{clock.clause}）{'，暂定' if clock.provisional else ''}"
                grid.addWidget(label(due, "hint"), line * 2 + 1, 1)
            why = QToolButton()
            why.setToolTip("这个期限怎么来的")
            why.setAccessibleName("这个期限怎么来的")
            wear(why, "why")
            why.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            why.clicked.connect(partial(self._want_why, clock.policy_id))
            grid.addWidget(why, line * 2, 2)
        column.addWidget(label("时限", "section"))
        if not clocks:
            column.addWidget(label("这张工单没有时限。", "muted", wrap=True))
        column.addLayout(grid)

    def _add_history(self, column: QVBoxLayout, rows: "Sequence[TimelineRow]") -> None:
        column.addWidget(label("经过", "section"))
        now = self.session.desk.now()
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for line, row in enumerate(rows):
            at = label(day_and_time(row.happened_at, now), "muted")
            grid.addWidget(at, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._history_line(row), line, 1)
        column.addLayout(grid)

    def _history_line(self, row: "TimelineRow") -> QLabel:
        parts = [row.word]
        if row.visit_no and row.visit_no > 1:
            parts[0] = f"{row.word}（第 {row.visit_no} 次）"
        if row.staff and row.staff != row.by:
            parts.append(row.staff)
        if row.until_at is not None:
            parts.append(f"到 {clock_time(row.until_at)}")
        parts += [f"{name}：{value}" for name, value in row.shown]
        if row.note:
            parts.append(f"“{row.note}”")
        if row.late_entry:
            parts.append("补录")
        if row.old:
            parts.append(row.old)
        made = label(words_shown(self.session, "　".join(parts)), "" if row.standing else "muted", wrap=True)
        if not row.standing:
            font = made.font()
            font.setStrikeOut(True)
            made.setFont(font)
        made.setToolTip(f"{row.by} 记" if row.by else "")
        return made

    def _add_sheets(self, column: QVBoxLayout, sheets: "Sequence[SheetCard]") -> None:
        if not sheets:
            return
        column.addWidget(rule())
        column.addWidget(label("单据", "section"))
        for card in sheets:
            state = SHEET_STATES.get(card.sheet.state, card.sheet.state)
            printed = f"打印 {len(card.prints)} 次" if card.prints else "未打印"
            column.addWidget(label(f"{card.sheet.number}　{state}　{printed}", wrap=True))


def state_badge(clock: ClockState, session: Session) -> Badge:
    """Where one clock stands, also after it stopped."""
    if clock.state is State.STOPPED:
        late = clock.classification is not None and clock.stopped is not None and clock.stopped > clock.due
        word = clock.classification.word if clock.classification else clock.state.word
        return Badge(word, Tone.AMBER if late else Tone.GREEN, "done")
    if clock.state is State.WAITING_WINDOW and clock.not_before is not None:
        return Badge(f"{day_and_time(clock.not_before, session.desk.now())} 起", Tone.NEUTRAL, "waiting")
    if clock.state is State.OVERDUE:
        return late_badge(clock.due, session.desk.now(), clock.classification)
    warned = clock.start if clock.state is State.WARNING else clock.due
    return time_left(clock.due, session.desk.now(), warned)
