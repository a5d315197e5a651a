"""没保存的来电: one line in the intake window for what its operator began and left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.services.kernel.drafts import Draft
from app.shortcuts import key_of
from app.views.actions import command
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import day_and_time
from app.views.widgets.labels import flag, label


class DraftBox(QWidget):
    """Empty and invisible while nothing was left; with several, the one begun last comes first."""

    resume_wanted = Signal(object)
    drop_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._drafts: list[Draft] = []
        self.line = label(wrap=True)
        self.resume_action = command(self, "接着填", "correct", "intake.resume", self._resume)
        self.drop_action = command(self, "不要了", "void", "intake.drop", self._drop)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(flag("没保存", "amber"))
        across.addWidget(self.line, 1)
        for action, name in ((self.resume_action, "intake.resume"), (self.drop_action, "intake.drop")):
            button = QPushButton(f"{action.text()}　{key_of(name)}")
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(action.trigger)
            across.addWidget(button)
        session.covered_changed.connect(self._show)
        self._show()

    def offer(self, drafts: Sequence[Draft]) -> None:
        """What may be taken up again, newest first."""
        self._drafts = list(drafts)
        self._show()

    @Slot()
    def _show(self) -> None:
        first = self._drafts[0] if self._drafts else None
        self.resume_action.setEnabled(first is not None)
        self.drop_action.setEnabled(first is not None)
        if first is not None:
            more = f"（共 {len(self._drafts)} 条）" if len(self._drafts) > 1 else ""
            begun = day_and_time(first.begun_at, self._session.desk.now())
            self.line.setText(f"{begun} 来电　{words_shown(self._session, _about(first))}{more}")
        self.setVisible(first is not None)

    @Slot()
    def _resume(self) -> None:
        self.resume_wanted.emit(self._drafts[0])

    @Slot()
    def _drop(self) -> None:
        self.drop_wanted.emit(self._drafts.pop(0))
        self._show()


def _about(draft: Draft) -> str:
    """Where, and what was said: enough to know the call again."""
    fields = draft.values.get("fields", {})
    said = [str(fields.get(name, "")) for name in ("place", "phone", "fault", "words")]
    return "　".join(part for part in said if part) or "还没有写内容"
