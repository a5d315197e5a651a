"""立即备份 and the copy of the day, beside the window."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.views.backing_up import BackupKeeper
from app.views.desk_window import DeskWindow
from app.views.session import Session


def copies(folder: Path) -> list[str]:
    return [path.name for path in (folder / "backups").glob("*.db")]


def test_the_command_makes_a_copy_and_says_its_name(window: DeskWindow, data_folder: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.receivers("2backup_wanted()") > 0)
    window.backup_wanted.emit()

    qtbot.waitUntil(lambda: "已备份并核验" in window.notices.text.text())
    (name,) = copies(data_folder)
    assert name in window.notices.text.text()


def test_the_day_s_copy_is_made_once_and_says_nothing(session: Session, data_folder: Path, qtbot: QtBot) -> None:
    said: list[object] = []
    session.noticed.connect(said.append)
    keeper = BackupKeeper(session, session)

    keeper.look()
    qtbot.waitUntil(lambda: len(copies(data_folder)) == 1 and not keeper.is_working)
    keeper.look()

    assert not keeper.is_working
    assert copies(data_folder)[0].endswith("-daily.db")
    assert said == []


def test_a_copy_that_cannot_be_made_is_said(session: Session, data_folder: Path, qtbot: QtBot) -> None:
    (data_folder / "backups").write_text("in the way", encoding="utf-8")
    said: list[str] = []
    session.noticed.connect(lambda notice: said.append(notice.text))

    BackupKeeper(session, session).look()

    qtbot.waitUntil(lambda: bool(said))
    assert "备份没有完成" in said[0]
