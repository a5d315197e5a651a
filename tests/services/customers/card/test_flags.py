"""Words on a premises: set by hand with source and expiry, or following from the ledger."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.models.care import PremisesFlag
from app.models.premises import Premises
from app.services.customers.card.flag_words import (
    flag_words,
    is_sensitive,
    last_day,
    neutral_mark,
    season_days,
    without_sensitive,
)
from app.services.customers.card.flags import (
    Flag,
    FlagDraft,
    Stated,
    add_flag,
    default_last_day,
    derive_flags,
    end_flag,
    find_held,
    join_flags,
    read_standing,
    words_by_hand,
)
from app.services.customers.card.premises import premises_card
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused
from app.services.kernel.unit import writing
from app.services.trust.verify import verify
from tests.support import desks
from tests.support.repairs import Day, begin

HOLD = "保留（争议中）"


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


def words_of(day: Day) -> list[str]:
    return [flag.word for flag in premises_card(day.desk, day.premises_id).flags]


def test_a_word_set_by_hand_stands_until_the_season_ends(day: Day) -> None:
    flagged = add_flag(day.desk, day.premises_id, FlagDraft("独居老人", "女儿来电说明"), uuid4())

    flag = premises_card(day.desk, day.premises_id).flags[0]

    assert flagged.until_day == "2027-03-15"
    assert flag == Flag("独居老人", "女儿来电说明", "2027-03-15", sensitive=True, id=flagged.flag_id, version=1)
    day.clock.set(day.now() + timedelta(days=200))
    assert words_of(day) == []
    assert verify(day.desk.store) == []


def test_the_last_day_itself_still_counts(day: Day) -> None:
    add_flag(day.desk, day.premises_id, FlagDraft("有犬", "维修员", "2026-11-15"), uuid4())

    assert words_of(day) == ["有犬"]
    day.later(days=1)
    assert words_of(day) == []


def test_a_last_day_without_strokes_is_kept_with_them_and_ends_the_word(day: Day) -> None:
    flagged = add_flag(day.desk, day.premises_id, FlagDraft("有犬", "维修员", "20261116"), uuid4())

    assert flagged.until_day == "2026-11-16"
    day.later(days=2)
    assert words_of(day) == []


def test_an_ended_word_is_gone_from_the_card_and_can_be_set_again(day: Day) -> None:
    flagged = add_flag(day.desk, day.premises_id, FlagDraft("租户", "房东"), uuid4())

    assert end_flag(day.desk, flagged.flag_id, "已搬走", uuid4()).word == "租户"

    assert words_of(day) == []
    with pytest.raises(Refused, match="已经结束"):
        end_flag(day.desk, flagged.flag_id, "已搬走", uuid4())
    add_flag(day.desk, day.premises_id, FlagDraft("租户", "房东又来电"), uuid4())
    assert words_of(day) == ["租户"]


def test_the_same_word_stands_once(day: Day) -> None:
    add_flag(day.desk, day.premises_id, FlagDraft("租户", "房东"), uuid4())

    with pytest.raises(Refused, match="已有"):
        add_flag(day.desk, day.premises_id, FlagDraft("租户", "邻居"), uuid4())


def test_the_same_key_sets_and_ends_once(day: Day) -> None:
    key, end_key = uuid4(), uuid4()
    draft = FlagDraft("租户", "房东")

    first = add_flag(day.desk, day.premises_id, draft, key)

    assert add_flag(day.desk, day.premises_id, draft, key) == first
    assert end_flag(day.desk, first.flag_id, "搬走", end_key) == end_flag(day.desk, first.flag_id, "搬走", end_key)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (FlagDraft("欠费", "收费"), "word"),
        (FlagDraft("闹过事", "听说"), "word"),
        (FlagDraft("租户", "  "), "source"),
        (FlagDraft("租户", "房东", "明年"), "until_day"),
        (FlagDraft("租户", "房东", "2026-W47-1"), "until_day"),
        (FlagDraft("租户", "房东", "2026-11-14"), "until_day"),
    ],
)
def test_what_cannot_be_set_is_said_by_its_field(day: Day, draft: FlagDraft, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        add_flag(day.desk, day.premises_id, draft, uuid4())

    assert set(caught.value.fields) == {field}


def test_nothing_is_set_where_there_is_no_premises_or_by_somebody_who_only_looks(day: Day) -> None:
    draft = FlagDraft("租户", "房东")
    with pytest.raises(NotFound):
        add_flag(day.desk, 999_999, draft, uuid4())
    with pytest.raises(NotFound):
        end_flag(day.desk, 999_999, "搬走", uuid4())
    with pytest.raises(InvalidInput):
        end_flag(day.desk, 1, " ", uuid4())
    with pytest.raises(NotAllowed):
        add_flag(desks.desk_for(day.desk.store, desks.VIEWER), day.premises_id, draft, uuid4())


def test_a_disputed_premises_is_held_without_end(day: Day) -> None:
    store, today = day.desk.store, day.desk.today()
    flagged = add_flag(day.desk, day.premises_id, FlagDraft(HOLD, "起诉材料"), uuid4())

    assert flagged.until_day == default_last_day(day.desk, HOLD) == ""
    assert find_held(store, [day.premises_id, 999], today) == [day.premises_id]
    assert find_held(store, [], today) == []
    end_flag(day.desk, flagged.flag_id, "已调解", uuid4())
    assert find_held(store, [day.premises_id], today) == []


def test_what_follows_from_the_ledger_names_its_source() -> None:
    flags = derive_flags(Stated("停热", "停热协议", True, "独居，管道私改", "2026-2027", "欠费", ("楼上 1202 停热",)))

    assert [(flag.word, flag.source) for flag in flags] == [
        ("停热", "停热协议"),
        ("欠费", "2026-2027 采暖季台账"),
        ("低保", "台账"),
        ("独居老人", "台账备注"),
        ("私改", "台账备注"),
        ("周边停热 1 面", "楼上 1202 停热"),
    ]
    assert derive_flags(Stated("供热", "", False, "", "2026-2027", "已缴")) == []


def test_a_word_set_by_hand_replaces_the_same_word_of_the_remark_and_the_grave_come_first() -> None:
    by_hand = [Flag("独居老人", "走访", "2027-03-15", id=7)]
    from_ledger = [Flag("独居老人", "台账备注"), Flag("停热", "停热协议", grave=True)]

    assert [(flag.word, flag.source) for flag in join_flags(by_hand, from_ledger)] == [
        ("停热", "停热协议"),
        ("独居老人", "走访"),
    ]


def test_the_counter_reads_none_of_the_words_papers_must_not_show() -> None:
    for word in ("独居老人", "长期无人", "低保", "欠费", "私改"):
        assert is_sensitive(word)
        assert without_sensitive(f"户主{word}，请留意") == "户主▲，请留意"
    assert without_sensitive("孤寡老人，有狗") == "▲老人，有狗"
    assert neutral_mark() == "▲ 请先致电"
    assert not is_sensitive("租户")


def test_every_word_fits_its_column_and_is_listed_once() -> None:
    assert all(len(word) <= 16 for word in flag_words())
    assert next(word.word for word in words_by_hand()) == "独居老人"
    assert HOLD in {word.word for word in words_by_hand() if word.holds}


def test_the_end_of_the_season_is_that_of_its_name_or_the_next_to_come() -> None:
    assert season_days("2026-2027") == (date(2026, 11, 15), date(2027, 3, 15))
    assert season_days("今冬") is None
    assert last_day("租户", "2026-2027", date(2026, 11, 15)) == date(2027, 3, 15)
    assert last_day("租户", "2025-2026", date(2026, 7, 1)) == date(2027, 3, 15)
    assert last_day("租户", "今冬", date(2027, 1, 2)) == date(2027, 3, 15)
    assert last_day(HOLD, "2026-2027", date(2026, 11, 15)) is None


def test_nothing_stands_where_nothing_was_set(day: Day) -> None:
    assert read_standing(day.desk.store, [day.premises_id], day.desk.today()) == []


def test_numbers_in_what_is_written_beside_a_word_are_masked(day: Day) -> None:
    flagged = add_flag(day.desk, day.premises_id, FlagDraft("租户", "房东 13700000888"), uuid4())
    end_flag(day.desk, flagged.flag_id, "13700000888 说已搬走", uuid4())

    said = day.desk.store.tuples(PremisesFlag.select(PremisesFlag.source, PremisesFlag.end_reason))
    assert said == [("房东 137****0888", "137****0888 说已搬走")]


def test_no_word_is_set_on_premises_that_do_not_stand(day: Day) -> None:
    with writing(day.desk, "test.void", uuid4()) as unit:
        unit.update(Premises, day.premises_id, None, voided_at=day.now(), void_reason="重复")

    with pytest.raises(Refused, match="作废"):
        add_flag(day.desk, day.premises_id, FlagDraft("租户", "房东"), uuid4())
