import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtSvg import QSvgRenderer

from app.paths import resource
from app.views.settings import Settings

VIEWS = Path(__file__).parents[2] / "app" / "views"
# Which argument of these calls names an icon.
PLACES = {"wear": 1, "IconLabel": 0, "command": 2, "EmptyState": 0, "PageSpec": 2, "Badge": 2, "Hit": 4}


def named_icons() -> Iterator[str]:
    for file in VIEWS.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in PLACES:
                place = PLACES[call.func.id]
                if len(call.args) > place and isinstance(argument := call.args[place], ast.Constant):
                    yield str(argument.value)


@pytest.mark.parametrize("file", sorted(resource("icons").glob("*.svg")), ids=lambda file: file.stem)
def test_every_icon_is_a_drawing(file: Path, settings: Settings) -> None:
    assert QSvgRenderer(str(file)).isValid()


def test_every_icon_named_in_the_program_exists() -> None:
    named = set(named_icons())

    assert len(named) > 8
    assert {name for name in named if not (resource("icons") / f"{name}.svg").exists()} == set()
