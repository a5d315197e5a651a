"""What goes to the dispatch room singly, what in the summary of the hour; data (resources/opinions.json)."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from app.paths import resource_json


@dataclass(frozen=True, slots=True)
class OpinionRules:
    """`policy` is the limit whose kinds owe an opinion; `single_kinds`, and what is unsolved for `unsolved`, go singly.

    The summary lists matters of `summary_kinds` told within `look_back`, whether or not they owe an opinion, at most
    `most_lines` at once: what is sent is one transaction.
    """

    policy: str
    single_kinds: frozenset[str]
    unsolved: timedelta
    summary_kinds: frozenset[str]
    look_back: timedelta
    most_lines: int
    receiver: str
    ways: tuple[str, ...]


@cache
def opinion_rules() -> OpinionRules:
    """The rules, read once."""
    raw: dict[str, Any] = resource_json("opinions.json")
    return OpinionRules(
        policy=str(raw["policy"]),
        single_kinds=frozenset(raw["single_kinds"]),
        unsolved=timedelta(minutes=int(raw["unsolved_minutes"])),
        summary_kinds=frozenset(raw["summary_kinds"]),
        look_back=timedelta(hours=int(raw["look_back_hours"])),
        most_lines=int(raw["most_lines"]),
        receiver=str(raw["receiver"]),
        ways=tuple(raw["ways"]),
    )
