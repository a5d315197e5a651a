"""One premises while the caller speaks: address, state, flags, valves, open and recent matters."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.services.customers.premises import PremisesCard, premises_card
from app.services.kernel.desk import Desk
from app.services.repairs.reads import MatterLine, open_matters_at, recent_matters
from app.views.session import Session
from app.views.texts import day_and_time, masked_phone, square_metres
from app.views.widgets.choice_row import FlowLayout
from app.views.widgets.labels import flag, label, rule

GRAVE = {"停热", "断热", "未入网", "私改"}


@dataclass(frozen=True, slots=True)
class AtPremises:
    """The card with what is going on there."""

    card: PremisesCard
    open: tuple[MatterLine, ...]
    recent: tuple[MatterLine, ...]


def at_premises(desk: Desk, premises_id: int) -> AtPremises:
    """Everything the intake window shows about a premises."""
    open_ones = open_matters_at(desk, premises_id)
    ids = {line.matter_id for line in open_ones}
    recent = [line for line in recent_matters(desk, premises_id) if line.matter_id not in ids]
    return AtPremises(premises_card(desk, premises_id), tuple(open_ones), tuple(recent))


class PremisesPanel(QFrame):
    """`whole_phones`: False where other people's premises are only looked at."""

    matter_wanted = Signal(int)

    def __init__(self, session: Session, whole_phones: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.session = session
        self.shown: AtPremises | None = None
        self._whole_phones = whole_phones
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(8)
        self._inside: QWidget | None = None
        self.say_nothing("查到住户后，这里显示状态、阀门和未办完的工单。")

    def show_premises(self, premises_id: int) -> None:
        self.session.ask(at_premises, premises_id, then=self.show_card)

    def say_nothing(self, hint: str) -> None:
        """Nobody is chosen; the hint says how."""
        self.shown = None
        column = self._begin()
        text = label(hint, "muted", wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(text)
        column.addStretch(2)

    def show_card(self, at: AtPremises) -> None:
        self.shown = at
        card = at.card
        column = self._begin()
        column.addWidget(label(card.address, "heading", wrap=True))
        holder = card.holder
        if holder is not None:
            phones = [
                phone if self._whole_phones else masked_phone(phone) for phone in (holder.phone, holder.phone2) if phone
            ]
            column.addWidget(label("　".join([holder.name or "（已删除）", *phones])))
        flags = QWidget()
        flow = FlowLayout(flags)
        if not card.flags:
            flow.addWidget(flag(card.state, "green"))
        for mark in card.flags:
            made = flag(mark.word, "red" if mark.word in GRAVE else "amber")
            made.setToolTip(mark.source)
            flow.addWidget(made)
        column.addWidget(flags)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        facts = [
            ("用户编号", card.number),
            ("面积", square_metres(card.area_c)),
            ("采暖方式", card.heating),
            ("位置", card.position),
            ("用热性质", card.use),
            ("备注", card.remark),
        ]
        for line, (title, value) in enumerate((title, value) for title, value in facts if value):
            grid.addWidget(label(title, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True), line, 1)
        column.addLayout(grid)
        column.addWidget(rule())
        column.addWidget(label("阀门位置", "section"))
        column.addWidget(label(card.valves or "没有登记，问维修员。", "" if card.valves else "muted", wrap=True))
        self._add_matters(column, "未办完的工单", at.open)
        self._add_matters(column, "近 7 天", at.recent)
        if card.doubts:
            column.addWidget(label("待核", "section"))
            for doubt in card.doubts[:4]:
                column.addWidget(label(doubt.reason, "muted", wrap=True))
        column.addStretch(1)

    def _add_matters(self, column: QVBoxLayout, title: str, lines: Sequence[MatterLine]) -> None:
        if not lines:
            return
        column.addWidget(rule())
        column.addWidget(label(f"{title}（{len(lines)}）", "section"))
        for matter in lines[:5]:
            line = QHBoxLayout()
            button = QToolButton()
            button.setText(matter.number)
            button.clicked.connect(lambda _=False, matter_id=matter.matter_id: self.matter_wanted.emit(matter_id))
            line.addWidget(button)
            line.addWidget(label(matter.phase))
            line.addWidget(label(day_and_time(matter.told_at, self.session.desk.now()), "muted"))
            line.addStretch(1)
            column.addLayout(line)
            if matter.words:
                column.addWidget(label(matter.words, "muted", wrap=True))

    def _begin(self) -> QVBoxLayout:
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        self._column.addWidget(self._inside)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        return column
