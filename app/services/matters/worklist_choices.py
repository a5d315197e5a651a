"""What 工单查询 may be narrowed to. Who left and what was voided stand last: old matters are theirs all the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.models.premises import Building, Community
from app.models.station import Staff
from app.services.kernel.desk import Desk
from app.services.kernel.text import natural

LEFT, VOIDED = "（已离职）", "（已作废）"
Choice = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """Id and word of each."""

    communities: tuple[Choice, ...]
    repairers: tuple[Choice, ...]
    owners: tuple[Choice, ...]


def read_choices(desk: Desk) -> Choices:
    """Communities by name, those who are or were sent out, those who answer or answered for matters."""
    places = desk.store.tuples(Community.select(Community.id, Community.name, Community.voided_at.is_null(False)))
    people = Staff.select(Staff.id, Staff.name, Staff.left_on.is_null(False)).order_by(Staff.badge)
    repairers = desk.store.tuples(people.where(Staff.is_repairer == 1))
    owners = desk.store.tuples(people.where((Staff.is_clerk == 1) | (Staff.is_manager == 1)))
    return Choices(_by_name(places, VOIDED), _present_first(repairers, LEFT), _present_first(owners, LEFT))


def buildings_of(desk: Desk, community_id: int) -> tuple[Choice, ...]:
    """The buildings of a community in the order of their numbers."""
    query = Building.select(Building.id, Building.name, Building.voided_at.is_null(False))
    return _by_name(desk.store.tuples(query.where(Building.community == community_id)), VOIDED)


def _by_name(lines: Iterable[tuple[int, str, bool]], gone: str) -> tuple[Choice, ...]:
    return _present_first(sorted(lines, key=lambda line: natural(line[1])), gone)


def _present_first(lines: Iterable[tuple[int, str, bool]], gone: str) -> tuple[Choice, ...]:
    ordered = sorted(lines, key=lambda line: bool(line[2]))
    return tuple((row_id, f"{name}{gone}" if is_gone else name) for row_id, name, is_gone in ordered)
