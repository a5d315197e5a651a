"""值班记录: lines written down in a shift; a correction is a new line, the words before stay readable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from peewee import JOIN, ModelSelect, fn

from app.models.duty import DutyNote
from app.models.matters import Matter
from app.models.station import Staff
from app.services.duty.settings import late_entry, note_sorts
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.matters.moments import is_late, refuse_future, spoken, whole_minute

LONGEST = 500


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """One line; the matter it is about by id, or by its number as typed."""

    at: datetime
    sort: str
    words: str = field(repr=False)
    matter_id: int | None = None
    matter_number: str = ""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One line as it was written; `corrects_id` names the line it replaces."""

    id: int
    at: datetime
    sort: str
    words: str = field(repr=False)
    matter_id: int | None
    matter_number: str
    corrects_id: int | None
    entered_at: datetime
    by: str

    @property
    def late(self) -> bool:
        """补记: written down long after it happened."""
        return is_late(self.at, self.entered_at)


@dataclass(frozen=True, slots=True)
class Note:
    """A line that counts, with what stood there before, the oldest first."""

    line: NoteRow
    earlier: tuple[NoteRow, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteKept:
    note_id: int


def write_note(desk: Desk, draft: NoteDraft, key: UUID) -> NoteKept:
    """Write one line. InvalidInput for an unknown sort or matter or no words; Refused for a time to come."""
    return _write(desk, draft, None, key)


def correct_note(desk: Desk, note_id: int, draft: NoteDraft, key: UUID) -> NoteKept:
    """更正: the line as it is to be; the old one stays beside it. Refused when it was corrected before."""
    return _write(desk, draft, note_id, key)


def notes(desk: Desk, since: datetime, until: datetime) -> list[Note]:
    """Lines that count and lie from `since` up to and without `until`, in order of their time."""
    query = _lines().where(DutyNote.at >= since, DutyNote.at < until).order_by(DutyNote.at, DutyNote.id)
    found = desk.store.rows(query, NoteRow)
    if not found:
        return []
    corrected = DutyNote.select(DutyNote.corrects).where(DutyNote.corrects.in_([line.id for line in found]))
    replaced = set(desk.store.scalars(corrected))
    history = _chains(desk, [line for line in found if line.corrects_id is not None])
    return [Note(line, _before(line, history)) for line in found if line.id not in replaced]


def _write(desk: Desk, draft: NoteDraft, corrects: int | None, key: UUID) -> NoteKept:
    desk.require(Role.CLERK)
    refuse_future(draft.at, desk.now())
    if draft.at < desk.now() - late_entry():
        raise Refused(f"{spoken(draft.at)} 已过去 {late_entry().days} 天以上，不能再补记。请核对日期。")
    if problems := _problems(draft):
        raise InvalidInput(problems)
    with writing(desk, "duty.note" if corrects is None else "duty.note_correct", key) as unit:
        if first := unit.earlier(NoteKept):
            return first
        if corrects is not None:
            _refuse_corrected(unit, corrects)
        note_id = unit.insert(
            DutyNote,
            at=whole_minute(draft.at),
            sort=draft.sort,
            words=clean(draft.words).strip(),
            matter_id=_matter(unit, draft),
            corrects_id=corrects,
            entered_at=unit.at,
            by_id=desk.actor.staff_id,
        )
        unit.changed("note", note_id)
        return unit.result(NoteKept(note_id))


def _problems(draft: NoteDraft) -> dict[str, str]:
    problems: dict[str, str] = {}
    if draft.sort not in note_sorts():
        problems["sort"] = "请选择类别。"
    words = clean(draft.words).strip()
    if not words:
        problems["words"] = "请填写记录内容。"
    elif len(words) > LONGEST:
        problems["words"] = f"一行最多 {LONGEST} 字，现在 {len(words)} 字。请分成几行。"
    return problems


def _matter(unit: Unit, draft: NoteDraft) -> int | None:
    number = draft.matter_number.strip().upper()
    if not number:
        return draft.matter_id
    found: int | None = unit.store.scalar(Matter.select(Matter.id).where(Matter.number == number))
    if found is None:
        raise InvalidInput({"matter_number": f"没有编号为 {number} 的工单。请核对编号，或不填。"})
    return found


def _refuse_corrected(unit: Unit, note_id: int) -> None:
    if unit.store.scalar(DutyNote.select(DutyNote.id).where(DutyNote.id == note_id)) is None:
        raise NotFound("没有这一行记录。请刷新后再试。")
    if unit.store.scalar(DutyNote.select(DutyNote.id).where(DutyNote.corrects == note_id)) is not None:
        raise Refused("这一行已更正过。请在更正后的那一行上再改。")


def _chains(desk: Desk, lines: list[NoteRow]) -> Mapping[int, NoteRow]:
    """Every line that one of these replaces, directly or through others."""
    known: dict[int, NoteRow] = {}
    wanted = {line.corrects_id for line in lines if line.corrects_id is not None}
    while wanted:
        found = desk.store.rows(_lines().where(DutyNote.id.in_(sorted(wanted))), NoteRow)
        known |= {line.id: line for line in found}
        wanted = {line.corrects_id for line in found if line.corrects_id is not None} - known.keys()
    return known


def _before(line: NoteRow, history: Mapping[int, NoteRow]) -> tuple[NoteRow, ...]:
    earlier: list[NoteRow] = []
    while line.corrects_id is not None:
        line = history[line.corrects_id]
        earlier.insert(0, line)
    return tuple(earlier)


def _lines() -> "ModelSelect[DutyNote]":
    row = DutyNote
    return (
        row.select(
            row.id,
            row.at,
            row.sort,
            row.words,
            row.matter.alias("matter_id"),
            fn.COALESCE(Matter.number, "").alias("matter_number"),
            row.corrects.alias("corrects_id"),
            row.entered_at,
            fn.COALESCE(Staff.name, "").alias("by"),
        )
        .join(Matter, JOIN.LEFT_OUTER, on=(Matter.id == row.matter))
        .join_from(row, Staff, JOIN.LEFT_OUTER, on=(Staff.id == row.by))
    )
