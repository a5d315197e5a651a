"""The ledger as a workbook in the program's own columns: with a reason, masked by role, and recorded."""

import hashlib
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from peewee import JOIN

from app.models.disclosure import ExportRecord
from app.models.people import Person
from app.models.premises import Building, Community, Contact, Premises, SeasonAccount
from app.services.customers.contacts.tenure import holds_now
from app.services.customers.ledger.headings import FIELD_LABELS, Field
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import AppError, InvalidInput, Refused
from app.services.kernel.progress import GoOn
from app.services.kernel.store import Store
from app.services.kernel.text import clean, natural
from app.services.kernel.times import china
from app.services.kernel.unit import writing
from app.services.paper.masking import mask_name, mask_phones

SUBJECT = "台账"
REASON_LIMIT = 200
AT_ONCE = 500
# A blank building means "as above" in many ledgers; this says there is none.
NO_PART = "-"
MASKED = "姓名、电话已遮挡，低保、缴费、备注未列出。"
WHOLE = "含完整的姓名、电话，请妥善保管，用后删除。"
COLUMNS = (
    Field.COMMUNITY,
    Field.BUILDING,
    Field.UNIT,
    Field.ROOM,
    Field.NUMBER,
    Field.HOLDER,
    Field.PHONE,
    Field.AREA,
    Field.CHARGED_AREA,
    Field.USE,
    Field.LOW_INCOME,
    Field.HEATING,
    Field.POSITION,
    Field.STATE,
    Field.PAID,
    Field.CONNECTED_ON,
    Field.REMARK,
)

