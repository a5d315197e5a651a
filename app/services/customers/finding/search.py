"""Finding premises, matters and sheets by what a clerk types."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.customers.finding.calls import Call, Calls
from app.services.customers.finding.calls_lately import calls_lately
from app.services.customers.finding.fits import Fits, Match, fits_of, match_of
from app.services.customers.finding.keys import TAIL_LENGTH, KeyKind, ways_of, words_of
from app.services.customers.finding.numbers import (
    NUMBER_START,
    Numbered,
    numbered,
    numbered_shortly,
    numbered_today,
)
from app.services.customers.finding.why import matched, why
from app.services.customers.listing import PremisesRow, premises_rows
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from app.services.kernel.text import natural
from app.services.paper.masking import mask_phones
from app.services.paper.payload import parse_payload


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One thing found. The phone is masked; whole it comes only from `disclosure.reveal`.

    A matter or a sheet has its number in `matter_number` or `sheet_number` and, when it belongs to a premises of
    the ledger, that premises too. `matched` are the texts of this line that the words mean; `is_open` says that
    the premises has a running matter. `is_stranger`: a caller of these days whom the ledger lacks, found by number,
    name or place.
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
    matched: tuple[str, ...] = ()
    is_open: bool = False
    is_stranger: bool = False


def search(desk: Desk, text: str, limit: int = 30) -> list[SearchHit]:
    """What fits every word of the text, exact fits first; an empty text finds nothing.

    Understands names, initials, pinyin, telephone numbers and their ends, addresses, user numbers, numbers of
    matters and sheets, what a scanner gun types from a slip, and callers of these days whom the ledger lacks.
    Among equal fits premises with a running matter stand first, then those that called in these days.
    """
    if limit < 1:
        return []
    payload = parse_payload(text)
    if payload is not None:
        return [_numbered_hit(found) for found in numbered(desk.store, payload.number, limit)]
    words = words_of(text)
    if len(words) == 1 and NUMBER_START.fullmatch(words[0]):
        return [_numbered_hit(found) for found in numbered(desk.store, words[0].upper(), limit)]
    hits = [_numbered_hit(found) for found in numbered_shortly(desk, text)]
    if not words:
        return hits[:limit]
    calls = calls_lately(desk)
    for way in ways_of(text):
        if found := _in_this_way(desk, way, calls, limit):
            hits += found
            break
    if len(words) == 1:
        hits += [_numbered_hit(found) for found in numbered_today(desk, words[0])]
    return hits[:limit]


def _in_this_way(desk: Desk, words: Sequence[str], calls: Calls, limit: int) -> list[SearchHit]:
    fits = fits_of(desk.store, words, limit)
    callers = calls.fitting(words)
    if len(words) == 1 and words[0].isdigit() and len(words[0]) >= TAIL_LENGTH:
        for call in callers:
            if call.premises_id is not None:
                fits.setdefault(call.premises_id, (match_of(words[0], call.phone, KeyKind.CALLER),))
    hits = _hits(desk.store, fits, calls, limit)
    return hits + [_call_hit(call, words) for call in callers if call.premises_id is None]


def _hits(store: Store, fits: Fits, calls: Calls, limit: int) -> list[SearchHit]:
    scores = {premises_id: _score(premises_id, matches, calls) for premises_id, matches in fits.items()}
    chosen = sorted(fits, key=lambda premises_id: (scores[premises_id], premises_id))[:limit]
    rows = premises_rows(store, chosen)
    rows.sort(key=lambda row: (scores[row.id], natural(row.address), row.id))
    return [_hit(row, fits[row.id], calls) for row in rows]


def _score(premises_id: int, matches: Sequence[Match], calls: Calls) -> tuple[int, ...]:
    """Exact before longer, telling kinds first, then running matters and callers of these days, then short keys."""
    lately = 0 if premises_id in calls.running else 1 if premises_id in calls.lately else 2
    if len(matches) == 1:
        return matches[0].fit, matches[0].rank, lately, matches[0].length
    worst_fit, best_rank = max(match.fit for match in matches), min(match.rank for match in matches)
    return worst_fit, best_rank, lately, sum(match.length for match in matches)


def _hit(row: PremisesRow, matches: Sequence[Match], calls: Calls) -> SearchHit:
    return SearchHit(
        row.id,
        row.address,
        row.holder,
        mask_phones(row.phone),
        row.number,
        row.state,
        why(row, matches),
        matched=matched(row, matches),
        is_open=row.id in calls.running,
    )


def _call_hit(call: Call, words: Sequence[str]) -> SearchHit:
    phone = next((word for word in words if word.isdigit() and call.phone.endswith(word)), "")
    reason = f"来电号码尾号 {phone[-TAIL_LENGTH:]}" if phone else f"来电人或地点 {' '.join(words)}"
    return SearchHit(
        None,
        call.place,
        call.name,
        mask_phones(call.phone),
        "",
        "",
        reason,
        call.matter_id,
        call.number,
        matched=tuple(word[-TAIL_LENGTH:] if word == phone else word for word in words),
        is_open=call.is_open,
        is_stranger=True,
    )


def _numbered_hit(found: Numbered) -> SearchHit:
    return SearchHit(
        found.premises_id,
        found.place,
        "",
        "",
        "",
        "",
        found.why,
        found.matter_id,
        found.matter_number,
        found.sheet_number,
    )
