"""One form for what is typed and what is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.customers.finding.keys import (
    Findable,
    KeyKind,
    keys_for,
    merged,
    normalised,
    short_names,
    ways_of,
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


@st.composite
def pasted_phone(draw: st.DrawFn) -> tuple[str, str]:
    """(digits, the same as somebody pastes them)."""
    digits = draw(st.from_regex(r"1[3-9][0-9]0000[0-9]{4}", fullmatch=True))
    cuts = draw(st.lists(st.sampled_from(["", " ", "-", "\u3000", "－", ".", "\u200b"]), min_size=11, max_size=11))
    written = "".join(sign + cut for sign, cut in zip(digits, cuts, strict=True))
    if draw(st.booleans()):
        written = written.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})
    front = draw(st.sampled_from(["", "+86", "+86 ", "0086", "86-", "（+86）", "电话：", "手机号: "]))
    return digits, front + written


@given(pasted_phone())
def test_a_telephone_is_one_word_however_it_was_pasted(pasted: tuple[str, str]) -> None:
    digits, written = pasted

    assert words_of(written) == (digits,)


@given(st.text(max_size=40))
def test_any_text_can_be_typed(text: str) -> None:
    for way in ways_of(text):
        assert way
        assert all(way)


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("wang w", [("wangw",), ("wang", "w")]),
        ("和平 ww", [("和平", "ww")]),
        ("hpl wang wei", [("hplwangwei",), ("hpl", "wangwei"), ("hpl", "wang", "wei")]),
        ("和平里 3-1102", [("和平里3-1102",), ("和平里", "3-1102")]),
        ("王伟 138 0000 4490", [("王伟", "13800004490"), ("王伟", "138", "0000", "4490")]),
        ("3号楼 2单元", [("3-2-",), ("3-", "2-")]),
        ("ww4490", [("ww4490",), ("ww", "4490")]),
    ],
)
def test_parts_that_belong_together_are_read_as_one_first(typed: str, ways: list[tuple[str, ...]]) -> None:
    assert list(ways_of(typed)) == ways


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
