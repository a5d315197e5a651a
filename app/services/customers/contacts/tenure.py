"""Who is, and who was ever really, at the premises."""

from typing import Any

from app.models.premises import Contact
from app.services.customers.words import HOLDER


def has_held() -> Any:
    """The contact counts: it was not voided, as one is whose import was undone."""
    return Contact.voided_at.is_null()


def holds_now() -> Any:
    """The contact is the present holder."""
    return (Contact.relation == HOLDER) & Contact.until_day.is_null() & Contact.voided_at.is_null()
