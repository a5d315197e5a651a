"""Fields of a form filled by keys: the cursor goes there by Tab, answers are picked by their number."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.services.kernel.errors import Refused
from app.services.kernel.times import china
from app.tour.keyboard import Keyboard, focused, until
from app.views.session import Session
from app.views.widgets.choice_row import DIGITS, ChoiceRow
from app.views.widgets.form import Form
from app.views.widgets.search_box import SearchBox
from app.views.widgets.time_edit import TimeEdit

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier
# So many stops has the longest way around a form.
LONGEST_WAY = 80


class Typing:
    """Knows how each kind of field is answered."""

    def __init__(self, keys: Keyboard, session: Session) -> None:
        self._keys = keys
        self._session = session

    def fill(self, form: Form, **answers: object) -> None:
        """The named fields in the order of the form; what is None or "" is left as it stands, rows not there, too."""
        for name, field in form.fields.items():
            wanted = answers.get(name)
            if wanted not in (None, "") and not field.isHidden():
                self.answer(field, wanted)

    def answer(self, field: QWidget, wanted: object) -> None:
        """One field, whatever it is."""
        match field:
            case TimeEdit():
                assert isinstance(wanted, datetime)
                if wanted != field.moment():
                    self._write(field.edit, self.as_typed(wanted))
            case ChoiceRow():
                self._pick(field, wanted)
            case QCheckBox():
                if field.isChecked() != wanted:
                    self.go_to(field)
                    self._keys.press(Qt.Key.Key_Space)
            case QComboBox():
                self._choose(field, wanted)
            case QLineEdit() | QPlainTextEdit():
                self._write(field, str(wanted))
            case _:
                raise TypeError(f"no way to answer a {type(field).__name__}")

    def go_to(self, field: QWidget) -> None:
        """The cursor into the field, by Tab."""
        aim = field.focusProxy() or field
        for _ in range(LONGEST_WAY):
            if focused() is aim:
                return
            self._keys.press(TAB)
        raise RuntimeError(f"{field.objectName() or type(field).__name__} is not in the tab order")

    def place(self, box: SearchBox, address: str, wanted: int) -> None:
        """An address found by the box: its line by the arrow, then Enter."""
        self._write(box, address)
        until(lambda: wanted in [hit.id for hit in box.hits()] and not box.is_searching(), "hits for the address")
        until(box.popup_is_open, "the list of hits")
        for _ in range([hit.id for hit in box.hits()].index(wanted)):
            self._keys.press(Qt.Key.Key_Down)
        self._keys.press(ENTER)

    def as_typed(self, moment: datetime) -> str:
        """Four digits; a time of another day with its date."""
        local, now = china(moment), china(self._session.desk.now())
        return f"{local:%H%M}" if local.date() == now.date() else f"{local:%Y-%m-%d %H%M}"

    def _write(self, edit: QLineEdit | QPlainTextEdit, text: str) -> None:
        self.go_to(edit)
        self._keys.press(Qt.Key.Key_A, CONTROL)
        self._keys.type(text)

    def _pick(self, row: ChoiceRow, wanted: object) -> None:
        if row.value() == wanted:
            return
        place = row.place_of(wanted)
        if place is None:
            raise Refused(f"“{wanted}”不在可选的答案里。")
        self.go_to(row)
        if place < DIGITS:
            self._keys.digit((place + 1) % DIGITS)
            return
        while row.value() != wanted:
            self.go_to(row)
            self._keys.press(Qt.Key.Key_Right)

    def _choose(self, box: QComboBox, wanted: object) -> None:
        self.go_to(box)
        self._keys.press(Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentData() == wanted:
                return
            self._keys.press(Qt.Key.Key_Down)
        raise Refused(f"“{wanted}”不在可选的答案里。")
