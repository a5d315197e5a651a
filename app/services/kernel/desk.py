"""Who works, where, what time it is, under which rules: the first argument of every service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NewType

from app.services.kernel.errors import NotAllowed
from app.services.kernel.times import Clock, china

if TYPE_CHECKING:
    from app.services.kernel.store import Store

StaffId = NewType("StaffId", int)


class Role(StrEnum):
    """Roles add up; the text is the trade's word."""

    MANAGER = "站长"
    CLERK = "客服"
    REPAIRER = "维修"
    VIEWER = "只读"


@dataclass(frozen=True, slots=True)
class Actor:
    """The operator who answers for an act."""

    staff_id: StaffId | None
    name: str
    badge: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Station:
    """What stands on papers and how this station works; edited on the settings page."""

    code: str
    company: str
    name: str
    repair_phone: str
    complaint_phone: str
    season: str
    paper: str = "A5"
    company_copy: bool = False
    qr_prefix: str = ""
    version: int = 1

    @property
    def founded(self) -> bool:
        """Whether the first run is done; before it there is no code to print in numbers."""
        return bool(self.code)


@dataclass(frozen=True)
class Desk:
    """Immutable: another operator, time source or rule set is another desk.

    `rules` is the immutable snapshot of policies and calendar (services.clocks.rules.Rules); the kernel
    carries it without knowing what is in it.
    """

    actor: Actor
    station: Station
    clock: Clock
    store: Store
    rules: Any

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return self.clock.now()

    def today(self) -> date:
        """The calendar day of China."""
        return china(self.now()).date()

    def require(self, *roles: Role) -> None:
        """Raise NotAllowed unless the operator has one of the roles; a manager may do what a clerk does."""
        mine = self.actor.roles
        if mine.isdisjoint(roles) and not (Role.CLERK in roles and Role.MANAGER in mine):
            words = "、".join(roles)
            raise NotAllowed(f"这一步要由{words}来做。当前操作员是{self.actor.name or '未登录'}，请按 F9 换人。")

    def with_actor(self, actor: Actor) -> Desk:
        return replace(self, actor=actor)
