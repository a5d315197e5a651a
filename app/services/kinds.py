"""The one list of what a matter can be. A new kind is new files and one line here.

Modules are named, not imported: `matters` and the chapters find a kind through its name, and no
chapter has to know another one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

MODULES: Mapping[str, str] = {
    "repair": "app.services.repairs.kind",
    "enquiry": "app.services.enquiries.kind",
    "outage": "app.services.outages.kind",
    "forwarded": "app.services.forwarding.kind",
    "complaint": "app.services.complaints.kind",
    "tipoff": "app.services.complaints.tip_off_kind",
}
# Kinds whose caller and content stand in no list and no search, and what stands there instead.
SEALED = ("tipoff",)
SEALED_WORDS = "举报（内容保密）"


@dataclass(frozen=True, slots=True)
class MatterKind:
    """What the spine must be able to ask of any kind.

    `follow_up(unit, draft)` opens a matter of this kind out of another one and returns `Taken`;
    `note(unit, matter_id, fact)` records a `Happening` that another chapter knows of, by the rules of the kind;
    `settle(unit, matter_id)` folds the events again and stores the facts, after a correction;
    `move(unit, matter_id, premises_id, place, reason)` is 更正户号: another address, the old one stays readable;
    `fold_problems(store)` compares stored facts with folded ones, for all matters of the kind.
    """

    name: str
    prefix: str
    word: str
    follow_up: Callable[[Any, Any], Any]
    note: Callable[[Any, int, Any], None]
    settle: Callable[[Any, int], None]
    move: Callable[[Any, int, int | None, Any, str], None]
    fold_problems: Callable[[Any], list[Any]]


@cache
def kind_of(name: str) -> MatterKind:
    """The kind with this name; KeyError when there is none."""
    kind: MatterKind = import_module(MODULES[name]).KIND
    return kind


def all_kinds() -> tuple[MatterKind, ...]:
    """Every kind, in the order of the list."""
    return tuple(kind_of(name) for name in MODULES)
