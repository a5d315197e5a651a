"""The writing of one run of ledger lines inside one unit."""

from collections.abc import Iterable, Set
from typing import Any

from app.models.ledger import ImportLine
from app.models.people import Person
from app.models.premises import Contact, Doubt, Premises, SeasonAccount
from app.services.customers.finding.index import rekey
from app.services.customers.importing.changes import (
    CREATED,
    UPDATED,
    Plan,
    is_household,
    lasting_doubts,
    opened_account,
    outcome_outside,
    planned,
    said,
)
from app.services.customers.importing.register import HolderNow, Register, Standing
from app.services.customers.importing.report import ChangeKind
from app.services.customers.ledger.addresses import floor_of, written
from app.services.customers.ledger.lines import Doubt as LineDoubt
from app.services.customers.ledger.lines import Household, LedgerLine, Place
from app.services.kernel.unit import Unit

FOLLOWED_BASIS = "台账导入"
FIRST_BASIS = "期初台账"
# How a doubt is settled whose ledger was taken back; the same doubt may then come again.
UNDONE = "撤销导入"


class Writing:
    """Writes the lines of one unit, table by table, so that each table takes one text."""

    def __init__(self, unit: Unit, register: Register, season: str, batch_id: int, accept: Set[ChangeKind]) -> None:
        self._unit = unit
        self._register = register
        self._season = season
        self._batch_id = batch_id
        self._accept = accept
        self._today = unit.desk.today().isoformat()
        self._standing = Standing()
        self._accounts: list[dict[str, Any]] = []
        self._doubts: list[dict[str, Any]] = []
        self._contacts: list[dict[str, Any]] = []
        self._rekeyed: list[int] = []
        self._settled: set[int] = set()
        # New premises; whoever commits the unit writes their keys.
        self.created: list[int] = []

    def write(self, lines: list[LedgerLine]) -> dict[int, Plan]:
        """Write the lines; returns what became of each, by its place in the list."""
        self._standing = self._register.standing([line for line in lines if is_household(line)], self._season)
        plans: dict[int, Plan] = {}
        created: list[int] = []
        premises_of: dict[int, int] = {}
        for index, line in enumerate(lines):
            if not is_household(line):
                continue
            plans[index] = plan = planned(line, self._register, self._standing, self._accept)
            if plan.now is not None:
                premises_of[index] = plan.now.id
            if plan.outcome == CREATED and plan.now is None:
                created.append(index)
            elif plan.outcome == CREATED:
                self._revive(line, plan)
            else:
                self._follow(line, plan)
        premises_of |= self._create(lines, created)
        self._unit.insert_many(Contact, self._contacts)
        self._unit.insert_many(SeasonAccount, self._accounts)
        self._unit.insert_many(Doubt, self._doubts)
        self._note_lines(lines, plans, premises_of)
        rekey(self._unit, self._rekeyed)
        return plans

    def _create(self, lines: list[LedgerLine], created: list[int]) -> dict[int, int]:
        rows: list[dict[str, Any]] = []
        for index in created:
            line = lines[index]
            assert line.place is not None
            assert line.household is not None
            building = self._register.made_building(self._unit, line.place)
            rows.append(_new_premises(line.place, line.household, building))
        ids = self.created = self._unit.insert_many(Premises, rows)
        people = self._people_of([lines[index].household or Household() for index in created])
        for index, premises_id, person_id in zip(created, ids, people, strict=True):
            line = lines[index]
            assert line.household is not None
            if person_id is not None:
                self._contacts.append({"premises": premises_id, "person": person_id})
            self._accounts.append({"premises": premises_id, "season": self._season, **_new_account(line.household)})
            self._doubt(premises_id, line.doubts)
            self._unit.changed("premises", premises_id)
        return dict(zip(created, ids, strict=True))

    def _revive(self, line: LedgerLine, plan: Plan) -> None:
        """Premises that were voided begin anew: nothing of what was voided counts any more."""
        assert plan.now is not None
        assert line.place is not None
        assert line.household is not None
        now, told = plan.now, line.household
        values = _new_premises(line.place, told, self._register.made_building(self._unit, line.place))
        values |= {"state_basis": FIRST_BASIS, "origin": "ledger", "voided_at": None, "void_reason": ""}
        self._unit.update(Premises, now.id, **values)
        former = self._standing.former.get(now.id)
        first, second = _two(told.phones)
        if former is not None and (former.name or "", former.phone, former.phone2) == (
            told.holder or "",
            first,
            second,
        ):
            self._unit.update(Contact, former.contact_id, from_day=None, until_day=None, voided_at=None)
        else:
            self._begin_contact(now.id, told, None)
        self._open_account(now.id, _new_account(told))
        self._doubt(now.id, line.doubts)
        self._rekeyed.append(now.id)
        self._unit.changed("premises", now.id)

    def _follow(self, line: LedgerLine, plan: Plan) -> None:
        assert plan.now is not None
        now, told = plan.now, said(line)
        if now.merged_into is not None:
            return
        if plan.columns:
            if "state" in plan.columns:
                plan.columns["state_basis"] = FOLLOWED_BASIS
            self._unit.update(Premises, now.id, **plan.columns)
            self._settle(now.id, set(plan.columns))
        holder = self._standing.holders.get(now.id)
        if plan.renamed:
            self._settle(now.id, {"holder", "phone", "phone2"})
            if holder is not None:
                self._unit.update(Contact, holder.contact_id, until_day=self._today)
            self._begin_contact(now.id, told, self._today)
        elif plan.rephoned:
            assert holder is not None
            self._settle(now.id, {"phone", "phone2"})
            person_id = self._people_of([_rephoned(holder, told)])[0]
            # The same contact with another number: what was known before stays in the earlier row of the person.
            self._unit.update(Contact, holder.contact_id, person=person_id)
        if plan.opens_account:
            before = self._standing.previous.get(now.id)
            self._open_account(now.id, opened_account(now, before, told, self._accept))
        elif plan.account:
            self._unit.update(SeasonAccount, self._standing.accounts[now.id].id, **plan.account)
        self._doubt(now.id, lasting_doubts(line, now, holder, plan))
        if plan.outcome == UPDATED:
            self._rekeyed.append(now.id)
            self._unit.changed("premises", now.id)

    def _begin_contact(self, premises_id: int, told: Household, from_day: str | None) -> None:
        person_id = self._people_of([told])[0]
        if person_id is not None:
            self._contacts.append({"premises": premises_id, "person": person_id, "from_day": from_day})

    def _open_account(self, premises_id: int, values: dict[str, Any]) -> None:
        voided = self._standing.accounts.get(premises_id)
        if voided is not None:
            self._unit.update(SeasonAccount, voided.id, voided_at=None, **values)
        else:
            self._accounts.append({"premises": premises_id, "season": self._season, **values})

    def _people_of(self, households: list[Household]) -> list[int | None]:
        """The person behind each household: a known one of that name and telephones, or a new one."""
        people = self._standing.people
        found: list[int | None] = [None] * len(households)
        rows: list[dict[str, Any]] = []
        waiting: dict[tuple[str, ...] | int, list[int]] = {}
        for index, told in enumerate(households):
            if not told.holder and not told.phones:
                continue
            identity: tuple[str, ...] | int = (told.holder, *_two_told(told)) if told.holder and told.phones else index
            if isinstance(identity, tuple) and identity in people:
                found[index] = people[identity]
            elif identity in waiting:
                waiting[identity].append(index)
            else:
                waiting[identity] = [index]
                first, second = _two(told.phones)
                rows.append({"name": told.holder or None, "phone": first, "phone2": second})
        for (identity, indexes), person_id in zip(waiting.items(), self._unit.insert_many(Person, rows), strict=True):
            for index in indexes:
                found[index] = person_id
            if isinstance(identity, tuple):
                people[identity] = person_id
                self._register.remember_person(identity, person_id)
        return found

    def _doubt(self, premises_id: int, doubts: Iterable[LineDoubt]) -> None:
        known = {
            (doubt.field, doubt.reason)
            for doubt in self._standing.doubts.get(premises_id, ())
            if doubt.settlement != UNDONE and doubt.id not in self._settled
        }
        for doubt in doubts:
            if (doubt.field, doubt.reason) not in known:
                self._doubts.append(
                    {"premises": premises_id, "field": doubt.field, "reason": doubt.reason, "found_at": self._unit.at}
                )

    def _settle(self, premises_id: int, columns: set[str]) -> None:
        """A new value settles what was doubtful about the old one."""
        fields = {"area" if column == "area_c" else column for column in columns}
        for doubt in self._standing.doubts.get(premises_id, ()):
            if doubt.field in fields and not doubt.settled:
                self._unit.update(Doubt, doubt.id, settled_at=self._unit.at, settlement=FOLLOWED_BASIS)
                self._settled.add(doubt.id)

    def _note_lines(self, lines: list[LedgerLine], plans: dict[int, Plan], premises_of: dict[int, int]) -> None:
        rows = []
        for index, line in enumerate(lines):
            plan = plans.get(index)
            rows.append(
                {
                    "batch": self._batch_id,
                    "sheet": line.sheet[:80],
                    "line_no": line.line_no,
                    "line_hash": line.hash,
                    "outcome": outcome_outside(line) if plan is None else plan.outcome,
                    "reason": (line.problem or line.note if plan is None else plan.reason)[:200],
                    "premises_id": premises_of.get(index),
                }
            )
        # Last of all audited rows: by its image an import's unit is known again, see kernel.restoring.
        self._unit.insert_many(ImportLine, rows)


def _two(phones: tuple[str, ...] | None) -> tuple[str | None, str | None]:
    first, second = (*(phones or ()), None, None)[:2]
    return first, second


def _two_told(told: Household) -> tuple[str, ...]:
    return (told.phones or ())[:2]


def _rephoned(holder: HolderNow, told: Household) -> Household:
    """The same person with the ledger's numbers; a second number the ledger does not know stays."""
    numbers = _two_told(told)
    if len(numbers) == 1 and holder.phone2 and holder.phone2 != numbers[0]:
        numbers = (numbers[0], holder.phone2)
    return Household(holder=holder.name, phones=numbers)


def _new_account(told: Household) -> dict[str, Any]:
    return {
        "heated_area_c": told.area_c,
        "charged_area_c": told.charged_area_c if told.charged_area_c is not None else told.area_c,
        "state": told.state or "供热",
        "paid": told.paid or "",
    }


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
