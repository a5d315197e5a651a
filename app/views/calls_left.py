"""没保存的来电: who sits down is told of the calls he began and left, here or before the program was killed."""

from PySide6.QtCore import QObject, Slot

from app.services.kernel.drafts import Draft
from app.shortcuts import key_of
from app.views.drafts import NOT_KEPT, DraftKeeper, is_call
from app.views.session import Session
from app.views.settings import Settings
from app.views.theme import Tone


class CallsLeft(DraftKeeper):
    """The keeper of the window's calls."""

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(settings, parent)
        self._session = session
        self._operator = session.desk.actor.staff_id
        session.desk_changed.connect(self._see_operator)
        self.failed.connect(self._say_failed)
        if self._operator is not None:
            self.ask(session, self._remind)

    @Slot()
    def _see_operator(self) -> None:
        now = self._session.desk.actor.staff_id
        if now != self._operator:
            self._operator = now
            self.ask(self._session, self._remind)

    def _remind(self, drafts: list[Draft]) -> None:
        count = sum(is_call(draft) and draft.name not in self.open for draft in drafts)
        if count:
            keys = f"{key_of('window.intake')} 再按 {key_of('intake.resume')}"
            self._session.notice(f"您有 {count} 条没保存的来电，按 {keys} 接着填。", Tone.AMBER)

    @Slot()
    def _say_failed(self) -> None:
        self._session.notice(NOT_KEPT, Tone.AMBER)
