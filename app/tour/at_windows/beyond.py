"""What the day's file does not tell but a day has: strange papers, 电话请示, a shift handed over, callbacks."""

from collections.abc import Sequence

from app.tour.at_windows.room import Room
from app.tour.clerk.scans import foreign, torn_off
from app.tour.real_day.book import Entry
from app.tour.real_day.play import DayPlayer
from app.tour.real_day.values import Kind, What

# The slip of another station that lies between ours.
STRANGER = "HD-XYZ-20261206-0007"
# So many users are called back by keys.
CALLED_BACK = 4
USER_REASON = "用户拒绝入户，约了改天又不在"
SAID = "同意按用户原因办结，明早补签"


def show_strange_papers(room: Room) -> None:
    """One slip is another station's, one is torn; the page says so and goes on."""
    room.returns.show(foreign(STRANGER, room.scans, seed=1))
    ours = sorted(room.papers.glob("HD-*-1.pdf"))
    if ours:
        room.returns.show(torn_off(ours[0], room.scans, seed=2))


def call_back(room: Room, player: DayPlayer, shown: frozenset[int]) -> None:
    """Some of those whose slips came back are called and read their code aloud."""
    for entry in [entry for entry in player.hands.book if _may_be_called(room, entry, shown)][:CALLED_BACK]:
        if room.callbacks.is_listed(entry.matter_id):
            room.callbacks.call_back(entry.matter_id, room.papers / f"{entry.returned}-1.pdf")
            room.count("回访")


def close_refused(room: Room, player: DayPlayer) -> None:
    """Who never let anybody in: the head is asked over the phone, the repair is closed for the user's reason."""
    head = player.hands.staff[player.hands.manager]
    for entry in _left_open(list(player.hands.book)):
        room.repairs.close_for_user(entry.number, USER_REASON, head, SAID)
        room.count("电话请示")


def _may_be_called(room: Room, entry: Entry, shown: frozenset[int]) -> bool:
    story = entry.story
    told = story.first(What.CALLBACK_UNREACHED) is not None or "callback" in story.expect
    paper = room.papers / f"{entry.returned}-1.pdf"
    return story.line in shown and bool(entry.returned) and not told and paper.exists()


def _left_open(entries: Sequence[Entry]) -> list[Entry]:
    return [
        entry
        for entry in entries
        if entry.taken
        and entry.story.kind is Kind.REPAIR
        and entry.story.first(What.REFUSED_ENTRY) is not None
        and entry.story.first(What.FINISHED, What.PHONE_SOLVED) is None
    ]
