"""Whether a person was ever really at the premises."""

from typing import Any

from app.models.premises import Contact


def has_held() -> Any:
    """The contact counts: it was not voided, and whoever went on the day of coming never was there: an import brought
    the person and was undone.
    """
    stayed = Contact.until_day.is_null() | Contact.from_day.is_null() | (Contact.until_day != Contact.from_day)
    return Contact.voided_at.is_null() & stayed
