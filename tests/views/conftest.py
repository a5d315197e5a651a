"""Windows on a real station: a frozen clock, a real database of the test's own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.customers.finding.index import reindex
from app.services.kernel.desk import Desk
from app.views.application import make_application
from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.session import Session
from app.views.settings import Settings
from tests.support.repairs import Day, begin
from tests.views.days import DayAtTheWindow
from tests.views.keys import settle
from tests.views.names import NamelessInputs


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture
def settings(tmp_path: Path, qapp: QApplication) -> Settings:
    """Settings of a computer where nobody chose anything yet."""
    settings = Settings(tmp_path / "heatdesk.ini")
    make_application([], settings)
    return settings


@pytest.fixture(autouse=True)
def dialogs_tell_their_names(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every input of every dialog that a test shows tells a screen reader what it is."""
    if "qapp" not in request.fixturenames:
        yield
        return
    watch = NamelessInputs(request.getfixturevalue("qapp"))
    yield
    watch.deleteLater()
    assert watch.found == []


@pytest.fixture
def session(sqlite_desk: Desk, settings: Settings, qtbot: QtBot) -> Iterator[Session]:
    """The clerk's session at 08:00 of the first cold morning."""
    session = Session(sqlite_desk)
    yield session
    session.close()


@pytest.fixture
def day(sqlite_desk: Desk) -> Day:
    """A station with repairers and one flat that the search knows: 和平里小区-3-2-1102."""
    begun = begin(sqlite_desk)
    reindex(sqlite_desk)
    return DayAtTheWindow(sqlite_desk, begun.repairers, begun.premises_id)


@pytest.fixture
def window(day: Day, session: Session, settings: Settings, qtbot: QtBot) -> DeskWindow:
    """The whole window, at the smallest size a clerk's screen has."""
    window = DeskWindow(session, settings)
    qtbot.addWidget(window)
    window.resize(1366, 738)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.fixture
def page(window: DeskWindow) -> BoardPage:
    """The board in front; a module about another page has its own."""
    page = window.open_page("board")
    assert isinstance(page, BoardPage)
    return page


@pytest.fixture
def go(page: BoardPage) -> Callable[[int], None]:
    """Put the cursor of the board on a matter."""

    def to(matter_id: int) -> None:
        page.go_to("matter", matter_id)
        page.table.setFocus()
        settle()

    return to
