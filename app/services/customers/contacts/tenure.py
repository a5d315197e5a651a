"""Who is, and who was ever really, at the premises."""

from typing import Any

from app.models.premises import Contact
from app.services.customers.words import HOLDER


def has_held() -> Any:
    """The contact counts: it was not voided, and whoever went on the day of coming never was there: an import brought
    the person and was undone.
    """
    stayed = Contact.until_day.is_null() | Contact.from_day.is_null() | (Contact.until_day != Contact.from_day)
    return Contact.voided_at.is_null() & stayed


def holds_now() -> Any:
    """The contact is the present holder."""
    return (Contact.relation == HOLDER) & Contact.until_day.is_null() & Contact.voided_at.is_null()
