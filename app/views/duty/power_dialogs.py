"""Dialogs of a power cut: from when to when, which papers were not used, to which matter a filled one belongs."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.services.duty.power_cuts import CutDraft, CutRow, change_cut, void_cut
from app.services.reports.power_incident import HeatDraft, heat_stopped, take_cut
from app.services.reports.power_papers import PaperRow, attach_paper, void_papers
from app.views.outages.area_field import AreaField
from app.views.session import Session
from app.views.texts import clock_time, full_time
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import FlowLayout

_ASKS = {
    "folder_blank": "这张回执单是哪件报修的？登记表上抄有单号。挂上后到“回单录入”照单录入。",
    "complaint_blank": "先按投诉登记表受理投诉，再填它的受理号。",
    "notice_blank": "公告是哪一件停热事件的？张贴地点和时间在“停热事件”里记。",
    "handover_blank": "手写的交接班记录不挂工单，保存即归档；内容照常补写到交接班里。",
}


class CutDialog(ActDialog):
    """记停电: it may last still; heat that stopped with it becomes an incident in the same save."""

    letters = 40

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, "记停电", "登记", parent)
        self.began_edit = self.time_field(now=False)
        self.ended_edit = self.time_field(now=False)
        self.remark_edit = QLineEdit(placeholderText="例如 变电站检修，站内换热机组停运", maxLength=200)
        self.heat_check = QCheckBox("同时停热，登记为停热事件（原因：停电）")
        self.heat_check.setChecked(True)
        self.expected_edit = self.time_field(past=False, now=False)
        self.areas = AreaField(session)
        self.form.add("began_at", "停电时间", self.began_edit)
        self.form.add("ended_at", "恢复供电", self.ended_edit)
        self.form.add("remark", "说明", self.remark_edit)
        self.form.add("heat", "停热", self.heat_check)
        self.form.add("expected_at", "预计恢复供热", self.expected_edit)
        self.form.add("areas", "停热范围", self.areas)
        self.heat_check.toggled.connect(self._show_heat)
        self.say("还没恢复供电的，恢复供电一栏空着。恢复供热在“停热事件”里另记，登记表录完再记，来电才能并入。")
        self.began_edit.setFocus()

    @Slot(bool)
    def _show_heat(self, wanted: bool) -> None:
        self.form.show_row("expected_at", wanted)
        self.form.show_row("areas", wanted)
        self.fit()

    def _save(self) -> None:
        began = self.began_edit.moment()
        if began is None:
            self.refuse("began_at", "请填停电时间，例如 0310、昨 2330。")
            return
        heat = (
            HeatDraft(None, self.expected_edit.moment(), self.areas.drafts()) if self.heat_check.isChecked() else None
        )
        draft = CutDraft(began, self.ended_edit.moment(), self.remark_edit.text())
        self._ask(take_cut, draft, heat, self.key)


class CutTimesDialog(ActDialog):
    """恢复供电, or times that were typed wrongly."""

    def __init__(self, session: Session, cut: CutRow, parent: QWidget) -> None:
        title = "记恢复供电" if cut.ended_at is None else "更正停电时间"
        super().__init__(session, title, "保存", parent)
        self._cut = cut
        self.began_edit = self.time_field(now=False)
        self.began_edit.edit.setText(_typed(cut.began_at, self._now()))
        self.ended_edit = self.time_field()
        if cut.ended_at is not None:
            self.ended_edit.edit.setText(_typed(cut.ended_at, self._now()))
        self.remark_edit = QLineEdit(cut.remark, maxLength=200)
        self.form.add("began_at", "停电时间", self.began_edit)
        self.form.add("ended_at", "恢复供电", self.ended_edit)
        self.form.add("remark", "说明", self.remark_edit)
        self.ended_edit.setFocus()

    def _save(self) -> None:
        began = self.began_edit.moment()
        if began is None:
            self.refuse("began_at", "请填停电时间，例如 0310、昨 2330。")
            return
        draft = CutDraft(began, self.ended_edit.moment(), self.remark_edit.text())
        self._ask(change_cut, self._cut.id, self._cut.version, draft, self.key)


class HeatDialog(ActDialog):
    """登记停热: it turned out that heat was off too."""

    letters = 40

    def __init__(self, session: Session, cut: CutRow, parent: QWidget) -> None:
        super().__init__(session, "停电造成停热", "登记", parent)
        self._cut_id = cut.id
        self.began_edit = self.time_field(now=False)
        self.began_edit.edit.setText(_typed(cut.began_at, self._now()))
        self.expected_edit = self.time_field(past=False, now=False)
        self.areas = AreaField(session)
        self.form.add("began_at", "开始停热", self.began_edit)
        self.form.add("expected_at", "预计恢复供热", self.expected_edit)
        self.form.add("areas", "停热范围", self.areas)
        self.began_edit.setFocus()

    def _save(self) -> None:
        heat = HeatDraft(self.began_edit.moment(), self.expected_edit.moment(), self.areas.drafts())
        self._ask(heat_stopped, self._cut_id, heat, self.key)


class VoidCutDialog(ActDialog):
    """作废停电记录: it never was, or was written down twice."""

    def __init__(self, session: Session, cut: CutRow, parent: QWidget) -> None:
        super().__init__(session, "作废停电记录", "作废", parent)
        self._cut_id = cut.id
        self.say(f"{full_time(cut.began_at)} 起的停电记录将作废；已录入的来电和单据不受影响。")
        self.reason_edit = QLineEdit(placeholderText="例如 只是跳闸，没有停电", maxLength=100)
        self.form.add("reason", "原因", self.reason_edit)
        self.reason_edit.setFocus()

    def _save(self) -> None:
        self._ask(void_cut, self._cut_id, self.reason_edit.text(), self.key)


class VoidPapersDialog(ActDialog):
    """作废未用: blanks nobody wrote on; untick what was used and is still to be attached."""

    letters = 44

    def __init__(self, session: Session, rows: Sequence[PaperRow], reason: str, parent: QWidget) -> None:
        super().__init__(session, "作废未用的单据", "作废", parent)
        self.say("勾着的编号作废，纸也要划掉存档；用过、还没挂工单的先去掉勾。作废后下次写断电夹会补新号。")
        papers = QWidget()
        papers.setProperty("tall", True)
        flow = FlowLayout(papers, gap=12)
        self.checks = {row.sheet_id: QCheckBox(f"{row.word} {row.number}") for row in rows}
        for check in self.checks.values():
            check.setChecked(True)
            flow.addWidget(check)
        self.reason_edit = QLineEdit(reason, maxLength=200)
        self.form.add("papers", "单据", papers)
        self.form.add("reason", "原因", self.reason_edit)
        self.reason_edit.setFocus()

    def _save(self) -> None:
        chosen = tuple(sheet_id for sheet_id, check in self.checks.items() if check.isChecked())
        self._ask(void_papers, chosen, self.reason_edit.text(), self.key)


class AttachPaperDialog(ActDialog):
    """挂工单: to which matter a filled form belongs; a 交接班记录 is filed by itself."""

    def __init__(self, session: Session, row: PaperRow, parent: QWidget) -> None:
        super().__init__(session, f"{row.word} {row.number}", "挂工单", parent)
        self._number = row.number
        self.say(_ASKS.get(row.form, ""))
        self.number_edit = QLineEdit(placeholderText="受理号", maxLength=40)
        self.form.add("number", "受理号", self.number_edit)
        self.form.show_row("number", row.form != "handover_blank")
        if row.form == "handover_blank":
            self.save_button.setText("归档")
            self.save_button.setFocus()
        else:
            self.number_edit.setFocus()

    def _save(self) -> None:
        self._ask(attach_paper, self._number, self.number_edit.text(), self.key)


def _typed(moment: datetime, now: datetime) -> str:
    """The moment as its field reads it again."""
    from app.services.kernel.times import china

    same_day = china(moment).date() == china(now).date()
    return clock_time(moment) if same_day else f"{china(moment):%m-%d %H:%M}"
