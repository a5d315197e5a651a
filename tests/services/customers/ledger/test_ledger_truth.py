"""Odd ledgers of tests/data/ledgers against what was counted in them by hand."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.services.customers.ledger.lines import LineKind
from app.services.customers.ledger.parsing import parse_ledger

FOLDER = Path(__file__).parents[3] / "data" / "ledgers"
TRUTH: dict[str, dict[str, Any]] = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", TRUTH)
def test_an_odd_ledger_comes_out_as_counted_by_hand(file: str) -> None:
    truth = TRUTH[file]

    lines = parse_ledger(FOLDER / file).lines

    kinds = Counter(line.kind for line in lines)
    taken = [line for line in lines if line.place is not None and line.duplicate_of is None]
    homes = [line.household for line in taken if line.household is not None]
    assert truth | {"samples": []} == {
        "lines": len(lines),
        "rows": len(homes),
        "duplicates": sum(line.duplicate_of is not None for line in lines),
        "rejected": sum(line.problem is not None for line in lines),
        "subtotals": kinds[LineKind.SUBTOTAL],
        "headings": kinds[LineKind.HEADING],
        "titles": kinds[LineKind.TITLE],
        "blank": kinds[LineKind.BLANK],
        "bad_phone": sum(doubt.field == "phone" for line in taken for doubt in line.doubts),
        "owing": sum(home.paid == "欠费" for home in homes),
        "stopped": sum(home.state == "停热" for home in homes),
        "samples": [],
    }


@pytest.mark.parametrize("file", TRUTH)
def test_households_picked_from_an_odd_ledger_stand_where_they_live(file: str) -> None:
    lines = parse_ledger(FOLDER / file).lines

    found = [
        [
            *(line.place.community, line.place.building, line.place.unit, line.place.room),
            *(line.household.holder, (line.household.phones or ("",))[0], line.household.area_c),
        ]
        for line in lines
        if line.place is not None and line.household is not None
    ]
    assert [sample for sample in TRUTH[file]["samples"] if sample not in found] == []
