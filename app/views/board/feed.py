"""What the board reads: every open clock after each commit and when a clock turns by itself."""

from collections.abc import Collection
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.services.kernel.desk import Desk
from app.services.matters.board import Board, BoardRow
from app.services.repairs.crew import Hand, crew, hands
from app.views.board.lines import Line, lines_of
from app.views.session import Session

LONGEST_SLEEP = timedelta(minutes=5)


class BoardFeed(QObject):
    """Keeps the lines that were read last, and reads again when the next clock turns."""

    came = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._board = Board()
        # None until they were read for the first time.
        self._people: list[tuple[int, str]] | None = None
        self.lines: dict[int, Line] = {}
        self._wake = QTimer(self, singleShot=True)
        self._wake.timeout.connect(self.read)

    @Slot()
    def read(self) -> None:
        """Everything anew: anything may have changed."""
        self._session.ask(self._refresh, then=self._take)

    def read_matters(self, matter_ids: Collection[int]) -> None:
        """Only these have changed."""
        self._session.ask(self._refresh, frozenset(matter_ids), then=self._take)

    def read_people(self) -> None:
        """Who repairs for the station may have changed."""
        self._session.ask(crew, then=self._take_people)

    def hands(self) -> list[Hand]:
        """Each repairer with what he has in hand now."""
        if self._people is None:
            return []
        return hands(self._people, (line.first for line in self.lines.values()))

    def _refresh(self, desk: Desk, changed: Collection[int] | None = None) -> list[BoardRow]:
        return self._board.refresh(desk, changed)

    def _take(self, rows: list[BoardRow]) -> None:
        self.lines = lines_of(rows)
        self._sleep()
        self.came.emit()

    def _take_people(self, people: list[tuple[int, str]]) -> None:
        self._people = people
        self.came.emit()

    def _sleep(self) -> None:
        """Until some clock turns by itself."""
        wake = self._board.next_wake
        span = min(wake - self._session.desk.now(), LONGEST_SLEEP) if wake else LONGEST_SLEEP
        self._wake.start(max(int(span.total_seconds() * 1000), 0) + 1000)
