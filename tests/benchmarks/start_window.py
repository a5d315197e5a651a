"""The least a PySide6 program can show: one empty main window; says `ready` after its first paint."""

import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, _ready)


def _ready() -> None:
    os.write(sys.stdout.fileno(), b"ready\n")
    os._exit(0)


app = QApplication(sys.argv)
window = Window()
window.show()
app.exec()
