"""The small dialogs of an incident: told, posted, extended, arrived, restored, voided, corrected; a caller leaves."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.services.kernel.pictures import Fitted, fitted_photo
from app.services.matters.sheets import SheetRow
from app.services.matters.timeline import TimelineRow
from app.services.matters.values import Done, Noted
from app.services.outages.incident import (
    arrive,
    begin,
    correct_time,
    extend,
    post_notice,
    replan,
    restore,
    tell_users,
    void,
    withdraw_event,
)
from app.services.outages.joining import leave
from app.services.outages.settings import told_how
from app.services.outages.todays_word import LONGEST, WordOfToday, say_todays_word
from app.services.outages.values import (
    RESTORED_NOTICE,
    ExtendDraft,
    PlanDraft,
    PostDraft,
    TellDraft,
    TimeCorrection,
)
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.settings import Settings
from app.views.texts import day_and_time
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.picture_box import PictureBox
from app.views.widgets.picture_source import PHOTOS, PictureSource

# What has a time of its own; the others follow from these.
CORRECTABLE = frozenset({"told", "planned", "began", "expected", "arrived", "users_told", "restored"})


class TellDialog(MatterDialog):
    """已告知: the users of the area know."""

    def __init__(self, session: Session, outage_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "已告知用户", "记下", outage_id, about, parent)
        self.how_row = ChoiceRow([(how, how) for how in told_how()])
        self.at_edit = self.time_field()
        self.note_edit = words_edit("告诉了什么，哪些楼")
        self.form.add("how", "方式", self.how_row)
        self.form.add("at", "时间", self.at_edit)
        self.form.add("note", "内容", self.note_edit)
        self.how_row.setFocus()

    def _save(self) -> None:
        draft = TellDraft(self.at_edit.moment(), note=self.note_edit.text(), how=self.how_row.value() or "")
        self._ask(tell_users, self.matter_id, draft, self.key)


class PostDialog(MatterDialog):
    """张贴: where and since when a notice hangs, with a photo; the number picked says which of the two it is."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        outage_id: int,
        about: str,
        notices: Sequence[SheetRow],
        parent: QWidget,
    ) -> None:
        super().__init__(session, "张贴公告", "记下", outage_id, about, parent)
        self._photo: Fitted | None = None
        self.place_edit = words_edit("例如：23号楼各单元门口")
        self.at_edit = self.time_field()
        self.what_row = ChoiceRow([(False, "停热公告"), (True, "恢复供热公告")])
        self.what_row.set_value(False)
        self.sheet_box = QComboBox()
        self.sheet_box.addItem("没有编号", "")
        self._forms = {notice.number: notice.form for notice in notices if notice.state != "void"}
        for number in self._forms:
            self.sheet_box.addItem(number, number)
        self.sheet_box.currentIndexChanged.connect(self._follow_number)
        self.sheet_box.setCurrentIndex(self.sheet_box.count() - 1)
        self.photo_box = PictureBox("把照片拖到这里")
        self.photo_button = QPushButton("选择照片")
        self.photo_button.setAutoDefault(False)
        photo = QWidget()
        photo.setProperty("tall", True)
        column = QVBoxLayout(photo)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.photo_box, 1)
        column.addWidget(self.photo_button, 0, Qt.AlignmentFlag.AlignLeft)
        photo.setFocusProxy(self.photo_button)
        self.form.add("place", "张贴处", self.place_edit)
        self.form.add("at", "时间", self.at_edit)
        self.form.add("what", "公告", self.what_row)
        self.form.add("sheet", "编号", self.sheet_box)
        self.form.add("photo", "照片", photo)
        self.source = PictureSource(session, settings, fitted_photo, PHOTOS, self)
        self.photo_button.clicked.connect(self.source.choose)
        self.photo_box.dropped.connect(self.source.take)
        self.source.ready.connect(self._take_photo)
        self.source.failed.connect(self._refuse_photo)
        self.place_edit.setFocus()

    @Slot(int)
    def _follow_number(self, place: int) -> None:
        if form := self._forms.get(self.sheet_box.itemData(place)):
            self.what_row.set_value(form == RESTORED_NOTICE)

    @Slot(object)
    def _take_photo(self, photo: Fitted) -> None:
        self._photo = photo
        self.photo_box.show_body(photo.body)

    @Slot(str)
    def _refuse_photo(self, sentence: str) -> None:
        self.form.show_problems(sentence, {"photo": sentence})

    def _save(self) -> None:
        draft = PostDraft(
            self.at_edit.moment(),
            place=self.place_edit.text(),
            restored=bool(self.what_row.value()),
            sheet_number=self.sheet_box.currentData(),
            photo=self._photo,
        )
        self._ask(post_notice, self.matter_id, draft, self.key)


