"""What the staff list and its panel say, with their badges."""

from datetime import date

from app.services.kernel.desk import Role
from app.services.kernel.operators import StaffRow
from app.services.people.certificates import CertificateRow
from app.services.people.demands import demands
from app.services.people.register import RegisterRow
from app.services.people.reminders import EXPIRED, threshold_of
from app.services.staff.validity import days_words
from app.views.theme import Tone
from app.views.widgets.badge import Badge


def roles_of(staff: StaffRow) -> str:
    return "、".join(role for role in Role if role in staff.roles)


def state_badge(row: RegisterRow) -> Badge:
    """The certificate that ends first."""
    if not row.certificates:
        return Badge("未登记", Tone.NEUTRAL, "certificate")
    return _badge(row.words, row.threshold)


def validity_badge(row: CertificateRow, today: date) -> Badge:
    """How long one certificate is valid."""
    if row.valid_until is None:
        return Badge("长期", Tone.GREEN, "done")
    left = (row.valid_until - today).days
    threshold = threshold_of(left, demands().remind_days)
    return _badge("有效" if threshold is None else days_words(left), threshold)


def _badge(words: str, threshold: int | None) -> Badge:
    if threshold is None:
        return Badge(words, Tone.GREEN, "done")
    if threshold == EXPIRED:
        return Badge(words, Tone.RED, "overdue")
    return Badge(words, Tone.AMBER, "soon")
