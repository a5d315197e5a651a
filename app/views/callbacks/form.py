"""One callback: number, the six digits, the questions in order by number keys, the words."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.services.kernel.errors import AppError, InvalidInput
from app.services.matters.values import CallerDraft, Done
from app.services.repairs.callback import close_unreached, record_callback, try_code
from app.services.repairs.callback_list import CallbackRow
from app.services.repairs.callback_merging import merge_callback
from app.services.repairs.values import CallbackDraft, CalledBack, CodeTried
from app.views.actions import command
from app.views.callbacks.person import PersonCard
from app.views.callbacks.questions import Questions
from app.views.session import Session
from app.views.texts import short_number
from app.views.widgets.choice_row import FlowLayout
from app.views.widgets.following_area import FollowingArea
from app.views.widgets.form import Form
from app.views.widgets.labels import label
from app.views.widgets.polish import set_property

R = TypeVar("R")

CODE_LENGTH = 6


class CallbackForm(QFrame):
    """`saved` carries the sentence for the notice line; `left` says that the clerk wants to put the call down."""

    saved = Signal(str)
    left = Signal()
    # The list must be read again, the call goes on.
    changed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.session = session
        self.matter_id: int | None = None
        self._row: CallbackRow | None = None
        # One key per act and call: an answer is recorded once however often Enter is pressed.
        self._keys: dict[object, UUID] = {}
        self._asking = False
        self._code_refused = ""
        self._build()
        self._connect()

    @property
    def actions_here(self) -> list[QAction]:
        """What may come of a call beside an answer; the page lists them among its commands."""
        return [self.unreached_action, self.number_action, self.close_action, self.merge_action]

    def begin(self, row: CallbackRow) -> None:
        """Another user is on the line."""
        self.matter_id = row.matter_id
        self._keys = {}
        self._code_refused = ""
        self._set_asking(False)
        for edit in self.form.findChildren(QLineEdit):
            edit.setText("")
        self.no_sheet_check.setChecked(False)
        self.questions.begin(row)
        self.form.begin_anew()
        self.show_row(row)
        self._area.verticalScrollBar().setValue(0)

    def show_row(self, row: CallbackRow) -> None:
        """What is known of the user in hand, anew; the answers typed so far stay."""
        self._row = row
        self.person.show_row(row)
        self.code_edit.setEnabled(not row.verified)
        if row.verified:
            self._say_code("回访码已核实", "green")
        elif not self.code_edit.text():
            self._say_code("", "")
        self._offer(self.close_action, offered=row.may_close)
        self._offer(self.merge_action, offered=row.newer is not None)
        if row.newer is not None:
            self._buttons[self.merge_action].setText(f"并入新报修 {short_number(row.newer.number)}")

    def is_in_hand(self) -> bool:
        """Whether somebody is on the line: something was answered or is being saved."""
        touched = self.questions.is_answered() or self.no_sheet_check.isChecked() or self.form.is_touched()
        return self.matter_id is not None and (self._asking or touched)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.code_edit.hasFocus():
                self._try_code()
            elif not self.questions.take_enter():
                self._save()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.person = PersonCard(self.session)
        self.form = Form()
        self.code_edit = QLineEdit(placeholderText="用户念的六位数", maxLength=8)
        self.code_hint = label(role="hint")
        self.no_sheet_check = QCheckBox("用户没有单子")
        code = QWidget()
        line = QHBoxLayout(code)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.code_edit, 3)
        line.addWidget(self.no_sheet_check)
        line.addWidget(self.code_hint, 2)
        code.setFocusProxy(self.code_edit)
        self.form.add("code", "回访码", code)
        self.questions = Questions(self.form)
        self.dialled_edit = QLineEdit(placeholderText="拨的不是来电人的号码时填写", maxLength=20)
        self.words_edit = QLineEdit(placeholderText="用户的原话，回车记下", maxLength=500)
        self.form.add("note", "原话", self.words_edit)
        self.form.add("dialled", "拨打号码", self.dialled_edit)
        self.save_button = QPushButton("记下回访")
        self.save_button.setProperty("role", "primary")
        self.unreached_action = command(self, "未接通", "contact", "callbacks.unreached", self._unreached)
        self.number_action = command(self, "改号码", "correct", "callbacks.number", self._correct_number)
        self.close_action = command(self, "联系不上，办结", "done", "callbacks.close", self._close_unreached)
        self.merge_action = command(self, "并入新报修", "merge", "callbacks.merge", self._merge)
        # All five side by side do not fit the smallest screen at the largest text.
        buttons = FlowLayout()
        buttons.addWidget(self.save_button)
        self._buttons = {action: _button(action) for action in self.actions_here}
        for button in self._buttons.values():
            buttons.addWidget(button)
        for rare in (self.close_action, self.merge_action):
            self._offer(rare, offered=False)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(self.person)
        column.addWidget(self.form)
        column.addStretch(1)
        area = FollowingArea()
        area.setWidget(inside)
        self._area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 10, 12)
        whole.setSpacing(10)
        whole.addWidget(area, 1)
        whole.addLayout(buttons)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self._save)
        self.code_edit.textEdited.connect(self._code_typed)
        self.questions.ended.connect(self.words_edit.setFocus)

    @Slot(str)
    def _code_typed(self, text: str) -> None:
        if len("".join(text.split())) == CODE_LENGTH:
            self._try_code()

    @Slot()
    def _try_code(self) -> None:
        if not self.code_edit.text().strip():
            self.questions.start()
        elif self.code_edit.text() != self._code_refused:
            # Six digits are tried as they are typed; Enter by habit is no second try.
            self._ask(try_code, self.code_edit.text(), then=self._tried)

    def _tried(self, tried: CodeTried) -> None:
        self._answered(try_code)
        if tried.matched:
            self._say_code("相符，已核实", "green")
            self.code_edit.setEnabled(False)
            self.questions.start()
        elif tried.left > 0:
            self._code_refused = self.code_edit.text()
            self._say_code(f"不符，还可试 {tried.left} 次", "red")
            self.code_edit.selectAll()
        else:
            self._say_code("几次都不符，按未核实继续", "amber")
            self.code_edit.setEnabled(False)
            self.questions.start()

    @Slot()
    def _save(self) -> None:
        if self.matter_id is None:
            return
        if problems := self.questions.problems():
            self.form.show_problems(next(iter(problems.values())), problems)
            return
        self.form.clear_problems()
        answers = self.questions.answers()
        phone = self.dialled_edit.text().strip()
        draft = CallbackDraft(
            note=self.words_edit.text(),
            no_sheet=self.no_sheet_check.isChecked(),
            dialled=CallerDraft(phone=phone, relation=answers["answered_by"] or "其他") if phone else None,
            **answers,
        )
        self._ask(record_callback, draft, then=self._recorded)

    def _recorded(self, called: CalledBack) -> None:
        self._answered(record_callback)
        again = f"，没修好，已重开 {called.follow_up_number}" if called.follow_up_number else ""
        complains = "，用户不满意或反映收费，请问是否转投诉" if called.offer_complaint else ""
        self.saved.emit(f"{called.number} 已回访{again}{complains}。")

    @Slot()
    def _unreached(self) -> None:
        from app.views.callbacks.unreached_dialog import UnreachedDialog

        if self._row is None or self.matter_id is None:
            return
        dialog = UnreachedDialog(self.session, self._row, self.words_edit.text(), self.dialled_edit.text(), self)
        dialog.succeeded.connect(self._noted_unreached)
        dialog.open()

    @Slot(object)
    def _noted_unreached(self, done: Done) -> None:
        self.saved.emit(f"{done.number} 未接通，已记一次。")

    @Slot()
    def _correct_number(self) -> None:
        from app.views.callbacks.number_dialog import NumberDialog

        if self._row is None or self.matter_id is None:
            return
        dialog = NumberDialog(self.session, self._row, self)
        dialog.succeeded.connect(self._number_corrected)
        dialog.open()

    @Slot(object)
    def _number_corrected(self, done: Done) -> None:
        self.changed.emit(f"{done.number} 的号码已更正，下次拨打新号码。")

    @Slot()
    def _close_unreached(self) -> None:
        then = partial(self._noted, close_unreached, "联系不上，按规定办结")
        self._ask(close_unreached, self.words_edit.text(), then=then)

    @Slot()
    def _merge(self) -> None:
        if self._row is not None and self._row.newer is not None:
            newer = self._row.newer
            self._ask(
                merge_callback, newer.matter_id, then=partial(self._noted, merge_callback, f"的回访并入 {newer.number}")
            )

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
        self.save_button.setEnabled(not asking)
        for action, button in self._buttons.items():
            action.setEnabled(not asking)
            button.setEnabled(not asking)

    def _offer(self, action: QAction, *, offered: bool) -> None:
        action.setVisible(offered)
        self._buttons[action].setVisible(offered)

    def _say_code(self, text: str, tone: str) -> None:
        self.code_hint.setText(text)
        set_property(self.code_hint, "tone", tone)


def _button(action: QAction) -> QPushButton:
    """The button of a command says its key, too."""
    button = QPushButton(action.text())
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    return button
