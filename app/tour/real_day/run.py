"""A real day on the stage: played through the services, photographed twice, judged and counted."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app.services.matters.steps import matter_row
from app.tour.at_windows.making import at_windows, shown
from app.tour.at_windows.room import Room
from app.tour.hours import busiest_hour, callback_hour, count_open
from app.tour.pictures import Album, Moment
from app.tour.real_day.cast import cast
from app.tour.real_day.differences import differences
from app.tour.real_day.play import DayPlayer
from app.tour.real_day.summary import summary_of
from app.tour.real_day.values import Story
from app.tour.stage import CALLER, CLERK, MANAGER, Stage


def play_real_day(stage: Stage, room: Room, album: Album, *, stories: Sequence[Story]) -> dict[str, Any]:
    """Play the day and take its pictures; returns its figures and every difference from what the file expects."""
    calls = sorted(stories, key=lambda story: story.told_at)
    player = cast(
        stage.store,
        stage.clock,
        stories,
        manager=MANAGER,
        clerks=(CLERK, CALLER),
        papers=stage.papers,
        shown=shown(stories),
        at_windows=at_windows(room),
    )
    pictures = busiest_hour(calls)
    player.play(until=pictures)
    album.take(Moment.BUSIEST, work=count_open(calls, pictures) > 0)
    player.play(until=callback_hour(calls, pictures))
    album.take(Moment.CALLBACKS)
    player.play()
    judged = differences(stage.desk(), player.hands.book, player.last)
    _last_papers(player)
    return {
        **asdict(summary_of(player, judged)),
        "through_windows": room.intake.keys_by_number,
        "by_keys": dict(sorted(room.played.items())),
        "pictures_read": room.returns.pictures,
        "pictures_refused": room.returns.refused,
    }


def _last_papers(player: DayPlayer) -> None:
    """What a station prints when all is over, whatever the day was."""
    desk, papers = player.hands.desk(), player.hands.papers
    papers.opinions(desk)
    papers.callbacks(desk)
    homes = (matter_row(desk.store, entry.matter_id).building_id for entry in player.hands.book if entry.taken)
    building_id = next(filter(None, homes), None)
    if building_id is not None:
        papers.cards(desk, building_id)
