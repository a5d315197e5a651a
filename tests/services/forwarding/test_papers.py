"""Reports and replies on paper, read back by programs that are not ours."""

import re
from pathlib import Path
from uuid import uuid4

import pytest

from app.models.papers import PrintRecord
from app.services.complaints.acts import take_complaint
from app.services.complaints.tip_offs import take_tip_off
from app.services.complaints.values import ComplaintDraft, TipOffDraft
from app.services.forwarding.acts import record_progress, reply_result, take_forwarded
from app.services.forwarding.opinions import SINGLE, SUMMARY, OpinionDraft, OpinionWords, send_opinion
from app.services.forwarding.printing import preview_paper, print_paper, reply_sheet
from app.services.forwarding.values import ForwardedDraft, ReplyDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import Refused
from app.services.matters import sheets
from app.services.matters.printing import sheet_qr
from app.services.matters.values import CallerDraft, PlaceDraft
from tests.support.papers import codes_of, run, text_of
from tests.support.repairs import Day, begin


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "paper.pdf"


def sent(day: Day, form: str, *lines: tuple[int, str]) -> tuple[int, str]:
    draft = OpinionDraft(form, tuple(OpinionWords(*line) for line in lines), how="传真", received_by="孙调度")
    made = send_opinion(day.desk, draft, uuid4())
    return made.sheet_id, made.sheet_number


def test_a_single_report_carries_the_opinion_and_no_telephone(day: Day, paper: Path) -> None:
    caller = CallerDraft("秦德", "13800000901")
    draft = ComplaintDraft("打 13800000901 没人接", premises_id=day.premises_id, caller=caller)
    complaint = take_complaint(day.desk, draft, uuid4())
    sheet_id, number = sent(day, SINGLE, (complaint.matter_id, "已转站长，正在核实。"))

    paper.write_bytes(print_paper(day.desk, sheet_id, "文件", uuid4()).pdf)

    text = text_of(paper)
    for words in ("处理意见反馈单", number, complaint.number, "已转站长，正在核实。", "孙调度", "传真", "138****0901"):
        assert words in text
    assert "13800000901" not in text
    assert "秦德" not in text
    assert codes_of(paper, 150, paper.parent) == [[sheet_qr(day.desk, number)]]
    fonts = run("pdffonts", paper).splitlines()[2:]
    assert fonts
    assert all("Noto" in font and re.search(r"yes\s+yes\s+yes", font) for font in fonts)
    copies = day.desk.store.tuples(PrintRecord.select(PrintRecord.ordinal, PrintRecord.copies))
    assert copies == [(1, "1")]


def test_the_summary_goes_on_over_pages_and_counts_its_lines(day: Day, paper: Path) -> None:
    lines = [(day.take().matter_id, f"第 {place} 件，已派工。") for place in range(1, 41)]
    tip_off = take_tip_off(day.desk, TipOffDraft("有个师傅收了钱没给票"), uuid4())
    day.later(minutes=20)
    sheet_id, number = sent(day, SUMMARY, *lines, (tip_off.matter_id, "反映收费未给票据，已转站长。"))

    paper.write_bytes(print_paper(day.desk, sheet_id, "文件", uuid4()).pdf)

    text = text_of(paper)
    assert text.count("序号") == text.count("处理意见汇总单") > 1
    assert "共 41 件：报修 40 件，举报 1 件" in text
    assert all(f"第 {place} 件" in text for place in range(1, 41))
    assert "不计时" in text
    assert "举报（内容保密）" in text
    assert "收了钱" not in text
    codes = codes_of(paper, 150, paper.parent)
    assert codes == [[sheet_qr(day.desk, number)]] * len(codes)


def test_each_reply_has_its_paper_and_the_same_one_when_printed_again(day: Day, paper: Path) -> None:
    said = ForwardedDraft("某户反映室温低", "调度室", "DD-0071", "调度室 022-00009999", place=PlaceDraft("2-2-301"))
    forwarded = take_forwarded(day.desk, said, uuid4())
    with pytest.raises(Refused, match="还没有回复"):
        reply_sheet(day.desk, forwarded.matter_id, uuid4())
    day.later(minutes=20)
    record_progress(
        day.desk, forwarded.matter_id, ReplyDraft(note="维修员已到场", how="电话", received_by="小周"), uuid4()
    )
    partly = reply_sheet(day.desk, forwarded.matter_id, uuid4())
    day.later(minutes=20)
    reply_result(day.desk, forwarded.matter_id, ReplyDraft(note="已排气，室温 20 度", received_by="孙调度"), uuid4())
    finally_ = reply_sheet(day.desk, forwarded.matter_id, uuid4())

    assert reply_sheet(day.desk, forwarded.matter_id, uuid4()) == finally_ != partly
    paper.write_bytes(print_paper(day.desk, partly.sheet_id, "文件", uuid4()).pdf)
    first = text_of(paper)
    paper.write_bytes(print_paper(day.desk, finally_.sheet_id, "文件", uuid4()).pdf)
    last = text_of(paper)
    assert all(words in first for words in ("阶段回复", "维修员已到场", "小周", "DD-0071", partly.number))
    assert "已排气" not in first
    assert all(words in last for words in ("最终回复", "已排气，室温 20 度", "孙调度", finally_.number))
    assert codes_of(paper, 150, paper.parent) == [[sheet_qr(day.desk, finally_.number)]]


def test_a_paper_printed_twice_says_so_and_a_preview_leaves_no_trace(day: Day, paper: Path) -> None:
    repair = day.take()
    sheet_id, _ = sent(day, SUMMARY, (repair.matter_id, "已派工。"))
    preview_paper(day.desk, sheet_id)
    assert day.desk.store.scalars(PrintRecord.select(PrintRecord.id)) == []
    key = uuid4()
    first = print_paper(day.desk, sheet_id, "文件", key)

    assert print_paper(day.desk, sheet_id, "文件", key).pdf == first.pdf
    paper.write_bytes(print_paper(day.desk, sheet_id, "文件", uuid4()).pdf)
    assert "补打第 1 次" in text_of(paper)


def test_a_slip_is_no_report(day: Day) -> None:
    slip = day.dispatch(day.take().matter_id)
    assert slip.sheet_id is not None

    with pytest.raises(Refused, match="不是处理意见单"):
        print_paper(day.desk, slip.sheet_id, "文件", uuid4())


def test_papers_of_the_chapter_never_stand_among_slips_that_must_come_back(day: Day) -> None:
    repair = day.take()
    sent(day, SUMMARY, (repair.matter_id, "已派工。"))
    sent(day, SINGLE, (day.take().matter_id, "已派工。"))

    assert not any(sheets.sheet_row(day.desk.store, sheet_id).comes_back for sheet_id in (1, 2))
