"""The lines of a ledger as they are held."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.customers.ledger.line_store import LineStore
from app.services.customers.ledger.lines import Doubt, Household, LedgerLine, LineKind, Place

WORDS = st.text(max_size=12)
DOUBTS = st.builds(Doubt, WORDS, WORDS)
HOUSEHOLDS = st.builds(
    Household,
    holder=st.none() | WORDS,
    phones=st.none() | st.lists(WORDS, max_size=2).map(tuple),
    area_c=st.none() | st.integers(0, 10**9),
    low_income=st.none() | st.booleans(),
    state=st.none() | WORDS,
)
LINES = st.builds(
    LedgerLine,
    line_no=st.integers(1, 200_000),
    sheet=WORDS,
    kind=st.sampled_from(LineKind),
    raw=st.lists(st.none() | WORDS | st.floats(allow_nan=False) | st.dates(), max_size=3).map(tuple),
    hash=WORDS,
    place=st.none() | st.builds(Place, WORDS, WORDS, WORDS, WORDS),
    household=st.none() | HOUSEHOLDS,
    doubts=st.lists(DOUBTS, max_size=2).map(tuple),
    problem=st.none() | WORDS,
    duplicate_of=st.none() | st.integers(1, 99),
    note=WORDS,
)


def stored(lines: list[LedgerLine]) -> LineStore:
    store = LineStore()
    for line in lines:
        store.append(line)
    return store


@given(st.lists(LINES, max_size=6), st.integers(1, 40), st.slices(240))
def test_a_store_behaves_like_the_list_it_was_filled_from(few: list[LedgerLine], times: int, piece: slice) -> None:
    lines = few * times

    store = stored(lines)

    assert list(store) == lines
    assert len(store) == len(lines)
    assert store[piece] == lines[piece]
    assert [store[at] for at in range(-len(lines), len(lines))] == lines + lines


@given(st.lists(LINES, min_size=1, max_size=5), DOUBTS, st.data())
def test_a_doubt_added_later_stands_behind_the_others(
    lines: list[LedgerLine], doubt: Doubt, data: st.DataObject
) -> None:
    store = stored(lines * 20)
    at = data.draw(st.integers(0, len(store) - 1))

    store.doubt(at, doubt)

    assert store[at].doubts == (*(lines * 20)[at].doubts, doubt)
    assert [line.doubts for index, line in enumerate(store) if index != at] == [
        line.doubts for index, line in enumerate(lines * 20) if index != at
    ]


def test_behind_the_last_line_is_nothing() -> None:
    with pytest.raises(IndexError):
        stored([])[0]
