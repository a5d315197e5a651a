"""The selected incident: where, why, until when, its limits, what hangs where, what happened so far."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.services.clocks.engine import ClockState, State
from app.services.matters.timeline import TimelineRow
from app.services.outages.call_list import is_call_list
from app.services.outages.reads import OutageCard, PostingRow
from app.views.covering import words_shown
from app.views.icons import wear
from app.views.outages.words import times_words
from app.views.session import Session
from app.views.texts import day_and_time
from app.views.theme import Tone
from app.views.widgets.badge import Badge, BadgeLabel
from app.views.widgets.choice_row import FlowLayout
from app.views.widgets.labels import flag, label, rule
from app.views.widgets.time_left import time_left

POSTED = {"stopped": "停热公告", "restored": "恢复供热公告"}


class OutagePanel(QFrame):
    """Shows one card; nobody's name or telephone stands here."""

    photo_wanted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.session = session
        self.card: OutageCard | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self._area)
        session.covered_changed.connect(self._cover)
        self.show_card(None)

    def show_card(self, card: OutageCard | None) -> None:
        self.card = card
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(7)
        if card is None:
            hint = label("选中一件停热事件，这里显示范围、时限、公告和经过。", "muted", wrap=True)
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(hint)
        else:
            self._add_head(column, card)
            self._add_clocks(column, card.clocks)
            self._add_postings(column, card)
            self._add_history(column, card.timeline)
        column.addStretch(1)
        self._area.setWidget(inside)

    @Slot()
    def _cover(self) -> None:
        self.show_card(self.card)

    def _want_photo(self, posting_id: int) -> None:
        self.photo_wanted.emit(posting_id)

    def _add_head(self, column: QVBoxLayout, card: OutageCard) -> None:
        row, now = card.row, self.session.desk.now()
        first = QWidget()
        flow = FlowLayout(first, gap=10)
        number = label(row.number, "number")
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        flow.addWidget(flag(row.phase, "red" if row.is_open else "accent"))
        flow.addWidget(number)
        column.addWidget(first)
        column.addWidget(label(row.area, "heading", wrap=True))
        column.addWidget(label("　".join(filter(None, (row.cause_word, row.reason))), wrap=True))
        column.addWidget(label(times_words(row, now), wrap=True))
        earlier = [day_and_time(expected.until, now) for expected in card.facts.expectations[:-1]]
        if earlier:
            column.addWidget(label(f"先前告知的恢复时间：{'、'.join(earlier)}", "muted", wrap=True))

    def _add_clocks(self, column: QVBoxLayout, clocks: Sequence[ClockState]) -> None:
        if not clocks:
            return
        column.addWidget(rule())
        column.addWidget(label("时限", "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        now = self.session.desk.now()
        for line, clock in enumerate(clocks):
            grid.addWidget(BadgeLabel(self._clock_badge(clock)), line, 0)
            grid.addWidget(label(f"{clock.title}　{day_and_time(clock.due, now)} 到期", wrap=True), line, 1)
        column.addLayout(grid)

    def _clock_badge(self, clock: ClockState) -> Badge:
        if clock.state is not State.STOPPED:
            warned = clock.start if clock.state is State.WARNING else clock.due
            return time_left(clock.due, self.session.desk.now(), warned)
        late = clock.stopped is not None and clock.stopped > clock.due
        word = clock.classification.word if clock.classification else clock.state.word
        return Badge(word, Tone.AMBER if late else Tone.GREEN, "done")

    def _add_postings(self, column: QVBoxLayout, card: OutageCard) -> None:
        notices = [sheet for sheet in card.sheets if not is_call_list(sheet)]
        if not notices and not card.postings:
            return
        column.addWidget(rule())
        column.addWidget(label("公告", "section"))
        for sheet in notices:
            word = POSTED["restored" if sheet.form == "restored_notice" else "stopped"]
            column.addWidget(label(f"{sheet.number}　{word}", wrap=True))
        for posting in card.postings:
            column.addWidget(self._posting_line(posting))

    def _posting_line(self, posting: PostingRow) -> QWidget:
        now = self.session.desk.now()
        said = f"{day_and_time(posting.posted_at, now)}　{POSTED[posting.what]}贴在{posting.place}"
        line = label("　".join(filter(None, (said, posting.by))), wrap=True)
        if not posting.has_photo:
            return line
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(line, 0, 0)
        photo = QToolButton()
        photo.setToolTip("看照片")
        photo.setAccessibleName("看张贴照片")
        wear(photo, "photo")
        photo.clicked.connect(partial(self._want_photo, posting.posting_id))
        grid.addWidget(photo, 0, 1)
        return whole

    def _add_history(self, column: QVBoxLayout, rows: Sequence[TimelineRow]) -> None:
        column.addWidget(rule())
        column.addWidget(label("经过", "section"))
        now = self.session.desk.now()
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for line, row in enumerate(rows):
            at = label(day_and_time(row.happened_at, now), "muted")
            grid.addWidget(at, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._history_line(row), line, 1)
        column.addLayout(grid)

    def _history_line(self, row: TimelineRow) -> QLabel:
        until = ""
        if row.until_at is not None:
            named = day_and_time(row.until_at, self.session.desk.now())
            until = f"{named} 起" if row.kind == "planned" else f"到 {named}"
        shown = [f"{name}：{value}" for name, value in row.shown]
        parts = (
            row.word,
            until,
            *shown,
            f"“{row.note}”" if row.note else "",
            "补录" if row.late_entry else "",
            row.old,
        )
        made = label(words_shown(self.session, "　".join(filter(None, parts))), wrap=True)
        if not row.standing:
            made.setProperty("role", "muted")
            font = made.font()
            font.setStrikeOut(True)
            made.setFont(font)
        made.setToolTip(f"{row.by} 记" if row.by else "")
        return made
