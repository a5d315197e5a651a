"""同楼集中派工: the open repairs of one building, ticked, to one man (9.8)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from app.services.matters.board import BoardRow
from app.services.repairs.candidates import Candidate, dispatch_candidates
from app.services.repairs.together import SentTogether, TogetherDraft, dispatch_together
from app.views.board.lines import Line, clock_badge
from app.views.board.sifting import waits_for_dispatch
from app.views.covering import words_shown
from app.views.repairs.matter_dialog import words_edit
from app.views.repairs.repairer_choice import NOBODY_YET, Jobs, RepairerChoice
from app.views.session import Session
from app.views.texts import short_number, short_place
from app.views.widgets.act_dialog import ActDialog

MATTER_ROLE = Qt.ItemDataRole.UserRole
MOST_LINES = 10
HOW = "空格勾选。还没派人的已勾上；已派别人的勾上就是改派。"


class TogetherDialog(ActDialog):
    """What waits for dispatch is ticked already; what somebody was sent to is listed and can be ticked too."""

    letters = 50
    # What was sent, and whether its slips are to be printed now.
    sent = Signal(object, bool)

    def __init__(
        self, session: Session, building: str, lines: Sequence[Line], first_id: int, jobs: Jobs, parent: QWidget
    ) -> None:
        super().__init__(session, f"同楼派工　{building}", "一起派工", parent)
        self.list = QListWidget()
        self.list.setAccessibleName("同楼的工单")
        self._lines = tuple(lines)
        for line in lines:
            self._add(line)
        self.list.setCurrentRow(0)
        shown = min(max(self.list.count(), 2), MOST_LINES)
        self.list.setFixedHeight(shown * (self.fontMetrics().height() + 3) + 6)
        self.repairer = RepairerChoice(self, jobs, for_any_fault=True)
        self.repairer_row = self.repairer.row
        self.at_edit = self.time_field()
        self.note_edit = words_edit("交代维修员的话，每张单都记")
        self.print_check = QCheckBox("派工后逐张打印回执单")
        self.print_check.setChecked(True)
        self.form.add("matter_ids", "工单", self.list)
        self.form.add("at", "派工时间", self.at_edit)
        self.form.add("note", "交代", self.note_edit)
        self.form.add("print", "", self.print_check)
        self.repairer.picked.connect(self._show_candidate)
        self.list.itemChanged.connect(self._count)
        self.succeeded.connect(self._announce)
        session.ask(dispatch_candidates, first_id, then=self._offer)
        self._count()
        self.repairer_row.setFocus()

    def ticked(self) -> tuple[int, ...]:
        """The repairs that are ticked, in the order of the list."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return tuple(item.data(MATTER_ROLE) for item in items if item.checkState() is Qt.CheckState.Checked)

    def _add(self, line: Line) -> None:
        row = line.first
        item = QListWidgetItem(self._text(row))
        item.setData(MATTER_ROLE, row.matter_id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if waits_for_dispatch(row) else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def cover(self, covered: bool) -> None:
        super().cover(covered)
        for place, line in enumerate(self._lines):
            self.list.item(place).setText(self._text(line.first))

    def _text(self, row: BoardRow) -> str:
        clock = clock_badge(row, self.session.desk.now()).text
        who = row.repairer or "未派工"
        parts = (short_number(row.number), short_place(row.place), who, row.phase, clock, row.words)
        return words_shown(self.session, "　".join(parts))

    @Slot()
    def _count(self) -> None:
        count = len(self.ticked())
        self.save_button.setText(f"一起派工 {count} 张" if count else "一起派工")

    @Slot(object)
    def _announce(self, sent: SentTogether) -> None:
        self.sent.emit(sent, self.print_check.isChecked())

    def _offer(self, candidates: list[Candidate]) -> None:
        self.say(HOW if candidates else NOBODY_YET)
        self.repairer.offer(candidates)

    @Slot(object)
    def _show_candidate(self, candidate: Candidate) -> None:
        self.say("\n".join(filter(None, (HOW, candidate.expired))))

    def _save(self) -> None:
        chosen = self.repairer.chosen()
        if chosen is None:
            return
        if not self.ticked():
            self.refuse("matter_ids", "请勾选派给他的工单。")
            return
        draft = TogetherDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            repairer_id=chosen,
            matter_ids=self.ticked(),
            override_reason=self.repairer.reason(),
            approval=self.repairer.consent(),
        )
        self._ask(dispatch_together, draft, self.key)
