"""Who may sign in, with which roles; and the staff the station sends out."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from peewee import fn

from app.models.kernel import Unit
from app.models.station import Staff
from app.services.kernel.desk import Actor, Desk, Role, StaffId
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused
from app.services.kernel.pins import hash_pin, pin_matches, pin_problem
from app.services.kernel.store import Store
from app.services.kernel.unit import writing

# So many acts back somebody else is looked for.
_LATELY = 5_000
_ROLE_COLUMNS = {
    Role.MANAGER: "is_manager",
    Role.CLERK: "is_clerk",
    Role.REPAIRER: "is_repairer",
    Role.VIEWER: "is_viewer",
}


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One member of staff; `can_sign_in` when a PIN was set."""

    id: StaffId
    name: str
    initials: str
    badge: str
    phone: str
    post: str
    roles: frozenset[Role]
    can_sign_in: bool
    version: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be about to sit down."""

    actor: Actor
    kept: str = field(repr=False)

    def opens_with(self, pin: str) -> bool:
        """Whether this is the PIN. Slow on purpose; it asks no database, so any thread may wait for it."""
        return pin_matches(self.kept, pin)


@dataclass(frozen=True, slots=True)
class StaffDraft:
    """Somebody to add, or how somebody is to be from now on; an empty PIN sets none."""

    name: str
    initials: str
    badge: str
    roles: frozenset[Role]
    phone: str = ""
    pin: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class StaffAdded:
    staff_id: int


@dataclass(frozen=True, slots=True)
class StaffChanged:
    staff_id: int
    version: int


@dataclass(frozen=True, slots=True)
class StaffLeft:
    staff_id: int
    name: str


def list_staff(store: Store, role: Role | None = None) -> list[StaffRow]:
    """Everybody who has not left, by badge number; with a role, only those who have it."""
    query = Staff.select().where(Staff.left_on.is_null()).order_by(Staff.badge)
    if role is not None:
        query = query.where(getattr(Staff, _ROLE_COLUMNS[role]) == 1)
    return store.rows(query, _row)


def sign_in(store: Store, who: str, pin: str) -> Actor:
    """The operator whose initials, name or badge is `who`, when the PIN is right; else a sentence.

    Where two of the same initials chose the same PIN, neither is taken for the other.
    """
    found = [candidate.actor for candidate in candidates(store, who) if candidate.opens_with(pin)]
    if not found:
        raise NotAllowed("姓名首字母或密码不对，请重新输入。")
    if len(found) > 1:
        raise NotAllowed("这样登录的不止一人，请改输胸卡号。")
    return found[0]


def candidates(store: Store, who: str) -> tuple[Candidate, ...]:
    """Whoever `who` (initials, name or badge) may mean and has a PIN; nobody is refused or counted here."""
    named = {row.id: row for row in _named(store, who)}
    query = Staff.select(Staff.id, Staff.pin_hash).where(Staff.id.in_(list(named)), Staff.pin_hash.is_null(False))
    return tuple(Candidate(_actor(named[staff_id]), kept) for staff_id, kept in store.tuples(query))


def sat_here_before(desk: Desk) -> StaffRow | None:
    """Whoever acted last before this operator, and may sit down now; None when nobody lately did."""
    newest = desk.store.scalar(Unit.select(fn.max(Unit.id))) or 0
    query = Unit.select(Unit.actor_id).where(Unit.id > newest - _LATELY, Unit.actor_id.is_null(False))
    if desk.actor.staff_id is not None:
        query = query.where(Unit.actor_id != desk.actor.staff_id)
    found = desk.store.scalar(query.order_by(Unit.id.desc()).limit(1))
    return next((row for row in list_staff(desk.store) if row.id == found and row.can_sign_in), None)


def actor_named(store: Store, name: str) -> Actor:
    """The operator a command line names (`--as`); NotFound when there is none, Refused when there are several."""
    found = _named(store, name)
    if not found:
        raise NotFound(f"没有叫“{name}”的工作人员。")
    if len(found) > 1:
        raise Refused(f"“{name}”对应多名工作人员，请用胸卡号。")
    return _actor(found[0])


def add_staff(desk: Desk, draft: StaffDraft, key: UUID) -> StaffAdded:
    """Add somebody; the badge number must be free."""
    desk.require(Role.MANAGER)
    problems = _problems(draft)
    if problems:
        raise InvalidInput(problems)
    # Slow on purpose, so made before anybody waits for the database.
    pin_hash = hash_pin(draft.pin) if draft.pin else None
    with writing(desk, "staff.add", key) as unit:
        if first := unit.earlier(StaffAdded):
            return first
        _refuse_taken_badge(unit.store, draft)
        staff_id = unit.insert(Staff, pin_hash=pin_hash, **_columns(draft))
        unit.changed("staff", staff_id)
        return unit.result(StaffAdded(staff_id))


def change_staff(desk: Desk, staff_id: StaffId, version: int, draft: StaffDraft, key: UUID) -> StaffChanged:
    """Another name, badge, post, phone or roles; the PIN is changed by `change_pin` only.

    Only the manager may. Stale when somebody changed the person meanwhile; Refused when nobody would be left
    who signs in as manager.
    """
    desk.require(Role.MANAGER)
    problems = _problems(replace(draft, pin=""))
    if problems:
        raise InvalidInput(problems)
    with writing(desk, "staff.change", key) as unit:
        if first := unit.earlier(StaffChanged):
            return first
        _refuse_taken_badge(unit.store, draft, staff_id)
        if Role.MANAGER not in draft.roles and _managers(unit.store) == [staff_id]:
            raise Refused(f"{draft.name.strip()}是唯一能登录的站长，不能取消站长岗位。请先添加新站长并设好密码。")
        unit.update(Staff, staff_id, version, **_columns(draft))
        unit.changed("staff", staff_id)
        return unit.result(StaffChanged(staff_id, version + 1))


def change_pin(desk: Desk, staff_id: StaffId, pin: str, key: UUID) -> StaffAdded:
    """Set a new PIN: one's own, or anybody's when the operator is the manager."""
    if desk.actor.staff_id != staff_id:
        desk.require(Role.MANAGER)
    if found := pin_problem(pin):
        raise InvalidInput({"pin": found})
    pin_hash = hash_pin(pin)
    with writing(desk, "staff.pin", key) as unit:
        if first := unit.earlier(StaffAdded):
            return first
        unit.update(Staff, staff_id, pin_hash=pin_hash)
        unit.changed("staff", staff_id)
        return unit.result(StaffAdded(staff_id))


def leave_station(desk: Desk, staff_id: StaffId, day: date, key: UUID) -> StaffLeft:
    """离职: from `day` on somebody neither signs in nor is sent out; what they did keeps their name.

    Only the manager may. Refused for a day to come, for somebody who has left, and for the last manager who signs in.
    """
    desk.require(Role.MANAGER)
    if day > desk.today():
        raise InvalidInput({"day": "离职日期还没有到，请在当天办理。"})
    with writing(desk, "staff.leave", key) as unit:
        if first := unit.earlier(StaffLeft):
            return first
        found = unit.store.tuples(Staff.select(Staff.name, Staff.left_on).where(Staff.id == staff_id))
        if not found:
            raise NotFound("没有这名工作人员。请刷新后再试。")
        name, left_on = found[0]
        if left_on is not None:
            raise Refused(f"{name}已于 {left_on} 离职，不用再办。")
        if _managers(unit.store) == [staff_id]:
            raise Refused(f"{name}是唯一能登录的站长。请先添加新站长并设好密码。")
        unit.update(Staff, staff_id, left_on=day.isoformat())
        unit.changed("staff", staff_id)
        return unit.result(StaffLeft(staff_id, name))


def _columns(draft: StaffDraft) -> dict[str, Any]:
    return {
        "name": draft.name.strip(),
        "initials": draft.initials.strip().lower(),
        "badge": draft.badge.strip(),
        "phone": draft.phone.strip(),
        "post": draft.post.strip(),
        **{column: role in draft.roles for role, column in _ROLE_COLUMNS.items()},
    }


def _managers(store: Store) -> list[int]:
    """Ids of everybody who signs in as manager."""
    query = Staff.select(Staff.id).where(Staff.is_manager == 1, Staff.left_on.is_null(), Staff.pin_hash.is_null(False))
    return store.scalars(query)


def _refuse_taken_badge(store: Store, draft: StaffDraft, staff_id: int = 0) -> None:
    badge = draft.badge.strip()
    if store.scalar(Staff.select(Staff.id).where(Staff.badge == badge, Staff.id != staff_id)):
        raise InvalidInput({"badge": f"胸卡号 {badge} 已有人使用。"})


def _problems(draft: StaffDraft) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not draft.name.strip():
        problems["name"] = "请填写姓名。"
    if not draft.badge.strip():
        problems["badge"] = "请填写胸卡号。"
    if not draft.roles:
        problems["roles"] = "请至少选一个岗位。"
    if draft.pin and (found := pin_problem(draft.pin)):
        problems["pin"] = found
    return problems


def _named(store: Store, who: str) -> list[StaffRow]:
    typed = who.strip()
    names = (Staff.initials == typed.lower()) | (Staff.name == typed) | (Staff.badge == typed)
    return store.rows(Staff.select().where(names, Staff.left_on.is_null()), _row) if typed else []


def _row(**columns: Any) -> StaffRow:
    return StaffRow(
        id=StaffId(columns["id"]),
        name=columns["name"],
        initials=columns["initials"],
        badge=columns["badge"],
        phone=columns["phone"],
        post=columns["post"],
        roles=frozenset(role for role, column in _ROLE_COLUMNS.items() if columns[column]),
        can_sign_in=columns["pin_hash"] is not None,
        version=columns["version"],
    )


def _actor(row: StaffRow) -> Actor:
    return Actor(row.id, row.name, row.badge, row.roles)
