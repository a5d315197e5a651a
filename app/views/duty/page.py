"""值班交接: who is on duty, what was read off and written down, and how a shift is handed over."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.views.actions import command
from app.views.duty.handover_view import HandoverView
from app.views.duty.notes_view import NotesView
from app.views.duty.power_view import PowerView
from app.views.duty.readings_view import ReadingsView
from app.views.duty.roster_view import RosterView
from app.views.duty.view import DutyView
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.lists_page import ListOf, ListsPage
from app.views.widgets.action_bar import Group

# Word and icon of each list, and what makes it.
VIEWS: tuple[tuple[str, str, Callable[[Session, Settings], DutyView]], ...] = (
    ("排班", "calendar", RosterView),
    ("运行记录", "gauge", ReadingsView),
    ("值班记录", "text", NotesView),
    ("交接班", "change", HandoverView),
    ("断电", "power", PowerView),
)
ROSTER, READINGS, NOTES, HANDOVER, POWER = range(5)


class DutyPage(ListsPage):
    """A list is read for those who look at it."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.views = tuple(make(session, settings) for _, _, make in VIEWS)
        self._build_actions()
        self.set_lists(
            [ListOf(word, icon, view, view.commands) for (word, icon, _), view in zip(VIEWS, self.views, strict=True)],
            "duty.view",
        )
        for view in self.views:
            if isinstance(view, NotesView | HandoverView | PowerView):
                view.matter_wanted.connect(self.matter_wanted)
        self._read()

    def commands(self) -> list[QAction]:
        return [action for _, group in self.command_groups() for action in group]

    def command_groups(self) -> list[Group]:
        """One menu per list, and one for going about."""
        groups: list[Group] = [(word, view.commands) for (word, _, _), view in zip(VIEWS, self.views, strict=True)]
        return [*groups, ("看", [*self.view_actions, *self.turn_actions])]

    def begin(self) -> None:
        self._read()
        self.view.setFocus()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        self.view.show_changes(ids)

    def go_to(self, kind: str, row_id: int) -> None:
        """`handover`: the one under way, or the desk as it would be handed over."""
        if kind == "handover":
            self.show_view(HANDOVER)

    def view_shown(self) -> None:
        for action in self.turn_actions:
            action.setEnabled(self.view.turns)
        self._read()
        self.view.setFocus()

    def take_code(self, code: str) -> None:
        """A 来电登记表 was scanned: it is typed in."""
        self.show_view(POWER)
        view = self.view
        assert isinstance(view, PowerView)
        view.take_code(code)

    @property
    def view(self) -> DutyView:
        """The list in front."""
        return self.views[self.place]

    def _build_actions(self) -> None:
        self.turn_actions = [
            command(self, "往前", "calendar", "duty.earlier", partial(self._turn, -1), within=self),
            command(self, "往后", "calendar", "duty.later", partial(self._turn, 1), within=self),
            command(self, "回到现在", "refresh", "duty.now", partial(self._turn, 0), within=self),
        ]

    def _read(self) -> None:
        self.view.read()

    def _turn(self, step: int) -> None:
        self.view.turn(step)
