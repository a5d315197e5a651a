"""What names and telephone numbers look like where not everybody may read them."""

import re

_PHONE = re.compile(r"(?<!\d)(?:\d[ -]?){6,14}\d(?!\d)")
_TAIL = 4
_HEAD = 3
_LONG = 11


def mask_phones(text: str) -> str:
    """Replace every phone number in `text` by `138****1234`; short numbers keep only their last four digits."""
    return _PHONE.sub(lambda found: _masked(re.sub(r"\D", "", found.group())), text)


def mask_name(name: str) -> str:
    """`王*`, `欧**`: the first character, then a star for each other; a firm keeps as little."""
    return name[:1] + "*" * (len(name) - 1)


def _masked(digits: str) -> str:
    head = digits[:_HEAD] if len(digits) >= _LONG else ""
    return f"{head}****{digits[-_TAIL:]}"
