"""Which keys do what: every key of the program stands in resources/shortcuts.json and has a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from app.paths import resource_json

# How people here read the keys whose names are English.
KEY_WORDS = {"Return": "回车", "Enter": "回车", "Space": "空格", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
ANY_DIGIT = "数字"


class UnknownShortcut(LookupError):
    """A command asks for a key that nobody has written down."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`keys` are Qt's words, the first is the one that is told; `#` in them stands for a digit."""

    name: str
    keys: tuple[str, ...]
    says: str

    @property
    def told(self) -> str:
        """The first key as it is written for people."""
        return in_words(self.keys[0].replace("#", ANY_DIGIT))


@dataclass(frozen=True, slots=True)
class ShortcutGroup:
    """The keys of one page, dialog or area, in the order they are shown."""

    area: str
    title: str
    shortcuts: tuple[Shortcut, ...]


@cache
def shortcut_groups() -> tuple[ShortcutGroup, ...]:
    """Everything that is written down."""
    return tuple(
        ShortcutGroup(
            area,
            group["title"],
            tuple(
                Shortcut(f"{area}.{what}", tuple(line["key"].split("|")), line["says"])
                for what, line in group["keys"].items()
            ),
        )
        for area, group in resource_json("shortcuts.json").items()
    )


def keys_of(name: str) -> tuple[str, ...]:
    """The keys named `name` ("board.dispatch"; "intake.kind#2" for the second of a row), in Qt's words.

    UnknownShortcut when there is no such name.
    """
    plain, _, digit = name.partition("#")
    found = _by_name().get(plain)
    if found is None:
        raise UnknownShortcut(f"no shortcut named {plain}: write it into resources/shortcuts.json")
    return tuple(key.replace("#", digit) for key in found.keys) if digit else found.keys


def key_of(name: str) -> str:
    """The first of `keys_of(name)` as it is written for people: "Ctrl+回车"; "" for no name."""
    return in_words(keys_of(name)[0].replace("#", ANY_DIGIT)) if name else ""


def in_words(key: str) -> str:
    """One key in Qt's words as it is written for people."""
    return "+".join(KEY_WORDS.get(part, part) for part in key.split("+"))


@cache
def _by_name() -> Mapping[str, Shortcut]:
    return MappingProxyType({each.name: each for group in shortcut_groups() for each in group.shortcuts})
