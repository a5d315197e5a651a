"""What the window does by itself goes on after a bug in it."""

import pytest
from pytestqt.qtbot import QtBot

from app.services.kernel.desk import Desk
from app.services.kernel.progress import GoOn
from app.views.keeper import Keeper
from app.views.session import Session
from app.views.tasks import Task


class Counting(Keeper):
    """Its first work is a bug, its second one is done."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, session, look_ms=60_000)
        self.begun = 0
        self.results: list[int] = []

    def look(self) -> None:
        if not self.is_working:
            self.begun += 1
            self.work(Task(self.session.desk, _break if self.begun == 1 else _count, self))

    def done(self, result: int) -> None:
        self.results.append(result)


def _break(_desk: Desk, _go_on: GoOn) -> int:
    raise ZeroDivisionError


def _count(_desk: Desk, _go_on: GoOn) -> int:
    return 7


@pytest.mark.qt_no_exception_capture
def test_a_bug_in_its_work_does_not_end_the_keeper(session: Session, qtbot: QtBot) -> None:
    keeper = Counting(session)
    with qtbot.captureExceptions() as caught:
        keeper.look()
        qtbot.waitUntil(lambda: not keeper.is_working)
        qtbot.wait(10)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]

    keeper.look()
    qtbot.waitUntil(lambda: keeper.results == [7])
