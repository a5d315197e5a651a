"""登记发放: everybody who should have got a card is ticked; who did not is unticked, and Enter writes it down."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from app.services.cards.hand_list import HandHome, HandList, expected, hand_list
from app.services.cards.handing import record_handing_out
from app.services.cards.values import HandingDraft, Receipt
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow

_ID = Qt.ItemDataRole.UserRole


class HandOutDialog(ActDialog):
    """One building at a time, in the order the man with the cards walked it."""

    letters = 42

    def __init__(self, session: Session, building_id: int, place: str, parent: QWidget | None = None) -> None:
        super().__init__(session, f"登记发放　{place}", "登记", parent)
        self._place = place
        self._listed = HandList((), ())
        self.batch_box = QComboBox()
        self.receipt_row = ChoiceRow([(receipt, receipt.word) for receipt in Receipt])
        self.receipt_row.set_value(Receipt.SIGNED)
        self.signer_edit = QLineEdit(placeholderText="整栋按登记表签名的，不用填；物业代收填代收人", maxLength=20)
        self.time_edit = self.time_field()
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setMinimumHeight(self.fontMetrics().height() * 12)
        self.tree.setProperty("tall", True)
        self.form.add("premises_ids", "住户", self.tree)
        self.form.add("receipt", "方式", self.receipt_row)
        self.form.add("signer", "签收人", self.signer_edit)
        self.form.add("at", "发放时间", self.time_edit)
        self.form.add("batch", "批次", self.batch_box)
        self.tree.itemChanged.connect(self._count)
        self.batch_box.activated.connect(self._expect)
        self.tree.setFocus()
        session.ask(hand_list, building_id, then=self._take)

    def chosen(self) -> list[int]:
        """Ids of the ticked households."""
        return [item.data(0, _ID) for item in self._items() if item.checkState(0) == Qt.CheckState.Checked]

    def _take(self, listed: HandList) -> None:
        self._listed = listed
        for batch in listed.batches:
            self.batch_box.addItem(f"{batch.number}　{batch.cards} 张", batch.sheet_id)
        self.batch_box.addItem("不按批次，记现在的维修员", None)
        # The newest batch that still has cards to write down; without one, none.
        waiting = (place for place, batch in enumerate(listed.batches) if expected(listed, batch.sheet_id))
        self.batch_box.setCurrentIndex(next(waiting, self.batch_box.count() - 1))
        self._expect()

    @Slot()
    def _expect(self) -> None:
        """Tick whom the batch has a card for and who is not written down with it."""
        ticked = expected(self._listed, self.batch_box.currentData())
        self.tree.blockSignals(True)
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for home in self._listed.homes:
            group = groups.get(home.unit)
            if group is None:
                group = groups[home.unit] = QTreeWidgetItem(self.tree, [_unit_name(home.unit)])
                group.setFlags(group.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            item = QTreeWidgetItem(group, [_home_words(home, self.batch_box.currentData())])
            item.setData(0, _ID, home.premises_id)
            state = Qt.CheckState.Checked if home.premises_id in ticked else Qt.CheckState.Unchecked
            item.setCheckState(0, state)
            group.setExpanded(True)
        if groups:
            self.tree.setCurrentItem(next(iter(groups.values())))
        self.tree.blockSignals(False)
        self._count()

    @Slot()
    def _count(self) -> None:
        count, of = len(self.chosen()), len(self._listed.homes)
        self.say(f"{self._place}：勾上的 {count} 户记为已发，共 {of} 户。没发到的按空格取消勾选。")
        self.save_button.setEnabled(count > 0)

    def _items(self) -> list[QTreeWidgetItem]:
        groups = [self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount())]
        items = [group.child(place) for group in groups if group is not None for place in range(group.childCount())]
        return [item for item in items if item is not None]

    def _save(self) -> None:
        draft = HandingDraft(
            premises_ids=tuple(self.chosen()),
            at=self.time_edit.moment() or self.session.desk.now(),
            receipt=self.receipt_row.value(),
            signer=self.signer_edit.text(),
            sheet_id=self.batch_box.currentData(),
        )
        self._ask(record_handing_out, draft, self.key)


def _unit_name(unit: str) -> str:
    return f"{unit}单元" if unit else "不分单元"


def _home_words(home: HandHome, sheet_id: int | None) -> str:
    if sheet_id is not None and sheet_id in home.given:
        return f"{home.room}　已按这一批登记"
    return f"{home.room}　已有有效卡" if home.valid else home.room
