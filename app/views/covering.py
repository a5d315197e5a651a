"""遮挡屏: what a person at the counter may read of names, telephones and free words."""

from dataclasses import replace

from app.services.customers.card.flag_words import without_sensitive
from app.services.customers.masks import masked_phone, masked_phones
from app.views.session import Session
from app.views.widgets.search_box import Hit

HIDDEN = "（已遮挡）"


def covered_name(name: str) -> str:
    """`王＊＊`: the first character stays."""
    return name[:1] + "＊" * (len(name) - 1)


def name_shown(session: Session, name: str) -> str:
    """The name, or its first character while the window is covered."""
    return covered_name(name) if session.covered else name


def words_shown(session: Session, text: str) -> str:
    """Free words; covered, their telephones are masked and sensitive words are ▲."""
    return without_sensitive(masked_phones(text)) if session.covered else text


def text_shown(session: Session, text: str) -> str:
    """What the counter must not read at all: remarks, payments; covered, only that there is something."""
    return HIDDEN if text and session.covered else text


def phone_shown(session: Session, phone: str) -> str:
    """A telephone that stands whole where its matter is handled; covered, it is masked like anywhere else."""
    return masked_phone(phone) if session.covered else phone


def hit_shown(session: Session, hit: Hit) -> Hit:
    """A line of the search box; covered, the person in it keeps the first character only."""
    if not session.covered or not hit.person:
        return hit
    return replace(hit, detail=hit.detail.replace(hit.person, covered_name(hit.person)))
