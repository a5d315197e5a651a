"""`verify` and `doctor`."""

import argparse
import sys
from pathlib import Path

from app.bootstrap import Target
from app.commands.desk import at_desk, say, say_json
from app.services.trust.doctor import health, pack
from app.services.trust.integrity import check_everything


def verify_database(target: Target, options: argparse.Namespace) -> int:
    """0 only when every row says what the acts made it say."""
    with at_desk(target, options.operator) as desk:
        findings = check_everything(desk.store, options.anchor)
    if options.json:
        say_json(
            {
                "clean": not findings,
                "findings": [
                    {"table": found.table, "row": found.row_id, "column": found.column, "sentence": found.sentence}
                    for found in findings
                ],
            }
        )
    else:
        say(*([found.sentence for found in findings] or ["核验无误。"]))
    if findings:
        sys.stderr.write(f"共 {len(findings)} 处不符。请保留现场，通知站长和公司。\n")
    return 1 if findings else 0


def show_health(target: Target, options: argparse.Namespace) -> int:
    """Versions, counts and logs; nothing personal."""
    with at_desk(target, options.operator) as desk:
        report = health(desk.store)
        if options.zip:
            pack(report, target.folder / "logs", Path(options.zip))
    if options.json:
        say_json(report)
    else:
        for section, values in report.items():
            say(f"[{section}]", *(f"{name}: {value}" for name, value in values.items()))
    return 0
