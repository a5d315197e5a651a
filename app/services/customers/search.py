"""Finding premises, matters and sheets by what a clerk types."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, SQL, fn

from app.models.matters import Matter
from app.models.papers import Sheet
from app.models.search import SearchKey
from app.services.customers.listing import premises_rows
from app.services.customers.search_index import Reindexed, reindex
from app.services.customers.search_keys import KeyKind, words_of
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from app.services.paper.masking import mask_phones
from app.services.paper.payload import parse_payload

# The last code point there is: everything that begins with a word sorts below word + this.
LAST = "\U0010ffff"
# So many fits of one word are looked at one by one; more are left to the database.
PROBE = 60
ENOUGH = 3_000
NUMBER_START = re.compile(r"[a-z]{2}-[a-z0-9]+-\d{2,8}(?:-\d{0,6})?")
DIGITS = re.compile(r"\d+")
WHY = {
    KeyKind.NAME: "户名",
    KeyKind.INITIALS: "户名首字母",
    KeyKind.PINYIN: "户名拼音",
    KeyKind.PHONE: "电话",
    KeyKind.ADDRESS: "地址",
    KeyKind.NUMBER: "用户编号",
}
# What is told first among equally good matches.
RANK = {
    kind: rank
    for rank, kind in enumerate(
        (KeyKind.NAME, KeyKind.PHONE, KeyKind.NUMBER, KeyKind.ADDRESS, KeyKind.INITIALS, KeyKind.PINYIN)
    )
}


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One thing found. The phone is masked; the card shows it whole.

    A matter or a sheet has its number in `matter_number` or `sheet_number` and, when it belongs to a premises of
    the ledger, that premises too.
    """

    premises_id: int | None
    address: str
    holder: str
    phone: str
    number: str
    state: str
    why: str
    matter_id: int | None = None
    matter_number: str = ""
    sheet_number: str = ""


@dataclass(frozen=True, slots=True)
class _Key:
    key: str
    premises_id: int
    kind: str


def search(desk: Desk, text: str, limit: int = 30) -> list[SearchHit]:
    """What fits every word of the text, exact fits first; an empty text finds nothing.

    Understands names, initials, pinyin, telephone numbers and their ends, addresses, user numbers, numbers of
    matters and sheets, and what a scanner gun types from a slip.
    """
    payload = parse_payload(text)
    if payload is not None:
        return _by_number(desk.store, payload.number, limit)
    words = words_of(text)
    if not words or limit < 1:
        return []
    if len(words) == 1 and NUMBER_START.fullmatch(words[0]):
        return _by_number(desk.store, words[0].upper(), limit)
    best = _one_word(desk.store, words[0], limit) if len(words) == 1 else _all_words(desk.store, words, limit)
    return _hits(desk.store, best, limit)


def premises_ids_by_phone(store: Store, phone: str) -> list[int]:
    """Every premises that has this telephone number in the ledger, whole or by its last eight digits."""
    words = words_of(phone)
    if not words or not words[0].isdigit():
        return []
    query = SearchKey.select(SearchKey.premises_id).where(SearchKey.key == words[0], SearchKey.kind == KeyKind.PHONE)
    return sorted(store.scalars(query))


def _beginning(word: str) -> Any:
    return (SearchKey.key >= word) & (SearchKey.key < word + LAST)


def _keys(store: Store, where: Any, limit: int) -> list[_Key]:
    query = (
        SearchKey.select(SearchKey.key, SearchKey.premises_id, SearchKey.kind)
        .where(where)
        .order_by(SearchKey.key, SearchKey.premises_id)
        .limit(limit)
    )
    return [_Key(*row) for row in store.tuples(query)]


def _better(best: dict[int, tuple[int, int, str]], key: _Key, word: str) -> None:
    """Keep the best reason why a premises fits a word: exact before longer, telling kinds first."""
    score = (len(key.key) - len(word), RANK[KeyKind(key.kind)], key.kind)
    if key.premises_id not in best or score < best[key.premises_id]:
        best[key.premises_id] = score


def _one_word(store: Store, word: str, limit: int) -> dict[int, tuple[int, int, str]]:
    best: dict[int, tuple[int, int, str]] = {}
    # Exact fits sort before longer ones. A name has several keys that begin alike: more keys than premises.
    keys = _keys(store, _beginning(word), 2 * limit)
    if word.isdigit() and len(keys) == 2 * limit and keys[-1].key == word:
        # Many rooms are called 1102, few telephones end so: those must not be cut off.
        keys += _keys(store, (SearchKey.key == word) & (SearchKey.kind == KeyKind.PHONE), limit)
    for key in keys:
        _better(best, key, word)
    return best


