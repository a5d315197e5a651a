"""What the user pays, and what he never does."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.kernel.errors import InvalidInput, Refused
from app.services.matters.check import fold_problems
from app.services.matters.tariff import TariffItem, item_on, tariff_on
from app.services.matters.values import PlaceDraft, PlaceKind
from app.services.repairs import acts
from app.services.repairs.charges import amount_charged, charges_of
from app.services.repairs.reads import repair_card
from app.services.repairs.sheet_values import ChargeDraft, ChargeLine
from app.services.repairs.values import FindingsDraft
from app.services.repairs.work_values import PriceRefusedDraft
from tests.support.repairs import Day


def users_part(day: Day, responsibility: str = "用户自用设施") -> int:
    """A finished repair of a part that is the user's own."""
    sent = day.finished()
    draft = FindingsDraft("阀门", "更换", responsibility, "据维修员")
    acts.correct_findings(day.desk, sent.matter_id, draft, uuid4())
    return sent.matter_id


def charge(day: Day, matter_id: int, *lines: ChargeLine, **values: object) -> int:
    draft = ChargeDraft(lines, visit_no=1, **values)  # type: ignore[arg-type]
    return acts.charge(day.desk, matter_id, draft, uuid4()).amount_fen


def test_the_tariff_has_one_price_for_an_item_on_a_day() -> None:
    for day in (date(2025, 11, 1) + timedelta(days=step) for step in range(0, 800, 10)):
        codes = [item.code for item in tariff_on(day)]
        assert len(codes) == len(set(codes))
    assert item_on("A01", date(2026, 10, 31)).price_fen == 8000
    assert item_on("a01", date(2026, 11, 1)).price_fen == 8500
    with pytest.raises(Refused, match="没有项目"):
        item_on("A01", date(2025, 10, 31))


def test_charges_are_summed_by_the_tariff_of_the_day(day: Day) -> None:
    matter_id = users_part(day)

    amount = charge(day, matter_id, ChargeLine("A03"), ChargeLine("M03", 250), receipt_no="0012345")

    assert amount == 3000 + 3000
    assert [(row.name, row.amount_fen, row.receipt_no, row.current) for row in charges_of(day.desk, matter_id)] == [
        ("户内阀门更换(人工)", 3000, "0012345", True),
        ("铝塑管 1620", 3000, "0012345", True),
    ]


@pytest.mark.parametrize(
    ("responsibility", "said"),
    [("供热单位", "责任属供热单位"), ("建设单位(保修期内)", "保修期内"), ("待定", "请先选责任")],
)
def test_what_is_ours_under_warranty_or_undecided_is_not_charged(day: Day, responsibility: str, said: str) -> None:
    matter_id = users_part(day, responsibility)

    with pytest.raises((Refused, InvalidInput)) as refused:
        charge(day, matter_id, ChargeLine("A03"))

    assert said in str(refused.value) + str(getattr(refused.value, "fields", ""))
    assert charges_of(day.desk, matter_id) == []


def test_shared_parts_are_not_charged_to_anybody(day: Day) -> None:
    place = PlaceDraft("和平里小区3号楼2单元立管", PlaceKind.RISER)
    taken = day.take(premises_id=None, place=place)
    day.arrive(taken.matter_id)
    day.finish(taken.matter_id)
    acts.correct_findings(day.desk, taken.matter_id, FindingsDraft("", "", "物业", "核对"), uuid4())

    with pytest.raises(Refused, match="共用部分"):
        charge(day, taken.matter_id, ChargeLine("A03"))


def test_a_service_of_the_users_own_will_needs_its_tick(day: Day) -> None:
    matter_id = users_part(day)

    with pytest.raises(Refused, match="自愿委托"):
        charge(day, matter_id, ChargeLine("W01", 300))

    assert charge(day, matter_id, ChargeLine("W01", 300), voluntary=True) == 18000


def test_one_item_is_charged_once_a_visit(day: Day) -> None:
    matter_id = users_part(day)
    charge(day, matter_id, ChargeLine("A03"))

    for lines in ((ChargeLine("A03", 200),), (ChargeLine("M01"), ChargeLine("M01"))):
        with pytest.raises(InvalidInput) as problem:
            charge(day, matter_id, *lines)
        assert "已经录过" in problem.value.fields["charges"]


