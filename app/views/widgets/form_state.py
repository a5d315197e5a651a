"""What stands in a form as plain text, and back again: for a draft that outlives its window."""

from collections.abc import Mapping

from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from app.views.texts import full_time
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form import Form
from app.views.widgets.time_edit import TimeEdit

Given = str | bool


def given(form: Form) -> dict[str, Given]:
    """By the name of the field; empty ones are left out. A time understood stands with its day."""
    found = {name: _given(field) for name, field in form.fields.items()}
    return {name: value for name, value in found.items() if value}


def give_back(form: Form, values: Mapping[str, object]) -> None:
    """Fill in from top to bottom as if it were typed: an answer may bring the next question, or its text."""
    for name, field in form.fields.items():
        if name in values:
            _give(field, values[name])


def field_in_hand(form: Form) -> str:
    """The name of the field with the cursor, or ''."""
    focused = QApplication.focusWidget()
    if focused is None:
        return ""
    return next((name for name, field in form.fields.items() if field is focused or field.isAncestorOf(focused)), "")


def _given(field: QWidget) -> Given:
    if isinstance(field, TimeEdit):
        moment = field.moment()
        return full_time(moment) if moment is not None else field.edit.text()
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, ChoiceRow):
        return str(field.value() or "")
    return isinstance(field, QCheckBox) and field.isChecked()


def _give(field: QWidget, value: object) -> None:
    if isinstance(field, TimeEdit):
        _type(field.edit, str(value))
    elif isinstance(field, QLineEdit):
        _type(field, str(value))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(str(value))
        field.document().setModified(True)
    elif isinstance(field, ChoiceRow):
        field.set_value(value)
        if field.value() == value:
            field.pick(value)
    elif isinstance(field, QCheckBox) and field.isChecked() != bool(value):
        field.click()


def _type(edit: QLineEdit, text: str) -> None:
    edit.setText(text)
    edit.setModified(True)
