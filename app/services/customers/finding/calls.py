"""Calls of these days, ready to be searched: by the end of the telephone, the name, a part of the place."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from app.services.customers.finding.keys import TAIL_LENGTH, name_keys, normalised


@dataclass(frozen=True, slots=True)
class Call:
    """A matter that is open, or was closed lately, and who brought it; of a merged file, at the one it is now."""

    matter_id: int
    number: str
    place: str
    premises_id: int | None
    is_open: bool
    name: str
    phone: str


class Calls:
    """The calls of the last days, newest first, ready to be searched."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self.all = list(calls)
        self.running = frozenset(call.premises_id for call in calls if call.is_open and call.premises_id is not None)
        self.lately = frozenset(call.premises_id for call in calls if call.premises_id is not None)
        self._phones = _Lines([call.phone] for call in calls)
        self._texts = _Lines(_texts(call) if call.premises_id is None else () for call in calls)

    def fitting(self, words: Sequence[str]) -> list[Call]:
        """Calls that every word fits, newest first: by the end of the telephone, the name, a part of the place."""
        fitting = [self._phone_fits(word) if _ends_phone(word) else self._text_fits(word) for word in words]
        return [self.all[place] for place in sorted(set.intersection(*fitting))] if fitting else []

    def _phone_fits(self, digits: str) -> set[int]:
        return self._phones.holding(f"{digits}\n")

    def _text_fits(self, word: str) -> set[int]:
        places = self._texts.holding(f"\n{word}")
        return places | self._texts.holding(word) if len(word) > 1 and not word.isascii() else places


class _Lines:
    """Texts of each call as one long text: one look finds all that hold a word."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        blocks = ["".join(f"\n{text}" for text in each if text) + "\n" for each in texts]
        self._whole = "".join(blocks)
        self._ends = list(accumulate(map(len, blocks)))

    def holding(self, part: str) -> set[int]:
        found: set[int] = set()
        at = self._whole.find(part)
        while at >= 0:
            place = bisect_right(self._ends, at)
            found.add(place)
            at = self._whole.find(part, self._ends[place])
        return found


def _texts(call: Call) -> tuple[str, ...]:
    return (*(key for key, _ in name_keys(call.name)), _place_key(call.place))


@lru_cache(maxsize=4_096)
def _place_key(place: str) -> str:
    return normalised(place)


def _ends_phone(word: str) -> bool:
    return word.isdigit() and len(word) >= TAIL_LENGTH