class ExtendDialog(MatterDialog):
    """延长: another expected end, and why."""

    def __init__(self, session: Session, outage_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "改预计恢复时间", "保存", outage_id, about, parent)
        self.expected_edit = self.time_field(past=False, now=False)
        self.note_edit = words_edit("为什么")
        self.at_edit = self.time_field()
        self.form.add("expected_at", "预计恢复", self.expected_edit)
        self.form.add("note", "原因", self.note_edit)
        self.form.add("at", "得知时间", self.at_edit)
        self.expected_edit.setFocus()

    def _save(self) -> None:
        expected_at = self.expected_edit.moment()
        if expected_at is None:
            self.save_button.setEnabled(True)
            sentence = "请填写新的预计恢复时间。"
            self.form.show_problems(sentence, {"expected_at": sentence})
            return
        draft = ExtendDraft(self.at_edit.moment(), note=self.note_edit.text(), expected_at=expected_at)
        self._ask(extend, self.matter_id, draft, self.key)


class MomentDialog(MatterDialog):
    """One moment of the incident and what is to be said of it."""

    title: ClassVar[str]
    asked: ClassVar[str]
    act: ClassVar[Callable[..., Done]]

    def __init__(self, session: Session, outage_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, self.title, "记下", outage_id, about, parent)
        self.at_edit = self.time_field()
        self.note_edit = words_edit(self.asked)
        self.form.add("at", f"{self.title}时间", self.at_edit)
        self.form.add("note", "说明", self.note_edit)

    def _save(self) -> None:
        draft = Noted(self.at_edit.moment(), note=self.note_edit.text())
        self._ask(type(self).act, self.matter_id, draft, self.key)


class BeginDialog(MomentDialog):
    """开始停热: the planned stop has really begun."""

    title, asked, act = "开始停热", "谁关的阀", staticmethod(begin)


class ArriveDialog(MomentDialog):
    """到场: somebody stands at the incident."""

    title, asked, act = "到场", "谁到场", staticmethod(arrive)


class RestoreDialog(MomentDialog):
    """恢复供热: heat is back."""

    title, asked, act = "恢复供热", "查明的原因、做了什么", staticmethod(restore)


class PlanDialog(MatterDialog):
    """改计划: when heat is to go off and be back, and why; an empty end stays as it was."""

    def __init__(self, session: Session, outage_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "改计划时间", "保存", outage_id, about, parent)
        self.begins_edit = self.time_field(past=False, now=False)
        self.expected_edit = self.time_field(past=False, now=False)
        self.note_edit = words_edit("为什么")
        self.form.add("begins_at", "计划开始", self.begins_edit)
        self.form.add("expected_at", "预计恢复", self.expected_edit)
        self.form.add("note", "原因", self.note_edit)
        self.begins_edit.setFocus()

    def _save(self) -> None:
        begins_at = self.begins_edit.moment()
        if begins_at is None:
            self.save_button.setEnabled(True)
            sentence = "请填写新的计划开始时间。"
            self.form.show_problems(sentence, {"begins_at": sentence})
            return
        draft = PlanDraft(note=self.note_edit.text(), begins_at=begins_at, expected_at=self.expected_edit.moment())
        self._ask(replan, self.matter_id, draft, self.key)


