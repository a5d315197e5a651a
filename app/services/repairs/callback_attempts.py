"""Every attempt to call somebody back: what was dialled, who answered, what was asked and said."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.models.people import Caller
from app.models.repairs import CallbackAnswers
from app.models.station import Staff
from app.services.kernel.store import Store
from app.services.matters.events import EffectiveEvent, EventRow, effective, event_rows
from app.services.repairs.facts import Event

# What an attempt came to, in the words of lists and papers.
RESULT_WORDS = {
    "solved": "已解决",
    "unsolved": "未解决",
    "refused": "拒访",
    "no_answer": "无人接听",
    "busy": "占线",
    "off": "关机停机",
    "wrong_number": "空号错号",
}
_CALLS = frozenset({Event.CALLED_BACK, Event.CALLBACK_UNREACHED})
REACHED = frozenset({"solved", "unsolved", "refused"})


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered; None was not asked or not answered. `room_c`: the user's own word, hundredths of a degree."""

    on_time: bool | None = None
    polite: bool | None = None
    protected: bool | None = None
    overcharged: bool | None = None
    room_c: int | None = None
    satisfaction: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call. `dialled_id` is the caller row whose number was dialled; `phone` is whole."""

    matter_id: int
    at: datetime
    result: str
    by: str
    dialled_id: int | None
    phone: str
    answered_by: str
    answers: Answers

    @property
    def reached(self) -> bool:
        """Whether somebody spoke."""
        return self.result in REACHED

    @property
    def word(self) -> str:
        """The result as people say it."""
        return RESULT_WORDS.get(self.result, self.result)


@dataclass(frozen=True, slots=True)
class _Kept:
    matter_id: int
    at: datetime
    dialled_id: int | None
    phone: str | None
    answered_by: str
    on_time: bool | None
    polite: bool | None
    protected: bool | None
    overcharged: bool | None
    room_c: int | None
    satisfaction: str
    words: str


def attempts_of(store: Store, matter_ids: Sequence[int]) -> dict[int, list[Attempt]]:
    """The attempts of each matter, oldest first, as they stand after corrections; withdrawn ones are left out.

    Result and time come from the history, the answers from what was kept at the call.
    """
    if not matter_ids:
        return {}
    waiting: defaultdict[tuple[int, datetime], deque[_Kept]] = defaultdict(deque)
    for row in _kept(store, matter_ids):
        waiting[row.matter_id, row.at].append(row)
    names = dict(store.tuples(Staff.select(Staff.id, Staff.name)))
    by_matter: defaultdict[int, list[EventRow]] = defaultdict(list)
    kept: dict[int, _Kept] = {}
    for event in event_rows(store, matter_ids):
        by_matter[event.matter_id].append(event)
        # The answers stand under the time that was typed at the call, whatever it was corrected to.
        if event.kind in _CALLS and (answers := waiting.get((event.matter_id, event.happened_at))):
            kept[event.id] = answers.popleft()
    return {
        matter_id: attempts
        for matter_id, events in by_matter.items()
        if (attempts := [_attempt(matter_id, event, names, kept.get(event.id)) for event in _calls(events)])
    }


def _calls(events: list[EventRow]) -> list[EffectiveEvent]:
    return [event for event in effective(events) if event.kind in _CALLS]


def _attempt(matter_id: int, event: EffectiveEvent, names: Mapping[int, str], kept: _Kept | None) -> Attempt:
    by, result = names.get(event.actor_id or 0, ""), event.code or "no_answer"
    if kept is None:
        return Attempt(matter_id, event.happened_at, result, by, None, "", "", Answers())
    answers = Answers(
        kept.on_time, kept.polite, kept.protected, kept.overcharged, kept.room_c, kept.satisfaction, kept.words
    )
    return Attempt(
        matter_id, event.happened_at, result, by, kept.dialled_id, kept.phone or "", kept.answered_by, answers
    )


def _kept(store: Store, matter_ids: Sequence[int]) -> list[_Kept]:
    row = CallbackAnswers
    query = (
        row.select(
            row.matter.alias("matter_id"),
            row.at,
            row.dialled.alias("dialled_id"),
            Caller.phone,
            row.answered_by,
            row.on_time,
            row.polite,
            row.protected,
            row.overcharged,
            row.room_c,
            row.satisfaction,
            row.words,
        )
        .left_outer_join(Caller, on=(Caller.id == row.dialled))
        .where(row.matter.in_(matter_ids))
        .order_by(row.id)
    )
    return store.rows(query, _Kept)
