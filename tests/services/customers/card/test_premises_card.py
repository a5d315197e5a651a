"""What stands on the card beyond the ledger: matters, papers, calls, people of the district, files made one."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.districts import District
from app.models.people import Person
from app.models.premises import Building, Contact, Doubt, Premises, SeasonAccount
from app.services.customers.card.history import premises_history
from app.services.customers.card.premises import premises_card
from app.services.customers.card.rules import card_rules
from app.services.kernel.desk import Desk
from app.services.kernel.unit import writing
from app.services.matters.values import CallerDraft, PlaceDraft
from app.services.repairs import acts
from app.services.repairs.values import FaultGroup, RepairDraft
from tests.support.repairs import Day, begin

HOLDER_PHONE = "13900000422"


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


def change(day: Day, **values: object) -> None:
    with writing(day.desk, "test.change", uuid4()) as unit:
        unit.update(Premises, day.premises_id, **values)


def words_of(day: Day) -> list[str]:
    return [flag.word for flag in premises_card(day.desk, day.premises_id).flags]


def test_open_matters_stand_with_the_time_left_the_most_pressing_first(day: Day) -> None:
    cold = day.take(FaultGroup.COLD)
    leak = day.take(FaultGroup.LEAK)
    day.later(minutes=12)

    found = premises_card(day.desk, day.premises_id).open

    assert [matter.matter_id for matter in found] == [cold.matter_id, leak.matter_id]
    assert found[0].clock is not None
    assert (found[0].clock.policy_id, found[0].clock.remaining) == ("repair.contact", 18)


def test_a_voided_matter_is_neither_open_nor_a_call_nor_a_repair(day: Day) -> None:
    taken = day.take()
    acts.void_matter(day.desk, taken.matter_id, "打错电话", uuid4())

    card = premises_card(day.desk, day.premises_id)

    assert (card.open, card.calls, card.repairs) == ((), (), ())


def test_the_last_repairs_say_why_and_what_was_done(day: Day) -> None:
    for _ in range(card_rules().last_repairs + 1):
        day.finished()
        day.later(days=1)

    card = premises_card(day.desk, day.premises_id)

    assert len(card.repairs) == card_rules().last_repairs
    assert [repair.told_at for repair in card.repairs] == sorted(
        (repair.told_at for repair in card.repairs), reverse=True
    )
    last = card.repairs[0]
    assert (last.cause, last.done, last.repairer) == ("管道/接口", "补焊/紧固", "张建国")


def test_papers_stand_with_their_printings_and_their_coming_back(day: Day) -> None:
    first = day.finished()
    day.returned(first)
    day.later(days=1)
    second = day.finished()

    papers = premises_card(day.desk, day.premises_id).papers

    assert [(paper.number, paper.state) for paper in papers] == [
        (second.sheet_number, "out"),
        (first.sheet_number, "returned"),
    ]
    assert [paper.returned_at is None for paper in papers] == [True, False]


def test_calls_of_the_last_days_count_wherever_they_were_about(day: Day) -> None:
    day.take()
    day.later(days=8)
    day.take()
    elsewhere = RepairDraft(words="不热", place=PlaceDraft("南门"), caller=CallerDraft("龚䶮", HOLDER_PHONE))
    acts.take_repair(day.desk, elsewhere, uuid4())
    acts.take_repair(day.desk, RepairDraft(words="不热", place=PlaceDraft("北门")), uuid4())

    card = premises_card(day.desk, day.premises_id)

    assert len(card.calls) == 2
    assert "7 天内来电 2 次" in words_of(day)
    day.later(days=7, minutes=1)
    assert premises_card(day.desk, day.premises_id).calls == ()


def test_who_looks_after_the_building_is_named(day: Day) -> None:
    with writing(day.desk, "test.district", uuid4()) as unit:
        district = unit.insert(District, name="和平里片区", repairer_id=day.repairers[0], deputy_id=day.repairers[1])
        unit.update(Building, day.desk.store.scalar(Building.select(Building.id)), district_id=district)

    card = premises_card(day.desk, day.premises_id)

    assert (card.district, card.repairer, card.deputy) == ("和平里片区", "张建国", "赵志强")
    with writing(day.desk, "test.void", uuid4()) as unit:
        unit.update(District, district, voided_at=unit.at)
    assert premises_card(day.desk, day.premises_id).district == ""


def test_a_file_that_was_merged_shows_the_kept_one_with_the_matters_of_both(day: Day) -> None:
    taken = day.take()
    store = day.desk.store
    with writing(day.desk, "test.merge", uuid4()) as unit:
        building = store.scalar(Building.select(Building.id))
        kept = unit.insert(Premises, building_id=building, unit="2", room="1102A", address="和平里小区-3-2-1102A")
        unit.update(Premises, day.premises_id, merged_into_id=kept, voided_at=unit.at)

    card = premises_card(day.desk, day.premises_id)

    assert (card.id, card.family) == (kept, (kept, day.premises_id))
    assert [matter.matter_id for matter in card.open] == [taken.matter_id]


def test_an_owner_of_several_flats_has_them_named_while_they_last(day: Day) -> None:
    store = day.desk.store
    with writing(day.desk, "test.flats", uuid4()) as unit:
        building, person = store.scalar(Building.select(Building.id)), store.scalar(Person.select(Person.id))
        for room, until in (("301", None), ("302", "2024-05-01")):
            other = unit.insert(Premises, building_id=building, unit="1", room=room, address=f"和平里小区-3-1-{room}")
            unit.insert(Contact, premises_id=other, person_id=person, until_day=until)

    assert [row.address for row in premises_card(day.desk, day.premises_id).other_premises] == ["和平里小区-3-1-301"]


def test_the_day_of_the_present_state_is_that_on_which_it_was_written(day: Day) -> None:
    change(day, connected_on="2008-10-15")
    assert premises_card(day.desk, day.premises_id).state_since == "2008-10-15"

    day.clock.advance(timedelta(days=3))
    change(day, state="停热", state_basis="停热协议")
    day.clock.advance(timedelta(days=2))
    change(day, remark="钥匙在物业")

    card = premises_card(day.desk, day.premises_id)
    assert (card.state, card.state_basis, card.state_since) == ("停热", "停热协议", "2026-11-18")


def test_numbers_in_remark_and_doubt_are_masked(day: Day) -> None:
    change(day, remark="女儿 138 0000 1234，物业 022-00001111，2025-2026 换过阀")
    with writing(day.desk, "test.doubt", uuid4()) as unit:
        unit.insert(
            Doubt, premises_id=day.premises_id, field="phone", reason="电话少一位：1380000123", found_at=unit.at
        )

    card = premises_card(day.desk, day.premises_id)

    assert card.remark == "女儿 138****1234，物业 022****1111，2025-2026 换过阀"
    assert card.doubts[0].reason == "电话少一位：****0123"


def test_a_voided_account_is_left_out(day: Day) -> None:
    with writing(day.desk, "test.account", uuid4()) as unit:
        account = unit.insert(
            SeasonAccount, premises_id=day.premises_id, season=day.desk.station.season, state="供热", paid="欠费"
        )
    assert "欠费" in words_of(day)
    with writing(day.desk, "test.void", uuid4()) as unit:
        unit.update(SeasonAccount, account, voided_at=unit.at)

    assert premises_card(day.desk, day.premises_id).account is None
    assert words_of(day) == []


def test_numbers_in_the_words_of_matters_are_masked_on_card_and_history(day: Day) -> None:
    words = "不热，回电 137 0000 0888"
    acts.take_repair(day.desk, RepairDraft(words=words, premises_id=day.premises_id), uuid4())

    assert premises_card(day.desk, day.premises_id).open[0].words == "不热，回电 137****0888"
    assert "137****0888" in premises_history(day.desk, day.premises_id).rows[0].text
