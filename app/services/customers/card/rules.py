"""How much of a premises stands on its card and for how long; data (resources/premises_card.json)."""

import json
from dataclasses import dataclass
from functools import cache

from app.paths import resource


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
    return CardRules(**json.loads(resource("premises_card.json").read_text(encoding="utf-8")))
