"""Rows that only read: search, board, verify."""

import sqlite3
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

from app.models.matters import Matter
from app.models.registry import TABLES
from app.services.customers.finding.search import search
from app.services.kernel.desk import Desk
from app.services.kernel.store.opening import FILE_NAME
from app.services.kernel.unit import writing
from app.services.matters.board import Board
from app.services.trust.verify import verify
from tests.benchmarks import bare, stock
from tests.benchmarks.table import Limit, Measured
from tests.benchmarks.timing import in_turns, p95, seconds

HITS = 50
LIKE = """SELECT p.id, p.address, p.number, p.state, h.name, h.phone FROM premises p
JOIN contact c ON c.premises_id = p.id JOIN person h ON h.id = c.person_id
WHERE casefold(p.address) LIKE ? OR casefold(h.name) LIKE ? OR h.phone LIKE ? OR h.phone2 LIKE ? OR p.number LIKE ?
LIMIT 50"""


@dataclass(frozen=True, slots=True)
class _Home:
    address: str
    building: str
    unit: str
    room: str
    community: str
    number: str
    name: str
    phone: str
    initials: str
    pinyin: str


def keystroke() -> list[Measured]:
    """Every keystroke of 70 things a clerk types, on 50,000 premises and 200,000 matters."""
    return [_keystrokes("search", stock.station(), "50,000 premises", every=7_001)]


def keystroke_in_great_town() -> list[Measured]:
    """The same on 200,000 premises."""
    return [_keystrokes("search-200k", stock.great_town(), "200,000 premises", every=28_001)]


def _keystrokes(row: str, folder: Path, where: str, every: int) -> Measured:
    plain = sqlite3.connect(f"{(folder / FILE_NAME).as_uri()}?mode=ro", uri=True)
    plain.create_function("casefold", 1, lambda text: None if text is None else text.casefold(), deterministic=True)
    try:
        with stock.desk_on(folder) as desk:
            typed = [text[:end] for text in _typed(desk, every) for end in range(1, len(text) + 1)]
            ours = [seconds(partial(search, desk, text, HITS)) for text in typed]
            theirs = [seconds(partial(_like, plain, text)) for text in typed]
    finally:
        plain.close()
    what = f"search in {where}, p95 of {len(typed)} keystrokes"
    return Measured(row, what, p95(ours), p95(theirs), "sqlite3 LIKE '%…%' with casefold", 0.2)


def _like(plain: sqlite3.Connection, text: str) -> None:
    plain.execute(LIKE, (f"%{text.casefold()}%",) * 5).fetchall()


def _typed(desk: Desk, every: int) -> list[str]:
    """Names, initials, pinyin, telephones, addresses and numbers, one and two words, of homes all over the town."""
    homes = desk.store.run(
        """SELECT p.address, b.name, p.unit, p.room, c.short_name, p.number, h.name, h.phone,
          (SELECT min(key) FROM search_key k WHERE k.premises_id = p.id AND k.kind = 'initials'),
          (SELECT max(key) FROM search_key k WHERE k.premises_id = p.id AND k.kind = 'pinyin')
        FROM premises p JOIN building b ON b.id = p.building_id JOIN community c ON c.id = b.community_id
        JOIN contact o ON o.premises_id = p.id JOIN person h ON h.id = o.person_id
        WHERE p.id % ? = 0 ORDER BY p.id""",
        (every,),
    ).fetchall()
    typed = []
    for home in (_Home(*row) for row in homes):
        place = f"{home.building}-{home.unit}-{home.room}"
        typed += [home.name, home.initials, home.pinyin, home.phone, home.phone[-4:], home.number]
        typed += [place, f"{home.community}{place}", f"{home.community} {home.room}"]
        typed += [f"{home.community[:2]} {home.initials}", f"{home.pinyin} {home.phone[-4:]}"]
    numbers = desk.store.scalars(Matter.select(Matter.number).where(Matter.id.in_((60_000, 120_000, 199_999))))
    return [*typed, *numbers]


def board() -> list[Measured]:
    """The board of 1,000 open matters: all of it anew, and again after one act."""
    with stock.scratch(stock.station(), "board") as folder, stock.desk_on(folder) as desk:
        plain = bare.connect(folder)
        open_ids = desk.store.scalars(Matter.select(Matter.id).where(Matter.closed_at.is_null()))

        def bare_rows() -> None:
            plain.execute("SELECT * FROM matter WHERE closed_at IS NULL").fetchall()
            plain.execute(
                "SELECT * FROM matter_event WHERE matter_id IN (SELECT id FROM matter WHERE closed_at IS NULL)"
            ).fetchall()

        whole, beside = in_turns(lambda: Board().refresh(desk), bare_rows, 15)
        kept = Board()
        kept.refresh(desk)
        after = []
        for matter_id in open_ids[:15]:
            with writing(desk, "bench.owner", uuid4()) as unit:
                unit.update(Matter, matter_id, owner_id=1)
            after.append(seconds(partial(kept.refresh, desk)))
        plain.close()
    what = f"board of {len(open_ids):,} open matters"
    rows = "the same rows, read bare"
    return [
        Measured("board", f"{what}, first", whole, beside, rows, 0.05, Limit.SECONDS),
        Measured("board-again", f"{what}, after one act", median(after), beside, rows, 0.05, Limit.SECONDS),
    ]


def verification() -> list[Measured]:
    """All of 50,000 premises checked against images, seals and digests."""
    folder = stock.town()
    plain = bare.connect(folder)
    with stock.desk_on(folder) as desk:
        found = verify(desk.store)
        if found:
            raise RuntimeError(f"the bench database is not clean: {found[0].sentence}")
        ours, theirs = in_turns(lambda: verify(desk.store), lambda: _read_everything(plain), 3)
    plain.close()
    return [Measured("verify", "verify 50,000 premises", ours, theirs, "the same rows, read bare", 5.0, Limit.SECONDS)]


def _read_everything(plain: Any) -> None:
    for model in TABLES:
        plain.execute(f"SELECT * FROM {model._meta.table_name}").fetchall()
