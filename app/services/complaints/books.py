"""The two kinds of the chapter, and the tables their facts are stored in."""

from dataclasses import dataclass
from typing import Any

from app.models.base import Table
from app.models.complaints import Complaint, TipOff
from app.services.complaints.facts import ComplaintFacts


@dataclass(frozen=True, slots=True)
class Book:
    """One kind: its name, the prefix of its numbers, its word, its table and the columns folded from events."""

    name: str
    prefix: str
    word: str
    table: type[Table]
    folded: tuple[str, ...]

    def stored(self, facts: ComplaintFacts) -> dict[str, Any]:
        """The facts as the table holds them."""
        return {name: getattr(facts, name) for name in self.folded}


_COMMON = ("passed_on_at", "passed_to", "answered_at", "voided_at")
COMPLAINTS = Book("complaint", "TS", "投诉", Complaint, (*_COMMON, "content"))
TIP_OFFS = Book("tipoff", "JB", "举报", TipOff, _COMMON)
BOOKS = {book.name: book for book in (COMPLAINTS, TIP_OFFS)}
