"""From committed records to what one case file tells, masked for its receiver."""

from collections.abc import Iterable, Iterator, Sequence

from app.models.matters import Matter
from app.models.papers import Sheet, SheetReturn, SheetSignature
from app.models.people import Person
from app.models.premises import Contact, Premises
from app.models.repairs import Visit
from app.services.case_files.receivers import (
    Mask,
    ReceiverKind,
    inside_events,
    most_matters,
    named_in,
    naming_fields,
    receiver_kinds,
)
from app.services.case_files.values import Attachment, Case, CaseFileDraft, ClockLine, FactLine, MatterPart, SheetLine
from app.services.clocks.engine import ClockState, State
from app.services.customers.card.premises import premises_card
from app.services.customers.families import kept_of, premises_family
from app.services.kernel import blobs
from app.services.kernel.desk import Desk
from app.services.kernel.errors import Damaged, InvalidInput, NotFound, Refused
from app.services.kernel.times import CHINA, china
from app.services.kinds import SEALED
from app.services.matters.card import MatterCard, matter_card
from app.services.matters.sheets import OUT, RETURNED, SheetRow, last_return, sheets_of
from app.services.matters.timeline import TimelineRow
from app.services.repairs.visit_reads import visits_of

_SIGNED = {"signed": "已签字", "refused": "拒签", "absent": "未签字"}
_STATES = {OUT: "在外", RETURNED: "已收", "void": "作废"}
REPAIR = "repair"
SERIES, FORM = "AJ", "case_file"
LONGEST_RECEIVER, LONGEST_PURPOSE = 80, 200
_ASKED = (("receiver", "请写明交给谁。", LONGEST_RECEIVER), ("purpose", "请写明用途。", LONGEST_PURPOSE))


def case_of(desk: Desk, draft: CaseFileDraft) -> Case:
    """Everything the file tells. InvalidInput without receiver or purpose, NotFound when there is no such thing,
    Refused for a tip-off, which leaves the station in no file."""
    kind = checked(draft)
    if draft.matter_id is not None:
        return _of_matter(desk, draft, kind, draft.matter_id)
    if draft.premises_id is None:
        raise NotFound("没有选定工单或住户。请先选一行。")
    return _of_household(desk, draft, kind, draft.premises_id)


def checked(draft: CaseFileDraft) -> ReceiverKind:
    """The kind of receiver; InvalidInput names what is missing."""
    problems: dict[str, str] = {}
    kind = receiver_kinds().get(draft.receiver_kind)
    if kind is None:
        problems["receiver_kind"] = "请选择接收方。"
    for name, missing, most in _ASKED:
        length = len(getattr(draft, name).strip())
        if not length:
            problems[name] = missing
        elif length > most:
            problems[name] = f"最多 {most} 字，现在 {length} 字。请写短一些。"
    if problems or kind is None:
        raise InvalidInput(problems)
    if draft.attachments and not kind.attachments:
        raise Refused(f"给“{kind.word}”的案卷不附扫描件和照片：上面的姓名、电话无法遮挡。")
    return kind


def _of_matter(desk: Desk, draft: CaseFileDraft, kind: ReceiverKind, matter_id: int) -> Case:
    card = matter_card(desk, matter_id)
    if card.head.kind in SEALED:
        raise Refused("举报内容保密，不出案卷。")
    people = _people(desk, [card], card.head.premises_id)
    mask = Mask(kind, draft.receiver, people)
    household = () if card.head.premises_id is None else _household(desk, card.head.premises_id, kind, mask)
    attachments = tuple(_attachments(desk, [card])) if draft.attachments else ()
    return Case(
        f"{card.head.number}　{mask.words(card.head.place)}", household, (_part(desk, card, kind, mask),), attachments
    )


def _of_household(desk: Desk, draft: CaseFileDraft, kind: ReceiverKind, premises_id: int) -> Case:
    kept = kept_of(desk.store, premises_id)
    query = Matter.select(Matter.id, Matter.told_at).where(
        Matter.premises.in_(premises_family(desk.store, kept)), Matter.kind.not_in(SEALED)
    )
    found = [
        matter_id
        for matter_id, told in desk.store.tuples(query.order_by(Matter.told_at.desc(), Matter.id.desc()))
        if draft.since is None or told.astimezone(CHINA).date() >= draft.since
    ]
    cards = [matter_card(desk, matter_id) for matter_id in reversed(found[: most_matters()])]
    mask = Mask(kind, draft.receiver, _people(desk, cards, kept))
    attachments = tuple(_attachments(desk, cards)) if draft.attachments else ()
    return Case(
        f"住户　{premises_card(desk, kept).address}",
        _household(desk, kept, kind, mask),
        tuple(_part(desk, card, kind, mask) for card in cards),
        attachments,
        max(0, len(found) - most_matters()),
    )


def _household(desk: Desk, premises_id: int, kind: ReceiverKind, mask: Mask) -> tuple[tuple[str, str], ...]:
    card = premises_card(desk, premises_id)
    whole = Premises.select(Premises.number).where(Premises.id == card.id)
    number = desk.store.scalar(whole) if kind.phones else card.number
    area = "" if card.area_c is None else f"{card.area_c / 100:.2f} m²"
    holder = mask.name(card.holder.name) if card.holder is not None else ""
    return (("用户编号", number), ("户名", holder), ("地址", card.address), ("面积", area), ("供热状态", card.state))