def test_a_wrong_charge_is_corrected_and_both_amounts_stay(day: Day) -> None:
    matter_id = users_part(day)
    charge(day, matter_id, ChargeLine("M01", 300))
    (old,) = charges_of(day.desk, matter_id)

    after = acts.correct_charge(day.desk, old.id, ChargeLine("M01", 200), "多写了一个", uuid4())

    first, second = charges_of(day.desk, matter_id)
    assert (first.amount_fen, first.current, second.amount_fen, second.current) == (11400, False, 7600, True)
    assert (second.corrects_id, second.reason, after.amount_fen) == (old.id, "多写了一个", 7600)
    line = repair_card(day.desk, matter_id).timeline[-1]
    assert line.note == "收费更正：多写了一个"
    assert dict(line.shown) == {"原收费": "铜球阀 DN20 114.00 元", "更正为": "铜球阀 DN20 76.00 元"}
    with pytest.raises(Refused, match="已经更正过"):
        acts.correct_charge(day.desk, old.id, ChargeLine("M01", 100), "再改", uuid4())
    assert fold_problems(day.desk.store) == []


def test_money_is_paid_back_even_where_it_should_never_have_been_taken(day: Day) -> None:
    matter_id = users_part(day)
    charge(day, matter_id, ChargeLine("A03"))
    acts.correct_findings(day.desk, matter_id, FindingsDraft("", "", "供热单位", "核实为共用阀"), uuid4())
    (old,) = charges_of(day.desk, matter_id)

    with pytest.raises(Refused):
        acts.correct_charge(day.desk, old.id, ChargeLine("A03", 50), "少收", uuid4())
    acts.correct_charge(day.desk, old.id, ChargeLine("A03", 0), "退还", uuid4())

    assert amount_charged(day.desk.store, matter_id) == 0


def test_the_price_of_a_corrected_line_is_that_of_the_day_it_was_taken(day: Day) -> None:
    matter_id = users_part(day)
    charge(day, matter_id, ChargeLine("A01"))
    (old,) = charges_of(day.desk, matter_id)
    day.later(days=400)

    assert acts.correct_charge(day.desk, old.id, ChargeLine("A01", 200), "两组", uuid4()).amount_fen == 17000


def test_a_charge_pressed_twice_is_charged_once(day: Day) -> None:
    matter_id, key = users_part(day), uuid4()
    draft = ChargeDraft((ChargeLine("A03"),))

    assert acts.charge(day.desk, matter_id, draft, key) == acts.charge(day.desk, matter_id, draft, key)
    assert len(charges_of(day.desk, matter_id)) == 1


def test_a_price_that_is_refused_holds_back_neither_dispatch_nor_the_stopping_of_a_leak(day: Day) -> None:
    taken = day.take()
    day.arrive(taken.matter_id, day.later(minutes=10))
    acts.refuse_price(day.desk, taken.matter_id, PriceRefusedDraft(note="嫌贵", risk_told=True), uuid4())
    day.dispatch(taken.matter_id)
    day.later(minutes=5)
    day.arrive(taken.matter_id)
    day.finish(taken.matter_id)

    assert repair_card(day.desk, taken.matter_id).head.phase == "待回访"


@given(st.integers(1, 10**6), st.integers(1, 10**4))
def test_amounts_are_whole_fen_half_up(price: int, quantity: int) -> None:
    item = TariffItem("X", "某", "个", price, voluntary=False, valid_from=date.min, valid_until=None, basis="")
    assert abs(item.amount_fen(quantity) * 100 - price * quantity) <= 50


def test_a_slip_of_the_fingers_is_no_charge(day: Day) -> None:
    matter_id = users_part(day)

    with pytest.raises(InvalidInput, match="太大"):
        acts.charge(day.desk, matter_id, ChargeDraft((ChargeLine("M03", 10**10),)), uuid4())
    with pytest.raises(Refused, match="没有第 9 次上门"):
        acts.charge(day.desk, matter_id, ChargeDraft((ChargeLine("M03"),), visit_no=9), uuid4())
    acts.charge(day.desk, matter_id, ChargeDraft((ChargeLine("M03"),)), uuid4())
    (row,) = charges_of(day.desk, matter_id)
    with pytest.raises(InvalidInput, match="太大"):
        acts.correct_charge(day.desk, row.id, ChargeLine("M03", 10**10), "录错", uuid4())
