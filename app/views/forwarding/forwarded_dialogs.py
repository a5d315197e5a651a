"""新建转办, 阶段回复, 处理结果, 已联系, 作废: what is said about a matter forwarded from above."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.forwarding.acts import record_contact, record_progress, reply_result, take_forwarded, void_forwarded
from app.services.forwarding.opinion_rules import opinion_rules
from app.services.forwarding.values import CHANNEL, ForwardedDraft, MainJob, ReplyDraft
from app.services.matters.values import CallerDraft, Noted, PlaceDraft
from app.shortcuts import key_of
from app.views.actions import pressed
from app.views.finding import find_places, recent_places
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import Choice, ChoiceRow
from app.views.widgets.covered_text import CoveredText
from app.views.widgets.search_box import Hit, SearchBox

LONGEST_REPLY = 500
CHANNELS: tuple[Choice, ...] = ((CHANNEL, CHANNEL), ("12345", "12345"), ("电话", "电话"))


class ForwardedDialog(ActDialog):
    """新建转办: in the order the dispatch room says it. Nothing missing keeps it from being written down."""

    letters = 46

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "新建转办", "保存", parent, columns=2)
        self.premises_id: int | None = None
        self.words_edit = QLineEdit(placeholderText="转办内容，原话", maxLength=500)
        self.place_edit = SearchBox(session, find_places, "姓名、首字母、电话尾号、3-2-1102；查不到就写地址")
        self.place_edit.offer(recent_places)
        self.sender_edit = QLineEdit(opinion_rules().receiver, maxLength=40)
        self.their_number_edit = QLineEdit(placeholderText="对方的编号，没有就空着", maxLength=40)
        self.reply_to_edit = QLineEdit(placeholderText="结果报给谁、怎么报", maxLength=60)
        self.caller_edit = QLineEdit(placeholderText="来电的是谁", maxLength=20)
        self.phone_edit = QLineEdit(maxLength=20)
        self.told_edit = self.time_field(now=False)
        self.told_edit.edit.setPlaceholderText("现在；补录时填接到的时间")
        self.channel_row = ChoiceRow(CHANNELS)
        self.channel_row.set_value(CHANNEL)
        for edit in (self.words_edit, self.caller_edit, self.phone_edit):
            CoveredText(session, edit)
        add = self.form.add
        add("words", "转办内容", self.words_edit, wide=True)
        add("place", "地址", self.place_edit, wide=True)
        add("sender", "转办单位", self.sender_edit)
        add("their_number", "对方编号", self.their_number_edit)
        add("reply_to", "回复给", self.reply_to_edit, wide=True)
        add("caller", "来电人", self.caller_edit)
        add("phone", "来电号码", self.phone_edit)
        add("channel", "渠道", self.channel_row, wide=True)
        add("told_at", "接到时间", self.told_edit, wide=True)
        self.place_edit.chosen.connect(self._take_premises)
        self.place_edit.submitted.connect(self._take_address)
        self.place_edit.textEdited.connect(self._forget_premises)
        self.words_edit.setFocus()

    def draft(self) -> ForwardedDraft:
        typed = self.place_edit.text().strip()
        return ForwardedDraft(
            words=self.words_edit.text(),
            sender=self.sender_edit.text(),
            their_number=self.their_number_edit.text(),
            reply_to=self.reply_to_edit.text(),
            premises_id=self.premises_id,
            place=PlaceDraft(typed) if self.premises_id is None and typed else None,
            caller=CallerDraft(self.caller_edit.text().strip(), self.phone_edit.text().strip(), "其他"),
            channel=self.channel_row.value() or CHANNEL,
            told_at=self.told_edit.moment(),
        )

    @Slot(object)
    def _take_premises(self, hit: Hit) -> None:
        self.place_edit.setText(hit.title)
        self.premises_id = hit.id if hit.kind == "premises" else None
        self.sender_edit.setFocus()

    @Slot()
    def _take_address(self) -> None:
        self.sender_edit.setFocus()

    @Slot()
    def _forget_premises(self) -> None:
        self.premises_id = None

    def _save(self) -> None:
        self._ask(take_forwarded, self.draft(), self.key)


class ReplyDialog(MatterDialog):
    """A reply to the dispatch room: `final` the result, else how far it is. F4 fills in what the main job tells."""

    letters = 44

    def __init__(
        self, session: Session, matter_id: int, about: str, main: MainJob | None, parent: QWidget, *, final: bool
    ) -> None:
        title, verb = ("回复处理结果", "记下结果") if final else ("阶段回复", "记下回复")
        super().__init__(session, title, verb, matter_id, about, parent)
        self._act = reply_result if final else record_progress
        self._main = main
        self.note_edit = QLineEdit(placeholderText="回复了什么", maxLength=LONGEST_REPLY)
        self.how_row = ChoiceRow([(way, way) for way in opinion_rules().ways])
        self.how_row.set_value(opinion_rules().ways[0])
        self.received_edit = QLineEdit(opinion_rules().receiver, maxLength=40)
        self.at_edit = self.time_field()
        self.form.add("note", "处理结果" if final else "办理进展", self.note_edit)
        self.form.add("how", "回复方式", self.how_row)
        self.form.add("received_by", "接收人", self.received_edit)
        self.form.add("at", "回复时间", self.at_edit)
        if main is not None and main.words_for_reply:
            self.say(
                f"{about}\n主件 {main.number}　{main.phase}：{main.words_for_reply}（{key_of('dialog.main')} 填入）"
            )
        self.note_edit.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if pressed(event, "dialog.main") and self._main is not None:
            self.note_edit.setText(self._main.words_for_reply[:LONGEST_REPLY])
            self.note_edit.setModified(True)
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        draft = ReplyDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            how=self.how_row.value() or "",
            received_by=self.received_edit.text(),
        )
        self._ask(self._act, self.matter_id, draft, self.key)


class ContactDialog(MatterDialog):
    """Somebody spoke with the user the matter is about."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "已联系用户", "记下联系", matter_id, about, parent)
        self.note_edit = words_edit("用户怎么说")
        self.at_edit = self.time_field()
        self.form.add("note", "说明", self.note_edit)
        self.form.add("at", "联系时间", self.at_edit)

    def _save(self) -> None:
        self._ask(record_contact, self.matter_id, Noted(at=self.at_edit.moment(), note=self.note_edit.text()), self.key)


class VoidForwardedDialog(MatterDialog):
    """作废: number and reason stay."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "作废转办件", "作废", matter_id, about, parent)
        self.reason_edit = words_edit("例如 不归本站，已退回")
        self.form.add("reason", "原因", self.reason_edit)

    def _save(self) -> None:
        self._ask(void_forwarded, self.matter_id, self.reason_edit.text(), self.key)
