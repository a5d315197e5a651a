"""口径: short answers to what is often asked, by topic; they are data (resources/answers.json)."""

from dataclasses import dataclass
from functools import cache

from app.paths import resource_json


@dataclass(frozen=True, slots=True)
class AnswerText:
    """One topic and what the station says about it, in plain words; `see` names where the rule stands."""

    topic: str
    words: str
    see: str = ""


@cache
def answer_texts() -> tuple[AnswerText, ...]:
    """The topics in the order of the station's list, read once."""
    table = resource_json("answers.json")
    return tuple(AnswerText(entry["topic"], entry["words"], entry.get("see", "")) for entry in table["answers"])
