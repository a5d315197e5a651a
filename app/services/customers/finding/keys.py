"""What a clerk types, brought to one form; the same function makes the keys and reads the input."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize

from app.services.customers.finding.names import firm_ends, given_name, parts_of, pinyin_keys, usual_initials
from app.services.customers.finding.traditional import FOLDED
from app.services.customers.ledger.addresses import CHINESE_NUMBER, chinese_number, community_key

KEY_LIMIT = 60
MAX_WORDS = 6
HAN = "\u3007\u3400-\u9fff\U00020000-\U000323af"
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SPACES = re.compile(r"\s+")
DASHES = re.compile(r"[-‐‑‒–—―−~_/\\.·•‧・,，、。]+")
# 3号楼2单元1102室 and 3-2-1102 are one address.
ADDRESS_WORDS = re.compile(r"(?<=[0-9a-z甲乙丙丁])(?:号楼|#楼|号院|楼|栋|幢|座|#|号?单元|门洞|门|室|户|号|房)")
# 和平里-3 is 和平里3, and 买买提·艾力 is 买买提艾力.
AFTER_HAN = re.compile(f"(?<=[{HAN}])-(?=[0-9a-z{HAN}])")
# 03-02-1102 is 3-2-1102.
IDLE_ZERO = re.compile(r"(?<![0-9a-z])0+(?=[1-9]\d*-)")
# `3 - 2 - 1102` is one word.
AROUND_DASH = re.compile(r"(?<=[0-9A-Za-z])\s*[-‐‑‒–—―−~]\s*(?=[0-9])")
# 3号楼 is every home of building 3, not of 30.
HOUSE_END = re.compile(r"(?:[楼栋幢座]|单元|\d门)$")
COMMA = re.compile(f"(?<=[{HAN}])[,，;、]|[,，;、](?=[{HAN}])")
# 王伟13800004490, pasted without a space.
BESIDE_PHONE = re.compile(f"(?<=[{HAN}])(?=\\d{{7}})|(?<=\\d{{7}})(?=[{HAN}])")
BESIDE_DIGITS = re.compile(f"(?<=[a-z{HAN}])(?=\\d)|(?<=\\d)(?=[a-z{HAN}])")
PHONE_FRONT = re.compile(r"^(?:联系)?(?:电话|手机|tel)号?码?[::]?\s*", re.IGNORECASE)
PHONE_SIGNS = re.compile(r"[\s+().-]+")
LIKE_ADDRESS = re.compile(r"\d{1,3}[\s-]\d{1,2}[\s-]\d{3,4}")
COUNTRY = re.compile(r"^(?:00)?86(?=\d{10,})")
PHONE_LENGTH = 7
TAIL_LENGTH = 4
# Marks the key of a last four: many rooms are called 1102, few telephones end so.
TAIL_MARK = "*"
TAIL = re.compile(r"\d{4}$")


class KeyKind(StrEnum):
    """Why a premises was found."""

    NAME = "name"
    PHONE = "phone"
    # A caller of these days, not of the ledger: no key of the table.
    CALLER = "caller"
    # A name or telephone of somebody there beside the holder.
    CONTACT = "contact"
    NUMBER = "number"
    ADDRESS = "address"
    INITIALS = "initials"
    PINYIN = "pinyin"
    # A name or telephone of somebody who was there once.
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class Findable:
    """The values of one premises by which it can be found; `names` and `phones` are the holder's."""

    community: str
    short_names: tuple[str, ...]
    building: str
    unit: str
    room: str
    number: str | None
    names: tuple[str, ...]
    phones: tuple[str, ...]
    contact_names: tuple[str, ...] = ()
    contact_phones: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    former_phones: tuple[str, ...] = ()


def normalised(text: str) -> str:
    """One form for keys and input: width, case, dashes, address words and Chinese numerals; no spaces.

    Accents, variation selectors and traditional characters are folded.
    """
    return _opened(text).strip("-")[:KEY_LIMIT]


def _opened(text: str) -> str:
    value = text
    if not (value.isascii() and value.isprintable()):
        value = INVISIBLE.sub("", normalize("NFKC", value)).translate(FOLDED)
        if not value.isascii():
            value = "".join(sign for sign in normalize("NFD", value) if unicodedata.category(sign) != "Mn")
    value = SPACES.sub("", value).casefold()
    if value.isalnum() and value.isascii():
        return value
    value = DASHES.sub("-", CHINESE_NUMBER.sub(chinese_number, value))
    value = DASHES.sub("-", ADDRESS_WORDS.sub("-", value))
    return IDLE_ZERO.sub("", AFTER_HAN.sub("", value))


def words_of(text: str) -> tuple[str, ...]:
    """The words of an input; a telephone number with spaces, hyphens or +86 is one word.

    A word that names a building or a unit ends in a hyphen: `3号楼` is `3-`.
    """
    value = INVISIBLE.sub("", normalize("NFKC", text)).strip()
    digits = PHONE_SIGNS.sub("", PHONE_FRONT.sub("", value))
    if digits.isdigit() and digits.isascii() and len(digits) >= PHONE_LENGTH and not LIKE_ADDRESS.fullmatch(value):
        return (COUNTRY.sub("", digits),)
    value = BESIDE_PHONE.sub(" ", COMMA.sub(" ", AROUND_DASH.sub("-", value)))
    words = (_word(part) for part in value.split()[:MAX_WORDS])
    return tuple(dict.fromkeys(word for word in words if word))


