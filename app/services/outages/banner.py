"""What the clerk must know before the caller has finished his sentence: heat off there, 今日口径, a storm."""

from dataclasses import dataclass

from app.models.premises import Premises
from app.services.kernel.desk import Desk
from app.services.outages.reads import OutageBanner, outage_for
from app.services.outages.storm import StormOffer, storm
from app.services.outages.todays_word import WordOfToday, todays_word


@dataclass(frozen=True, slots=True)
class IntakeBanner:
    """Each part None when there is nothing to say."""

    outage: OutageBanner | None
    word: WordOfToday | None
    storm: StormOffer | None

    @property
    def is_empty(self) -> bool:
        return self.outage is None and self.word is None and self.storm is None


def intake_banner(desk: Desk, premises_id: int | None = None, building_id: int | None = None) -> IntakeBanner:
    """For a caller from there who is being taken down, his own call counted in the storm."""
    if premises_id is not None and building_id is None:
        building_id = desk.store.scalar(Premises.select(Premises.building).where(Premises.id == premises_id))
    outage = outage_for(desk, premises_id, building_id)
    offer = None
    if (outage is None or outage.planned) and building_id is not None:
        offer = storm(desk, building_id, desk.now(), coming=1)
        if offer is not None and any(call.premises_id == premises_id for call in offer.calls if premises_id):
            # He is one of those who rang before.
            offer = storm(desk, building_id, desk.now())
    return IntakeBanner(outage, todays_word(desk), offer)
