"""遗失补办, 作废单据, 挂空白单: what becomes of a numbered sheet that does not go the usual way."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.matters.sheets import OUT, SheetRow
from app.services.repairs.reads import RepairCard
from app.services.repairs.sheet_life import attach_sheet, replace_sheet, void_sheet
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow


def sheets_out(card: RepairCard) -> list[SheetRow]:
    """Sheets of the repair that have neither come back nor been voided, the newest first."""
    return [found.sheet for found in reversed(card.sheets) if found.sheet.state == OUT]


class _SheetDialog(MatterDialog):
    """One act on one of the sheets that are out, with the reason."""

    def __init__(
        self,
        session: Session,
        title: str,
        hint: str,
        matter_id: int,
        about: str,
        sheets: Sequence[SheetRow],
        parent: QWidget,
    ) -> None:
        super().__init__(session, title, title, matter_id, about, parent)
        self.sheet_row = ChoiceRow([(sheet.id, sheet.number) for sheet in sheets])
        self.sheet_row.set_value(sheets[0].id)
        self.reason_edit = words_edit(hint)
        self.form.add("sheet_id", "单据", self.sheet_row)
        self.form.add("reason", "原因", self.reason_edit)
        self.reason_edit.setFocus()


class ReplaceSheetDialog(_SheetDialog):
    """The old number is voided; a new one is issued for the same visit."""

    def __init__(
        self, session: Session, matter_id: int, about: str, sheets: Sequence[SheetRow], parent: QWidget
    ) -> None:
        super().__init__(session, "遗失补办", "例如 维修员遗失", matter_id, about, sheets, parent)

    def _save(self) -> None:
        self._ask(replace_sheet, self.sheet_row.value(), self.reason_edit.text(), self.key)


class VoidSheetDialog(_SheetDialog):
    """The number stays in the books with its reason; the repair no longer waits for this sheet."""

    def __init__(
        self, session: Session, matter_id: int, about: str, sheets: Sequence[SheetRow], parent: QWidget
    ) -> None:
        super().__init__(session, "作废单据", "例如 打印错位、派错人", matter_id, about, sheets, parent)
        self.save_button.setProperty("role", "danger")

    def _save(self) -> None:
        self._ask(void_sheet, self.sheet_row.value(), self.reason_edit.text(), self.key)


class AttachSheetDialog(MatterDialog):
    """A pre-numbered blank that was filled by hand belongs to one visit of this repair."""

    def __init__(self, session: Session, matter_id: int, about: str, visits: int, parent: QWidget) -> None:
        super().__init__(session, "挂空白单", "挂到本单", matter_id, about, parent)
        self.number_edit = QLineEdit(placeholderText="空白单上的编号", maxLength=40)
        self.visit_row = ChoiceRow([(ordinal, f"第 {ordinal} 次") for ordinal in range(1, max(visits, 1) + 1)])
        self.visit_row.set_value(max(visits, 1))
        self.form.add("number", "编号", self.number_edit)
        self.form.add("visit_no", "上门", self.visit_row)

    def _save(self) -> None:
        number = self.number_edit.text().strip().upper()
        self._ask(attach_sheet, self.matter_id, number, self.visit_row.value(), self.key)