def _word(part: str) -> str:
    plain = normalised(part)
    return f"{plain}-" if HOUSE_END.search(part) and plain[-1:].isascii() and plain[-1:].isalnum() else plain


def ways_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read an input, the closest first: `wang w` is `wangw`, else two words.

    Parts of an address, of a name and of a telephone number belong together however they were spaced; only when
    nothing fits them so are they looked for one by one, and last what was typed without a space is parted.
    """
    words = words_of(text)
    if not words:
        return ()
    alike = _joined_alike(words)
    placed = _joined_places(alike)
    parted = tuple(part for word in words for part in BESIDE_DIGITS.sub(" ", word).split())
    # A community's initials before a name in pinyin: the first word alone.
    behind = (words[0], *_joined_alike(words[1:]))
    return tuple(dict.fromkeys((placed, alike, behind, words, parted[:MAX_WORDS])))


def _joined_alike(words: tuple[str, ...]) -> tuple[str, ...]:
    """Neighbours of one script as one word."""
    joined: list[str] = []
    for word in words:
        last = joined[-1] if joined else ""
        if last and _is_number(last) and _is_number(word):
            phone = last.isdigit() and word.isdigit() and min(len(last), len(word)) >= 3
            joined[-1] = f"{last}{word}" if phone else f"{last.strip('-')}-{word}"
        elif last and ((last.isascii() and last.isalpha()) if word.isascii() else _is_han(last)) and word.isalpha():
            joined[-1] = f"{last}{word}"
        else:
            joined.append(word)
    return tuple(joined)


def _joined_places(words: tuple[str, ...]) -> tuple[str, ...]:
    """A community and the house behind it as one word: `hpl 3-2-1102`."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1].isalpha() and _is_number(word) and not (word.isdigit() and len(word) > TAIL_LENGTH):
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)


def _is_number(word: str) -> bool:
    return word.isascii() and word.replace("-", "").isdigit()


def _is_han(word: str) -> bool:
    return word.isalpha() and not word.isascii()


def tail_key(digits: str) -> str:
    """The key under which a telephone or user number is found by its end."""
    return f"{TAIL_MARK}{digits[-TAIL_LENGTH:]}"


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


def said_names(community: str, short_name: str, former_names: str) -> tuple[str, ...]:
    """What else people say for a community: shorter, as the station calls it, as it was called (one a line)."""
    said = (*short_names(community)[1:], short_name, *former_names.splitlines())
    return tuple(dict.fromkeys(name for name in said if name and name != community))


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
        keys.update((form, KeyKind.PHONE) for form in _phone_forms(phone))
    keys.update(_keys_beside(findable.contact_names, findable.contact_phones, KeyKind.CONTACT))
    keys.update(_keys_beside(findable.former_names, findable.former_phones, KeyKind.FORMER))
    if findable.number:
        number = normalised(findable.number)
        keys.add((number, KeyKind.NUMBER))
        if TAIL.search(number):
            keys.add((tail_key(number), KeyKind.NUMBER))
    _add_address(keys, findable)
    return {(key, kind) for key, kind in keys if key}


def _keys_beside(names: Iterable[str], phones: Iterable[str], kind: KeyKind) -> Iterable[tuple[str, KeyKind]]:
    yield from ((form, kind) for name in names for form, _ in name_keys(name))
    yield from ((form, kind) for phone in phones for form in _phone_forms(phone))


def _phone_forms(phone: str) -> tuple[str, ...]:
    digits = "".join(sign for sign in phone if sign.isdigit())[:KEY_LIMIT]
    return (digits, tail_key(digits)) if len(digits) >= TAIL_LENGTH else (digits,)


@lru_cache(maxsize=8_192)
def name_keys(name: str) -> tuple[tuple[str, KeyKind], ...]:
    """The keys of one person's or firm's name: whole, its parts, the given name, the word a firm is called by."""
    keys = [*_whole_name(name)]
    for part in parts_of(name):
        keys += _whole_name(part)
    if given := given_name(name):
        keys.append((normalised(given), KeyKind.NAME))
    for end in firm_ends(name):
        keys.append((normalised(end), KeyKind.NAME))
        keys += [(form, KeyKind.INITIALS) for form in pinyin_keys(end)[1]]
    return tuple(dict.fromkeys(key for key in keys if key[0]))


def _whole_name(name: str) -> Iterable[tuple[str, KeyKind]]:
    full, initials = pinyin_keys(name)
    yield normalised(name), KeyKind.NAME
    yield from ((form, KeyKind.PINYIN) for form in full)
    yield from ((form, KeyKind.INITIALS) for form in initials)


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
    return AFTER_HAN.sub("", "-".join(part for part in parts if part))


def merged(keys: Iterable[tuple[str, KeyKind]]) -> dict[str, KeyKind]:
    """One kind per key, as the table holds it; a name tells more than its letters."""
    order = list(KeyKind)
    found: dict[str, KeyKind] = {}
    for key, kind in keys:
        if key not in found or order.index(kind) < order.index(found[key]):
            found[key] = kind
    return found
