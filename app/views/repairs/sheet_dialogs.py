"""遗失补办, 作废单据, 挂空白单: what becomes of a numbered sheet that does not go the usual way."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.matters.sheets import OUT, VOID, SheetRow
from app.services.repairs.reads import RepairCard
from app.services.repairs.sheet_life import attach_sheet, replace_sheet, sign_later, void_sheet
from app.services.repairs.sheet_values import SIGNED_HOW, SignatureDraft
from app.views.repairs import words
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow


def sheets_out(card: RepairCard) -> list[SheetRow]:
    """Sheets of the repair that have neither come back nor been voided, the newest first."""
    return [found.sheet for found in reversed(card.sheets) if found.sheet.state == OUT]


def sheets_to_replace(card: RepairCard) -> list[SheetRow]:
    """Slips that may have been lost, outside or after they had come back; the newest first."""
    return [found.sheet for found in reversed(card.sheets) if found.sheet.comes_back and found.sheet.state != VOID]


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
    """A new number for the same visit; the old one is voided, unless it was lost after it had come back."""

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


class SignLaterDialog(MatterDialog):
    """补签: an unsigned sheet that came back is signed after all, with the real time of the signature."""

    def __init__(
        self, session: Session, matter_id: int, about: str, sheets: Sequence[SheetRow], parent: QWidget
    ) -> None:
        super().__init__(session, "补签", "补签", matter_id, about, parent)
        self.sheet_row = ChoiceRow([(sheet.id, sheet.number) for sheet in sheets])
        self.sheet_row.set_value(sheets[0].id)
        self.signed_at_edit = self.time_field()
        self.signer_edit = QLineEdit(placeholderText="签字人", maxLength=20)
        self.how_row = ChoiceRow([(how, how) for how in SIGNED_HOW])
        self.how_row.set_value(SIGNED_HOW[0])
        self.relation_row = ChoiceRow(words.RELATIONS)
        self.relation_row.set_value("本人")
        self.reason_edit = words_edit("代签写明原因")
        self.reason_edit.setMaxLength(120)
        self.form.add("sheet_id", "单据", self.sheet_row)
        self.form.add("signed_at", "签字时间", self.signed_at_edit)
        self.form.add("signer", "签字人", self.signer_edit)
        self.form.add("signed_how", "方式", self.how_row)
        self.form.add("relation", "与户主", self.relation_row)
        self.form.add("reason", "说明", self.reason_edit)
        self.signer_edit.setFocus()

    def _save(self) -> None:
        draft = SignatureDraft(
            signed_at=self.signed_at_edit.moment() or self.session.desk.now(),
            signer=self.signer_edit.text(),
            relation=self.relation_row.value() or "",
            signed_how=self.how_row.value() or "",
            reason=self.reason_edit.text(),
        )
        self._ask(sign_later, self.sheet_row.value(), draft, self.key)
