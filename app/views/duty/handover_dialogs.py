"""The dialogs of a handover: write it, sign it, take over, void it, print it."""

from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.services.duty.handover import (
    LONGEST_REASON,
    accept_handover,
    comes_late,
    rewrite_handover,
    sign_handover,
    void_handover,
    write_handover,
)
from app.services.duty.handover_print import preview_handover, print_handover
from app.services.duty.handover_rules import handover_rules
from app.services.duty.handover_standing import expected_relief
from app.services.duty.handover_values import AcceptDraft, HandoverCard, HandoverDraft, HandoverHead
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError, InvalidInput
from app.services.matters.printing import Printed
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.paper_dialog import PaperDialog
from app.views.widgets.pin_dialog import LONGEST_PIN


class WriteDialog(ActDialog):
    """What only who leaves knows; the lists are taken by the program. Every field may stay empty."""

    letters = 46

    def __init__(self, session: Session, head: HandoverHead | None, parent: QWidget | None = None) -> None:
        title = "写交接班记录" if head is None else f"改交接班记录 {head.number}"
        super().__init__(session, title, "写好" if head is None else "保存", parent)
        self._head = head
        self.promises_edit = self._text("promises", "待办承诺", "例如 3-2-1102 等备件，明早 9 点前回电话", 2)
        self.notices_edit = self._text("notices", "通知", "例如 明早 6 点换热站检修，公告已贴", 2)
        self.orders_edit = self._text("orders", "上级指示", "例如 调度要求每两小时报一次供水温度", 2)
        things = "、".join(handover_rules().things)
        self.things_edit = self._text("things", "物品", f"{things}：缺什么、坏什么", 2)
        self.say("超时、已答应、口头请示、未签单据、办理中和 12 小时内到期的，由程序列出，不用写。")
        if head is not None:
            self._fill(head)
        self.promises_edit.setFocus()

    def _text(self, name: str, title: str, hint: str, lines: int) -> QPlainTextEdit:
        edit = QPlainTextEdit(placeholderText=hint)
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 14)
        self.form.add(name, title, edit)
        return edit

    def _fill(self, head: HandoverHead) -> None:
        for edit, text in (
            (self.promises_edit, head.promises),
            (self.notices_edit, head.notices),
            (self.orders_edit, head.orders),
            (self.things_edit, head.things),
        ):
            edit.setPlainText(text)
            edit.document().setModified(False)

    def _save(self) -> None:
        draft = HandoverDraft(
            self.promises_edit.toPlainText(),
            self.notices_edit.toPlainText(),
            self.orders_edit.toPlainText(),
            self.things_edit.toPlainText(),
        )
        if self._head is None:
            self._ask(write_handover, draft, self.key)
        else:
            self._ask(rewrite_handover, self._head.id, self._head.version, draft, self.key)


class SignDialog(ActDialog):
    """Who leaves signs with his PIN."""

    letters = 30

    def __init__(self, session: Session, head: HandoverHead, parent: QWidget | None = None) -> None:
        super().__init__(session, f"交班签字 {head.number}", "签字", parent)
        self._head = head
        self.pin_edit = _pin_field()
        self.form.add("pin", "密码", self.pin_edit)
        self.say(f"{head.leaving or ''} 交班：所列事项属实，等接班人逐项确认。")
        self.pin_edit.setFocus()

    def _save(self) -> None:
        self._ask(sign_handover, self._head.id, self.pin_edit.text(), self.key)

    def _refused(self, error: AppError) -> None:
        super()._refused(error)
        self.pin_edit.clear()


class AcceptDialog(ActDialog):
    """Who comes signs with his PIN; a reason is asked only where one is owed.

    Who is entered for the next shift stands in it already.
    """

    letters = 38

    def __init__(self, session: Session, card: HandoverCard, parent: QWidget | None = None) -> None:
        super().__init__(session, f"接班签字 {card.head.number}", "接班", parent)
        self._head = card.head
        self.who_edit = QLineEdit(placeholderText="姓名首字母、姓名或胸卡号", maxLength=32)
        self.pin_edit = _pin_field()
        self.unticked_edit = QLineEdit(placeholderText="例如 正在接抢修电话，稍后逐项看", maxLength=LONGEST_REASON)
        self.late_edit = QLineEdit(placeholderText="例如 大雪封路", maxLength=LONGEST_REASON)
        self.form.add("unticked_reason", f"还有 {len(card.unticked)} 项未接，原因", self.unticked_edit)
        self.form.add("late_reason", "晚接班原因", self.late_edit)
        self.form.add("who", "接班人", self.who_edit)
        self.form.add("pin", "密码", self.pin_edit)
        self.form.show_row("unticked_reason", bool(card.unticked))
        self.form.show_row("late_reason", False)
        self.say(f"接班后，{card.head.leaving or '交班人'}名下未办结的工单由接班人负责，操作员也换成接班人。")
        session.ask(comes_late, card.head, then=self._ask_why_late)
        session.ask(expected_relief, then=self._expect)

    def _ask_why_late(self, late: bool) -> None:
        self.form.show_row("late_reason", late)
        self._to_first()
        self.fit()

    def _expect(self, name: str) -> None:
        if not self.who_edit.text():
            self.who_edit.setText(name)
        self._to_first()

    def _to_first(self) -> None:
        """The cursor goes to the first field that is still to be filled in."""
        fields = (self.unticked_edit, self.late_edit, self.who_edit, self.pin_edit)
        next(field for field in fields if not field.isHidden() and not field.text()).setFocus()

    def _save(self) -> None:
        draft = AcceptDraft(
            self.who_edit.text().strip(), self.pin_edit.text(), self.unticked_edit.text(), self.late_edit.text()
        )
        self._ask(accept_handover, self._head.id, draft, self.key)

    def _refused(self, error: AppError) -> None:
        fields = error.fields if isinstance(error, InvalidInput) else {}
        # A reason may be owed only since the dialog stands open.
        for name in fields.keys() & {"unticked_reason", "late_reason"}:
            self.form.show_row(name, True)
        super()._refused(error)
        if not fields or "pin" in fields:
            self.pin_edit.clear()


class VoidDialog(ActDialog):
    """作废 of an unfinished handover, with the reason."""

    def __init__(self, session: Session, head: HandoverHead, parent: QWidget | None = None) -> None:
        super().__init__(session, f"作废 {head.number}", "作废", parent)
        self._head = head
        self.reason_edit = QLineEdit(placeholderText="例如 接班人临时换人，重写", maxLength=LONGEST_REASON)
        self.form.add("reason", "原因", self.reason_edit)
        self.say("编号保留，工单不移交。之后可以重写一份。")
        self.reason_edit.setFocus()

    def _save(self) -> None:
        self._ask(void_handover, self._head.id, self.reason_edit.text(), self.key)


class HandoverPaper(PaperDialog):
    """The 交接班记录 with its number, for both to sign by hand."""

    def __init__(self, session: Session, settings: Settings, head: HandoverHead, parent: QWidget | None = None) -> None:
        def preview(desk: Desk) -> bytes:
            return preview_handover(desk, head.id)

        def make(desk: Desk, target: str, key: UUID, approved_by: str) -> Printed:
            return print_handover(desk, head.id, target, key, approved_by)

        super().__init__(session, settings, "交接班记录", head.number, preview, make, parent)


def _pin_field() -> QLineEdit:
    return QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=LONGEST_PIN)
