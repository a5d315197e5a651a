"""并件: one job on site, own numbers, clocks and answers; the likeliest jobs stand first."""

from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.forwarding.candidates import MergeCandidate, merge_candidates
from app.services.kernel.desk import Desk
from app.services.matters.merging import merge, unmerge
from app.services.matters.values import Done
from app.services.repairs.reads import find_matter
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.texts import short_number, short_place
from app.views.widgets.choice_row import ChoiceRow


class MergeDialog(MatterDialog):
    """A number key picks the job; another one is named by its number."""

    letters = 46

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "并件", "并件", matter_id, about, parent)
        self.into_row = ChoiceRow()
        self.number_edit = QLineEdit(placeholderText="不在上面的，填受理号", maxLength=40)
        self.note_edit = words_edit("例如 同一户，用户也报修了")
        self.form.add("into_id", "并入", self.into_row)
        self.form.add("number", "", self.number_edit)
        self.form.add("note", "说明", self.note_edit)
        self.into_row.then_to(self.note_edit)
        session.ask(merge_candidates, matter_id, then=self._offer)
        self.into_row.setFocus()

    def _offer(self, candidates: list[MergeCandidate]) -> None:
        self.into_row.set_choices([(row.matter_id, _words(row)) for row in candidates])
        if candidates and candidates[0].same_place:
            self.into_row.set_value(candidates[0].matter_id)
        self.form.show_row("into_id", bool(candidates))
        if not candidates:
            self.number_edit.setFocus()
        self.fit()

    def _save(self) -> None:
        number, into_id = self.number_edit.text().strip(), self.into_row.value()
        if not number and into_id is None:
            self.save_button.setEnabled(True)
            self.form.show_problems("请选择并入哪一张工单。", {"into_id": "请选择并入哪一张工单。"})
            return
        self._ask(_merge, self.matter_id, into_id, number, self.note_edit.text(), self.key)


class UnmergeDialog(MatterDialog):
    """撤销并件, with its reason."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "撤销并件", "撤销并件", matter_id, about, parent)
        self.note_edit = words_edit("例如 不是同一户")
        self.form.add("note", "原因", self.note_edit)

    def _save(self) -> None:
        self._ask(unmerge, self.matter_id, self.note_edit.text(), self.key)


def _merge(desk: Desk, matter_id: int, into_id: int | None, number: str, note: str, key: UUID) -> Done:
    main_id = find_matter(desk, number) if number or into_id is None else into_id
    return merge(desk, matter_id, main_id, note, key)


def _words(row: MergeCandidate) -> str:
    same = "同一户 " if row.same_place else ""
    return f"{same}{short_number(row.number)} {short_place(row.place)} {row.words[:14]}"
