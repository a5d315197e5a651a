"""What text may enter a table."""

import re

# Control characters except tab and line feed, and lone surrogates: PostgreSQL refuses some of them, printers the rest.
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """The text without characters that no database, paper or screen can hold."""
    return _UNFIT.sub("", text)
