"""What crosses the border of 待建档: matters told with an address the ledger does not have, and the file made of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.services.customers.ledger.lines import Place
from app.services.customers.words import HOLDER


class Form(StrEnum):
    """How addresses look at a place; decides which parts are asked."""

    FLATS = "楼房"
    COTTAGES = "平房"
    SHOPS = "商铺"
    VILLAGE = "村庄"


# The parts of an address by form, with the word a clerk reads; an empty word means the form has no such part.
PARTS: dict[Form, dict[str, str]] = {
    Form.FLATS: {"community": "小区", "building": "楼号", "unit": "单元", "room": "室号"},
    Form.COTTAGES: {"community": "片区", "building": "排", "unit": "", "room": "门牌号"},
    Form.SHOPS: {"community": "小区或街道", "building": "楼号", "unit": "", "room": "商铺号"},
    Form.VILLAGE: {"community": "村名", "building": "", "unit": "", "room": "门牌号"},
}
NEEDED: dict[Form, tuple[str, ...]] = {
    Form.FLATS: ("community", "building", "room"),
    Form.COTTAGES: ("community", "room"),
    Form.SHOPS: ("community", "room"),
    Form.VILLAGE: ("community", "room"),
}


@dataclass(frozen=True, slots=True)
class UnlistedMatter:
    """A matter whose address is not in the ledger. The caller's telephone is masked.

    `alike`: how many other such matters name the same address.
    """

    matter_id: int
    number: str
    word: str
    place: str
    gap: bool
    caller: str
    phone: str
    relation: str
    words: str
    told_at: datetime
    phase: str
    is_open: bool
    alike: int


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A premises of the ledger that may be meant."""

    premises_id: int
    address: str
    holder: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the file could be, read from the typed address; the caller's telephone whole, for the contact.

    `others`: other such matters of the same address, to be attached together.
    """

    matter: UnlistedMatter
    form: Form
    place: Place
    caller: str
    phone: str
    relation: str
    known: tuple[KnownPlace, ...]
    others: tuple[UnlistedMatter, ...]


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A premises as the clerk leaves it; parts that the form does not have are ignored. `area` as said, in ㎡."""

    form: Form
    community: str
    building: str = ""
    unit: str = ""
    room: str = ""
    number: str = ""
    use: str = "居民"
    area: str = ""
    name: str = ""
    phone: str = ""
    relation: str = HOLDER
    matter_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """The matters belong to a premises of the ledger now."""

    premises_id: int
    address: str
    matters: int
