"""记运行数据: weather and the figures of the net, in the order they are read off."""

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from app.services.duty.readings import FIGURES, Reading, ReadingDraft, record_reading
from app.services.duty.settings import bounds, weather_words
from app.views.duty.figure_edit import FigureEdit
from app.views.session import Session
from app.views.texts import day_and_time
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.labels import label
from app.views.widgets.time_edit import TimeEdit


class ReadingDialog(ActDialog):
    """A reading of now; with `reading`, the same minute once more as it should have been."""

    letters = 44

    def __init__(self, session: Session, parent: QWidget | None = None, reading: Reading | None = None) -> None:
        title, verb = ("记运行数据", "保存") if reading is None else ("更正运行数据", "更正")
        super().__init__(session, title, verb, parent, columns=2)
        self._reading = reading
        self.at_edit: TimeEdit | QLabel = self.time_field() if reading is None else label(self._time_of(reading))
        self.weather_box = QComboBox(editable=True)
        self.weather_box.addItems(["", *weather_words()])
        self.figure_edits = {
            name: FigureEdit("kPa" if name.endswith("kpa") else "℃", 1 if name.endswith("kpa") else 100)
            for name in FIGURES
        }
        self.remark_edit = QLineEdit(maxLength=200)
        self.form.add("at", "时间", self.at_edit)
        self.form.add("weather", "天气", self.weather_box)
        self.form.add("outdoor_c", bounds()["outdoor_c"].word, self.figure_edits["outdoor_c"], wide=True)
        for name in FIGURES[1:]:
            self.form.add(name, bounds()[name].word, self.figure_edits[name])
        self.form.add("remark", "备注", self.remark_edit, wide=True)
        if reading is not None:
            self._fill(reading)
        self.weather_box.setFocus()

    def _fill(self, reading: Reading) -> None:
        self.weather_box.setEditText(reading.weather)
        for name, edit in self.figure_edits.items():
            edit.set_figure(getattr(reading, name))
        self.remark_edit.setText(reading.remark)

    def _time_of(self, reading: Reading) -> str:
        return day_and_time(reading.at, self.session.desk.now())

    def _save(self) -> None:
        for name, edit in self.figure_edits.items():
            if not edit.is_valid():
                self.refuse(name, f"{bounds()[name].word}看不懂，请只填数字，例如 {_example(name)}。")
                return
        at = self._reading.at if self._reading is not None else None
        if isinstance(self.at_edit, TimeEdit):
            at = self.at_edit.moment()
        if at is None:
            self.refuse("at", "请填写读数时间。")
            return
        figures = {name: edit.figure() for name, edit in self.figure_edits.items()}
        draft = ReadingDraft(at, self.weather_box.currentText(), remark=self.remark_edit.text(), **figures)
        self._ask(record_reading, draft, self.key)


def _example(name: str) -> str:
    return "450" if name.endswith("kpa") else "-5.5"