def _people(desk: Desk, cards: Sequence[MatterCard], premises_id: int | None) -> frozenset[str]:
    """Names that may stand in free words: who called, who was there, who signed, and who lives or lived there."""
    names = {card.head.caller for card in cards}
    for card in cards:
        for row in card.timeline:
            names.update(person for field, text in row.shown if field in naming_fields() for person in named_in(text))
    for signed in _signers(desk, [card.head.matter_id for card in cards]):
        names.update(person for text in signed for person in named_in(text))
    if premises_id is not None:
        family = premises_family(desk.store, premises_id)
        query = Person.select(Person.name).join(Contact, on=(Contact.person == Person.id))
        names.update(desk.store.scalars(query.where(Contact.premises.in_(family))))
    return frozenset(name for name in names if name)


def _signers(desk: Desk, matter_ids: Sequence[int]) -> list[tuple[str, ...]]:
    """Who signed the sheets of these matters, at once or later, and who was witness."""
    of = SheetReturn.select(SheetReturn.id).join(Sheet, on=(Sheet.id == SheetReturn.sheet))
    returns = of.where(Sheet.matter.in_(list(matter_ids)))
    at_once = SheetReturn.select(SheetReturn.signer, SheetReturn.witness).where(SheetReturn.id.in_(returns))
    later = SheetSignature.select(SheetSignature.signer).where(SheetSignature.sheet_return.in_(returns))
    return [*desk.store.tuples(at_once), *desk.store.tuples(later)]


def _part(desk: Desk, card: MatterCard, kind: ReceiverKind, mask: Mask) -> MatterPart:
    head = card.head
    channel = desk.store.scalar(Matter.select(Matter.channel).where(Matter.id == head.matter_id))
    caller = "　".join(filter(None, (mask.name(head.caller), mask.words(head.relation), mask.phone(head.phone))))
    return MatterPart(
        head.number,
        head.kind_word,
        head.told_at,
        head.closed_at,
        head.phase if not head.void_reason else f"作废：{mask.words(head.void_reason)}",
        channel,
        mask.words(head.place),
        caller,
        mask.words(head.words),
        tuple(_clock(clock, kind) for clock in card.clocks),
        tuple(_fact(row, kind, mask) for row in card.timeline if kind.inside or row.kind not in inside_events()),
        tuple(_sheet(desk, sheet, mask) for sheet in sheets_of(desk.store, head.matter_id) if sheet.form != FORM),
    )


def _clock(clock: ClockState, kind: ReceiverKind) -> ClockLine:
    word = clock.state.word if clock.classification is None else clock.classification.word
    if clock.state is State.OVERDUE and clock.stopped is None:
        word = f"{word}（未办）"
    return ClockLine(clock.title, clock.clause if kind.inside else "", clock.start, clock.due, clock.stopped, word)


def _fact(row: TimelineRow, kind: ReceiverKind, mask: Mask) -> FactLine:
    by = row.staff or (row.by if kind.inside else "")
    parts = [
        f"第 {row.visit_no} 次上门" if row.visit_no else "",
        *(f"{name} {value}" for name, value in row.shown),
        f"至 {china(row.until_at):%m-%d %H:%M}" if row.until_at else "",
        row.note,
        row.old,
        f"{china(row.entered_at):%m-%d %H:%M} 补录" if row.late_entry and kind.inside else "",
        "" if row.standing else "（已更正）",
    ]
    return FactLine(row.happened_at, row.word, by, mask.words("，".join(part for part in parts if part)))


def _sheet(desk: Desk, sheet: SheetRow, mask: Mask) -> SheetLine:
    signed = ""
    if sheet.state == RETURNED:
        back = last_return(desk.store, sheet.id)
        signer = f"{mask.name(back.signer)} {mask.words(back.signer_relation)}".strip()
        parts = [_SIGNED[back.signed], signer, back.view, mask.words(back.refused_reason), mask.words(back.words)]
        signed = "，".join(part for part in parts if part)
    state = f"作废：{mask.words(sheet.void_reason)}" if sheet.void_reason else _STATES[sheet.state]
    return SheetLine(sheet.number, sheet.word, sheet.made_at, state, signed)


def _attachments(desk: Desk, cards: Iterable[MatterCard]) -> Iterator[Attachment]:
    for card in cards:
        for sheet in sheets_of(desk.store, card.head.matter_id):
            scans = SheetReturn.select(SheetReturn.scan_sha256).where(
                SheetReturn.sheet == sheet.id, SheetReturn.scan_sha256 != ""
            )
            for name in dict.fromkeys(desk.store.scalars(scans.order_by(SheetReturn.id))):
                yield _attachment(desk, f"{sheet.number} 签字单扫描", name)
        if card.head.kind == REPAIR and desk.store.scalar(
            Visit.select(Visit.id).where(Visit.matter == card.head.matter_id).limit(1)
        ):
            for visit in visits_of(desk.store, card.head.matter_id):
                if visit.photo_sha256:
                    words = f"{card.head.number} 第 {visit.ordinal} 次上门照片"
                    yield _attachment(desk, words, visit.photo_sha256)


def _attachment(desk: Desk, words: str, name: str) -> Attachment:
    """A file that is gone or damaged is named: a file that says nothing of it would look whole."""
    try:
        return Attachment(words, blobs.get(desk.store, name))
    except (NotFound, Damaged) as error:
        raise Refused(f"{words}：{error.message}急用可先不附附件。") from error
