"""The pictures of a tour: what they show, at which moment of the day, and the album that takes them in every look.

A picture lies in `pictures/` as `<name>-<theme>-<size>.png`; the manual and README name it so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.tour.arranging import Arranging
from app.tour.clerk.clerk import Clerk
from app.tour.keyboard import until
from app.views.duty.notes_view import NotesView
from app.views.duty.power_view import PowerView
from app.views.duty.readings_view import ReadingsView
from app.views.duty.roster_view import RosterView
from app.views.duty.view import DutyView
from app.views.pages import PAGES
from app.views.shell.page import Page

LOOKS = ("light-100", "dark-100", "light-150", "dark-150")
# Cards and their histories come once the keys have come to rest.
SETTLED_MS = 300


class Moment(Enum):
    """When the window shows most of something."""

    BUSIEST = auto()
    CALLBACKS = auto()
    HANDOVER = auto()


Arrange = Callable[[Arranging], Callable[[Page], QWidget | None]]


@dataclass(frozen=True, slots=True)
class Picture:
    """`page` is where it is taken, `show` what is done there first; `of_work`: only while a repair is open."""

    name: str
    page: str
    show: Arrange
    moment: Moment = Moment.BUSIEST
    of_work: bool = False


def _row(shortcut: str) -> Arrange:
    return lambda arranging: arranging.row_dialog(shortcut)


def _anywhere(shortcut: str) -> Arrange:
    return lambda arranging: arranging.window_dialog(shortcut)


def _view(kind: type[DutyView]) -> Arrange:
    return lambda arranging: arranging.duty_view(kind)


def _opened_there(shortcut: str) -> Arrange:
    return lambda arranging: arranging.handover_dialog(shortcut)


# Pages that are photographed with something done on them, and dialogs.
_ARRANGED = (
    Picture("board", "board", lambda arranging: arranging.first_line),
    Picture("intake", "board", lambda arranging: arranging.intake),
    Picture("repair", "board", lambda arranging: arranging.first_repair, of_work=True),
    Picture("contact", "board", _row("board.contact"), of_work=True),
    Picture("dispatch", "board", _row("board.dispatch"), of_work=True),
    Picture("result", "board", _row("board.result"), of_work=True),
    Picture("explain", "board", _row("board.explain"), of_work=True),
    Picture("finish", "board", _row("board.finish"), of_work=True),
    Picture("correct", "board", _row("board.correct"), of_work=True),
    Picture("why", "board", _row("board.why"), of_work=True),
    Picture("palette", "board", lambda arranging: arranging.palette),
    Picture("shortcuts", "board", _anywhere("window.shortcuts")),
    Picture("operator", "board", _anywhere("window.operator")),
    Picture("elevation", "elevation", lambda arranging: arranging.elevation, of_work=True),
    Picture("returns", "returns", lambda arranging: arranging.returned_sheet),
    Picture("reports", "reports", lambda arranging: arranging.figures),
    Picture("customers", "customers", lambda arranging: arranging.customers),
    Picture("covered", "customers", lambda arranging: arranging.covered),
    Picture("change", "customers", lambda arranging: arranging.change),
    Picture("ledger-columns", "ledger", lambda arranging: arranging.ledger_columns),
    Picture("ledger", "ledger", lambda arranging: arranging.ledger_preview),
    Picture("handover", "duty", lambda arranging: arranging.handover, Moment.HANDOVER),
    Picture("handover-accept", "duty", _opened_there("duty.hand_accept"), Moment.HANDOVER),
    Picture("duty", "duty", _view(RosterView)),
    Picture("readings", "duty", _view(ReadingsView)),
    Picture("notes", "duty", _view(NotesView)),
    Picture("power", "duty", _view(PowerView), Moment.CALLBACKS),
    Picture("callbacks", "callbacks", lambda arranging: arranging.callback, Moment.CALLBACKS),
)
# Any other page shows its first line.
PICTURES = (
    *_ARRANGED,
    *(
        Picture(spec.id, spec.id, lambda arranging: arranging.first_line)
        for spec in PAGES
        if spec.id not in {picture.page for picture in _ARRANGED}
    ),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pictures, by their names, in which looks."""

    looks: Sequence[str]
    names: Sequence[str]


class Album:
    """Takes the pictures that are wanted, each at its moment."""

    def __init__(self, clerk: Clerk, folder: Path, ledger: Path, wanted: Wanted) -> None:
        self._windows = clerk.windows
        self._folder = folder
        self._looks = [(theme, int(size)) for theme, size in (look.split("-") for look in wanted.looks)]
        self._pictures = [picture for picture in PICTURES if picture.name in wanted.names]
        self._arranging = Arranging(clerk, ledger)

    def take(self, moment: Moment, *, work: bool = True) -> None:
        """All pictures of this moment; `work` says that a repair is open."""
        wanted = [picture for picture in self._pictures if picture.moment is moment and (work or not picture.of_work)]
        if not wanted:
            return
        # Dressing the window takes longer than a picture: each look is put on once.
        for theme, size in self._looks:
            with self._windows.working():
                self._windows.wear(theme, size)
                for picture in wanted:
                    self._take(picture, self._folder / f"{picture.name}-{theme}-{size}.png")
        self._windows.wear("light", 100)

    def _take(self, picture: Picture, path: Path) -> None:
        page = self._windows.window.open_page(picture.page)
        until(page.isVisible, picture.page)
        shown = picture.show(self._arranging)(page)
        QTest.qWait(SETTLED_MS if shown is None else SETTLED_MS // 4)
        self._windows.photograph(path, shown)
        self._arranging.put_away()
