"""案卷: who gets it and why, a look at what he will read, then numbered, kept, and handed over."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from app.services.case_files.content import LONGEST_PURPOSE, LONGEST_RECEIVER
from app.services.case_files.making import make_case_file, preview_case_file
from app.services.case_files.receivers import receiver_kinds
from app.services.case_files.values import CaseFileDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError, InvalidInput
from app.services.matters.printing import Printed
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.asked_paper_dialog import AskedPaperDialog
from app.views.widgets.labels import label

FIRST = "写明交给谁、作什么用，下面就是对方将看到的。"


class CaseFileDialog(AskedPaperDialog):
    """Of one matter, or of one household."""

    # Names take longer to type than dates.
    soon_ms = 500

    def __init__(
        self,
        session: Session,
        settings: Settings,
        *,
        about: str,
        matter_id: int | None = None,
        premises_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, settings, "案卷", parent, hint=about)
        self._matter_id, self._premises_id = matter_id, premises_id
        self.kind_box = QComboBox()
        for kind in receiver_kinds().values():
            self.kind_box.addItem(kind.word, kind.id)
        self.receiver_edit = QLineEdit(placeholderText="单位或姓名", maxLength=LONGEST_RECEIVER)
        self.purpose_edit = QLineEdit(placeholderText="如：公司核查投诉经过", maxLength=LONGEST_PURPOSE)
        self.attachments_check = QCheckBox("附签字单扫描件和上门照片（无法遮挡，请先看过）")
        self.masked = label(role="hint", wrap=True)
        self._lay_out()
        self.kind_box.currentIndexChanged.connect(self._show_kind)
        self.attachments_check.toggled.connect(self.look_soon)
        for edit in (self.receiver_edit, self.purpose_edit):
            self.follow(edit)
        self.resize(1000, 720)
        self._show_kind()
        self.receiver_edit.setFocus()

    def file_name(self) -> str:
        return f"案卷 {self.receiver_edit.text().strip()}".strip()

    def draft(self) -> CaseFileDraft:
        """What is typed."""
        return CaseFileDraft(
            self.kind_box.currentData(),
            self.receiver_edit.text(),
            self.purpose_edit.text(),
            self._matter_id,
            self._premises_id,
            attachments=self.attachments_check.isChecked(),
        )

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        named: tuple[tuple[str, QWidget], ...] = (
            ("接收方", self.kind_box),
            ("交给", self.receiver_edit),
            ("用途", self.purpose_edit),
        )
        for column, (name, field) in enumerate(named):
            caption = label(name)
            caption.setBuddy(field)
            field.setAccessibleName(name)
            grid.addWidget(caption, 0, 2 * column)
            grid.addWidget(field, 0, 2 * column + 1)
        grid.addWidget(self.masked, 1, 1, 1, 3)
        grid.addWidget(self.attachments_check, 1, 5)
        grid.setColumnStretch(3, 1)
        grid.setColumnStretch(5, 2)
        self.column.insertLayout(0, grid)

    @Slot()
    def _show_kind(self) -> None:
        kind = receiver_kinds()[self.kind_box.currentData()]
        self.masked.setText(kind.tells)
        self.attachments_check.setEnabled(kind.attachments)
        if not kind.attachments:
            self.attachments_check.setChecked(False)
        self.look_soon()

    def look_now(self) -> None:
        draft = self.draft()

        def make(desk: Desk, target: str, key: UUID, approved_by: str) -> Printed:
            return make_case_file(desk, draft, target, key, approved_by)

        self.look(partial(preview_case_file, draft=draft), make)

    def no_paper(self, error: AppError) -> None:
        super().no_paper(error)
        if isinstance(error, InvalidInput):
            self.problem.setText(FIRST)
