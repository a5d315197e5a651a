"""小区: another name, short name or form; a long renaming runs beside the window."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.customers.places.communities import (
    CommunityDraft,
    CommunityKept,
    CommunityRow,
    change_community,
)
from app.services.customers.words import FORMS
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.views.session import Session
from app.views.tasks import Task
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow


class CommunityDialog(ActDialog):
    """Stays open until the last premises is found by the new name."""

    def __init__(self, session: Session, community: CommunityRow, parent: QWidget | None = None) -> None:
        super().__init__(session, "修改小区", "保存", parent)
        self._community = community
        self.task: Task | None = None
        if community.premises:
            self.say(f"改名后，{community.premises} 户的地址和查找跟着改；已受理的工单保留原地址。")
        self.name_edit = QLineEdit(community.name, maxLength=60)
        self.short_edit = QLineEdit(community.short_name, placeholderText="来电时大家怎么叫", maxLength=60)
        self.form_row = ChoiceRow([(form, form) for form in FORMS])
        self.form_row.set_value(community.form)
        self.form.add("name", "名称", self.name_edit)
        self.form.add("short_name", "简称", self.short_edit)
        self.form.add("form", "形式", self.form_row)
        self.name_edit.setFocus()

    @Slot()
    def reject(self) -> None:
        if self.task is None:
            super().reject()

    def _save(self) -> None:
        draft = CommunityDraft(self.name_edit.text(), self.short_edit.text(), self.form_row.value() or "")
        work = partial(_change, self._community.id, self._community.version, draft, self.key)
        # What is typed after this would not be in the task that runs.
        self.form.setEnabled(False)
        self.back_button.setEnabled(False)
        self.task = Task(self.session.desk, work, self)
        self.task.progressed.connect(self._progress)
        self.task.succeeded.connect(self._end)
        self.task.failed.connect(self._fail)
        self.task.start()

    @Slot(int, int)
    def _progress(self, done: int, of: int) -> None:
        self.say(f"正在改，{done}/{of}。")

    @Slot(object)
    def _end(self, kept: CommunityKept) -> None:
        self._rest()
        self._taken(kept)

    @Slot(object)
    def _fail(self, error: AppError) -> None:
        self._rest()
        self._refused(error)

    def _rest(self) -> None:
        self.task = None
        self.form.setEnabled(True)
        self.back_button.setEnabled(True)


def _change(community_id: int, version: int, draft: CommunityDraft, key: Any, desk: Desk, go_on: GoOn) -> CommunityKept:
    return change_community(desk, community_id, version, draft, key, go_on)
