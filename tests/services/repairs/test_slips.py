"""The slip leaves the station only after it has been committed and journalled."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from uuid import uuid4

import pypdfium2
import pytest

from app.models.kernel import RowImage, Unit
from app.models.papers import PrintRecord
from app.services.kernel.errors import NotFound, Refused
from app.services.kernel.unit import writing
from app.services.matters import sheets
from app.services.matters.printing import Making
from app.services.matters.sheets import SheetRow, prints_of, sheet_row
from app.services.repairs import acts
from app.services.repairs.faults import questions
from app.services.repairs.reads import repair_card
from app.services.repairs.sheet_values import ChargeDraft, ChargeLine
from app.services.repairs.slips import build_slip, preview_slip
from app.services.repairs.values import CorrectionDraft, FaultGroup, FindingsDraft, VisitResult, VisitResultDraft
from tests.support import desks
from tests.support.repairs import Day


def making(day: Day, sheet: SheetRow, print_no: int = 1) -> Making:
    return Making(sheet, print_no, day.now(), day.desk.actor.name)


def texts(pdf: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_a_print_is_journalled_with_the_digest_of_its_bytes(day: Day) -> None:
    sent = day.dispatch(day.take().matter_id)
    assert sent.sheet_id is not None

    printed = acts.print_slip(day.desk, sent.sheet_id, "前台打印机", uuid4())

    (record,) = prints_of(day.desk.store, sent.sheet_id)
    assert record.sha256 == printed.sha256 == sha256(printed.pdf).hexdigest()
    assert (record.ordinal, record.copies, record.target) == (1, "12", "前台打印机")


def test_the_paper_says_what_the_station_knows(day: Day) -> None:
    sent = day.dispatch(day.take().matter_id)
    assert sent.sheet_id is not None

    station, user = texts(acts.print_slip(day.desk, sent.sheet_id, "文件", uuid4()).pdf)

    for said in (sent.sheet_number, sent.number, "和平里小区-3-2-1102", "龚䶮", "张建国", "跑冒滴漏"):
        assert said in station
    assert "13800000421" in station
    assert "13800000421" not in user


def test_the_code_is_on_the_users_copy_only_and_the_same_on_a_reprint(day: Day) -> None:
    sent = day.dispatch(day.take().matter_id)
    assert sent.sheet_id is not None
    code = sheets.code_of(day.desk.store, sheet_row(day.desk.store, sent.sheet_id))

    first = acts.print_slip(day.desk, sent.sheet_id, "文件", uuid4())
    again = acts.print_slip(day.desk, sent.sheet_id, "文件", uuid4())

    for printed in (first, again):
        station, user = (page.replace(" ", "") for page in texts(printed.pdf))
        assert code in user
        assert code not in station
    assert again.ordinal == 2
    assert not any(code in page.replace(" ", "") for page in texts(preview_slip(day.desk, sent.sheet_id)))


def test_no_table_keeps_the_code(day: Day) -> None:
    sent = day.dispatch(day.take().matter_id)
    assert sent.sheet_id is not None
    acts.print_slip(day.desk, sent.sheet_id, "文件", uuid4())
    code = sheets.code_of(day.desk.store, sheet_row(day.desk.store, sent.sheet_id))

    images = day.desk.store.scalars(RowImage.select(RowImage.image))
    results = day.desk.store.scalars(Unit.select(Unit.result))

    assert not [kept for kept in (*images, *results) if f'"{code}"' in kept]


def test_a_print_pressed_twice_gives_the_same_bytes_and_one_line_in_the_journal(day: Day) -> None:
    sent = day.dispatch(day.take().matter_id)
    assert sent.sheet_id is not None
    key = uuid4()

    first = acts.print_slip(day.desk, sent.sheet_id, "文件", key)
    day.later(seconds=2)

    assert acts.print_slip(day.desk, sent.sheet_id, "文件", key) == first
    assert len(prints_of(day.desk.store, sent.sheet_id)) == 1


def test_the_second_visits_slip_tells_the_first_findings(day: Day) -> None:
    matter_id = day.take().matter_id
    day.dispatch(matter_id)
    day.arrive(matter_id)
    draft = VisitResultDraft(result=VisitResult.TEMPORARY, note="先止漏")
    acts.record_visit_result(day.desk, matter_id, draft, uuid4())
    sent = day.dispatch(matter_id, 4)
    assert sent.sheet_id is not None

    slip = build_slip(day.desk, making(day, sheet_row(day.desk.store, sent.sheet_id)))

    assert (slip.visit, slip.earlier_findings, slip.workers[0].name) == (2, "第1次：临时处理", "刘世全")
    assert slip.earlier_notes == "先止漏"


def test_a_reprint_after_a_correction_is_marked(day: Day) -> None:
    sent = day.finished()
    assert sent.sheet_id is not None
    line = next(line for line in repair_card(day.desk, sent.matter_id).timeline if line.kind == "arrived")
    draft = CorrectionDraft(line.event_id, "听错了", at=day.now())
    acts.correct_event(day.desk, sent.matter_id, draft, uuid4())

    row = sheet_row(day.desk.store, sent.sheet_id)

    assert not build_slip(day.desk, making(day, row)).corrected
    assert build_slip(day.desk, making(day, row, 2)).corrected


def test_answers_and_charges_that_are_known_stand_on_the_paper(day: Day) -> None:
    first = questions()["cold"][0]
    taken = day.take(FaultGroup.COLD, answers={first.id: first.answers[0]})
    sent = day.dispatch(taken.matter_id)
    assert sent.sheet_id is not None
    day.arrive(taken.matter_id)
    day.finish(taken.matter_id)
    acts.correct_findings(day.desk, taken.matter_id, FindingsDraft("", "", "用户自用设施", "核实"), uuid4())
    money = ChargeDraft((ChargeLine("A03"), ChargeLine("M01")), receipt_no="0012", visit_no=1)
    acts.charge(day.desk, taken.matter_id, money, uuid4())

    slip = build_slip(day.desk, making(day, sheet_row(day.desk.store, sent.sheet_id)))

    assert slip.words == f"漏水（{first.words}{first.answers[0]}）"
    assert (slip.paid, slip.charge.kind, slip.charge.amount_fen, slip.charge.receipt) == (True, "有偿", 6800, "0012")
    station, user, finance = texts(acts.print_slip(day.desk, sent.sheet_id, "文件", uuid4()).pdf)
    assert "陆拾捌元整" in station
    assert "陆拾捌元整" in user
    assert "财务" in finance


def test_a_blank_prints_with_its_number_alone(day: Day) -> None:
    acts.issue_blanks(day.desk, day.repairers[0], 1, uuid4())
    row = sheets.find_sheet(day.desk.store, "HD-PQZ-20261115-0001")

    printed = acts.print_slip(day.desk, row.id, "文件", uuid4())

    assert row.number in texts(printed.pdf)[0]


def test_a_voided_sheet_is_not_printed(day: Day) -> None:
    sent = day.dispatch(day.take().matter_id)
    assert sent.sheet_id is not None
    acts.void_sheet(day.desk, sent.sheet_id, "打坏了", uuid4())

    with pytest.raises(Refused, match="已作废（打坏了）"):
        acts.print_slip(day.desk, sent.sheet_id, "文件", uuid4())


def test_a_sheet_of_another_matter_kind_is_refused(day: Day) -> None:
    with writing(day.desk, "test.sheet", uuid4()) as unit:
        issued = sheets.issue_sheet(unit, None, None, None)
    row = replace(sheet_row(day.desk.store, issued.sheet_id), matter_id=9999)

    with pytest.raises(Refused, match="不属于报修工单"):
        build_slip(day.desk, making(day, row))


def test_only_a_manager_of_the_station_may_let_a_character_print_as_a_mark(day: Day) -> None:
    sent = day.finished()
    assert sent.sheet_id is not None

    with pytest.raises(Refused, match="不是站长"):
        acts.print_slip(day.desk, sent.sheet_id, "文件", uuid4(), approved_by=desks.CLERK)
    with pytest.raises(NotFound):
        acts.print_slip(day.desk, sent.sheet_id, "文件", uuid4(), approved_by="路人")
    assert prints_of(day.desk.store, sent.sheet_id) == []

    acts.print_slip(day.desk, sent.sheet_id, "文件", uuid4(), approved_by=desks.MANAGER)
    kept = day.desk.store.scalar(PrintRecord.select(PrintRecord.approved_by))
    assert kept == desks.MANAGER


def test_the_stations_own_words_about_an_earlier_visit_never_reach_the_users_copy(day: Day) -> None:
    matter_id = day.take().matter_id
    day.dispatch(matter_id)
    draft = VisitResultDraft(result=VisitResult.TEMPORARY, arrived_at=day.now(), note="欠费户，电话13800009999")
    acts.record_visit_result(day.desk, matter_id, draft, uuid4())
    sent = day.dispatch(matter_id, 4)
    assert sent.sheet_id is not None

    stations, users = texts(acts.print_slip(day.desk, sent.sheet_id, "文件", uuid4()).pdf)

    assert "欠费户" in stations
    assert "临时处理" in users
    assert "欠费" not in users
    assert "13800009999" not in users
