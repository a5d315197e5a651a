"""What is loaded before the first picture, and what waits for it."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.views.first_paint import after_first_paint

ROOT = Path(__file__).parents[2]
# Each of these costs a start more than the board itself; they come with the first act that wants them.
LATER = (
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "app.services.customers.finding.search",
    "app.services.repairs.intake",
    "app.services.repairs.reads",
    "app.views.figures",
    "app.views.messages",
    "app.views.widgets.act_dialog",
    "app.views.widgets.hit_list",
    "logging.handlers",
    "playhouse.migrations",
)
LOADED = "import app.views.start, app.views.board.page, app.services.kernel.store.migrating, sys; print(*sys.modules)"


class Painted(QWidget):
    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self.said = said

    def paintEvent(self, event: QPaintEvent) -> None:
        self.said.append("painted")


def test_what_waits_for_the_first_picture_comes_after_it_and_once(qtbot: QtBot) -> None:
    said: list[str] = []
    widget = Painted(said)
    qtbot.addWidget(widget)
    after_first_paint(widget, lambda: said.append("after"))

    widget.show()
    qtbot.waitUntil(lambda: "after" in said)
    widget.repaint()

    assert said[0] == "painted"
    assert said.count("after") == 1


def test_the_board_is_loaded_without_what_only_dialogs_and_later_acts_need() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)

    assert set(told.stdout.split()).isdisjoint(LATER)
