"""One form for what is typed and what is kept."""

import pytest

from app.services.customers.search_keys import (
    Findable,
    KeyKind,
    keys_for,
    merged,
    normalised,
    short_names,
    words_of,
)

HOME = Findable("和平里小区", ("和平里",), "3", "2", "1102", "0700123", ("单伟",), ("13800004490", "02200001234"))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("3-2-1102", ("3-2-1102",)),
        ("３－２－１１０２", ("3-2-1102",)),
        ("3号楼2单元1102室", ("3-2-1102",)),
        ("3#2-1102", ("3-2-1102",)),
        ("三号楼二单元1102", ("3-2-1102",)),
        ("和平里3号楼1102", ("和平里3-1102",)),
        ("和平里 3-1102", ("和平里", "3-1102")),
        ("+86 138 0000 4490", ("13800004490",)),
        ("138-0000-4490", ("13800004490",)),
        ("0086 138 0000 4490", ("13800004490",)),
        (" 3 - 2 - 1102 ", ("3-2-1102",)),
        ("022-00001234", ("02200001234",)),
        ("13-2-1102", ("13-2-1102",)),
        ("  WW ", ("ww",)),
        ("wang 4490", ("wang", "4490")),
        ("\u200b\u3000", ()),
    ],
)
def test_width_spaces_dashes_and_address_words_are_forgiven(typed: str, words: tuple[str, ...]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("单伟", KeyKind.NAME), ("sw", KeyKind.INITIALS), ("dw", KeyKind.INITIALS), ("shanwei", KeyKind.PINYIN),
        ("*4490", KeyKind.PHONE), ("*1234", KeyKind.PHONE), ("13800004490", KeyKind.PHONE), ("*0123", KeyKind.NUMBER),
        ("3-2-1102", KeyKind.ADDRESS), ("3-1102", KeyKind.ADDRESS), ("和平里3-1102", KeyKind.ADDRESS),
        ("和平里小区3号楼2单元1102室", KeyKind.ADDRESS), ("hpl3-2-1102", KeyKind.ADDRESS), ("1102", KeyKind.ADDRESS),
        ("0700123", KeyKind.NUMBER),
    ],
)  # fmt: skip
def test_premises_have_a_key_for_everything_a_clerk_types(typed: str, kind: KeyKind) -> None:
    assert merged(keys_for(HOME))[words_of(typed)[0]] is kind


def test_every_key_is_its_own_normal_form() -> None:
    for key in merged(keys_for(HOME)):
        assert normalised(key) == key


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        (Findable("东蒲洼平房区", (), "12排", "", "3", None, (), ()), "12排3号"),
        (Findable("和平里小区", ("和平里",), "3", "", "底商2", None, (), ()), "和平里3号楼底商2"),
        (Findable("王庄村", (), "", "", "12", None, (), ()), "王庄村12号"),
        (Findable("雍阳花园", (), "A", "", "1502", None, (), ()), "雍阳花园A座1502"),
        (Findable("和平路12号院", (), "3", "2", "102", None, (), ()), "和平路12号院3号楼2单元102"),
    ],
)
def test_cottages_shops_and_villages_are_found_as_they_are_written(place: Findable, typed: str) -> None:
    assert words_of(typed)[0] in merged(keys_for(place))


def test_a_community_has_the_short_names_people_use() -> None:
    assert short_names("和平里小区") == ("和平里小区", "和平里")
    assert "泉旺" in short_names("泉旺家园二期")
