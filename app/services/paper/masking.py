"""What names and telephone numbers look like where not everybody may read them."""

import re

_TAIL = 4
_HEAD = 3
_LONG = 11
_IDENTITY = 15
# What people put between the groups of a number, a full-width one too.
_GAP = r"[ \t\u3000.·/－—–-]{0,2}"
# Read first and left alone: numbers of matters and papers, as printed or as said; days; seasons.
_NO_PHONE = (
    r"[A-Za-z]{2,4}-[A-Za-z][A-Za-z0-9]*-\d{8}-\d{4}",
    r"(?<!\d)20\d\d(?:0[1-9]|1[0-2])[0-3]\d-\d{4}(?!\d)",
    r"(?<!\d)(?:0[1-9]|1[0-2])[0-3]\d-\d{4}(?!\d)",
    r"(?<!\d)20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)",
    r"(?<!\d)20\d\d-20\d\d(?!\d)",
)
# An identity number, a mobile in the groups people write, a line with its area code, a service line, a line of eight
# digits in two halves, and digits standing alone.
_PHONES = (
    rf"\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXx]",
    rf"[1１]\d\d{_GAP}\d{{4}}{_GAP}\d{{4}}",
    rf"[1１][3-9]\d{{2}}{_GAP}\d{{4}}{_GAP}\d{{3}}",
    rf"[1１]\d\d{_GAP}\d{{3}}{_GAP}\d{{5}}",
    rf"[1１]\d{{4}}{_GAP}\d{{6}}",
    rf"[1１]\d\d(?:{_GAP}\d\d){{4}}",
    rf"[0０]\d{{2,3}}{_GAP}\d{{3,4}}{_GAP}\d{{4}}",
    rf"[48]00{_GAP}\d{{3,4}}{_GAP}\d{{3,4}}",
    r"[2-8]\d{3}[ -]\d{4}",
    r"\d{7,}[Xx]?",
)
_NUMBER = re.compile(rf"(?P<kept>{'|'.join(_NO_PHONE)})|(?<!\d)(?:{'|'.join(_PHONES)})(?!\d)")


def mask_phones(text: str) -> str:
    """Replace every phone number in `text` by `138****1234`; short ones keep their last four digits, identity numbers
    their last two.

    Numbers of matters and papers, days, seasons and addresses stay readable.
    """
    return _NUMBER.sub(lambda found: found[0] if found["kept"] else _masked(re.sub(r"[^\dXx]", "", found[0])), text)


def mask_name(name: str) -> str:
    """`王*`, `欧**`: the first character, then a star for each other; a firm keeps as little."""
    return name[:1] + "*" * (len(name) - 1)


def _masked(digits: str) -> str:
    if len(digits) >= _IDENTITY:
        # The first digits of an identity number say where somebody was born, the last ones nearly who it is.
        return "*" * (len(digits) - 2) + digits[-2:]
    head = digits[:_HEAD] if len(digits) >= _LONG else ""
    return f"{head}****{digits[-_TAIL:]}"