class VoidDialog(MatterDialog):
    """作废: number and reason stay, who joined leaves."""

    def __init__(self, session: Session, outage_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "作废停热事件", "作废", outage_id, about, parent)
        self.reason_edit = words_edit("例如：误报，阀门没有关")
        self.form.add("reason", "原因", self.reason_edit)

    def _save(self) -> None:
        self._ask(void, self.matter_id, self.reason_edit.text(), self.key)


class LeaveDialog(MatterDialog):
    """撤出: the matter goes on by itself, counted from when its caller told us."""

    def __init__(self, session: Session, matter_id: int, about: str, restored: bool, parent: QWidget) -> None:
        super().__init__(session, "撤出停热事件", "撤出", matter_id, about, parent)
        self.reason_edit = words_edit("为什么")
        self.reason_edit.setText("恢复后仍不热" if restored else "不在停热范围")
        self.form.add("reason", "原因", self.reason_edit)
        self.reason_edit.selectAll()

    def _save(self) -> None:
        self._ask(leave, self.matter_id, self.reason_edit.text(), self.key)


class CorrectDialog(MatterDialog):
    """更正 or 撤回 one recorded time; what follows from it follows anew."""

    letters = 40

    def __init__(
        self, session: Session, outage_id: int, about: str, history: Sequence[TimelineRow], parent: QWidget
    ) -> None:
        super().__init__(session, "更正时间", "更正", outage_id, about, parent)
        now = session.desk.now()
        self.event_box = QComboBox()
        for row in reversed(history):
            if row.standing and row.corrects_id is None and row.kind in CORRECTABLE:
                until = f"，{day_and_time(row.until_at, now)}" if row.until_at is not None else ""
                self.event_box.addItem(f"{row.word}　{day_and_time(row.happened_at, now)}{until}", row.event_id)
        self.how_row = ChoiceRow([(False, "改时间"), (True, "撤回")])
        self.how_row.set_value(False)
        self.at_edit = self.time_field(now=False)
        self.until_edit = self.time_field(past=False, now=False)
        self.reason_edit = words_edit("为什么改")
        self.form.add("event", "哪一条", self.event_box)
        self.form.add("how", "怎么改", self.how_row)
        self.form.add("at", "时间改为", self.at_edit)
        self.form.add("until", "预计改为", self.until_edit)
        self.form.add("reason", "原因", self.reason_edit)

    def _save(self) -> None:
        event_id, reason = self.event_box.currentData(), self.reason_edit.text()
        if self.how_row.value():
            self._ask(withdraw_event, self.matter_id, event_id, reason, self.key)
        else:
            draft = TimeCorrection(event_id, reason, self.at_edit.moment(), self.until_edit.moment())
            self._ask(correct_time, self.matter_id, draft, self.key)


class TodaysWordDialog(ActDialog):
    """今日口径: what everybody says on the phone today; empty takes it back."""

    def __init__(self, session: Session, word: WordOfToday | None, parent: QWidget) -> None:
        super().__init__(session, "今日口径", "保存", parent)
        self.say("每个来电录入窗口都会显示这一段，念给用户听。清空后保存就是撤掉。")
        self.words_edit = QPlainTextEdit(word.words if word is not None else "")
        self.words_edit.setPlaceholderText(
            f"例如：二期换热站抢修，预计今晚八点恢复，请用户耐心等待。最多 {LONGEST} 字。"
        )
        self.words_edit.setTabChangesFocus(True)
        self.words_edit.setFixedHeight(self.fontMetrics().height() * 6)
        self.form.add("words", "口径", self.words_edit)
        self.words_edit.setFocus()

    def _save(self) -> None:
        self._ask(say_todays_word, self.words_edit.toPlainText(), self.key)
