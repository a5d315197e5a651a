"""来电登记表 typed in: line after line as on the paper, saved one by one, the cursor always at the next."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from app.services.duty.call_register import (
    OUTCOME_WORDS,
    WITHOUT_MATTER,
    LineRow,
    Outcome,
    RegisterCard,
    RestEmpty,
    register_card,
    rest_empty,
)
from app.services.duty.power_cuts import CutRow, unsettled_cut
from app.services.duty.power_settings import power_settings
from app.services.kernel.desk import Desk
from app.services.kernel.operators import list_staff
from app.services.matters.values import CallerDraft
from app.services.outages.reads import OutageRow, open_outages
from app.services.repairs.known import KnownAtIntake, known_at_intake
from app.services.reports.call_typing import LineDraft, LineTyped, type_line
from app.views.covering import name_shown, phone_shown, words_shown
from app.views.finding import find_premises
from app.views.session import Session
from app.views.texts import clock_time, day_and_time, short_number, short_place
from app.views.theme import Tone
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.badge import Badge
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.labels import label
from app.views.widgets.search_box import Hit, SearchBox
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

# Rows of the paper that are seen at once.
SHOWN = 4
KNOWN_MS = 200
_TONES = {
    Outcome.TAKEN: (Tone.GREEN, "repair"),
    Outcome.JOINED: (Tone.ACCENT, "outage"),
    Outcome.URGED: (Tone.AMBER, "bell"),
    Outcome.ANSWERED: (Tone.GREEN, "text"),
    Outcome.EMPTY: (Tone.NEUTRAL, "close"),
    Outcome.UNREADABLE: (Tone.AMBER, "why"),
}


class PlaceBox(SearchBox):
    """Of several premises none is chosen by itself: Enter takes the one picked with ↓, else the words as typed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.popup_is_open() and not self.is_searching() and not self.popup.view.currentIndex().isValid():
            self.close_popup()
            self.submitted.emit(self.text().strip())
            return
        super().keyPressEvent(event)

    def _choose_first(self) -> None:
        index = self.popup.model.index(0) if len(self.hits()) == 1 else QModelIndex()
        self.popup.view.setCurrentIndex(index)


