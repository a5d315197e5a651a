"""The groups of the board: which open clocks stand under which word; they are data (resources/board.json)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.paths import resource_json
from app.services.matters.board import BoardRow


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """A matter belongs to the group while one of these limits runs for it.

    With `faults` only repairs of these groups of faults belong to it.
    """

    id: str
    word: str
    policies: frozenset[str]
    faults: frozenset[str]

    def clock_of(self, rows: Iterable[BoardRow]) -> BoardRow | None:
        """The clock that puts the matter of these rows into the group: the first one of its limits, else None."""
        for row in rows:
            if row.policy_id in self.policies and (not self.faults or row.fault_group in self.faults):
                return row
        return None


@cache
def board_groups() -> tuple[BoardGroup, ...]:
    """Every group, in the order of the board."""
    return tuple(
        BoardGroup(entry["id"], entry["word"], frozenset(entry["policies"]), frozenset(entry.get("faults", ())))
        for entry in _table()["groups"]
    )


def least_together() -> int:
    """From how many waiting jobs in one building on they are offered to be sent together (9.8)."""
    return int(_table()["together_least"])


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = resource_json("board.json")
    return table
