"""收费项目: what the station may charge for on a day; items and prices are data (resources/tariff.json)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.paths import resource_json
from app.services.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class TariffItem:
    """One item with its price in fen; valid from and until are days of China, both included.

    `voluntary`: a service the user orders of his own will (自愿委托), never part of a repair.
    """

    code: str
    name: str
    unit: str
    price_fen: int
    voluntary: bool
    valid_from: date
    valid_until: date | None
    basis: str

    def in_force(self, day: date) -> bool:
        """Whether the item may be charged on this day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def amount_fen(self, quantity_c: int) -> int:
        """The price of so many hundredths of the unit; half a fen and more counts as one."""
        return (self.price_fen * quantity_c + 50) // 100


def tariff_on(day: date) -> tuple[TariffItem, ...]:
    """The items in force on this day, in the order of the list."""
    return tuple(item for item in _items() if item.in_force(day))


def item_on(code: str, day: date, items: Iterable[TariffItem] | None = None) -> TariffItem:
    """The item of this code in force on the day; Refused when the tariff has none."""
    wanted = code.strip().upper()
    for item in tariff_on(day) if items is None else items:
        if item.code == wanted:
            return item
    raise Refused(f"{day:%Y-%m-%d} 的收费标准里没有项目“{code}”。只能按公示的项目收费。")


@cache
def _items() -> tuple[TariffItem, ...]:
    table = resource_json("tariff.json")
    return tuple(_item(entry) for entry in table["items"])


def _item(entry: dict[str, object]) -> TariffItem:
    until = entry["valid_until"]
    return TariffItem(
        code=str(entry["code"]),
        name=str(entry["name"]),
        unit=str(entry["unit"]),
        price_fen=int(str(entry["price_fen"])),
        voluntary=bool(entry["voluntary"]),
        valid_from=date.fromisoformat(str(entry["valid_from"])),
        valid_until=None if until is None else date.fromisoformat(str(until)),
        basis=str(entry["basis"]),
    )
