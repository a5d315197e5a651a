"""`import`."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

from app.bootstrap import Target
from app.commands.desk import at_desk, say, say_json
from app.services.customers.importing.batches import BatchRow, batches, undo_batch
from app.services.customers.importing.imports import import_ledger
from app.services.customers.importing.report import ChangeKind, ImportReport
from app.services.kernel.errors import AppError
from app.services.kernel.times import china

_SHOWN = 20
_NONE = "无"


def import_file(target: Target, options: argparse.Namespace) -> int:
    """Take a ledger in, or only count it; take an import back; without a ledger, list what was taken in."""
    if options.undo is not None:
        return _undo(target, options)
    if options.ledger is None:
        return _list(target, options)
    accept = _kinds(options.accept)
    with at_desk(target, options.operator, writes=not options.dry_run) as desk:
        report = import_ledger(
            desk,
            Path(options.ledger),
            key=uuid4(),
            dry_run=options.dry_run,
            errors=Path(options.errors) if options.errors else None,
            go_on=_say_progress if sys.stderr.isatty() else None,
            accept=accept,
        )
    if options.json:
        say_json(asdict(report))
    else:
        _say_report(report, "试算" if options.dry_run else "导入")
    return 0


def _kinds(text: str | None) -> frozenset[ChangeKind] | None:
    if text is None:
        return None
    words = [] if text.strip() == _NONE else text.replace("，", ",").replace("、", ",").split(",")
    try:
        return frozenset(ChangeKind(word.strip()) for word in words)
    except ValueError:
        raise AppError(
            f"--accept 后面写要采用的变化，用逗号隔开：{'、'.join(ChangeKind)}；都不采用写 {_NONE}。"
        ) from None


def _say_report(report: ImportReport, verb: str) -> None:
    say(
        f"{verb} {report.rows} 行：新增 {report.created}，更新 {report.updated}，未变 {report.unchanged}，"
        f"重复 {report.duplicate}，退回 {report.rejected}，跳过（标题、小计等）{report.skipped}。"
    )
    say(*(f"  {sentence}" for sentence in report.unread))
    for change in report.changes:
        say(f"  {change.kind} {change.count} 户{'' if change.accepted else '，未采用'}")
    if report.accounts:
        say(f"  已有用户新建采暖季台账 {report.accounts} 户")
    if report.missing:
        shown = "、".join(report.missing_addresses[:_SHOWN])
        say(f"  这份台账里没有的用户 {report.missing} 户，未作改动：{shown}{' 等' if report.missing > _SHOWN else ''}")
    say(
        *(
            f"  {f'《{found.sheet}》' if found.sheet else ''}第 {found.line_no} 行 {found.reason}"
            for found in report.problems[:_SHOWN]
        )
    )
    if len(report.problems) > _SHOWN:
        say(f"  另有 {len(report.problems) - _SHOWN} 处待核，在“待核”里逐条处理。")
    if report.batch_id is not None:
        say(f"  导入记录 {report.batch_id}。")


def _list(target: Target, options: argparse.Namespace) -> int:
    with at_desk(target, options.operator) as desk:
        found = batches(desk)
    if options.json:
        say_json([asdict(row) | {"state": _state(row)} | _moments(row) for row in found])
    else:
        say(*(f"{row.id} 《{row.file_name}》 {row.season} {row.lines} 行 {_state(row)}" for row in found))
        if not found:
            say("还没有导入过台账。")
    return 0


def _state(row: BatchRow) -> str:
    if row.undone_at is not None:
        return f"已撤销：{row.undo_reason}"
    if row.undo_reason:
        return "撤销到一半"
    return "已完成" if row.finished_at is not None else "未完成"


def _moments(row: BatchRow) -> dict[str, str | None]:
    times = {"started_at": row.started_at, "finished_at": row.finished_at, "undone_at": row.undone_at}
    return {name: None if at is None else china(at).isoformat() for name, at in times.items()}


def _undo(target: Target, options: argparse.Namespace) -> int:
    with at_desk(target, options.operator, writes=True) as desk:
        go_on = _say_progress if sys.stderr.isatty() else None
        report = undo_batch(desk, options.undo, options.reason, uuid4(), go_on)
    if options.json:
        say_json(asdict(report))
    else:
        say(f"已撤销导入 {report.batch_id}：作废 {report.voided} 户，还原 {report.restored} 户。")
    return 0


def _say_progress(done: int, of: int) -> bool:
    sys.stderr.write(f"\r{done}/{of}")
    return True
