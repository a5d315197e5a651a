"""收费 and 收费更正: money of a repair that is typed in without its slip, and money that was typed wrongly."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from app.services.kernel.errors import InvalidInput
from app.services.kernel.times import china
from app.services.matters.tariff import TariffItem, tariff_on
from app.services.repairs.charges import ChargeRow, charge, correct_charge, yuan
from app.services.repairs.sheet_lines import read_charges
from app.services.repairs.sheet_values import VOLUNTARY, ChargeDraft, ChargeLine
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.widgets.labels import label

QUANTITY_HINT = "全部退还填 0"


class ChargeDialog(MatterDialog):
    """What the user pays, by the items of the tariff in force; each item once a visit."""

    def __init__(self, session: Session, matter_id: int, about: str, visit_no: int | None, parent: QWidget) -> None:
        super().__init__(session, "收费", "记下收费", matter_id, about, parent)
        self._visit_no = visit_no
        self.items = label(_items(session.desk.now()), role="muted", wrap=True)
        self.charges_edit = QLineEdit(placeholderText="项目编号*数量，例如 A03；M03*2.5", maxLength=200)
        self.voluntary_check = QCheckBox(f"{VOLUNTARY}，用户已签字")
        self.receipt_edit = QLineEdit(maxLength=30)
        self.at_edit = self.time_field()
        self.form.add("items", "收费标准", self.items)
        self.form.add("charges", "项目", self.charges_edit)
        self.form.add("voluntary", "", self.voluntary_check)
        self.form.add("receipt_no", "票据号", self.receipt_edit)
        self.form.add("at", "收费时间", self.at_edit)
        self.charges_edit.setFocus()

    def _save(self) -> None:
        try:
            lines = read_charges(self.charges_edit.text())
        except InvalidInput as error:
            self._refused(error)
            return
        voluntary, receipt = self.voluntary_check.isChecked(), self.receipt_edit.text()
        draft = ChargeDraft(lines, voluntary, receipt, self._visit_no, self.at_edit.moment())
        self._ask(charge, self.matter_id, draft, self.key)


class CorrectChargeDialog(MatterDialog):
    """Another item or quantity for one line; the old amount stays beside the new one."""

    def __init__(
        self, session: Session, matter_id: int, about: str, rows: Sequence[ChargeRow], parent: QWidget
    ) -> None:
        super().__init__(session, "收费更正", "更正", matter_id, about, parent)
        self._rows = {row.id: row for row in rows if row.current}
        self.known = label("\n".join(_told(row) for row in rows), wrap=True)
        self.line_box = QComboBox()
        for row in self._rows.values():
            self.line_box.addItem(f"{row.item_code} {row.name}　{yuan(row.amount_fen)}", row.id)
        self.item_box = QComboBox()
        self.quantity_edit = QLineEdit(placeholderText=QUANTITY_HINT, maxLength=8)
        self.sums = label(wrap=True)
        self.reason_edit = words_edit("为什么改，两笔金额都保留")
        self.form.add("known", "已记", self.known)
        self.form.add("charge_id", "哪一笔", self.line_box)
        self.form.add("item_code", "正确项目", self.item_box)
        self.form.add("quantity_c", "正确数量", self.quantity_edit)
        self.form.add("sums", "金额", self.sums)
        self.form.add("reason", "原因", self.reason_edit)
        self.line_box.currentIndexChanged.connect(self._show_line)
        self.item_box.currentIndexChanged.connect(self._show_sums)
        self.quantity_edit.textChanged.connect(self._show_sums)
        self._show_line()
        self.quantity_edit.setFocus()

    @Slot()
    def _show_line(self) -> None:
        """The items are those of the day the money was taken."""
        row = self._rows[self.line_box.currentData()]
        self.item_box.clear()
        for item in tariff_on(china(row.at).date()):
            self.item_box.addItem(f"{item.code} {item.name}　{yuan(item.price_fen)}/{item.unit}", item)
            if item.code == row.item_code:
                self.item_box.setCurrentIndex(self.item_box.count() - 1)
        self.quantity_edit.setText(f"{row.quantity_c / 100:g}")

    @Slot()
    def _show_sums(self) -> None:
        row, item = self._rows[self.line_box.currentData()], self.item_box.currentData()
        line = self._line()
        if line is None or not isinstance(item, TariffItem):
            self.sums.setText(f"原 {yuan(row.amount_fen)}")
            return
        self.sums.setText(f"原 {yuan(row.amount_fen)}，更正为 {yuan(item.amount_fen(line.quantity_c))}")

    def _line(self) -> ChargeLine | None:
        item = self.item_box.currentData()
        try:
            quantity = round(float(self.quantity_edit.text()) * 100)
        except (ValueError, OverflowError):
            return None
        return ChargeLine(item.code, quantity) if isinstance(item, TariffItem) else None

    def _save(self) -> None:
        line = self._line()
        if line is None:
            self.refuse("quantity_c", f"数量写成 2 或 2.5 这样，{QUANTITY_HINT}。")
            return
        self._ask(correct_charge, self.line_box.currentData(), line, self.reason_edit.text(), self.key)


def _items(at: datetime) -> str:
    return "；".join(
        f"{item.code} {item.name} {yuan(item.price_fen)}/{item.unit}" for item in tariff_on(china(at).date())
    )


def _told(row: ChargeRow) -> str:
    parts = [f"{row.item_code} {row.name} × {row.quantity_c / 100:g}{row.unit}　{yuan(row.amount_fen)}"]
    parts += [] if row.current else ["已更正"]
    parts += [f"更正原因：{row.reason}"] if row.reason else []
    return "　".join(parts)
