"""One time line of everything at a flat: calls, visits, papers, people, states, ledgers, flags; newest first, in pages.

A flat is a family of premises ids: what was written down at a merged file stays there and is read here. Telephones in
free words are masked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import chain

from peewee import JOIN

from app.models.care import PremisesFlag, PremisesMerge
from app.models.disclosure import Disclosure
from app.models.ledger import ImportBatch, ImportLine
from app.models.matters import Matter
from app.models.papers import Sheet, SheetReturn
from app.models.people import Person
from app.models.premises import Contact, Premises, SeasonAccount
from app.models.repairs import Repair, Visit
from app.models.station import Staff
from app.services.customers.card.flag_words import is_sensitive, season_days
from app.services.customers.card.states import state_changes
from app.services.customers.contacts.information import changes_of
from app.services.customers.families import premises_family
from app.services.customers.masks import masked_phones
from app.services.kernel.desk import Desk, Role
from app.services.kernel.store import Store
from app.services.kernel.times import CHINA, china, from_ms, to_ms
from app.services.paper.areas import square_metres

# What a visit's result is called; an empty one is still on its way.
VISIT_WORDS = {
    "fixed": "已修复",
    "temporary": "临时处理，待二次上门",
    "waiting_parts": "待备件",
    "waiting_shutdown": "待停水停热作业",
    "nobody_home": "无人在家",
    "refused_entry": "拒绝入户",
    "no_adult": "无成年人在场",
    "wrong_address": "地址不符",
    "emergency_team": "转抢修",
    "not_ours": "非供热设施，已告知",
}
IMPORT_WORDS = {"created": "建档", "updated": "更新", "unchanged": "没有变化", "duplicate": "重复行"}
SIGNED_WORDS = {"signed": "已签字", "refused": "拒签", "absent": "未签字"}


class Sort(StrEnum):
    """What a line of the history is about; the text is its word. Their order is that of lines of one moment."""

    MATTER = "工单"
    VISIT = "上门"
    PAPER = "单据"
    CHANGE = "变更"
    STATE = "状态"
    ACCOUNT = "采暖季"
    PERSON = "人员"
    FLAG = "标记"
    MERGE = "并入"
    IMPORT = "台账"
    SHOWN = "查看"


_PLACES = {sort: place for place, sort in enumerate(Sort)}
# At (milliseconds), place of the sort, row, side of the row (its beginning or its end).
Place = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One line. `person`: the name in it, also in `text`; `sensitive`: the text must not be read at the counter.

    `exact` is False where only the day is known. `place` is where the next page goes on.
    """

    sort: Sort
    at: datetime
    exact: bool
    text: str
    by: str
    person: str
    sensitive: bool
    matter_id: int | None
    sheet_id: int | None
    place: Place

    @property
    def day(self) -> date:
        """The day in China."""
        return china(self.at).date()


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Newest first; `before` asks for the next page, None when this was the last."""

    rows: tuple[HistoryRow, ...]
    before: Place | None


def premises_history(desk: Desk, premises_id: int, before: Place | None = None, limit: int = 30) -> HistoryPage:
    """A page of everything at the flat. Who looked at whole numbers is told to the manager only."""
    store = desk.store
    family = premises_family(store, premises_id)
    sources: list[Iterable[HistoryRow]] = [
        _matters(store, family),
        _visits(store, family),
        _papers(store, family),
        _changes(desk, premises_id),
        _states(store, family),
        _accounts(store, family),
        _people(store, family),
        _flags(store, family),
        _merges(store, family),
        _imports(store, family),
    ]
    if Role.MANAGER in desk.actor.roles:
        sources.append(_shown(store, family))
    rows = sorted(chain.from_iterable(sources), key=_by_place, reverse=True)
    if before is not None:
        rows = [row for row in rows if row.place < before]
    page = tuple(rows[:limit])
    return HistoryPage(page, page[-1].place if len(rows) > limit else None)


def _by_place(row: HistoryRow) -> Place:
    return row.place


def _line(
    sort: Sort,
    at: datetime | date,
    row_id: int,
    parts: Iterable[str | None],
    *,
    by: str | None = "",
    side: int = 0,
    person: str | None = "",
    sensitive: bool = False,
    matter_id: int | None = None,
    sheet_id: int | None = None,
) -> HistoryRow:
    exact = isinstance(at, datetime)
    moment = at if isinstance(at, datetime) else datetime.combine(at, time(), CHINA)
    text = "　".join(part for part in parts if part)
    place = (to_ms(moment), -_PLACES[sort], row_id, side)
    return HistoryRow(sort, moment, exact, text, by or "", person or "", sensitive, matter_id, sheet_id, place)


def _matters(store: Store, family: Sequence[int]) -> Iterator[HistoryRow]:
    query = (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.told_at,
            Matter.channel,
            Matter.words,
            Matter.phase,
            Matter.void_reason,
            Repair.fault,
            Repair.cause,
            Repair.done,
            Staff.name,
        )
        .join(Repair, JOIN.LEFT_OUTER, on=(Repair.matter == Matter.id))
        .join_from(Matter, Staff, JOIN.LEFT_OUTER, on=(Matter.owner == Staff.id))
        .where(Matter.premises.in_(family))
    )
    for row_id, number, told_at, channel, words, phase, void_reason, fault, cause, done, by in store.plain(query):
        stands = f"作废：{masked_phones(void_reason)}" if void_reason else phase
        parts = [number, stands, channel, _quoted(words), fault, cause, done]
        yield _line(Sort.MATTER, from_ms(told_at), row_id, parts, by=by, matter_id=row_id)


def _visits(store: Store, family: Sequence[int]) -> Iterator[HistoryRow]:
    query = (
        Visit.select(
            Visit.id,
            Visit.matter,
            Visit.ordinal,
            Visit.set_out_at,
            Visit.arrived_at,
            Visit.left_at,
            Visit.result,
            Visit.note,
            Matter.number,
            Staff.name,
        )
        .join(Matter, on=(Visit.matter == Matter.id))
        .join_from(Visit, Staff, JOIN.LEFT_OUTER, on=(Visit.repairer == Staff.id))
        .where(Matter.premises.in_(family))
    )
    for row_id, matter_id, ordinal, set_out, arrived, left, result, note, number, name in store.plain(query):
        at = next((moment for moment in (arrived, set_out, left) if moment is not None), None)
        if at is not None:
            parts = [f"第 {ordinal} 次上门", name, VISIT_WORDS.get(result, result), masked_phones(note), number]
            yield _line(Sort.VISIT, from_ms(at), row_id, parts, matter_id=matter_id)


def _papers(store: Store, family: Sequence[int]) -> Iterator[HistoryRow]:
    sheets = (
        Sheet.select(Sheet.id, Sheet.number, Sheet.matter, Sheet.made_at, Sheet.void_reason)
        .join(Matter, on=(Sheet.matter == Matter.id))
        .where(Matter.premises.in_(family))
    )
    for row_id, number, matter_id, made_at, void_reason in store.plain(sheets):
        parts = [f"{number} 开单", f"已作废：{masked_phones(void_reason)}" if void_reason else ""]
        yield _line(Sort.PAPER, from_ms(made_at), row_id, parts, matter_id=matter_id, sheet_id=row_id)
    returned = (
        SheetReturn.select(
            SheetReturn.id,
            SheetReturn.returned_at,
            SheetReturn.signed,
            SheetReturn.view,
            SheetReturn.words,
            Sheet.id,
            Sheet.number,
            Sheet.matter,
        )
        .join(Sheet, on=(SheetReturn.sheet == Sheet.id))
        .join(Matter, on=(Sheet.matter == Matter.id))
        .where(Matter.premises.in_(family))
    )
    for row_id, at, signed, view, words, sheet_id, number, matter_id in store.plain(returned):
        parts = [f"{number} 收单", SIGNED_WORDS.get(signed, signed), view, _quoted(words)]
        yield _line(Sort.PAPER, from_ms(at), row_id, parts, side=1, matter_id=matter_id, sheet_id=sheet_id)


def _changes(desk: Desk, premises_id: int) -> Iterator[HistoryRow]:
    for row in changes_of(desk, premises_id):
        said = f"{row.word}：{row.before} → {row.after}" if row.before else f"{row.word}：{row.after}"
        told = f"{row.told_by}{row.channel}告知"
        parts = [masked_phones(said), told, masked_phones(row.basis), row.matter_number]
        # Names and remarks stand in both texts: the counter's screen shows neither.
        yield _line(Sort.CHANGE, row.told_at, row.id, parts, sensitive=True)


def _states(store: Store, family: Sequence[int]) -> Iterator[HistoryRow]:
    for premises_id in family:
        for row in state_changes(store, premises_id):
            yield _line(Sort.STATE, row.at, row.seq, [f"{row.before} → {row.after}", row.basis], by=row.by)


def _accounts(store: Store, family: Sequence[int]) -> Iterator[HistoryRow]:
    query = SeasonAccount.select(
        SeasonAccount.id,
        SeasonAccount.season,
        SeasonAccount.state,
        SeasonAccount.paid,
        SeasonAccount.charged_area_c,
    ).where(SeasonAccount.premises.in_(family), SeasonAccount.voided_at.is_null())
    for row_id, season, state, paid, area_c in store.plain(query):
        days = season_days(season)
        if days is not None:
            area = "" if area_c is None else f"收费面积 {square_metres(area_c)}"
            parts = [f"{season} 采暖季", state, area, paid]
            # Always: were it hidden only where money is owed, that would tell as much.
            yield _line(Sort.ACCOUNT, days[0], row_id, parts, sensitive=True)


def _people(store: Store, family: Sequence[int]) -> Iterator[HistoryRow]:
    query = (
        Contact.select(Contact.id, Contact.relation, Contact.from_day, Contact.until_day, Person.name)
        .join(Person, on=(Contact.person == Person.id))
        .where(Contact.premises.in_(family), Contact.voided_at.is_null())
    )
    for row_id, relation, from_day, until_day, name in store.plain(query):
        shown = name or "（已删除）"
        for side, day, word in ((0, from_day, "起"), (1, until_day, "止")):
            if (known := _day(day)) is not None:
                yield _line(Sort.PERSON, known, row_id, [f"{relation} {shown} {word}"], side=side, person=name)


def _flags(store: Store, family: Sequence[int]) -> Iterator[HistoryRow]:
    flag = PremisesFlag
    query = flag.select(
        flag.id, flag.word, flag.source, flag.from_day, flag.until_day, flag.ended_at, flag.end_reason
    ).where(flag.premises.in_(family))
    for row_id, word, source, from_day, until_day, ended_at, end_reason in store.plain(query):
        sensitive = is_sensitive(word)
        until = f"到 {until_day}" if until_day else ""
        if (begun := _day(from_day)) is not None:
            yield _line(Sort.FLAG, begun, row_id, [f"加标记 {word}", masked_phones(source), until], sensitive=sensitive)
        if ended_at is not None:
            parts = [f"结束标记 {word}", masked_phones(end_reason)]
            yield _line(Sort.FLAG, from_ms(ended_at), row_id, parts, side=1, sensitive=sensitive)


def _merges(store: Store, family: Sequence[int]) -> Iterator[HistoryRow]:
    merge, merged = PremisesMerge, Premises.alias("merged_file")
    query = (
        merge.select(
            merge.id, merge.merged_at, merge.reason, merge.taken_back_at, merge.taken_back_reason, merged.address
        )
        .join(merged, on=(merge.merged == merged.id))
        .where(merge.kept.in_(family) | merge.merged.in_(family))
    )
    for row_id, merged_at, reason, back_at, back_reason, address in store.plain(query):
        yield _line(Sort.MERGE, from_ms(merged_at), row_id, [f"并入 {address}", masked_phones(reason)])
        if back_at is not None:
            parts = [f"撤销并入 {address}", masked_phones(back_reason)]
            yield _line(Sort.MERGE, from_ms(back_at), row_id, parts, side=1)


def _imports(store: Store, family: Sequence[int]) -> Iterator[HistoryRow]:
    query = (
        ImportLine.select(
            ImportLine.id,
            ImportLine.sheet,
            ImportLine.line_no,
            ImportLine.outcome,
            ImportBatch.file_name,
            ImportBatch.started_at,
            ImportBatch.undone_at,
        )
        .join(ImportBatch, on=(ImportLine.batch == ImportBatch.id))
        .where(ImportLine.premises_id.in_(family))
    )
    for row_id, sheet, line_no, outcome, file_name, started_at, undone_at in store.plain(query):
        where = f"{sheet} 第 {line_no} 行" if sheet else f"第 {line_no} 行"
        parts = [f"台账导入：{IMPORT_WORDS.get(outcome, outcome)}", file_name, where, "已撤销" if undone_at else ""]
        yield _line(Sort.IMPORT, from_ms(started_at), row_id, parts)


def _shown(store: Store, family: Sequence[int]) -> Iterator[HistoryRow]:
    query = (
        Disclosure.select(Disclosure.id, Disclosure.field, Disclosure.place, Disclosure.shown_at, Staff.name)
        .join(Staff, JOIN.LEFT_OUTER, on=(Disclosure.staff == Staff.id))
        .where(Disclosure.premises.in_(family))
    )
    for row_id, field, place, shown_at, name in store.plain(query):
        yield _line(Sort.SHOWN, from_ms(shown_at), row_id, [f"看了{field}", place], by=name)


def _quoted(words: str) -> str:
    return f"“{masked_phones(words)}”" if words else ""


def _day(text: str | None) -> date | None:
    """Days of ledgers may be a year or a month only; such a one has no place on the line."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
