"""人员一览: everybody on the staff with the state of their certificates."""

from dataclasses import dataclass

from app.services.kernel.desk import Desk
from app.services.kernel.operators import StaffRow, list_staff
from app.services.people.demands import demands
from app.services.people.reminders import threshold_of
from app.services.staff.validity import Validity, days_words, validities


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One member of staff. `days_left` of the certificate that ends first, None when none ends or there is none."""

    staff: StaffRow
    certificates: int
    days_left: int | None
    threshold: int | None

    @property
    def words(self) -> str:
        """`有效`, `30 天后到期`, `已过期 3 天`; `未登记` without any certificate."""
        if not self.certificates:
            return "未登记"
        if self.threshold is None or self.days_left is None:
            return "有效"
        return days_words(self.days_left)


def staff_register(desk: Desk) -> list[RegisterRow]:
    """Everybody who has not left, by badge number."""
    held: dict[int, list[Validity]] = {}
    for validity in validities(desk.store):
        held.setdefault(validity.staff_id, []).append(validity)
    today, remind_days = desk.today(), demands().remind_days
    rows = []
    for staff in list_staff(desk.store):
        mine = held.get(int(staff.id), [])
        lefts = [left for validity in mine if (left := validity.days_left(today)) is not None]
        nearest = min(lefts, default=None)
        threshold = None if nearest is None else threshold_of(nearest, remind_days)
        rows.append(RegisterRow(staff, len(mine), nearest, threshold))
    return rows
