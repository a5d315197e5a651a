"""What every kind of matter folds its facts from, and what the spine keeps of the result."""

from datetime import datetime
from typing import Protocol


class Fact(Protocol):
    """An event as a kind reads it when it folds; each kind looks at the columns it knows."""

    @property
    def kind(self) -> str: ...
    @property
    def happened_at(self) -> datetime: ...
    @property
    def code(self) -> str: ...
    @property
    def until_at(self) -> datetime | None: ...
    @property
    def note(self) -> str: ...


class Standing(Protocol):
    """How a matter stands by its folded facts; a matter that ends with one answer has no other ending but voiding."""

    @property
    def told_at(self) -> datetime | None: ...
    @property
    def phase(self) -> str: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def voided_at(self) -> datetime | None: ...
