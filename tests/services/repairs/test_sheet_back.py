"""The signed sheet comes back."""

from dataclasses import make_dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from app.models.papers import SheetReturn, SheetSignature
from app.models.repairs import Visit
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.times import CHINA
from app.services.kernel.unit import writing
from app.services.matters.check import fold_problems
from app.services.matters.sheet_codes import find_by_code
from app.services.matters.sheets import STATION_COPY, USER_COPY, check_keys, issue_sheet
from app.services.paper.payload import CheckKey, make_payload
from app.services.repairs import acts
from app.services.repairs.blanks import blanks
from app.services.repairs.charges import charges_of
from app.services.repairs.materials import keep_materials, material_rows
from app.services.repairs.reads import repair_card, unreturned_sheets
from app.services.repairs.room_limit import least_at
from app.services.repairs.sheet_values import ChargeLine, SignatureDraft
from app.services.repairs.unreturned import unreturned
from app.services.repairs.values import CallbackDraft, CallbackResult, FaultGroup, SheetReturnDraft
from app.services.repairs.work_values import MaterialDraft, Temperatures
from tests.support.repairs import Day

KEPT = (
    "showed_badge",
    "shoe_covers",
    "radiator_bags",
    "cleaned_up",
    "state_before",
    "alteration_agreed",
    "left_over",
    "signer",
    "signer_relation",
    "signed_how",
    "room_before_c",
    "return_after_c",
)
Kept = make_dataclass("Kept", KEPT)


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


def test_everything_on_the_paper_is_kept(day: Day) -> None:
    sent = day.finished(FaultGroup.COLD)
    on_paper = {
        "showed_badge": True,
        "shoe_covers": True,
        "radiator_bags": True,
        "cleaned_up": True,
        "state_before": "异常：墙皮脱落",
        "alteration_agreed": True,
        "left_over": "下周再来看",
        "signer": "冯贵",
        "signer_relation": "家属",
        "signed_how": "捺印",
    }
    read = Temperatures(1650, 4500, 3800, 1900, 4600, 4000)

    back(
        day,
        sent.sheet_number,
        view="满意",
        temperatures=read,
        materials=(MaterialDraft("生料带", 200, "卷"),),
        **on_paper,
    )

    (kept,) = day.desk.store.rows(SheetReturn.select(*[getattr(SheetReturn, name) for name in KEPT]), Kept)
    assert {name: getattr(kept, name) for name in on_paper} == on_paper
    assert (kept.room_before_c, kept.return_after_c) == (1650, 4000)
    (visit,) = day.desk.store.tuples(Visit.select(Visit.room_before_c, Visit.room_after_c))
    assert visit == (1650, 1900)
    (line,) = material_rows(day.desk.store, sent.matter_id)
    assert (line.name, line.quantity_c, line.unit) == ("生料带", 200, "卷")


def test_a_material_the_paper_counts_otherwise_is_corrected_beside_the_old_line(day: Day) -> None:
    sent = day.finished()
    with writing(day.desk, "test.materials", uuid4()) as unit:
        keep_materials(unit, sent.matter_id, 1, (MaterialDraft("生料带", 100, "卷"),), "")

    back(day, sent.sheet_number, view="满意", materials=(MaterialDraft("生料带", 300, "卷"), MaterialDraft("球阀")))

    old, new, other = material_rows(day.desk.store, sent.matter_id)
    assert (old.current, new.current, new.corrects_id, new.reason) == (False, True, old.id, "据回执单")
    assert other.name == "球阀"


def test_a_flat_still_cold_after_the_work_is_offered_a_measuring(day: Day) -> None:
    for group, room_c, offered in (
        (FaultGroup.COLD, 1790, 1),
        (FaultGroup.TEMPERATURE, 1799, 1),
        (FaultGroup.COLD, 1800, 0),
        (FaultGroup.LEAK, 1500, 0),
    ):
        sent = day.finished(group)
        draft = SheetReturnDraft(sent.sheet_number, view="满意", temperatures=Temperatures(room_after_c=room_c))
        assert acts.return_sheet(day.desk, draft, uuid4()).offer_measuring == offered


@pytest.mark.parametrize(("hour", "minute", "least"), [(6, 0, 1800), (21, 0, 1800), (21, 1, 1600), (5, 59, 1600)])
def test_the_limit_of_a_room_is_that_of_the_hour(hour: int, minute: int, least: int) -> None:
    assert least_at(datetime(2026, 12, 6, hour, minute, tzinfo=CHINA)) == least


def test_a_reading_nobody_believes_is_asked_about_and_taken_with_a_word(day: Day) -> None:
    sent = day.finished(FaultGroup.COLD)
    odd = Temperatures(room_after_c=190)

    with pytest.raises(InvalidInput) as problem:
        back(day, sent.sheet_number, view="满意", temperatures=odd)
    back(day, sent.sheet_number, view="满意", temperatures=odd, difference_reason="窗户敞开，属实")

    assert "维修后室温 1.9 ℃ 不常见" in problem.value.fields["difference_reason"]


