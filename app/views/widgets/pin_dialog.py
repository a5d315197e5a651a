"""Who sits at the desk: initials or badge number, and the PIN, typed or tapped."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from app.services.kernel.desk import Actor, Desk
from app.services.kernel.errors import AppError
from app.services.kernel.operators import Candidate, StaffRow, candidates
from app.services.kernel.pins import MAX_LENGTH, MIN_LENGTH
from app.shortcuts import key_of
from app.views.actions import shortcut
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.pin_check import PinCheck

LONGEST_PIN = MAX_LENGTH
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "清", "0", "退")

# An Enter out of habit, after the last digit, falls into this dialog and not into the page behind it.
GRACE_MS = 250

Expected = Callable[[Desk], StaffRow | None]


class WhoEdit(QLineEdit):
    """The name that stands in it goes with the first letter of another one."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()


class PinDialog(ActDialog):
    """`sign_in(desk, who, pin)` is the act; its result goes out by `succeeded`. A wrong PIN empties only the PIN.

    Whoever is `expected` stands there already, and the last right digit enters without Enter: with the PIN of one
    person only, so that nobody is taken for a colleague of the same initials. Digits on the way to it are no tries.

    `handover_wanted`: it is the end of a shift; who leaves hands it over before somebody else enters.
    """

    letters = 20
    waits = False
    handover_wanted = Signal()

    def __init__(
        self,
        session: Session,
        sign_in: Callable[..., object],
        title: str = "换人",
        parent: QWidget | None = None,
        expected: Expected | None = None,
    ) -> None:
        super().__init__(session, title, "进入", parent)
        self._sign_in = sign_in
        self.who_edit = WhoEdit(placeholderText="姓名首字母或胸卡号", maxLength=32)
        self.pin_edit = QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=LONGEST_PIN)
        self.pin_edit.setPlaceholderText("输对就进入，不用回车")
        self.form.add("who", "谁", self.who_edit)
        self.form.add("pin", "密码", self.pin_edit)
        pad = QGridLayout()
        pad.setSpacing(6)
        for place, text in enumerate(KEYS):
            button = QPushButton(text)
            button.setProperty("role", "pad")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoDefault(False)
            button.clicked.connect(self._tap)
            pad.addWidget(button, place // 3, place % 3)
        self.column.insertLayout(2, pad)
        self._check = PinCheck()
        self._check.right.connect(self._enter)
        self._meant: tuple[Candidate, ...] = ()
        self._expected: StaffRow | None = None
        self._entered: Actor | None = None
        self.grace = QTimer(self, interval=GRACE_MS, singleShot=True)
        self.grace.timeout.connect(self._finish)
        self.who_edit.textChanged.connect(self._look_up)
        self.pin_edit.textChanged.connect(self._try)
        if expected is not None:
            session.ask(expected, then=self._expect, failed=_leave)

    def offer_handover(self) -> None:
        """A way to 交接班, where there is one."""
        button = QPushButton(f"交接班 {key_of('dialog.handover')}")
        button.setAutoDefault(False)
        button.clicked.connect(self._hand_over)
        self.buttons.insertWidget(0, button)
        shortcut(self, "dialog.handover", self._hand_over)

    @Slot()
    def _hand_over(self) -> None:
        self._leave()
        self.handover_wanted.emit()

    @Slot()
    def _tap(self) -> None:
        button = self.sender()
        text = button.text() if isinstance(button, QPushButton) else ""
        if text == "清":
            self.pin_edit.clear()
        elif text == "退":
            self.pin_edit.backspace()
        else:
            self.pin_edit.insert(text)
        self.pin_edit.setFocus()

    @Slot()
    def accept(self) -> None:
        if self.grace.isActive():
            self._finish()
        else:
            super().accept()

    @Slot()
    def reject(self) -> None:
        self.grace.stop()
        self._leave()  # nothing typed here is worth a question

    def _expect(self, staff: StaffRow | None) -> None:
        """Somebody else may already be typing who he is."""
        if staff is not None and not self.who_edit.text():
            self._expected = staff
            self.who_edit.setText(staff.name)
            self.who_edit.selectAll()
            self.pin_edit.setFocus()

    def _who(self) -> str:
        """The one expected by his badge: another may have the same name."""
        typed = self.who_edit.text().strip()
        expected = self._expected
        return expected.badge if expected is not None and typed == expected.name else typed

    @Slot()
    def _look_up(self) -> None:
        self._meant = ()
        self.grace.stop()
        self._check.forget()
        if who := self._who():
            self.session.ask(_candidates, who, then=partial(self._take_meant, who), failed=_leave)

    def _take_meant(self, who: str, found: tuple[Candidate, ...]) -> None:
        if who == self._who():
            self._meant = found
            self._try()

    @Slot()
    def _try(self) -> None:
        self.grace.stop()
        pin = self.pin_edit.text()
        if len(self._meant) == 1 and len(pin) >= MIN_LENGTH and not self.is_saving():
            self._check.ask(self._meant[0], pin)
        else:
            self._check.forget()

    @Slot(object, str)
    def _enter(self, candidate: Candidate, pin: str) -> None:
        """Unless something else stands there meanwhile."""
        if self.isVisible() and not self.is_saving() and self._meant == (candidate,) and self.pin_edit.text() == pin:
            self._entered = candidate.actor
            self.grace.start()

    @Slot()
    def _finish(self) -> None:
        self.grace.stop()
        if self._entered is not None:
            self._taken(self._entered)

    def _save(self) -> None:
        if self._who() and not self.pin_edit.text():
            self.save_button.setEnabled(True)
            self.pin_edit.setFocus()
            return
        self._ask(self._sign_in, self._who(), self.pin_edit.text())

    def _refused(self, error: AppError) -> None:
        super()._refused(error)
        self.pin_edit.clear()
        if self.who_edit.text().strip():
            self.pin_edit.setFocus()


def _candidates(desk: Desk, who: str) -> tuple[Candidate, ...]:
    return candidates(desk.store, who)


def _leave(_error: AppError) -> None:
    """Name and PIN are asked as ever, with Enter."""
