"""Looks at the open clocks now and then, and calls the clerk when one comes near its limit."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from app.services.kernel.changes import Change
from app.services.kernel.desk import Desk
from app.services.matters.alerts import Alert, Heard, alert_rules, alerts
from app.services.matters.board import BoardRow
from app.views.alerts.sound import ring
from app.views.open_clocks import OpenClocks
from app.views.session import Session
from app.views.texts import day_and_time, length, short_number, short_place
from app.views.theme import Tone

LOOK_MS = 15_000
# After a save the page comes first.
SOON_MS = 500
NAMED = 3


class AlertWatch(QObject):
    """Lives as long as the window it calls to. It opens nothing and never takes the focus.

    While `mute` is checked it lights up the taskbar and writes its line without a sound. Another operator hears again.
    """

    def __init__(
        self, session: Session, clocks: OpenClocks, window: QWidget, mute: QAction, sound: Callable[[], None] = ring
    ) -> None:
        super().__init__(window)
        self._session = session
        self._clocks = clocks
        self._window = window
        self._mute = mute
        self._sound = sound
        self._operator = session.desk.actor.staff_id
        self._heard = Heard()
        # Matters acted on here since the last look; None before the first one: all of them.
        self._in_hand: frozenset[int] | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look_soon)
        self._timer.start()
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._look_soon)
        self._soon.start()
        session.changed.connect(self._hear_changes)
        session.desk_changed.connect(self._hear_operator)

    @Slot()
    def _look_soon(self) -> None:
        self._session.later(self.look)

    @Slot()
    def look(self) -> None:
        """Read the open clocks, and call where one is due to."""
        if not self._session.read_only:
            acted = self._in_hand or frozenset()
            self._session.ask(self._clocks.rows, then=lambda rows: self._decide(rows, acted), failed=_say_nothing)

    def _decide(self, rows: Sequence[BoardRow], acted: frozenset[int]) -> None:
        # What was done while these rows were on their way may stand in them already.
        self._heard, found = alerts(alert_rules(), self._heard, rows, self._session.desk.now(), self._in_hand)
        self._in_hand = (self._in_hand or frozenset()) - acted
        if found:
            self._call(found)

    def _call(self, found: Sequence[Alert]) -> None:
        QApplication.alert(self._window)
        if not self._mute.isChecked() and any(alert.aloud for alert in found):
            self._sound()
        now = self._session.desk.now()
        named = "；".join(self._words(alert) for alert in found[:NAMED])
        more = f"；另有 {len(found) - NAMED} 项" if len(found) > NAMED else ""
        late = any(alert.due < now for alert in found)
        self._session.notice(f"{named}{more}。", Tone.RED if late else Tone.AMBER)

    def _words(self, alert: Alert) -> str:
        """`和平里小区 3-2-1102　漏水到场 剩 7 分（08:30 到）`."""
        now = self._session.desk.now()
        left = f"{'超时' if alert.due < now else '剩'} {length(alert.due - now)}"
        place = short_place(alert.place) or short_number(alert.number)
        return f"{place}　{alert.title} {left}（{day_and_time(alert.due, now)} 到）"

    @Slot(list)
    def _hear_changes(self, changes: list[Change]) -> None:
        """An empty list comes from another program: nobody here has that in hand."""
        if self._in_hand is not None:
            self._in_hand |= {change.id for change in changes if change.kind == "matter"}
        self._soon.start()

    @Slot(object)
    def _hear_operator(self, desk: Desk) -> None:
        if desk.actor.staff_id != self._operator:
            self._operator = desk.actor.staff_id
            self._mute.setChecked(False)


def _say_nothing(error: object) -> None:
    """A look that fails says nothing: the next one is soon."""
