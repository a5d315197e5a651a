"""Incidents at the window: written down on their page, joined by one key, over with everybody called."""

from dataclasses import replace
from datetime import datetime

from app.services.outages.values import Cause, OutageDraft
from app.tour.at_windows.room import Room
from app.tour.clerk.intake import Spoken
from app.tour.real_day.book import Entry
from app.tour.real_day.hands import Hands
from app.tour.real_day.incidents import Incident, Incidents, name_of
from app.tour.real_day.values import Fact, What


class IncidentsAtWindow(Incidents):
    """A caller who rings while the incident is open hears of it in the call and is in it by Ctrl+J."""

    def __init__(self, hands: Hands, incidents: dict[str, Incident], room: Room) -> None:
        super().__init__(hands, incidents)
        self._room = room
        self._building = self._words = ""
        self._ended_at: datetime | None = None

    def open_for(self, entry: Entry, spoken: Spoken) -> str | None:
        """The incident this caller joins in his call; None when it is not known yet or not about his flat."""
        fact = entry.story.first(What.JOINED_OUTAGE)
        if fact is None:
            return None
        incident = self.known[name_of(fact)]
        on_register = incident.is_power_cut and spoken.told_at is not None
        if on_register and incident.name not in self.matter_ids:
            # Typed in from paper: everybody knows of it by now.
            self.write_down(incident, entry)
        is_known = incident.name in self.matter_ids and (on_register or spoken.premises_id is not None)
        return incident.name if is_known else None

    def is_power_cut(self, name: str) -> bool:
        """Whether its callers stand in a 来电登记表."""
        return self.known[name].is_power_cut

    def join(self, outage_id: int, entry: Entry, fact: Fact) -> None:
        if entry.story.entered_at is not None:
            # The board's dialog tells the user now; this one was told when he rang.
            super().join(outage_id, entry, fact)
            return
        self._room.repairs.join(entry.number, outage_id, fact.words)
        self._room.count("并入停热事件")

    def write_down(self, incident: Incident, entry: Entry) -> None:
        if incident.is_power_cut:
            # The whole station is dark, wherever those live who rang.
            incident = replace(incident, building="", unit="")
        # What the file calls it is no reason to give the users; the words of the first caller are.
        self._building, self._words, self._ended_at = incident.building, entry.story.words, incident.ended_at
        super().write_down(incident, entry)

    def take(self, draft: OutageDraft) -> int:
        if draft.cause is Cause.POWER and draft.began_at is not None:
            self._room.count("停电")
            return self._room.power.record_cut(draft.began_at, self._ended_at)
        area = draft.areas[0] if draft.areas else None
        building = (area.building_id, self._building) if area is not None and area.building_id is not None else None
        self._room.count("停热事件")
        return self._room.outages.write_down(
            draft.cause,
            self._words,
            building,
            area.unit if area is not None else "",
            began_at=draft.began_at,
            expected_at=draft.expected_at,
            told_at=draft.told_at,
        )

    def heat_is_back(self, outage_id: int, incident: Incident, told: tuple[int, ...]) -> None:
        assert incident.ended_at is not None
        self._room.outages.restore(outage_id, incident.ended_at)
        self._room.count("恢复供热")
        if incident.is_power_cut:
            self._room.power.settle()
            self._room.count("停电办结")
