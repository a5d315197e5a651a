"""已到场 and 上门结果: what the repairer phones in, with what proves it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.services.repairs.values import VisitDraft, VisitResult, VisitResultDraft
from app.services.repairs.visits import record_arrival, record_visit_result
from app.views.repairs import words
from app.views.repairs.matter_dialog import MatterDialog, TallMatterDialog, words_edit
from app.views.repairs.photo_field import PhotoField
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.choice_row import ChoiceRow

# What is asked beyond the times and the words, by how the visit ended.
ASKED = {
    VisitResult.TEMPORARY: ("until", "told_user", "photo"),
    VisitResult.WAITING_PARTS: ("part", "until", "told_user"),
    VisitResult.WAITING_SHUTDOWN: ("until", "told_user"),
    VisitResult.NOBODY_HOME: ("evidence", "present", "photo"),
    VisitResult.REFUSED_ENTRY: ("evidence", "present", "risk_told", "photo"),
    VisitResult.NO_ADULT: ("evidence", "present", "photo"),
    VisitResult.WRONG_ADDRESS: ("present",),
    VisitResult.EMERGENCY_TEAM: ("receiver", "until", "told_user"),
    VisitResult.NOT_OURS: ("receiver", "present", "photo"),
}
SOMETIMES = ("part", "receiver", "until", "told_user", "evidence", "present", "risk_told", "photo")
HINTS = {
    VisitResult.NOBODY_HOME: "门口拍照，或留到访未遇告知单。用户原因要有凭据。",
    VisitResult.REFUSED_ENTRY: "写用户的原话；说明不修的风险。先不收费、不动手。",
    VisitResult.NO_ADULT: "只有未成年人在家不入户，留到访未遇告知单，另约时间。",
    VisitResult.WRONG_ADDRESS: "记下后用“更正户号”（H）改到正确的地址，时限照原来算。",
    VisitResult.WAITING_PARTS: "告诉用户缺什么、几时到。到时间前不响铃，时限照算。",
    VisitResult.NOT_OURS: "写明交给了谁。物业的、邻居的，都要有人接手。",
    VisitResult.EMERGENCY_TEAM: "转抢修后本单不完工，抢修队修好再记完工。",
}


class ArrivalDialog(MatterDialog):
    """He stands at the door."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "已到场", "记下到场", matter_id, about, parent)
        self.at_edit = self.time_field()
        self.note_edit = words_edit()
        self.form.add("at", "到场时间", self.at_edit)
        self.form.add("note", "备注", self.note_edit)

    def _save(self) -> None:
        draft = VisitDraft(at=self.at_edit.moment(), note=self.note_edit.text())
        self._ask(record_arrival, self.matter_id, draft, self.key)


class VisitResultDialog(TallMatterDialog):
    """The visit ended, the repair did not: 待备件, 无人在家 and so on. Only what belongs to the result is asked."""

    letters = 46

    def __init__(
        self, session: Session, matter_id: int, about: str, arrived: bool, settings: Settings, parent: QWidget
    ) -> None:
        super().__init__(session, "上门结果", "记下结果", matter_id, about, parent)
        self.result_row = ChoiceRow(words.RESULTS)
        self.arrived_edit = self.time_field(now=False)
        self.at_edit = self.time_field()
        self.part_edit = QLineEdit(placeholderText="缺什么，例如 DN20 锁闭阀", maxLength=40)
        self.receiver_edit = QLineEdit(placeholderText="交给谁：物业 赵师傅、用户本人、抢修二队", maxLength=60)
        self.until_edit = self.time_field(past=False, now=False)
        self.told_check = QCheckBox("已告诉用户几时再来")
        self.told_check.setChecked(True)
        self.evidence_row = ChoiceRow(words.EVIDENCE)
        self.present_edit = QLineEdit(placeholderText="在场的人、见证人，例如 楼长李师傅", maxLength=60)
        self.risk_check = QCheckBox("不维修的风险已告知")
        self.photo = PhotoField(session, settings, self)
        self.note_edit = words_edit("经过、用户的原话")
        self.form.add("result", "结果", self.result_row)
        self.form.add("arrived_at", "到场时间", self.arrived_edit)
        self.form.add("at", "结束时间", self.at_edit)
        self.form.add("part", "缺的备件", self.part_edit)
        self.form.add("receiver", "移交给", self.receiver_edit)
        self.form.add("until", "几时再来", self.until_edit)
        self.form.add("told_user", "", self.told_check)
        self.form.add("evidence", "凭据", self.evidence_row)
        self.form.add("present", "在场", self.present_edit)
        self.form.add("risk_told", "", self.risk_check)
        self.form.add("photo", "照片", self.photo)
        self.form.add("note", "说明", self.note_edit)
        self.form.show_row("arrived_at", not arrived)
        self._show_asked()
        self.result_row.picked.connect(self._show_asked)
        self.photo.kept.connect(self._photo_is_evidence)
        self.result_row.setFocus()

    def is_touched(self) -> bool:
        return super().is_touched() or bool(self.photo.sha256)

    @Slot()
    def _show_asked(self) -> None:
        result = self.result_row.value()
        asked = ASKED.get(result, ())
        for name in SOMETIMES:
            self.form.show_row(name, name in asked)
        self.say("\n".join(filter(None, (self.about, HINTS.get(result, "")))))
        self.fit()

    @Slot()
    def _photo_is_evidence(self) -> None:
        if self.evidence_row.value() is None:
            self.evidence_row.set_value("photo")

    def _save(self) -> None:
        result = self.result_row.value()
        if result is None:
            self.refuse("result", "请选择上门结果。")
            return
        asked = ASKED[result]
        until = self.until_edit.moment() if "until" in asked else None
        draft = VisitResultDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            result=result,
            arrived_at=self.arrived_edit.moment(),
            until=until,
            told_user="told_user" in asked and until is not None and self.told_check.isChecked(),
            evidence=(self.evidence_row.value() or "") if "evidence" in asked else "",
            present=self.present_edit.text() if "present" in asked else "",
            risk_told="risk_told" in asked and self.risk_check.isChecked(),
            photo_sha256=self.photo.sha256 if "photo" in asked else "",
            receiver=self.receiver_edit.text() if "receiver" in asked else "",
            part=self.part_edit.text() if "part" in asked else "",
        )
        self._ask(record_visit_result, self.matter_id, draft, self.key)
