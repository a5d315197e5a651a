"""A rate as managers ask for it: numerator, denominator, and what the denominator is made of, counted in both ways."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Part:
    """One class of a denominator. `good` counts in the numerator; `user` is left out when 剔除用户原因."""

    word: str
    count: int
    good: bool = False
    user: bool = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """A numerator over a denominator; without a denominator there is no rate."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> str:
        """`95.5%`, rounded half up in the first place; `—` when the denominator is 0."""
        if not self.denominator:
            return NOTHING
        tenths = (2000 * self.numerator + self.denominator) // (2 * self.denominator)
        return f"{tenths // 10}.{tenths % 10}%"

    @property
    def fraction(self) -> str:
        """`21/22`."""
        return f"{self.numerator}/{self.denominator}"


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate. `whole` is 全部口径, `without_user` 剔除用户原因; `pending` are not yet due and in neither."""

    id: str
    title: str
    clause: str
    parts: tuple[Part, ...]
    pending: int = 0

    @property
    def whole(self) -> Ratio:
        return _ratio(self.parts)

    @property
    def without_user(self) -> Ratio:
        return _ratio([part for part in self.parts if not part.user])


@dataclass(frozen=True, slots=True)
class Class:
    """A class a rate counts: the value it is known by, its word, and what it means for the rate."""

    value: str
    word: str
    good: bool = False
    user: bool = False


@dataclass(frozen=True, slots=True)
class RateRule:
    """What a rate is called, by which clause, and the classes of its denominator in the order they are shown."""

    id: str
    title: str
    clause: str
    classes: tuple[Class, ...]

    def count(self, values: Iterable[str], pending: int = 0) -> Rate:
        """The rate of these classes; a value the rule does not name counts nowhere."""
        counted = Counter(values)
        parts = tuple(Part(each.word, counted[each.value], each.good, each.user) for each in self.classes)
        return Rate(self.id, self.title, self.clause, parts, pending)


def _ratio(parts: Sequence[Part]) -> Ratio:
    return Ratio(sum(part.count for part in parts if part.good), sum(part.count for part in parts))
