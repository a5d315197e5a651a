"""接班的人: who is likely to sit down next, so that he types his PIN and nothing else."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cache

from app.paths import resource_json
from app.services.duty.roster import OnPost, on_duty
from app.services.kernel.desk import Desk
from app.services.kernel.operators import StaffRow, list_staff, sat_here_before


@cache
def relief_before() -> timedelta:
    """So long before its end a shift's relief may already stand at the desk."""
    return timedelta(minutes=int(resource_json("intake.json")["relief_minutes"]))


def expected_operator(desk: Desk) -> StaffRow | None:
    """By the roster: whoever should sit here and does not; near the end of a shift the next one's people first.

    Without a roster whoever sat here before. Always somebody who has a PIN and is not the operator; None: nobody.
    """
    now = desk.now()
    present = on_duty(desk, now)
    following = on_duty(desk, present.shift.ends_at)
    on_time = any(one.staff_id == desk.actor.staff_id for one in present.desk)
    if on_time and present.shift.ends_at - now <= relief_before():
        order = (*following.desk, *present.desk)
    else:
        order = (*present.desk, *following.desk)
    return _first(desk, order) or sat_here_before(desk)


def _first(desk: Desk, order: Iterable[OnPost]) -> StaffRow | None:
    able = {row.id: row for row in list_staff(desk.store) if row.can_sign_in and row.id != desk.actor.staff_id}
    return next((able[one.staff_id] for one in order if one.staff_id in able), None)  # type: ignore[index]
