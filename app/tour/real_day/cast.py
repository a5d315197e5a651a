"""Who plays the day: the station's people, with everybody the file names among the repairers."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from uuid import uuid4

from app.services.clocks.rules import Rules
from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import StaffDraft, actor_named, add_staff, list_staff
from app.services.kernel.station import unfounded_desk
from app.services.kernel.store import Store
from app.services.kernel.times import FrozenClock, china
from app.tour.real_day.book import Book
from app.tour.real_day.hands import Hands
from app.tour.real_day.papers import Papers
from app.tour.real_day.play import AtWindows, DayPlayer, repairers_of
from app.tour.real_day.values import Story

# Badges of those the file names beside the station's own people.
_FIRST_BADGE = 501
# Two clerks share the day: one from this hour to that, the other at night.
_DAY, _NIGHT = 8, 20


def cast(
    store: Store,
    clock: FrozenClock,
    stories: Iterable[Story],
    *,
    manager: str,
    clerks: tuple[str, str],
    papers: Path | None = None,
    shown: Collection[int] = (),
    at_windows: AtWindows | None = None,
) -> DayPlayer:
    """The day ready to be played at this station; papers are kept in `papers`, none are made when it is None.

    The calls of the lines `shown` are played by those whom `at_windows` makes.
    """
    day = list(stories)
    desks = {name: _desk(store, clock, name) for name in (manager, *clerks)}
    _hire(desks[manager], repairers_of(day))
    staff = {row.name: int(row.id) for row in list_staff(store)}
    repairers = tuple(row.name for row in list_staff(store, Role.REPAIRER))
    hands = Hands(_on_duty(desks, clerks, clock), staff, repairers, manager, Book(day), Papers(papers, manager))
    return DayPlayer(clock, hands, day, shown, at_windows)


def _on_duty(desks: dict[str, Desk], clerks: tuple[str, str], clock: FrozenClock) -> Callable[[], Desk]:
    return lambda: desks[clerks[not _DAY <= china(clock.now()).hour < _NIGHT]]


def _desk(store: Store, clock: FrozenClock, name: str) -> Desk:
    return unfounded_desk(store, clock, Rules.shipped()).with_actor(actor_named(store, name))


def _hire(manager: Desk, names: Iterable[str]) -> None:
    known = {row.name for row in list_staff(manager.store)}
    for badge, name in enumerate((name for name in names if name not in known), _FIRST_BADGE):
        draft = StaffDraft(name[:20], "", str(badge), frozenset({Role.REPAIRER}), phone=f"1380000{badge:04d}")
        add_staff(manager, draft, uuid4())
