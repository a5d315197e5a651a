"""Twenty thousand invented names: each is found as it is written and as it is typed, and each prints."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from pypinyin import Style, lazy_pinyin

from app.models.people import Person
from app.models.premises import Building, Community, Contact, Premises
from app.services.customers.finding.index import rekey
from app.services.customers.finding.keys import KeyKind, merged, name_keys, words_of
from app.services.customers.finding.search import search
from app.services.kernel.desk import Desk
from app.services.kernel.times import CHINA
from app.services.kernel.unit import writing
from app.services.paper.kit import Copy, Foot, Heading, Paper, Row, value
from app.services.paper.pdf import render
from app.services.paper.profiles import A4_PORTRAIT
from tests.support.names import SPECIAL_SURNAMES, STANDARD, invented_names, usual_surname
from tests.support.papers import text_of

ALL, SAMPLE = 20_000, 2_000
ACROSS = 5


@pytest.fixture(scope="module")
def names() -> list[str]:
    return invented_names(ALL)


def typed_for(name: str) -> tuple[str, str]:
    """(full pinyin, initials) as somebody types them who knows how the surname is read."""
    family = usual_surname(name)
    read = [SPECIAL_SURNAMES[family]] if family in SPECIAL_SURNAMES else lazy_pinyin(family)
    read += [part for sign in name[len(family) :] for part in lazy_pinyin(sign, style=Style.NORMAL, errors="ignore")]
    first = {"尉迟": "yc", "万俟": "mq", "澹台": "tt"}.get(family, "".join(part[0] for part in read[: len(family)]))
    behind = read[1:] if family in SPECIAL_SURNAMES else read[len(family) :]
    return "".join(read), first + "".join(part[0] for part in behind)


def test_the_generator_knows_every_standard_character_and_names_of_every_kind(names: list[str]) -> None:
    assert len(set(STANDARD)) == len(STANDARD) == 8105
    assert len(set(names)) == ALL
    assert {usual_surname(name) for name in names} >= SPECIAL_SURNAMES.keys()
    assert sum(any(ord(sign) > 0xFFFF for sign in name) for name in names) > 300
    assert sum("·" in name for name in names) > 100


def test_every_name_has_keys_for_itself_its_pinyin_and_its_initials(names: list[str]) -> None:
    missing = []
    for name in names:
        keys = merged(name_keys(name))
        full, initials = typed_for(name)
        wanted = {words_of(name)[0]: KeyKind.NAME, full: KeyKind.PINYIN, initials: KeyKind.INITIALS}
        missing += [(name, typed) for typed in wanted if typed not in keys]

    assert missing == []


def test_names_are_found_among_two_thousand_homes(desk: Desk, names: list[str]) -> None:
    sample = names[:: ALL // SAMPLE]
    settle(desk, sample)

    missing = [
        (name, typed)
        for name in sample
        for typed in (name, *typed_for(name))
        if name not in {hit.holder for hit in search(desk, typed, 300)}
    ]

    assert missing == []


def test_every_name_prints_and_is_read_from_the_paper_as_it_was_given(names: list[str], tmp_path: Path) -> None:
    rows = tuple(
        Row(tuple(value(name, 174 / ACROSS) for name in names[start : start + ACROSS]))
        for start in range(0, ALL, ACROSS)
    )
    copy = Copy(Heading("示例供热站", "名册", "MC-1"), rows, Foot("制单 王敏"), flows=True)
    path = tmp_path / "names.pdf"

    path.write_bytes(
        render([Paper("名册", "MC-1", "名册", datetime(2026, 11, 15, tzinfo=CHINA), (copy,))], A4_PORTRAIT)
    )

    assert Counter(names) - Counter(text_of(path).split()) == Counter()


def settle(desk: Desk, names: list[str]) -> None:
    """A house with one home for each name."""
    with writing(desk, "test.homes", uuid4()) as unit:
        community = unit.insert(Community, name="和平里小区", short_name="和平里")
        building = unit.insert(Building, community=community, name="1")
        homes = unit.insert_many(
            Premises,
            [
                {"building": building, "room": f"{room}", "address": f"和平里小区1号楼{room}室"}
                for room in range(len(names))
            ],
        )
        people = unit.insert_many(Person, [{"name": name} for name in names])
        unit.insert_many(
            Contact,
            [{"premises": home, "person": person} for home, person in zip(homes, people, strict=True)],
        )
        rekey(unit, homes)
