"""Whose certificate has run out on a day (regulation 1.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.models.qualifications import Certificate
from app.models.station import Staff
from app.services.kernel.store import Store


@dataclass(frozen=True, slots=True)
class Validity:
    """The certificate of one kind a person goes by: the one valid longest. `valid_until` None has no end."""

    certificate_id: int
    staff_id: int
    name: str
    kind: str
    valid_until: date | None

    def days_left(self, day: date) -> int | None:
        """Days until the last valid one, 0 on it, negative afterwards; None without an end."""
        return None if self.valid_until is None else (self.valid_until - day).days


def validities(store: Store, staff_ids: Iterable[int] | None = None) -> list[Validity]:
    """By person and kind, of everybody who has not left; a renewed certificate takes the place of the old one."""
    query = (
        Certificate.select(Certificate.id, Certificate.staff, Staff.name, Certificate.kind, Certificate.valid_until)
        .join(Staff, on=(Staff.id == Certificate.staff))
        .where(Certificate.voided_at.is_null(), Staff.left_on.is_null())
        .order_by(Staff.badge, Certificate.kind, Certificate.id)
    )
    if staff_ids is not None:
        query = query.where(Certificate.staff.in_(list(staff_ids)))
    newest: dict[tuple[int, str], Validity] = {}
    for row_id, staff_id, name, kind, until in store.tuples(query):
        found = Validity(row_id, staff_id, name, kind, None if until is None else date.fromisoformat(until))
        known = newest.get((staff_id, kind))
        if known is None or _lasts_longer(found, known):
            newest[staff_id, kind] = found
    return list(newest.values())


def expired(store: Store, day: date, staff_ids: Iterable[int] | None = None) -> dict[int, list[Validity]]:
    """Whoever has a certificate that ran out before `day`, with those certificates."""
    found: dict[int, list[Validity]] = {}
    for validity in validities(store, staff_ids):
        left = validity.days_left(day)
        if left is not None and left < 0:
            found.setdefault(validity.staff_id, []).append(validity)
    return found


def days_words(days_left: int) -> str:
    """`30 天后到期`, `今天到期`, `已过期 3 天`."""
    if days_left < 0:
        return f"已过期 {-days_left} 天"
    return f"{days_left} 天后到期" if days_left else "今天到期"


def expired_words(validities: Iterable[Validity], day: date) -> str:
    """`焊工证已过期 3 天、电工证已过期 1 天`."""
    lefts = ((validity.kind, validity.days_left(day)) for validity in validities)
    return "、".join(f"{kind}{days_words(left)}" for kind, left in lefts if left is not None)


def _lasts_longer(one: Validity, other: Validity) -> bool:
    if one.valid_until is None or other.valid_until is None:
        return one.valid_until is None
    return one.valid_until >= other.valid_until
