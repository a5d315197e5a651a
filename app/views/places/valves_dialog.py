"""阀门位置: three questions and whatever else is to be said, joined into one sentence."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.customers.places.buildings import MOST_VALVE_LETTERS, BuildingRow, change_valves
from app.services.customers.places.valves import Valves, read_valves, valve_sentence
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.labels import label


class ValvesDialog(ActDialog):
    """An old note that names no part stands under 其他 and may stay there."""

    letters = 40

    def __init__(self, session: Session, building: BuildingRow, place: str, parent: QWidget | None = None) -> None:
        super().__init__(session, "阀门位置", "保存", parent)
        self._building = building
        self.say(f"{place}：漏水来电时先看这一句。")
        valves = read_valves(building.valves)
        self.riser_edit = QLineEdit(valves.riser, placeholderText="例如 各单元一层楼道管井内", maxLength=120)
        self.entry_edit = QLineEdit(valves.entry, placeholderText="例如 户门外左侧水表箱", maxLength=120)
        self.well_edit = QLineEdit(valves.well, placeholderText="例如 2单元门前东侧3米", maxLength=120)
        self.plain_edit = QLineEdit(valves.plain, placeholderText="例如 钥匙在物业值班室", maxLength=MOST_VALVE_LETTERS)
        self.sentence = label(role="muted", wrap=True)
        self.form.add("riser", "立管阀", self.riser_edit)
        self.form.add("entry", "入户阀", self.entry_edit)
        self.form.add("well", "楼前井", self.well_edit)
        self.form.add("plain", "其他", self.plain_edit)
        self.column.insertWidget(2, self.sentence)
        for edit in (self.riser_edit, self.entry_edit, self.well_edit, self.plain_edit):
            edit.textEdited.connect(self._show_sentence)
        self._show_sentence()
        self.riser_edit.setFocus()

    def _typed(self) -> Valves:
        return Valves(self.riser_edit.text(), self.entry_edit.text(), self.well_edit.text(), self.plain_edit.text())

    @Slot()
    def _show_sentence(self) -> None:
        sentence = valve_sentence(self._typed())
        self.sentence.setText(f"{sentence}（{len(sentence)}/{MOST_VALVE_LETTERS} 字）" if sentence else "还没有填写。")

    def _save(self) -> None:
        self._ask(change_valves, self._building.id, self._building.version, self._typed(), self.key)
