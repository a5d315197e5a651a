"""A cell as a workbook or a text file gives it, turned into clean text."""

import re
from datetime import date, datetime, time
from typing import Any
from unicodedata import normalize

# Control characters (PostgreSQL refuses NUL), zero-width signs, right-to-left marks, lone surrogates, byte order mark.
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
SPACES = re.compile(r"\s+")
FORMULA_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})


def shown(cell: Any) -> str:
    """The cell's text as a person reads it: whole numbers without `.0`, days as YYYY-MM-DD, no invisible signs."""
    if type(cell) is str:
        if not cell:
            return ""
        if cell.isascii() and cell.isprintable():
            value = cell.strip()
        else:
            value = SPACES.sub(" ", INVISIBLE.sub("", cell)).strip()
        if value.startswith('="') and value.endswith('"'):
            # How programs keep a spreadsheet from dropping the zeros of `="0101"`.
            return value[2:-1].strip()
        return "" if value in FORMULA_ERRORS else value
    if type(cell) is float:
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


def plain(cell: Any) -> str:
    """Like `shown`, with full-width and compatibility forms folded: `１０２` is `102`, `㎡` is `m2`."""
    value = shown(cell)
    return value if value.isascii() else SPACES.sub(" ", normalize("NFKC", value)).strip()
