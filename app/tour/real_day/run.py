"""A real day on the stage: played at the window and through the services, photographed, judged and counted."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.services.kernel.times import china
from app.services.matters.steps import matter_row
from app.tour.at_windows.beyond import call_back, close_refused, show_strange_papers
from app.tour.at_windows.making import at_windows, shown
from app.tour.at_windows.room import Room
from app.tour.hours import busiest_hour, callback_hour, count_open
from app.tour.pictures import Album, Moment
from app.tour.real_day.cast import cast
from app.tour.real_day.differences import differences
from app.tour.real_day.duty import enter_roster, read_off
from app.tour.real_day.play import DayPlayer
from app.tour.real_day.summary import summary_of
from app.tour.real_day.values import Story
from app.tour.stage import CALLER, CALLER_PIN, CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, Stage

PINS = {CLERK: CLERK_PIN, CALLER: CALLER_PIN, MANAGER: MANAGER_PIN}
# Shifts of the tour's station: the day's clerk and the night's.
DAY, NIGHT = 8, 20
# The head wants to know how the night was.
MORNING = timedelta(hours=7, minutes=30)
PROMISES = "催办的几户已答应今晚回电话"
NOTICES = "停电、抢修情况见停热事件"


@dataclass(frozen=True, slots=True)
class _Errand:
    """Something of the station's own at a moment of the day."""

    at: datetime
    run: Callable[[], None]


def play_real_day(stage: Stage, room: Room, album: Album, *, stories: Sequence[Story]) -> dict[str, Any]:
    """Play the day and take its pictures; returns its figures and every difference from what the file expects."""
    calls = sorted(stories, key=lambda story: story.told_at)
    by_keys = shown(stories)
    player = cast(
        stage.store,
        stage.clock,
        stories,
        manager=MANAGER,
        clerks=(CLERK, CALLER),
        papers=stage.papers,
        shown=by_keys,
        at_windows=at_windows(room),
    )
    staff = player.hands.staff
    standby = staff[player.hands.repairers[0]]
    enter_roster(stage.desk(MANAGER), (staff[CLERK], staff[CALLER]), staff[MANAGER], standby)
    day = _Day(stage, room, album, player, by_keys)
    day.sit_down(on_duty(calls[0].told_at))
    # As every evening; what is written in the dark needs its numbers.
    room.power.write_folder()
    for errand in day.errands(calls):
        player.play(until=errand.at)
        errand.run()
    player.play()
    judged = differences(stage.desk(), player.hands.book, player.last)
    # What the file leaves open is ended after it is judged.
    close_refused(room, player)
    day.sign_approvals()
    day.last_papers()
    return {
        **asdict(summary_of(player, judged)),
        "through_windows": room.intake.keys_by_number,
        "by_keys": dict(sorted(room.played.items())),
        "pictures_read": room.returns.pictures,
        "pictures_refused": room.returns.refused,
    }


def on_duty(moment: datetime) -> str:
    """The clerk of that hour."""
    return CLERK if DAY <= china(moment).hour < NIGHT else CALLER


class _Day:
    """What happens at the station beside the calls of the file."""

    def __init__(self, stage: Stage, room: Room, album: Album, player: DayPlayer, by_keys: frozenset[int]) -> None:
        self._stage = stage
        self._room = room
        self._album = album
        self._player = player
        self._by_keys = by_keys

    def errands(self, calls: Sequence[Story]) -> list[_Errand]:
        """In the order of their moments; a day that ends before has no such errand."""
        first, last = china(calls[0].told_at), self._player.last
        midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
        busiest = busiest_hour(calls)
        changes = [midnight + timedelta(hours=hour) for hour in (DAY, NIGHT, 24 + DAY)]
        errands = [
            *(_Errand(change, self._hand_over) for change in changes),
            _Errand(midnight + timedelta(days=1) + MORNING, self._morning_papers),
            _Errand(callback_hour(calls, busiest), self._call_back),
        ]
        wanted = [errand for errand in errands if first < errand.at < last]
        busy = _Errand(busiest, lambda: self._album.take(Moment.BUSIEST, work=count_open(calls, busiest) > 0))
        return sorted([busy, *wanted], key=lambda errand: errand.at)

    def sit_down(self, who: str) -> None:
        """F9, unless he sits there already."""
        if self._room.operator() != who:
            self._room.duty.sit_down(who, PINS[who])
            self._room.count("换人")

    def sign_approvals(self) -> None:
        """The head comes and signs, then the clerk goes on."""
        before = self._room.operator()
        self.sit_down(MANAGER)
        for _ in range(self._room.duty.sign_approvals()):
            self._room.count("站长补签")
        self.sit_down(before)

    def last_papers(self) -> None:
        """What a station prints when all is over, whatever the day was."""
        hands = self._player.hands
        desk, papers = hands.desk(), hands.papers
        papers.opinions(desk)
        papers.callbacks(desk)
        for day in self._days():
            papers.daily(desk, day)
        papers.folder(desk, self._stage.folder / "data" / "断电夹")
        homes = (matter_row(desk.store, entry.matter_id).building_id for entry in hands.book if entry.taken)
        building_id = next(filter(None, homes), None)
        if building_id is not None:
            papers.cards(desk, building_id)

    def _days(self) -> list[date]:
        """The days on which somebody called."""
        told = (entry.story.told_at for entry in self._player.hands.book)
        return sorted({china(moment).date() for moment in told})

    def _hand_over(self) -> None:
        read_off(self._player.hands.desk())
        leaving, coming = self._room.operator(), on_duty(self._stage.clock.now())
        if leaving == coming:
            return
        handover_id = self._room.duty.write_handover(PINS[leaving], promises=PROMISES, notices=NOTICES)
        if china(self._stage.clock.now()).hour == NIGHT:
            self._album.take(Moment.HANDOVER)
        self._room.duty.take_over(coming, PINS[coming])
        self._room.count("交接班")
        self._player.hands.papers.handover(self._player.hands.desk(), handover_id)

    def _morning_papers(self) -> None:
        """站长晨报, fit to be read aloud."""
        self._player.hands.papers.morning(self._player.hands.desk())

    def _call_back(self) -> None:
        show_strange_papers(self._room)
        self._album.take(Moment.CALLBACKS)
        call_back(self._room, self._player, self._by_keys)
