"""What one ledger line says against what the database has: nothing is written here."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from typing import Any

from app.services.customers.importing.register import AccountNow, HolderNow, PremisesNow, Register, Standing
from app.services.customers.importing.report import ChangeKind
from app.services.customers.ledger.lines import Doubt, Household, LedgerLine, Place
from app.services.paper.areas import square_metres
from app.services.paper.masking import mask_phones

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
DUPLICATE, REJECTED, SKIPPED = "duplicate", "rejected", "skipped"

EVERY_KIND = frozenset(ChangeKind)
# Columns of the premises a ledger may change; the household's fields are called the same.
FOLLOWED: tuple[tuple[str, ChangeKind, str], ...] = (
    ("number", ChangeKind.OTHER, "用户编号"),
    ("use", ChangeKind.OTHER, "用热性质"),
    ("low_income", ChangeKind.OTHER, "低保"),
    ("area_c", ChangeKind.AREA, "面积"),
    ("heating", ChangeKind.OTHER, "采暖方式"),
    ("position", ChangeKind.OTHER, "位置"),
    ("state", ChangeKind.STATE, "供热状态"),
    ("connected_on", ChangeKind.OTHER, "入网日期"),
    ("remark", ChangeKind.OTHER, "备注"),
)
# Columns of a season account, with the household's field.
ACCOUNTED: tuple[tuple[str, str, ChangeKind, str], ...] = (
    ("heated_area_c", "area_c", ChangeKind.AREA, "供热面积"),
    ("charged_area_c", "charged_area_c", ChangeKind.AREA, "收费面积"),
    ("state", "state", ChangeKind.STATE, "供热状态"),
    ("paid", "paid", ChangeKind.PAID, "缴费"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs, as a person reads it."""

    kind: ChangeKind
    word: str
    before: str
    after: str


@dataclass(slots=True)
class Plan:
    """What one line asks of the database; `columns` and `account` hold accepted values only."""

    outcome: str
    now: PremisesNow | None = None
    columns: dict[str, Any] = field(default_factory=dict)
    account: dict[str, Any] = field(default_factory=dict)
    renamed: bool = False
    rephoned: bool = False
    opens_account: bool = False
    differences: list[Difference] = field(default_factory=list)
    declined: list[Difference] = field(default_factory=list)
    note: str = ""

    @property
    def reason(self) -> str:
        """Why the line came out so, without any personal value."""
        accepted = "、".join(dict.fromkeys(found.word for found in self.differences))
        declined = "、".join(dict.fromkeys(found.kind.value for found in self.declined))
        parts = (self.note, accepted, f"未采用：{declined}" if declined else "")
        return "；".join(part for part in parts if part)


def is_household(line: LedgerLine) -> bool:
    """Whether the line gives premises of its own."""
    return line.place is not None and line.problem is None and line.duplicate_of is None


def outcome_outside(line: LedgerLine) -> str:
    """The outcome of a line that touches no premises."""
    if line.problem is not None:
        return REJECTED
    return SKIPPED if line.duplicate_of is None else DUPLICATE


def planned(line: LedgerLine, register: Register, standing: Standing, accept: Set[ChangeKind] = EVERY_KIND) -> Plan:
    """What the line would do, without doing it. A blank cell says nothing, so it never empties what is known.

    Premises that were voided begin anew; those merged into others stay as they are.
    """
    assert line.place is not None
    assert line.household is not None
    now = find_premises(line.place, register, standing)
    if now is None or (now.voided and now.merged_into is None):
        return Plan(CREATED, now)
    if now.merged_into is not None:
        return Plan(DUPLICATE, now, note="这一户已并入另一户，未采用本行")
    told, plan = said(line), Plan(UNCHANGED, now)
    _plan_people(plan, standing.holders.get(now.id), told, accept)
    for difference, column, value in _premises_differences(now, told):
        if _taken(plan, difference, accept):
            plan.columns[column] = value
    account = standing.accounts.get(now.id)
    plan.opens_account = account is None or account.voided
    if account is not None and not account.voided:
        for difference, column, value in _account_differences(account, told):
            if _taken(plan, difference, accept):
                plan.account[column] = value
    elif (before := standing.previous.get(now.id)) is not None:
        # The account of the season is opened in any case; area and state were compared with the premises.
        for difference, column, _ in _account_differences(before, told):
            if column == "charged_area_c" or (column == "paid" and before.paid):
                _taken(plan, difference, accept)
    if plan.differences:
        plan.outcome = UPDATED
    return plan


