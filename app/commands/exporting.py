"""`export`."""

import argparse
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

from app.bootstrap import Target
from app.commands.desk import at_desk, say, say_json
from app.services.customers.export import export_ledger


def export_file(target: Target, options: argparse.Namespace) -> int:
    """Write the ledger to a workbook, masked unless a manager asks for it whole; the reason is recorded."""
    with at_desk(target, options.operator, writes=True) as desk:
        exported = export_ledger(desk, Path(options.file), options.reason, key=uuid4(), masked=not options.whole)
    assert exported is not None
    if options.json:
        say_json(asdict(exported))
        return 0
    names = "姓名、电话已遮挡" if exported.masked else "含完整的姓名、电话"
    say(f"已导出 {exported.rows} 户到 {options.file}，{names}。")
    return 0
