"""What is typed about the work in one line or one field."""

import pytest

from app.views.repairs.materials_text import read_materials
from app.views.repairs.temperature_grid import read_temperature


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("生料带", [("生料带", 100, "")]),
        ("生料带 1 卷，DN20 阀门 2 个", [("生料带", 100, "卷"), ("DN20 阀门", 200, "个")]),
        ("DN20 阀门", [("DN20 阀门", 100, "")]),
        ("铜管 1.5米；垫片 x4", [("铜管", 150, "米"), ("垫片", 400, "")]),
    ],
)
def test_materials_are_read_from_one_line(text: str, expected: list[tuple[str, int, str]]) -> None:
    found = read_materials(text)

    assert found is not None
    assert [(line.name, line.quantity_c, line.unit) for line in found] == expected


def test_nothing_used_is_no_material() -> None:
    assert read_materials("生料带 0 卷") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18", 1800),
        ("18.5", 1850),
        ("17.95", 1795),
        ("-3", -300),
        ("18。5", 1850),
        ("暖", None),
        ("", None),
        ("18,5", None),
    ],
)
def test_a_temperature_is_read_as_people_write_it(text: str, expected: int | None) -> None:
    assert read_temperature(text) == expected
