"""Above the picture: what its pattern suggests, and what is being repaired in no flat of it."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from app.services.repairs.building_repairs import OpenRepair
from app.services.repairs.elevation import Elevation
from app.views.elevation.words import hint_sentence, time_word
from app.views.widgets.choice_row import FlowLayout
from app.views.widgets.labels import flag

MOST = 4


class Remarks(QWidget):
    """Hidden when there is nothing to say. Over a call (`leads` false) matters are named but do not open."""

    matter_wanted = Signal(int)

    def __init__(self, leads: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._leads = leads
        self._flow = FlowLayout(self, gap=8)
        self._parts: list[QLabel | QToolButton] = []
        self.hide()

    def show_picture(self, picture: Elevation, now: datetime) -> None:
        for part in self._parts:
            self._flow.removeWidget(part)
            part.hide()
            part.deleteLater()
        hints = [flag(hint_sentence(hint), "red") for hint in picture.hints]
        self._parts = [*hints, *(self._button(repair, now) for repair in picture.elsewhere[:MOST])]
        for part in self._parts:
            self._flow.addWidget(part)
        self.setVisible(bool(self._parts))
        self.updateGeometry()

    def texts(self) -> list[str]:
        """What stands there."""
        return [part.text() for part in self._parts]

    def _button(self, repair: OpenRepair, now: datetime) -> QLabel | QToolButton:
        words = (f"另有 {repair.word}", repair.place, time_word(repair, now))
        text = "　".join(word for word in words if word)
        if not self._leads:
            return flag(text, "amber")
        button = QToolButton()
        button.setText(text)
        button.setToolTip("看这张工单")
        button.clicked.connect(partial(self._want, repair.matter_id))
        return button

    def _want(self, matter_id: int) -> None:
        self.matter_wanted.emit(matter_id)