class RegisterDialog(ActDialog):
    """Enter saves the line and goes on to the next; a line above is looked at, an empty or unreadable one typed again.

    Nothing is chosen by itself: of premises that fit an address one is taken with ↓ and Enter, else it stays as typed.
    """

    letters = 62

    def __init__(self, session: Session, sheet_id: int, number: str, parent: QWidget) -> None:
        super().__init__(session, f"录入来电登记表 {number}", "保存这一行", parent, columns=2)
        self._sheet_id = sheet_id
        self._card: RegisterCard | None = None
        self._cut: CutRow | None = None
        self._lines: Mapping[int, LineRow | None] = {}
        self._line_no = 0
        self._premises_id: int | None = None
        # Open repairs of the caller or the flat, in words.
        self._open = ""
        self._build_table()
        self._build_form()
        self._connect()
        session.ask(_begin, sheet_id, then=self._take)

    @property
    def line_no(self) -> int:
        """The line of the paper that is being typed in."""
        return self._line_no

    def is_touched(self) -> bool:
        return self.save_button.isEnabled() and super().is_touched()

    def cover(self, covered: bool) -> None:
        super().cover(covered)
        self.model.repaint()

    def _build_table(self) -> None:
        columns: list[Column[tuple[int, LineRow | None]]] = [
            Column("行", lambda row: str(row[0]), right=True),
            Column("来电", lambda row: self._told(row[1])),
            Column("电话", lambda row: phone_shown(self.session, row[1].phone or "") if row[1] else ""),
            Column("来电人", lambda row: name_shown(self.session, row[1].caller or "") if row[1] else ""),
            Column("地址", lambda row: short_place(row[1].place) if row[1] else ""),
            Column("原话", lambda row: words_shown(self.session, row[1].words or row[1].reason) if row[1] else ""),
            Column("结果", lambda row: "", lambda row: _badge(row[1])),
            Column("单号", lambda row: short_number(row[1].matter_number or "") if row[1] else ""),
        ]
        self.model: BlockTableModel[tuple[int, LineRow | None]] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 5)
        self.table.setAccessibleName("登记表各行")
        self.table.set_widths([3, 5, 7, 4, 10, 10, 7, 6], dropped=[3, 2])
        self.table.setMinimumHeight(SHOWN * (self.fontMetrics().height() + 10))
        self.column.insertWidget(1, self.table, 1)
        self.rest_button = QPushButton("余下空行")
        self.rest_button.setAutoDefault(False)
        self.buttons.insertWidget(0, self.rest_button)
        self.back_button.setText("关闭")

    def _build_form(self) -> None:
        self.told_edit = self.time_field(now=False)
        self.taken_by = QComboBox()
        self.phone_edit = QLineEdit(placeholderText="电话", maxLength=30)
        self.name_edit = QLineEdit(placeholderText="来电人", maxLength=60)
        self.place_edit = PlaceBox(self.session, find_premises, "3-2-1102，多户时 ↓ 选一户；不选就照写")
        self.words_edit = QLineEdit(placeholderText="照登记表原话，漏水写清喷、流、滴", maxLength=500)
        self.told_what_edit = QLineEdit(placeholderText="当时怎么告知的、派的回执单号", maxLength=200)
        self.outcome_row = ChoiceRow([(outcome, word) for outcome, word in OUTCOME_WORDS.items()])
        self.outcome_row.set_value(Outcome.TAKEN)
        self.outage_row, self.matter_row = ChoiceRow(), ChoiceRow()
        self.agreed_edit = self.time_field(past=False, now=False)
        self.reason_edit = QLineEdit(placeholderText="看清了什么、怎么处理的", maxLength=200)
        self.known: QLabel = label(role="hint", wrap=True)
        self.form.add("told_at", "来电时间", self.told_edit)
        self.form.add("phone", "电话", self.phone_edit)
        self.form.add("place", "地址", self.place_edit, wide=True)
        self.form.add("words", "原话", self.words_edit, wide=True)
        self.form.add("told_what", "告知内容", self.told_what_edit, wide=True)
        self.form.add("outcome", "这一行是", self.outcome_row, wide=True)
        self.form.add("outage", "并入", self.outage_row, wide=True)
        self.form.add("matter", "催办", self.matter_row, wide=True)
        self.form.add("agreed_at", "已约定上门", self.agreed_edit, wide=True)
        self.form.add("reason", "说明", self.reason_edit, wide=True)
        self.form.add("name", "来电人", self.name_edit)
        self.form.add("taken_by", "接电人", self.taken_by)
        self.column.insertWidget(3, self.known)
        self._known_soon = QTimer(self, interval=KNOWN_MS, singleShot=True)
        self._show_rows()

    def _connect(self) -> None:
        self.rest_button.clicked.connect(self._rest)
        self.outcome_row.picked.connect(self._show_rows)
        self.place_edit.chosen.connect(self._choose_place)
        self.place_edit.submitted.connect(self._keep_place)
        self.place_edit.textEdited.connect(self._place_typed)
        self.told_edit.changed.connect(self._say_what_is_known)
        self.phone_edit.textEdited.connect(self._known_soon.start)
        self._known_soon.timeout.connect(self._ask_known)
        self.table.current_changed.connect(self._go_to)

    def _take(self, begun: "tuple[RegisterCard, CutRow | None, list[OutageRow], list[tuple[int, str]]]") -> None:
        card, self._cut, outages, staff = begun
        self.outage_row.set_choices([(row.matter_id, _outage_words(row)) for row in outages])
        if self._cut is not None and self._cut.matter_id is not None:
            self.outage_row.set_value(self._cut.matter_id)
        elif len(outages) == 1:
            self.outage_row.set_value(outages[0].matter_id)
        for staff_id, name in staff:
            self.taken_by.addItem(name, staff_id)
        self.taken_by.setCurrentIndex(max(self.taken_by.findData(self.session.desk.actor.staff_id), 0))
        self._show(card)

    def _show(self, card: RegisterCard) -> None:
        self._card = card
        self._lines = dict.fromkeys(range(1, power_settings().register_lines + 1)) | {
            line.line_no: line for line in card.lines
        }
        self._line_no = 0
        self.model.give({number: (number, line) for number, line in self._lines.items()})
        self.rest_button.setEnabled(card.next_line is not None)
        if card.next_line is None:
            self.say(f"{card.row.number} 各行都已录完，登记表已归档。")
            self._stand_at(0)
        else:
            when = f"停电 {_span(self._cut, self._now())}；" if self._cut is not None else "还没有记停电起止；"
            self.say(f"{when}已录 {card.row.typed} 行，余 {card.row.left} 行。时间照登记表填真实来电时间。")
            self.table.go_to(card.next_line)
            self._stand_at(card.next_line)

    def _stand_at(self, line_no: int) -> None:
        """The form is for this line of the paper; 0 for none."""
        self._line_no = line_no
        line = self._lines.get(line_no)
        typable = line_no > 0 and (line is None or line.outcome in WITHOUT_MATTER)
        self.save_button.setEnabled(typable)
        self.save_button.setText(f"保存第 {line_no} 行" if typable else "这一行已录入")
        self.form.setEnabled(typable)
        if typable:
            self.told_edit.setFocus()

    @Slot(object)
    def _go_to(self, line_no: int | None) -> None:
        if line_no is not None and line_no != self._line_no and not super().is_touched():
            self._stand_at(line_no)

    def _save(self) -> None:
        outcome = self.outcome_row.value()
        draft = LineDraft(
            sheet_id=self._sheet_id,
            line_no=self._line_no,
            outcome=outcome,
            told_at=self.told_edit.moment(),
            caller=CallerDraft(self.name_edit.text(), self.phone_edit.text()),
            premises_id=self._premises_id,
            place=self.place_edit.text(),
            words=self.words_edit.text(),
            told_what=self.told_what_edit.text(),
            taken_by_id=self.taken_by.currentData(),
            agreed_at=self.agreed_edit.moment() if outcome is Outcome.TAKEN else None,
            outage_id=self.outage_row.value() if outcome is Outcome.JOINED else None,
            matter_id=self.matter_row.value() if outcome is Outcome.URGED else None,
            cut_id=self._cut.id if self._cut is not None else None,
            reason=self.reason_edit.text() if outcome is Outcome.UNREADABLE else "",
        )
        self._ask(type_line, draft, self.key)

    def _taken(self, typed: LineTyped) -> None:
        """The dialog stays: the next line of the paper is typed in."""
        self.key = uuid4()
        self.succeeded.emit(typed)
        word = OUTCOME_WORDS[Outcome(typed.outcome)]
        self.session.notice(f"第 {typed.line_no} 行：{word} {typed.number}".strip() + "。", Tone.GREEN)
        self._clear()
        self.session.ask(register_card, self._sheet_id, then=self._show)

    def _clear(self) -> None:
        for edit in (self.told_edit.edit, self.agreed_edit.edit):
            edit.clear()
        for edit in (self.phone_edit, self.name_edit, self.words_edit, self.told_what_edit, self.reason_edit):
            edit.clear()
        self.place_edit.forget()
        self._premises_id = None
        self.matter_row.set_choices([])
        self._open = ""
        self.known.clear()
        self.outcome_row.set_value(Outcome.TAKEN)
        self.form.begin_anew()
        self._show_rows()

    @Slot()
    def _rest(self) -> None:
        cut_id = self._cut.id if self._cut is not None else None
        self.session.ask(rest_empty, self._sheet_id, cut_id, self.key, then=self._rest_done, failed=self._refused)

    def _rest_done(self, rest: RestEmpty) -> None:
        self.key = uuid4()
        self.succeeded.emit(rest)
        self.session.notice(f"余下 {rest.lines} 行按空行录完。", Tone.GREEN)
        self._clear()
        self.session.ask(register_card, self._sheet_id, then=self._show)

    @Slot()
    def _show_rows(self) -> None:
        outcome = self.outcome_row.value()
        self.form.show_row("outage", outcome is Outcome.JOINED)
        self.form.show_row("matter", outcome is Outcome.URGED)
        self.form.show_row("agreed_at", outcome is Outcome.TAKEN)
        self.form.show_row("reason", outcome is Outcome.UNREADABLE)

    @Slot(object)
    def _choose_place(self, hit: Hit) -> None:
        self._premises_id = hit.id
        self.place_edit.setText(hit.title)
        self.words_edit.setFocus()
        self._ask_known()

    @Slot(str)
    def _keep_place(self, _text: str) -> None:
        self.words_edit.setFocus()

    @Slot()
    def _place_typed(self) -> None:
        self._premises_id = None
        self._known_soon.start()

    @Slot()
    def _ask_known(self) -> None:
        self.session.ask(known_at_intake, self._premises_id, self.phone_edit.text(), then=self._show_known)

    def _show_known(self, known: KnownAtIntake) -> None:
        self.matter_row.set_choices(
            [(one.matter_id, f"{short_number(one.number)} {one.fault} {one.phase}") for one in known.open]
        )
        if len(known.open) == 1:
            self.matter_row.set_value(known.open[0].matter_id)
        self._open = "、".join(f"{short_number(one.number)} {one.fault}（{one.phase}）" for one in known.open)
        self._say_what_is_known()

    @Slot()
    def _say_what_is_known(self) -> None:
        """A call outside the cut, and what is open already: told, never refused."""
        cut, told_at = self._cut, self.told_edit.moment()
        outside = cut is not None and told_at is not None and not cut.began_at <= told_at <= (cut.ended_at or told_at)
        parts = ["来电时间不在停电起止之内，请核对。"] if outside else []
        if self._open:
            parts.append(f"未办工单：{self._open}；同一件事请选“催办”。")
        self.known.setText("".join(parts))

    def _told(self, line: LineRow | None) -> str:
        return day_and_time(line.told_at, self._now()) if line is not None and line.told_at is not None else ""


def _begin(desk: Desk, sheet_id: int) -> tuple[RegisterCard, CutRow | None, list[OutageRow], list[tuple[int, str]]]:
    """What the dialog begins with: the paper, the cut it belongs to, incidents to join, who may have picked up."""
    staff = [(int(one.id), one.name) for one in list_staff(desk.store)]
    return register_card(desk, sheet_id), unsettled_cut(desk.store), open_outages(desk), staff


def _badge(line: LineRow | None) -> Badge | None:
    if line is None:
        return None
    tone, icon = _TONES[line.outcome]
    return Badge(OUTCOME_WORDS[line.outcome], tone, icon)


def _outage_words(row: OutageRow) -> str:
    return f"{short_number(row.number)} {row.cause_word} {row.area} {clock_time(row.began_at)} 起"


def _span(cut: CutRow, now: datetime) -> str:
    end = clock_time(cut.ended_at) if cut.ended_at is not None else "现在"
    return f"{day_and_time(cut.began_at, now)}–{end}"
