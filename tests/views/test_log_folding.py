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


def test_a_folded_log_is_left_in_peace_until_something_is_saved(
    session: Session, day: Day, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folding = LogFolding(session, session)
    monkeypatch.setattr(log_folding, "LONG_BYTES", 0)
    day.take()
    folding.look()
    qtbot.waitUntil(lambda: not folding.is_working)

    folding.look()
    in_peace = folding.is_working
    day.take()
    folding.look()
    saved = folding.is_working
    qtbot.waitUntil(lambda: not folding.is_working)

    assert (in_peace, saved) == (False, True)


def test_a_log_that_was_long_is_cut_once_it_is_folded(
    session: Session, day: Day, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_folding, "LONG_BYTES", 40 * 4096)
    folding = LogFolding(session, session)
    for _ in range(20):
        day.take()
    assert session.desk.store.unfolded_bytes() > log_folding.LONG_BYTES

    folding.look()
    qtbot.waitUntil(lambda: not folding.is_working)
    day.take()

    assert session.desk.store.unfolded_bytes() <= log_folding.LONG_BYTES
