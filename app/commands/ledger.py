"""`import`."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

from app.bootstrap import Target
from app.commands.desk import at_desk, say, say_json
from app.services.customers.imports import import_ledger

_SHOWN_PROBLEMS = 20


def import_file(target: Target, options: argparse.Namespace) -> int:
    """Take a ledger in, or only count it; every source line is accounted for."""
    with at_desk(target, options.operator, writes=not options.dry_run) as desk:
        report = import_ledger(
            desk,
            Path(options.ledger),
            key=uuid4(),
            dry_run=options.dry_run,
            errors=Path(options.errors) if options.errors else None,
            go_on=_say_progress if sys.stderr.isatty() else None,
        )
    if options.json:
        say_json(asdict(report))
        return 0
    verb = "试算" if options.dry_run else "导入"
    say(
        f"{verb} {report.rows} 行：新增 {report.created}，更新 {report.updated}，未变 {report.unchanged}，"
        f"重复 {report.duplicate}，退回 {report.rejected}，跳过(标题、小计等) {report.skipped}。"
    )
    say(*(f"  第 {found.line_no} 行 {found.reason}" for found in report.problems[:_SHOWN_PROBLEMS]))
    if len(report.problems) > _SHOWN_PROBLEMS:
        say(f"  另有 {len(report.problems) - _SHOWN_PROBLEMS} 处待核，在“待核”里逐条处理。")
    return 0


def _say_progress(done: int, of: int) -> bool:
    sys.stderr.write(f"\r{done}/{of}")
    return True
