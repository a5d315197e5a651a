"""信息变更登记: what somebody told us has changed goes into the register and into the ledger in one unit."""

from uuid import UUID

from peewee import JOIN

from app.models.care import InformationChange
from app.models.matters import Matter
from app.models.people import Person
from app.models.premises import Premises
from app.services.customers.contacts.information_steps import Changing, other_contacts
from app.services.customers.contacts.information_values import (
    CHANNELS,
    TOLD_BY,
    WORDS,
    ChangeRow,
    InformationDraft,
    InformationNow,
    InformationSaved,
    Told,
)
from app.services.customers.contacts.steps import (
    holder_now,
    name_problem,
    read_phones,
    standing_premises,
)
from app.services.customers.contacts.typed import read_area, read_day
from app.services.customers.families import NOT_FOUND, premises_family
from app.services.customers.masks import masked_phone, masked_phones
from app.services.customers.words import STATES
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Stale
from app.services.kernel.unit import Unit, writing
from app.services.matters.moments import refuse_future

SAME = "和现在登记的一样，没有需要变更的内容。"
_MANY = 200


def record_information(desk: Desk, premises_id: int, draft: InformationDraft, key: UUID) -> InformationSaved:
    """Write what was told into the register, change the ledger, settle the 待核 about it, make the keys anew.

    InvalidInput names the field that cannot be taken, also when nothing would change. Refused at premises that are
    voided or merged; Stale when somebody else changed, after `draft.seen`, what is told here. Earlier names and
    numbers stay readable.
    """
    desk.require(Role.CLERK)
    with writing(desk, "information.record", key) as unit:
        if first := unit.earlier(InformationSaved):
            return first
        return unit.result(write_information(unit, premises_id, draft))


def write_information(unit: Unit, premises_id: int, draft: InformationDraft) -> InformationSaved:
    """The same as a step of an open unit."""
    if wrong := _problems(draft):
        raise InvalidInput(wrong)
    standing_premises(unit.store, premises_id)
    now = unit.desk.now()
    told_at = draft.told_at or now
    refuse_future(told_at, now, "告知时间")
    _refuse_unseen(unit.desk, premises_id, draft)
    saved = Changing(unit, premises_id, draft, told_at).write()
    if not saved.changes:
        raise InvalidInput({_first_named(draft): SAME})
    return saved


def information_now(desk: Desk, premises_id: int) -> InformationNow:
    """What the ledger says now; NotFound when there are no such premises."""
    store = desk.store
    rows = store.tuples(
        Premises.select(Premises.address, Premises.area_c, Premises.use, Premises.remark).where(
            Premises.id == premises_id
        )
    )
    if not rows:
        raise NotFound(NOT_FOUND)
    address, area_c, use, whole = rows[0]
    remark = masked_phones(whole)
    holder = holder_now(store, premises_id)
    others = 0
    if holder is not None:
        others = len(store.scalars(other_contacts(holder)))
    name, phone, phone2 = (holder.name, holder.phone, holder.phone2) if holder else ("", "", "")
    return InformationNow(
        premises_id=premises_id,
        address=address,
        person_id=holder.person_id if holder else None,
        contact_id=holder.id if holder else None,
        holder=name,
        phone=phone,
        phone2=phone2,
        area_c=area_c,
        use=use,
        remark=remark,
        remark_masked=remark != whole,
        other_premises=others,
    )


def changes_of(desk: Desk, premises_id: int) -> list[ChangeRow]:
    """The register of one premises and of what was merged into it, newest first."""
    return _changes(desk, InformationChange.premises.in_(premises_family(desk.store, premises_id)), None)


def latest_changes(desk: Desk) -> list[ChangeRow]:
    """The station's register, newest first, at most 200 lines."""
    return _changes(desk, InformationChange.id > 0, _MANY)


