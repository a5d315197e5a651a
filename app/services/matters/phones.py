"""Telephone numbers of callers, brought to the one form in which they are stored and looked for."""

import re
from unicodedata import normalize

_SIGNS = re.compile(r"[\s()+\-‐‑‒–—―−]+")
_COUNTRY = re.compile(r"^(?:00)?86(?=\d{10,})")


def dialled(text: str) -> str:
    """The digits alone, without country code; what is more than one plain number stays as written, trimmed.

    >>> dialled("138－0000 8000"), dialled("5550001转802")
    ('13800008000', '5550001转802')
    """
    plain = normalize("NFKC", text).strip()
    digits = _SIGNS.sub("", plain)
    return _COUNTRY.sub("", digits) if digits.isascii() and digits.isdigit() else plain
