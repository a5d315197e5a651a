"""The station's words for faults, causes and what was done; they are data (resources/faults.json)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.paths import resource


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a fault of one group, and what may be answered; `id` stands with the answer."""

    id: str
    words: str
    answers: tuple[str, ...]


@cache
def faults() -> Mapping[str, Any]:
    """The whole table, read once."""
    table: Mapping[str, Any] = json.loads(resource("faults.json").read_text(encoding="utf-8"))
    return table


def group_words() -> dict[str, str]:
    """The trade's word for each fault group, in the order of the station's list."""
    return {str(entry["id"]): str(entry["word"]) for entry in faults()["groups"]}


def group_word(group: str) -> str:
    """The trade's word for a fault group; a group that is not in the list stands for itself."""
    return group_words().get(group, group)


def short_word(group: str) -> str:
    """The fault group in at most three characters, for places as small as a flat in a picture."""
    return next((str(entry["short"]) for entry in faults()["groups"] if entry["id"] == group), group)


@cache
def questions() -> Mapping[str, tuple[Question, ...]]:
    """The questions of each fault group beyond those of a leak, in the order they are asked."""
    return {
        group: tuple(Question(entry["id"], entry["words"], tuple(entry["answers"])) for entry in entries)
        for group, entries in faults()["questions"].items()
    }


def place_of(fault: str) -> str:
    """Where a fault of this kind is when it is hardly at home (a PlaceKind); '' for the others."""
    return str(faults()["places"].get(fault, ""))
