"""完工 and 电话指导办结: the fault is gone."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.services.repairs.ending import solve_by_phone
from app.services.repairs.room_limit import is_below, least_at
from app.services.repairs.values import FaultGroup, FinishDraft
from app.services.repairs.visits import finish
from app.services.repairs.work_values import PhoneAdviceDraft
from app.views.repairs import words
from app.views.repairs.materials_text import read_materials
from app.views.repairs.matter_dialog import MatterDialog, TallMatterDialog, words_edit
from app.views.repairs.temperature_grid import TemperatureGrid
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.labels import label

WANTS_MEASURING = "用户要求测温"
MATERIALS_HINT = "名称 数量 单位，用逗号隔开：生料带 1 卷，DN20 阀门 1 个"


class FinishDialog(TallMatterDialog):
    """`arrived`: the arrival is already on record. Of a flat that was cold the temperatures are asked for."""

    letters = 46

    def __init__(
        self, session: Session, matter_id: int, about: str, arrived: bool, group: str, parent: QWidget
    ) -> None:
        super().__init__(session, "完工", "记下完工", matter_id, about, parent)
        self.arrived_edit = self.time_field(now=False)
        self.at_edit = self.time_field()
        self.cause_row = ChoiceRow(words.causes())
        self.done_row = ChoiceRow(words.remedies())
        self.responsibility_row = ChoiceRow(words.responsibilities())
        self.temperatures = TemperatureGrid()
        self.low = label(role="message", wrap=True)
        self.measuring_check = QCheckBox(WANTS_MEASURING)
        self.materials_edit = QLineEdit(placeholderText=MATERIALS_HINT, maxLength=200)
        self.left_edit = QLineEdit(placeholderText="没做完的，例如 暖气罩未装回、三天后复看", maxLength=200)
        self.note_edit = words_edit()
        self.form.add("arrived_at", "到场时间", self.arrived_edit)
        self.form.add("at", "完工时间", self.at_edit)
        self.form.add("cause", "原因", self.cause_row)
        self.form.add("done", "处理", self.done_row)
        self.form.add("responsibility", "责任", self.responsibility_row)
        self.form.add("temperatures", "温度", self.temperatures)
        self.form.add("low", "", self.low)
        self.form.add("measuring", "", self.measuring_check)
        self.form.add("materials", "材料", self.materials_edit)
        self.form.add("left_over", "遗留", self.left_edit)
        self.form.add("note", "备注", self.note_edit)
        self.form.show_row("arrived_at", not arrived)
        self.form.show_row("temperatures", group in (FaultGroup.COLD, FaultGroup.TEMPERATURE))
        self.cause_row.then_to(self.done_row)
        self.done_row.then_to(self.responsibility_row)
        self.temperatures.changed.connect(self._offer_measuring)
        self._offer_measuring()
        (self.cause_row if arrived else self.arrived_edit).setFocus()

    @Slot()
    def _offer_measuring(self) -> None:
        """Below the limit of the hour a measuring is offered at once."""
        at = self.at_edit.moment() or self.session.desk.now()
        room = self.temperatures.temperatures().room_after_c
        low = is_below(room, at)
        if low and room is not None:
            least = least_at(at) / 100
            self.low.setText(f"修后室温 {room / 100:g} ℃，低于 {least:g} ℃。请当场问用户要不要测温。")
        self.form.show_row("low", low)
        self.form.show_row("measuring", low)
        self.fit()

    def _save(self) -> None:
        materials = read_materials(self.materials_edit.text())
        wrong = {"temperatures": "温度写成 18.5 这样。"} if self.temperatures.unreadable() else {}
        if materials is None:
            wrong["materials"] = "材料写成“名称 数量 单位”，多种用逗号隔开。"
        if wrong or materials is None:
            self.save_button.setEnabled(True)
            self.form.show_problems(next(iter(wrong.values())), wrong)
            return
        wants = WANTS_MEASURING if self.measuring_check.isChecked() and not self.measuring_check.isHidden() else ""
        draft = FinishDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            cause=self.cause_row.value() or "",
            done=self.done_row.value() or "",
            responsibility=self.responsibility_row.value() or "",
            arrived_at=self.arrived_edit.moment(),
            temperatures=self.temperatures.temperatures(),
            materials=materials,
            left_over="；".join(filter(None, (self.left_edit.text().strip(), wants))),
        )
        self._ask(finish, self.matter_id, draft, self.key)


class PhoneSolvedDialog(MatterDialog):
    """电话指导办结: the advice helped, the user wants no visit; the callback stays."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "电话指导办结", "办结", matter_id, about, parent)
        self.note_edit = words_edit("给了什么指导，结果怎样")
        self.agrees_check = QCheckBox("用户同意不上门")
        self.form.add("note", "指导内容", self.note_edit)
        self.form.add("agrees", "", self.agrees_check)

    def _save(self) -> None:
        draft = PhoneAdviceDraft(note=self.note_edit.text(), agrees=self.agrees_check.isChecked())
        self._ask(solve_by_phone, self.matter_id, draft, self.key)
