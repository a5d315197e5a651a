"""What the command palette lists: every command of the menus, with the menu it stands in, and how well words fit it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from app.services.customers.finding.names import readings
from app.shortcuts import in_words

# Where the words asked for stand: the less, the better.
_AT_THE_BEGINNING, _INSIDE, _BY_LETTERS, _LETTERS_INSIDE, _IN_THE_KEY, _IN_THE_MENU = range(6)


@dataclass(frozen=True, slots=True)
class Listed:
    """A command as the menus have it; `key` as it is told, `menu` from the outside inwards."""

    action: QAction
    words: str
    menu: str
    key: str


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an entry answers, and which part of its words was meant."""

    rank: int
    part: str


def listed_in(bar: QMenuBar, first: QMenu | None = None) -> list[Listed]:
    """The commands of all menus in their order, those of `first` before the others; each command once."""
    menus = [menu for action in bar.actions() if isinstance(menu := action.menu(), QMenu)]
    menus.sort(key=lambda menu: menu is not first)
    found: dict[int, Listed] = {}
    for menu in menus:
        for each in _below(menu, _plain(menu.title())):
            found.setdefault(id(each.action), each)
    return list(found.values())


def chosen(entries: Sequence[Listed], asked: str) -> list[tuple[Listed, str]]:
    """The entries that answer to every word asked for, with what was meant in each, the best first.

    Words are Chinese, Latin letters (the sounds, or only their first letters), or a key such as "F7".
    """
    words = asked.lower().split()
    found = []
    for place, entry in enumerate(entries):
        fits = [_fit(entry, word) for word in words]
        if None not in fits:
            good = [fit for fit in fits if fit is not None]
            found.append((sum(fit.rank for fit in good), place, entry, good[0].part if good else ""))
    return [(entry, part) for _, _, entry, part in sorted(found, key=lambda each: each[:2])]


def meant(text: str, typed: str) -> str:
    """The first part of `text` that `typed` says, each sign by itself or by the letters of its sound; "" for none."""
    for start in range(len(text)):
        end = _said(text, start, typed)
        if end is not None:
            return text[start:end]
    return ""


def _below(menu: QMenu, path: str) -> Iterator[Listed]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _below(below, f"{path} › {_plain(below.title())}")
        elif not action.isSeparator():
            yield Listed(action, _plain(action.text()), path, in_words(action.shortcut().toString()))


def _plain(title: str) -> str:
    """A menu's title without the letter that opens it: 查看(&V)."""
    return title.partition("(&")[0].replace("&", "")


def _fit(entry: Listed, word: str) -> Fit | None:
    text = entry.words.lower()
    place = text.find(word)
    if place >= 0:
        return Fit(_INSIDE if place else _AT_THE_BEGINNING, entry.words[place : place + len(word)])
    if word == entry.key.lower():
        return Fit(_IN_THE_KEY, "")
    if part := meant(text, word):
        return Fit(_BY_LETTERS if text.startswith(part) else _LETTERS_INSIDE, part)
    if word in entry.menu.lower() or meant(entry.menu.lower(), word):
        return Fit(_IN_THE_MENU, "")
    return None


def _said(text: str, start: int, typed: str) -> int | None:
    """Where `typed` ends when it is read into `text` from `start`."""
    if not typed:
        return start
    if start == len(text):
        return None
    if text[start] == typed[0] and (end := _said(text, start + 1, typed[1:])) is not None:
        return end
    for sound in _sounds(text[start]):
        for letters in range(_common(sound, typed), 0, -1):
            if (end := _said(text, start + 1, typed[letters:])) is not None:
                return end
    return None


@lru_cache(maxsize=2_000)
def _sounds(sign: str) -> tuple[str, ...]:
    return () if sign.isascii() else readings(sign)


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))
