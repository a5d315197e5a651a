"""Which field each column of a ledger's shape was taken for by a person: the next file of that shape follows it."""

from collections.abc import Mapping
from uuid import UUID

from app.services.customers.ledger.headings import Field
from app.services.customers.ledger.parsing import Ledger
from app.services.kernel.desk import Desk

# Sheet → column → field.
Layout = Mapping[str, Mapping[int, Field]]


def remembered(desk: Desk, ledger: Ledger) -> Layout:
    """What people decided for sheets of these shapes; sheets nobody has mapped are not in it."""
    raise NotImplementedError


def remember(desk: Desk, ledger: Ledger, layout: Layout, key: UUID) -> None:
    """Keep a person's decision for the next file of these shapes."""
    raise NotImplementedError
