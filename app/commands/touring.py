"""`tour`."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.bootstrap import Target, has_display
from app.commands.desk import say, say_json
from app.services.kernel.errors import Refused

SAMPLES = Path(__file__).resolve().parents[2] / "tests" / "data"


def run_tour(target: Target, options: argparse.Namespace) -> int:
    """Play a day; without files the invented ones of the source tree are used."""
    # Pictures need no screen, and a window that flashes by would only disturb.
    if not has_display() or "QT_QPA_PLATFORM" not in os.environ:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.tour.pictures import LOOKS, PICTURES, Wanted
    from app.tour.tour import run_tour as run
    from app.tour.without_screen import quiet_about_sizes

    ledger, calls = (Path(options.ledger) if options.ledger else SAMPLES / "ledger_station.xlsx"), options.calls
    calls_file = Path(calls) if calls else SAMPLES / "calls_first_cold_day.csv"
    for path in (ledger, calls_file):
        if not os.path.isfile(path):
            raise Refused(f"找不到文件“{path}”。请用 --ledger 和 --calls 指明台账和来电表。")
    names = [picture.name for picture in PICTURES]
    if unknown := [name for name in options.picture or () if name not in names]:
        raise Refused(f"没有这样的图片：{'、'.join(unknown)}。可以用：{'、'.join(names)}。")
    wanted = Wanted(options.look or LOOKS, options.picture or names)
    with quiet_about_sizes():
        summary = run(Path(options.out), ledger, calls_file, target.url, wanted)
    if options.json:
        say_json(summary)
    else:
        say(
            f"来电 {summary['calls']} 个，报修 {summary['repairs']} 件，咨询 {summary['enquiries']} 件，"
            f"单据 {summary['sheets']} 张，收回 {summary['sheets_returned']} 张。",
            *_outcome(summary),
            f"单据、图片和数字在“{options.out}”。",
        )
    return 0


def _outcome(summary: dict[str, Any]) -> Iterator[str]:
    """How the clocks came out beside how the file expects them, where it says so."""
    if "differences" not in summary:
        return
    yield f"时限与预期不符 {len(summary['differences'])} 处，没有录入的 {len(summary['refused'])} 处。"
    for found in summary["differences"]:
        yield "第 {call} 号来电（{scene}）{clock}：应为 {expected}，实为 {found}。".format(**found)
    for found in summary["refused"]:
        yield "第 {call} 号来电（{scene}）{at} {what} 没有录入：{why}".format(**found)
