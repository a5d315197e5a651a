"""What is asked and answered about service cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

SERIES, FORM = "FK", "service_card"


class Which(StrEnum):
    """Which households of the ground get a card; the text is the trade's word."""

    ALL = "全部住户"
    WITHOUT = "未发卡的"
    TO_CHANGE = "要换卡的"


class Receipt(StrEnum):
    """How a card reached its household."""

    SIGNED = "signed"
    DOOR = "door"
    PROPERTY = "property"

    @property
    def word(self) -> str:
        """The trade's word."""
        return {"signed": "本户签收", "door": "门上留置", "property": "物业代收"}[self.value]


class CardPaper(StrEnum):
    """What is printed of a batch."""

    EIGHT = "eight"
    FOUR = "four"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class CardDraft:
    """Whose cards: single households, a building, a community, or with none of them the whole station."""

    premises_ids: tuple[int, ...] = ()
    building_id: int | None = None
    community_id: int | None = None
    which: Which = Which.ALL


@dataclass(frozen=True, slots=True)
class CardsMade:
    """A batch under one number. Who stands on it never changes: `premises` are ids in the order of the cards,
    `named` the repairers on them as `building:staff`; a building without a repairer is left out of it."""

    sheet_id: int
    number: str
    about: str
    cards: int
    unnamed: int
    premises: str
    named: str
    which: str = Which.ALL.value

    @property
    def premises_ids(self) -> list[int]:
        return [int(word) for word in self.premises.split()]

    @property
    def repairer_of(self) -> dict[int, int]:
        """Who stands on the cards of a building."""
        pairs = (word.split(":") for word in self.named.split())
        return {int(building): int(staff) for building, staff in pairs}


@dataclass(frozen=True, slots=True)
class HandingDraft:
    """Cards that reached their households at `at`; with a batch they name whom that batch names."""

    premises_ids: Sequence[int]
    at: datetime
    receipt: Receipt = Receipt.SIGNED
    signer: str = ""
    sheet_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """How many households were written down."""

    cards: int


@dataclass(frozen=True, slots=True)
class CardCount:
    """Households of some ground: `valid` hold a card that names who is responsible, `to_change` one that does not."""

    households: int = 0
    valid: int = 0
    to_change: int = 0

    @property
    def without(self) -> int:
        """Households that never got a card."""
        return self.households - self.valid - self.to_change

    @property
    def share(self) -> str:
        """`38/40` as the regulation wants rates told; `—` where nobody lives."""
        return f"{self.valid}/{self.households}" if self.households else "—"

    def __add__(self, other: "CardCount") -> "CardCount":
        return CardCount(self.households + other.households, self.valid + other.valid, self.to_change + other.to_change)


@dataclass(frozen=True, slots=True)
class BuildingCards:
    """One building's cards, with its district and who is responsible ('' when nobody is)."""

    building_id: int
    building: str
    district: str
    repairer: str
    count: CardCount


@dataclass(frozen=True, slots=True)
class CommunityCards:
    """One community's cards; its count is the sum of its buildings."""

    community_id: int
    community: str
    count: CardCount
    buildings: tuple[BuildingCards, ...]


@dataclass(frozen=True, slots=True)
class ToChange:
    """换卡: a household whose card names somebody who is not responsible any more."""

    premises_id: int
    building_id: int
    community_id: int
    address: str
    named: str
    issued_at: datetime
    present: str
    why: str


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the 发放登记."""

    id: int
    premises_id: int
    address: str
    issued_at: datetime
    receipt: str
    signer: str
    repairer: str
    number: str
    note: str
    by: str
