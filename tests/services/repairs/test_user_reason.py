"""因用户原因无法处理: closed only with the head's consent, and only when the station has tried."""

from uuid import uuid4

import pytest

from app.services.kernel.errors import InvalidInput, NotAllowed, Refused
from app.services.matters.check import fold_problems
from app.services.repairs import acts
from app.services.repairs.reads import repair_card
from app.services.repairs.values import ContactDraft, ReopenDraft, VisitResult, VisitResultDraft
from app.services.repairs.work_values import UserCloseDraft
from app.services.staff.approvals import ApprovalDraft, sign_approval, unsigned_approvals
from tests.support import desks
from tests.support.repairs import Day


def head(day: Day):
    return desks.desk_for(day.desk.store, desks.MANAGER, day.clock)


def asked(day: Day) -> ApprovalDraft:
    return ApprovalDraft(int(head(day).actor.staff_id or 0), day.now(), "同意，明早补签")


def by_phone(day: Day) -> UserCloseDraft:
    return UserCloseDraft(reason="三次无人", evidence="到访未遇单", approval=asked(day))


def tried(day: Day) -> int:
    """A repair whose user was not at home."""
    matter_id = day.take().matter_id
    day.dispatch(matter_id)
    day.arrive(matter_id)
    draft = VisitResultDraft(result=VisitResult.NOBODY_HOME, evidence="notice")
    acts.record_visit_result(day.desk, matter_id, draft, uuid4())
    return matter_id


def test_a_clerk_closes_it_with_a_phone_call_that_waits_for_the_heads_signature(day: Day) -> None:
    matter_id = tried(day)

    acts.close_for_user_reason(
        day.desk, matter_id, UserCloseDraft(reason="三次无人", evidence="到访未遇单", approval=asked(day)), uuid4()
    )

    card = repair_card(day.desk, matter_id)
    waiting = unsigned_approvals(day.desk)
    assert (card.head.phase, card.head.closed_at) == ("用户原因办结", day.now())
    assert [(row.number, row.subject, row.asked_of) for row in waiting] == [
        (card.head.number, "因用户原因办结", desks.MANAGER)
    ]
    assert fold_problems(day.desk.store) == []

    sign_approval(head(day), waiting[0].id, True, "", uuid4())

    assert unsigned_approvals(day.desk) == []


def test_the_head_closes_it_himself(day: Day) -> None:
    matter_id = tried(day)

    acts.close_for_user_reason(head(day), matter_id, UserCloseDraft(reason="拒绝入户", evidence="照片"), uuid4())

    assert unsigned_approvals(day.desk) == []
    assert repair_card(day.desk, matter_id).head.phase == "用户原因办结"


@pytest.mark.parametrize(
    ("missing", "field"),
    [({"reason": ""}, "reason"), ({"evidence": " "}, "evidence"), ({"approval": None}, "approval")],
)
def test_what_is_missing_is_named(day: Day, missing, field: str) -> None:
    values = {"reason": "三次无人", "evidence": "到访未遇单", "approval": asked(day)} | missing

    with pytest.raises(InvalidInput) as raised:
        acts.close_for_user_reason(day.desk, tried(day), UserCloseDraft(**values), uuid4())

    assert list(raised.value.fields) == [field]


def test_without_a_visit_or_a_call_on_record_it_is_refused(day: Day) -> None:
    draft = UserCloseDraft(reason="联系不上", evidence="通话", approval=asked(day))

    with pytest.raises(Refused, match="还没有上门或联系用户的记录"):
        acts.close_for_user_reason(day.desk, day.take().matter_id, draft, uuid4())


def test_a_colleague_is_no_head_and_a_call_ahead_of_time_was_not_made(day: Day) -> None:
    repairer = ApprovalDraft(day.repairers[0], day.now(), "行")
    ahead = ApprovalDraft(asked(day).asked_of_id, day.later(hours=1), "行")
    day.clock.set(desks.MORNING)

    for approval, field in ((repairer, "asked_of_id"), (ahead, "asked_at")):
        draft = UserCloseDraft(reason="三次无人", evidence="照片", approval=approval)
        with pytest.raises(InvalidInput) as raised:
            acts.close_for_user_reason(day.desk, tried(day), draft, uuid4())
        assert field in raised.value.fields


def test_only_a_head_signs_and_only_once(day: Day) -> None:
    acts.close_for_user_reason(
        day.desk, tried(day), UserCloseDraft(reason="无人", evidence="照片", approval=asked(day)), uuid4()
    )
    approval_id = unsigned_approvals(day.desk)[0].id

    with pytest.raises(NotAllowed):
        sign_approval(day.desk, approval_id, True, "", uuid4())
    with pytest.raises(InvalidInput):
        sign_approval(head(day), approval_id, False, " ", uuid4())
    sign_approval(head(day), approval_id, False, "应再上门一次", uuid4())
    with pytest.raises(Refused, match="已补签"):
        sign_approval(head(day), approval_id, True, "", uuid4())


def test_taken_back_it_is_open_again_and_nothing_is_left_to_sign(day: Day) -> None:
    matter_id = tried(day)
    acts.close_for_user_reason(
        day.desk, matter_id, UserCloseDraft(reason="无人", evidence="照片", approval=asked(day)), uuid4()
    )
    closed = next(line for line in repair_card(day.desk, matter_id).timeline if line.kind == "user_closed")

    acts.withdraw_event(day.desk, matter_id, closed.event_id, "用户回来了", uuid4())

    card = repair_card(day.desk, matter_id)
    assert (card.head.phase, card.head.closed_at, unsigned_approvals(day.desk)) == ("处理中", None, [])
    assert fold_problems(day.desk.store) == []
    day.dispatch(matter_id)


def test_a_user_who_wants_it_after_all_gets_a_new_repair(day: Day) -> None:
    matter_id = tried(day)
    acts.close_for_user_reason(head(day), matter_id, UserCloseDraft(reason="无人", evidence="照片"), uuid4())

    with pytest.raises(Refused, match="已归档"):
        acts.record_contact(day.desk, matter_id, ContactDraft(), uuid4())
    again = acts.reopen(day.desk, matter_id, ReopenDraft("人在家了"), uuid4())

    assert [line.number for line in repair_card(day.desk, matter_id).follow_ups] == [again.number]
