"""Whether a person was ever really at the premises."""

from typing import Any

from app.models.premises import Contact


def has_held() -> Any:
    """The contact counts. Whoever went on the day of coming never was there: an import brought the person and was
    undone.
    """
    return Contact.until_day.is_null() | Contact.from_day.is_null() | (Contact.until_day != Contact.from_day)
