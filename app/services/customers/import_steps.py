"""One run of ledger lines: what each would change, and the writing of it inside one unit."""

from dataclasses import dataclass
from typing import Any

from app.models.ledger import ImportLine
from app.models.people import Person
from app.models.premises import Contact, Doubt, Premises, SeasonAccount
from app.models.search import SearchKey
from app.services.customers.ledger.addresses import floor_of, written
from app.services.customers.ledger.lines import Household, LedgerLine, Place
from app.services.customers.register import AccountNow, HolderNow, PremisesNow, Register, Standing
from app.services.customers.search_index import KEY_ROWS, rekey
from app.services.customers.search_keys import Findable, keys_for, merged, short_names
from app.services.kernel.unit import Unit

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
DUPLICATE, REJECTED, SKIPPED = "duplicate", "rejected", "skipped"
# Columns of the premises a ledger may change, by the field of the household that tells them.
FOLLOWED = ("number", "use", "low_income", "area_c", "heating", "position", "state", "connected_on", "remark")
CHANGE_WORDS = {
    "number": "用户编号",
    "use": "用热性质",
    "low_income": "低保",
    "area_c": "面积",
    "heating": "采暖方式",
    "position": "位置",
    "state": "供热状态",
    "connected_on": "入网日期",
    "remark": "备注",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What one line asks of the database: the outcome and, for an update, what differs."""

    outcome: str
    words: tuple[str, ...] = ()


def planned(line: LedgerLine, register: Register, standing: Standing) -> Change:
    """What the line would do, without doing it."""
    assert line.place is not None
    assert line.household is not None
    now = _found(line.place, register, standing)
    if now is None:
        return Change(CREATED)
    words = [CHANGE_WORDS[name] for name in _premises_changes(now, line.household)]
    holder = standing.holders.get(now.id)
    if _name_changes(holder, line.household):
        words.append("户名")
    elif _phones_change(holder, line.household):
        words.append("电话")
    account = standing.accounts.get(now.id)
    if account is not None and _account_changes(account, line.household):
        words.append("采暖季台账")
    return Change(UPDATED, tuple(words)) if words else Change(UNCHANGED)


def _found(place: Place, register: Register, standing: Standing) -> PremisesNow | None:
    building = register.building(place)
    return None if building is None else standing.premises.get((building, place.unit, place.room))


def _premises_changes(now: PremisesNow, told: Household) -> dict[str, Any]:
    """Columns to change. A blank cell says nothing, so it never empties what is known."""
    changes: dict[str, Any] = {}
    for name in FOLLOWED:
        value = getattr(told, name)
        if value is None or value == "" or value == getattr(now, name):
            continue
        changes[name] = value
    return changes


def _name_changes(holder: HolderNow | None, told: Household) -> bool:
    return bool(told.holder) and (holder is None or holder.name != told.holder)


def _phones_change(holder: HolderNow | None, told: Household) -> bool:
    if holder is None or not told.phones:
        return False
    first, second = (*told.phones, None, None)[:2]
    return holder.phone != first or (second is not None and holder.phone2 != second)


def _account_changes(now: AccountNow, told: Household) -> dict[str, Any]:
    told_values = {
        "heated_area_c": told.area_c,
        "charged_area_c": told.charged_area_c,
        "state": told.state,
        "paid": told.paid,
    }
    return {name: value for name, value in told_values.items() if value not in (None, "", getattr(now, name))}


class Writing:
    """Writes the lines of one unit, table by table, so that each table takes one text."""

    def __init__(self, unit: Unit, register: Register, season: str, batch_id: int) -> None:
        self._unit = unit
        self._register = register
        self._season = season
        self._batch_id = batch_id
        self._today = unit.desk.today().isoformat()
        self._keys: dict[int, Findable] = {}
        self._accounts: list[dict[str, Any]] = []
        self._doubts: list[dict[str, Any]] = []
        self._contacts: list[dict[str, Any]] = []
        self._rekeyed: list[int] = []

    def write(self, lines: list[LedgerLine]) -> dict[int, Change]:
        """Write the lines; returns what became of each, by its place in the list."""
        standing = self._register.standing([line for line in lines if is_household(line)], self._season)
        changes: dict[int, Change] = {}
        created: list[int] = []
        premises_of: dict[int, int] = {}
        for index, line in enumerate(lines):
            if not is_household(line):
                continue
            changes[index] = change = planned(line, self._register, standing)
            if change.outcome == CREATED:
                created.append(index)
            else:
                assert line.place is not None
                now = _found(line.place, self._register, standing)
                assert now is not None
                premises_of[index] = now.id
                self._follow(line, now, standing, change)
        premises_of |= self._create(lines, created, standing)
        self._unit.insert_many(Contact, self._contacts)
        self._unit.insert_many(SeasonAccount, self._accounts)
        self._unit.insert_many(Doubt, self._doubts)
        self._note_lines(lines, changes, premises_of)
        self._write_keys()
        return changes

    def _create(self, lines: list[LedgerLine], created: list[int], standing: Standing) -> dict[int, int]:
        rows: list[dict[str, Any]] = []
        for index in created:
            line = lines[index]
            assert line.place is not None
            assert line.household is not None
            building = self._register.made_building(self._unit, line.place)
            rows.append(_new_premises(line.place, line.household, building))
        ids = self._unit.insert_many(Premises, rows)
        people = self._people_of([lines[index] for index in created], standing)
        for index, premises_id, person_id in zip(created, ids, people, strict=True):
            line = lines[index]
            assert line.household is not None
            if person_id is not None:
                self._contacts.append({"premises": premises_id, "person": person_id})
            self._account(premises_id, line.household)
            self._doubt(premises_id, line, standing)
            self._findable(premises_id, line)
            self._unit.changed("premises", premises_id)
        return dict(zip(created, ids, strict=True))

    def _people_of(self, lines: list[LedgerLine], standing: Standing) -> list[int | None]:
        """The person behind each line: a known one of that name and telephone, or a new one."""
        found: list[int | None] = [None] * len(lines)
        rows: list[dict[str, Any]] = []
        waiting: dict[tuple[str, str] | int, list[int]] = {}
        for index, line in enumerate(lines):
            assert line.household is not None
            if not line.household.holder and not line.household.phones:
                continue
            identity = _identity(line.household)
            place: tuple[str, str] | int = index if identity is None else identity
            if identity is not None and identity in standing.people:
                found[index] = standing.people[identity]
            elif place in waiting:
                waiting[place].append(index)
            else:
                waiting[place] = [index]
                rows.append(_new_person(line.household))
        for (place, indexes), person_id in zip(waiting.items(), self._unit.insert_many(Person, rows), strict=True):
            for index in indexes:
                found[index] = person_id
            if isinstance(place, tuple):
                standing.people[place] = person_id
        return found

    def _follow(self, line: LedgerLine, now: PremisesNow, standing: Standing, change: Change) -> None:
        assert line.household is not None
        told = line.household
        values = _premises_changes(now, told)
        if now.voided:
            values |= {"voided_at": None, "void_reason": ""}
        if values:
            if "state" in values:
                values["state_basis"] = "台账导入"
            self._unit.update(Premises, now.id, **values)
            self._settle(now.id, set(values), standing)
        self._follow_holder(line, now.id, standing)
        account = standing.accounts.get(now.id)
        if account is None:
            self._account(now.id, told, now)
        elif changes := _account_changes(account, told):
            self._unit.update(SeasonAccount, account.id, **changes)
        self._doubt(now.id, line, standing)
        if change.outcome == UPDATED:
            self._rekeyed.append(now.id)
            self._unit.changed("premises", now.id)

    def _follow_holder(self, line: LedgerLine, premises_id: int, standing: Standing) -> None:
        assert line.household is not None
        told = line.household
        holder = standing.holders.get(premises_id)
        renamed = _name_changes(holder, told)
        if not renamed and not _phones_change(holder, told):
            return
        self._settle(premises_id, {"holder"} if renamed else {"phone", "phone2"}, standing)
        first, second = (*(told.phones or ()), None, None)[:2]
        if holder is not None and not renamed and standing.homes.get(holder.person_id, 1) == 1:
            # The same person got another number; where he holds other premises, those lines speak for themselves.
            phones: dict[str, Any] = {"phone": first} if second is None else {"phone": first, "phone2": second}
            self._unit.update(Person, holder.person_id, **phones)
            return
        if holder is not None:
            self._unit.update(Contact, holder.contact_id, until_day=self._today)
            standing.homes[holder.person_id] = standing.homes.get(holder.person_id, 1) - 1
        person_id = self._people_of([line], standing)[0]
        if person_id is not None:
            self._contacts.append({"premises": premises_id, "person": person_id, "from_day": self._today})

    def _account(self, premises_id: int, told: Household, now: PremisesNow | None = None) -> None:
        self._accounts.append(
            {
                "premises": premises_id,
                "season": self._season,
                "heated_area_c": told.area_c if told.area_c is not None or now is None else now.area_c,
                "charged_area_c": told.charged_area_c if told.charged_area_c is not None else told.area_c,
                "state": told.state or (now.state if now else "供热"),
                "paid": told.paid or "",
            }
        )

    def _doubt(self, premises_id: int, line: LedgerLine, standing: Standing) -> None:
        known = {(doubt.field, doubt.reason) for doubt in standing.doubts.get(premises_id, ())}
        for doubt in line.doubts:
            if (doubt.field, doubt.reason) not in known:
                self._doubts.append(
                    {
                        "premises": premises_id,
                        "field": doubt.field,
                        "reason": doubt.reason,
                        "found_at": self._unit.at,
                    }
                )

    def _settle(self, premises_id: int, columns: set[str], standing: Standing) -> None:
        """A new value settles what was doubtful about the old one."""
        fields = {"area" if column == "area_c" else column for column in columns}
        for doubt in standing.doubts.get(premises_id, ()):
            if doubt.field in fields and not doubt.settled:
                self._unit.update(Doubt, doubt.id, settled_at=self._unit.at)

    def _findable(self, premises_id: int, line: LedgerLine) -> None:
        assert line.place is not None
        assert line.household is not None
        community = self._register.community(line.place)
        name = community[1] if community else line.place.community
        self._keys[premises_id] = Findable(
            name,
            short_names(name)[1:],
            line.place.building,
            line.place.unit,
            line.place.room,
            line.household.number,
            (line.household.holder,) if line.household.holder else (),
            line.household.phones or (),
        )

    def _write_keys(self) -> None:
        rows = [
            {"key": key, "premises_id": premises_id, "kind": kind}
            for premises_id, findable in self._keys.items()
            for key, kind in merged(keys_for(findable)).items()
        ]
        for start in range(0, len(rows), KEY_ROWS):
            self._unit.derive_many(SearchKey, rows[start : start + KEY_ROWS])
        rekey(self._unit, self._rekeyed)

    def _note_lines(self, lines: list[LedgerLine], changes: dict[int, Change], premises_of: dict[int, int]) -> None:
        rows = [
            {
                "batch": self._batch_id,
                "sheet": line.sheet[:80],
                "line_no": line.line_no,
                "line_hash": line.hash,
                "outcome": changes[index].outcome if index in changes else outcome_outside(line),
                "reason": reason_of(line, changes.get(index))[:200],
                "premises_id": premises_of.get(index),
            }
            for index, line in enumerate(lines)
        ]
        self._unit.insert_many(ImportLine, rows)


def is_household(line: LedgerLine) -> bool:
    """Whether the line gives premises of its own."""
    return line.place is not None and line.problem is None and line.duplicate_of is None


def outcome_outside(line: LedgerLine) -> str:
    """The outcome of a line that touches no premises."""
    if line.problem is not None:
        return REJECTED
    return SKIPPED if line.duplicate_of is None else DUPLICATE


def reason_of(line: LedgerLine, change: Change | None) -> str:
    """Why a line came out as it did, without any personal value."""
    if change is not None:
        return "、".join(change.words)
    return line.problem or line.note


def _identity(told: Household) -> tuple[str, str] | None:
    return (told.holder, told.phones[0]) if told.holder and told.phones else None


def _new_person(told: Household) -> dict[str, Any]:
    first, second = (*(told.phones or ()), None, None)[:2]
    return {"name": told.holder or None, "phone": first, "phone2": second}


def _new_premises(place: Place, told: Household, building: int) -> dict[str, Any]:
    return {
        "number": told.number or None,
        "building": building,
        "unit": place.unit,
        "room": place.room,
        "floor": floor_of(place.room),
        "address": written(place),
        "use": told.use or "居民",
        "low_income": bool(told.low_income),
        "area_c": told.area_c,
        "heating": told.heating or "",
        "position": told.position or "",
        "state": told.state or "供热",
        "connected_on": told.connected_on or "",
        "remark": told.remark or "",
    }
