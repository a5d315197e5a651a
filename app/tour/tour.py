"""The whole tour: stage, ledger, a day of calls, pictures at its busiest hour, figures at its end."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.services.kernel.logs import Logs
from app.services.kernel.times import FrozenClock, china
from app.services.reports.day import day_figures
from app.tour.acts import ByServices, Played
from app.tour.by_windows import ByWindows
from app.tour.calls import Call, read_calls
from app.tour.pictures import Album
from app.tour.play import Player
from app.tour.stage import CALLER, CLERK, Stage, bring_ledger_in, set_stage
from app.tour.windows import Windows

# Pictures are taken when the day is at its fullest: late afternoon of the first day.
PICTURES_AT = timedelta(hours=17, minutes=30)
# The morning when the first callbacks are due.
CALLBACKS_AT = timedelta(days=2, hours=9, minutes=6)
# These calls before the pictures go through the windows, key by key.
THROUGH_WINDOWS = 6


def run_tour(out: Path, ledger: Path, calls_file: Path) -> dict[str, Any]:
    """Play the day and leave papers, pictures and summary.json in `out`; returns the summary."""
    calls = read_calls(calls_file)
    stage = set_stage(out, FrozenClock(calls[0].told_at - timedelta(hours=1)))
    logs = Logs(stage.folder / "data" / "logs")
    try:
        report = bring_ledger_in(stage, ledger)
        with Windows(stage) as windows:
            album = Album(windows, stage.pictures, ledger)
            summary = {"ledger": asdict(report), **_play(stage, windows, album, calls)}
    finally:
        logs.close()
        stage.store.close()
    summary["ledger"].pop("problems", None)
    (out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
    return summary


def _play(stage: Stage, windows: Windows, album: Album, calls: list[Call]) -> dict[str, Any]:
    midnight = china(calls[0].told_at).replace(hour=0, minute=0)
    busiest = midnight + PICTURES_AT
    by_services = ByServices(lambda: stage.desk(_on_duty(stage)), stage.papers)
    by_windows = ByWindows(windows, by_services)
    cast = [
        Played(call, order, stage.repairer_ids[order % len(stage.repairer_ids)]) for order, call in enumerate(calls)
    ]
    shown = _chosen(cast, busiest)
    player = Player(stage.clock, lambda played: by_windows if played.order in shown else by_services)
    player.expect(cast)
    player.play(until=busiest)
    album.take_busiest_hour()
    player.play(until=midnight + CALLBACKS_AT)
    album.take_callback_hour()
    player.play()
    figures = asdict(day_figures(stage.desk()))
    return {"calls": len(calls), "through_windows": by_windows.keys_by_number, **figures}


def _chosen(cast: list[Played], busiest: datetime) -> set[int]:
    """The last calls before the pictures whose repair was finished by then, so that every page is worked through."""
    done = [
        played.order
        for played in cast
        if not played.call.is_enquiry and played.call.finished_at is not None and played.call.finished_at < busiest
    ]
    return set(done[-THROUGH_WINDOWS:])


def _on_duty(stage: Stage) -> str:
    """Two clerks share the day: the one who calls back is seldom the one who took the call."""
    return CLERK if china(stage.clock.now()).hour < 16 else CALLER
