"""The station's own settings: founded once, then edited."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from app.models.station import Staff, StationSettings
from app.services.kernel.desk import Actor, Desk, Role, StaffId, Station
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.pins import hash_pin, pin_problem
from app.services.kernel.store import Store
from app.services.kernel.times import Clock, china
from app.services.kernel.unit import writing

NOBODY = Actor(staff_id=None, name="", badge="", roles=frozenset())
UNFOUNDED = Station(code="", company="", name="", repair_phone="", complaint_phone="", season="")

# A heating season is named by the years it spans; before July the running one began last year.
_SEASON_TURNS_IN_MONTH = 7

_WORDS = {
    "code": "站码",
    "company": "公司名称",
    "name": "站名",
    "repair_phone": "报修电话",
    "complaint_phone": "监督电话",
    "season": "采暖季",
    "manager_name": "站长姓名",
    "manager_initials": "站长姓名首字母",
    "badge": "胸卡号",
}


@dataclass(frozen=True, slots=True)
class FoundingDraft:
    """What the first-run page asks; nothing in it is trusted yet."""

    code: str
    company: str
    name: str
    repair_phone: str
    manager_name: str
    manager_initials: str
    badge: str
    pin: str
    complaint_phone: str = ""
    season: str = ""


@dataclass(frozen=True, slots=True)
class Founded:
    manager_id: int


def read_station(store: Store) -> Station | None:
    """The station of this database; None before the first run is done."""
    columns = [getattr(StationSettings, field.name) for field in fields(Station)]
    return store.first(StationSettings.select(*columns), Station)


def unfounded_desk(store: Store, clock: Clock, rules: Any) -> Desk:
    """A desk before anybody works at it; good for reading and for the first run.

    A station that is not founded yet already lives in a heating season: a ledger may come in before the first run.
    """
    station = read_station(store) or replace(UNFOUNDED, season=season_of(china(clock.now()).date()))
    return Desk(actor=NOBODY, station=station, clock=clock, store=store, rules=rules)


def season_of(day: date) -> str:
    """The heating season a day belongs to, such as 2026-2027."""
    first = day.year if day.month >= _SEASON_TURNS_IN_MONTH else day.year - 1
    return f"{first}-{first + 1}"


def found_station(desk: Desk, draft: FoundingDraft, key: UUID) -> Founded:
    """First run: settings and the manager. Refused when it was done before."""
    problems = _problems(
        {
            "code": draft.code,
            "company": draft.company,
            "name": draft.name,
            "repair_phone": draft.repair_phone,
            "manager_name": draft.manager_name,
            "manager_initials": draft.manager_initials,
            "badge": draft.badge,
        }
    )
    if found := pin_problem(draft.pin):
        problems["pin"] = found
    if problems:
        raise InvalidInput(problems)
    # Slow on purpose, so made before anybody waits for the database.
    pin_hash = hash_pin(draft.pin)
    with writing(desk, "station.found", key) as unit:
        if first := unit.earlier(Founded):
            return first
        if read_station(desk.store) is not None:
            raise Refused("本站信息已经建立过。请用站长的姓名首字母和密码登录。")
        unit.insert(
            StationSettings,
            id=1,
            code=draft.code.strip().upper(),
            company=draft.company.strip(),
            name=draft.name.strip(),
            repair_phone=draft.repair_phone.strip(),
            complaint_phone=draft.complaint_phone.strip(),
            season=draft.season.strip() or season_of(china(unit.at).date()),
        )
        manager = unit.insert(
            Staff,
            name=draft.manager_name.strip(),
            initials=draft.manager_initials.strip().lower(),
            badge=draft.badge.strip(),
            pin_hash=pin_hash,
            is_manager=True,
            is_clerk=True,
        )
        unit.changed("station", 1)
        return unit.result(Founded(manager))


@dataclass(frozen=True, slots=True)
class Saved:
    version: int


def change_station(desk: Desk, station: Station, key: UUID) -> Saved:
    """Save edited settings; `station.version` is the one the page showed. The code stays: numbers carry it."""
    desk.require(Role.MANAGER)
    values = {field.name: getattr(station, field.name) for field in fields(Station)}
    problems = _problems({name: str(values[name]) for name in ("company", "name", "repair_phone", "season")})
    if problems:
        raise InvalidInput(problems)
    version = values.pop("version")
    if values.pop("code") != desk.station.code:
        raise Refused("站码印在已发出的单据上，不能更改。")
    with writing(desk, "station.change", key) as unit:
        if first := unit.earlier(Saved):
            return first
        unit.update(StationSettings, 1, version, **values)
        unit.changed("station", 1)
        return unit.result(Saved(version + 1))


def manager_actor(founded: Founded, draft: FoundingDraft) -> Actor:
    """The manager signed in right after the first run."""
    roles = frozenset({Role.MANAGER, Role.CLERK})
    return Actor(StaffId(founded.manager_id), draft.manager_name.strip(), draft.badge.strip(), roles)


def _problems(values: Mapping[str, str]) -> dict[str, str]:
    problems = {name: f"请填写{_WORDS[name]}。" for name, value in values.items() if not value.strip()}
    code = values.get("code", "").strip()
    if code and not (code.isascii() and code.isalnum() and len(code) <= 8):
        problems["code"] = "站码用 1–8 个字母或数字，会印在每个编号里。"
    return problems
