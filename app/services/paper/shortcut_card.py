"""快捷键: the card beside the telephone, made of the same table that the commands take their keys from."""

from collections.abc import Sequence
from datetime import datetime

from app.services.kernel.times import china
from app.services.paper.kit import Cell, Copy, Face, Foot, Heading, Paper, Role, Row
from app.services.paper.pdf import render
from app.services.paper.profiles import A4_PORTRAIT
from app.shortcuts import Shortcut, ShortcutGroup

TITLE = "快捷键"
NOTE = "单个字母的键在列表里按。Alt+数字、Ctrl+数字：按屏幕上的次序。"
_ACROSS = 3
_GROUP, _KEY, _SAYS = 24.0, 22.0, 28.0
_SIZE, _HIGH = 8.5, 4.4


def shortcut_card(groups: Sequence[ShortcutGroup], station: str, at: datetime) -> Paper:
    """One card of all `groups` in their order; `at` dates it."""
    rows = tuple(row for group in groups for row in _rows(group))
    made = Foot(f"{china(at):%Y-%m-%d} 印", NOTE)
    return Paper(TITLE, "", TITLE, at, (Copy(Heading(station, TITLE, ""), rows, made, flows=True),))


def shortcut_card_pdf(groups: Sequence[ShortcutGroup], station: str, at: datetime) -> bytes:
    """The same as PDF, A4 upright, on as many pages as it takes."""
    return render([shortcut_card(groups, station, at)], A4_PORTRAIT)


def _rows(group: ShortcutGroup) -> list[Row]:
    lines = [group.shortcuts[start : start + _ACROSS] for start in range(0, len(group.shortcuts), _ACROSS)]
    return [_row(group.title if not place else "", line) for place, line in enumerate(lines)]


def _row(title: str, line: Sequence[Shortcut]) -> Row:
    cells = [Cell(title, _GROUP, Role.LABEL, size=_SIZE)]
    for place in range(_ACROSS):
        each = line[place] if place < len(line) else None
        cells.append(Cell(each.told if each else "", _KEY, size=_SIZE, face=Face.BOLD, centred=True))
        cells.append(Cell(each.says if each else "", _SAYS, size=_SIZE))
    return Row(tuple(cells), _HIGH)
