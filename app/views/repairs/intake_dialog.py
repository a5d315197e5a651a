"""报修录入 (F2): what a clerk asks on the phone, in the order they ask it."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.services.matters.values import CallerDraft, PlaceDraft, Taken
from app.services.repairs.intake import take_repair
from app.services.repairs.values import FaultGroup, RepairDraft
from app.views.actions import command
from app.views.customers.premises_panel import PremisesPanel
from app.views.finding import find_places, recent_places
from app.views.repairs import words
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.covered_text import CoveredText
from app.views.widgets.labels import label
from app.views.widgets.search_box import Hit, SearchBox

LEAK_ROWS = ("severity", "can_close", "below_wet", "electricity")


class IntakeDialog(ActDialog):
    """Enter saves from any field. Nothing missing keeps a call from being written down."""

    letters = 72

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "报修录入", "保存", parent, columns=2)
        self.premises_id: int | None = None
        self._build()
        self._connect()
        self._show_leak("")
        self.place_edit.setFocus()

    def fit(self) -> None:
        """High enough for every question of a leak, so that the window does not move under the clerk's eyes."""
        super().fit()
        behind = self.parentWidget()
        wanted = self.fontMetrics().height() * 31
        self.resize(self.width(), min(wanted, behind.window().height() - 20) if behind is not None else wanted)

    def set_premises(self, premises_id: int) -> None:
        """Open for a premises that is already on screen."""
        self.premises_id = premises_id
        self.elevation_action.setEnabled(True)
        self.panel.show_premises(premises_id)
        self.phone_edit.setFocus()

    def set_address(self, address: str) -> None:
        """Open for a flat the ledger lacks."""
        self.place_edit.setText(address)
        self._take_address(address)

    def draft(self) -> RepairDraft:
        typed = self.place_edit.text().strip()
        group = self.group_row.value()
        return RepairDraft(
            fault_group=FaultGroup(group) if group else FaultGroup.OTHER,
            words=self.words_edit.text(),
            premises_id=self.premises_id,
            place=PlaceDraft(typed) if self.premises_id is None and typed else None,
            caller=CallerDraft(
                name=self.caller_edit.text().strip(),
                phone=self.phone_edit.text().strip(),
                relation=self.relation_row.value() or "本人",
            ),
            fault=self.fault_row.value() or "",
            severity=self.severity_row.value() or "",
            can_close=self.can_close_row.value() or "",
            below_wet=self.below_wet_row.value() or "",
            electricity=self.electricity_row.value() or "",
            fee_told=self.fee_check.isChecked(),
            agreed_at=self.agreed_edit.moment(),
            told_at=self.told_edit.moment(),
            channel=self.channel_row.value() or "电话",
        )

    def _build(self) -> None:
        self.place_edit = SearchBox(self.session, find_places, "姓名、首字母、电话尾号、3-2-1102；查不到就写地址")
        self.place_edit.offer(recent_places)
        self.place_hint = label(role="hint", wrap=True)
        self.phone_edit = QLineEdit(maxLength=20)
        self.caller_edit = QLineEdit(placeholderText="怎么称呼", maxLength=20)
        self.relation_row = ChoiceRow(words.RELATIONS)
        self.group_row = ChoiceRow(words.groups())
        self.fault_row = ChoiceRow()
        self.severity_row = ChoiceRow(words.SEVERITIES)
        self.can_close_row = ChoiceRow(words.CAN_CLOSE)
        self.below_wet_row = ChoiceRow(words.BELOW_WET)
        self.electricity_row = ChoiceRow(words.ELECTRICITY)
        self.words_edit = QLineEdit(placeholderText="用户的原话", maxLength=500)
        for edit in (self.phone_edit, self.caller_edit, self.words_edit):
            CoveredText(self.session, edit)
        self.agreed_edit = self.time_field(past=False, now=False)
        self.fee_check = QCheckBox("已告知户内自用设施维修收费")
        self.told_edit = self.time_field(now=False)
        self.told_edit.edit.setPlaceholderText("现在；补录时填来电时间")
        self.channel_row = ChoiceRow(words.CHANNELS)
        self.channel_row.set_value("电话")
        self.elevation_action = command(self, "楼栋立面图", "elevation", "F7", self._show_elevation)
        self.elevation_action.setIconText(" 楼栋立面图 F7")
        self.elevation_action.setEnabled(False)
        add = self.form.add
        add("place", "住户", self.place_edit, wide=True)
        add("place_hint", "", self.place_hint, wide=True)
        add("phone", "来电号码", self.phone_edit)
        add("caller", "来电人", self.caller_edit)
        add("relation", "关系", self.relation_row, wide=True)
        add("fault_group", "故障", self.group_row, wide=True)
        add("fault", "部位", self.fault_row, wide=True)
        add("severity", "漏势", self.severity_row)
        add("can_close", "阀门", self.can_close_row)
        add("below_wet", "楼下进水", self.below_wet_row)
        add("electricity", "碰到电", self.electricity_row)
        add("words", "诉求", self.words_edit, wide=True)
        add("agreed_at", "已约上门", self.agreed_edit)
        add("told_at", "来电时间", self.told_edit)
        add("channel", "渠道", self.channel_row, wide=True)
        add("fee_told", "", self.fee_check, wide=True)
        neighbours = QToolButton()
        neighbours.setDefaultAction(self.elevation_action)
        neighbours.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        neighbours.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons.insertWidget(0, neighbours)
        self.panel = PremisesPanel(self.session, whole_phones=True, place="新报修", leads=False)
        across = QHBoxLayout()
        across.setSpacing(14)
        self.column.removeWidget(self.form)
        left = QWidget()
        left.setProperty("role", "scrolled")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.addWidget(self.form)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(left)
        across.addWidget(area, 7)
        across.addWidget(self.panel, 4)
        self.column.insertLayout(1, across, 1)
        self.form.show_row("place_hint", False)
        self.form.show_row("fault", False)

    def _connect(self) -> None:
        self.place_edit.chosen.connect(self._take_premises)
        self.place_edit.submitted.connect(self._take_address)
        self.place_edit.textEdited.connect(self._forget_premises)
        self.group_row.picked.connect(self._show_faults)
        self.fault_row.picked.connect(self._after_fault)
        steps = (self.severity_row, self.can_close_row, self.below_wet_row, self.electricity_row, self.words_edit)
        for row, following in [(self.relation_row, self.group_row), *pairwise(steps)]:
            if isinstance(row, ChoiceRow):
                row.then_to(following)

    @Slot()
    def _show_elevation(self) -> None:
        """The neighbours while the caller speaks; another flat chosen there becomes the premises."""
        from app.views.elevation.dialog import ElevationDialog

        if self.premises_id is not None:
            dialog = ElevationDialog(self.session, self.premises_id, self)
            dialog.chosen.connect(self._take_neighbour)
            dialog.open()

    @Slot(int, str)
    def _take_neighbour(self, premises_id: int, address: str) -> None:
        if premises_id != self.premises_id:
            self.place_edit.setText(address)
            self.set_premises(premises_id)

    @Slot(object)
    def _take_premises(self, hit: Hit) -> None:
        self.place_edit.setText(hit.title)
        if hit.kind == "place":
            self._take_address(hit.title)
            return
        self._say_place("")
        self.set_premises(hit.id)

    @Slot(str)
    def _take_address(self, text: str) -> None:
        self._say_place("台账无此户，按这个地址记，标“待建档”。")
        self.panel.say_nothing("台账无此户，先按地址受理，事后建档。")
        self.phone_edit.setFocus()

    @Slot()
    def _forget_premises(self) -> None:
        if self.premises_id is not None:
            self.premises_id = None
            self.elevation_action.setEnabled(False)
            self.panel.say_nothing("重新查找住户。")

    def _say_place(self, text: str) -> None:
        self.place_hint.setText(text)
        self.form.show_row("place_hint", bool(text))

    @Slot(object)
    def _show_faults(self, group: str) -> None:
        choices: Sequence[tuple[object, str]] = words.faults_of(group)
        self.fault_row.set_choices(choices)
        self.form.show_row("fault", len(choices) > 1)
        self._show_leak(group)
        if len(choices) > 1:
            self.fault_row.setFocus()
        else:
            self.fault_row.set_value(choices[0][0] if choices else None)
            self.words_edit.setFocus()

    @Slot()
    def _after_fault(self) -> None:
        (self.severity_row if self.group_row.value() == FaultGroup.LEAK else self.words_edit).setFocus()

    def _show_leak(self, group: str) -> None:
        for name in LEAK_ROWS:
            self.form.show_row(name, group == FaultGroup.LEAK)

    def _save(self) -> None:
        self._ask(take_repair, self.draft(), self.key)


def said(taken: Taken) -> str:
    """The sentence after saving: the number to tell the caller."""
    return f"{taken.number} 已受理。"
