"""One signed sheet, field by field in the order of the paper."""

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.services.kernel.errors import AppError, InvalidInput
from app.services.matters.sheet_codes import FoundSheet
from app.services.repairs.reads import RepairCard
from app.services.repairs.sheet_back import return_sheet
from app.services.repairs.values import SheetBack, SheetReturnDraft
from app.views import messages
from app.views.repairs import words
from app.views.session import Session
from app.views.texts import day_and_time, short_place
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form import Form
from app.views.widgets.labels import label
from app.views.widgets.time_edit import TimeEdit

SIGNED, REFUSED, ABSENT = "signed", "refused", "absent"
SIGNATURES = ((SIGNED, "已签字"), (REFUSED, "拒签"), (ABSENT, "未签"))


class ReturnForm(QFrame):
    """`saved` carries the service's answer; nothing is saved before every question of the paper is answered."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.session = session
        self.key: UUID = uuid4()
        self.found: FoundSheet | None = None
        self.card: RepairCard | None = None
        # What the form said before the clerk touched it.
        self._untouched: SheetReturnDraft | None = None
        self._build()
        self._connect()

    def begin(self, found: FoundSheet, card: RepairCard) -> None:
        """A new sheet is in the hand; what is known is filled in, the clerk compares."""
        self.key = uuid4()
        self.found, self.card = found, card
        now = self.session.desk.now()
        visit = card.facts.visit(found.visit_no or 1)
        self.title.setText(f"{found.number}　{short_place(card.head.place)}")
        phoned = [f"电话报到场 {day_and_time(visit.arrived_at, now)}"] if visit and visit.arrived_at else []
        if card.facts.finished_at is not None:
            phoned.append(f"完工 {day_and_time(card.facts.finished_at, now)}")
        self.known.setText("　".join([card.head.number, card.head.repairer, card.head.words, *phoned]))
        for edit in self.form.findChildren(QLineEdit):
            edit.setText("")
        self.cause_row.set_value(card.head.cause)
        self.done_row.set_value(card.head.done)
        self.responsibility_row.set_value(card.head.responsibility)
        self.view_row.set_value(None)
        self.signed_row.set_value(SIGNED)
        self.badge_check.setChecked(False)
        self.form.clear_problems()
        self._show_signature(SIGNED)
        self._untouched = self.draft(found.number, found.copy)
        # The page shows the form after this; only then can it take the cursor.
        QTimer.singleShot(0, self.arrived_edit.setFocus)

    def draft(self, number: str, copy: str) -> SheetReturnDraft:
        return SheetReturnDraft(
            number=number,
            copy=copy,
            cause=self.cause_row.value() or "",
            done=self.done_row.value() or "",
            responsibility=self.responsibility_row.value() or "",
            showed_badge=self.badge_check.isChecked(),
            arrived_written_at=self.arrived_edit.moment(),
            finished_written_at=self.finished_edit.moment(),
            difference_reason=self.difference_edit.text(),
            view=self.view_row.value() or "",
            words=self.words_edit.text(),
            signed=self.signed_row.value() or "",
            signer=self.signer_edit.text(),
            signed_at=self.signed_at_edit.moment(),
            refused_reason=self.refused_reason_edit.text(),
            witness=self.witness_edit.text(),
        )

    def is_touched(self) -> bool:
        """Whether the sheet in the hand has answers that were not saved."""
        if self.found is None:
            return False
        return self.form.is_touched() or self.draft(self.found.number, self.found.copy) != self._untouched

    def ask_to_leave(self, agreed: Callable[[], object]) -> None:
        """`agreed` follows at once, or after the clerk has given up what was typed."""
        if self.is_touched():
            messages.ask(self, "这张回执单填了一半，还没有收单。", "不保存", agreed, danger=True)
        else:
            agreed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif event.key() == Qt.Key.Key_Escape:
            self._put_back()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.title = label(role="heading", wrap=True)
        self.known = label(role="muted", wrap=True)
        self.arrived_edit = self._time()
        self.finished_edit = self._time()
        self.difference_edit = QLineEdit(placeholderText="单上时间与电话报的相差 10 分钟以上时填", maxLength=200)
        self.cause_row = ChoiceRow(words.causes())
        self.done_row = ChoiceRow(words.remedies())
        self.responsibility_row = ChoiceRow(words.responsibilities())
        self.badge_check = QCheckBox("用户勾了“已出示证件”")
        self.view_row = ChoiceRow(words.VIEWS)
        self.words_edit = QLineEdit(placeholderText="用户写的话，一字不改", maxLength=500)
        self.signed_row = ChoiceRow(SIGNATURES)
        self.signer_edit = QLineEdit(placeholderText="签字人；代签写与户主关系", maxLength=20)
        self.signed_at_edit = self._time()
        self.refused_reason_edit = QLineEdit(maxLength=120)
        self.witness_edit = QLineEdit(placeholderText="见证人姓名、单位", maxLength=80)
        self.form = Form()
        add = self.form.add
        add("arrived_written_at", "单上到场", self.arrived_edit)
        add("finished_written_at", "单上完工", self.finished_edit)
        add("difference_reason", "时间不同", self.difference_edit)
        add("cause", "原因", self.cause_row)
        add("done", "处理", self.done_row)
        add("responsibility", "责任", self.responsibility_row)
        add("showed_badge", "", self.badge_check)
        add("view", "用户意见", self.view_row)
        add("words", "用户的话", self.words_edit)
        add("signed", "签字", self.signed_row)
        add("signer", "签字人", self.signer_edit)
        add("signed_at", "签字日期", self.signed_at_edit)
        add("refused_reason", "拒签原因", self.refused_reason_edit)
        add("witness", "见证人", self.witness_edit)
        self.save_button = QPushButton("收单")
        self.save_button.setProperty("role", "primary")
        self.back_button = QPushButton("放回")
        buttons = QHBoxLayout()
        buttons.addWidget(label("回车收单，Esc 放回", "hint"))
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.save_button)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.known)
        column.addWidget(self.form)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 12, 12)
        whole.setSpacing(10)
        whole.addWidget(area, 1)
        whole.addLayout(buttons)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self._save)
        self.back_button.clicked.connect(self._put_back)
        self.signed_row.picked.connect(self._show_signature)
        self.cause_row.then_to(self.done_row)
        self.done_row.then_to(self.responsibility_row)
        self.responsibility_row.then_to(self.view_row)
        self.view_row.then_to(self.words_edit)

    def _time(self) -> TimeEdit:
        return TimeEdit(lambda: self.session.desk.now())

    @Slot(object)
    def _show_signature(self, signed: str) -> None:
        for name in ("signer", "signed_at"):
            self.form.show_row(name, signed == SIGNED)
        for name in ("refused_reason", "witness"):
            self.form.show_row(name, signed == REFUSED)

    @Slot()
    def _save(self) -> None:
        if self.found is None:
            return
        unread = {
            name: "看不懂这个时间，例如 1830、昨 2330。"
            for name, field in self.form.fields.items()
            if isinstance(field, TimeEdit) and not field.is_valid()
        }
        if unread:
            self.form.show_problems(next(iter(unread.values())), unread)
            return
        self.form.clear_problems()
        draft = self.draft(self.found.number, self.found.copy)
        then = partial(self._kept, self.key)
        self.session.ask(return_sheet, draft, self.key, then=then, failed=self._refused)

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
        self.form.show_problems(error.message, error.fields if isinstance(error, InvalidInput) else {})
