"""What a clerk types from the paper line by line."""

import pytest

from app.services.kernel.errors import InvalidInput
from app.services.repairs.sheet_lines import read_charges, read_materials, read_readings
from app.services.repairs.sheet_values import ChargeLine
from app.services.repairs.work_values import MaterialDraft


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", (None, None, None)),
        ("16.5 45 38", (1650, 4500, 3800)),
        ("１８℃", (1800, None, None)),
        ("- 45", (None, 4500, None)),
        ("-0.5", (-50, None, None)),
    ],
)
def test_temperatures_are_room_supply_and_return(text: str, read: tuple[int | None, ...]) -> None:
    assert read_readings(text) == read


@pytest.mark.parametrize("text", ["热", "1 2 3 4", "18.x"])
def test_what_is_no_temperature_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_readings(text)


def test_materials_are_names_with_how_many() -> None:
    assert read_materials("球阀 2个；生料带，铝塑管1.5米、球阀DN20 1 个") == (
        MaterialDraft("球阀", 200, "个"),
        MaterialDraft("生料带"),
        MaterialDraft("铝塑管", 150, "米"),
        MaterialDraft("球阀DN20", 100, "个"),
    )


def test_charges_are_items_of_the_tariff_with_how_many() -> None:
    assert read_charges("a03；M03*2.5 , W01×3") == (
        ChargeLine("A03"),
        ChargeLine("M03", 250),
        ChargeLine("W01", 300),
    )
    with pytest.raises(InvalidInput, match="看不懂“换阀”"):
        read_charges("换阀")
