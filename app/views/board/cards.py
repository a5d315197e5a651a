"""What the panel shows of the matter in hand, read in one go, and where matters of other kinds are worked on."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.services.clocks.engine import ClockState
from app.services.kernel.desk import Desk
from app.services.matters.card import MatterCard, MatterHead, kind_of_matter, matter_card
from app.services.repairs.details import RepairDetails, repair_details
from app.services.repairs.reads import RepairCard, RepairHead, repair_card

REPAIR = "repair"
# The page of each other kind; a kind without one is answered from the board.
PAGE_OF: Mapping[str, str] = {
    "outage": "outages",
    "forwarded": "forwarding",
    "complaint": "complaints",
    "tipoff": "complaints",
}


@dataclass(frozen=True, slots=True)
class InHand:
    """A repair with its details, or a matter of another kind."""

    repair: RepairCard | None = None
    details: RepairDetails | None = None
    other: MatterCard | None = None

    @property
    def head(self) -> RepairHead | MatterHead:
        """Number, place, words and premises, whatever the kind."""
        card = self.repair or self.other
        assert card is not None
        return card.head

    @property
    def clocks(self) -> tuple[ClockState, ...]:
        card = self.repair or self.other
        return card.clocks if card is not None else ()

    @property
    def kind(self) -> str:
        return REPAIR if self.other is None else self.other.head.kind


def in_hand(desk: Desk, matter_id: int) -> InHand:
    """Everything the panel shows of this matter; NotFound when there is none."""
    if kind_of_matter(desk, matter_id) == REPAIR:
        card = repair_card(desk, matter_id)
        return InHand(card, repair_details(desk, matter_id, card.head.merged_into_id, card.head.outage_number))
    return InHand(other=matter_card(desk, matter_id))
