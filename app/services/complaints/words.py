"""Words a clerk picks from when a complaint is taken, passed on or answered; data (resources/complaints.json)."""

import json
from collections.abc import Mapping
from functools import cache

from app.paths import resource


@cache
def complaint_words() -> Mapping[str, tuple[str, ...]]:
    """`receivers`, `told_how`, `channels`: each in the order of its keys; read once."""
    raw = json.loads(resource("complaints.json").read_text(encoding="utf-8"))
    return {name: tuple(map(str, words)) for name, words in raw.items()}
