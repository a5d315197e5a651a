"""A list as a workbook outside the program: with a reason, recorded before the file appears, one key one file."""

import hashlib
import io
import os
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from app.models.disclosure import ExportRecord
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError, InvalidInput, Refused
from app.services.kernel.progress import GoOn
from app.services.kernel.text import clean
from app.services.kernel.times import china
from app.services.kernel.unit import writing

REASON_LIMIT = 200
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, as the record keeps it."""

    record_id: int
    rows: int
    masked: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class ListToExport:
    """`act` names the unit of work, `subject` the sheet and the record, `unit` what is counted (户, 件).

    `note` stands on the second sheet: what was masked or left out.
    """

    act: str
    subject: str
    unit: str
    reason: str
    masked: bool
    note: str


def checked_reason(reason: str) -> str:
    """The reason as it is kept; InvalidInput when it says nothing."""
    told = clean(reason).strip()
    if len(told) < 2:
        raise InvalidInput({"reason": "请写明导出做什么用、交给谁。"})
    return told


def checked_place(path: Path) -> None:
    """AppError with a sentence when a workbook cannot be kept there."""
    try:
        fits = not path.is_dir() and path.resolve().parent.is_dir()
    except OSError as error:
        raise _unwritten(path, error) from error
    if not fits:
        raise AppError(f"“{path.name[:40]}”不能用来存导出的表。请选一个已有的文件夹，写上文件名。")
    if path.suffix.lower() != ".xlsx":
        raise AppError(f"导出的是 Excel 表，请把文件名写成 {path.stem[:40]}.xlsx。")


def workbook(
    desk: Desk,
    export: ListToExport,
    headings: Sequence[str],
    lines: Iterable[Sequence[Any]],
    count: int,
    go_on: GoOn | None = None,
) -> bytes | None:
    """The list and a sheet 说明; None when `go_on` says stop.

    What somebody typed never comes alive as a formula, and no character of it keeps the book from being written.
    """
    # Loaded here: nobody pays for it before the first export.
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(export.subject)
    sheet.append(list(headings))
    for done, line in enumerate(lines):
        if go_on is not None and done % AT_ONCE == 0 and not go_on(done, count):
            sheet.close()
            return None
        cells: list[Any] = []
        for value in line:
            cell = clean(value) if type(value) is str else value
            if type(cell) is str and cell.startswith("="):
                cell = WriteOnlyCell(sheet, cell)
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    about = book.create_sheet("说明")
    made = f"{china(desk.now()):%Y-%m-%d %H:%M} 导出，{count} {export.unit}"
    about.append([f"{desk.station.company}{desk.station.name}　{made}"])
    about.append([f"导出人：{desk.actor.name}　用途：{export.reason}"])
    about.append([export.note])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_recorded(desk: Desk, export: ListToExport, path: Path, body: bytes, rows: int, key: UUID) -> Exported:
    """The bytes at `path`; the record with their SHA-256 is committed before the file appears.

    One key is one file: a second call with it writes nothing and is Refused unless that file is there as it was
    written. AppError when the file cannot be written.
    """
    digest = hashlib.sha256(body).hexdigest()
    aside = _write_aside(body, path)
    try:
        done = _record(desk, export, path, rows, digest, key)
        if done.sha256 == digest:
            aside.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        with suppress(OSError):
            aside.unlink()
    return done


def _record(desk: Desk, export: ListToExport, path: Path, rows: int, digest: str, key: UUID) -> Exported:
    with writing(desk, export.act, key) as unit:
        if first := unit.earlier(Exported):
            if not _is_written(path, first.sha256):
                raise Refused("这次导出已记录，文件却没有写成。请重新导出一次。")
            return first
        record_id = unit.insert(
            ExportRecord,
            staff=desk.actor.staff_id,
            subject=export.subject,
            reason=export.reason[:REASON_LIMIT],
            rows=rows,
            masked=export.masked,
            file_name=path.name[:200],
            sha256=digest,
            made_at=unit.at,
        )
        return unit.result(Exported(record_id, rows, export.masked, digest))


def _is_written(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _write_aside(body: bytes, path: Path) -> Path:
    """The bytes on disk beside the place they are wanted, so that the record is made only when there is room."""
    aside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with aside.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise _unwritten(path, error) from error
    return aside


def _unwritten(path: Path, error: OSError) -> AppError:
    return AppError(
        f"写不进《{path.name[:40]}》（{error.strerror}）。请换一个文件夹或短一些的文件名，或先关闭正打开的同名文件。"
    )
