"""`deadline` and `calendar import`."""

import argparse
import os
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from app.bootstrap import Target
from app.commands.desk import at_desk, say, say_json
from app.services.clocks.deadline import Deadline, as_json, deadlines, working_day_deadlines
from app.services.kernel.errors import NotFound
from app.services.kernel.times import china
from app.services.matters.rules_in_force import MovedDue, load_calendar_year, moved_dues

WRONG_USAGE = 2


def show_deadlines(target: Target, options: argparse.Namespace) -> int:
    """When a limit runs out, and why, by the rules in force in this database."""
    if (options.policy is None) == (options.working_days is None):
        sys.stderr.write("usage: heatdesk deadline POLICY --from TIME … | --working-days N --from TIME …\n")
        return WRONG_USAGE
    with at_desk(target, options.operator) as desk:
        if options.policy is None:
            found = working_day_deadlines(desk.rules.calendar, options.working_days, options.times)
        else:
            found = deadlines(desk.rules, options.policy, options.times)
    if options.json:
        say_json(as_json(found))
    else:
        for deadline in found:
            say(*_lines(deadline))
    return 0


def import_calendar(target: Target, options: argparse.Namespace) -> int:
    """Take in a year's plan; lists the clocks whose due moved."""
    path = Path(options.file)
    if not os.path.isfile(path):
        raise NotFound(f"找不到文件“{path}”。")
    with at_desk(target, options.operator, writes=True) as desk:
        loaded = load_calendar_year(desk, path.read_bytes(), path.name, uuid4())
        moved = moved_dues(desk, before=desk.rules)
    if options.json:
        say_json({**asdict(loaded), "moved": [_as_json(due) for due in moved]})
    else:
        say(f"{loaded.year} 年工作日安排已导入：放假 {loaded.holidays} 天，调休上班 {loaded.worked} 天。")
        say(*(f"{due.number} {due.title}:{_minute(due.old_due)} → {_minute(due.new_due)}" for due in moved))
    return 0


def _as_json(due: MovedDue) -> dict[str, object]:
    return {
        "number": due.number,
        "title": due.title,
        "old_due": china(due.old_due).isoformat(timespec="seconds"),
        "new_due": china(due.new_due).isoformat(timespec="seconds"),
        "provisional": due.provisional,
    }


def _minute(moment: datetime) -> str:
    return f"{china(moment):%Y-%m-%d %H:%M}"


def _lines(deadline: Deadline) -> list[str]:
    due = deadline.due
    mark = "(暂定)" if due.provisional else ""
    first = f"{deadline.asked} 起算，到期 {china(due.due):%Y-%m-%d %H:%M:%S}{mark}"
    return [first, *(f"  {china(step.at):%Y-%m-%d %H:%M}  {step.why}" for step in due.steps)]
