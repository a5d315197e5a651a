"""Lines a clerk types from the paper as they stand there: temperatures, materials, charged items."""

import re
import unicodedata

from app.services.kernel.errors import InvalidInput
from app.services.repairs.sheet_values import ChargeLine
from app.services.repairs.work_values import MaterialDraft

_PARTS = re.compile(r"[;；,，、\n]+")
_MATERIAL = re.compile(r"^(?P<name>.*?\D)\s*(?P<many>\d+(?:\.\d{1,2})?)\s*(?P<unit>[^\d\s]{0,4})$")
_SPACED = re.compile(r"^(?P<name>.+?)\s+(?P<many>\d+(?:\.\d{1,2})?)\s*(?P<unit>[^\d\s]{0,4})$")
_CHARGE = re.compile(r"^(?P<code>[A-Z]\d{2})(?:\s*[*X×\s]\s*(?P<many>\d+(?:\.\d{1,2})?))?$")


def read_readings(text: str) -> tuple[int | None, int | None, int | None]:
    """`18.5 45 38` is room, supply and return in °C, `- 45 38` leaves the room out; hundredths. ValueError else."""
    words = unicodedata.normalize("NFKC", text).upper().replace("°C", " ").split()
    if len(words) > 3:
        raise ValueError(text)
    read = [None if word in ("-", "—", "/") else _hundredths(word) for word in words]
    room, supply, back = (read + [None] * 3)[:3]
    return room, supply, back


def read_materials(text: str) -> tuple[MaterialDraft, ...]:
    """`球阀 2个；生料带`: two and one. A name that ends in digits is parted from its number by a space."""
    lines = []
    for part in _parts(text):
        found = _SPACED.match(part) or _MATERIAL.match(part)
        if found is None:
            lines.append(MaterialDraft(part))
        else:
            lines.append(MaterialDraft(found["name"].strip(), _hundredths(found["many"]), found["unit"]))
    return tuple(lines)


def read_charges(text: str) -> tuple[ChargeLine, ...]:
    """`A03；M03*2.5` is one of A03 and two and a half of M03. InvalidInput names what is not understood."""
    lines = []
    for part in _parts(text):
        found = _CHARGE.match(part.upper())
        if found is None:
            raise InvalidInput({"charges": f"看不懂“{part}”。请写项目编号和数量，例如 A03*2。"})
        lines.append(ChargeLine(found["code"], _hundredths(found["many"] or "1")))
    return tuple(lines)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(unicodedata.normalize("NFKC", text)) if part.strip()]


def _hundredths(word: str) -> int:
    whole, _, rest = word.partition(".")
    sign = -1 if whole.startswith("-") else 1
    return int(whole) * 100 + sign * int(f"{rest}00"[:2])