def test_charges_on_the_paper_are_charged_by_the_tariff(day: Day) -> None:
    sent = day.finished()
    money = {
        "charge_kind": "有偿",
        "charges": (ChargeLine("A03"),),
        "receipt_no": "0012",
        "responsibility": "用户自用设施",
    }

    with pytest.raises(InvalidInput) as problem:
        back(day, sent.sheet_number, view="满意", amount_fen=5000, **money)
    back(day, sent.sheet_number, view="满意", amount_fen=3000, **money)

    assert problem.value.fields["amount_fen"].startswith("单上金额 50.00 元，按收费标准合计 30.00 元")
    (line,) = charges_of(day.desk, sent.matter_id)
    assert (line.amount_fen, line.visit_no, line.receipt_no, line.voluntary) == (3000, 1, "0012", False)


@pytest.mark.parametrize(
    ("money", "field"),
    [
        ({"charges": (ChargeLine("A03"),)}, "charge_kind"),
        ({"amount_fen": 3000, "charge_kind": "无偿"}, "charge_kind"),
        ({"charges": (ChargeLine("A03"), ChargeLine("a03")), "charge_kind": "有偿"}, "charges"),
    ],
)
def test_money_that_does_not_fit_its_ticks_is_asked_about(day: Day, money: dict[str, object], field: str) -> None:
    sent = day.finished()

    with pytest.raises(InvalidInput) as problem:
        back(day, sent.sheet_number, view="满意", responsibility="用户自用设施", **money)

    assert field in problem.value.fields
    assert unreturned_sheets(day.desk)


def test_a_charge_for_what_is_ours_is_refused_and_the_sheet_comes_in_without_it(day: Day) -> None:
    sent = day.finished()

    with pytest.raises(Refused, match="不得向用户收费"):
        back(day, sent.sheet_number, view="满意", charge_kind="有偿", charges=(ChargeLine("A03"),))
    back(day, sent.sheet_number, view="满意", charge_kind="有偿", amount_fen=3000)

    assert charges_of(day.desk, sent.matter_id) == []


def test_somebody_who_signs_for_the_user_says_who_he_is_and_why(day: Day) -> None:
    sent = day.finished()

    with pytest.raises(InvalidInput) as problem:
        back(day, sent.sheet_number, view="满意", signed_how="代签", signer_relation="本人")
    back(day, sent.sheet_number, view="满意", signed_how="代签", signer_relation="邻居", signed_for_reason="老人不识字")

    assert set(problem.value.fields) == {"signer_relation", "signed_for_reason"}
    line = repair_card(day.desk, sent.matter_id).timeline[-1]
    assert dict(line.shown) == {"签字": "代签", "代签原因": "老人不识字"}


def test_the_signature_counts_from_when_the_repairer_took_the_sheet(day: Day) -> None:
    sent = day.finished()
    finished = day.now()
    day.later(days=2)

    back(day, sent.sheet_number, view="不满意", words="弄脏地板")

    assert day.desk.store.scalars(SheetReturn.select(SheetReturn.signed_at)) == [finished]


@pytest.mark.parametrize("signed", ["refused", "absent"])
def test_a_sheet_without_a_signature_is_signed_later_with_its_real_date(day: Day, signed: str) -> None:
    sent = day.finished()
    assert sent.sheet_id is not None
    back(day, sent.sheet_number, view="", signed=signed, refused_reason="说还是不够热", witness="物业 周某")
    day.later(days=1)
    really = day.now() - timedelta(hours=3)

    acts.sign_later(day.desk, sent.sheet_id, SignatureDraft(really, "冯贵"), uuid4())

    line = repair_card(day.desk, sent.matter_id).timeline[-1]
    assert (line.word, line.happened_at) == ("补签", really)
    (kept,) = day.desk.store.tuples(SheetSignature.select(SheetSignature.signed_at, SheetSignature.signer))
    assert kept == (really, "冯贵")
    with pytest.raises(Refused, match="不用补签"):
        acts.sign_later(day.desk, sent.sheet_id, SignatureDraft(really, "冯贵"), uuid4())


def test_what_is_signed_or_still_out_is_not_signed_later(day: Day) -> None:
    sent = day.finished()
    assert sent.sheet_id is not None
    signature = SignatureDraft(day.now(), "冯贵")
    with pytest.raises(Refused, match="还没有收单"):
        acts.sign_later(day.desk, sent.sheet_id, signature, uuid4())
    day.returned(sent)
    with pytest.raises(Refused, match="已有签字"):
        acts.sign_later(day.desk, sent.sheet_id, signature, uuid4())


