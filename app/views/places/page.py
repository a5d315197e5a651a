"""片区楼栋: buildings with their valves, communities, districts: three lists of the same ground."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.services.customers.places.communities import community_names
from app.services.customers.places.districts import Coverage, coverage
from app.views.actions import command
from app.views.places.buildings_view import BuildingsView
from app.views.places.communities_view import CommunitiesView
from app.views.places.districts_view import DistrictsView
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.lists_page import ListOf, ListsPage
from app.views.widgets.labels import label

BUILDINGS, COMMUNITIES, DISTRICTS = range(3)
KINDS = {"building", "community", "district", "premises", "staff"}


class PlacesPage(ListsPage):
    """Anybody at the desk writes down valves; the manager draws districts and names communities."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.buildings = BuildingsView(session, settings, self)
        self.communities = CommunitiesView(session, self)
        self.districts = DistrictsView(session, self)
        self._views = (self.buildings, self.communities, self.districts)
        self.change_action = command(self, "修改", "correct", "places.change", self._change, within=self)
        self.coverage = label(role="section")
        self.set_lists(
            [
                ListOf("楼栋", "house", self.buildings, [self.change_action, *self.buildings.actions_here]),
                ListOf("小区", "people", self.communities, [self.change_action, *self.communities.actions_here]),
                ListOf("责任片区", "district", self.districts, [self.change_action, *self.districts.actions_here]),
            ],
            "places.view",
            beside=[self.coverage],
        )
        self.communities.changed.connect(self._read)
        self._read()

    def commands(self) -> list[QAction]:
        return [
            *self.view_actions,
            self.change_action,
            *(action for view in self._views for action in view.actions_here),
        ]

    def begin(self) -> None:
        self._views[self.place].begin()

    def go_to(self, kind: str, row_id: int) -> None:
        self.show_view(BUILDINGS)
        self.buildings.go_to(row_id)

    def building_in_hand(self) -> int | None:
        return self.buildings.building_in_hand() if self.place == BUILDINGS else None

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or "community" in ids:
            self.session.ask(community_names, then=self.buildings.offer_communities)
        if not ids or ids.keys() & KINDS:
            self.buildings.refresh(ids.get("building", ()))
            self._read_around()

    @Slot()
    def _read(self) -> None:
        self.session.ask(community_names, then=self.buildings.offer_communities)
        self.buildings.read()
        self._read_around()

    def _read_around(self) -> None:
        self.session.ask(coverage, then=self._show_coverage)
        self.districts.read()
        # Counts every premises of the station: only for those who look at it.
        if self.place == COMMUNITIES:
            self.communities.read()

    def _show_coverage(self, found: Coverage) -> None:
        self.coverage.setText(found.words if found.buildings else "")

    def view_shown(self) -> None:
        if self.place == COMMUNITIES:
            self.communities.read()
        super().view_shown()

    @Slot()
    def _change(self) -> None:
        self._views[self.place].change()
