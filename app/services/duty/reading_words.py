"""A reading in one line, as papers and the board say it."""

from collections.abc import Callable

from app.services.duty.readings import Reading
from app.services.kernel.times import china


def reading_words(reading: Reading) -> str:
    """`06:30 晴，室外 -5℃，-9～2℃，供 62.5℃／回 41℃，供压 350／回压 280 kPa`; what was not read off is left out."""
    parts = [
        f"{china(reading.at):%H:%M} {reading.weather}".strip(),
        _one("室外 ", reading.outdoor_c),
        _span(reading.low_c, reading.high_c),
        _pair(("供 ", reading.supply_c), ("回 ", reading.return_c), degrees, "℃"),
        _pair(("供压 ", reading.supply_kpa), ("回压 ", reading.return_kpa), str, " kPa"),
        reading.remark,
    ]
    return "，".join(part for part in parts if part)


def degrees(hundredths: int) -> str:
    """`-5`, `62.5`, `18.25`: hundredths of a degree without needless zeros."""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def _one(word: str, hundredths: int | None) -> str:
    return "" if hundredths is None else f"{word}{degrees(hundredths)}℃"


def _span(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return _one("最低 ", low) or _one("最高 ", high)
    return f"{degrees(low)}～{degrees(high)}℃"


def _pair(
    first: tuple[str, int | None],
    second: tuple[str, int | None],
    shown: Callable[[int], str],
    unit: str,
) -> str:
    known = [f"{word}{shown(figure)}" for word, figure in (first, second) if figure is not None]
    return f"{'／'.join(known)}{unit}" if known else ""
