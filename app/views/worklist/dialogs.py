"""A choice gets a name; what was found is written to a workbook."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.services.kernel.desk import Desk
from app.services.kernel.exporting import Exported
from app.services.kernel.progress import GoOn
from app.services.matters.saved_filters import LONGEST_NAME, FilterRow, save_filter
from app.services.matters.worklist import Wanted
from app.services.matters.worklist_export import export_matters
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.export_dialog import ExportDialog


class SaveFilterDialog(ActDialog):
    """One's own of the same name is replaced; `chosen` is the one that was in use, when it is one's own."""

    def __init__(
        self, session: Session, wanted: Wanted, chosen: FilterRow | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, "保存筛选", "保存", parent)
        self._wanted = wanted
        self.name_edit = QLineEdit(
            chosen.name if chosen else "", placeholderText="例如 本月漏水超时", maxLength=LONGEST_NAME
        )
        self.shared_check = QCheckBox("别的值班员也能用")
        self.shared_check.setChecked(chosen is not None and chosen.shared)
        self.form.add("name", "名字", self.name_edit)
        self.form.add("shared", "共享", self.shared_check)

    def _save(self) -> None:
        self._ask(save_filter, self.name_edit.text(), self._wanted, self.shared_check.isChecked(), self.key)


class WorklistExportDialog(ExportDialog):
    """The matters that were found, as they are then."""

    def __init__(self, session: Session, settings: Settings, wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            settings,
            parent,
            name="工单",
            unit="件",
            masks="地址和诉求里的电话",
            example="交公司核对本月工单",
            whole="地址和诉求按原话，不遮挡里面的电话（记录在案）",
            write=partial(_write, wanted),
        )


def _write(
    wanted: Wanted, desk: Desk, path: Path, reason: str, masked: bool, key: UUID, go_on: GoOn
) -> Exported | None:
    return export_matters(desk, path, wanted, reason, key=key, masked=masked, go_on=go_on)
