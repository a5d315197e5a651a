"""Words a clerk picks from when a complaint is taken, passed on or answered; data (resources/complaints.json)."""

from collections.abc import Mapping
from functools import cache

from app.paths import resource_json


@cache
def complaint_words() -> Mapping[str, tuple[str, ...]]:
    """`receivers`, `told_how`, `channels`: each in the order of its keys; read once."""
    raw = resource_json("complaints.json")
    return {name: tuple(map(str, words)) for name, words in raw.items()}
