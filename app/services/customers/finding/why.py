"""Why a premises was found, in the clerk's words, and which part of its line that is."""

import re
from collections.abc import Sequence

from app.services.customers.finding.fits import Match
from app.services.customers.finding.keys import TAIL_LENGTH, TAIL_MARK, KeyKind
from app.services.customers.listing import PremisesRow
from app.services.paper.masking import mask_phones

WHOLE_PHONE = 10
NAMED = frozenset({KeyKind.NAME, KeyKind.INITIALS, KeyKind.PINYIN})
BESIDE = {KeyKind.CONTACT: "联系人", KeyKind.FORMER: "原住户"}
PARTS = re.compile(r"\d+|[^\d-]+")


def why(row: PremisesRow, matches: Sequence[Match]) -> str:
    """One reason a word, in the order they were typed: 电话尾号 4490 · 户名 wang. Telephones stay masked."""
    return " · ".join(dict.fromkeys(_reason(row, match) for match in matches))


def _reason(row: PremisesRow, match: Match) -> str:
    word = match.word.rstrip("-")
    if match.kind in NAMED:
        return f"户名 {word}"
    if match.kind is KeyKind.PHONE:
        return f"电话{_part_of_number(match)}"
    if match.kind is KeyKind.CALLER:
        return f"来电号码{_part_of_number(match)}"
    if match.kind is KeyKind.NUMBER:
        return f"用户编号{_part_of_number(match)}"
    if match.kind in BESIDE:
        who = BESIDE[match.kind]
        return f"{who}电话{_part_of_number(match)}" if word.isdigit() else f"{who} {word}"
    return f"地址 {word}"


def _part_of_number(match: Match) -> str:
    whole = match.key == match.word
    if not whole and (match.key.startswith(TAIL_MARK) or match.key.endswith(match.word)):
        return f"尾号 {match.word[-TAIL_LENGTH:] if match.kind is not KeyKind.NUMBER else match.word}"
    if not whole:
        return f" {match.word}…"
    return f" {match.word if match.kind is KeyKind.NUMBER else _masked(match.word)}"


def _masked(word: str) -> str:
    return mask_phones(word) if len(word) >= WHOLE_PHONE else word


def matched(row: PremisesRow, matches: Sequence[Match]) -> tuple[str, ...]:
    """The texts of the line that the words mean, to be shown in bold."""
    texts: list[str] = []
    for match in matches:
        if match.kind in NAMED:
            texts.append(match.word if match.word in row.holder else row.holder)
        elif match.kind in (KeyKind.PHONE, KeyKind.CALLER):
            texts.append(match.word[-TAIL_LENGTH:])
        elif match.kind is KeyKind.NUMBER:
            texts.append(row.number if match.key.startswith(TAIL_MARK) else match.word)
        elif match.kind is KeyKind.ADDRESS:
            texts += PARTS.findall(match.word)
    return tuple(dict.fromkeys(text for text in texts if text))
