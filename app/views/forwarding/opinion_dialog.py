"""报送处理意见: the opinion of each matter, proposed by how it stands, read and changed by a person, then sent."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QScrollArea, QWidget

from app.services.forwarding.opinion_rules import opinion_rules
from app.services.forwarding.opinions import (
    LONGEST_WORDS,
    SINGLE,
    OpinionDraft,
    OpinionDue,
    OpinionSent,
    OpinionWords,
    send_each,
)
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import short_number, short_place
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.covered_text import CoveredText
from app.views.widgets.labels import label

# So many opinions are seen at once; the rest is scrolled.
SHOWN_AT_ONCE = 8

# Of the words so much stands beside the field.
MOST_LETTERS = 10


class OpinionDialog(ActDialog):
    """A single report for each line, or one summary of all of them."""

    # The reports, and whether the paper is wanted now.
    sent = Signal(object, bool)
    letters = 62

    def __init__(self, session: Session, form: str, lines: Sequence[OpinionDue], parent: QWidget) -> None:
        title = "单独报送处理意见" if form == SINGLE else "报送本小时汇总单"
        super().__init__(session, title, f"报送 {len(lines)} 件", parent)
        self._form = form
        self._lines = lines
        self._keys: list[UUID] = [uuid4() for _ in lines]
        self.words_edits = [QLineEdit(line.suggestion, maxLength=LONGEST_WORDS) for line in lines]
        for line, edit in zip(lines, self.words_edits, strict=True):
            edit.setAccessibleName(f"{line.number} 的处理意见")
        for edit in self.words_edits:
            CoveredText(session, edit)
        self._abouts = [label(self._about(line), "muted") for line in lines]
        self.how_row = ChoiceRow([(way, way) for way in opinion_rules().ways])
        self.how_row.set_value(opinion_rules().ways[0])
        self.received_edit = QLineEdit(opinion_rules().receiver, maxLength=40)
        self.at_edit = self.time_field()
        self.print_check = QCheckBox("报送后打印")
        self.print_check.setChecked(True)
        self.form.add("words", "处理意见", self._opinions())
        self.form.add("how", "报送方式", self.how_row)
        self.form.add("received_by", "接收人", self.received_edit)
        self.form.add("sent_at", "报送时间", self.at_edit)
        self.form.add("print", "", self.print_check)
        self.form.show_row("print", form != SINGLE or len(lines) == 1)
        self.succeeded.connect(self._announce)
        self.words_edits[0].setFocus()

    def drafts(self) -> list[OpinionDraft]:
        """One report for each line, or one for all."""
        words = [
            OpinionWords(line.matter_id, edit.text()) for line, edit in zip(self._lines, self.words_edits, strict=True)
        ]
        reports = [(one,) for one in words] if self._form == SINGLE else [tuple(words)]
        how, taker, at = self.how_row.value() or "", self.received_edit.text(), self.at_edit.moment()
        return [OpinionDraft(self._form, report, how, taker, at) for report in reports]

    def cover(self, covered: bool) -> None:
        super().cover(covered)
        for line, about in zip(self._lines, self._abouts, strict=True):
            about.setText(self._about(line))

    def _opinions(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setColumnStretch(1, 1)
        for place, (about, edit) in enumerate(zip(self._abouts, self.words_edits, strict=True)):
            grid.addWidget(about, place, 0)
            grid.addWidget(edit, place, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("tall", True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFocusProxy(self.words_edits[0])
        area.setWidget(inside)
        line_height = self.words_edits[0].sizeHint().height() + grid.verticalSpacing()
        area.setMinimumHeight(min(len(self._lines), SHOWN_AT_ONCE) * line_height + 8)
        return area

    def _about(self, line: OpinionDue) -> str:
        words = words_shown(self.session, line.words)
        said = words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 1]}…"
        return f"{line.word} {short_number(line.number)}　{short_place(line.place)[:12]}　{said}"

    def _save(self) -> None:
        drafts = self.drafts()
        self._ask(send_each, drafts, self._keys[: len(drafts)])

    @Slot(object)
    def _announce(self, reports: list[OpinionSent]) -> None:
        self.sent.emit(reports, self.print_check.isChecked())
