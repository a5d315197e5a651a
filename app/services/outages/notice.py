"""停热公告 and 恢复供热公告: numbered, dated, nobody's name in them; they say what was known when they were issued."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.models.outages import Outage
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import Refused
from app.services.kernel.times import china
from app.services.kernel.unit import writing
from app.services.matters import sheets
from app.services.matters.events import effective, event_rows
from app.services.matters.printing import Made, Making, Printed, print_made, sheet_qr
from app.services.matters.values import Happening
from app.services.outages.facts import Event, fold
from app.services.outages.settings import cause_words, notice_words
from app.services.outages.steps import area_words, read_life, record
from app.services.outages.values import RESTORED_NOTICE, STOP_NOTICE
from app.services.paper.letter import Letter, letter_pdf

SERIES = "GG"


@dataclass(frozen=True, slots=True)
class NoticeIssued:
    """A notice has its number; its bytes are made by `print_notice`."""

    matter_id: int
    sheet_id: int
    number: str


def issue_notice(desk: Desk, outage_id: int, restored: bool, key: UUID) -> NoticeIssued:
    """A new 停热公告 (of a planned stop, beforehand), or 恢复供热公告 once heat is back.

    A later expected end is another notice with another number. Refused for a voided incident, and for a 恢复供热公告
    before the restoration.
    """
    desk.require(Role.CLERK)
    with writing(desk, "outage.notice", key) as unit:
        if first := unit.earlier(NoticeIssued):
            return first
        life = read_life(unit.store, outage_id)
        if restored and life.facts.restored_at is None:
            raise Refused("还没有记恢复供热，不能出恢复供热公告。请先记恢复供热。")
        if not restored and life.facts.restored_at is not None:
            raise Refused("已恢复供热，不能再出停热公告。请出恢复供热公告。")
        form = RESTORED_NOTICE if restored else STOP_NOTICE
        issued = sheets.issue_sheet(unit, outage_id, None, None, series=SERIES, form=form)
        now = unit.desk.now()
        record(unit, life, Happening(Event.SHEET_ISSUED, now, now, code=issued.number, note=_title(form)))
        return unit.result(NoticeIssued(outage_id, issued.sheet_id, issued.number))


def print_notice(desk: Desk, sheet_id: int, target: str, key: UUID, approved_by: str = "") -> Printed:
    """Make the notice's bytes, journal them, commit, and only then give them back; promises as `print_made`."""

    def make(making: Making) -> Made:
        return Made(letter_pdf(notice_letter(desk, making), approved_by=approved_by), "1")

    return print_made(desk, sheet_id, make, target, key, approved_by)


def preview_notice(desk: Desk, sheet_id: int) -> bytes:
    """The notice as it would be printed now; nothing is journalled."""
    sheet = sheets.sheet_row(desk.store, sheet_id)
    ordinal = len(sheets.prints_of(desk.store, sheet_id)) + 1
    return letter_pdf(notice_letter(desk, Making(sheet, ordinal, desk.now(), desk.actor.name)))


def notice_letter(desk: Desk, making: Making) -> Letter:
    """What the notice says, from what was on record when its number was given out."""
    sheet = making.sheet
    if sheet.matter_id is None or sheet.form not in (STOP_NOTICE, RESTORED_NOTICE):
        raise Refused(f"{sheet.number} 不是停热公告。请核对编号。")
    station = desk.station
    return Letter(
        title=_title(sheet.form),
        number=sheet.number,
        greeting=notice_words().greeting,
        paragraphs=_paragraphs(desk, sheet, sheet.matter_id),
        signer=tuple(filter(None, (station.company, station.name))),
        day=_day(sheet.made_at),
        foot=making.foot,
        qr=sheet_qr(desk, sheet.number),
        at=making.at,
    )


def _paragraphs(desk: Desk, sheet: sheets.SheetRow, outage_id: int) -> tuple[str, ...]:
    words, station = notice_words(), desk.station
    life = read_life(desk.store, outage_id)
    known = [row for row in event_rows(desk.store, [outage_id]) if row.entered_at <= sheet.made_at]
    facts = fold(effective(known))
    cause, reason = desk.store.tuples(Outage.select(Outage.cause, Outage.reason).where(Outage.id == life.outage_id))[0]
    area = area_words(desk.store, life.outage_id)
    phones = f"报修电话：{station.repair_phone}。"
    if station.complaint_phone:
        phones = f"报修电话：{station.repair_phone}；监督电话：{station.complaint_phone}。"
    if sheet.form == RESTORED_NOTICE:
        back = f"{area}已于{_moment(facts.restored_at)}恢复供热。"
        return (back, *words.after, phones, words.apology)
    end = f"预计{_moment(facts.expected_at)}恢复供热。" if facts.expected_at else "恢复时间另行告知。"
    since = f"{'计划自' if facts.is_planned else '自'}{_moment(facts.begins_at)}"
    off = f"因{reason or cause_words()[cause]}，{since}起{area}暂停供热，{end}"
    working = words.ahead if facts.is_planned else words.working[cause]
    return (off + working, *words.at_home, phones, words.apology)


def _title(form: str) -> str:
    return notice_words().restored_title if form == RESTORED_NOTICE else notice_words().stopped_title


def _day(moment: datetime) -> str:
    day = china(moment)
    return f"{day.year}年{day.month}月{day.day}日"


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    at = china(moment)
    minutes = f"{at.minute:02d}分" if at.minute else ""
    return f"{_day(moment)}{at.hour}时{minutes}"
