"""Where heat is off: buildings and communities found by a few letters, each with its unit and riser."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.services.customers.finding.buildings import search_buildings
from app.services.customers.places.communities import community_names
from app.services.kernel.desk import Desk
from app.services.outages.settings import everywhere
from app.services.outages.values import AreaDraft
from app.views.icons import wear
from app.views.places.names import building_name
from app.views.session import Session
from app.views.widgets.labels import label
from app.views.widgets.search_box import Hit, SearchBox

COMMUNITY, BUILDING = "community", "building"
AT_ONCE = 12


class AreaField(QWidget):
    """A search box over the areas chosen so far; none chosen means everywhere."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tall", True)
        self._drafts: list[AreaDraft] = []
        self.search = SearchBox(session, find_places, "小区或楼号，例如 和平里 3")
        self.nothing = label(f"没有选范围：{everywhere()}", "hint")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._lines: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addLayout(self._rows)
        column.addWidget(self.nothing)
        self.setFocusProxy(self.search)
        self.search.chosen.connect(self._take)

    def drafts(self) -> tuple[AreaDraft, ...]:
        """The areas chosen, with their units and risers as typed."""
        return tuple(
            replace(draft, unit=_text(line, "unit"), riser=_text(line, "riser"))
            for draft, line in zip(self._drafts, self._lines, strict=True)
        )

    def add(self, draft: AreaDraft, words: str) -> None:
        """One more area; of a building a unit and a riser may be named."""
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(label(words), 1)
        if draft.building_id is not None:
            letter = self.fontMetrics().horizontalAdvance("温")
            for name, hint, text in (("unit", "单元", draft.unit), ("riser", "立管", draft.riser)):
                edit = QLineEdit(text, placeholderText=hint, maxLength=10 if name == "unit" else 30)
                edit.setObjectName(name)
                edit.setAccessibleName(f"{words} {hint}")
                edit.setFixedWidth(letter * (4 if name == "unit" else 7))
                across.addWidget(edit)
        away = QToolButton()
        away.setToolTip(f"去掉{words}")
        away.setAccessibleName(f"去掉{words}")
        wear(away, "close")
        away.clicked.connect(partial(self._remove, line))
        across.addWidget(away)
        self._drafts.append(draft)
        self._lines.append(line)
        self._rows.addWidget(line)
        self._settle()

    def _remove(self, line: QWidget) -> None:
        place = self._lines.index(line)
        del self._drafts[place], self._lines[place]
        self._rows.removeWidget(line)
        line.deleteLater()
        self._settle()

    @Slot(object)
    def _take(self, hit: Hit) -> None:
        self.search.forget()
        community = hit.kind == COMMUNITY
        self.add(AreaDraft(hit.id) if community else AreaDraft(building_id=hit.id), hit.title)
        units = self._lines[-1].findChild(QLineEdit, "unit")
        (units or self.search).setFocus()

    def _settle(self) -> None:
        self.nothing.setVisible(not self._lines)
        dialog = self.window()
        if dialog is not self and dialog.isVisible() and hasattr(dialog, "fit"):
            dialog.fit()


def find_places(desk: Desk, text: str) -> Sequence[Hit]:
    """Communities by their name, then buildings."""
    wanted = text.strip()
    whole = [
        Hit(COMMUNITY, community_id, name, "整个小区", "house")
        for community_id, name in community_names(desk)
        if wanted in name
    ]
    buildings = [
        Hit(BUILDING, found.id, f"{found.community} {building_name(found.name)}", "楼栋", "elevation")
        for found in search_buildings(desk, text, AT_ONCE)
    ]
    return [*whole, *buildings][:AT_ONCE]


def _text(line: QWidget, name: str) -> str:
    edit = line.findChild(QLineEdit, name)
    return edit.text().strip() if edit is not None else ""
