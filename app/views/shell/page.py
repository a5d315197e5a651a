"""What the window expects of every page."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.action_bar import Group


class Page(QWidget):
    """Pages talk to the window by these signals, and never to each other."""

    matter_wanted = Signal(int)
    premises_wanted = Signal(int)
    sheet_wanted = Signal(str)
    # Premises, the address of a flat the ledger lacks, or None.
    intake_wanted = Signal(object)
    # 信息变更登记 for these premises.
    change_wanted = Signal(object)
    # The picture of a building: "premises" or "building", and which.
    elevation_wanted = Signal(str, int)
    # What the page works at while others are in front; empty when it is done.
    working = Signal(str)
    # Another page as such, by its id.
    page_wanted = Signal(str)
    # A matter on the page its kind is worked on: the id of the page, and which.
    thing_wanted = Signal(str, int)

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings
        self._stale = False
        session.changed.connect(self._hear)
        session.desk_changed.connect(self.desk_replaced)

    def commands(self) -> list[QAction]:
        """The commands of this page, for the menu; the same objects stand in its toolbar."""
        return []

    def command_groups(self) -> Sequence[Group]:
        """The same commands for the menu, by groups with a name; without names they stand in one list."""
        return [("", self.commands())]

    def begin(self) -> None:
        """The page comes to the front: put the cursor where work starts."""

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        """Something was committed; `ids` by kind, empty when anything may have changed. Hidden pages hear it later."""

    def go_to(self, kind: str, row_id: int) -> None:
        """Show one thing that was chosen elsewhere."""

    def premises_in_hand(self) -> int | None:
        """The premises of the selected row, for the window's keys that begin from it (F6, F7, F8)."""
        return None

    def matter_in_hand(self) -> int | None:
        """The matter of the selected row, for the window's 案卷."""
        return None

    def building_in_hand(self) -> int | None:
        """The building of the selected row, where it has one but no premises (F7 opens its picture)."""
        return None

    def half_done(self) -> str:
        """What was begun here and not saved, in a word: it would be saved in the name of whoever sits down next."""
        return ""

    def leave(self) -> None:
        """The window closes: remember column widths and the like."""

    @Slot(object)
    def desk_replaced(self, desk: object) -> None:
        """Another operator, or the station's settings were changed."""

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._stale:
            self._stale = False
            self.show_changes({})

    @Slot(list)
    def _hear(self, changes: list[object]) -> None:
        if not self.isVisible():
            self._stale = True
            return
        ids: dict[str, set[int]] = {}
        for change in changes:
            ids.setdefault(change.kind, set()).add(change.id)  # type: ignore[attr-defined]
        self.show_changes(ids)
