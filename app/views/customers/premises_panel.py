"""One premises while the caller speaks. Numbers are masked until somebody asks, and hide again by themselves."""

from collections.abc import Callable, Mapping
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.services.customers.card.disclosure import Subject, reveal, reveal_card
from app.services.customers.card.premises import premises_card
from app.services.customers.card.rules import card_rules
from app.services.customers.card.values import PremisesCard
from app.services.customers.places.buildings import valve_photo
from app.services.kernel.errors import AppError
from app.shortcuts import key_of
from app.views.customers.card_parts import LinkButton, TwoColumns
from app.views.customers.card_sections import CardSections, Ways
from app.views.places.names import valves_title
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.labels import label, rule

# Reading a picture may wait until the card is painted and the cursor rests.
AFTER_MS = 60
COVERED = f"遮挡屏开着，不显示号码。按 {key_of('window.cover')} 取消遮挡后再看。"


class PremisesPanel(QFrame):
    """`place` names this panel in the record of what was shown.

    `whole_phones`: somebody of these premises is on the line, so their numbers stand whole from the start; that too
    is recorded, once for each card. `leads`: matters, papers and other flats open from here; over a call they do not.
    """

    matter_wanted = Signal(int)
    premises_wanted = Signal(int)
    # The id of a sheet and its number.
    paper_wanted = Signal(int, str)
    # A card stands on the panel, or has gone.
    changed = Signal()

    def __init__(
        self,
        session: Session,
        whole_phones: bool = False,
        place: str = "用户卡",
        leads: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.session = session
        self.shown: PremisesCard | None = None
        self._whole_phones = whole_phones
        self._place = place
        self._leads = leads
        self._wanted: int | None = None
        self._whole: dict[Subject, str] = {}
        # Where each masked value stands, and what it says while it is masked.
        self._masked: dict[Subject, tuple[Callable[[str], object], str]] = {}
        self._sections: CardSections | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(14, 10, 14, 10)
        self._cards.setSpacing(8)
        self._area.setWidget(inside)
        self._drawn: QWidget | None = None
        # Whether a card is drawn in another turn than it is read in: somebody types on meanwhile.
        self.in_turns = False
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self._area)
        self.hiding = QTimer(self, interval=card_rules().shown_seconds * 1000, singleShot=True)
        self.hiding.timeout.connect(self.hide_whole)
        self._after = QTimer(self, interval=AFTER_MS, singleShot=True)
        self._after.timeout.connect(self._read_photo)
        session.covered_changed.connect(self._cover)
        self.say_nothing("查到住户后，这里显示状态、阀门和未办完的工单。")

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever goes to another page leaves no number behind."""
        super().hideEvent(event)
        if self._whole and not self._whole_phones:
            self.hide_whole()

    def keep_below(self, widget: QWidget) -> None:
        """A widget that stands under every card, such as its history; it stays when the card changes."""
        self._cards.addWidget(widget, 1)

    def show_premises(self, premises_id: int) -> None:
        self._wanted = premises_id
        self.session.ask(premises_card, premises_id, then=partial(self._arrive, premises_id))

    def say_nothing(self, hint: str) -> None:
        """Nobody is chosen; the hint says how."""
        self.shown = self._wanted = self._sections = None
        self._forget_whole()
        drawn, column = self._begin()
        text = label(hint, "muted", wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(text)
        column.addStretch(2)
        self._put(drawn, stretch=1)
        self.changed.emit()

    def show_card(self, card: PremisesCard) -> None:
        """Another card, or the same one read again: then what was shown whole stays so."""
        if self.shown is None or self.shown.id != card.id:
            self._forget_whole()
        is_new = self.shown is None or self.shown.id != card.id
        self.shown = card
        self._draw()
        if is_new and self._whole_phones:
            # Writing down that they were shown waits for the disk; the card does not.
            self.session.later(self._show_whole_by_itself)

    @property
    def is_whole(self) -> bool:
        """Whether some number is shown whole at this moment."""
        return bool(self._whole)

    @Slot()
    def show_whole(self) -> None:
        """Every number of the card for a minute, recorded."""
        if self.shown is None:
            return
        if self.session.covered:
            self.session.notice(COVERED, Tone.AMBER)
            return
        self._ask_for_whole()

    @Slot()
    def hide_whole(self) -> None:
        """Masks again whatever was shown."""
        self._forget_whole()
        for show, masked in self._masked.values():
            show(masked)
        self.changed.emit()

    def scroll_to(self, widget: QWidget) -> None:
        """Bring a part of the card into sight."""
        inside = self._area.widget()
        if inside is not None and inside.isAncestorOf(widget):
            self._area.verticalScrollBar().setValue(widget.mapTo(inside, widget.rect().topLeft()).y())

    def _arrive(self, asked: int, card: PremisesCard) -> None:
        if self.in_turns:
            self.session.later(partial(self._show_if_wanted, asked, card))
        else:
            self._show_if_wanted(asked, card)

    def _show_if_wanted(self, asked: int, card: PremisesCard) -> None:
        # The cursor may have gone on while the card was read.
        if asked == self._wanted:
            self.show_card(card)

    def _draw(self) -> None:
        card = self.shown
        if card is None:
            return
        at = self._area.verticalScrollBar().value() if self._sections is not None else 0
        self._masked.clear()
        ways = Ways(
            matter=self.matter_wanted.emit if self._leads else None,
            paper=self.paper_wanted.emit if self._leads else None,
            premises=self.premises_wanted.emit if self._leads else None,
            photo=self.show_photo,
            masked=self._masked_value,
            hides=self._masked_words,
        )
        sections = self._sections = CardSections(self.session, card, ways)
        drawn, column = self._begin()
        for widget in sections.head():
            column.addWidget(widget)
        column.addWidget(rule())
        columns = TwoColumns(sections.sections())
        columns.arrange(self._area.viewport().width() - 28)
        column.addWidget(columns)
        column.addStretch(1)
        self._put(drawn)
        self._area.verticalScrollBar().setValue(at)
        if card.valve_photo:
            self._after.start()
        self.changed.emit()

    def _begin(self) -> tuple[QWidget, QVBoxLayout]:
        drawn = QWidget()
        column = QVBoxLayout(drawn)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        return drawn, column

    def _put(self, drawn: QWidget, stretch: int = 0) -> None:
        # The old one keeps its parent until it is deleted: taking it out would style all of it anew.
        if self._drawn is not None:
            self._drawn.hide()
            self._cards.removeWidget(self._drawn)
            self._drawn.deleteLater()
        self._drawn = drawn
        self._cards.insertWidget(0, drawn, stretch)
        # Else it would come with the next turn of the loop, and the panel stand empty until then.
        drawn.show()

    def _masked_value(self, subject: Subject, masked: str) -> QToolButton:
        text = self._whole.get(subject, masked)
        button = LinkButton(
            text, f"显示整个号码，记录在案（{key_of('customers.whole')} 显示全部）", partial(self._show_one, subject)
        )
        self._masked[subject] = (button.setText, masked)
        return button

    def _masked_words(self, subject: Subject, masked: str, show: Callable[[str], object]) -> None:
        self._masked[subject] = (show, masked)
        if subject in self._whole:
            show(self._whole[subject])

    def _show_one(self, subject: Subject) -> None:
        if self.session.covered:
            self.session.notice(COVERED, Tone.AMBER)
        elif subject not in self._whole:
            then = partial(self._take_one, subject)
            self.session.ask(reveal, subject, self._place, uuid4(), then=then)

    def _take_one(self, subject: Subject, value: str) -> None:
        self._take_whole(subject.premises_id or 0, {subject: value})

    def _ask_for_whole(self, failed: object = None) -> None:
        assert self.shown is not None
        then = partial(self._take_whole, self.shown.id)
        self.session.ask(reveal_card, self.shown.id, self._place, uuid4(), then=then, failed=failed)  # type: ignore[arg-type]

    @Slot()
    def _show_whole_by_itself(self) -> None:
        if self._whole_phones and self.shown is not None and not self.session.covered:
            self._ask_for_whole(failed=self._stay_masked)

    def _take_whole(self, premises_id: int, values: Mapping[Subject, str]) -> None:
        if self.shown is None or self.shown.id != premises_id or self.session.covered:
            return
        self._whole |= {subject: value for subject, value in values.items() if value}
        for subject, value in self._whole.items():
            if subject in self._masked:
                self._masked[subject][0](value)
        if not self._whole_phones:
            self.hiding.start()
        self.changed.emit()

    def _stay_masked(self, error: AppError) -> None:
        """Whoever may not see the numbers takes the call without them."""

    def _forget_whole(self) -> None:
        self.hiding.stop()
        self._whole.clear()

    @Slot(bool)
    def _cover(self, covered: bool) -> None:
        if covered:
            self._forget_whole()
        self._draw()
        if not covered:
            self._show_whole_by_itself()

    @Slot()
    def _read_photo(self) -> None:
        if self.shown is not None and self.shown.valve_photo:
            then = partial(self._show_picture, self.shown.valve_photo)
            self.session.ask(valve_photo, self.shown.building_id, then=then, failed=_leave_word)

    def _show_picture(self, sha256: str, body: bytes | None) -> None:
        button = self._sections.photo_button if self._sections else None
        if body is not None and button is not None and self.shown is not None and self.shown.valve_photo == sha256:
            button.show_picture(body)

    @Slot()
    def show_photo(self) -> None:
        """The photo of the valves, large."""
        if self.shown is None or not self.shown.valve_photo:
            self.session.notice("这栋楼还没有阀门照片。可在“片区楼栋”页添加。", Tone.AMBER)
            return
        from app.views.customers.photo_dialog import PhotoDialog

        title = valves_title(self.shown.building)
        PhotoDialog(self.session, self.shown.building_id, title, self.window()).open()


def _leave_word(error: AppError) -> None:
    """The word stays on the button; pressing it says what is wrong."""
