"""How much of a premises stands on its card and for how long; data (resources/premises_card.json)."""

from dataclasses import dataclass
from functools import cache

from app.paths import resource_json


@dataclass(frozen=True, slots=True)
class CardRules:
    """`shown_seconds`: a number shown whole hides again."""

    last_repairs: int
    papers: int
    history_page: int
    shown_seconds: int


@cache
def card_rules() -> CardRules:
    """The rules, read once."""
    return CardRules(**resource_json("premises_card.json"))