def said(line: LedgerLine) -> Household:
    """What the line says about premises known before: a state it does not tell, or not clearly, is none."""
    assert line.household is not None
    if any(doubt.field == "state" for doubt in line.doubts):
        return replace(line.household, state=None)
    return line.household


def lasting_doubts(line: LedgerLine, now: PremisesNow, holder: HolderNow | None, plan: Plan) -> Iterator[Doubt]:
    """The line's doubts that are about what the files now say: a value that is not taken over is not doubtful."""
    told = said(line)
    declined = {difference.kind for difference in plan.declined}
    known = {
        "state": True,
        "area": ChangeKind.AREA in declined or (told.area_c is None and now.area_c is not None),
        "holder": ChangeKind.HOLDER in declined or (not told.holder and holder is not None),
        "phone": not declined.isdisjoint({ChangeKind.PHONE, ChangeKind.HOLDER}),
        "phone2": not declined.isdisjoint({ChangeKind.PHONE, ChangeKind.HOLDER}),
    }
    return (doubt for doubt in line.doubts if not known.get(doubt.field, False))


def find_premises(place: Place, register: Register, standing: Standing) -> PremisesNow | None:
    """The premises of a place, voided ones too."""
    building = register.building(place)
    return None if building is None else standing.premises.get((building, place.unit, place.room))


def opened_account(
    now: PremisesNow, before: AccountNow | None, told: Household, accept: Set[ChangeKind]
) -> dict[str, Any]:
    """The account of a new season for premises known before.

    What is not accepted goes on as it was; whether somebody has paid begins anew each season.
    """
    follows_area = ChangeKind.AREA in accept
    heated = told.area_c if follows_area and told.area_c is not None else now.area_c
    charged = before.charged_area_c if before is not None else heated
    if follows_area and (told.charged_area_c is not None or heated != now.area_c):
        charged = told.charged_area_c if told.charged_area_c is not None else heated
    return {
        "heated_area_c": heated,
        "charged_area_c": charged,
        "state": told.state if told.state and ChangeKind.STATE in accept else now.state,
        "paid": told.paid if told.paid and ChangeKind.PAID in accept else "",
    }


def _taken(plan: Plan, difference: Difference, accept: Set[ChangeKind]) -> bool:
    taken = difference.kind in accept
    (plan.differences if taken else plan.declined).append(difference)
    return taken


def _plan_people(plan: Plan, holder: HolderNow | None, told: Household, accept: Set[ChangeKind]) -> None:
    before = "" if holder is None else holder.name or ""
    if told.holder and told.holder != before:
        # Another name brings numbers of its own, so these are taken or left with it.
        plan.renamed = _taken(plan, Difference(ChangeKind.HOLDER, "户名", before, told.holder), accept)
    elif holder is not None and told.phones and _phones_differ(holder, told.phones):
        known = "、".join(mask_phones(phone) for phone in (holder.phone, holder.phone2) if phone)
        new = "、".join(mask_phones(phone) for phone in told.phones)
        plan.rephoned = _taken(plan, Difference(ChangeKind.PHONE, "电话", known, new), accept)


def _phones_differ(holder: HolderNow, phones: tuple[str, ...]) -> bool:
    return holder.phone != phones[0] or (len(phones) > 1 and holder.phone2 != phones[1])


def _premises_differences(now: PremisesNow, told: Household) -> Iterator[tuple[Difference, str, Any]]:
    for column, kind, word in FOLLOWED:
        value = getattr(told, column)
        if value is None or value == "" or value == (before := getattr(now, column)):
            continue
        label = f"{word} " if kind is ChangeKind.OTHER else ""
        yield (
            Difference(kind, word, f"{label}{_shown(column, before)}", f"{label}{_shown(column, value)}"),
            column,
            value,
        )


def _account_differences(now: AccountNow, told: Household) -> Iterator[tuple[Difference, str, Any]]:
    for column, name, kind, word in ACCOUNTED:
        value = getattr(told, name)
        if value is None or value == "" or value == (before := getattr(now, column)):
            continue
        label = f"{word} " if kind is ChangeKind.AREA else ""
        yield (
            Difference(kind, word, f"{label}{_shown(column, before)}", f"{label}{_shown(column, value)}"),
            column,
            value,
        )


def _shown(column: str, value: Any) -> str:
    if value is None or value == "":
        return "未填"
    if column.endswith("area_c"):
        return square_metres(value)
    if column == "low_income":
        return "是" if value else "否"
    return str(value)