def _changes(desk: Desk, where: object, limit: int | None) -> list[ChangeRow]:
    before, after = Person.alias("person_before"), Person.alias("person_after")
    query = (
        InformationChange.select(
            InformationChange.id,
            InformationChange.premises,
            Premises.address,
            InformationChange.field,
            InformationChange.before,
            InformationChange.after,
            InformationChange.told_by,
            InformationChange.channel,
            InformationChange.basis,
            InformationChange.told_at,
            InformationChange.entered_at,
            Matter.number,
            InformationChange.person_before,
            before.name,
            before.phone,
            before.phone2,
            InformationChange.person_after,
            after.name,
            after.phone,
            after.phone2,
        )
        .join(Premises, on=(InformationChange.premises == Premises.id))
        .join_from(InformationChange, Matter, JOIN.LEFT_OUTER, on=(InformationChange.matter == Matter.id))
        .join_from(InformationChange, before, JOIN.LEFT_OUTER, on=(InformationChange.person_before == before.id))
        .join_from(InformationChange, after, JOIN.LEFT_OUTER, on=(InformationChange.person_after == after.id))
        .where(where)
        .order_by(InformationChange.told_at.desc(), InformationChange.id.desc())
    )
    if limit is not None:
        query = query.limit(limit)
    found = []
    for row in desk.store.tuples(query):
        field, texts, people = row[3], row[4:6], (row[12:16], row[16:20])
        old, new = (text or _describe(field, *person) for text, person in zip(texts, people, strict=True))
        row_id, premises, address = row[:3]
        told_by, channel, basis, told_at, entered_at, number = row[6:12]
        word = WORDS.get(field, field)
        found.append(
            ChangeRow(
                row_id, premises, address, word, old, new, told_by, channel, basis, told_at, entered_at, number or ""
            )
        )
    return found


def _describe(field: str, person_id: int | None, name: str | None, phone: str | None, phone2: str | None) -> str:
    """What a person stands for in the register; an erased one is only told to have been there."""
    if person_id is None:
        return ""
    if name is None and phone is None:
        return "（已删除）"
    numbers = "、".join(masked_phone(number) for number in (phone, phone2) if number)
    if field in (Told.PHONE, Told.PHONE2):
        return numbers
    return "　".join(part for part in (name, numbers if field == Told.CONTACT else "") if part)


def _problems(draft: InformationDraft) -> dict[str, str]:
    """What cannot be taken, by the draft's own names."""
    found: dict[str, str | None] = {
        "told_by": None if draft.told_by in TOLD_BY else "请选择由谁告知。",
        "channel": None if draft.channel in CHANNELS else "请选择渠道。",
        "basis": "依据最多 120 个字。" if len(draft.basis) > 120 else None,
    }
    if draft.phone is not None:
        found["phone"] = "请填写新电话。" if not draft.phone.strip() else read_phones(draft.phone)[1]
    if draft.phone2:
        found["phone2"] = read_phones(draft.phone2)[1]
    if draft.holder is not None:
        found["holder"] = name_problem(draft.holder) or ("户名里要有文字。" if draft.holder.strip().isdigit() else None)
    if draft.contact is not None:
        found["contact"] = name_problem(draft.contact.name)
        found["contact_phone"] = read_phones(draft.contact.phone, draft.contact.phone2)[1]
    if draft.area is not None:
        found["area"] = read_area(draft.area)[1]
    if draft.use is not None:
        found["use"] = None if draft.use.strip() else "请填写用热性质。"
    if draft.remark is not None and len(draft.remark) > 300:
        found["remark"] = "备注最多 300 个字。"
    if draft.number is not None:
        found["number"] = None if 0 < len(draft.number.strip()) <= 30 else "用户编号为 1 到 30 个字。"
    if draft.state is not None:
        found["state"] = None if draft.state in STATES else "请选择供热状态。"
    if draft.connected_on is not None:
        found["connected_on"] = read_day(draft.connected_on)[1]
    return {name: sentence for name, sentence in found.items() if sentence}


def _refuse_unseen(desk: Desk, premises_id: int, draft: InformationDraft) -> None:
    """Who told is told what somebody else has written between, before it is gone."""
    seen = draft.seen
    if seen is None:
        return
    now = information_now(desk, premises_id)
    changed = [
        field
        for field, said in (
            (Told.HOLDER, draft.holder or draft.phone or draft.phone2 is not None),
            (Told.PHONE, draft.phone),
            (Told.PHONE2, draft.phone2 is not None),
            (Told.AREA, draft.area),
            (Told.USE, draft.use),
            (Told.REMARK, draft.remark is not None),
        )
        if said and _compared(now, field) != _compared(seen, field)
    ]
    if changed:
        words = "、".join(WORDS[field] for field in changed)
        raise Stale(f"{words}刚被别人改过，没有登记。请看过现在的内容，还要改就再登记一次。")


def _compared(now: InformationNow, field: Told) -> object:
    """Another holder is another contact; the same one under another spelling is another name."""
    if field is Told.HOLDER:
        return now.contact_id, now.holder
    return now.area_c if field is Told.AREA else getattr(now, field)


def _first_named(draft: InformationDraft) -> str:
    return next((str(field) for field in Told if getattr(draft, field) is not None), str(Told.PHONE))
