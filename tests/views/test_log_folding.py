"""What was saved is folded into the data file beside the window, never within a clerk's commit."""

import pytest
from pytestqt.qtbot import QtBot

from app.views import log_folding
from app.views.log_folding import LogFolding
from app.views.session import Session
from tests.support.repairs import Day


def test_a_commit_of_the_window_leaves_the_log_alone(session: Session, day: Day, qtbot: QtBot) -> None:
    LogFolding(session, session)
    before = session.desk.store.unfolded_bytes()

    for _ in range(40):
        day.take()

    assert session.desk.store.unfolded_bytes() > before + 600 * 4096


def test_a_long_log_is_folded_beside_the_window(
    session: Session, day: Day, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folding = LogFolding(session, session)
    monkeypatch.setattr(log_folding, "LONG_BYTES", 0)
    for _ in range(3):
        day.take()

    folding.look()
    qtbot.waitUntil(lambda: not folding.is_working)
    before = session.desk.store.unfolded_bytes()
    day.take()

    # Folded to its end, the log is written from its beginning again.
    assert session.desk.store.unfolded_bytes() == before
