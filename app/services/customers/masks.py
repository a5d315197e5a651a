"""What numbers of people look like on a screen until somebody asks to see them whole."""

from app.services.paper.masking import mask_phones


def masked_number(number: str) -> str:
    """A user number with its last three characters only; what is as short as that loses its first."""
    kept = min(3, len(number) - 1)
    return "*" * (len(number) - kept) + number[len(number) - kept :] if number else ""


def masked_phones(text: str) -> str:
    """Free words with every telephone in them masked; numbers of matters, papers and years stay readable."""
    return mask_phones(text)


def masked_phone(phone: str) -> str:
    """`138****1234`; a number too short to be one keeps its last two digits."""
    masked = mask_phones(phone)
    return masked if masked != phone else "*" * max(len(phone) - 2, 0) + phone[-2:]
