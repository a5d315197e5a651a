"""Beside the quick line: what the day came to so far, and the weather as it was typed in last."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from app.views.board.fitting_row import FittingRow
from app.views.widgets.labels import label

if TYPE_CHECKING:
    from app.views.board.day_facts import DayFacts

NO_WEATHER = "记天气"


class DayLine(FittingRow):
    """Where room is short the numbers go first, then the temperatures of the net; the tip has the whole reading."""

    gap = 10

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = (NO_WEATHER,)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.numbers = label(role="muted")
        self.weather_button = QToolButton()
        self.weather_button.setText(NO_WEATHER)
        self.add(self.numbers)
        self.add(self.weather_button)

    def use(self, action: QAction) -> None:
        """Pressing the weather writes the next reading down."""
        self.weather_button.clicked.connect(action.trigger)

    def show_facts(self, facts: "DayFacts") -> None:
        self.numbers.setText(facts.numbers)
        self.numbers.setToolTip(facts.numbers_tip)
        self._texts = facts.weather or (NO_WEATHER,)
        self.weather_button.setToolTip(facts.weather_tip)
        self.updateGeometry()
        self.fit()

    def fit(self) -> None:
        room = self.width() - self.gap - self.numbers.sizeHint().width()
        with_numbers = room >= self._width_of(self._texts[-1])
        fitting = [text for text in self._texts if self._width_of(text) <= (room if with_numbers else self.width())]
        self.weather_button.setText(fitting[0] if fitting else self._texts[-1])
        self.place([self.numbers, self.weather_button] if with_numbers else [self.weather_button], at_right=True)

    def sizeHint(self) -> QSize:
        whole = self._width_of(self._texts[0]) + 2 * self.gap + self.numbers.sizeHint().width()
        return QSize(whole, self.weather_button.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_of(self._texts[-1]), self.weather_button.sizeHint().height())

    def _width_of(self, text: str) -> int:
        """What the button needs for these words."""
        return self.fontMetrics().horizontalAdvance(text) + 2 * self.fontMetrics().height()
