"""The station's words for faults, causes and what was done; they are data (resources/faults.json)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.paths import resource_json
from app.services.kernel.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a fault of one group, and what may be answered; `id` stands with the answer."""

    id: str
    words: str
    answers: tuple[str, ...]


@cache
def faults() -> Mapping[str, Any]:
    """The whole table, read once."""
    table: Mapping[str, Any] = resource_json("faults.json")
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


def refuse_unasked(group: str, answers: Mapping[str, str]) -> None:
    """Raise InvalidInput when an answer is to no question of the group, or is none of those that may be given."""
    asked = {question.id: question for question in questions().get(group, ())}
    for name, answer in answers.items():
        question = asked.get(name)
        if question is None:
            raise InvalidInput({"answers": f"{group_word(group)}没有“{name}”这个问题。请刷新后再选。"})
        if answer not in question.answers:
            allowed = "、".join(question.answers)
            raise InvalidInput({"answers": f"“{question.words}”不能答“{answer}”，可选：{allowed}。"})


def spoken_answers(group: str, kept: str) -> tuple[tuple[str, str], ...]:
    """The answers as kept with a repair, each beside its question; a question asked no more stands by its id."""
    words = {question.id: question.words for question in questions().get(group, ())}
    return tuple((words.get(name, name), answer) for name, answer in json.loads(kept).items())


def place_of(fault: str) -> str:
    """Where a fault of this kind is when it is hardly at home (a PlaceKind); '' for the others."""
    return str(faults()["places"].get(fault, ""))
