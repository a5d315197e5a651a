"""Keys as data: every name has its keys, and an unknown name is not passed over."""

import re
from pathlib import Path

import pytest

from app import views
from app.shortcuts import UnknownShortcut, key_of, keys_of, shortcut_groups

VIEWS = Path(str(views.__file__)).parent


def test_a_key_is_found_by_its_name():
    assert keys_of("window.search") == ("Ctrl+F", "/")
    assert key_of("window.search") == "Ctrl+F"


def test_keys_with_english_names_are_told_in_the_words_on_the_desk():
    assert keys_of("dialog.found") == ("Ctrl+Return",)
    assert key_of("dialog.found") == "Ctrl+回车"


def test_one_line_stands_for_a_row_of_digits():
    assert keys_of("intake.kind#3") == ("Ctrl+3",)
    assert key_of("intake.kind") == "Ctrl+数字"


@pytest.mark.parametrize("name", ["board.nothing", "nowhere.dispatch", "board", " "])
def test_an_unknown_name_is_an_error_that_names_it(name: str):
    with pytest.raises(UnknownShortcut, match=r"shortcuts\.json"):
        keys_of(name)


def test_a_command_without_a_key_tells_none():
    assert key_of("") == ""


def test_within_a_group_no_two_say_the_same():
    for group in shortcut_groups():
        says = [each.says for each in group.shortcuts]
        assert len(says) == len(set(says)), group.area


def test_every_line_of_the_table_is_somebodys_key():
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted(VIEWS.rglob("*.py")))
    names = [each.name for group in shortcut_groups() for each in group.shortcuts if group.area != "pages"]

    assert [name for name in names if not re.search(rf"[\"']{re.escape(name)}[\"'#]", sources)] == []
