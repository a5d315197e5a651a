"""The whole tour: stage, ledger, a day of calls, pictures at its busiest hour, figures at its end."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from app.services.kernel.logs import Logs
from app.services.kernel.times import FrozenClock, china
from app.services.reports.day import day_figures
from app.tour.acts import ByServices, Played
from app.tour.at_windows.room import Room, open_room
from app.tour.by_windows import ByWindows
from app.tour.calls import Call, read_calls
from app.tour.clerk.clerk import Clerk
from app.tour.hours import busiest_hour, callback_hour, count_open, through_windows
from app.tour.pictures import Album, Moment, Wanted
from app.tour.play import Player
from app.tour.real_day.reading import is_real_day, read_day
from app.tour.real_day.run import play_real_day
from app.tour.stage import CALLER, CLERK, Stage, bring_ledger_in, set_stage
from app.tour.windows import Windows

Play = Callable[[Stage, Room, Album], dict[str, Any]]


def run_tour(out: Path, ledger: Path, calls_file: Path, url: str, wanted: Wanted) -> dict[str, Any]:
    """Play the day and leave papers, pictures and summary.json in `out`; returns the summary.

    A file of calls as JSON is a real day; a table is the simple one. `url` is a PostgreSQL database without a
    station; with "" the data lies in `out`, too. `wanted` says which pictures are taken.
    """
    play: Play
    if is_real_day(calls_file):
        stories = read_day(calls_file)
        begins, play = min(story.told_at for story in stories), partial(play_real_day, stories=stories)
    else:
        calls = read_calls(calls_file)
        begins, play = calls[0].told_at, partial(_play, calls=calls)
    stage = set_stage(out, FrozenClock(begins - timedelta(hours=1)), url)
    logs = Logs(stage.folder / "data" / "logs")
    try:
        report = bring_ledger_in(stage, ledger)
        with Windows(stage) as windows:
            clerk = Clerk(windows)
            album = Album(clerk, stage.pictures, ledger, wanted)
            room = open_room(clerk, stage.papers, stage.scans)
            summary = {"ledger": asdict(report), **play(stage, room, album)}
    finally:
        logs.close()
        stage.store.close()
    summary["ledger"].pop("problems", None)
    (out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
    return summary


def _play(stage: Stage, room: Room, album: Album, calls: list[Call]) -> dict[str, Any]:
    pictures = busiest_hour(calls)
    by_services = ByServices(lambda: stage.desk(_on_duty(stage)), stage.papers)
    by_windows = ByWindows(room, by_services)
    cast = [
        Played(call, order, stage.repairer_ids[order % len(stage.repairer_ids)]) for order, call in enumerate(calls)
    ]
    shown = through_windows(calls, pictures)
    player = Player(stage.clock, lambda played: by_windows if played.order in shown else by_services)
    player.expect(cast)
    player.play(until=pictures)
    album.take(Moment.BUSIEST, work=count_open(calls, pictures) > 0)
    player.play(until=callback_hour(calls, pictures))
    album.take(Moment.CALLBACKS)
    player.play()
    figures = asdict(day_figures(stage.desk()))
    return {"calls": len(calls), "through_windows": room.intake.keys_by_number, **figures}


def _on_duty(stage: Stage) -> str:
    """Two clerks share the day: the one who calls back is seldom the one who took the call."""
    return CLERK if china(stage.clock.now()).hour < 16 else CALLER
