"""Repairs at the window: calls taken by F2, their facts from their rows on the board."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.services.customers.finding.search import search
from app.services.kernel.desk import Desk
from app.services.matters.steps import matter_row
from app.services.repairs.faults import faults
from app.tour.at_windows.incidents import IncidentsAtWindow
from app.tour.at_windows.room import Room
from app.tour.clerk.intake import Spoken
from app.tour.real_day.book import Entry
from app.tour.real_day.hands import Hands, channel_of
from app.tour.real_day.repairs import (
    NO_WORDS,
    RECEIVER,
    RESULTS,
    USER_REASONS,
    Repairs,
    evidence_of,
    is_there,
    responsibility_of,
)
from app.tour.real_day.values import Fact, Story, What
from app.views.repairs import words
from app.views.repairs.intake_parts import CallKind
from app.views.repairs.visit_dialogs import ASKED

# What was said to who rang in the dark.
TOLD = "停电，来电后恢复供热"
SLIP = timedelta(minutes=1)
UNITS = ("3", "2", "1")


class RepairsAtWindow(Repairs):
    """What the window does not ask, such as an arrival of somebody who was never sent, goes through the services."""

    def __init__(self, hands: Hands, room: Room, incidents: IncidentsAtWindow) -> None:
        super().__init__(hands)
        self._room = room
        self._incidents = incidents
        # Who was sent on the visit that runs, by matter.
        self._sent: dict[int, int] = {}
        # The first arrival is typed a minute too early and put right.
        self._slipped = False

    def take(self, entry: Entry) -> None:
        spoken = self._misheard(entry.story, spoken_of(self.hands, entry.story, CallKind.REPAIR))
        incident = self._incidents.open_for(entry, spoken)
        on_register = incident is not None and spoken.told_at is not None and self._incidents.is_power_cut(incident)
        if on_register:
            taken = self._room.power.type_line(spoken, TOLD)
        elif incident is not None:
            taken = self._room.intake.take_and_join(spoken)
        else:
            taken = self._room.intake.take(spoken)
        if incident is not None:
            self._incidents.joined[incident].append(taken.matter_id)
        entry.matter_id, entry.number = taken.matter_id, taken.number
        how = "来电登记表" if on_register else "补录来电" if spoken.told_at else "并入来电" if incident else "来电"
        self._room.count(how)

    def contact(self, entry: Entry, fact: Fact) -> None:
        self._room.repairs.contact(entry.number, fact.at, fact.words)
        self._room.count("联系")

    def dispatch(self, entry: Entry, fact: Fact) -> None:
        man = self.hands.repairer(fact.repairer, entry)
        self._room.repairs.dispatch(entry.number, man, fact.at, fact.words)
        entry.repairer_id = self._sent[entry.matter_id] = man
        self._room.count("派工")

    def arrive(self, entry: Entry, fact: Fact) -> None:
        man = self.hands.repairer(fact.repairer, entry)
        if self._sent.pop(entry.matter_id, None) != man:
            super().arrive(entry, fact)
            return
        if self._slipped:
            self._room.repairs.arrive(entry.number, fact.at, fact.words)
        else:
            self._slipped = True
            self._room.repairs.arrive(entry.number, fact.at - SLIP, fact.words)
            self._room.repairs.correct_time(entry.number, fact.at, "到场时间录错一分钟")
            self._room.count("更正")
        entry.repairer_id = man
        self._room.count("到场")

    def finish(self, entry: Entry, fact: Fact) -> None:
        known = faults()
        self._room.repairs.finish(
            entry.number,
            fact.at,
            None if is_there(entry.story, fact) else fact.at,
            cause=fact.cause if fact.cause in known["causes"] else "",
            done=fact.done if fact.done in known["done"] else "",
            responsibility=responsibility_of(fact),
            note=fact.words,
        )
        self._room.count("完工")

    def end_visit(self, entry: Entry, fact: Fact) -> None:
        result = RESULTS[fact.what]
        said = {
            "until": fact.until,
            "evidence": evidence_of(fact) if fact.what in USER_REASONS else "",
            "risk_told": fact.risk_told or None,
            # What was explained the file tells by itself.
            "told_user": False,
            "part": fact.part,
            "receiver": fact.to or fact.received_by or RECEIVER,
        }
        asked = {name: said.get(name) for name in ASKED[result]}
        self._room.repairs.end_visit(entry.number, result, at=fact.at, note=fact.words, **asked)
        self._room.count("上门结果")
        if fact.what is What.WRONG_ADDRESS:
            self._correct_address(entry, fact)

    def _misheard(self, story: Story, spoken: Spoken) -> Spoken:
        """A call whose address turns out wrong at the door was taken for a flat in another unit of the building."""
        if story.first(What.WRONG_ADDRESS) is None or spoken.premises_id is None:
            return spoken
        units = (unit for unit in UNITS if unit != story.unit)
        others = (hit for unit in units for hit in search(self.hands.desk(), f"{story.building}-{unit}", 1))
        wrong = next((hit for hit in others if hit.premises_id is not None), None)
        return spoken if wrong is None else replace(spoken, address=wrong.address, premises_id=wrong.premises_id)

    def _correct_address(self, entry: Entry, fact: Fact) -> None:
        """更正户号, where the call was taken for another address than the file's."""
        right = self.hands.place(entry.story).premises_id
        if right is not None and matter_row(self.hands.desk().store, entry.matter_id).premises_id != right:
            self._room.repairs.change_premises(entry.number, entry.story.address, right, fact.words or NO_WORDS)
            self._room.count("更正户号")

    def solve_by_phone(self, entry: Entry, fact: Fact) -> None:
        self._room.repairs.solve_by_phone(entry.number, fact.words or NO_WORDS)
        self._room.count("电话办结")

    def refuse_price(self, entry: Entry, fact: Fact) -> None:
        self._room.repairs.refuse_price(entry.number, fact.words or NO_WORDS, risk_told=fact.risk_told, at=fact.at)
        self._room.count("不同意收费")

    def find_damage(self, entry: Entry, fact: Fact) -> None:
        self._room.repairs.find_damage(
            entry.number, facility=fact.facility, owner=fact.owner, agrees=bool(fact.agrees), note=fact.words
        )
        self._room.count("用户责任损坏")

    def reschedule(self, entry: Entry, fact: Fact) -> None:
        self._room.repairs.reschedule(entry.number, fact.until, fact.words or entry.story.words)
        self._room.count("改约")

    def explain(self, entry: Entry, fact: Fact) -> None:
        self._room.repairs.explain(entry.number, fact.words or NO_WORDS, fact.until, fact.at)
        self._room.count("说明")

    def urge(self, entry: Entry, fact: Fact) -> None:
        """From the row; somebody who rings again about it is taken by F2 and F4."""
        if fact in entry.story.facts:
            self._room.repairs.urge(entry.number, fact.words)
        else:
            self._room.intake.urge(spoken_of(self.hands, entry.story, CallKind.REPAIR, fact.words))
        self._room.count("催办")

    def not_reached(self, entry: Entry, fact: Fact) -> None:
        """By the list of those who may be called now; at another hour he is not on it."""
        if not self._room.callbacks.is_listed(entry.matter_id):
            super().not_reached(entry, fact)
            return
        self._room.callbacks.not_reached(entry.matter_id, fact.words)
        self._room.count("回访未接通")


def spoken_of(hands: Hands, story: Story, kind: CallKind, said: str | None = None) -> Spoken:
    """The call as the clerk hears it."""
    place = hands.place(story)
    relations = [relation for relation, _ in words.RELATIONS]
    channel = channel_of(story)
    return Spoken(
        kind,
        story.words if said is None else said,
        address=story.address,
        premises_id=place.premises_id,
        outside=bool(story.address) and place.premises_id is None and story.free_place,
        name=story.caller.name,
        phone=story.caller.phone,
        relation=story.caller.relation if story.caller.relation in relations else "其他",
        group=story.group,
        sender=story.caller.name if kind is CallKind.FORWARDED else "",
        channel=channel if channel in [word for word, _ in words.CHANNELS] else "",
        told_at=_earlier(story.told_at, hands.desk()),
    )


def _earlier(told_at: datetime, desk: Desk) -> datetime | None:
    """A call that is taken while it is told has no time typed."""
    return told_at if told_at < desk.now() else None
