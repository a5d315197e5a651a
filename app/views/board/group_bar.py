"""The groups of the board side by side, each with its count; one of them is always chosen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from app.views.board.fitting_row import FittingRow
from app.views.widgets.polish import set_property


class GroupBar(FittingRow):
    """Where room is short, groups with nothing in them go first, then the last ones; the chosen one always stands.

    Every group is reached by its key and by the menu, whether its button has room or not.
    """

    chosen = Signal(str)
    gap = 2

    def __init__(self, groups: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = dict(groups)
        self._names = list(self._words)
        self._counts = dict.fromkeys(self._names, 0)
        self._group = QButtonGroup(self)
        for number, name in enumerate(self._names):
            button = QToolButton()
            button.setProperty("role", "group")
            button.setText(self._words[name])
            button.setCheckable(True)
            self._group.addButton(button, number)
            self.add(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._announce)

    @property
    def current(self) -> str:
        return self._names[self._group.checkedId()]

    @property
    def word(self) -> str:
        """What the chosen one is called."""
        return self._words[self.current]

    def choose(self, name: str) -> None:
        """As if its button had been pressed."""
        self._group.button(self._names.index(name)).click()
        self.fit()

    def step(self, by: int) -> None:
        """The next group to the right or left that has something in it, round and round."""
        start, count = self._group.checkedId(), len(self._names)
        around = [self._names[(start + by * offset) % count] for offset in range(1, count + 1)]
        self.choose(next((name for name in around if self._counts[name] or name == self._names[0]), around[0]))

    def texts(self) -> list[str]:
        """What stands on the buttons."""
        return [button.text() for button in self._group.buttons()]

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """New figures of some of the groups."""
        for name, count in counts.items():
            self._counts[name] = count
            button = self._group.button(self._names.index(name))
            button.setText(f"{self._words[name]} {count}")
            set_property(button, "nothing", "yes" if not count else "")
        self.fit()

    def fit(self) -> None:
        shown = list(self.parts)
        # The first ones are what a night is about; of the rest those with nothing in them go first.
        places = sorted(range(1, len(shown)), key=lambda place: (bool(self._counts[self._names[place]]), -place))
        for place in places:
            if self.room_of(shown) <= 0:
                break
            if place != self._group.checkedId():
                shown.remove(self.parts[place])
        self.place(shown)

    @Slot(int)
    def _announce(self, number: int) -> None:
        self.chosen.emit(self._names[number])
