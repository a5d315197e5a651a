"""The strip in an intake window: heat off where the caller lives, 今日口径, a storm; one key takes the offer."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.services.outages.banner import IntakeBanner, intake_banner
from app.shortcuts import key_of
from app.views.actions import command
from app.views.covering import words_shown
from app.views.outages.words import banner_words, storm_words
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.badge import Badge, BadgeLabel
from app.views.widgets.labels import label


class IntakeBannerBox(QFrame):
    """Call `begin` when the telephone rings, and `show_for` when the flat or the building of the caller becomes known.

    Its key (or the button) says `join_wanted(outage)`: the window saves the call and asks `joining.join` for it; or,
    where no incident is open but many rang up, `storm_wanted(offer)`: the window saves the call and opens
    `OutageDialog` with the offer. A stop that is only planned is said and offers nothing. Nothing is said, the strip
    takes no room.
    """

    join_wanted = Signal(int)
    storm_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.shown: IntakeBanner | None = None
        self._asked = 0
        self.setProperty("role", "card")
        self.mark = BadgeLabel(Badge("停热中", Tone.RED, "outage"))
        self.storm_mark = BadgeLabel(Badge("多户来电", Tone.AMBER, "merge"))
        self.line = label(wrap=True)
        self.plan_line = label(wrap=True)
        self._plan = QWidget()
        self.word_line = label(wrap=True)
        self.take_button = QPushButton()
        self.take_button.setAutoDefault(False)
        self.take_action = command(self, "并入停热事件", "merge", "intake.join", self._take)
        self.take_button.clicked.connect(self.take_action.trigger)
        self._offer = QWidget()
        across = QHBoxLayout(self._offer)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.mark)
        across.addWidget(self.storm_mark)
        across.addWidget(self.line, 1)
        across.addWidget(self.take_button)
        planned = QHBoxLayout(self._plan)
        planned.setContentsMargins(0, 0, 0, 0)
        planned.setSpacing(8)
        planned.addWidget(BadgeLabel(Badge("计划停热", Tone.ACCENT, "calendar")))
        planned.addWidget(self.plan_line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 4)
        column.setSpacing(4)
        column.addWidget(self._offer)
        column.addWidget(self._plan)
        column.addWidget(self.word_line)
        session.covered_changed.connect(self._show)
        self._take_answer(0, None)

    @Slot()
    def begin(self) -> None:
        """Read what every caller must hear, unless it is known meanwhile who calls."""
        if not self._asked:
            self.show_for()

    def show_for(self, premises_id: int | None = None, building_id: int | None = None) -> None:
        """Read what a caller from there must hear; an answer to an older question is dropped."""
        self._asked += 1
        asked = self._asked
        self.session.ask(intake_banner, premises_id, building_id, then=partial(self._take_answer, asked))

    def _take_answer(self, asked: int, found: IntakeBanner | None) -> None:
        if asked == self._asked:
            self.shown = found
            self._show()

    @Slot()
    def _show(self) -> None:
        found = self.shown
        told, storm = (found.outage, found.storm) if found is not None else (None, None)
        outage, plan = (None, told) if told is not None and told.planned else (told, None)
        now = self.session.desk.now()
        self._plan.setVisible(plan is not None)
        self.plan_line.setText(banner_words(plan, now) if plan is not None else "")
        self._offer.setVisible(outage is not None or storm is not None)
        self.mark.setVisible(outage is not None)
        self.storm_mark.setVisible(outage is None and storm is not None)
        self.take_action.setEnabled(outage is not None or storm is not None)
        if outage is not None:
            self.line.setText(banner_words(outage, now))
            self.take_button.setText(f"并入　{key_of('intake.join')}")
        elif storm is not None:
            self.line.setText(storm_words(storm, now))
            self.take_button.setText(f"记为停热事件　{key_of('intake.join')}")
        word = found.word if found is not None else None
        self.word_line.setText(words_shown(self.session, f"今日口径：{word.words}") if word is not None else "")
        self.word_line.setVisible(word is not None)
        self.setVisible(found is not None and not found.is_empty)

    @Slot()
    def _take(self) -> None:
        if self.shown is None:
            return
        if self.shown.outage is not None and not self.shown.outage.planned:
            self.join_wanted.emit(self.shown.outage.outage_id)
        elif self.shown.storm is not None:
            self.storm_wanted.emit(self.shown.storm)
