"""Names as people type them in Latin letters."""

import subprocess
import sys

import pytest
from pypinyin import lazy_pinyin

from app.services.customers.finding.names import pinyin_keys, readings


@pytest.mark.parametrize(
    ("surname", "reading"),
    [
        ("单", "shan"), ("曾", "zeng"), ("仇", "qiu"), ("解", "xie"), ("查", "zha"), ("盖", "ge"), ("区", "ou"),
        ("朴", "piao"), ("尉迟", "yuchi"), ("缪", "miao"), ("乐", "yue"), ("覃", "qin"), ("翟", "zhai"),
        ("逄", "pang"), ("华", "hua"), ("任", "ren"), ("宁", "ning"), ("员", "yun"), ("折", "she"), ("种", "chong"),
        ("纪", "ji"), ("葛", "ge"), ("燕", "yan"), ("万俟", "moqi"), ("澹台", "tantai"), ("冼", "xian"),
        ("隗", "wei"), ("欧阳", "ouyang"), ("上官", "shangguan"),
    ],
)  # fmt: skip
def test_a_surname_is_found_by_its_reading_as_a_surname_and_by_the_common_one(surname: str, reading: str) -> None:
    full, initials = pinyin_keys(f"{surname}志强")

    assert f"{reading}zhiqiang" in full
    assert f"{reading}zq" in full
    assert reading[0] in {form[0] for form in initials}
    assert "".join(readings(sign)[0] for sign in surname) + "zhiqiang" in full


def test_the_umlaut_is_typed_in_three_ways() -> None:
    assert {"lvmin", "lumin", "lyumin"} <= pinyin_keys("吕敏")[0]


@pytest.mark.parametrize("name", ["彭𬭎", "薛亨𬸚", "杜建𠅤", "潘国𫍯", "马学㻬"])
def test_rare_characters_have_readings_too(name: str) -> None:
    full, initials = pinyin_keys(name)

    assert "".join(lazy_pinyin(name)) in full
    assert {len(form) for form in initials} == {len(name)}


def test_a_character_without_any_reading_does_not_hide_the_others() -> None:
    full, initials = pinyin_keys("王\U0002f800伟")

    assert any(form.startswith("wang") for form in full)
    assert any(form.startswith("w") for form in initials)


def test_a_firm_is_found_by_its_first_letters() -> None:
    assert pinyin_keys("示例供热有限公司")[1] == {"slgryxgs"}


def test_latin_names_and_nothing_need_no_pinyin() -> None:
    assert pinyin_keys("John Smith") == pinyin_keys("") == (frozenset(), frozenset())


def test_the_dictionary_is_not_loaded_before_the_first_name() -> None:
    code = (
        "import sys, app.services.customers.importing.imports;"
        "import app.services.customers.finding.search, app.services.customers.card.premises;"
        "sys.exit(any(m in sys.modules for m in ('pypinyin', 'python_calamine', 'openpyxl')))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
