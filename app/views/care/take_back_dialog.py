"""撤销并入: one of the merges that stand, with the reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.services.customers.care.merging import Merged, latest_merges, take_back
from app.services.kernel.errors import InvalidInput
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog


class TakeBackDialog(ActDialog):
    """The newest first; both premises are again as they were before."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, "撤销并入", "撤销并入", parent)
        self.merge_box = QComboBox()
        self.reason_edit = QLineEdit(placeholderText="例如 是两户，并错了", maxLength=200)
        self.form.add("merge", "哪一次", self.merge_box)
        self.form.add("reason", "原因", self.reason_edit)
        self.save_button.setProperty("role", "danger")
        self.reason_edit.setFocus()
        session.ask(latest_merges, then=self._show)

    def _show(self, merges: Sequence[Merged]) -> None:
        for row in merges:
            self.merge_box.addItem(f"{row.merged_address} 并入 {row.kept_address}", row.merge_id)
        if not merges:
            self.say("没有可以撤销的并入。")
            self.save_button.setEnabled(False)

    def _save(self) -> None:
        merge_id = self.merge_box.currentData()
        if merge_id is None:
            self._refused(InvalidInput({"merge": "没有可以撤销的并入。"}))
            return
        self._ask(take_back, merge_id, self.reason_edit.text(), self.key)
