"""One signed sheet in the clerk's hand: the fields of the paper, the picture of it beside them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.services.kernel.errors import AppError, InvalidInput
from app.services.kernel.pictures import Fitted
from app.services.matters.sheet_codes import FoundSheet
from app.services.matters.sheets import ReturnedSheet
from app.services.repairs.photos import keep_photo
from app.services.repairs.reads import RepairCard
from app.services.repairs.sheet_back import correct_return, return_sheet
from app.services.repairs.values import SheetBack
from app.shortcuts import key_of
from app.views import messages
from app.views.actions import pressed
from app.views.returns.fields import SheetFields
from app.views.returns.filling import fill
from app.views.session import Session
from app.views.texts import day_and_time, short_place
from app.views.widgets.labels import label
from app.views.widgets.picture_box import PictureBox


class ReturnForm(QFrame):
    """`saved` carries the service's answer; nothing is saved before every question of the paper is answered.

    `dropped` is a picture dropped on the form: it may be of this sheet or of the next one.
    """

    saved = Signal(object)
    left = Signal()
    dropped = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.session = session
        self.key: UUID = uuid4()
        self.found: FoundSheet | None = None
        self.card: RepairCard | None = None
        self._scan = ""
        self._back: ReturnedSheet | None = None
        # What the form said before the clerk touched it.
        self._untouched: tuple[object, ...] = ()
        self._build()
        self._connect()

    def begin(
        self, found: FoundSheet, card: RepairCard, picture: Fitted | None = None, back: ReturnedSheet | None = None
    ) -> None:
        """A new sheet is in the hand; what is known is filled in, the clerk compares.

        `back`, what it was taken in with, is there when it is to be corrected.
        """
        self.key = uuid4()
        self.found, self.card, self._scan, self._back = found, card, "", back
        now = self.session.desk.now()
        visit_no = found.visit_no or 1
        visit = card.facts.visit(visit_no)
        self.title.setText(f"{found.number}　{short_place(card.head.place)}")
        phoned = [f"电话报到场 {day_and_time(visit.arrived_at, now)}"] if visit and visit.arrived_at else []
        if card.facts.finished_at is not None:
            phoned.append(f"完工 {day_and_time(card.facts.finished_at, now)}")
        self.known.setText("　".join([card.head.number, card.head.repairer, card.head.words, *phoned]))
        self.fields.begin(card, visit_no)
        if back is not None:
            fill(self.fields, back)
        self.save_button.setText("收单" if back is None else "更正收单")
        self.show_picture(picture)
        self._untouched = self.fields.state_of_all()
        # The page shows the form after this; only then can it take the cursor.
        QTimer.singleShot(0, self.fields.arrived_edit.setFocus)

    def show_picture(self, picture: Fitted | None) -> None:
        """The picture stands beside the fields and is kept with the sheet; None takes it away."""
        self.picture.show_body(None if picture is None else picture.body)
        self.picture.setVisible(picture is not None)
        self._scan = ""
        if picture is not None:
            self.session.ask(keep_photo, picture, then=partial(self._kept_picture, self.key), failed=self._refused)

    def is_touched(self) -> bool:
        """Whether the sheet in the hand has answers that were not saved."""
        return self.found is not None and self.fields.state_of_all() != self._untouched

    def ask_to_leave(self, agreed: Callable[[], object]) -> None:
        """`agreed` follows at once, or after the clerk has given up what was typed."""
        if self.is_touched():
            messages.ask(self, "这张回执单填了一半，还没有收单。", "不保存", agreed, danger=True)
        else:
            agreed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save() if control else self._go_on()
        elif pressed(event, "dialog.save"):
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self._put_back()
        else:
            super().keyPressEvent(event)

    @Slot()
    def save(self) -> None:
        """Take the sheet in; what is missing or wrong is said at its field."""
        if self.found is None:
            return
        unread = self.fields.unread_times()
        if unread:
            self.fields.show_problems(next(iter(unread.values())), unread)
            return
        self.fields.clear_problems()
        try:
            draft = self.fields.draft(self.found.number, self.found.copy, self._scan)
        except InvalidInput as error:
            self._refused(error)
            return
        then = partial(self._kept, self.key)
        if self._back is None:
            self.session.ask(return_sheet, draft, self.key, then=then, failed=self._refused)
            return
        # When it came back and the picture of it are not typed; they stay.
        kept = replace(draft, returned_at=self._back.returned_at, scan_sha256=self._scan or self._back.scan_sha256)
        reason = self.fields.reason_edit.text()
        self.session.ask(correct_return, kept, reason, self.key, then=then, failed=self._refused)

    def _build(self) -> None:
        self.title = label(role="heading", wrap=True)
        self.known = label(role="muted", wrap=True)
        self.fields = SheetFields(lambda: self.session.desk.now())
        self.picture = PictureBox("把这张单的照片拖到这里")
        self.picture.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.picture.hide()
        self.save_button = QPushButton("收单")
        self.save_button.setProperty("role", "primary")
        self.back_button = QPushButton("放回")
        buttons = QHBoxLayout()
        buttons.addWidget(label(f"回车下一项，0 全勾，= 与电话一致，{key_of('dialog.save')} 收单，Esc 放回", "hint"))
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.save_button)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.fields)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area = area
        beside = QHBoxLayout()
        beside.setSpacing(10)
        beside.addWidget(area, 3)
        beside.addWidget(self.picture, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 12, 12)
        whole.setSpacing(8)
        whole.addWidget(self.title)
        whole.addWidget(self.known)
        whole.addLayout(beside, 1)
        whole.addLayout(buttons)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self._put_back)
        self.picture.dropped.connect(self.dropped)

    def _go_on(self) -> None:
        following = self.fields.following(QApplication.focusWidget())
        if following is None:
            self.save()
            return
        following.setFocus()
        self.area.ensureWidgetVisible(following)

    def _kept_picture(self, key: UUID, name: str) -> None:
        if key == self.key:
            self._scan = name

    def _kept(self, key: UUID, back: SheetBack) -> None:
        if key == self.key:
            self.found = None
        self.saved.emit(back)

    @Slot()
    def _put_back(self) -> None:
        self.ask_to_leave(self._leave)

    def _leave(self) -> None:
        self.found = None
        self.left.emit()

    def _refused(self, error: AppError) -> None:
        self.fields.show_problems(error.message, error.fields if isinstance(error, InvalidInput) else {})
