"""The found matters as a workbook: with a reason, telephones in words masked by role, recorded."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from app.services.kernel.desk import Desk, Role
from app.services.kernel.exporting import (
    AT_ONCE,
    Exported,
    ListToExport,
    checked_place,
    checked_reason,
    workbook,
    write_recorded,
)
from app.services.kernel.progress import GoOn
from app.services.kernel.times import china
from app.services.matters.worklist import Found, Wanted, WorkRow, find_matters, work_rows
from app.services.paper.masking import mask_phones

SUBJECT = "工单"
HEADINGS = ("编号", "类别", "受理时间", "地址", "诉求", "阶段", "维修员", "责任人", "办结时间", "超时的时限")
MASKED = "地址和诉求里的电话已遮挡；举报内容不列出。"
WHOLE = "地址和诉求按原话列出，请妥善保管，用后删除；举报内容不列出。"


def export_matters(
    desk: Desk, path: Path, wanted: Wanted, reason: str, *, key: UUID, masked: bool = True, go_on: GoOn | None = None
) -> Exported | None:
    """Write the matters that `wanted` finds to `path` (xlsx); None when `go_on` says stop.

    More than are listed are not written; the second sheet says how many there are.

    Telephones in words are masked unless a manager asks for everything. Raises InvalidInput without a reason,
    NotAllowed for other roles, AppError when the file cannot be written; record and key as `write_recorded`.
    """
    desk.require(Role.CLERK)
    if not masked:
        desk.require(Role.MANAGER)
    told = checked_reason(reason)
    checked_place(path)
    found = find_matters(desk, wanted)
    note = MASKED if masked else WHOLE
    if found.count > len(found.ids):
        note = f"查到 {found.count} 件，只列最近 {len(found.ids)} 件。{note}"
    export = ListToExport("worklist.export", SUBJECT, "件", told, masked, note)
    body = workbook(desk, export, HEADINGS, _lines(desk, found, masked), len(found.ids), go_on)
    return None if body is None else write_recorded(desk, export, path, body, len(found.ids), key)


def _lines(desk: Desk, found: Found, masked: bool) -> Iterator[list[Any]]:
    for start in range(0, len(found.ids), AT_ONCE):
        chunk = found.ids[start : start + AT_ONCE]
        rows = work_rows(desk, chunk)
        yield from (_cells(rows[matter_id], masked) for matter_id in chunk if matter_id in rows)


def _cells(row: WorkRow, masked: bool) -> list[Any]:
    return [
        row.number,
        row.kind_word,
        _moment(row.told_at),
        mask_phones(row.place) if masked else row.place,
        mask_phones(row.words) if masked else row.words,
        row.phase,
        row.repairer,
        row.owner,
        None if row.closed_at is None else _moment(row.closed_at),
        "、".join(row.late),
    ]


def _moment(moment: datetime) -> datetime:
    """China time without its zone: workbooks know none."""
    return china(moment).replace(tzinfo=None)
