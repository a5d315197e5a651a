"""案卷: one PDF of a matter or a household, and what its receiver may not read."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image

from app.models.disclosure import CaseFile
from app.models.kernel import IssuedNumber
from app.services.case_files.content import case_of
from app.services.case_files.making import case_files, kept_case_file, make_case_file, preview_case_file
from app.services.case_files.values import CaseFileDraft
from app.services.complaints.tip_offs import take_tip_off
from app.services.complaints.values import TipOffDraft
from app.services.kernel import blobs
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, Refused
from app.services.matters.values import CallerDraft, PlaceDraft
from app.services.paper.pdf import page_count
from app.services.repairs.acts import take_repair
from app.services.repairs.values import FaultGroup, RepairDraft, VisitResult, VisitResultDraft
from app.services.repairs.visits import record_visit_result
from tests.support.papers import run, text_of
from tests.support.repairs import PHONE, Day, begin

WORDS = "我姓冯，电话 13800000421，老人独居，暖气漏水"


def read(pdf: bytes, folder: Path) -> str:
    path = folder / "case.pdf"
    path.write_bytes(pdf)
    return "".join(text_of(path).split())


def scan(colour: str = "white") -> bytes:
    body = BytesIO()
    Image.new("RGB", (800, 560), colour).save(body, "JPEG")
    return body.getvalue()


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


def finished(day: Day) -> int:
    """A repair that went its whole way, its sheet signed and scanned."""
    caller = CallerDraft("冯贵", PHONE)
    draft = RepairDraft(fault_group=FaultGroup.LEAK, words=WORDS, premises_id=day.premises_id, caller=caller)
    sent = take_repair(day.desk, draft, uuid4())
    slip = day.dispatch(sent.matter_id)
    day.arrive(sent.matter_id)
    day.finish(sent.matter_id)
    day.returned(slip, scan_sha256=blobs.put(day.desk.store, scan()))
    return sent.matter_id


def of(matter_id: int, kind: str, receiver: str = "热力公司调度室", **more: object) -> CaseFileDraft:
    return CaseFileDraft(kind, receiver, "核查 4-3-302 漏水经过", matter_id=matter_id, **more)  # type: ignore[arg-type]


def test_the_company_reads_everything_but_the_sensitive_words(day: Day, desk: Desk, tmp_path: Path) -> None:
    made = make_case_file(desk, of(finished(day), "company"), "文件", uuid4())

    text = read(made.pdf, tmp_path)
    assert made.number in text
    assert PHONE in text
    assert "冯贵" in text
    assert "漏水到场（9.10a）" in text
    assert "独居" not in text
    assert "▲" in text


@pytest.mark.parametrize("kind", ["authority", "user", "other"])
def test_nobody_outside_reads_a_whole_telephone_or_a_clause(kind: str, day: Day, desk: Desk, tmp_path: Path) -> None:
    text = read(preview_case_file(desk, of(finished(day), kind, "某人")), tmp_path)

    assert PHONE not in text
    assert "138****0421" in text
    assert "9.10a" not in text
    assert "独居" not in text


def test_names_are_hidden_from_others_and_one_s_own_name_is_not(day: Day, desk: Desk, tmp_path: Path) -> None:
    matter_id = finished(day)

    stranger = read(preview_case_file(desk, of(matter_id, "other", "张律师")), tmp_path)
    himself = read(preview_case_file(desk, of(matter_id, "user", "冯贵")), tmp_path)

    assert "冯贵" not in stranger
    assert "冯*" in stranger
    assert "冯贵" in himself


def test_whoever_else_is_named_is_hidden_wherever_he_is_named(day: Day, desk: Desk, tmp_path: Path) -> None:
    place = PlaceDraft("东门旁冯贵家 138—0000—0421")
    caller = CallerDraft("冯贵", PHONE, "高翔的邻居")
    taken = take_repair(
        desk, RepairDraft(fault_group=FaultGroup.LEAK, words="叫高翔来", place=place, caller=caller), uuid4()
    )
    slip = day.dispatch(taken.matter_id)
    day.later(minutes=5)
    day.arrive(taken.matter_id)
    draft = VisitResultDraft(
        result=VisitResult.NOBODY_HOME, evidence="witness", present="楼长高翔、物业", note="高翔在场"
    )
    record_visit_result(desk, taken.matter_id, draft, uuid4())
    day.returned(slip, view="", signed="refused", signer="秦月", witness="韩笑", refused_reason="秦月说不签，韩笑在")

    text = read(preview_case_file(desk, of(taken.matter_id, "other", "张律师")), tmp_path)
    inside = read(preview_case_file(desk, of(taken.matter_id, "company")), tmp_path)

    assert not [name for name in ("冯贵", "高翔", "秦月", "韩笑", "0000") if name in text]
    assert "物业" in text
    assert "楼长高翔" in inside


def test_every_fact_every_limit_and_every_paper_of_the_matter_is_in_it(day: Day, desk: Desk) -> None:
    matter_id = finished(day)

    case = case_of(desk, of(matter_id, "company"))

    (part,) = case.matters
    assert [fact.word for fact in part.facts][:2] == ["受理", "派工"]
    assert {clock.title for clock in part.clocks} >= {"漏水到场", "排除故障"}
    assert [sheet.state for sheet in part.sheets] == ["已收"]
    assert part.sheets[0].signed.startswith("已签字")


def test_however_much_was_said_nothing_is_cut_off(day: Day, desk: Desk, tmp_path: Path) -> None:
    words = "".join(f"第{number}句话说不完，" for number in range(150))
    taken = take_repair(
        desk, RepairDraft(fault_group=FaultGroup.LEAK, words=words, premises_id=day.premises_id), uuid4()
    )

    text = read(preview_case_file(desk, of(taken.matter_id, "company")), tmp_path)

    assert "…" not in text
    assert all(text.count(f"第{number}句话") == 2 for number in (0, 75, 149))


def test_the_scan_of_the_signed_sheet_is_attached_under_its_caption(day: Day, desk: Desk, tmp_path: Path) -> None:
    matter_id = finished(day)
    without = make_case_file(desk, of(matter_id, "company"), "文件", uuid4())

    made = make_case_file(desk, of(matter_id, "company", attachments=True), "文件", uuid4())

    assert page_count(made.pdf) == page_count(without.pdf) + 1
    assert f"案卷{made.number}附件1/1HD-PQZ-" in read(made.pdf, tmp_path)
    images = run("pdfimages", "-list", tmp_path / "case.pdf").splitlines()[2:]
    assert any(" 800 " in line and " 560 " in line for line in images)


@pytest.mark.parametrize(("put", "sentence"), [(False, "找不到"), (True, "读不出来")])
def test_a_scan_that_is_gone_or_broken_is_named_and_the_file_can_be_made_without(
    put: bool, sentence: str, day: Day, desk: Desk
) -> None:
    taken = day.take()
    slip = day.dispatch(taken.matter_id)
    day.arrive(taken.matter_id)
    day.finish(taken.matter_id)
    day.returned(slip, scan_sha256=blobs.put(desk.store, b"%PDF-1.7 torn") if put else "0" * 64)

    with pytest.raises(Refused, match=f"{slip.sheet_number} 签字单扫描.*{sentence}.*先不附附件"):
        preview_case_file(desk, of(taken.matter_id, "company", attachments=True))

    assert preview_case_file(desk, of(taken.matter_id, "company"))


def test_what_cannot_be_masked_is_not_given_to_strangers(day: Day, desk: Desk) -> None:
    with pytest.raises(Refused, match="无法遮挡"):
        make_case_file(desk, of(finished(day), "other", "张律师", attachments=True), "文件", uuid4())

    assert desk.store.scalar(CaseFile.select(CaseFile.id)) is None


def test_a_household_has_all_its_matters_in_order_and_no_tip_off(day: Day, desk: Desk) -> None:
    first = finished(day)
    day.later(days=1)
    second = day.take(FaultGroup.COLD).matter_id
    take_tip_off(desk, TipOffDraft(summary="反映收费", words="某人多收钱", anonymous=True), uuid4())

    case = case_of(desk, CaseFileDraft("company", "调度室", "核查", premises_id=day.premises_id))

    assert [part.kind for part in case.matters] == ["报修", "报修"]
    assert case.matters[0].told_at < case.matters[1].told_at
    assert first < second
    assert dict(case.household)["用户编号"]


def test_a_household_from_a_day_on_leaves_older_matters_out(day: Day, desk: Desk) -> None:
    finished(day)
    day.later(days=3)
    day.take(FaultGroup.COLD)
    since = desk.today() - timedelta(days=1)

    case = case_of(desk, CaseFileDraft("company", "调度室", "核查", premises_id=day.premises_id, since=since))

    assert len(case.matters) == 1


def test_a_tip_off_leaves_the_station_in_no_file(desk: Desk) -> None:
    begin(desk)
    tip_off = take_tip_off(desk, TipOffDraft(summary="反映收费", words="某人多收钱", anonymous=True), uuid4())

    with pytest.raises(Refused, match="保密"):
        preview_case_file(desk, of(tip_off.matter_id, "company"))


@pytest.mark.parametrize(("receiver", "purpose"), [(" ", ""), ("科" * 81, "查" * 201)])
def test_no_file_is_made_for_nobody_or_for_nothing(receiver: str, purpose: str, day: Day, desk: Desk) -> None:
    draft = CaseFileDraft("company", receiver, purpose, matter_id=finished(day))

    with pytest.raises(InvalidInput) as problems:
        make_case_file(desk, draft, "文件", uuid4())

    assert problems.value.fields.keys() == {"receiver", "purpose"}
    assert (
        desk.store.scalars(IssuedNumber.select(IssuedNumber.number).where(IssuedNumber.number.startswith("AJ"))) == []
    )


def test_who_got_it_and_why_is_on_record_with_the_very_bytes(day: Day, desk: Desk) -> None:
    key = uuid4()
    draft = of(finished(day), "company")
    made = make_case_file(desk, draft, "文件", key)

    again = make_case_file(desk, draft, "文件", key)
    rows = case_files(desk)

    assert again.number == made.number
    assert [(row.number, row.receiver, row.purpose) for row in rows] == [
        (made.number, "热力公司调度室", "核查 4-3-302 漏水经过")
    ]
    assert kept_case_file(desk, rows[0]) == made.pdf
