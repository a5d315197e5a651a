"""Who has called lately: premises with a running matter, and callers whom the ledger does not know."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Any
from weakref import WeakKeyDictionary

from peewee import JOIN

from app.models.kernel import Unit
from app.models.matters import Matter
from app.models.people import Caller
from app.models.premises import Premises
from app.services.customers.families import kept_of
from app.services.customers.finding.keys import TAIL_LENGTH, name_keys, normalised
from app.services.customers.lately import lately_days
from app.services.customers.listing import premises_rows
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from app.services.kernel.store.prepared import Prepared, gap
from app.services.kernel.times import to_ms
from app.services.kinds import SEALED
from app.services.paper.masking import mask_phones

HOUR_MS = 3_600_000
# Some of the last matters are of one premises: so many are read for each line that is shown.
READ_FOR_ONE = 6


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


@dataclass(frozen=True, slots=True)
class RecentCaller:
    """One line of the last callers; the phone is masked. Without a premises the ledger does not know the caller."""

    premises_id: int | None
    place: str
    caller: str
    phone: str
    matter_id: int
    matter_number: str
    told_at: datetime


class Calls:
    """The calls of the last days, ready to be searched."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self._calls = calls
        self.running = frozenset(call.premises_id for call in calls if call.is_open and call.premises_id is not None)
        self.lately = frozenset(call.premises_id for call in calls if call.premises_id is not None)
        self._phones = _Lines([call.phone] for call in calls)
        self._texts = _Lines(_texts(call) if call.premises_id is None else () for call in calls)

    def fitting(self, words: Sequence[str]) -> list[Call]:
        """Calls that every word fits, newest first: by the end of the telephone, the name, a part of the place."""
        fitting = [self._phone_fits(word) if _ends_phone(word) else self._text_fits(word) for word in words]
        return [self._calls[place] for place in sorted(set.intersection(*fitting))] if fitting else []

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


_known: WeakKeyDictionary[Store, tuple[tuple[int, int], Calls]] = WeakKeyDictionary()

# Acts that touch no matter, no caller and no merge; an import writes many of them while calls come in.
BESIDE_CALLS = ("ledger.import", "premises.disclose", "search.reindex")
_NEWEST = Prepared(lambda: Unit.select(Unit.id).where(Unit.act.not_in(BESIDE_CALLS)).order_by(Unit.id.desc()).limit(1))
_OPEN, _CLOSED = Matter.alias(), Matter.alias()
_CALLS = Prepared(
    lambda: (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.place_text,
            Matter.premises,
            Matter.closed_at.is_null(),
            Caller.name,
            Caller.phone,
            Premises.merged_into,
        )
        .join(Caller, JOIN.LEFT_OUTER, on=(Matter.caller == Caller.id))
        .join(Premises, JOIN.LEFT_OUTER, on=(Matter.premises == Premises.id))
        .where(
            # Two looks into an index; either in one condition would be a look at every matter there ever was.
            Matter.id.in_(_OPEN.select(_OPEN.id).where(_OPEN.closed_at.is_null()))
            | Matter.id.in_(_CLOSED.select(_CLOSED.id).where(_CLOSED.closed_at >= gap("since"))),
            Matter.void_reason == "",
            Matter.kind.not_in(SEALED),
        )
        .order_by(Matter.id.desc())
    )
)


def calls_lately(desk: Desk) -> Calls:
    """The calls of open matters and of those closed in these days; read again after an act that may change them."""
    hour = to_ms(desk.now()) // HOUR_MS
    newest = _NEWEST.rows(desk.store)
    stamp = (newest[0][0] if newest else 0, hour)
    known = _known.get(desk.store)
    if known is not None and known[0] == stamp:
        return known[1]
    since = hour * HOUR_MS - timedelta(days=lately_days()) // timedelta(milliseconds=1)
    rows = _CALLS.rows(desk.store, since=since)
    kept = _kept_for(desk.store, ((row[3], row[7]) for row in rows))
    calls = Calls([_call(kept, *row) for row in rows])
    _known[desk.store] = (stamp, calls)
    return calls


def _kept_for(store: Store, files: Iterable[tuple[int | None, int | None]]) -> dict[int | None, int]:
    """The file that stands for each merged one of these, which come with the one they were merged into."""
    merged = {premises_id for premises_id, into in files if premises_id is not None and into is not None}
    return {premises_id: kept_of(store, premises_id) for premises_id in merged}


def _call(
    kept: Mapping[int | None, int],
    matter_id: int,
    number: str,
    place: str,
    premises_id: int | None,
    is_open: Any,
    name: str | None,
    phone: str | None,
    _merged_into: int | None,
) -> Call:
    stands = kept.get(premises_id, premises_id)
    return Call(matter_id, number, place, stands, bool(is_open), name or "", phone or "")


def recent_callers(desk: Desk, limit: int = 10) -> list[RecentCaller]:
    """Who brought the last matters, newest first: one line for each premises, or for each caller without one."""
    query = (
        Matter.select(
            Matter.premises,
            Matter.place_text,
            Premises.address,
            Premises.merged_into,
            Caller.name,
            Caller.phone,
            Matter.id,
            Matter.number,
            Matter.told_at,
        )
        .join(Caller, JOIN.LEFT_OUTER, on=(Matter.caller == Caller.id))
        .join(Premises, JOIN.LEFT_OUTER, on=(Matter.premises == Premises.id))
        .where(Matter.void_reason == "", Matter.kind.not_in(SEALED))
        .order_by(Matter.id.desc())
        .limit(max(0, limit) * READ_FOR_ONE)
    )
    rows = desk.store.tuples(query)
    kept = _kept_for(desk.store, ((row[0], row[3]) for row in rows))
    addresses = {row.id: row.address for row in premises_rows(desk.store, list(kept.values()))}
    lines: dict[object, RecentCaller] = {}
    for own_id, place, own_address, _, name, phone, matter_id, number, told_at in rows:
        premises_id = kept.get(own_id, own_id)
        address = addresses.get(premises_id) or own_address or place
        who = premises_id or phone or (name, place)
        line = RecentCaller(premises_id, address, name or "", mask_phones(phone or ""), matter_id, number, told_at)
        lines.setdefault(who, line)
    return list(lines.values())[:limit]