# Never on a list that leaves, see the papers' rules; a remark may say any of it.
PRIVATE = frozenset({Field.LOW_INCOME, Field.PAID, Field.REMARK})


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, as the record keeps it."""

    record_id: int
    rows: int
    masked: bool
    sha256: str


def export_ledger(
    desk: Desk, path: Path, reason: str, *, key: UUID, masked: bool = True, go_on: GoOn | None = None
) -> Exported | None:
    """Write every premises with its holder and this season's account to `path` (xlsx); None when `go_on` says stop.

    Names and telephones are masked, and what a paper that leaves may never tell (低保, 欠费, remarks) is left
    out, unless a manager asks for everything. The record with the file's SHA-256 is
    committed before the file appears. The program's import reads such a file back: whole, it says unchanged for
    every line. One key is one file: a second call with it writes nothing and is Refused unless that file is there
    as it was written. Raises InvalidInput without a reason, NotAllowed for other roles, AppError when the file cannot
    be written.
    """
    desk.require(Role.CLERK)
    if not masked:
        desk.require(Role.MANAGER)
    told = clean(reason).strip()
    if len(told) < 2:
        raise InvalidInput({"reason": "请写明导出做什么用、交给谁。"})
    _refuse_place(path)
    ids = _ordered_ids(desk.store)
    body = _workbook(desk, ids, told, masked, go_on)
    if body is None:
        return None
    digest = hashlib.sha256(body).hexdigest()
    aside = _write_aside(body, path)
    try:
        done = _record(desk, path, told, len(ids), masked, digest, key)
        if done.sha256 == digest:
            aside.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        with suppress(OSError):
            aside.unlink()
    return done


def _record(desk: Desk, path: Path, reason: str, rows: int, masked: bool, digest: str, key: UUID) -> Exported:
    with writing(desk, "ledger.export", key) as unit:
        if first := unit.earlier(Exported):
            if not _is_written(path, first.sha256):
                raise Refused("这次导出已记录，文件却没有写成。请重新导出一次。")
            return first
        record_id = unit.insert(
            ExportRecord,
            staff=desk.actor.staff_id,
            subject=SUBJECT,
            reason=reason[:REASON_LIMIT],
            rows=rows,
            masked=masked,
            file_name=path.name[:200],
            sha256=digest,
            made_at=unit.at,
        )
        return unit.result(Exported(record_id, rows, masked, digest))


def _workbook(desk: Desk, ids: list[int], reason: str, masked: bool, go_on: GoOn | None) -> bytes | None:
    # Loaded here: nobody pays for it before the first export.
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(SUBJECT)
    columns = [field for field in COLUMNS if not (masked and field in PRIVATE)]
    sheet.append([FIELD_LABELS[field] for field in columns])
    for done, values in enumerate(_lines(desk, ids, masked)):
        if go_on is not None and done % AT_ONCE == 0 and not go_on(done, len(ids)):
            sheet.close()
            return None
        cells: list[Any] = []
        for field in columns:
            cell = value = values[field]
            if type(value) is str and value.startswith("="):
                # As text: what somebody typed must not come alive as a formula.
                cell = WriteOnlyCell(sheet, value)
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    about = book.create_sheet("说明")
    about.append([f"{desk.station.company}{desk.station.name}　{china(desk.now()):%Y-%m-%d %H:%M} 导出，{len(ids)} 户"])
    about.append([f"导出人：{desk.actor.name}　用途：{reason}"])
    about.append([MASKED if masked else WHOLE])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(desk: Desk, ids: list[int], masked: bool) -> Iterator[dict[Field, Any]]:
    for start in range(0, len(ids), AT_ONCE):
        chunk = ids[start : start + AT_ONCE]
        rows = {row[0]: row for row in desk.store.tuples(_chunk_query(chunk, desk.station.season))}
        for premises_id in chunk:
            yield _values(rows[premises_id], masked)


def _values(row: tuple[Any, ...], masked: bool) -> dict[Field, Any]:
    (_, community, building, unit, room, number, name, phone, phone2, area_c, charged_c, *words) = row
    use, low_income, heating, position, state, paid, connected_on, remark = words
    phones = "、".join(value for value in (phone, phone2) if value)
    return {
        Field.COMMUNITY: community,
        Field.BUILDING: building or NO_PART,
        Field.UNIT: unit or NO_PART,
        Field.ROOM: room,
        Field.NUMBER: number,
        Field.HOLDER: mask_name(name or "") if masked else name,
        Field.PHONE: mask_phones(phones) if masked else phones,
        Field.AREA: None if area_c is None else area_c / 100,
        Field.CHARGED_AREA: None if charged_c is None else charged_c / 100,
        Field.USE: use,
        Field.LOW_INCOME: "是" if low_income else "否",
        Field.HEATING: heating,
        Field.POSITION: position,
        Field.STATE: state,
        Field.PAID: paid,
        Field.CONNECTED_ON: connected_on,
        Field.REMARK: remark,
    }


def _chunk_query(ids: list[int], season: str) -> Any:
    return (
        Premises.select(
            Premises.id,
            Community.name,
            Building.name,
            Premises.unit,
            Premises.room,
            Premises.number,
            Person.name,
            Person.phone,
            Person.phone2,
            Premises.area_c,
            SeasonAccount.charged_area_c,
            Premises.use,
            Premises.low_income,
            Premises.heating,
            Premises.position,
            Premises.state,
            SeasonAccount.paid,
            Premises.connected_on,
            Premises.remark,
        )
        .join(Building, on=(Premises.building == Building.id))
        .join(Community, on=(Building.community == Community.id))
        .join(
            Contact,
            JOIN.LEFT_OUTER,
            on=((Contact.premises == Premises.id) & holds_now()),
        )
        .join(Person, JOIN.LEFT_OUTER, on=(Contact.person == Person.id))
        .join(
            SeasonAccount,
            JOIN.LEFT_OUTER,
            on=(
                (SeasonAccount.premises == Premises.id)
                & (SeasonAccount.season == season)
                & SeasonAccount.voided_at.is_null()
            ),
        )
        .where(Premises.id.in_(ids))
        # Of several present holders the first is written, as on the card: the last row of a premises wins.
        .order_by(Contact.id.desc())
    )


def _ordered_ids(store: Store) -> list[int]:
    """Premises as one would walk them: by community, building, unit, room, numbers as numbers."""
    query = (
        Premises.select(Premises.id, Community.name, Building.name, Premises.unit, Premises.room)
        .join(Building, on=(Premises.building == Building.id))
        .join(Community, on=(Building.community == Community.id))
        .where(Premises.voided_at.is_null())
    )
    rows = store.tuples(query)
    return [row[0] for row in sorted(rows, key=lambda row: (*map(natural, row[1:]), row[0]))]


def _is_written(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _refuse_place(path: Path) -> None:
    try:
        fits = not path.is_dir() and path.resolve().parent.is_dir()
    except OSError as error:
        raise _unwritten(path, error) from error
    if not fits:
        raise AppError(f"“{path.name[:40]}”不能用来存导出的台账。请选一个已有的文件夹，写上文件名。")
    if path.suffix.lower() != ".xlsx":
        raise AppError(f"导出的是 Excel 表，请把文件名写成 {path.stem[:40]}.xlsx。")


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
