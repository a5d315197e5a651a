"""The matter in hand: the one under the cursor, or one somebody went to that the list does not have."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.views.board.matter_panel import MatterPanel
from app.views.session import Session

if TYPE_CHECKING:
    from app.views.board.cards import InHand


class Holding(QObject):
    """Brings the card of the matter into the panel; keys act on it only once it is there."""

    # Another card is shown, or none.
    changed = Signal()
    # None is shown, but one is on its way.
    coming = Signal()

    def __init__(self, session: Session, panel: MatterPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._panel = panel
        self.began = False
        # The one whose card the panel shows or awaits.
        self.matter_id: int | None = None
        # Whether it has not been asked for yet: moved several times in one turn, only the last card is read.
        self.awaited = False
        # Read, and drawn in another turn.
        self._read: InHand | None = None
        # Whether the card was asked for after the last commit.
        self.fresh = True

    def begin(self) -> None:
        """Cards are brought from now on; before the first paint nobody waits for one."""
        self.began = True
        if self.matter_id is not None:
            self.take(self.matter_id)

    def take(self, matter_id: int | None) -> None:
        """This matter, its card anew; None lets go."""
        self.matter_id = matter_id
        self.awaited = True
        self._session.later(self._bring)
        if self.began and matter_id is not None and self._panel.in_hand is None:
            self.coming.emit()

    def select(self, matter_id: int | None) -> None:
        """The cursor came to this matter; a card read since the last commit is not read once more."""
        if matter_id is None or matter_id != self.matter_id or not self.fresh:
            self.take(matter_id)

    def is_coming(self) -> bool:
        """Whether another card than the panel shows is on its way to it."""
        return self.awaited or self._read is not None

    def card(self) -> "InHand | None":
        """What keys act on: what the panel shows, never one whose card is still on its way; a key waits for no turn."""
        self._bring()
        self._show()
        return self.shown()

    def shown(self) -> "InHand | None":
        """The matter's card if the panel shows it now."""
        found = self._panel.in_hand
        return found if found is not None and found.head.matter_id == self.matter_id else None

    @Slot()
    def _bring(self) -> None:
        if not self.awaited:
            return
        self.awaited = False
        if self.matter_id is None:
            self._panel.show_card(None)
            self.changed.emit()
        elif self.began:
            from app.views.board.cards import in_hand

            self.fresh = True
            self._session.ask(in_hand, self.matter_id, then=self._keep)

    def _keep(self, found: "InHand") -> None:
        self._read = found
        self._session.later(self._show)

    @Slot()
    def _show(self) -> None:
        found, self._read = self._read, None
        if self.awaited:
            # A newer one comes: drawn once.
            return
        if found is not None and found.head.matter_id == self.matter_id:
            self._panel.show_card(found)
            self.changed.emit()
