"""遮挡屏: what a person at the counter may read of names, telephones and free words."""

from app.services.customers.flag_words import neutral_mark, without_sensitive
from app.services.paper.masking import mask_phones
from app.views.session import Session

HIDDEN = "（已遮挡）"


def covered_name(name: str) -> str:
    """`王＊＊`: the first character stays."""
    return name[:1] + "＊" * (len(name) - 1)


def name_shown(session: Session, name: str) -> str:
    """The name, or its first character while the window is covered."""
    return covered_name(name) if session.covered else name


def words_shown(session: Session, text: str) -> str:
    """Free words; covered, their telephones are masked and sensitive words are ▲."""
    return without_sensitive(mask_phones(text)) if session.covered else text


def phone_shown(session: Session, phone: str) -> str:
    """A telephone that stands whole where its matter is handled; covered, it is masked like anywhere else."""
    return mask_phones(phone) if session.covered else phone


__all__ = ["HIDDEN", "covered_name", "name_shown", "neutral_mark", "phone_shown", "words_shown"]
