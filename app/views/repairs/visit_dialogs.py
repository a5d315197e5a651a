"""已到场, 完工, 上门结果: what the repairer phones in."""

from PySide6.QtWidgets import QWidget

from app.services.matters.values import Noted
from app.services.repairs.values import FinishDraft, VisitDraft, VisitResultDraft
from app.services.repairs.work import finish, record_arrival, record_visit_result, solve_by_phone
from app.views.repairs import words
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow


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


class FinishDialog(MatterDialog):
    """The fault is gone; `arrived` says whether the arrival is already on record."""

    def __init__(self, session: Session, matter_id: int, about: str, arrived: bool, parent: QWidget) -> None:
        super().__init__(session, "完工", "记下完工", matter_id, about, parent)
        self.arrived_edit = self.time_field(now=False)
        self.at_edit = self.time_field()
        self.cause_row = ChoiceRow(words.causes())
        self.done_row = ChoiceRow(words.remedies())
        self.responsibility_row = ChoiceRow(words.responsibilities())
        self.note_edit = words_edit()
        self.form.add("arrived_at", "到场时间", self.arrived_edit)
        self.form.add("at", "完工时间", self.at_edit)
        self.form.add("cause", "原因", self.cause_row)
        self.form.add("done", "处理", self.done_row)
        self.form.add("responsibility", "责任", self.responsibility_row)
        self.form.add("note", "备注", self.note_edit)
        self.form.show_row("arrived_at", not arrived)

    def _save(self) -> None:
        draft = FinishDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            cause=self.cause_row.value() or "",
            done=self.done_row.value() or "",
            responsibility=self.responsibility_row.value() or "",
            arrived_at=self.arrived_edit.moment(),
        )
        self._ask(finish, self.matter_id, draft, self.key)


class VisitResultDialog(MatterDialog):
    """The visit ended, the repair did not: 待备件, 无人在家 and so on."""

    def __init__(self, session: Session, matter_id: int, about: str, arrived: bool, parent: QWidget) -> None:
        super().__init__(session, "上门结果", "记下结果", matter_id, about, parent)
        self.result_row = ChoiceRow(words.RESULTS)
        self.arrived_edit = self.time_field(now=False)
        self.at_edit = self.time_field()
        self.until_edit = self.time_field(past=False, now=False)
        self.note_edit = words_edit("经过、证据、告知了什么")
        self.form.add("result", "结果", self.result_row)
        self.form.add("arrived_at", "到场时间", self.arrived_edit)
        self.form.add("at", "结束时间", self.at_edit)
        self.form.add("until", "预计到", self.until_edit)
        self.form.add("note", "说明", self.note_edit)
        self.form.show_row("arrived_at", not arrived)
        self.result_row.setFocus()

    def _save(self) -> None:
        if self.result_row.value() is None:
            self.save_button.setEnabled(True)
            self.form.show_problems("请选择上门结果。", {"result": "请选择上门结果。"})
            return
        draft = VisitResultDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            result=self.result_row.value(),
            arrived_at=self.arrived_edit.moment(),
            until=self.until_edit.moment(),
        )
        self._ask(record_visit_result, self.matter_id, draft, self.key)


class PhoneSolvedDialog(MatterDialog):
    """电话指导办结: the advice helped, the user wants no visit."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "电话指导办结", "办结", matter_id, about, parent)
        self.note_edit = words_edit("给了什么指导，用户同意不上门")
        self.form.add("note", "指导内容", self.note_edit)

    def _save(self) -> None:
        self._ask(solve_by_phone, self.matter_id, Noted(note=self.note_edit.text()), self.key)
