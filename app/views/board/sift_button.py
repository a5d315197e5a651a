"""筛选: by community, repairer and kind of fault; the button says what is chosen."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.shortcuts import key_of
from app.views.board.lines import KIND_BADGES, Line
from app.views.board.sifting import Sift, is_running_water, kept_out, kind_of, of_view, without
from app.views.icons import wear
from app.views.widgets.polish import set_property

WORD = "筛选"
# Of what is chosen; the tip has the whole, the groups beside the button keep their room.
MOST_LETTERS = 12


class SiftButton(QToolButton):
    """The menu lists only what is on the board now, with how many; what is chosen is checked.

    While something is chosen it says how many lines are not shown for it, and how many of them are leaks.
    """

    chosen = Signal(object)

    def __init__(
        self, lines: Callable[[], Iterable[Line]], kinds: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._kinds = {**{kind: badge.text for kind, badge in KIND_BADGES.items()}, **kinds}
        self.sift = Sift()
        # What was chosen, in words; a choice that lets nothing through any more is still named.
        self._named = (Sift(), "")
        self.choices = QMenu(self)
        self.choices.aboutToShow.connect(self._fill)
        self.setMenu(self.choices)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAccessibleName(WORD)
        wear(self, "filter")
        self.show_sift(Sift(), {})

    def show_sift(self, sift: Sift, rows: Mapping[int, Line]) -> None:
        """What is chosen now; the words are those of a line that it lets through."""
        self.sift = sift
        said, hidden = self._said(sift, rows), kept_out(rows, sift)
        leaks = sum(map(is_running_water, hidden))
        left = f"　另 {len(hidden)} 张{f'，漏水 {leaks}' if leaks else ''}" if hidden else ""
        short = said if len(said) <= MOST_LETTERS else f"{said[: MOST_LETTERS - 1]}…"
        self.setText(f" {WORD}：{short}{left}" if said else f" {WORD}")
        more = f"另有 {len(hidden)} 张没有显示　{key_of('board.sift_clear')} 看全部" if hidden else ""
        self.setToolTip("\n".join(filter(None, (said, more))))
        set_property(self, "role", ("hiding" if leaks else "sifting") if said else "sift")

    def _said(self, sift: Sift, rows: Mapping[int, Line]) -> str:
        if sift.open:
            return ""
        row = next((line.first for line in rows.values() if sift.lets_through(line.first)), None)
        if row is None:
            named, words = self._named
            return words if of_view(named, sift.view) == sift else "没有符合的"
        parts = (
            row.community if sift.community_id is not None else "",
            f"{row.community} {row.building} 号楼" if sift.building_id is not None else "",
            row.repairer if sift.repairer_id is not None else "",
            self._kinds.get(sift.kind, sift.kind),
        )
        words = " · ".join(part for part in parts if part)
        self._named = (sift, words)
        return words

    @Slot()
    def _fill(self) -> None:
        self.choices.clear()
        rows, sift = [line.first for line in self._lines()], self.sift
        places = Counter((row.community_id, row.community) for row in rows if row.community_id is not None)
        men = Counter((row.repairer_id, row.repairer) for row in rows if row.repairer_id is not None)
        kinds = Counter(kind_of(row) for row in rows)
        self._offer(
            "小区",
            [(word, count, replace(sift, community_id=key, building_id=None)) for (key, word), count in places.items()],
        )
        self._offer("维修员", [(word, count, replace(sift, repairer_id=key)) for (key, word), count in men.items()])
        self._offer(
            "类别", [(self._kinds.get(key, key), count, replace(sift, kind=key)) for key, count in kinds.items()]
        )
        self.choices.addSeparator()
        clear = self.choices.addAction("清除筛选")
        clear.setEnabled(not sift.open)
        clear.triggered.connect(partial(self._choose, without(sift)))

    def _offer(self, title: str, choices: Iterable[tuple[str, int, Sift]]) -> None:
        """A menu of its own, the most frequent first."""
        below = self.choices.addMenu(title)
        group = QActionGroup(below)
        for word, count, sift in sorted(choices, key=lambda choice: (-choice[1], choice[0])):
            action = below.addAction(f"{word}　{count}")
            action.setCheckable(True)
            action.setChecked(sift == self.sift)
            group.addAction(action)
            action.triggered.connect(partial(self._choose, sift))
        below.setEnabled(not below.isEmpty())

    def _choose(self, sift: Sift, _checked: bool = False) -> None:
        self.chosen.emit(sift)
