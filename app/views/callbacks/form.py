"""One callback: number, the six digits, solved or not, how satisfied, the words."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.services.kernel.errors import AppError, InvalidInput
from app.services.matters.values import Done, Noted
from app.services.repairs.callback import CallbackRow, close_unreached, record_callback, record_unreached, try_code
from app.services.repairs.values import CallbackDraft, CallbackResult, CalledBack, CodeTried
from app.views.covering import name_shown, phone_shown, words_shown
from app.views.repairs import words
from app.views.session import Session
from app.views.texts import day_and_time
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form import Form
from app.views.widgets.labels import label
from app.views.widgets.polish import set_property

R = TypeVar("R")

RESULTS = (
    (CallbackResult.SOLVED, "修好了"),
    (CallbackResult.UNSOLVED, "没修好"),
    (CallbackResult.REFUSED, "拒访"),
)


class CallbackForm(QFrame):
    """`saved` carries the sentence for the notice line; `left` says that the clerk wants to put the call down."""

    saved = Signal(str)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.session = session
        self.matter_id: int | None = None
        self._row: CallbackRow | None = None
        # One key per act and call: an answer is recorded once however often Enter is pressed.
        self._keys: dict[object, UUID] = {}
        self._asking = False
        self._build()
        self._connect()

    def begin(self, row: CallbackRow) -> None:
        """Another user is on the line."""
        self.matter_id = row.matter_id
        self._keys = {}
        self._set_asking(False)
        self.title.setText(row.place)
        self._row = row
        self._show_person()
        for edit in self.form.findChildren(QLineEdit):
            edit.setText("")
        self.code_edit.setEnabled(not row.verified)
        self._say_code("回访码已核实" if row.verified else "", "green" if row.verified else "")
        self.no_sheet_check.setChecked(False)
        self.result_row.set_value(None)
        self.satisfaction_row.set_value(None)
        self.form.clear_problems()

    @Slot()
    def _show_person(self) -> None:
        """Whom to call, and why; covered, the number and the name are masked."""
        row = self._row
        if row is None:
            return
        who = (name_shown(self.session, row.caller), row.relation, phone_shown(self.session, row.phone))
        self.phone.setText("　".join(part for part in who if part))
        finished = f"{day_and_time(row.finished_at, self.session.desk.now())} 完工，{row.repairer}"
        words = words_shown(self.session, row.words)
        self.known.setText("　".join(part for part in (row.number, words, finished, row.done) if part))

    def is_in_hand(self) -> bool:
        """Whether somebody is on the line: something was answered or is being saved."""
        answered = self.result_row.value() is not None or self.satisfaction_row.value() is not None
        touched = answered or self.no_sheet_check.isChecked() or self.form.is_touched()
        return self.matter_id is not None and (self._asking or touched)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.code_edit.hasFocus():
                self._try_code()
            else:
                self._save()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.title = label(role="heading", wrap=True)
        self.phone = label(role="title")
        self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.known = label(role="muted", wrap=True)
        self.code_edit = QLineEdit(placeholderText="用户念的六位数，回车核对", maxLength=8)
        self.code_hint = label(role="hint")
        code = QWidget()
        line = QHBoxLayout(code)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.code_edit, 2)
        line.addWidget(self.code_hint, 2)
        code.setFocusProxy(self.code_edit)
        self.no_sheet_check = QCheckBox("用户没有单子")
        self.result_row = ChoiceRow(RESULTS)
        self.satisfaction_row = ChoiceRow(words.VIEWS)
        self.answered_edit = QLineEdit(placeholderText="谁接的电话", maxLength=40)
        self.words_edit = QLineEdit(placeholderText="用户的原话", maxLength=500)
        self.form = Form()
        self.form.add("code", "回访码", code)
        self.form.add("no_sheet", "", self.no_sheet_check)
        self.form.add("result", "结果", self.result_row)
        self.form.add("satisfaction", "满意度", self.satisfaction_row)
        self.form.add("answered_by", "接听人", self.answered_edit)
        self.form.add("note", "原话", self.words_edit)
        self.save_button = QPushButton("记下回访")
        self.save_button.setProperty("role", "primary")
        self.unreached_button = QPushButton("未接通")
        self.unreached_button.setShortcut("Ctrl+N")
        self.close_button = QPushButton("联系不上，办结")
        buttons = QHBoxLayout()
        buttons.addWidget(self.unreached_button)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.phone)
        column.addWidget(self.known)
        column.addWidget(self.form)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 10, 12)
        whole.setSpacing(10)
        whole.addWidget(area, 1)
        whole.addLayout(buttons)

    def _connect(self) -> None:
        self.session.covered_changed.connect(self._show_person)
        self.save_button.clicked.connect(self._save)
        self.unreached_button.clicked.connect(self._unreached)
        self.close_button.clicked.connect(self._close_unreached)
        self.result_row.then_to(self.satisfaction_row)
        self.satisfaction_row.then_to(self.words_edit)

    @Slot()
    def _try_code(self) -> None:
        if not self.code_edit.text().strip():
            self.result_row.setFocus()
            return
        self._ask(try_code, self.code_edit.text(), then=self._tried)

    def _tried(self, tried: CodeTried) -> None:
        self._answered(try_code)
        if tried.matched:
            self._say_code("相符，已核实", "green")
            self.code_edit.setEnabled(False)
            self.result_row.setFocus()
        else:
            self._say_code(f"不符，还可试 {tried.left} 次", "red")
            self.code_edit.selectAll()

    @Slot()
    def _save(self) -> None:
        if self.matter_id is None:
            return
        result = self.result_row.value()
        if result is None:
            self.form.show_problems("请选择回访结果。", {"result": "请选择回访结果。"})
            return
        self.form.clear_problems()
        draft = CallbackDraft(
            note=self.words_edit.text(),
            result=result,
            satisfaction=self.satisfaction_row.value() or "",
            answered_by=self.answered_edit.text(),
            no_sheet=self.no_sheet_check.isChecked(),
        )
        self._ask(record_callback, draft, then=self._recorded)

    def _recorded(self, called: CalledBack) -> None:
        self._answered(record_callback)
        again = f"，没修好，已重开 {called.follow_up_number}" if called.follow_up_number else ""
        self.saved.emit(f"{called.number} 已回访{again}。")

    @Slot()
    def _unreached(self) -> None:
        then = partial(self._noted, record_unreached, "未接通，已记一次")
        self._ask(record_unreached, Noted(note=self.words_edit.text()), then=then)

    @Slot()
    def _close_unreached(self) -> None:
        then = partial(self._noted, close_unreached, "联系不上，按规定办结")
        self._ask(close_unreached, self.words_edit.text(), then=then)

    def _noted(self, act: object, sentence: str, done: Done) -> None:
        self._answered(act)
        self.saved.emit(f"{done.number} {sentence}。")

    def _ask(self, act: Callable[..., R], what: object, *, then: Callable[[R], object]) -> None:
        if self.matter_id is None or self._asking:
            return
        self._set_asking(True)
        key = self._keys.setdefault(act, uuid4())
        self.session.ask(act, self.matter_id, what, key, then=then, failed=self._refused)

    def _answered(self, act: object) -> None:
        self._set_asking(False)
        self._keys.pop(act, None)

    def _refused(self, error: AppError) -> None:
        self._set_asking(False)
        self.form.show_problems(error.message, error.fields if isinstance(error, InvalidInput) else {})

    def _set_asking(self, asking: bool) -> None:
        self._asking = asking
        for button in (self.save_button, self.unreached_button, self.close_button):
            button.setEnabled(not asking)

    def _say_code(self, text: str, tone: str) -> None:
        self.code_hint.setText(text)
        set_property(self.code_hint, "tone", tone)
