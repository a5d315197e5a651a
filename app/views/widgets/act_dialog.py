"""The small dialog of one act: asks what is needed, stays open until the service took it."""

from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.services.kernel.errors import AppError, InvalidInput
from app.views import messages
from app.views.actions import pressed
from app.views.icons import fit_icons
from app.views.session import Session
from app.views.widgets.form import Form
from app.views.widgets.labels import label
from app.views.widgets.time_edit import TimeEdit
from app.views.widgets.waiting import Waiting


class ActDialog(QDialog):
    """A subclass fills `form` and says in `_save` which act to ask; `self.key` makes the act happen once.

    Another operator may sit down above it (F9): half filled in, it waits out of sight for its author.
    """

    succeeded = Signal(object)
    # Its width in Chinese characters.
    letters = 34
    # False: it has its own way with another operator.
    waits = True

    def __init__(
        self, session: Session, title: str, verb: str, parent: QWidget | None = None, columns: int = 1
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.key: UUID = uuid4()
        self._saving = False
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.form = Form(columns)
        self._said = ""
        self.lead = label(role="muted", wrap=True)
        self.lead.hide()
        self.save_button = QPushButton(verb)
        self.save_button.setProperty("role", "primary")
        self.save_button.setDefault(True)
        self.back_button = QPushButton("返回")
        self.back_button.setAutoDefault(False)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.back_button)
        self.buttons.addWidget(self.save_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(12)
        self.column.addWidget(self.lead)
        self.column.addWidget(self.form)
        self.column.addLayout(self.buttons)
        self.save_button.clicked.connect(self.accept)
        self.back_button.clicked.connect(self.reject)
        session.covered_changed.connect(self._hear_cover)
        # Its parts know it, it knows its parts: without this each dialog is a hundred objects for the collector.
        self.destroyed.connect(vars(self).clear)
        self.waiting = Waiting(session, self) if self.waits else None

    def fit(self) -> None:
        """As wide as wanted but never wider than the window behind; as high as its words then need."""
        wide = self.fontMetrics().horizontalAdvance("温") * self.letters
        behind = self.parentWidget()
        if behind is not None:
            wide = min(wide, behind.window().width() - 40)
        high = self.column.totalHeightForWidth(wide) if self.column.hasHeightForWidth() else self.sizeHint().height()
        self.resize(wide, min(high, behind.window().height() - 20) if behind is not None else high)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_icons(self)
        self.fit()

    def say(self, text: str) -> None:
        """What the act is about, above the fields; covered, its telephones and sensitive words are masked."""
        from app.views.covering import words_shown

        self._said = text
        self.lead.setText(words_shown(self.session, text))
        self.lead.setVisible(bool(text))
        if self.isVisible():
            self.fit()

    @Slot(bool)
    def _hear_cover(self, covered: bool) -> None:
        # A slot that a subclass overrides would stay connected when the dialog is gone.
        self.cover(covered)

    def cover(self, covered: bool) -> None:
        """The window was covered or uncovered over the open dialog; a subclass that shows people masks them here.

        A name in the words above the fields is the subclass's own: it says them again.
        """
        self.say(self._said)

    def time_field(self, past: bool = True, now: bool = True) -> TimeEdit:
        """A time in the desk's own clock; a fact starts as the present minute."""
        edit = TimeEdit(self._now, past)
        if now:
            edit.set_now()
        return edit

    @Slot()
    def accept(self) -> None:
        """Close only once the service took it; otherwise say why not, in place.

        Every way here, by key or by button, obeys the button: while it is dead nothing is saved.
        """
        if not self.save_button.isEnabled():
            return
        if self.begin_saving():
            self._save()

    def begin_saving(self) -> bool:
        """False, said in place, when a time cannot be read; else the button is dead until there is an answer."""
        if wrong := self.form.unreadable():
            self.form.show_problems(next(iter(wrong.values())), wrong)
            return False
        self.form.clear_problems()
        self._saving = True
        self.save_button.setEnabled(False)
        return True

    def is_saving(self) -> bool:
        """Whether an answer of the service is awaited; a button may be dead for another reason."""
        return self._saving and not self.save_button.isEnabled()

    def is_touched(self) -> bool:
        """Whether closing would lose something; a subclass with more than its form adds it."""
        return self.form.is_touched()

    def refuse(self, name: str, sentence: str) -> None:
        """The dialog itself sees what is missing: nothing is asked of the service."""
        self.save_button.setEnabled(True)
        self.form.show_problems(sentence, {name: sentence})
        self.fit()

    @Slot()
    def reject(self) -> None:
        if self.is_touched():
            messages.ask(self, "填了一半的内容还没有保存。", "不保存", self._leave, danger=True)
        else:
            self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if pressed(event, "dialog.save"):
            self.accept()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible() and self.is_touched() and self.result() == 0:
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)

    def _save(self) -> None:
        raise NotImplementedError

    def _ask(self, act: Any, *args: Any, **named: Any) -> None:
        """Hand the act to the session; the dialog closes when it succeeded."""
        self.session.ask(act, *args, then=self._taken, failed=self._refused, **named)

    def _taken(self, result: Any) -> None:
        self.save_button.setEnabled(True)
        super().accept()
        self.succeeded.emit(result)

    def _refused(self, error: AppError) -> None:
        self.save_button.setEnabled(True)
        self.form.show_problems(error.message, error.fields if isinstance(error, InvalidInput) else {})
        self.fit()
        if self.waiting is not None:
            self.waiting.see_operator()

    def _leave(self) -> None:
        super().reject()

    def _now(self) -> Any:
        return self.session.desk.now()
