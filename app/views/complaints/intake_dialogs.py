"""新建投诉, 新建举报: what is asked of who complains, and what is not asked of who tips off."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from app.services.complaints.acts import take_complaint
from app.services.complaints.tip_offs import take_tip_off
from app.services.complaints.values import ComplaintDraft, TipOffDraft
from app.services.complaints.words import complaint_words
from app.services.matters.values import CallerDraft, PlaceDraft
from app.views.finding import find_places, recent_places
from app.views.repairs.words import RELATIONS
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import Choice, ChoiceRow
from app.views.widgets.covered_text import CoveredText
from app.views.widgets.search_box import Hit, SearchBox

THREE_LINES = 3


def channels() -> list[Choice]:
    """Through which channels a complaint comes."""
    return [(word, word) for word in complaint_words()["channels"]]


class ComplaintDialog(ActDialog):
    """新建投诉. Nothing missing keeps it from being written down."""

    letters = 46

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "新建投诉", "保存", parent, columns=2)
        self.premises_id: int | None = None
        self.words_edit = QLineEdit(placeholderText="用户的原话", maxLength=500)
        self.place_edit = SearchBox(session, find_places, "姓名、首字母、电话尾号、3-2-1102；查不到就写地址")
        self.place_edit.offer(recent_places)
        self.caller_edit = QLineEdit(placeholderText="怎么称呼", maxLength=20)
        self.phone_edit = QLineEdit(maxLength=20)
        self.relation_row = ChoiceRow(RELATIONS)
        self.channel_row = ChoiceRow(channels())
        self.channel_row.set_value("电话")
        self.told_edit = self.time_field(now=False)
        self.told_edit.edit.setPlaceholderText("现在；补录时填受理时间")
        for edit in (self.words_edit, self.caller_edit, self.phone_edit):
            CoveredText(session, edit)
        add = self.form.add
        add("words", "投诉内容", self.words_edit, wide=True)
        add("place", "地址", self.place_edit, wide=True)
        add("caller", "投诉人", self.caller_edit)
        add("phone", "电话", self.phone_edit)
        add("relation", "关系", self.relation_row, wide=True)
        add("channel", "渠道", self.channel_row, wide=True)
        add("told_at", "受理时间", self.told_edit, wide=True)
        self.place_edit.chosen.connect(self._take_premises)
        self.place_edit.submitted.connect(self._take_address)
        self.place_edit.textEdited.connect(self._forget_premises)
        self.relation_row.then_to(self.channel_row)
        self.words_edit.setFocus()

    def draft(self) -> ComplaintDraft:
        typed = self.place_edit.text().strip()
        return ComplaintDraft(
            words=self.words_edit.text(),
            premises_id=self.premises_id,
            place=PlaceDraft(typed) if self.premises_id is None and typed else None,
            caller=CallerDraft(
                self.caller_edit.text().strip(), self.phone_edit.text().strip(), self.relation_row.value() or "本人"
            ),
            channel=self.channel_row.value() or "电话",
            told_at=self.told_edit.moment(),
        )

    @Slot(object)
    def _take_premises(self, hit: Hit) -> None:
        self.place_edit.setText(hit.title)
        self.premises_id = hit.id if hit.kind == "premises" else None
        self.caller_edit.setFocus()

    @Slot()
    def _take_address(self) -> None:
        self.caller_edit.setFocus()

    @Slot()
    def _forget_premises(self) -> None:
        self.premises_id = None

    def _save(self) -> None:
        self._ask(take_complaint, self.draft(), self.key)


class TipOffDialog(ActDialog):
    """新建举报: 匿名 is ticked before anything can be typed; unticked, a name may be left, and only then.

    Covered, what was typed is not shown: the words stand nowhere but in the sealed table, and on this screen.
    """

    letters = 46

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "新建举报", "保存", parent, columns=2)
        self.anonymous_check = QCheckBox("匿名（不问、不记姓名和电话）")
        self.anonymous_check.setChecked(True)
        self.words_edit = QPlainTextEdit(placeholderText="举报的原话。只存在封存的表里，查看会留记录")
        self.words_edit.setTabChangesFocus(True)
        self.words_edit.setFixedHeight(self.fontMetrics().lineSpacing() * (THREE_LINES + 1))
        self.summary_edit = QLineEdit(placeholderText="转办用，不写举报人和能认出他的细节；可以以后再写", maxLength=300)
        self.head_check = QCheckBox("反映站长（封存，只转公司，站长不能查看和经手）")
        self.caller_edit = QLineEdit(placeholderText="本人愿意留才填", maxLength=20)
        self.phone_edit = QLineEdit(maxLength=20)
        self.channel_row = ChoiceRow(channels())
        self.channel_row.set_value("电话")
        self.told_edit = self.time_field(now=False)
        self.told_edit.edit.setPlaceholderText("现在；补录时填受理时间")
        for edit in (self.summary_edit, self.caller_edit, self.phone_edit):
            CoveredText(session, edit)
        add = self.form.add
        add("anonymous", "", self.anonymous_check, wide=True)
        add("caller", "举报人", self.caller_edit)
        add("phone", "电话", self.phone_edit)
        add("words", "举报内容", self.words_edit, wide=True)
        add("summary", "转办摘要", self.summary_edit, wide=True)
        add("about_head", "", self.head_check, wide=True)
        add("channel", "渠道", self.channel_row, wide=True)
        add("told_at", "受理时间", self.told_edit, wide=True)
        self.say("感谢举报人。内容保密：不进查找，列表里不显示，不存草稿。")
        self.anonymous_check.toggled.connect(self._show_person)
        self._show_person(True)
        self.anonymous_check.setFocus()

    def draft(self) -> TipOffDraft:
        return TipOffDraft(
            words=self.words_edit.toPlainText(),
            summary=self.summary_edit.text(),
            anonymous=self.anonymous_check.isChecked(),
            about_head=self.head_check.isChecked(),
            caller=CallerDraft(self.caller_edit.text().strip(), self.phone_edit.text().strip()),
            channel=self.channel_row.value() or "电话",
            told_at=self.told_edit.moment(),
        )

    def cover(self, covered: bool) -> None:
        super().cover(covered)
        self.words_edit.setVisible(not covered)

    @Slot(bool)
    def _show_person(self, anonymous: bool) -> None:
        for name, edit in (("caller", self.caller_edit), ("phone", self.phone_edit)):
            if anonymous:
                edit.clear()
            self.form.show_row(name, not anonymous)
        if self.isVisible():
            self.fit()

    def _save(self) -> None:
        self._ask(take_tip_off, self.draft(), self.key)
