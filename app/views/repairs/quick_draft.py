"""The quick line half typed: kept like a call, and back in the line when its author sits down again."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.services.kernel.desk import StaffId
from app.services.kernel.drafts import Draft
from app.views.drafts import LINE, NOT_KEPT, Begun, DraftKeeper, DraftWatch
from app.views.session import Session
from app.views.settings import Settings
from app.views.texts import day_and_time
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.views.repairs.quick_edit import QuickEdit


class QuickDraft(QObject):
    """One line for each operator: the text alone, and the key it would be saved under.

    `rang_at`: when a line that was brought back was begun; its clock starts then.
    """

    def __init__(self, edit: "QuickEdit", session: Session, settings: Settings) -> None:
        super().__init__(edit)
        self._edit = edit
        self._session = session
        self._keeper = DraftKeeper(settings, self)
        self._keeper.failed.connect(self._say_failed)
        self.rang_at: datetime | None = None
        self._begin()
        edit.textChanged.connect(self._touch)
        session.desk_changed.connect(self._see_operator)

    def end(self) -> None:
        """The line was saved."""
        self.rang_at = None
        self.watch.drop()

    def _begin(self) -> None:
        author = self._session.desk.actor.staff_id
        self.rang_at = None
        self.watch = DraftWatch(self._session, self._keeper, LINE, _name(author), self._begun, self)
        if author is not None:
            self._keeper.ask(self._session, self._bring_back)

    @Slot()
    def _touch(self) -> None:
        if not self._edit.text():
            self.rang_at = None
        self.watch.touch()

    def _begun(self) -> Begun | None:
        text = self._edit.text()
        return Begun(self._edit.key, {"text": text}) if text.strip() else None

    @Slot()
    def _see_operator(self) -> None:
        now = self._session.desk.actor.staff_id
        if now == self.watch.author:
            return
        if self.watch.author is not None:
            self.watch.leave()
            self._edit.forget()
        self.watch.deleteLater()
        self._begin()
        if self._edit.text():
            # Typed before anybody had signed in.
            self.watch.touch()

    def _bring_back(self, drafts: list[Draft]) -> None:
        mine = [draft for draft in drafts if draft.kind == LINE and draft.name == self.watch.name]
        if mine and not self._edit.text():
            self.watch.take_up(mine[0])
            self._edit.setText(str(mine[0].values.get("text", "")))
            self._edit.key = mine[0].key
            self.rang_at = mine[0].begun_at
            rang = day_and_time(self.rang_at, self._session.desk.now())
            self._session.notice(f"速记里是 {rang} 没记完的一行，回车就按那时来电记下。", Tone.AMBER)

    @Slot()
    def _say_failed(self) -> None:
        self._session.notice(NOT_KEPT, Tone.AMBER)


def _name(author: StaffId | None) -> str:
    return f"line-{author or 0}"
