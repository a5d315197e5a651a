"""并入: two files of one flat become one, and may be taken apart again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.models.base import Table
from app.models.care import PremisesMerge
from app.models.premises import Contact, Doubt, Premises, SeasonAccount
from app.services.customers.care.comparing import CHOSEN, account_of, contacts_now
from app.services.customers.contacts.erasure import erased_among
from app.services.customers.contacts.steps import announce_people, ask_for_holder, end_holder, settle_doubts
from app.services.customers.contacts.tenure import holds_now
from app.services.customers.families import NOT_FOUND
from app.services.customers.masks import masked_phones
from app.services.customers.words import HOLDER
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.restoring import RowBefore, restore, rows_before, same_rows, span_that_made
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing

ACCOUNT_COLUMNS = ("heated_area_c", "charged_area_c", "state", "paid")
WORDS = {"premises": "户的资料", "contact": "联系人", "season_account": "采暖季台账", "doubt": "待核"}
TABLES: dict[str, type[Table]] = {
    "premises": Premises,
    "contact": Contact,
    "season_account": SeasonAccount,
    "doubt": Doubt,
}


@dataclass(frozen=True, slots=True)
class MergeDraft:
    """What the one who merges chose. `taken`: fields of CHOSEN whose value comes from the merged one.

    `contacts`: ids of contacts of either side that stay; those of the kept one left out end today, those of the merged
    one left out stay with it. `holder` is the contact who is 户主 afterwards, None for nobody.
    """

    kept_id: int
    merged_id: int
    taken: frozenset[str] = frozenset()
    contacts: frozenset[int] = frozenset()
    holder: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """Two premises became one, or two again."""

    merge_id: int
    kept_id: int
    merged_id: int
    kept_address: str
    merged_address: str


@dataclass(frozen=True, slots=True)
class _Now:
    id: int
    address: str
    voided: bool
    merged_into: int | None


def merge(desk: Desk, draft: MergeDraft, key: UUID) -> Merged:
    """Void the merged premises, give the chosen values and contacts to the kept one; the search finds it by both.

    Matters, sheets and papers stay where they were written (`premises_family` finds them). Refused into or out of
    premises that are voided or merged already, so there is never a circle.
    """
    desk.require(Role.CLERK)
    if draft.kept_id == draft.merged_id:
        raise InvalidInput({"merged": "同一户不能并入自己，请选另一户。"})
    if unknown := draft.taken - CHOSEN.keys():
        raise ValueError(f"no such field: {sorted(unknown)}")
    with writing(desk, "premises.merge", key) as unit:
        if first := unit.earlier(Merged):
            return first
        kept, merged = (_now(unit.store, premises_id) for premises_id in (draft.kept_id, draft.merged_id))
        for side in (kept, merged):
            if side.voided:
                word = "已并入别的户" if side.merged_into is not None else "已作废"
                raise Refused(f"{side.address} {word}，不能再并。请刷新后重新选择。")
        _take_values(unit, draft)
        _take_account(unit, draft)
        _take_contacts(unit, draft)
        unit.update(
            Premises,
            merged.id,
            None,
            voided_at=unit.at,
            void_reason=f"并入 {kept.address}"[:200],
            merged_into_id=kept.id,
        )
        merge_id = unit.insert(
            PremisesMerge,
            kept_id=kept.id,
            merged_id=merged.id,
            reason=masked_phones(clean(draft.reason).strip())[:200],
            merged_at=unit.at,
        )
        announce_people(unit, [kept.id, merged.id])
        return unit.result(Merged(merge_id, kept.id, merged.id, kept.address, merged.address))


def take_back(desk: Desk, merge_id: int, reason: str, key: UUID) -> Merged:
    """撤销并入: both premises are again as they were before the merge; what was written at either one stays there.

    Refused, naming what it is, when a value or a contact the merge touched was changed since, when another holder has
    come since beside the one who would come back, or when the kept one has been merged further. Whoever was erased
    since does not come back and is no hindrance.
    """
    desk.require(Role.CLERK)
    if not reason.strip():
        raise InvalidInput({"reason": "撤销并入要写明原因。"})
    with writing(desk, "premises.unmerge", key) as unit:
        if first := unit.earlier(Merged):
            return first
        rows = unit.store.tuples(
            PremisesMerge.select(PremisesMerge.kept, PremisesMerge.merged, PremisesMerge.taken_back_at).where(
                PremisesMerge.id == merge_id
            )
        )
        if not rows:
            raise NotFound("找不到这次并入，请刷新后再试。")
        kept_id, merged_id, taken_back_at = rows[0]
        if taken_back_at is not None:
            raise Refused("这次并入已经撤销，不用再撤。请刷新后再看。")
        kept, merged = _now(unit.store, kept_id), _now(unit.store, merged_id)
        if kept.voided:
            raise Refused(f"{kept.address} 后来又被并入或作废，请先撤销那一次。")
        span = span_that_made(unit.store, PremisesMerge, merge_id)
        _put_back(unit, rows_before(unit.store, span, list(TABLES.values())))
        for side in (kept, merged):
            _refuse_two_holders(unit.store, side)
        said = masked_phones(clean(reason).strip())[:200]
        unit.update(PremisesMerge, merge_id, None, taken_back_at=unit.at, taken_back_reason=said)
        announce_people(unit, [kept.id, merged.id])
        return unit.result(Merged(merge_id, kept.id, merged.id, kept.address, merged.address))


def latest_merges(desk: Desk, limit: int = 100) -> list[Merged]:
    """The merges that stand, newest first: what may still be taken back."""
    kept, merged = Premises.alias("kept_premises"), Premises.alias("merged_premises")
    query = (
        PremisesMerge.select(
            PremisesMerge.id.alias("merge_id"),
            PremisesMerge.kept.alias("kept_id"),
            PremisesMerge.merged.alias("merged_id"),
            kept.address.alias("kept_address"),
            merged.address.alias("merged_address"),
        )
        .join(kept, on=(PremisesMerge.kept == kept.id))
        .join_from(PremisesMerge, merged, on=(PremisesMerge.merged == merged.id))
        .where(PremisesMerge.taken_back_at.is_null())
        .order_by(PremisesMerge.id.desc())
        .limit(limit)
    )
    return desk.store.rows(query, Merged)


def _now(store: Store, premises_id: int) -> _Now:
    query = Premises.select(
        Premises.id,
        Premises.address,
        Premises.voided_at.is_null(False).alias("voided"),
        Premises.merged_into.alias("merged_into"),
    )
    found = store.first(query.where(Premises.id == premises_id), _Now)
    if found is None:
        raise NotFound(NOT_FOUND)
    return found


def _take_values(unit: Unit, draft: MergeDraft) -> None:
    names = sorted(draft.taken - {"account"})
    if not names:
        return
    if "state" in names:
        names.append("state_basis")
    query = Premises.select(*(getattr(Premises, name) for name in names)).where(Premises.id == draft.merged_id)
    row = unit.store.tuples(query)[0]
    unit.update(Premises, draft.kept_id, None, **dict(zip(names, row, strict=True)))


def _take_account(unit: Unit, draft: MergeDraft) -> None:
    if "account" not in draft.taken:
        return
    season = unit.desk.station.season
    theirs = account_of(unit.store, draft.merged_id, season)
    ours = account_of(unit.store, draft.kept_id, season)
    if theirs is None:
        return
    values: dict[str, Any] = {name: theirs[name] for name in ACCOUNT_COLUMNS}
    if ours is None:
        unit.insert(SeasonAccount, premises_id=draft.kept_id, season=season, **values)
    else:
        unit.update(SeasonAccount, ours["id"], None, **values, voided_at=None)


def _take_contacts(unit: Unit, draft: MergeDraft) -> None:
    today = unit.desk.today().isoformat()
    ours = contacts_now(unit.store, draft.kept_id)
    theirs = contacts_now(unit.store, draft.merged_id)
    known = {contact.contact_id: contact for contact in (*ours, *theirs)}
    if draft.contacts - known.keys() or (draft.holder is not None and draft.holder not in draft.contacts):
        raise Refused("联系人刚被改过。请重新打开对照后再并。")
    for contact_id, contact in known.items():
        wanted = contact_id in draft.contacts
        comes = contact in theirs
        if not wanted and not comes:
            unit.update(Contact, contact_id, None, until_day=today)
        if not wanted:
            continue
        values: dict[str, Any] = {"premises_id": draft.kept_id} if comes else {}
        relation = HOLDER if contact_id == draft.holder else "其他" if contact.relation == HOLDER else contact.relation
        if relation != contact.relation:
            values["relation"] = relation
        if values:
            unit.update(Contact, contact_id, None, **values)
    end_holder(unit, draft.kept_id, today, but=draft.holder)
    if draft.holder is None:
        ask_for_holder(unit, draft.kept_id)
    else:
        settle_doubts(unit, draft.kept_id, ["holder"], "并入")


def _put_back(unit: Unit, rows: Iterable[RowBefore]) -> None:
    """Every row as it was; Refused with names when one has changed since."""
    rows = list(rows)
    contacts = same_rows(rows, Contact)
    gone = erased_among(unit.store, [row.after["person_id"] for row in contacts])
    erased = {row.row_id for row in contacts if row.after["person_id"] in gone}
    if changed := [row for row in rows if row.changed_since and not (row.table == "contact" and row.row_id in erased)]:
        names = "、".join(dict.fromkeys(_name_row(unit.store, row) for row in changed))
        raise Refused(f"并入以后又改过：{names}。请先把这些改回去，或直接更正。")
    for row in rows:
        if row.table == "contact" and row.row_id in erased:
            _put_back_erased(unit, row)
        elif row.before is not None:
            restore(unit, row)
        elif row.table == "season_account":
            unit.update(SeasonAccount, row.row_id, None, voided_at=unit.at)
        elif row.table == "doubt":
            unit.update(Doubt, row.row_id, None, settled_at=unit.at, settlement="撤销并入")


def _refuse_two_holders(store: Store, side: _Now) -> None:
    """Which of the two it is only a clerk can say."""
    if len(store.scalars(Contact.select(Contact.id).where(Contact.premises == side.id, holds_now()))) > 1:
        raise Refused(f"{side.address} 并入以后登记了新的户主。请先给新户主登记搬离或改成别的关系，再撤销并入。")


def _put_back_erased(unit: Unit, row: RowBefore) -> None:
    """The contact belongs to its own file again; whoever was erased has gone for good."""
    before = row.before or {}
    values = {name: before[name] for name in {"premises_id", "relation"} & before.keys() - set(row.changed_since)}
    if values:
        unit.update(Contact, row.row_id, None, **values)


def _name_row(store: Store, row: RowBefore) -> str:
    """What was changed, in the words of a clerk: the address, and what of it."""
    model: Any = TABLES[row.table]
    column = model.id if row.table == "premises" else model.premises
    premises_id = store.scalar(model.select(column).where(model.id == row.row_id))
    address = store.scalar(Premises.select(Premises.address).where(Premises.id == premises_id))
    return f"{address} 的{WORDS[row.table]}"
