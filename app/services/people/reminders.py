"""证件提醒: which certificates run out soon or have run out."""

from dataclasses import dataclass
from datetime import date

from app.services.kernel.desk import Desk
from app.services.people.demands import demands
from app.services.staff.validity import days_words, validities

# The threshold of what has run out already.
EXPIRED = -1


@dataclass(frozen=True, slots=True)
class CertificateWarning:
    """One certificate; `threshold` is the reminder it stands under: 60, 30, 7 days, or EXPIRED."""

    certificate_id: int
    staff_id: int
    name: str
    kind: str
    valid_until: date
    days_left: int
    threshold: int

    @property
    def words(self) -> str:
        return days_words(self.days_left)


def certificate_warnings(desk: Desk) -> list[CertificateWarning]:
    """Of everybody who has not left: what ran out, then what ends within the longest reminder, the nearest first."""
    today = desk.today()
    found = []
    for validity in validities(desk.store):
        left = validity.days_left(today)
        if left is None or validity.valid_until is None:
            continue
        threshold = threshold_of(left, demands().remind_days)
        if threshold is not None:
            found.append(
                CertificateWarning(
                    validity.certificate_id,
                    validity.staff_id,
                    validity.name,
                    validity.kind,
                    validity.valid_until,
                    left,
                    threshold,
                )
            )
    return sorted(found, key=lambda warning: (warning.days_left, warning.name))


def threshold_of(days_left: int, remind_days: tuple[int, ...]) -> int | None:
    """The shortest reminder that has begun, EXPIRED after the end, None when none has begun."""
    if days_left < 0:
        return EXPIRED
    return min((days for days in remind_days if days_left <= days), default=None)
