"""Beside the quick line: what the day came to so far, and the weather as it was typed in last."""

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from app.services.duty.reading_words import degrees, reading_words
from app.services.duty.readings import Reading, latest_reading
from app.services.kernel.desk import Desk
from app.services.kernel.times import china
from app.services.matters.today import Today, todays_numbers
from app.services.outages.todays_word import WordOfToday, todays_word
from app.views.board.fitting_row import FittingRow
from app.views.session import Session
from app.views.texts import day_word
from app.views.widgets.labels import label

NO_WEATHER = "记天气"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """Numbers, weather and 今日口径 of one moment."""

    numbers: Today
    reading: Reading | None
    word: WordOfToday | None


def day_facts(desk: Desk) -> DayFacts:
    """What stands above the board beside the clocks, in one read."""
    return DayFacts(todays_numbers(desk), latest_reading(desk), todays_word(desk))


def weather(reading: Reading) -> tuple[str, str]:
    """`晴 -5℃` and `供 62℃ 回 41℃`; what was not read off is left out."""
    outdoor = "" if reading.outdoor_c is None else f"{degrees(reading.outdoor_c)}℃"
    water = (("供", reading.supply_c), ("回", reading.return_c))
    return (
        " ".join(part for part in (reading.weather, outdoor) if part),
        " ".join(f"{word} {degrees(figure)}℃" for word, figure in water if figure is not None),
    )


class DayLine(FittingRow):
    """Where room is short the numbers go first, then the temperatures of the net; the tip has the whole reading."""

    gap = 10

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
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

    def show_facts(self, facts: DayFacts) -> None:
        today = facts.numbers
        self.numbers.setText(f"今日报修 {today.repairs}　完工 {today.finished}　回访 {today.called_back}")
        self.numbers.setToolTip(f"今日来电来件 {today.taken}，其中报修 {today.repairs}")
        reading = facts.reading
        if reading is None:
            self._texts = (NO_WEATHER,)
            self.weather_button.setToolTip("还没有记过天气和供回水温度")
        else:
            short, water = weather(reading)
            # Weather of another day is no news: it says which day.
            day = day_word(china(reading.at).date(), china(self._session.desk.now()).date())
            short = f"{day} {short}".strip()
            self._texts = (f"{short}　{water}".strip("　") or NO_WEATHER, short or water or NO_WEATHER)
            self.weather_button.setToolTip(f"{day} {reading_words(reading)}　{reading.by}".strip())
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
