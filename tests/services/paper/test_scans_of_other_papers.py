"""The codes of papers that are not slips are read from scans too."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from app.services.cards.batches import issue_cards
from app.services.cards.printing import print_batch
from app.services.cards.values import CardDraft, CardPaper
from app.services.complaints.acts import take_complaint
from app.services.complaints.values import ComplaintDraft
from app.services.forwarding.opinions import SINGLE, OpinionDraft, OpinionWords, send_opinion
from app.services.forwarding.printing import print_paper
from app.services.kernel.desk import Desk
from app.services.outages.notice import issue_notice, print_notice
from app.services.paper.scans import read_codes
from app.services.repairs import acts
from app.services.repairs.callback_record import print_record
from app.services.repairs.values import CallbackDraft, CallbackResult
from tests.support.cards import build
from tests.support.outages import Block
from tests.support.repairs import begin
from tests.support.scans import rasters, read_by_zbar, scanned

ANGLES = (0, 5, 11, 15, 90, 180)


def notice(desk: Desk) -> tuple[str, bytes]:
    block = Block(desk)
    issued = issue_notice(desk, block.incident(3).matter_id, False, uuid4())
    return issued.number, print_notice(desk, issued.sheet_id, "文件", uuid4()).pdf


def opinion(desk: Desk) -> tuple[str, bytes]:
    taken = take_complaint(desk, ComplaintDraft("没人接", premises_id=begin(desk).premises_id), uuid4())
    draft = OpinionDraft(SINGLE, (OpinionWords(taken.matter_id, "正在核实"),), how="传真", received_by="孙调度")
    made = send_opinion(desk, draft, uuid4())
    return made.sheet_number, print_paper(desk, made.sheet_id, "文件", uuid4()).pdf


def record(desk: Desk) -> tuple[str, bytes]:
    day = begin(desk)
    sent = day.finished()
    day.later(hours=49)
    acts.record_callback(desk, sent.matter_id, CallbackDraft(result=CallbackResult.SOLVED), uuid4())
    made = print_record(desk, desk.today(), desk.today(), "文件", uuid4())
    return made.number, made.pdf


def card(desk: Desk) -> tuple[str, bytes]:
    town = build(desk)
    town.district("和平里片", "张建国", "和平里小区-3")
    made = issue_cards(desk, CardDraft(), uuid4())
    printed = print_batch(desk, made.sheet_id, CardPaper.EIGHT, "文件", uuid4())
    assert printed is not None
    return printed.number, printed.pdf


@pytest.mark.parametrize("make", [notice, opinion, record, card], ids=lambda make: make.__name__)
def test_a_signed_paper_laid_askew_is_read_by_both_readers(
    make: Callable[[Desk], tuple[str, bytes]], sqlite_desk: Desk, tmp_path: Path
) -> None:
    number, pdf = make(sqlite_desk)
    page = rasters(pdf, tmp_path)[0]
    for angle in ANGLES:
        path = tmp_path / f"{angle}.png"
        # A notice has its code at the lower left and is signed and sealed at the right.
        scanned(page, angle, seed=angle, begin=0.45).save(path)

        ours = read_codes(path)

        assert ours, angle
        assert all(number in code for code in ours)
        assert set(read_by_zbar(path)) == set(ours), angle
