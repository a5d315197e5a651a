"""What is on screen while somebody reports a fault, and what stands beside a card."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.services.enquiries.acts import take_enquiry
from app.services.enquiries.answers import answer_texts
from app.services.enquiries.values import EnquiryDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.kernel.pictures import Fitted
from app.services.matters.card import kind_of_matter, matter_card
from app.services.matters.main_candidates import main_candidates
from app.services.matters.merging import merge
from app.services.matters.values import PlaceDraft
from app.services.repairs.acts import record_visit_result, void_matter
from app.services.repairs.details import repair_details
from app.services.repairs.known import known_at_intake
from app.services.repairs.photos import keep_photo, visit_photo
from app.services.repairs.to_explain import to_explain
from app.services.repairs.values import FaultGroup, VisitResult, VisitResultDraft
from tests.support.repairs import PHONE, Day, begin


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


def test_open_repairs_of_the_flat_and_of_the_caller_are_known(day: Day) -> None:
    here = day.take(FaultGroup.COLD)
    elsewhere = day.take(FaultGroup.COLD, premises_id=None, place=PlaceDraft("解放路底商8号"))

    by_flat = known_at_intake(day.desk, day.premises_id, "")
    by_phone = known_at_intake(day.desk, None, "138 0000 0421")

    assert [repair.matter_id for repair in by_flat.open] == [here.matter_id]
    assert [(repair.matter_id, repair.is_here) for repair in by_phone.open] == [
        (here.matter_id, False),
        (elsewhere.matter_id, False),
    ]
    assert by_flat.state == "供热"


def test_nobody_is_known_by_a_few_digits(day: Day) -> None:
    day.take(FaultGroup.COLD)

    assert known_at_intake(day.desk, None, PHONE[:4]).open == ()


def test_only_repairs_of_these_days_make_another_one_repeated(day: Day) -> None:
    day.finished(FaultGroup.COLD)
    day.later(days=6)
    assert len(known_at_intake(day.desk, day.premises_id, "").lately) == 1

    day.later(days=2)

    assert known_at_intake(day.desk, day.premises_id, "").lately == ()


def test_a_voided_call_is_neither_open_nor_repeated(day: Day) -> None:
    void_matter(day.desk, day.take().matter_id, "误拨", uuid4())

    found = known_at_intake(day.desk, day.premises_id, PHONE)

    assert (found.open, found.lately) == ((), ())


def test_the_main_job_is_offered_at_the_same_place_first(day: Day) -> None:
    beside = day.take(FaultGroup.LEAK, premises_id=None, place=PlaceDraft("3号楼管井", building_id=1))
    same = day.take(FaultGroup.LEAK)
    day.take(FaultGroup.COLD, premises_id=None, place=PlaceDraft("解放路底商8号"))
    second = day.take(FaultGroup.LEAK)

    offered = main_candidates(day.desk, second.matter_id)

    assert [(row.matter_id, row.same_place) for row in offered] == [
        (same.matter_id, True),
        (beside.matter_id, False),
    ]


def test_what_follows_another_matter_leads_nothing(day: Day) -> None:
    main, follower, third = (day.take(FaultGroup.LEAK) for _ in range(3))
    merge(day.desk, follower.matter_id, main.matter_id, "", uuid4())

    assert [row.matter_id for row in main_candidates(day.desk, third.matter_id)] == [main.matter_id]
    details = repair_details(day.desk, follower.matter_id, main.matter_id, "")
    assert details.main is not None
    assert details.main.number == main.number


def test_who_is_waited_for_longest_is_rung_first_and_finished_ones_not_at_all(day: Day) -> None:
    visited = day.take(FaultGroup.COLD)
    day.finished(FaultGroup.COLD)
    waiting = day.take(FaultGroup.COLD)
    day.dispatch(visited.matter_id)
    day.arrive(visited.matter_id)

    assert [(row.matter_id, row.arrived) for row in to_explain(day.desk)] == [
        (waiting.matter_id, False),
        (visited.matter_id, True),
    ]


def test_a_photo_is_read_again_by_the_visit_it_belongs_to(day: Day) -> None:
    taken = day.take(FaultGroup.COLD)
    day.dispatch(taken.matter_id)
    now = day.later(minutes=20)
    name = keep_photo(day.desk, Fitted(b"picture"))
    draft = VisitResultDraft(
        result=VisitResult.NOBODY_HOME,
        evidence="photo",
        photo_sha256=name,
        arrived_at=now - timedelta(minutes=5),
    )
    record_visit_result(day.desk, taken.matter_id, draft, uuid4())

    assert visit_photo(day.desk, taken.matter_id, 1) == b"picture"
    assert visit_photo(day.desk, taken.matter_id, 2) is None


def test_any_matter_has_a_card(day: Day) -> None:
    asked = take_enquiry(day.desk, EnquiryDraft(words="热费怎么算", premises_id=day.premises_id), uuid4())

    found = matter_card(day.desk, asked.matter_id)

    assert kind_of_matter(day.desk, asked.matter_id) == "enquiry"
    assert (found.head.kind_word, found.head.words, found.head.premises_id) == ("咨询", "热费怎么算", day.premises_id)
    assert [row.kind for row in found.timeline] == ["told"]
    with pytest.raises(NotFound):
        matter_card(day.desk, 99)


def test_every_answer_text_has_a_topic_of_its_own() -> None:
    texts = answer_texts()

    assert len({text.topic for text in texts}) == len(texts) <= 9
    assert all(text.words for text in texts[:-1])
