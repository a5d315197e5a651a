"""The manual says what the program says: its keys, its words, its pictures; nothing in it leads nowhere."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app.shortcuts import KEY_WORDS, Shortcut, in_words, shortcut_groups
from app.tour.pictures import PICTURES
from build_spec.manual import KEYS_PAGE, MANUAL, all_pictures_named, keys_page

ROOT = MANUAL.parents[1]
PAGES = sorted(MANUAL.glob("*.md"))
WRITTEN = [page for page in PAGES if page.name != KEYS_PAGE]
LONGEST_PAGE = 110
LARGEST_PICTURE = 150 * 1024

# “派工”（`D`）: a word on the screen with its key.
PAIR = re.compile(r"“([^”]+)”（`([^`]+)`）")
TYPED = re.compile(r"`([^`]+)`")
QUOTED = re.compile(r"“([^”]+)”")
HAN = re.compile(r"[\u4e00-\u9fff]")
KEY = re.compile(r"(?:(?:Ctrl|Shift|Alt)\+)+.+|F\d{1,2}|[A-Z]|Del|PgUp|PgDown|/")
# Keys every program has; nobody writes them down.
USUAL = {"Esc", "Tab", "Shift+Tab", "Ctrl+V", "Shift+↓", *KEY_WORDS.values()}


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def told(shortcut: Shortcut) -> set[str]:
    """Every way a key is told; one for a row of digits also by each digit."""
    spelt = set()
    for key in shortcut.keys:
        spelt |= (
            {in_words(key.replace("#", digit)) for digit in ("数字", *"123456789")} if "#" in key else {in_words(key)}
        )
    return spelt


@cache
def all_keys() -> dict[str, set[str]]:
    """What is done, in the words of the table, by the keys that do it."""
    found: dict[str, set[str]] = {}
    for group in shortcut_groups():
        for shortcut in group.shortcuts:
            found.setdefault(shortcut.says, set()).update(told(shortcut))
    return found


@cache
def words_of_the_program() -> str:
    """Every text the program may show, one after the other."""
    said: list[str] = []
    for path in sorted((ROOT / "app").rglob("*.py")):
        said += [
            node.value
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and HAN.search(node.value)
        ]
    for path in sorted((ROOT / "resources").glob("*.json")):
        said += texts_in(json.loads(path.read_text(encoding="utf-8")))
    return "\n".join(said)


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield key
            yield from texts_in(below)
    elif isinstance(value, list):
        for below in value:
            yield from texts_in(below)


def test_the_page_of_keys_is_the_table_of_keys():
    assert text_of(MANUAL / KEYS_PAGE) == keys_page(), "write it anew: python dev.py manual"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.stem)
def test_every_command_of_a_page_has_the_key_it_names(page: Path):
    wrong = [(word, key) for word, key in PAIR.findall(text_of(page)) if key not in all_keys().get(word, set())]

    assert wrong == []


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.stem)
def test_every_key_a_page_names_is_somebodys(page: Path):
    known = USUAL.union(*all_keys().values())

    assert [key for key in TYPED.findall(text_of(page)) if KEY.fullmatch(key) and key not in known] == []


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.stem)
def test_what_stands_in_quotes_stands_on_the_screen(page: Path):
    shown = words_of_the_program()

    assert [word for word in QUOTED.findall(text_of(page)) if word not in shown] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_of_a_page_leads_to_a_page(page: Path):
    links = re.findall(r"\]\(([^)]+)\)", text_of(page))

    assert [link for link in links if not (MANUAL / link).is_file()] == []


def test_the_contents_lead_to_every_page():
    contents = text_of(MANUAL / "README.md")

    assert [page.name for page in PAGES if page.name != "README.md" and f"({page.name})" not in contents] == []


def test_pages_follow_each_other_from_the_first_to_the_last():
    visited, name = [], "quick-start.md"
    while name not in visited:
        visited.append(name)
        following = re.search(r"下一页：\[[^]]+\]\(([^)]+)\)", text_of(MANUAL / name))
        name = following[1] if following else name

    assert sorted(visited) == sorted(page.name for page in PAGES if page.name != "README.md")


def test_every_picture_is_shown_and_every_shown_picture_is_there():
    assert sorted(path.stem for path in (MANUAL / "pictures").glob("*")) == all_pictures_named()


def test_every_picture_comes_from_the_tour():
    assert set(all_pictures_named()) <= {picture.name for picture in PICTURES}


def test_no_picture_is_heavy():
    heavy = [path.name for path in (MANUAL / "pictures").glob("*.png") if path.stat().st_size > LARGEST_PICTURE]

    assert heavy == []


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.stem)
def test_a_page_is_short_and_calm(page: Path):
    text = text_of(page)

    assert len(text.splitlines()) <= LONGEST_PAGE
    assert "！" not in text
    assert "! " not in text
