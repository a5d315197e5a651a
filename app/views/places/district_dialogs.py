"""责任片区: who looks after it, who stands in, and which buildings belong to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from app.services.customers.places.districts import (
    AssignableRow,
    DistrictDraft,
    DistrictRow,
    add_district,
    assign_buildings,
    assignable,
    change_district,
)
from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import StaffRow, list_staff
from app.views.places.names import building_name
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog

_ID = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1


class DistrictDialog(ActDialog):
    """A new district, or `district` as it is to be from now on."""

    def __init__(self, session: Session, district: DistrictRow | None = None, parent: QWidget | None = None) -> None:
        super().__init__(session, "新片区" if district is None else "修改片区", "保存", parent)
        self._district = district
        self.name_edit = QLineEdit(district.name if district else "", placeholderText="例如 和平里东片", maxLength=40)
        self.repairer_box = QComboBox()
        self.deputy_box = QComboBox()
        self.remark_edit = QLineEdit(district.remark if district else "", maxLength=120)
        self.form.add("name", "名称", self.name_edit)
        self.form.add("repairer_id", "责任人", self.repairer_box)
        self.form.add("deputy_id", "备班人", self.deputy_box)
        self.form.add("remark", "备注", self.remark_edit)
        self.name_edit.setFocus()
        session.ask(_repairers, then=self._offer)

    def _offer(self, staff: Sequence[StaffRow]) -> None:
        known = self._district
        chosen = (known.repairer_id, known.deputy_id) if known else (None, None)
        for box, staff_id in zip((self.repairer_box, self.deputy_box), chosen, strict=True):
            box.addItem("暂缺", None)
            for row in staff:
                box.addItem(f"{row.name}（{row.badge}）", int(row.id))
            box.setCurrentIndex(max(box.findData(staff_id), 0))

    def _save(self) -> None:
        draft = DistrictDraft(
            self.name_edit.text(),
            self.repairer_box.currentData(),
            self.deputy_box.currentData(),
            self.remark_edit.text(),
        )
        if self._district is None:
            self._ask(add_district, draft, self.key)
        else:
            self._ask(change_district, self._district.id, self._district.version, draft, self.key)


class AssignDialog(ActDialog):
    """Every building with a tick box, by community; ticking a community ticks its buildings."""

    letters = 40

    def __init__(self, session: Session, district: DistrictRow, parent: QWidget | None = None) -> None:
        super().__init__(session, "分配楼栋", "保存", parent)
        self._district = district
        self._groups: tuple[QTreeWidgetItem, ...] = ()
        self._about = f"{district.name}：勾选归它的楼栋。一栋楼只归一个片区，勾上就从原片区移过来。"
        self.filter_edit = QLineEdit(placeholderText="只看名称里有这几个字的小区或楼栋", maxLength=40)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setMinimumHeight(self.fontMetrics().height() * 14)
        self.tree.setProperty("tall", True)
        self.form.add("filter", "查找", self.filter_edit)
        self.form.add("buildings", "楼栋", self.tree)
        self.filter_edit.textChanged.connect(self._filter)
        self.say(self._about)
        self.tree.setFocus()
        session.ask(assignable, then=self._offer)

    def chosen(self) -> list[int]:
        """Ids of the ticked buildings, hidden ones too."""
        return [item.data(0, _ID) for item in self._items() if item.checkState(0) == Qt.CheckState.Checked]

    def _offer(self, rows: Sequence[AssignableRow]) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for row in rows:
            group = groups.get(row.community)
            if group is None:
                group = groups[row.community] = QTreeWidgetItem(self.tree, [row.community])
                group.setFlags(group.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            mine = row.district_id == self._district.id
            words = building_name(row.name)
            item = QTreeWidgetItem(group, [words if mine or not row.district else f"{words}　现归{row.district}"])
            item.setData(0, _ID, row.id)
            item.setData(0, _WORDS, f"{row.community}{words}")
            item.setCheckState(0, Qt.CheckState.Checked if mine else Qt.CheckState.Unchecked)
        for group in groups.values():
            group.setExpanded(len(rows) <= 60 or group.checkState(0) != Qt.CheckState.Unchecked)
        if groups:
            self.tree.setCurrentItem(next(iter(groups.values())))
        self._groups = tuple(groups.values())
        self._count()
        # Only a clerk's ticks are counted one by one.
        self.tree.itemChanged.connect(self._count)
        if not rows:
            self.say(f"{self._about}\n还没有楼栋。导入台账后再来分配。")

    def _items(self) -> list[QTreeWidgetItem]:
        return [child for group in self._groups for child in _children(group)]

    @Slot()
    def _count(self) -> None:
        self.say(f"{self._about}\n已勾 {len(self.chosen())} 栋。")

    @Slot(str)
    def _filter(self, text: str) -> None:
        wanted = text.strip()
        for item in self._items():
            item.setHidden(wanted not in item.data(0, _WORDS))
        for group in self._groups:
            group.setHidden(all(child.isHidden() for child in _children(group)))
            group.setExpanded(bool(wanted) or group.isExpanded())

    def _save(self) -> None:
        self._ask(assign_buildings, self._district.id, self.chosen(), self.key)


def _children(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (group.child(place) for place in range(group.childCount()))
    return [child for child in found if child is not None]


def _repairers(desk: Desk) -> list[StaffRow]:
    return list_staff(desk.store, Role.REPAIRER)
