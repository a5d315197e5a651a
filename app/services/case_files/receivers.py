"""Who may read what: the kinds of receiver are data, and what each may not read is masked here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.paths import resource_json
from app.services.customers.card.flag_words import without_sensitive
from app.services.customers.masks import masked_phone, masked_phones
from app.services.paper.masking import mask_name

_TABLE = "case_files.json"
# What stands between several people in one field.
_BETWEEN = re.compile(r"[\s,，、;；。/()（）]+")


@dataclass(frozen=True, slots=True)
class ReceiverKind:
    """What this kind of receiver reads whole; `inside`: the company's own clauses, operators and hand-ons, too."""

    id: str
    word: str
    phones: bool
    names: bool
    inside: bool
    attachments: bool

    @property
    def tells(self) -> str:
        """What is masked, for the file's first page."""
        hidden = [word for word, shown in (("电话", self.phones), ("他人姓名", self.names)) if not shown]
        masked = f"{'、'.join(hidden)}已遮挡，" if hidden else ""
        return f"{masked}敏感情况以▲代替，{'仅供内部使用' if self.inside else '内部流转未列入'}"


@cache
def receiver_kinds() -> Mapping[str, ReceiverKind]:
    """Every kind by its id, in the order they are offered."""
    found = resource_json(_TABLE)["receivers"]
    return {kind_id: ReceiverKind(kind_id, **kind) for kind_id, kind in found.items()}


@cache
def inside_events() -> frozenset[str]:
    """Facts that tell only how the station worked."""
    return frozenset(resource_json(_TABLE)["inside_events"])


@cache
def naming_fields() -> frozenset[str]:
    """Details of a fact that name somebody who is not of the station."""
    return frozenset(resource_json(_TABLE)["naming_fields"])


def named_in(text: str) -> list[str]:
    """Who is named in such a detail: `楼长李师傅、物业` names one, 李师傅."""
    pieces = (_no_names().sub("", piece) for piece in _BETWEEN.split(text))
    return [piece for piece in pieces if piece]


@cache
def _no_names() -> re.Pattern[str]:
    """What somebody is instead of, or before, his name."""
    words = sorted(resource_json(_TABLE)["no_names"], key=len, reverse=True)
    return re.compile(f"^(?:{'|'.join(map(re.escape, words))})+")


def most_matters() -> int:
    """How many matters of a household one file holds."""
    most: int = resource_json(_TABLE)["most_matters"]
    return most


class Mask:
    """For one receiver. His own name stays whole; sensitive words (独居, 低保 …) leave the station for nobody."""

    def __init__(self, kind: ReceiverKind, receiver: str, people: frozenset[str]) -> None:
        self._kind = kind
        self._own = receiver.strip()
        hidden = sorted((name for name in people if len(name) > 1 and name != self._own), key=len, reverse=True)
        self._people = re.compile("|".join(map(re.escape, hidden))) if hidden and not kind.names else None

    def name(self, name: str) -> str:
        return name if self._kind.names or name == self._own else mask_name(name)

    def phone(self, phone: str) -> str:
        return phone if self._kind.phones else masked_phone(phone)

    def words(self, text: str) -> str:
        """Free words: sensitive words, numbers and the names of people in the file."""
        shown = without_sensitive(text)
        if not self._kind.phones:
            shown = masked_phones(shown)
        if self._people is not None:
            shown = self._people.sub(lambda found: mask_name(found[0]), shown)
        return shown
