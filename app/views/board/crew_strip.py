"""每个维修员在哪: his present job with its building, and what else waits for him, one small field each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from app.services.repairs.crew import Hand
from app.views.board.fitting_row import FittingRow
from app.views.covering import words_shown
from app.views.session import Session
from app.views.widgets.labels import label
from app.views.widgets.polish import set_property

FREE = "空闲"
# Somebody who has left, or repairs no more, and still has a job.
AWAY = "已不派工"


def hand_words(hand: Hand) -> str:
    """Two lines: who and how far, where; `＋2` are further jobs he was sent to."""
    if hand.free:
        return f"{hand.name}\n{FREE}"
    more = f"　＋{len(hand.waiting)}" if hand.waiting else ""
    return f"{hand.name}　{AWAY if hand.away else hand.phase}{more}\n{hand.building}"


class CrewStrip(FittingRow):
    """Busy ones first; where room is short the last ones are only counted. Pressing one shows his jobs alone."""

    # The id of the repairer whose field was pressed.
    pressed = Signal(int)
    gap = 6

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen: int | None = None
        self.setAccessibleName("维修员现在在哪")
        self._hands: tuple[Hand, ...] = ()
        self._buttons: list[QPushButton] = []
        self._rest = label(role="muted")
        self.add(self._rest)
        session.covered_changed.connect(self._cover)

    def show_hands(self, hands: Sequence[Hand], chosen: int | None) -> None:
        """What each has in hand now; `chosen` is the one whose jobs alone are listed."""
        self._hands, self._chosen = tuple(hands), chosen
        while len(self._buttons) < len(hands):
            self._add_button()
        for button, hand in zip(self._buttons, self._hands, strict=False):
            button.setText(words_shown(self._session, hand_words(hand)))
            place = words_shown(self._session, hand.place)
            button.setToolTip(f"{place}\n他已不派工，请改派别人。" if hand.away else place)
            button.setChecked(hand.staff_id == chosen)
            set_property(button, "free", "yes" if hand.free else "")
            set_property(button, "away", "yes" if hand.away else "")
        self.fit()

    @Slot()
    def _cover(self) -> None:
        self.show_hands(self._hands, self._chosen)

    def texts(self) -> list[str]:
        """What stands in the fields, seen or not."""
        return [button.text() for button, _ in zip(self._buttons, self._hands, strict=False)]

    def fit(self) -> None:
        men = list(self._buttons[: len(self._hands)])
        shown: list[QWidget] = list(men)
        self._rest.clear()
        while shown and self.room_of([*shown, self._rest] if len(shown) < len(men) else shown) > 0:
            shown.pop()
            self._rest.setText(f"另 {len(men) - len(shown)} 人")
        self.place([*shown, self._rest] if len(shown) < len(men) else shown)

    def _add_button(self) -> None:
        place = len(self._buttons)
        button = QPushButton()
        button.setProperty("role", "hand")
        button.setCheckable(True)
        button.clicked.connect(lambda: self.pressed.emit(self._hands[place].staff_id))
        self._buttons.append(button)
        # What counts the rest stays at the end.
        self.add(button)
        self.parts.remove(self._rest)
        self.parts.append(self._rest)
