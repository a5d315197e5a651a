"""立面图: choose a building, see it whole."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.customers.finding.buildings import BuildingHit, search_buildings
from app.services.kernel.desk import Desk
from app.views.actions import command
from app.views.elevation.view import ElevationView
from app.views.elevation.words import building_title
from app.views.finding import AT_ONCE, find_premises
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.theme import Tone
from app.views.widgets.search_box import Hit, SearchBox

BUILDING = "building"


class ElevationPage(Page):
    """`go_to("premises", …)` or `go_to("building", …)` from anywhere."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.search = SearchBox(session, find_buildings, "小区、楼号，例如 和平里 3；也可以写一户")
        self.search.setAccessibleName("换一栋楼")
        self.view = ElevationView(session)
        self.search_action = command(self, "换一栋楼", "search", "elevation.other_building", self._focus_search)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        self.view.head.addWidget(self.search, 1)
        column.addWidget(self.view, 1)
        self.search.chosen.connect(self._take)
        self.search.submitted.connect(self._say_nothing_found)
        self.view.premises_wanted.connect(self.premises_wanted)
        self.view.matter_wanted.connect(self.matter_wanted)
        self.view.intake_wanted.connect(self.intake_wanted)
        self.view.panel.paper_wanted.connect(self._show_paper)

    def commands(self) -> list[QAction]:
        return [self.search_action, *self.view.commands()]

    def begin(self) -> None:
        (self.view.grid if self.view.picture is not None else self.search).setFocus()

    def go_to(self, kind: str, row_id: int) -> None:
        if kind == BUILDING:
            self.view.show_building(row_id)
        else:
            self.view.show_premises(row_id)
        self.view.grid.setFocus()

    def premises_in_hand(self) -> int | None:
        return self.view.premises_in_hand()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or ids.keys() & {"matter", "premises", "person", "building", "community"}:
            self.view.refresh()

    @Slot(object)
    def desk_replaced(self, desk: object) -> None:
        self.view.refresh()

    @Slot()
    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    @Slot(object)
    def _take(self, hit: Hit) -> None:
        self.search.forget()
        self.go_to(hit.kind, hit.id)

    @Slot(int, str)
    def _show_paper(self, sheet_id: int, number: str) -> None:
        from app.views.repairs.slip_dialog import SlipDialog

        SlipDialog(self.session, self.settings, sheet_id, number, self).open()

    @Slot(str)
    def _say_nothing_found(self, text: str) -> None:
        self.session.notice(f"没有“{text}”这栋楼或住户。少写几个字再试。", Tone.AMBER)


def find_buildings(desk: Desk, text: str) -> Sequence[Hit]:
    """Buildings first; a household leads to the building it is in."""
    buildings = [_hit(found) for found in search_buildings(desk, text, AT_ONCE)]
    return [*buildings, *find_premises(desk, text)][:AT_ONCE]


def _hit(found: BuildingHit) -> Hit:
    return Hit(BUILDING, found.id, building_title(found.community, found.name), "楼栋", "elevation")
