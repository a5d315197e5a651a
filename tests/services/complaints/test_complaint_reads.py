"""The list and the card of complaints and tip-offs."""

from uuid import uuid4

import pytest

from app.services.complaints.acts import answer, complaint_from_sheet, pass_on, take_complaint, void_complaint
from app.services.complaints.from_sheets import slips_with_words
from app.services.complaints.reads import complaint_card, complaint_list
from app.services.complaints.tip_offs import take_tip_off
from app.services.complaints.values import AnswerDraft, ComplaintDraft, PassOnDraft, TipOffDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound, Refused
from app.services.matters.values import CallerDraft
from app.services.repairs.acts import correct_return
from app.services.repairs.values import SheetReturnDraft
from tests.support import desks
from tests.support.repairs import Day, begin


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


def test_the_list_begins_with_what_runs_out_first(day: Day) -> None:
    closed = take_complaint(day.desk, ComplaintDraft("态度不好"), uuid4())
    answer(day.desk, closed.matter_id, AnswerDraft(note="已道歉", content=True), uuid4())
    passed = take_complaint(day.desk, ComplaintDraft("电话打不通", premises_id=day.premises_id), uuid4())
    pass_on(day.desk, passed.matter_id, PassOnDraft(to="站长"), uuid4())
    day.later(minutes=10)
    tip_off = take_tip_off(day.desk, TipOffDraft("收钱没给票"), uuid4())

    lines = complaint_list(day.desk)

    assert [line.matter_id for line in lines] == [tip_off.matter_id, passed.matter_id, closed.matter_id]
    assert [line.title for line in lines] == ["举报转递", "处理意见报调度室", ""]
    assert [line.words for line in lines] == ["举报（内容保密）", "电话打不通", "态度不好"]


def test_a_card_of_a_tip_off_names_nobody_and_shows_what_was_found_to_the_head_only(day: Day) -> None:
    draft = TipOffDraft("收钱没给票", "反映收费未给票据", anonymous=False, caller=CallerDraft("傅桂", "13900001111"))
    taken = take_tip_off(day.desk, draft, uuid4())
    answer(day.desk, taken.matter_id, AnswerDraft(note="已查实，已退费"), uuid4())

    clerk = complaint_card(day.desk, taken.matter_id).head
    head = complaint_card(desks.desk_for(day.desk.store, desks.MANAGER, day.clock), taken.matter_id).head

    assert (clerk.words, clerk.caller, clerk.phone, clerk.answer) == ("反映收费未给票据", "", "", "")
    assert (head.answer, head.caller, head.anonymous) == ("已查实，已退费", "", False)


def test_a_card_of_a_complaint_tells_everything(day: Day) -> None:
    draft = ComplaintDraft("电话打不通", day.premises_id, caller=CallerDraft("秦德", "13800000901"))
    taken = take_complaint(day.desk, draft, uuid4())

    card = complaint_card(day.desk, taken.matter_id)

    assert (card.head.caller, card.head.owner, card.head.anonymous) == ("秦德", desks.CLERK, None)
    assert {clock.policy_id for clock in card.clocks} == {"complaint.pass_on", "complaint.answer", "opinion.dispatch"}


def test_what_is_neither_is_said_so(day: Day) -> None:
    with pytest.raises(Refused):
        complaint_card(day.desk, day.take().matter_id)
    with pytest.raises(NotFound):
        complaint_card(day.desk, 999)


def test_slips_with_words_wait_until_one_became_a_complaint(day: Day) -> None:
    happy, unhappy, written = day.finished(), day.finished(), day.finished()
    day.returned(happy)
    day.returned(unhappy, view="不满意")
    day.returned(written, words="来晚了")

    before = [slip.number for slip in slips_with_words(day.desk)]
    taken = complaint_from_sheet(day.desk, written.sheet_number, "", uuid4())
    between = [slip.number for slip in slips_with_words(day.desk)]
    void_complaint(day.desk, taken.matter_id, "录错", uuid4())

    assert (before, between) == ([written.sheet_number, unhappy.sheet_number], [unhappy.sheet_number])
    assert [slip.number for slip in slips_with_words(day.desk)] == before


def test_a_slip_typed_in_anew_stands_in_the_list_once_with_its_new_words(day: Day) -> None:
    sent = day.finished()
    day.returned(sent, words="来晚了")

    correct_return(day.desk, SheetReturnDraft(sent.sheet_number, view="满意", words="来得太晚了"), "少录了字", uuid4())
    between = [slip.words for slip in slips_with_words(day.desk)]
    correct_return(day.desk, SheetReturnDraft(sent.sheet_number, view="满意"), "录到别的单上了", uuid4())

    assert between == ["来得太晚了"]
    assert slips_with_words(day.desk) == []
