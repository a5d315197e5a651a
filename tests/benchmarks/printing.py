"""500 slips with their QR codes beside the same pages without."""

from dataclasses import replace
from datetime import timedelta

from app.services.paper.kit import Paper
from app.services.paper.payload import CheckKey
from app.services.paper.pdf import render
from app.services.paper.profiles import A5_LANDSCAPE
from app.services.repairs.slip import Slip, Worker, slip_paper, slips_pdf
from tests.benchmarks.history import NOW
from tests.benchmarks.table import Measured
from tests.benchmarks.timing import in_turns

SLIPS, TURNS = 500, 3


def slips() -> list[Measured]:
    """Two copies a slip, so 1,000 pages."""
    made = [_slip(ordinal) for ordinal in range(1, SLIPS + 1)]
    slips_pdf(made[:2], A5_LANDSCAPE)
    ours, theirs = in_turns(
        lambda: slips_pdf(made, A5_LANDSCAPE),
        lambda: render([_without_code(slip_paper(slip)) for slip in made], A5_LANDSCAPE),
        TURNS,
    )
    return [Measured("slips", f"{SLIPS} slips with QR", ours, theirs, "the same pages without", 2.0)]


def _without_code(paper: Paper) -> Paper:
    copies = tuple(replace(copy, heading=replace(copy.heading, qr="")) for copy in paper.copies)
    return replace(paper, copies=copies)


def _slip(ordinal: int) -> Slip:
    told = NOW - timedelta(hours=2, minutes=ordinal % 60)
    return Slip(
        company="示例供热有限公司",
        station="示例供热站",
        number=f"HD-PQZ-20261120-{ordinal:04d}",
        check=CheckKey("1", b"0123456789abcdef0123456789abcdef"),
        repair_phone="022-00001234",
        complaint_phone="022-00004321",
        printed_by="李客服",
        printed_at=NOW,
        matter_number=f"WX-PQZ-20261120-{ordinal:04d}",
        told_at=told,
        channel="电话",
        taken_by="李客服",
        dispatched_by="李客服",
        user_number=f"{700_000 + ordinal:07d}",
        customer=f"{'王李张刘陈'[ordinal % 5]}{'建国志世文'[ordinal % 7 % 5]}{'强军平华民'[ordinal % 3]}",
        address=f"和平里小区{ordinal % 20 + 1}号楼{ordinal % 4 + 1}单元{ordinal % 6 + 1}0{ordinal % 2 + 1}室",
        phone=f"1380000{ordinal:04d}",
        area_c=8_000 + ordinal,
        season="2026-2027",
        fault="不热",
        words="卧室暖气不热,昨天晚上开始的,家里有老人",
        contacted_at=told + timedelta(minutes=5),
        appointment_from=told + timedelta(hours=1),
        dispatched_at=told + timedelta(minutes=10),
        workers=(Worker("张建国", "101"),),
        callback_hours=48,
        callback_code=f"{(ordinal * 7919 + 104_729) % 1_000_000:06d}",
    )
