"""片区楼栋: buildings with their valves, communities, districts: three lists of the same ground."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.services.customers.places.communities import community_names
from app.services.customers.places.districts import Coverage, coverage
from app.views.actions import command
from app.views.places.buildings_view import BuildingsView
from app.views.places.communities_view import CommunitiesView
from app.views.places.districts_view import DistrictsView
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.labels import label

BUILDINGS, COMMUNITIES, DISTRICTS = range(3)
VIEWS = ((BUILDINGS, "楼栋", "house"), (COMMUNITIES, "小区", "people"), (DISTRICTS, "责任片区", "district"))
KINDS = {"building", "community", "district", "premises", "staff"}


class PlacesPage(Page):
    """Anybody at the desk writes down valves; the manager draws districts and names communities."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.buildings = BuildingsView(session, settings, self)
        self.communities = CommunitiesView(session, self)
        self.districts = DistrictsView(session, self)
        self._views = (self.buildings, self.communities, self.districts)
        self.change_action = command(self, "修改", "correct", "places.change", self._change, within=self)
        self.view_actions = [
            command(self, f"看{word}", icon, f"places.view#{view + 1}", partial(self._show, view), within=self)
            for view, word, icon in VIEWS
        ]
        self.bars = QStackedWidget()
        self._build()
        self._read()

    def commands(self) -> list[QAction]:
        return [
            *self.view_actions,
            self.change_action,
            *(action for view in self._views for action in view.actions_here),
        ]

    def begin(self) -> None:
        self._views[self.stack.currentIndex()].begin()

    def go_to(self, kind: str, row_id: int) -> None:
        self._show(BUILDINGS)
        self.buildings.go_to(row_id)

    def building_in_hand(self) -> int | None:
        return self.buildings.building_in_hand() if self.stack.currentIndex() == BUILDINGS else None

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or "community" in ids:
            self.session.ask(community_names, then=self.buildings.offer_communities)
        if not ids or ids.keys() & KINDS:
            self.buildings.refresh(ids.get("building", ()))
            self._read_around()

    def _build(self) -> None:
        self.view_row = ChoiceRow([(view, word) for view, word, _ in VIEWS])
        self.view_row.set_value(BUILDINGS)
        self.coverage = label(role="section")
        self.stack = QStackedWidget()
        for view in self._views:
            self.stack.addWidget(view)
            self.bars.addWidget(ActionBar([self.change_action, *view.actions_here]))
        self.bars.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        above = QHBoxLayout()
        above.addWidget(self.view_row)
        above.addWidget(self.coverage)
        above.addWidget(self.bars, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.stack, 1)
        self.view_row.picked.connect(self._show)
        self.communities.changed.connect(self._read)

    @Slot()
    def _read(self) -> None:
        self.session.ask(community_names, then=self.buildings.offer_communities)
        self.buildings.read()
        self._read_around()

    def _read_around(self) -> None:
        self.session.ask(coverage, then=self._show_coverage)
        self.districts.read()
        # Counts every premises of the station: only for those who look at it.
        if self.stack.currentIndex() == COMMUNITIES:
            self.communities.read()

    def _show_coverage(self, found: Coverage) -> None:
        self.coverage.setText(found.words if found.buildings else "")

    @Slot(object)
    def _show(self, view: int) -> None:
        self.view_row.set_value(view)
        self.stack.setCurrentIndex(view)
        self.bars.setCurrentIndex(view)
        if view == COMMUNITIES:
            self.communities.read()
        self._views[view].begin()

    @Slot()
    def _change(self) -> None:
        self._views[self.stack.currentIndex()].change()
