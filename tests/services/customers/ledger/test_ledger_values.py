"""Values of ledger cells, and what is doubtful about them."""

from datetime import date

import pytest

from app.services.customers.ledger import values
from app.services.customers.ledger.cells import plain, shown


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("13800001234", ("13800001234",)),
        (13800001234.0, ("13800001234",)),
        ("１３８００００１２３４", ("13800001234",)),
        ("138 0000 1234", ("13800001234",)),
        ("138-0000-1234/13900004321", ("13800001234", "13900004321")),
        ("13800001234 13900004321", ("13800001234", "13900004321")),
        ("13800001234；139 0000 4321", ("13800001234", "13900004321")),
        ("13800001234、13900004321", ("13800001234", "13900004321")),
        ("+86 138 0000 1234", ("13800001234",)),
        ("022-00001234", ("02200001234",)),
        ("(022)28350000", ("02228350000",)),
        ("13800001234(女儿)", ("13800001234",)),
        ("13800001234/13800001234", ("13800001234",)),
        ("", ()),
        ("无", ()),
    ],
)
def test_telephone_numbers_are_read_out_of_a_cell(cell: object, numbers: tuple[str, ...]) -> None:
    assert values.phones(cell) == (numbers, ())


def test_a_bad_number_is_kept_and_doubted() -> None:
    assert values.phones("1380000123") == (("1380000123",), (values.BAD_PHONE,))
    assert values.phones("问物业") == ((), (values.BAD_PHONE,))


def test_a_bad_number_beside_a_good_one_doubts_only_the_second() -> None:
    assert values.phones("1380000123/13900004321") == (
        ("13900004321", "1380000123"),
        (values.BAD_SECOND_PHONE,),
    )


@pytest.mark.parametrize(
    ("cell", "doubted"),
    [
        ("", False),
        ("129999199501308124", False),
        ("12999919640924884x", False),
        ("129999199501308125", True),
        ("1299991995013081", True),
        (1.29999199501308e17, True),
    ],
)
def test_an_id_number_is_checked_by_its_last_character(cell: object, doubted: bool) -> None:
    assert (values.id_doubt(cell) is not None) is doubted


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [(90.24, 9024), ("97.71㎡", 9771), ("１４４．１５", 14415), ("1,044.1 平米", 104410), (102, 10200)],
)
def test_areas_become_hundredths_of_a_square_metre(cell: object, hundredths: int) -> None:
    assert values.area(cell) == (hundredths, None)


@pytest.mark.parametrize("cell", ["", None, "待测", -5.0, 0.0, 1e12])
def test_an_area_that_cannot_be_right_is_doubted(cell: object) -> None:
    hundredths, doubt = values.area(cell)
    assert hundredths is None
    assert doubt is not None


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2022, 2, 10), "2022-02-10"),
        ("2015.05.25", "2015-05-25"),
        ("2021年07月", "2021-07"),
        ("2021/7/1", "2021-07-01"),
        ("20210701", "2021-07-01"),
        (2021.0, "2021"),
        (44378.0, "2021-07-01"),
        ("", ""),
    ],
)
def test_days_are_read_in_the_forms_people_use(cell: object, day: str) -> None:
    assert values.day(cell) == (day, None)


@pytest.mark.parametrize("cell", ["1899-01-01", date(1890, 1, 1), "前年", "2021-13-01", "2021-02-30"])
def test_an_impossible_day_is_doubted_and_left_out(cell: object) -> None:
    assert values.day(cell)[1] == values.ODD_DATE


@pytest.mark.parametrize(
    ("word", "state"),
    [("供热", "供热"), ("正常", "供热"), ("报停", "停热"), ("未供热", "停热"), ("未入网", "未入网"), ("断网", "断热")],
)
def test_the_words_for_a_state_are_brought_to_ours(word: str, state: str) -> None:
    assert values.state(word) == (state, None)


def test_an_unknown_state_is_taken_as_supplied_and_doubted() -> None:
    name, doubt = values.state("待定")
    assert name == "供热"
    assert doubt is not None


def test_low_income_is_told_apart_from_the_use() -> None:
    assert values.use("居民低保") == ("居民", True)
    assert values.use("商业") == ("商业", False)


def test_marks_nobody_sees_are_taken_out_and_formula_errors_are_blank() -> None:
    assert shown("\u202e王\u200b伟\ufeff ") == "王伟"
    assert plain("３号楼\u3000") == "3号楼"
    assert shown("#N/A") == ""
    assert shown(3.0) == "3"


def test_a_name_with_signs_or_too_long_is_doubted_not_refused() -> None:
    assert values.holder("王伟😀") == ("王伟😀", values.ODD_HOLDER)
    assert values.holder("欧阳 彬之 ") == ("欧阳彬之", None)
    assert values.holder("王" * 10_000) == ("王" * 60, values.LONG_HOLDER)
    assert values.holder("") == ("", values.NO_HOLDER)


@pytest.mark.parametrize("cell", ["1.38E+10", "1.39e10", "1.38001E+10"])
def test_a_telephone_shortened_by_a_spreadsheet_is_not_made_up(cell: str) -> None:
    numbers, doubts = values.phones(cell)

    assert numbers == ()
    assert [doubt.field for doubt in doubts] == ["phone"]


def test_a_telephone_with_points_is_one_number() -> None:
    assert values.phones("138.0000.1111") == (("13800001111",), ())


def test_a_masked_id_number_is_no_wrong_one() -> None:
    assert values.id_doubt("129***********0001") is None
