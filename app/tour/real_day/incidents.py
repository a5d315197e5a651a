"""The incidents of a day: made when the first caller joins, over when the file tells it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from app.services.matters.steps import matter_row
from app.services.matters.values import Noted
from app.services.outages import acts
from app.services.outages.values import AreaDraft, Cause, JoinDraft, OutageDraft, RestoredDraft
from app.tour.real_day.book import Entry
from app.tour.real_day.fields import next_time
from app.tour.real_day.hands import Hands
from app.tour.real_day.values import Fact, Story, What

_TIME = re.compile(r"\d{1,2}[:：]\d{2}")
_OF_POWER = ("power", "停电")
_UNNAMED = "未命名"


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as the file tells it; times in its name are its own, else the first caller's is when it began.

    `ended_at` None: the day does not tell. `closed_at` is when the desk can write the end down.
    """

    name: str
    told_at: datetime
    began_at: datetime
    ended_at: datetime | None
    closed_at: datetime | None
    building: str
    unit: str

    @property
    def is_power_cut(self) -> bool:
        return any(word in self.name.lower() for word in _OF_POWER)


def incidents_of(stories: Iterable[Story]) -> dict[str, Incident]:
    """Every incident somebody joins, by its name."""
    told: dict[str, list[tuple[Story, Fact]]] = {}
    everybody = list(stories)
    for story in everybody:
        for fact in story.facts:
            if fact.what is What.JOINED_OUTAGE:
                told.setdefault(name_of(fact), []).append((story, fact))
    return {name: _incident(name, joined, everybody) for name, joined in told.items()}


def name_of(fact: Fact) -> str:
    return fact.incident or _UNNAMED


def _incident(name: str, joined: list[tuple[Story, Fact]], stories: list[Story]) -> Incident:
    first = min(min(story.told_at, fact.at) for story, fact in joined)
    last_learned = max(story.learned(fact) for story, fact in joined)
    buildings = {story.building for story, _ in joined}
    building = buildings.pop() if len(buildings) == 1 else ""
    units = {story.unit for story, _ in joined}
    began, ended = _named_times(name, first)
    if ended is None and building:
        ended = _repaired_at(building, first, last_learned, {story.line for story, _ in joined}, stories)
    return Incident(
        name=name,
        told_at=first,
        began_at=began,
        ended_at=ended,
        closed_at=max(ended, last_learned) if ended else None,
        building=building,
        unit=units.pop() if building and len(units) == 1 else "",
    )


def _named_times(name: str, first: datetime) -> tuple[datetime, datetime | None]:
    """From and to as the name says, on the day of the first caller; what contradicts the callers is not believed."""
    times = _TIME.findall(name)
    if len(times) != 2:
        return first, None
    hour, minute = (int(part) for part in re.split("[:：]", times[0]))
    if hour > 23 or minute > 59:
        return first, None
    began = min(first, first.replace(hour=hour, minute=minute, second=0, microsecond=0))
    return began, next_time(times[1], began)


def _repaired_at(
    building: str, first: datetime, last: datetime, joined: set[int], stories: list[Story]
) -> datetime | None:
    """When the repair in that building that ran beside the incident was done."""
    done = [
        fact.at
        for story in stories
        if story.building == building and story.line not in joined and story.told_at <= last
        for fact in story.facts
        if fact.what is What.FINISHED and fact.at >= max(first, last)
    ]
    return min(done, default=None)


class Incidents:
    """Writes the incidents down and lets callers join."""

    def __init__(self, hands: Hands, incidents: dict[str, Incident]) -> None:
        self.hands = hands
        self.known = incidents
        self.joined: dict[str, list[int]] = {name: [] for name in incidents}
        self._arrived: set[str] = set()
        self.matter_ids: dict[str, int] = {}
        self.acts = {What.JOINED_OUTAGE: self._join}

    def ends(self) -> list[Incident]:
        """Incidents whose end the day tells, by when the desk writes it down."""
        known = [incident for incident in self.known.values() if incident.closed_at is not None]
        return sorted(known, key=lambda incident: (incident.closed_at or incident.told_at, incident.name))

    def _join(self, entry: Entry, fact: Fact) -> None:
        incident = self.known[name_of(fact)]
        if incident.name not in self.matter_ids:
            self.write_down(incident, entry)
        if entry.matter_id not in self.joined[incident.name]:
            self.join(self.matter_ids[incident.name], entry, fact)
            self.joined[incident.name].append(entry.matter_id)

    def join(self, outage_id: int, entry: Entry, fact: Fact) -> None:
        """His call belongs to the incident."""
        acts.join(self.hands.desk(), outage_id, entry.matter_id, JoinDraft(words=fact.words, at=fact.at), uuid4())

    def write_down(self, incident: Incident, entry: Entry) -> None:
        """A new incident, upon the call of the first who joins; its notice is printed."""
        building_id = matter_row(self.hands.desk().store, entry.matter_id).building_id if incident.building else None
        known_end = incident.ended_at is not None and incident.ended_at <= self.hands.desk().now()
        draft = OutageDraft(
            cause=Cause.POWER if incident.is_power_cut else Cause.FAULT,
            # What it is called here is no reason to give the users: the cause's own word stands on the notice.
            began_at=incident.began_at,
            # What is typed in afterwards names its end, too.
            expected_at=incident.ended_at if known_end else None,
            areas=(AreaDraft(building_id=building_id, unit=incident.unit),) if building_id else (),
            words=f"{entry.story.words}（{incident.name}）",
            told_at=incident.told_at,
        )
        outage_id = self.take(draft)
        self.matter_ids[incident.name] = outage_id
        self.hands.papers.notice(self.hands.desk(), outage_id, restored=False)

    def take(self, draft: OutageDraft) -> int:
        """登记; the id of its matter."""
        return acts.take_outage(self.hands.desk(), draft, uuid4()).matter_id

    def arrived(self, story: Story, fact: Fact) -> None:
        """The first repairer who comes to the building of an incident stands at the incident, too."""
        for name, matter_id in self.matter_ids.items():
            incident = self.known[name]
            is_here = bool(incident.building) and incident.building == story.building
            lasts = incident.began_at <= fact.at and (incident.ended_at is None or fact.at <= incident.ended_at)
            if is_here and lasts and name not in self._arrived:
                self._arrived.add(name)
                acts.arrive(self.hands.desk(), matter_id, Noted(fact.at, fact.at), uuid4())

    def restore(self, incident: Incident) -> None:
        """Heat is back; who joined is told."""
        outage_id = self.matter_ids.get(incident.name)
        if outage_id is None:
            return
        self.heat_is_back(outage_id, incident, tuple(self.joined[incident.name]))
        self.hands.papers.notice(self.hands.desk(), outage_id, restored=True)

    def heat_is_back(self, outage_id: int, incident: Incident, told: tuple[int, ...]) -> None:
        """恢复供热, and everybody who joined hears of it."""
        desk = self.hands.desk()
        acts.restore(desk, outage_id, Noted(incident.ended_at, incident.ended_at), uuid4())
        if told:
            acts.tell_restored(desk, outage_id, RestoredDraft(told=told), uuid4())
