"""服务卡: who has one, who needs another, and the register of those handed out."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.services.cards.values import CardDraft, CardPaper, HandedOut, Which
from app.services.customers.places.communities import community_names
from app.views.actions import command
from app.views.cards.changes_view import ChangesView
from app.views.cards.coverage_view import CoverageView, in_words
from app.views.cards.register_view import RegisterView
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.lists_page import ListOf, ListsPage
from app.views.theme import Tone
from app.views.widgets.labels import label

COVERAGE, CHANGES, REGISTER = range(3)
KINDS = {"card", "premises", "building", "community", "district", "staff"}


class CardsPage(ListsPage):
    """Cards are printed for a household, a building, a community or for all that need another one."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.coverage = CoverageView(session, self)
        self.changes = ChangesView(session, self)
        self.register = RegisterView(session, self)
        self._views = (self.coverage, self.changes, self.register)
        self._build_actions()
        self._build()
        self._read()

    def commands(self) -> list[QAction]:
        return [*self.view_actions, *self._actions]

    def begin(self) -> None:
        self._views[self.place].begin()

    def go_to(self, kind: str, row_id: int) -> None:
        self.show_view(COVERAGE)
        self.coverage.go_to(row_id)

    def premises_in_hand(self) -> int | None:
        view = self.place
        if view == CHANGES:
            return self.changes.row.premises_id if self.changes.row is not None else None
        return self.register.premises_id() if view == REGISTER else None

    def building_in_hand(self) -> int | None:
        return self._ground()[1]

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or ids.keys() & KINDS:
            self._read()

    def _build_actions(self) -> None:
        def act(text: str, icon: str, name: str, run: Callable[[], object]) -> QAction:
            return command(self, text, icon, name, run, within=self)

        self.building_action = act("打印本栋", "print", "cards.building", self._print_building)
        self.community_action = act("打印本小区", "print", "cards.community", self._print_community)
        self.home_action = act("打印本户", "card", "cards.home", self._print_home)
        self.change_action = act("打印要换的卡", "change", "cards.change", self._print_changes)
        self.list_action = act("发放登记表", "slip", "cards.list", self._print_list)
        self.hand_action = act("登记发放", "done", "cards.hand", self._hand_out)
        self._actions = [
            self.hand_action,
            self.building_action,
            self.community_action,
            self.list_action,
            self.change_action,
            self.home_action,
        ]

    def _build(self) -> None:
        words = ("发放情况", "换卡清单", "发放登记")
        lists = zip(words, ("card", "change", "done"), self._views, strict=True)
        self.set_lists([ListOf(word, icon, view, self._actions) for word, icon, view in lists], "cards.view")
        self.whole = label(role="section")
        self.column.insertWidget(1, self.whole)
        for view in self._views:
            view.chosen.connect(self._follow)
        self.coverage.opened.connect(self._hand_out)
        self.changes.opened.connect(self._print_home)

    @Slot()
    def _read(self) -> None:
        self.coverage.read()
        self.session.ask(community_names, then=self.register.offer_communities)
        self._read_list()
        self._follow()

    def _read_list(self) -> None:
        """A list is read for those who look at it: many thousands may have to change."""
        view = self.place
        if view != COVERAGE:
            (self.changes if view == CHANGES else self.register).read()

    def view_shown(self) -> None:
        self._read_list()
        super().view_shown()
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """What can be done depends on what is under the cursor."""
        community_id, building_id = self._ground()
        self.building_action.setEnabled(building_id is not None)
        self.list_action.setEnabled(building_id is not None)
        self.hand_action.setEnabled(building_id is not None)
        self.community_action.setEnabled(community_id is not None)
        self.home_action.setEnabled(self.premises_in_hand() is not None)
        whole = self.coverage.whole()
        self.change_action.setEnabled(whole.to_change > 0)
        self.whole.setText(f"全站 {in_words(whole)}" if whole.households else "")

    def _ground(self) -> tuple[int | None, int | None]:
        """Community and building under the cursor."""
        view = self.place
        if view == COVERAGE:
            community, building = self.coverage.community, self.coverage.building
            return (
                community.community_id if community is not None else None,
                building.building_id if building is not None else None,
            )
        row = self.changes.row if view == CHANGES else None
        return (row.community_id, row.building_id) if row is not None else (None, None)

    @Slot()
    def _print_building(self) -> None:
        self._print(CardDraft(building_id=self._ground()[1]))

    @Slot()
    def _print_community(self) -> None:
        self._print(CardDraft(community_id=self._ground()[0]))

    @Slot()
    def _print_list(self) -> None:
        self._print(CardDraft(building_id=self._ground()[1]), CardPaper.LIST)

    @Slot()
    def _print_changes(self) -> None:
        self._print(CardDraft(which=Which.TO_CHANGE))

    @Slot()
    def _print_home(self) -> None:
        premises_id = self.premises_in_hand()
        if premises_id is not None:
            self._print(CardDraft(premises_ids=(premises_id,)))

    def _print(self, draft: CardDraft, paper: CardPaper | None = None) -> None:
        from app.views.cards.print_dialog import PrintCardsDialog

        PrintCardsDialog(self.session, self.settings, draft, self, paper).open()

    @Slot()
    def _hand_out(self) -> None:
        from app.views.cards.hand_dialog import HandOutDialog

        building_id = self._ground()[1]
        if building_id is None:
            return
        dialog = HandOutDialog(self.session, building_id, self.coverage.place_of(building_id), self)
        dialog.succeeded.connect(self._handed_out)
        dialog.open()

    @Slot(object)
    def _handed_out(self, done: HandedOut) -> None:
        self.session.notice(f"已登记 {done.cards} 户发放服务卡。", Tone.GREEN)
