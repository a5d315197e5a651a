"""What text may enter a table, and how names with numbers in them are sorted."""

import re

_PARTS = re.compile(r"\d+|\D+")
# Control characters except tab and line feed, and lone surrogates: PostgreSQL refuses some of them, printers the rest.
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """The text without characters that no database, paper or screen can hold."""
    return _UNFIT.sub("", text)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key: 2 before 10, figures before words."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _PARTS.findall(text))
