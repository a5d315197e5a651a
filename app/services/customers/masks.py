"""What numbers of people look like on a screen until somebody asks to see them whole."""

import re

from app.services.paper.masking import mask_phones

# A mobile, a line with its area code, digits standing alone; not a part of `WX-YY-20261115-0007`.
_PHONE_IN_WORDS = re.compile(r"(?<![\dA-Za-z-])(?:1\d{2}[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?\d{7,8}|\d{7,13})(?![\d-])")


def masked_number(number: str) -> str:
    """A user number with its last three characters only; what is as short as that loses its first."""
    kept = min(3, len(number) - 1)
    return "*" * (len(number) - kept) + number[len(number) - kept :] if number else ""


def masked_phones(text: str) -> str:
    """Free words with every telephone in them masked; numbers of matters, papers and years stay readable."""
    return _PHONE_IN_WORDS.sub(lambda found: masked_phone(re.sub(r"\D", "", found.group())), text)


def masked_phone(phone: str) -> str:
    """`138****1234`; a number too short to be one keeps its last two digits."""
    masked = mask_phones(phone)
    return masked if masked != phone else "*" * max(len(phone) - 2, 0) + phone[-2:]