def _all_words(store: Store, words: Sequence[str], limit: int) -> dict[int, tuple[int, int, str]]:
    """Premises that fit every word, led by the word with the fewest fits."""
    lead, keys = _lead(store, words)
    if len(keys) >= PROBE:
        # Every word fits many: the database walks the lead's keys and stops when there are enough.
        where = _beginning(lead)
        for word in words:
            if word != lead:
                where &= fn.EXISTS(_also(word))
        keys = _keys(store, where, 2 * limit)
    best: dict[int, tuple[int, int, str]] = {}
    for key in keys:
        _better(best, key, lead)
    for word in words:
        if word != lead and best:
            best = _narrowed(store, best, word)
    return best


def _lead(store: Store, words: Sequence[str]) -> tuple[str, list[_Key]]:
    """The word to begin with and its first fits: long words fit few, so they are tried first."""
    longest_first = sorted(words, key=len, reverse=True)
    for word in longest_first:
        keys = _keys(store, _beginning(word), PROBE)
        if len(keys) < PROBE:
            return word, keys
    # All fit many: a whole community has thousands of keys, two initials some hundreds.
    fewest = min(longest_first, key=lambda word: _count(store, word))
    return fewest, keys


def _count(store: Store, word: str) -> int:
    some = SearchKey.select(SQL("1")).where(_beginning(word)).limit(ENOUGH)
    return int(store.scalar(SearchKey.select(fn.COUNT(SQL("*"))).from_(some)))


def _also(word: str) -> Any:
    other = SearchKey.alias()
    return other.select(SQL("1")).where(
        other.premises_id == SearchKey.premises_id, other.key >= word, other.key < word + LAST
    )


def _narrowed(store: Store, best: dict[int, tuple[int, int, str]], word: str) -> dict[int, tuple[int, int, str]]:
    here: dict[int, tuple[int, int, str]] = {}
    where = SearchKey.premises_id.in_(list(best)) & _beginning(word)
    for key in _keys(store, where, PROBE * 40):
        _better(here, key, word)
    return {
        premises_id: (best[premises_id][0] + score[0], min(best[premises_id][1], score[1]), best[premises_id][2])
        for premises_id, score in here.items()
    }


def _hits(store: Store, best: dict[int, tuple[int, int, str]], limit: int) -> list[SearchHit]:
    chosen = sorted(best, key=lambda premises_id: (best[premises_id][:2], premises_id))[:limit]
    rows = premises_rows(store, chosen)
    rows.sort(key=lambda row: (best[row.id][:2], _natural(row.address)))
    return [
        SearchHit(
            row.id,
            row.address,
            row.holder,
            mask_phones(row.phone),
            row.number,
            row.state,
            WHY[KeyKind(best[row.id][2])],
        )
        for row in rows
    ]


def _natural(address: str) -> tuple[tuple[str, int], ...]:
    """和平里2号楼 before 和平里10号楼."""
    texts = DIGITS.split(address)
    numbers = [int(found) for found in DIGITS.findall(address)]
    return tuple(zip(texts, [*numbers, 0], strict=False))


def _by_number(store: Store, number: str, limit: int) -> list[SearchHit]:
    """Matters and sheets whose number begins so."""
    hits = []
    sheets = (
        Sheet.select(Sheet.number, Matter.id, Matter.number, Matter.place_text, Matter.premises)
        .join(Matter, JOIN.LEFT_OUTER, on=(Sheet.matter == Matter.id))
        .where(Sheet.number >= number, Sheet.number < number + LAST)
        .order_by(Sheet.number)
        .limit(limit)
    )
    for sheet_number, matter_id, matter_number, place, premises_id in store.tuples(sheets):
        hits.append(_matter_hit("单据编号", premises_id, place, matter_id, matter_number, sheet_number))
    matters = (
        Matter.select(Matter.id, Matter.number, Matter.place_text, Matter.premises)
        .where(Matter.number >= number, Matter.number < number + LAST)
        .order_by(Matter.number)
        .limit(limit)
    )
    for matter_id, matter_number, place, premises_id in store.tuples(matters):
        hits.append(_matter_hit("受理号", premises_id, place, matter_id, matter_number, ""))
    return hits[:limit]


def _matter_hit(
    why: str, premises_id: int | None, place: str | None, matter_id: int | None, number: str | None, sheet: str
) -> SearchHit:
    return SearchHit(premises_id, place or "", "", "", "", "", why, matter_id, number or "", sheet)


__all__ = ["Reindexed", "SearchHit", "premises_ids_by_phone", "reindex", "search"]
