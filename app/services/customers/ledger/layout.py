"""What a layout is remembered by, so that next season's ledger of the same program is read the same way."""

import re
from collections.abc import Sequence
from hashlib import blake2b

from app.services.customers.ledger.cells import plain
from app.services.customers.ledger.contents import Looks

# Years, seasons and numbers in headings change from file to file: `2025-2026年度缴费情况`.
CHANGING = re.compile(r"[\d\s]+|年度?|采暖季")
SIGNS = re.compile(r"[^\w\u3400-\u9fff]+")


def shape_key(headings: Sequence[str], looks: Sequence[Looks]) -> str:
    """A digest of a sheet's layout: of its headings or, when it has none, of what its columns look like.

    Neither the rows nor the title nor a year in a heading changes it.
    """
    words = [SIGNS.sub("", CHANGING.sub("", plain(heading).lower())) for heading in headings]
    parts = ["headings", *words] if any(words) else ["looks", *(_look(look) for look in looks)]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return blake2b("\x1f".join(parts).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()


def _look(look: Looks) -> str:
    """What most cells of a column look like; '' for a column that is nearly empty or tells nothing."""
    field, share = max(look.shares.items(), key=lambda item: item[1], default=(None, 0.0))
    if field is not None and share >= 0.5:
        return field.value
    return "number" if look.whole >= 0.5 else ""
