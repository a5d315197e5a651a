"""Rows of label and field, with the reasons a service gives for refusing them shown where they belong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.views.widgets.choice_row import ChoiceRow, ChoiceTitle
from app.views.widgets.composing import Composing
from app.views.widgets.labels import label
from app.views.widgets.polish import set_property
from app.views.widgets.time_edit import TimeEdit


class Form(QWidget):
    """Fields are known by the name the service uses for them in `InvalidInput.fields`."""

    def __init__(self, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = label(role="message", wrap=True)
        self.message.hide()
        self.fields: dict[str, QWidget] = {}
        self._labels: dict[str, QLabel] = {}
        self._asked_in: dict[str, str] = {}
        self._answered = False
        self._columns = columns
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        for column in range(columns):
            self._grid.setColumnStretch(column * 2 + 1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.message)
        whole.addLayout(self._grid)
        # Takes what is left over, so that rows stay as high as their fields.
        whole.addStretch(1)
        self._row = self._column = 0

    def add(self, name: str, title: str, field: QWidget, wide: bool = False) -> None:
        """The next row (or the next place in it); `wide` takes the whole row. Tab order is the order of adding."""
        if wide and self._column:
            self._row, self._column = self._row + 1, 0
        text = ChoiceTitle(title, field) if isinstance(field, ChoiceRow) else label(title)
        text.setBuddy(field)
        tall = isinstance(field, (QPlainTextEdit, ChoiceRow)) or field.property("tall")
        side = Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(text, self._row, self._column * 2, Qt.AlignmentFlag.AlignRight | side)
        self._grid.addWidget(field, self._row, self._column * 2 + 1, 1, self._columns * 2 - 1 if wide else 1)
        for edit in (field, *field.findChildren(QLineEdit)):
            if isinstance(edit, (QLineEdit, QPlainTextEdit)):
                Composing(edit)
        self.fields[name] = field
        self._labels[name] = text
        _call(field, title)
        if isinstance(field, ChoiceRow):
            field.picked.connect(self._answer)
        elif isinstance(field, QCheckBox):
            field.clicked.connect(self._answer)
        self._column += self._columns if wide else 1
        if self._column >= self._columns:
            self._row, self._column = self._row + 1, 0

    def tighten(self) -> None:
        """More questions on one screen: rows closer together."""
        self._grid.setVerticalSpacing(4)

    def show_row(self, name: str, visible: bool) -> None:
        """Rows that do not apply are not there."""
        self.fields[name].setVisible(visible)
        self._labels[name].setVisible(visible)

    @contextmanager
    def laid_out_once(self) -> Iterator[None]:
        """Many rows come and go: they are laid out when the last has, not with each of them."""
        layout = self.layout()
        if layout is None or not layout.isEnabled():
            yield  # within another one
            return
        layout.setEnabled(False)
        try:
            yield
        finally:
            layout.setEnabled(True)
            layout.activate()

    def set_title(self, name: str, title: str) -> None:
        """The same field asked in other words."""
        self._labels[name].setText(title)
        _call(self.fields[name], title)

    def ask_in(self, name: str, row: str) -> None:
        """What the service calls `name` is asked in this row; a problem with it is shown there."""
        self._asked_in[name] = row

    def unreadable(self) -> dict[str, str]:
        """A sentence for each time on screen that nobody understands; rows that are not there stop nobody."""
        return {
            name: f"{self._labels[name].text().split()[0]}看不懂，例如 1830、昨 2330。"
            for name, field in self.fields.items()
            if isinstance(field, TimeEdit) and not field.isHidden() and not field.is_valid()
        }

    def show_problems(self, message: str, problems: Mapping[str, str]) -> None:
        """Mark each named field, say why, and put the cursor into the first."""
        fields = {self._asked_in.get(name, name): sentence for name, sentence in problems.items()}
        self.message.setText(message)
        self.message.setVisible(bool(message))
        for name, field in self.fields.items():
            inner = _inner(field)
            wrong = name in fields
            if not wrong and inner.property("invalid") is None:
                # Looks as before: nothing to style anew, which at every save would cost as much as the save.
                inner.setProperty("invalid", False)
            else:
                set_property(inner, "invalid", wrong)
            inner.setToolTip(fields.get(name, ""))
        for name, field in self.fields.items():
            if name in fields:
                field.setFocus()
                break

    def clear_problems(self) -> None:
        self.show_problems("", {})

    def begin_anew(self) -> None:
        """What was answered so far is no answer any more: the form stands for another case."""
        self._answered = False
        # A line that was emptied still counts as changed by hand.
        for edit in self.findChildren(QLineEdit):
            edit.setModified(False)
        self.clear_problems()

    def is_touched(self) -> bool:
        """Whether something was typed, picked or ticked; asked before a half-filled form is thrown away."""
        if self._answered:
            return True
        return any(edit.isModified() for edit in self.findChildren(QLineEdit)) or any(
            edit.document().isModified() for edit in self.findChildren(QPlainTextEdit)
        )

    @Slot()
    def _answer(self) -> None:
        self._answered = True


def _inner(field: QWidget) -> QWidget:
    return field.edit if isinstance(field, TimeEdit) else field


def _call(field: QWidget, title: str) -> None:
    """What a screen reader says of the field, and of the line inside it that takes the keys."""
    part: QWidget | None = field
    while part is not None:
        part.setAccessibleName(title or (part.placeholderText() if isinstance(part, QLineEdit) else ""))
        part = part.focusProxy()
