"""Every numbered paper of the station, made by its own acts and read back by programs that are not ours."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from app.models.papers import PrintRecord, Sheet
from app.services.cards.batches import issue_cards
from app.services.cards.printing import print_batch
from app.services.cards.values import CardDraft, CardPaper
from app.services.case_files.making import make_case_file
from app.services.case_files.values import CaseFileDraft
from app.services.complaints.acts import take_complaint
from app.services.complaints.values import ComplaintDraft
from app.services.duty.handover import write_handover
from app.services.duty.handover_print import print_handover
from app.services.duty.handover_values import HandoverDraft
from app.services.duty.notes import NoteDraft, write_note
from app.services.duty.record import print_record as print_duty_record
from app.services.duty.shifts import shift_at
from app.services.forwarding.acts import reply_result, take_forwarded
from app.services.forwarding.opinions import SINGLE, SUMMARY, OpinionDraft, OpinionWords, send_opinion
from app.services.forwarding.printing import print_paper, reply_sheet
from app.services.forwarding.values import ForwardedDraft, ReplyDraft
from app.services.kernel.desk import Desk
from app.services.kernel.unit import writing
from app.services.matters.printing import Printed
from app.services.matters.sheets import SERIES_WORDS, check_keys
from app.services.matters.values import Noted, PlaceDraft
from app.services.outages import acts as outages
from app.services.outages.call_list import issue_call_list, print_call_list
from app.services.outages.notice import issue_notice, print_notice
from app.services.outages.values import JoinDraft
from app.services.paper.payload import Verdict, judge, parse_payload
from app.services.repairs import acts as repairs
from app.services.repairs.callback_record import print_record
from app.services.repairs.slips import print_slip
from app.services.repairs.values import CallbackDraft, CallbackResult
from app.services.reports.daily import print_daily
from app.services.reports.morning import print_morning
from app.services.reports.power_folder import print_blank
from app.services.reports.power_papers import fill_up, reserve
from tests.support.outages import Block
from tests.support.papers import codes_of, run, text_of
from tests.support.repairs import begin

Printing = Callable[[Desk], Printed | None]


def slip(desk: Desk) -> Printed:
    day = begin(desk)
    sent = day.dispatch(day.take().matter_id)
    return print_slip(desk, sent.sheet_id, "文件", uuid4())


def callback_record(desk: Desk) -> Printed:
    day = begin(desk)
    sent = day.finished()
    day.clock.advance(timedelta(hours=49))
    repairs.record_callback(
        desk, sent.matter_id, CallbackDraft(result=CallbackResult.SOLVED, satisfaction="满意"), uuid4()
    )
    return print_record(desk, desk.today(), desk.today(), "文件", uuid4())


def stop_notice(desk: Desk) -> Printed:
    outage = Block(desk).incident(3)
    notice = issue_notice(desk, outage.matter_id, False, uuid4())
    return print_notice(desk, notice.sheet_id, "文件", uuid4())


def restored_notice(desk: Desk) -> Printed:
    outage = Block(desk).incident(3)
    outages.restore(desk, outage.matter_id, Noted(), uuid4())
    notice = issue_notice(desk, outage.matter_id, True, uuid4())
    return print_notice(desk, notice.sheet_id, "文件", uuid4())


def call_list(desk: Desk) -> Printed:
    block = Block(desk)
    outage = block.incident(3)
    outages.join_many(desk, outage.matter_id, [block.call(0).matter_id], JoinDraft(), uuid4())
    outages.restore(desk, outage.matter_id, Noted(), uuid4())
    made = issue_call_list(desk, outage.matter_id, uuid4())
    return print_call_list(desk, made.sheet_id, "文件", uuid4())


def opinion(form: str) -> Printing:
    def made(desk: Desk) -> Printed:
        complaint = take_complaint(desk, ComplaintDraft("没人接电话", premises_id=begin(desk).premises_id), uuid4())
        lines = (OpinionWords(complaint.matter_id, "已转站长，正在核实。"),)
        sent = send_opinion(desk, OpinionDraft(form, lines, how="传真", received_by="孙调度"), uuid4())
        return print_paper(desk, sent.sheet_id, "文件", uuid4())

    return made


def reply(desk: Desk) -> Printed:
    begin(desk)
    said = ForwardedDraft("某户反映室温低", "调度室", "DD-0071", "调度室 022-00009999", place=PlaceDraft("2-2-301"))
    forwarded = take_forwarded(desk, said, uuid4())
    reply_result(desk, forwarded.matter_id, ReplyDraft(note="已排气，室温 20 度", received_by="孙调度"), uuid4())
    return print_paper(desk, reply_sheet(desk, forwarded.matter_id, uuid4()).sheet_id, "文件", uuid4())


def cards(paper: CardPaper) -> Printing:
    def made(desk: Desk) -> Printed | None:
        batch = issue_cards(desk, CardDraft((begin(desk).premises_id,)), uuid4())
        return print_batch(desk, batch.sheet_id, paper, "文件", uuid4())

    return made


def daily_report(desk: Desk) -> Printed:
    begin(desk).take()
    return print_daily(desk, desk.today(), "文件", uuid4())


def case_file(desk: Desk) -> Printed:
    draft = CaseFileDraft("company", "调度室", "核查", matter_id=begin(desk).take().matter_id)
    return make_case_file(desk, draft, "文件", uuid4())


def morning_report(desk: Desk) -> Printed:
    begin(desk).take()
    return print_morning(desk, "文件", uuid4())


def duty_record(desk: Desk) -> Printed:
    write_note(desk, NoteDraft(desk.now(), "通知", "公司通知：今晚供水温度提 2 度。"), uuid4())
    return print_duty_record(desk, shift_at(desk, desk.now()), "文件", uuid4())


def folder_blank(form: str) -> Printing:
    def made(desk: Desk) -> Printed:
        begin(desk)
        with writing(desk, "test.fill", uuid4()) as unit:
            fill_up(unit)
        blank = next(sheet for sheet in reserve(desk.store) if sheet.form == form)
        return print_blank(desk, blank.id, "文件", uuid4())

    return made


def handover(desk: Desk) -> Printed:
    day = begin(desk)
    day.take()
    day.later(hours=2)
    written = write_handover(desk, HandoverDraft(notices="明早检修"), uuid4())
    return print_handover(desk, written.handover_id, "文件", uuid4())


PAPERS: dict[str, tuple[str, Printing]] = {
    "slip": ("HD", slip),
    "callback record": ("HF", callback_record),
    "stop notice": ("GG", stop_notice),
    "restored notice": ("GG", restored_notice),
    "call list": ("MD", call_list),
    "opinion": ("CL", opinion(SINGLE)),
    "opinions": ("CL", opinion(SUMMARY)),
    "reply": ("HB", reply),
    "cards, eight": ("FK", cards(CardPaper.EIGHT)),
    "cards, four": ("FK", cards(CardPaper.FOUR)),
    "cards, list": ("FK", cards(CardPaper.LIST)),
    "daily report": ("RB", daily_report),
    "case file": ("AJ", case_file),
    "morning report": ("CB", morning_report),
    "duty record": ("ZJ", duty_record),
    "handover": ("JJ", handover),
    "slip of the folder": ("HD", folder_blank("folder_blank")),
    "register of calls": ("DJ", folder_blank("call_register")),
    "complaint by hand": ("TD", folder_blank("complaint_blank")),
    "notice by hand": ("GG", folder_blank("notice_blank")),
    "handover by hand": ("JJ", folder_blank("handover_blank")),
}
# The 断电夹 is many papers in one and has a test of its own.
BOUND = {"DD"}


@pytest.mark.parametrize(("series", "printing"), PAPERS.values(), ids=PAPERS)
def test_a_paper_is_numbered_journalled_embedded_and_read_at_150_dots(
    series: str, printing: Printing, sqlite_desk: Desk, tmp_path: Path
) -> None:
    made = printing(sqlite_desk)
    assert made is not None
    pdf = tmp_path / "paper.pdf"
    pdf.write_bytes(made.pdf)

    assert made.number.startswith(f"{series}-PQZ-")
    assert made.number in text_of(pdf)
    journal = PrintRecord.select(Sheet.number, PrintRecord.sha256).join(Sheet, on=(Sheet.id == PrintRecord.sheet))
    assert sqlite_desk.store.tuples(journal) == [(made.number, sha256(made.pdf).hexdigest())]
    fonts = run("pdffonts", pdf).splitlines()[2:]
    assert fonts
    assert all("Noto" in line and line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    codes = [code for page in codes_of(pdf, 150, tmp_path) for code in page]
    assert codes
    for code in codes:
        payload = parse_payload(code)
        assert code.isascii()
        assert payload is not None
        assert payload.number == made.number
        assert judge(payload, check_keys(sqlite_desk.store)) is Verdict.OK


def test_no_series_is_left_out() -> None:
    assert {series for series, _ in PAPERS.values()} == set(SERIES_WORDS) - BOUND
