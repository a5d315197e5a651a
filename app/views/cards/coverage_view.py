"""发放情况: communities at the left, the buildings of the chosen one at the right, with numerator and denominator."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.cards.coverage import coverage
from app.services.cards.values import BuildingCards, CardCount, CommunityCards
from app.views.places.names import building_name
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class CoverageView(QWidget):
    """`chosen`: another community or building is under the cursor. `opened`: cards of this building were handed out."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self._communities: dict[int, CommunityCards] = {}
        self._buildings: dict[int, BuildingCards] = {}
        self._wanted: int | None = None
        self._build()
        self.communities.current_changed.connect(self._show_community)
        self.communities.opened.connect(self._go_right)
        self.buildings.current_changed.connect(self._choose)
        self.buildings.opened.connect(self.opened)

    @property
    def community(self) -> CommunityCards | None:
        return self._communities.get(self.communities.current_id() or 0)

    @property
    def building(self) -> BuildingCards | None:
        return self._buildings.get(self.buildings.current_id() or 0)

    def begin(self) -> None:
        (self.buildings if self.building is not None else self.communities).setFocus()

    def read(self) -> None:
        self.session.ask(coverage, then=self._take)

    def go_to(self, building_id: int) -> None:
        """Put the cursor on a building, once the list has it."""
        self._wanted = building_id
        self._find_wanted()

    def _build(self) -> None:
        self.communities_model: BlockTableModel[CommunityCards] = BlockTableModel(
            self.session,
            [
                Column("小区", lambda row: row.community, tip=lambda row: row.community),
                Column("有效卡/户", lambda row: row.count.share, right=True),
                Column("要换", lambda row: _some(row.count.to_change), right=True),
                Column("未发", lambda row: _some(row.count.without), right=True),
            ],
            parent=self,
        )
        self.communities = Table(self.communities_model, 0, name="小区")
        self.communities.set_widths([10, 7, 4, 4], dropped=[2, 3])
        self.buildings_model: BlockTableModel[BuildingCards] = BlockTableModel(
            self.session,
            [
                Column("楼栋", lambda row: building_name(row.building)),
                Column("责任片区", lambda row: row.district, _district_badge, tip=lambda row: row.district),
                Column("维修员", lambda row: row.repairer or "—"),
                Column("有效卡/户", lambda row: row.count.share, right=True),
                Column("要换", lambda row: _some(row.count.to_change), right=True),
                Column("未发", lambda row: _some(row.count.without), right=True),
                Column("情况", lambda row: "", _state_badge),
            ],
            parent=self,
        )
        self.buildings = Table(self.buildings_model, 1, name="楼栋")
        self.buildings.set_widths([6, 9, 5, 6, 4, 4, 6], dropped=[2, 5, 4])
        self.heading = label(role="heading", wrap=True)
        self.empty = EmptyState("card", "还没有住户", "导入台账后，这里按小区、楼栋列出谁家还没有服务卡。")
        left, right, across = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(self.communities)
        right.setSpacing(8)
        right.addWidget(self.heading)
        right.addWidget(self.buildings, 1)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addLayout(left, 3)
        across.addLayout(right, 7)
        both = QWidget()
        both.setLayout(across)
        self.stack = ListOrEmpty(both, self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def whole(self) -> CardCount:
        """The cards of the whole station, as read last."""
        return sum((row.count for row in self._communities.values()), CardCount())

    def place_of(self, building_id: int) -> str:
        """`和平里小区3号楼`; empty for a building that is not in the list."""
        for community in self._communities.values():
            for row in community.buildings:
                if row.building_id == building_id:
                    return f"{community.community}{building_name(row.building)}"
        return ""

    def _take(self, found: Sequence[CommunityCards]) -> None:
        self._communities = {row.community_id: row for row in found}
        self.stack.show_list(bool(found))
        self.communities_model.give(self._communities)
        self._show_community(None)
        self._find_wanted()

    def _find_wanted(self) -> None:
        for community in self._communities.values():
            if any(row.building_id == self._wanted for row in community.buildings):
                self.communities.go_to(community.community_id)
                self.buildings.go_to(self._wanted or 0)
                self._wanted = None
                return

    @Slot(object)
    def _show_community(self, _community_id: object) -> None:
        community = self.community
        rows = community.buildings if community is not None else ()
        self._buildings = {row.building_id: row for row in rows}
        self.heading.setText(f"{community.community}　{in_words(community.count)}" if community is not None else "")
        self.buildings_model.give(self._buildings)
        self.chosen.emit()

    @Slot(object)
    def _choose(self, _building_id: object) -> None:
        self.chosen.emit()

    @Slot()
    def _go_right(self) -> None:
        self.buildings.setFocus()


def in_words(count: CardCount) -> str:
    """`38/40 户有有效卡，要换 1 户，未发 1 户`."""
    if not count.households:
        return "没有住户"
    parts = [f"{count.share} 户有有效卡"]
    parts += [f"要换 {count.to_change} 户"] * bool(count.to_change) + [f"未发 {count.without} 户"] * bool(count.without)
    return "，".join(parts)


def _some(count: int) -> str:
    return str(count) if count else ""


def _district_badge(row: BuildingCards) -> Badge | None:
    return None if row.district else Badge("未分片区", Tone.NEUTRAL, "district")


def _state_badge(row: BuildingCards) -> Badge:
    if row.count.to_change:
        return Badge("要换卡", Tone.RED, "change")
    if row.count.without:
        return Badge("没发完", Tone.AMBER, "card")
    return Badge("已发齐", Tone.GREEN, "done")
