"""What a clerk types, brought to one form; the same function makes the keys and reads the input."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize

from app.services.customers.ledger.addresses import CHINESE_NUMBER, chinese_number, community_key
from app.services.customers.names import pinyin_keys, usual_initials

KEY_LIMIT = 60
MAX_WORDS = 6
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SPACES = re.compile(r"\s+")
DASHES = re.compile(r"[-‐‑‒–—―−~_/\\.·,，、。]+")
# 3号楼2单元1102室 and 3-2-1102 are one address.
ADDRESS_WORDS = re.compile(r"(?<=[0-9a-z])(?:号楼|#楼|号院|楼|栋|幢|座|#|号?单元|门洞|门|室|户|号|房)")
PHONE_SIGNS = re.compile(r"[\s+()-]+")
AFTER_COMMUNITY = re.compile(r"(?<=[\u3400-\u9fff])-(?=[0-9a-z])")
# `3 - 2 - 1102` is one word.
AROUND_DASH = re.compile(r"(?<=[0-9A-Za-z])\s*[-‐‑‒–—―−~]\s*(?=[0-9])")
COUNTRY = re.compile(r"^(?:00)?86(?=\d{10,})")
PHONE_LENGTH = 7


class KeyKind(StrEnum):
    """Why a premises was found."""

    NAME = "name"
    INITIALS = "initials"
    PINYIN = "pinyin"
    PHONE = "phone"
    ADDRESS = "address"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Findable:
    """The values of one premises by which it can be found."""

    community: str
    short_names: tuple[str, ...]
    building: str
    unit: str
    room: str
    number: str | None
    names: tuple[str, ...]
    phones: tuple[str, ...]


def normalised(text: str) -> str:
    """One form for keys and input: width, case, dashes, address words and Chinese numerals; no spaces."""
    value = text
    if not (value.isascii() and value.isprintable()):
        value = INVISIBLE.sub("", normalize("NFKC", value))
    value = SPACES.sub("", value).casefold()
    if value.isalnum() and value.isascii():
        return value[:KEY_LIMIT]
    value = DASHES.sub("-", CHINESE_NUMBER.sub(chinese_number, value))
    value = ADDRESS_WORDS.sub("-", value)
    value = AFTER_COMMUNITY.sub("", DASHES.sub("-", value))
    return value.strip("-")[:KEY_LIMIT]


def words_of(text: str) -> tuple[str, ...]:
    """The words of an input; a telephone number with spaces, hyphens or +86 is one word."""
    value = INVISIBLE.sub("", normalize("NFKC", text)).strip()
    digits = PHONE_SIGNS.sub("", value)
    if digits.isdigit() and digits.isascii() and len(digits) >= PHONE_LENGTH and not _like_address(value):
        digits = COUNTRY.sub("", digits)
        return (digits,)
    parts = [normalised(part) for part in AROUND_DASH.sub("-", value).split()[:MAX_WORDS]]
    return tuple(dict.fromkeys(part for part in parts if part))


def _like_address(value: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}-\d{1,2}-\d{3,4}", value))


SHORTEST = re.compile(r"(?:[一二三四五六七八九十\d]+期|[东西南北]区)?$")
FAMILY_WORDS = re.compile(r"(?:花园|家园|新村|家属院|宿舍|平房区?|公寓|大院|新区|苑|佳苑|嘉园)$")


@lru_cache(maxsize=2_000)
def short_names(community: str) -> tuple[str, ...]:
    """Names people use for a community, the plainest last: 和平里小区, 和平里; 雍阳花园, 雍阳."""
    names = [community]
    shorter = community_key(community)
    names.append(shorter)
    without_phase = SHORTEST.sub("", shorter, count=1)
    names.append(without_phase)
    names.append(FAMILY_WORDS.sub("", without_phase))
    return tuple(dict.fromkeys(name for name in names if len(name) >= 2))


@lru_cache(maxsize=2_000)
def _community_keys(community: str, short: tuple[str, ...]) -> tuple[str, ...]:
    """The community's names as typed, and the initials of its usual short one (`hpl`)."""
    names = dict.fromkeys(normalised(name) for name in (community, *short) if name)
    usual = short[0] if short else community
    return (*names, *((initials,) if (initials := usual_initials(usual)).isascii() else ()))


def keys_for(findable: Findable) -> set[tuple[str, KeyKind]]:
    """Everything a clerk may type to find these premises, as (key, kind)."""
    keys: set[tuple[str, KeyKind]] = set()
    for name in findable.names:
        keys.update(name_keys(name))
    for phone in findable.phones:
        digits = "".join(sign for sign in phone if sign.isdigit())
        for form in (digits, digits[-8:], digits[-4:]):
            if form:
                keys.add((form, KeyKind.PHONE))
    if findable.number:
        keys.add((normalised(findable.number), KeyKind.NUMBER))
    _add_address(keys, findable)
    return {(key, kind) for key, kind in keys if key}


@lru_cache(maxsize=8_192)
def name_keys(name: str) -> tuple[tuple[str, KeyKind], ...]:
    """The keys of one person's or firm's name."""
    full, initials = pinyin_keys(name)
    return (
        (normalised(name), KeyKind.NAME),
        *((form, KeyKind.PINYIN) for form in full),
        *((form, KeyKind.INITIALS) for form in initials),
    )


def _add_address(keys: set[tuple[str, KeyKind]], findable: Findable) -> None:
    building, unit, room = (normalised(part) for part in (findable.building, findable.unit, findable.room))
    forms = [_joined(building, unit, room)]
    if building and unit and room:
        forms.append(_joined(building, room))
    for form in forms:
        keys.add((form, KeyKind.ADDRESS))
    for name in _community_keys(findable.community, findable.short_names):
        # A name that ends in a number must not run into the building's.
        front = f"{name}-" if name[-1].isdigit() else name
        keys.update((f"{front}{form}"[:KEY_LIMIT], KeyKind.ADDRESS) for form in forms)
    if room:
        keys.add((room, KeyKind.ADDRESS))


def _joined(*parts: str) -> str:
    return AFTER_COMMUNITY.sub("", "-".join(part for part in parts if part))


def merged(keys: Iterable[tuple[str, KeyKind]]) -> dict[str, KeyKind]:
    """One kind per key, as the table holds it; a name tells more than its letters."""
    order = list(KeyKind)
    found: dict[str, KeyKind] = {}
    for key, kind in keys:
        if key not in found or order.index(kind) < order.index(found[key]):
            found[key] = kind
    return found
