"""What is wrong: the group by one digit, its kind, and only the questions of that group."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.repairs.values import FaultGroup
from app.views.repairs import words
from app.views.repairs.questions import QuestionRows
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.covered_text import CoveredText
from app.views.widgets.form import Form

LEAK_ROWS = ("severity", "can_close", "below_wet", "electricity")


class WhatPart(QObject):
    """The cursor goes from the group to the kind, to its questions, to the words."""

    # The kind of fault, for what it says about the place.
    fault_picked = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted = True
        self.group_row = ChoiceRow(words.groups())
        self.fault_row = ChoiceRow()
        self.severity_row = ChoiceRow(words.SEVERITIES)
        self.can_close_row = ChoiceRow(words.CAN_CLOSE)
        self.below_wet_row = ChoiceRow(words.BELOW_WET)
        self.electricity_row = ChoiceRow(words.ELECTRICITY)
        self.words_edit = QLineEdit(placeholderText="用户的原话", maxLength=500)
        CoveredText(session, self.words_edit)
        self.questions = QuestionRows(self.words_edit)
        self.group_row.picked.connect(self._show_group)
        self.fault_row.picked.connect(self._after_fault)
        steps = (self.severity_row, self.can_close_row, self.below_wet_row, self.electricity_row, self.words_edit)
        for row, following in pairwise(steps):
            if isinstance(row, ChoiceRow):
                row.then_to(following)

    def add_to(self, form: Form) -> None:
        self._form = form
        form.add("fault_group", "故障", self.group_row, wide=True)
        form.add("fault", "部位", self.fault_row, wide=True)
        form.add("severity", "漏势", self.severity_row)
        form.add("can_close", "阀门", self.can_close_row)
        form.add("below_wet", "楼下进水", self.below_wet_row)
        form.add("electricity", "碰到电", self.electricity_row)
        self.questions.add_to(form)
        self.show_rows(True)

    def add_words(self, form: Form) -> None:
        """The words stand after the questions of every kind of call."""
        form.add("words", "诉求", self.words_edit, wide=True)

    def show_rows(self, wanted: bool) -> None:
        """A call of another kind asks nothing of a fault."""
        self._wanted = wanted
        group = str(self.group_row.value() or "")
        with self._form.laid_out_once():
            self._form.show_row("fault_group", wanted)
            self._form.show_row("fault", wanted and len(words.faults_of(group)) > 1)
            for name in LEAK_ROWS:
                self._form.show_row(name, wanted and group == FaultGroup.LEAK)
            self.questions.show_for(group if wanted else "")

    def pick(self, number: int) -> None:
        """The group of this number, from any field."""
        choices = words.groups()
        if number <= len(choices):
            self.group_row.pick(choices[number - 1][0])

    def group(self) -> FaultGroup:
        return FaultGroup(self.group_row.value() or FaultGroup.OTHER)

    def answers(self) -> Mapping[str, str]:
        """Answers to the questions of the group, by the id of the question."""
        return self.questions.answers()

    @Slot()
    def _show_group(self) -> None:
        choices = words.faults_of(str(self.group_row.value()))
        self.fault_row.set_choices(choices)
        self.show_rows(self._wanted)
        self.fault_picked.emit("")
        if len(choices) > 1:
            self.fault_row.setFocus()
        else:
            self.fault_row.set_value(choices[0][0] if choices else None)
            self._after_fault()

    @Slot()
    def _after_fault(self) -> None:
        self.fault_picked.emit(str(self.fault_row.value() or ""))
        if self.group() is FaultGroup.LEAK:
            self.severity_row.setFocus()
        else:
            self.questions.begin()
