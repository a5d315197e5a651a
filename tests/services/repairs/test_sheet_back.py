"""The signed sheet comes back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.papers import SheetReturn
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.matters.check import fold_problems
from app.services.matters.sheets import STATION_COPY, USER_COPY, check_keys
from app.services.paper.payload import CheckKey, make_payload
from app.services.repairs import acts
from app.services.repairs.reads import repair_card, unreturned_sheets
from app.services.repairs.sheet_back import find_by_code
from app.services.repairs.values import CallbackDraft, CallbackResult, SheetReturnDraft
from tests.support.repairs import Day


def payload(day: Day, number: str, copy: int = STATION_COPY, key: CheckKey | None = None) -> str:
    return make_payload(number, copy, key or check_keys(day.desk.store)[-1], day.desk.station.repair_phone)


def back(day: Day, number: str, **values: object) -> int:
    """Take the sheet in; says whether a complaint is offered."""
    draft = SheetReturnDraft(number, **values)  # type: ignore[arg-type]
    return acts.return_sheet(day.desk, draft, uuid4()).offer_complaint


def test_a_scanned_code_finds_the_sheet(day: Day) -> None:
    sent = day.finished()

    found = find_by_code(day.desk, payload(day, sent.sheet_number))

    assert (found.sheet_id, found.matter_id, found.copy, found.warning) == (sent.sheet_id, sent.matter_id, "1", "")


def test_a_number_typed_by_hand_finds_it_too(day: Day) -> None:
    sent = day.finished()

    assert find_by_code(day.desk, f" {sent.sheet_number.lower()} ").sheet_id == sent.sheet_id


def test_the_wrong_copy_is_noticed_and_taken_all_the_same(day: Day) -> None:
    sent = day.finished()

    found = find_by_code(day.desk, payload(day, sent.sheet_number, USER_COPY))

    assert found.warning == "扫到的是第二联（用户），应收第一联（存根）。"


def test_a_code_of_a_key_this_station_never_had_proves_nothing_either_way(day: Day) -> None:
    sent = day.finished()

    found = find_by_code(day.desk, payload(day, sent.sheet_number, key=CheckKey("0000000a", b"older")))

    assert found.warning.startswith("无法核验")


def test_number_and_check_code_that_do_not_belong_together_are_refused(day: Day) -> None:
    sent = day.finished()
    code = payload(day, sent.sheet_number).replace("-0001.", "-0002.")

    with pytest.raises(Refused, match="核对不符"):
        find_by_code(day.desk, code)


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("你好", NotFound, "没有单据编号"),
        ("HD-ABC-20261115-0001", Refused, "外站单据"),
        ("HD-PQZ-20261115-0999", NotFound, "没有编号为"),
    ],
)
def test_what_is_not_ours_is_said_in_a_sentence(day: Day, text: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        find_by_code(day.desk, text)


def test_a_returned_sheet_points_to_the_print_that_was_signed(day: Day) -> None:
    sent = day.dispatch(day.take().matter_id)
    assert sent.sheet_id is not None
    printed = acts.print_slip(day.desk, sent.sheet_id, "文件", uuid4())
    day.arrive(sent.matter_id)
    day.finish(sent.matter_id)

    offered = back(day, sent.sheet_number, view="满意", signer="冯贵", signed_at=day.now())

    kept = day.desk.store.tuples(SheetReturn.select(SheetReturn.print_sha256, SheetReturn.signer, SheetReturn.view))
    card = repair_card(day.desk, sent.matter_id)
    assert kept == [(printed.sha256, "冯贵", "满意")]
    assert (offered, card.facts.view, card.sheets[0].sheet.state) == (0, "满意", "returned")


def test_a_sheet_does_not_come_back_twice(day: Day) -> None:
    sent = day.finished()
    day.returned(sent)

    with pytest.raises(Refused, match="已收单，不能再次收单"):
        day.returned(sent)


@pytest.mark.parametrize(("view", "words"), [("不满意", ""), ("满意", "来晚了还弄脏地板")])
def test_dissatisfaction_or_any_words_offer_a_complaint(day: Day, view: str, words: str) -> None:
    sent = day.finished()

    assert back(day, sent.sheet_number, view=view, words=words) == 1
    assert repair_card(day.desk, sent.matter_id).head.user_words == words


def test_a_refused_signature_needs_reason_and_witness(day: Day) -> None:
    sent = day.finished()

    with pytest.raises(InvalidInput) as problem:
        back(day, sent.sheet_number, signed="refused")
    back(day, sent.sheet_number, signed="refused", refused_reason="说还是不够热", witness="物业 周某")

    assert set(problem.value.fields) == {"refused_reason", "witness"}


def test_written_and_phoned_times_far_apart_ask_why(day: Day) -> None:
    sent = day.finished()
    written = day.now() - timedelta(minutes=12)

    with pytest.raises(InvalidInput) as problem:
        back(day, sent.sheet_number, arrived_written_at=written)
    back(day, sent.sheet_number, arrived_written_at=written, difference_reason="电话报早了")

    asked = problem.value.fields["difference_reason"]
    assert asked == "到场：单上 11-15 08:38，电话 11-15 08:20，相差 18 分。请写明原因。"
    card = repair_card(day.desk, sent.matter_id)
    assert card.facts.arrived_at == day.now() - timedelta(minutes=30)


def test_times_ten_minutes_apart_ask_nothing(day: Day) -> None:
    sent = day.finished()

    back(day, sent.sheet_number, arrived_written_at=day.now() - timedelta(minutes=20))


def test_times_nobody_phoned_in_are_taken_from_the_paper(day: Day) -> None:
    sent = day.dispatch(day.take().matter_id)
    came = day.later(minutes=25)
    done = day.later(minutes=40)
    day.later(hours=3)

    back(day, sent.sheet_number, view="满意", arrived_written_at=came, finished_written_at=done)

    card = repair_card(day.desk, sent.matter_id)
    assert (card.facts.arrived_at, card.facts.finished_at, card.head.phase) == (came, done, "待回访")
    assert card.timeline[2].note == "据回执单"
    assert fold_problems(day.desk.store) == []


def test_a_lost_slip_gets_a_new_number_for_the_same_visit(day: Day) -> None:
    sent = day.finished()
    assert sent.sheet_id is not None

    new = acts.replace_sheet(day.desk, sent.sheet_id, "遗失补办", uuid4())

    old, issued = (card.sheet for card in repair_card(day.desk, sent.matter_id).sheets)
    assert (old.state, old.void_reason, issued.number, issued.visit_no) == ("void", "遗失补办", new.number, 1)
    with pytest.raises(Refused, match="已作废：遗失补办"):
        day.returned(sent)


def test_a_sheet_that_is_out_keeps_a_called_back_repair_from_the_archive(day: Day) -> None:
    sent = day.finished()
    assert sent.sheet_id is not None
    day.later(days=3)
    acts.record_callback(day.desk, sent.matter_id, CallbackDraft(result=CallbackResult.SOLVED), uuid4())
    waiting = repair_card(day.desk, sent.matter_id).head.phase

    acts.void_sheet(day.desk, sent.sheet_id, "遗失", uuid4())

    assert (waiting, repair_card(day.desk, sent.matter_id).head.phase) == ("已回访", "已归档")


def test_sheets_of_finished_repairs_are_missed_by_their_bearer(day: Day) -> None:
    sent = day.finished()
    day.dispatch(day.take().matter_id)

    (missing,) = unreturned_sheets(day.desk)
    day.returned(sent)

    assert (missing.number, missing.repairer) == (sent.sheet_number, "张建国")
    assert unreturned_sheets(day.desk) == []


def test_a_blank_comes_back_only_after_it_was_attached(day: Day) -> None:
    blanks = acts.issue_blanks(day.desk, day.repairers[0], 1, uuid4())
    matter_id = day.take().matter_id

    with pytest.raises(Refused, match="空白单"):
        back(day, blanks.first)
    assert "空白单" in find_by_code(day.desk, blanks.first).warning
    acts.attach_sheet(day.desk, matter_id, blanks.first, 1, uuid4())
    back(day, blanks.first, view="满意")

    assert repair_card(day.desk, matter_id).facts.view == "满意"


def test_more_blanks_than_a_pocket_holds_are_refused(day: Day) -> None:
    with pytest.raises(InvalidInput):
        acts.issue_blanks(day.desk, day.repairers[0], 51, uuid4())


def test_a_spoiled_blank_is_voided_with_its_reason(day: Day) -> None:
    blanks = acts.issue_blanks(day.desk, day.repairers[0], 1, uuid4())

    acts.void_blank(day.desk, blanks.first, "写坏了", uuid4())

    with pytest.raises(Refused, match="已作废：写坏了"):
        day.dispatch(day.take().matter_id, blank_number=blanks.first)
    with pytest.raises(Refused, match="请在工单里作废"):
        acts.void_blank(day.desk, day.dispatch(day.take().matter_id).sheet_number, "写坏了", uuid4())


def test_what_the_slip_says_of_cause_and_remedy_replaces_what_was_phoned_in(day: Day) -> None:
    sent = day.finished()
    before = repair_card(day.desk, sent.matter_id).head

    back(day, sent.sheet_number, view="满意", cause="阀门", responsibility="用户自用设施")

    head = repair_card(day.desk, sent.matter_id).head
    assert (head.cause, head.done, head.responsibility) == ("阀门", before.done, "用户自用设施")
    (changed,) = [line for line in repair_card(day.desk, sent.matter_id).timeline if "据回执单" in line.note]
    assert before.cause in str(changed)


def test_a_slip_that_says_the_same_leaves_no_second_line_in_the_history(day: Day) -> None:
    sent = day.finished()
    head = repair_card(day.desk, sent.matter_id).head

    back(day, sent.sheet_number, view="满意", cause=head.cause, done=head.done, responsibility=head.responsibility)

    assert not [line for line in repair_card(day.desk, sent.matter_id).timeline if "据回执单" in line.note]
