"""Which premises fit the words of an input, and by which of their keys."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from peewee import SQL, fn

from app.models.search import SearchKey
from app.services.customers.finding.keys import TAIL_LENGTH, KeyKind, tail_key
from app.services.kernel.store import Store
from app.services.kernel.store.prepared import Prepared, PreparedForIds, gap

# The last code point there is: everything that begins with a word sorts below word + this.
LAST = "\U0010ffff"
# At least so many keys of one word are looked at, exact ones first: a premises has several that begin alike.
MOST = 320
KEYS_OF_ONE = 4
# With fewer keys than this a word leads without asking how many fit the others.
FEW = 64
COUNTED = 10_000
KINDS = {str(kind): (rank, kind) for rank, kind in enumerate(KeyKind)}
DIGITS_BELOW = ":"


class Match(NamedTuple):
    """Why a word fits a premises; the smaller, the better.

    `fit` is 0 for a whole key or its end, 1 for a whole part of an address, 2 for a beginning; `rank` says how
    telling that kind of key is.
    """

    fit: int
    rank: int
    length: int
    key: str
    kind: KeyKind
    word: str


def match_of(word: str, key: str, kind: str, fit: int = 0) -> Match:
    """How well the word fits this key."""
    rank, known = KINDS[kind]
    return Match(fit, rank, len(key), key, known, word)


# Matches of each word, in the order of the words.
Fits = dict[int, tuple[Match, ...]]


def _select() -> Any:
    return SearchKey.select(SearchKey.key, SearchKey.premises_id, SearchKey.kind)


def _in_range(model: Any, low: str, high: str) -> Any:
    return (model.key >= gap(low)) & (model.key < gap(high))


def _ordered(query: Any) -> Any:
    return query.order_by(SearchKey.key, SearchKey.premises_id).limit(gap("most"))


def _exists(place: int) -> Any:
    """The premises have a key in the range of this place as well."""
    other = SearchKey.alias()
    return fn.EXISTS(
        other.select(SQL("1")).where(
            other.premises_id == SearchKey.premises_id, _in_range(other, f"low{place}", f"high{place}")
        )
    )


@cache
def _with_others(count: int) -> Prepared:
    """Keys of premises that have `count` other words too."""
    others = [_exists(place) for place in range(count)]
    return Prepared(lambda: _ordered(_select().where(_in_range(SearchKey, "low", "high"), *others)))


def _counted() -> Any:
    some = SearchKey.select(SQL("1").alias("one")).where(_in_range(SearchKey, "low", "high")).limit(COUNTED)
    return SearchKey.select(fn.COUNT(SQL("*"))).from_(some)


_EXACT = Prepared(lambda: _ordered(_select().where(SearchKey.key == gap("key"))))
_BEGINNING = Prepared(lambda: _ordered(_select().where(_in_range(SearchKey, "low", "high"))))
_COUNT = Prepared(_counted)
_AMONG = PreparedForIds(
    lambda ids: _select().where(SearchKey.premises_id.in_(ids), _in_range(SearchKey, "low", "high"))
)


def fits_of(store: Store, words: Sequence[str], limit: int) -> Fits:
    """The premises that fit every word: enough to choose the best `limit` from, exact fits first."""
    if len(words) == 1:
        look = _Look(store, max(MOST, KEYS_OF_ONE * limit))
        return {premises_id: (match,) for premises_id, match in look.one(words[0]).items()}
    return _Look(store, max(FEW, KEYS_OF_ONE * limit)).all(words)


class _Look:
    """One look into the keys."""

    def __init__(self, store: Store, most: int) -> None:
        self._store = store
        self._most = most

    def one(self, word: str) -> dict[int, Match]:
        best: dict[int, Match] = {}
        _keep_best(best, word, self._beginning(word, self._most))
        if _may_be_tail(word):
            for premises_id, match in self.by_tail(word).items():
                if premises_id not in best or match < best[premises_id]:
                    best[premises_id] = match
        return best

    def by_tail(self, digits: str) -> dict[int, Match]:
        """Premises with a telephone or user number that ends so."""
        key = tail_key(digits)
        rows = _EXACT.rows(self._store, key=key, most=max(MOST, self._most))
        if len(digits) == TAIL_LENGTH:
            return {premises_id: match_of(digits, key, kind) for _, premises_id, kind in rows}
        return self._ends_among(digits, [row[1] for row in rows])

    def all(self, words: Sequence[str]) -> Fits:
        """Led by the word with the fewest fits; the ends of numbers are few and lead beside it."""
        lead, rows = self._lead(words)
        best: dict[int, Match] = {}
        _keep_best(best, lead, rows)
        found = self._narrowed(words, lead, best)
        for word in filter(_may_be_tail, words):
            for premises_id, matches in self._narrowed(words, word, self.by_tail(word)).items():
                if premises_id not in found or sorted(matches) < sorted(found[premises_id]):
                    found[premises_id] = matches
        return found

    def _beginning(self, word: str, most: int) -> list[tuple[Any, ...]]:
        return _BEGINNING.rows(self._store, low=word, high=word + LAST, most=most)

    def _lead(self, words: Sequence[str]) -> tuple[str, list[tuple[Any, ...]]]:
        """The word to begin with and its keys of premises that have the other words too."""
        for word in sorted(words, key=len, reverse=True):
            rows = self._beginning(word, FEW)
            if len(rows) < FEW:
                return word, rows
        counts = {word: _COUNT.rows(self._store, low=word, high=word + LAST)[0][0] for word in words}
        # A whole community has thousands of keys, two initials some hundreds: the database walks the shorter list.
        first, *others = sorted(words, key=lambda word: (counts[word], -len(word)))
        edges = {"low": first, "high": first + LAST}
        for place, word in enumerate(others):
            edges |= {f"low{place}": word, f"high{place}": word + LAST}
        return first, _with_others(len(others)).rows(self._store, **edges, most=self._most)

    def _narrowed(self, words: Sequence[str], lead: str, best: dict[int, Match]) -> Fits:
        """Those of the lead's premises that fit every other word as well."""
        matches: dict[str, dict[int, Match]] = {lead: best}
        ids = list(best)
        for word in words:
            if word == lead or not ids:
                continue
            here: dict[int, Match] = {}
            _keep_best(here, word, _AMONG.rows(self._store, ids, low=word, high=word + LAST))
            if _may_be_tail(word):
                for premises_id, match in self._ends_among(word, ids).items():
                    here.setdefault(premises_id, match)
            matches[word] = here
            ids = [premises_id for premises_id in ids if premises_id in here]
        return {premises_id: tuple(matches[word][premises_id] for word in words) for premises_id in ids}

    def _ends_among(self, digits: str, ids: Sequence[int]) -> dict[int, Match]:
        """Which of these premises have a telephone or user number that ends so."""
        return {
            premises_id: match_of(digits, key, kind)
            for key, premises_id, kind in _AMONG.rows(self._store, ids, low="0", high=DIGITS_BELOW)
            if kind != KeyKind.ADDRESS and key.endswith(digits)
        }


def _may_be_tail(word: str) -> bool:
    return word.isdigit() and len(word) >= TAIL_LENGTH


def _keep_best(best: dict[int, Match], word: str, rows: Iterable[tuple[Any, ...]]) -> None:
    for key, premises_id, kind in rows:
        match = match_of(word, key, kind, _fit(key, word))
        if premises_id not in best or match < best[premises_id]:
            best[premises_id] = match


def _fit(key: str, word: str) -> int:
    if len(key) == len(word):
        return 0
    return 1 if key[len(word)] == "-" or word[-1] == "-" else 2