def test_a_late_signature_is_neither_in_the_future_nor_nameless_nor_older_than_its_sheet(day: Day) -> None:
    sent = day.finished()
    assert sent.sheet_id is not None
    back(day, sent.sheet_number, view="", signed="absent")

    with pytest.raises(Refused, match="还没有到"):
        acts.sign_later(day.desk, sent.sheet_id, SignatureDraft(day.now() + timedelta(hours=1), "冯贵"), uuid4())
    draft = SignatureDraft(day.now() - timedelta(days=1), " ", signed_how="代签")
    with pytest.raises(InvalidInput) as problem:
        acts.sign_later(day.desk, sent.sheet_id, draft, uuid4())

    assert set(problem.value.fields) == {"signer", "relation", "reason", "signed_at"}


def test_a_slip_lost_after_it_came_back_keeps_what_stood_on_it_and_gets_a_new_number(day: Day) -> None:
    sent = day.finished()
    assert sent.sheet_id is not None
    day.returned(sent)

    new = acts.replace_sheet(day.desk, sent.sheet_id, "站里找不到了", uuid4())

    old, issued = (card.sheet for card in repair_card(day.desk, sent.matter_id).sheets)
    assert (old.state, issued.number, issued.state, issued.visit_no) == ("returned", new.number, "out", 1)
    assert f"补办 {old.number}（收单后遗失）：站里找不到了" in [
        line.note for line in repair_card(day.desk, sent.matter_id).timeline
    ]
    assert repair_card(day.desk, sent.matter_id).facts.view == "满意"


def test_a_lost_slip_does_not_hold_up_the_callback(day: Day) -> None:
    sent = day.finished()
    day.later(days=3)

    acts.record_callback(day.desk, sent.matter_id, CallbackDraft(result=CallbackResult.SOLVED), uuid4())

    assert repair_card(day.desk, sent.matter_id).facts.callback_result == "solved"


def test_a_sheet_typed_wrongly_is_corrected_beside_the_first_typing(day: Day) -> None:
    sent = day.finished()
    back(day, sent.sheet_number, view="满意", words="")

    draft = SheetReturnDraft(sent.sheet_number, view="不满意", words="又漏了")
    offered = acts.correct_return(day.desk, draft, "看错了勾", uuid4()).offer_complaint

    views = day.desk.store.scalars(SheetReturn.select(SheetReturn.view).order_by(SheetReturn.id))
    card = repair_card(day.desk, sent.matter_id)
    assert (views, card.facts.view, card.head.user_words, offered) == (["满意", "不满意"], "不满意", "又漏了", 1)
    assert any(line.note == "看错了勾" for line in card.timeline)
    assert fold_problems(day.desk.store) == []


def test_a_paper_of_another_series_is_named_and_never_taken_in(day: Day) -> None:
    matter_id = day.take().matter_id
    with writing(day.desk, "test.paper", uuid4()) as unit:
        issued = issue_sheet(unit, matter_id, None, None, series="CL", form="opinion")

    found = find_by_code(day.desk, payload(day, issued.number))

    assert (found.word, found.matter_id, found.comes_back, found.awaited) == ("处理意见单", matter_id, False, False)
    assert found.warning == f"{issued.number} 是处理意见单，不用收单。"
    with pytest.raises(Refused, match="不收单"):
        back(day, issued.number)


def test_slips_out_are_counted_by_their_bearer_with_their_age(day: Day) -> None:
    day.finished()
    day.later(days=4)
    day.finished()
    taken = day.take()
    day.dispatch(taken.matter_id, 1)
    day.arrive(taken.matter_id)
    day.finish(taken.matter_id)

    first, second = unreturned(day.desk)

    assert (first.repairer, first.count, first.old) == ("张建国", 2, 1)
    assert (second.count, second.old) == (1, 0)


def test_what_became_of_each_blank_is_listed(day: Day) -> None:
    handed = acts.issue_blanks(day.desk, day.repairers[0], 3, uuid4())
    numbers = [row.number for row in reversed(blanks(day.desk))]
    acts.void_blank(day.desk, numbers[0], "写坏了", uuid4())
    acts.attach_sheet(day.desk, day.take().matter_id, numbers[1], 1, uuid4())

    listed = {row.number: row for row in blanks(day.desk)}

    assert (numbers[0], numbers[-1]) == (handed.first, handed.last)
    assert [listed[number].word for number in numbers] == ["作废", "已用未交", "在维修员手中"]
    assert {row.repairer for row in listed.values()} == {"张建国"}


def test_blanks_go_to_repairers_only(day: Day) -> None:
    with pytest.raises(Refused, match="维修员"):
        acts.issue_blanks(day.desk, int(day.desk.actor.staff_id or 0), 1, uuid4())
