"""From a batch to paper: cards eight or four to a sheet, or the list on which receivers sign."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from peewee import JOIN, fn

from app.models.districts import District
from app.models.premises import Building, Premises
from app.models.station import Staff
from app.services.cards import texts
from app.services.cards.batches import batch_of
from app.services.cards.card_form import LIST_COPY, CardWords, ListLine, ListWords, card_ground, list_copy
from app.services.cards.changes import names_on_last_cards
from app.services.cards.values import CardPaper, CardsMade, Which
from app.services.kernel.desk import Desk
from app.services.kernel.progress import GoOn, always
from app.services.kernel.store import Store
from app.services.kernel.store.among import Among
from app.services.kernel.times import china
from app.services.matters import sheets
from app.services.matters.printing import Made, Making, Printed, print_made, sheet_qr
from app.services.paper.card_sheet import EIGHT_ON_A4, FOUR_ON_A4, CardFace, CardSize, Stopped, cards_pdf
from app.services.paper.kit import Paper
from app.services.paper.profiles import A4_PORTRAIT

CARD_COPY = 1
_SIZES = {CardPaper.EIGHT: EIGHT_ON_A4, CardPaper.FOUR: FOUR_ON_A4}
_NO_NUMBER = "打印时编号"
# As many lines of the list as a preview shows.
_LINES_SEEN = 24
# Ids in one question to the database.
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class _Block:
    """A building of the batch with whom its cards name."""

    district: str
    repairer: str
    badge: str


@dataclass(frozen=True, slots=True)
class _Home:
    id: int
    building_id: int
    address: str


def print_batch(
    desk: Desk, sheet_id: int, paper: CardPaper, target: str, key: UUID, approved_by: str = "", go_on: GoOn = always
) -> Printed | None:
    """The bytes of a batch's cards or of its list, journalled; promises as `matters.printing.print_sheet`.

    None when `go_on` said no before they were made: nothing is journalled then.
    """
    batch = batch_of(desk.store, sheet_id)

    def make(making: Making) -> Made:
        if paper is CardPaper.LIST:
            listed = _of_the_list(desk.store, making)
            pdf = _list_pdf(desk, batch, making.sheet.made_at, listed.at, listed.foot, approved_by)
            return Made(pdf, str(LIST_COPY))
        return Made(_cards_pdf(desk, batch, making.sheet.made_at, _SIZES[paper], go_on, approved_by), str(CARD_COPY))

    try:
        return print_made(desk, sheet_id, make, target, key, approved_by)
    except Stopped:
        return None


def preview_batch(desk: Desk, batch: CardsMade, paper: CardPaper) -> bytes:
    """The first page of what `print_batch` would give now; nothing is journalled.

    A batch that would be (`batches.would_be`) has no number yet, and so no code.
    """
    made_at = sheets.sheet_row(desk.store, batch.sheet_id).made_at if batch.number else desk.now()
    if paper is CardPaper.LIST:
        return _list_pdf(desk, _beginning(batch, _LINES_SEEN), made_at, desk.now(), "")
    return _cards_pdf(desk, _beginning(batch, _SIZES[paper].at_once), made_at, _SIZES[paper])


def _beginning(batch: CardsMade, cards: int) -> CardsMade:
    return replace(batch, premises=" ".join(map(str, batch.premises_ids[:cards])))


def _of_the_list(store: Store, making: Making) -> Making:
    """The same making, counted among those of the list: cards printed before make no 补打 of it."""
    before = (row for row in sheets.prints_of(store, making.sheet.id) if row.ordinal < making.print_no)
    return replace(making, print_no=1 + sum(row.copies == str(LIST_COPY) for row in before))


def _cards_pdf(
    desk: Desk, batch: CardsMade, at: datetime, size: CardSize, go_on: GoOn = always, approved_by: str = ""
) -> bytes:
    homes = _homes(desk.store, batch)
    blocks = _blocks(desk.store, batch)
    # Buildings of one repairer share one ground.
    grounds = {block: place for place, block in enumerate(dict.fromkeys(blocks.values()))}
    faces = [
        CardFace(
            grounds[blocks[home.building_id]],
            home.address,
            f"{batch.number or _NO_NUMBER}　第 {place} 张　{china(at):%Y-%m-%d}",
        )
        for place, home in enumerate(homes, start=1)
    ]
    words = [card_ground(_words(desk, batch, block, at), size) for block in grounds]
    return cards_pdf(words, faces, size, f"{texts.texts()['title']} {batch.number}".strip(), at, go_on, approved_by)


def _words(desk: Desk, batch: CardsMade, block: _Block, at: datetime) -> CardWords:
    station, table = desk.station, texts.texts()
    return CardWords(
        house=" ".join(filter(None, (station.company, station.name))),
        title=table["title"],
        district=block.district,
        repairer=block.repairer,
        badge=block.badge,
        repair_phone=station.repair_phone,
        complaint_phone=station.complaint_phone,
        promises=texts.promises(desk.rules, at),
        free=tuple(table["free"]),
        paid=tuple(table["paid"]),
        prices=texts.prices(china(at).date()),
        reminders=tuple(table["reminders"]),
        nobody=table["nobody"],
        qr=sheet_qr(desk, batch.number, CARD_COPY) if batch.number else "",
    )


def _list_pdf(desk: Desk, batch: CardsMade, made_at: datetime, at: datetime, foot: str, approved_by: str = "") -> bytes:
    from app.services.paper.pdf import render

    change = batch.which == Which.TO_CHANGE
    was = names_on_last_cards(desk.store, batch.premises_ids, made_at) if change else {}
    blocks = _blocks(desk.store, batch)
    lines = [
        ListLine(home.address, blocks[home.building_id].repairer, was.get(home.id, ""))
        for home in _homes(desk.store, batch)
    ]
    words = ListWords(
        company=" ".join(filter(None, (desk.station.company, desk.station.name))),
        number=batch.number or _NO_NUMBER,
        about=f"{batch.about}　共 {batch.cards} 户",
        made=foot,
        qr=sheet_qr(desk, batch.number, LIST_COPY) if batch.number else "",
        change=change,
    )
    copy = list_copy(words, lines)
    paper = Paper(copy.heading.title, words.number, batch.about, at, (copy,))
    return render([paper], A4_PORTRAIT, approved_by=approved_by)


def _homes(store: Store, batch: CardsMade) -> list[_Home]:
    """The households of the batch in its order."""
    ids = batch.premises_ids
    known: dict[int, _Home] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = Premises.select(Premises.id, Premises.building.alias("building_id"), Premises.address).where(
            Among(Premises.id, ids[start : start + _AT_ONCE])
        )
        known |= {home.id: home for home in store.rows(query, _Home)}
    return [known[row_id] for row_id in ids]


def _blocks(store: Store, batch: CardsMade) -> dict[int, _Block]:
    """Every building of the batch, with its district and whom its cards name."""
    buildings = sorted({home.building_id for home in _homes(store, batch)})
    districts = Building.select(Building.id, fn.COALESCE(District.name, "")).join(
        District, JOIN.LEFT_OUTER, on=((District.id == Building.district) & District.voided_at.is_null())
    )
    staff = {row[0]: row[1:] for row in store.tuples(Staff.select(Staff.id, Staff.name, Staff.badge))}
    named, nobody = batch.repairer_of, ("", "")
    return {
        building_id: _Block(district, *staff.get(named.get(building_id, 0), nobody))
        for building_id, district in store.tuples(districts.where(Building.id.in_(buildings)))
    }
