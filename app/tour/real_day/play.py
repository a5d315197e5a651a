"""Plays a day: every step at the moment the desk learned of it, through the act of the services that fits."""

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from app.services.kernel.errors import InvalidInput, NotFound, Refused, Stale
from app.services.kernel.times import FrozenClock
from app.services.repairs.acts import close_unreached
from app.tour.real_day.book import Entry
from app.tour.real_day.hands import Hands
from app.tour.real_day.incidents import Incident, Incidents, incidents_of
from app.tour.real_day.order import Step, in_order
from app.tour.real_day.others import Others
from app.tour.real_day.repairs import Repairs
from app.tour.real_day.sheets import Sheets
from app.tour.real_day.values import Fact, Kind, Story, What

Act = Callable[[Entry, Fact], None]
# So many attempts in so many half-days end a callback; the services know the numbers and refuse before.
_ATTEMPTS = 3
REFUSALS = (Refused, InvalidInput, NotFound, Stale)


@dataclass(frozen=True, slots=True)
class Parts:
    """Who plays what of a call."""

    repairs: Repairs
    others: Others
    sheets: Sheets


AtWindows = Callable[[Hands, dict[str, Incident]], tuple[Parts, Incidents]]


class DayPlayer:
    """Knows what is still to come; `play` goes on from where it stopped.

    `at_windows` makes those who play the calls of the lines `shown` at the window, and the incidents.
    """

    def __init__(
        self,
        clock: FrozenClock,
        hands: Hands,
        stories: Iterable[Story],
        shown: Collection[int] = (),
        at_windows: AtWindows | None = None,
    ) -> None:
        day = list(stories)
        self._clock = clock
        self.hands = hands
        self._book = hands.book
        self._steps = in_order(day)
        self._next = 0
        self.closed_unreached = 0
        self._shown = frozenset(shown)
        self._parts = self._shown_parts = Parts(Repairs(hands), Others(hands), Sheets(hands))
        self.incidents = Incidents(hands, incidents_of(day))
        if at_windows is not None:
            self._shown_parts, self.incidents = at_windows(hands, incidents_of(day))
        self._ends = self.incidents.ends()

    @property
    def last(self) -> datetime:
        """When the last step of the day is."""
        return max([self._steps[-1].at, *(end.closed_at for end in self._ends if end.closed_at)])

    def play(self, until: datetime | None = None) -> None:
        """Everything up to `until`, or to the end; the clock only goes forward and stands at the last step."""
        while self._next < len(self._steps) and (until is None or self._steps[self._next].at <= until):
            step = self._steps[self._next]
            self._next += 1
            self._end_incidents(before=step.at)
            self._forward(step.at)
            self._play(step)
        self._end_incidents(before=until)
        if until is not None:
            self._forward(until)

    def _forward(self, moment: datetime) -> None:
        self._clock.set(max(moment, self._clock.now()))

    def _end_incidents(self, before: datetime | None) -> None:
        while self._ends:
            incident = self._ends[0]
            closed_at = incident.closed_at
            if closed_at is None or (before is not None and closed_at >= before):
                return
            self._ends.pop(0)
            self._forward(closed_at)
            try:
                self.incidents.restore(incident)
            except REFUSALS as error:
                self.hands.book.refuse_end(incident.name, closed_at, error.message)

    def _play(self, step: Step) -> None:
        story, fact = step.story, step.fact
        try:
            if fact is None:
                self._take(story)
            else:
                self._act(story, fact)
        except REFUSALS as error:
            # What the desk refuses is a finding about the day; the other calls go on.
            self._book.refuse(story, fact, error.message)

    def _take(self, story: Story) -> None:
        self._book.refuse_unknown(story)
        entry = self._book.of(story)
        if story.only_urges and self._book.open_at_same_place(story) is not None:
            # He who asks again has a matter already.
            return
        parts = self._parts_of(story)
        (parts.repairs.take if story.kind is Kind.REPAIR else parts.others.take)(entry)

    def _act(self, story: Story, fact: Fact) -> None:
        entry = self._book.of(story)
        if not entry.taken and fact.what is What.URGED:
            entry = self._book.open_at_same_place(story) or entry
        if not entry.taken:
            self._book.refuse(story, fact, "这个来电没有受理，后面的事也没有录入。")
            return
        act = self._act_for(story, fact.what)
        if act is None:
            self._book.refuse(story, fact, "这类受理件没有这一步。")
            return
        act(entry, fact)

    def _act_for(self, story: Story, what: What) -> Act | None:
        common: dict[What, Act] = {What.MERGED: self._merge, **self.incidents.acts}
        parts = self._parts_of(story)
        if story.kind is Kind.REPAIR:
            of_repairs = {**parts.repairs.acts, What.ARRIVED: self._arrive, What.CALLBACK_UNREACHED: self._not_reached}
            return {**common, **of_repairs, **parts.sheets.acts}.get(what)
        return {**common, **parts.others.acts[story.kind]}.get(what)

    def _parts_of(self, story: Story) -> Parts:
        return self._shown_parts if story.line in self._shown else self._parts

    def _merge(self, entry: Entry, fact: Fact) -> None:
        main = self._book.meant_by(entry.story, fact)
        if main is None:
            self._book.refuse(entry.story, fact, f"没有找到要并入的“{fact.with_scene}”。")
            return
        self._parts_of(entry.story).others.merge(entry, main, fact.words)

    def _arrive(self, entry: Entry, fact: Fact) -> None:
        self._parts_of(entry.story).repairs.arrive(entry, fact)
        self.incidents.arrived(entry.story, fact)

    def _not_reached(self, entry: Entry, fact: Fact) -> None:
        """The last attempt of several ends the callback, where the rule allows it."""
        self._parts_of(entry.story).repairs.not_reached(entry, fact)
        attempts = [known for known in entry.story.facts if known.what is What.CALLBACK_UNREACHED]
        if len(attempts) >= _ATTEMPTS and fact == attempts[-1]:
            # Too few half-days, or outside the window: then the callback stays owed, and nothing is amiss.
            with suppress(Refused):
                close_unreached(self.hands.desk(), entry.matter_id, "", uuid4())
                self.closed_unreached += 1


def repairers_of(stories: Iterable[Story]) -> list[str]:
    """Everybody the day sends out, in the order of their first going."""
    return list(dict.fromkeys(fact.repairer for story in stories for fact in story.facts if fact.repairer))
