"""The open clocks as figures and alerts see them: after a commit only what it named is read."""

from PySide6.QtCore import QObject, Slot

from app.services.kernel.changes import Change
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.matters.board import Board, BoardRow
from app.views.session import Session

# What stands in the rows of matters that are not named themselves.
OF_MANY = frozenset({"staff", "premises", "building", "community"})


class OpenClocks(QObject):
    """One board for whatever looks at all open matters beside the page of that name."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._board = Board()
        # What changed since the last look: any matter, or these.
        self._all = True
        self._changed: set[int] = set()
        session.changed.connect(self._hear)

    def rows(self, desk: Desk) -> list[BoardRow]:
        """Every open clock now, by due time; what a failed look would have read is read by the next."""
        of_all, self._all = self._all, False
        changed, self._changed = self._changed, set()
        try:
            return self._board.refresh(desk, None if of_all else changed)
        except AppError:
            self._all = True
            raise

    @Slot(list)
    def _hear(self, changes: list[Change]) -> None:
        if not changes or any(change.kind in OF_MANY for change in changes):
            self._all = True
        else:
            self._changed |= {change.id for change in changes if change.kind == "matter"}
