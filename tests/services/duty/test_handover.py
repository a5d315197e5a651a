"""交接班: both sign, what is overdue, promised or asked is ticked, and every open matter has its next answerer."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.models.duty import Handover, HandoverLine
from app.models.matters import Matter
from app.services.complaints.acts import take_complaint
from app.services.complaints.tip_offs import take_tip_off
from app.services.complaints.values import ComplaintDraft, TipOffDraft
from app.services.duty.handover import (
    accept_handover,
    rewrite_handover,
    sign_handover,
    tick,
    void_handover,
    write_handover,
)
from app.services.duty.handover_print import print_handover
from app.services.duty.handover_reads import handover_card, recent_handovers, unfinished
from app.services.duty.handover_standing import standing
from app.services.duty.handover_values import AcceptDraft, Accepted, HandoverCard, HandoverDraft, Sort, Stage
from app.services.duty.readings import ReadingDraft, record_reading
from app.services.enquiries.acts import take_enquiry
from app.services.enquiries.values import EnquiryDraft
from app.services.forwarding.acts import take_forwarded
from app.services.forwarding.values import ForwardedDraft
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotAllowed, Refused
from app.services.kernel.operators import StaffDraft, actor_named, add_staff
from app.services.kernel.times import CHINA
from app.services.kernel.unit import writing
from app.services.matters.check import fold_problems
from app.services.matters.events import effective_events
from app.services.matters.handing import accept, hand_on, waiting_hand_on
from app.services.matters.sheets import find_sheet
from app.services.matters.timeline import timeline
from app.services.matters.values import PlaceDraft
from app.services.repairs.acts import take_repair
from app.services.repairs.corrections import void_matter
from app.services.repairs.explaining import explain
from app.services.repairs.values import ExplanationDraft, FaultGroup, RepairDraft
from app.services.staff.approvals import CERTIFICATE, ApprovalDraft, record_approval, sign_approval, unsigned_approvals
from tests.support import desks
from tests.support.outages import Block
from tests.support.papers import text_of
from tests.support.repairs import Day, begin

NEXT, NEXT_PIN = "钱客服", "4567"
HEAD, SECOND = ("wzz", desks.MANAGER_PIN), ("qkf", NEXT_PIN)
EVENING = datetime(2026, 11, 15, 19, 50, tzinfo=CHINA)


@pytest.fixture
def day(desk: Desk) -> Day:
    """A day shift from eight to eight."""
    return begin(desk)


def second_clerk(desk: Desk) -> Desk:
    """The desk with another clerk at it, 钱客服."""
    add_staff(_head(desk), StaffDraft(NEXT, "qkf", "004", frozenset({Role.CLERK}), pin=NEXT_PIN), uuid4())
    return desk.with_actor(actor_named(desk.store, NEXT))


def _head(desk: Desk) -> Desk:
    return desks.desk_for(desk.store, desks.MANAGER, desk.clock)  # type: ignore[arg-type]


def written(day: Day, **texts: str) -> int:
    return write_handover(day.desk, HandoverDraft(**texts), uuid4()).handover_id


def signed(day: Day) -> int:
    handover_id = written(day)
    sign_handover(day.desk, handover_id, desks.CLERK_PIN, uuid4())
    return handover_id


def card_of(day: Day, handover_id: int) -> HandoverCard:
    return handover_card(day.desk, handover_id)


def tick_all(day: Day, handover_id: int) -> None:
    lines = [line.id for line in card_of(day, handover_id).unticked]
    tick(day.desk, handover_id, lines, True, uuid4())


def accepted(day: Day, handover_id: int, who: tuple[str, str] = HEAD, **reasons: str) -> Accepted:
    """The head relieves the clerk, unless it is somebody else."""
    draft = AcceptDraft(*who, **reasons)
    return accept_handover(day.desk, handover_id, draft, uuid4())


def owner_of(day: Day, matter_id: int) -> int:
    return int(day.desk.store.scalar(Matter.select(Matter.owner).where(Matter.id == matter_id)))


def ask_the_head(day: Day, matter_id: int) -> None:
    head = int(actor_named(day.desk.store, desks.MANAGER).staff_id or 0)
    with writing(day.desk, "test.ask", uuid4()) as unit:
        record_approval(unit, CERTIFICATE, "夜里只有他", ApprovalDraft(head, day.now(), "同意"), matter_id)


def test_what_presses_stands_in_the_handover_by_its_sort(day: Day) -> None:
    late = day.take().matter_id
    promised = day.take(FaultGroup.COLD).matter_id
    until = day.now() + timedelta(hours=3)
    explain(day.desk, promised, ExplanationDraft(note="人手不够", until=until), uuid4())
    ask_the_head(day, promised)
    unreturned = day.finished()
    running = day.take().matter_id

    found = standing(day.desk)

    by_sort = {sort: [line.matter_id for line in found.lines if line.sort is sort] for sort in Sort}
    assert late in by_sort[Sort.OVERDUE]
    assert by_sort[Sort.PROMISED] == [promised]
    assert by_sort[Sort.ASKED] == [promised]
    assert running in by_sort[Sort.RUNNING]
    assert late not in by_sort[Sort.RUNNING]
    assert next(line.due_at for line in found.lines if line.sort is Sort.PROMISED) == until
    slips = [line.words for line in found.lines if line.sort is Sort.UNSIGNED]
    assert [unreturned.sheet_number in words for words in slips] == [True]
    assert len(found.counted.taken) == 4
    assert len(found.counted.finished) == 1
    assert found.mine == 4


def test_a_promise_that_was_kept_is_not_handed_over(day: Day) -> None:
    taken = day.take().matter_id
    explain(day.desk, taken, ExplanationDraft(note="人手不够", until=day.now() + timedelta(hours=1)), uuid4())
    day.dispatch(taken)
    day.later(minutes=15)
    day.arrive(taken)

    assert [line for line in standing(day.desk).lines if line.sort is Sort.PROMISED] == []


def test_both_sign_and_the_open_matters_move_with_a_fact_in_their_history(day: Day) -> None:
    first, second = day.take().matter_id, day.take(FaultGroup.COLD).matter_id
    others = day.take().matter_id
    accept(_head(day.desk), others, uuid4())
    coming = second_clerk(day.desk).actor
    day.clock.set(EVENING)
    handover_id = signed(day)
    tick_all(day, handover_id)

    done = accepted(day, handover_id, SECOND)

    assert (done.moved, done.kept_back, done.name) == (2, 0, NEXT)
    assert [owner_of(day, matter_id) for matter_id in (first, second)] == [coming.staff_id] * 2
    assert owner_of(day, others) != coming.staff_id
    last = timeline(day.desk.store, first)[-1]
    assert (last.word, last.staff, last.note) == ("接件", NEXT, f"交接班 {done.number}")
    card = card_of(day, handover_id)
    assert card.head.stage is Stage.ACCEPTED
    assert (card.head.leaving, card.head.coming, card.head.shift) == (desks.CLERK, NEXT, "白班")
    ticked_by = day.desk.store.scalars(HandoverLine.select(HandoverLine.ticked_by).where(HandoverLine.ticked_at > 0))
    assert set(ticked_by) == {coming.staff_id}
    assert fold_problems(day.desk.store) == []


def test_matters_of_every_kind_move_and_their_books_agree(desk: Desk) -> None:
    incident = Block(desk).incident(2).matter_id
    complaint = take_complaint(desk, ComplaintDraft("态度不好"), uuid4()).matter_id
    enquiry = take_enquiry(desk, EnquiryDraft("几号停暖"), uuid4()).matter_id
    said = ForwardedDraft("某户反映室温低", "调度室", "DD-0071", "调度室", place=PlaceDraft("2-2-301"))
    forwarded = take_forwarded(desk, said, uuid4()).matter_id
    tip_off = take_tip_off(desk, TipOffDraft("反映维修员"), uuid4()).matter_id
    repair = take_repair(
        desk, RepairDraft(FaultGroup.LEAK, words="漏水", place=PlaceDraft("2-2-302")), uuid4()
    ).matter_id
    day = Day(desk)
    handover_id = signed(day)
    tick_all(day, handover_id)

    done = accepted(day, handover_id)

    kinds = (incident, complaint, enquiry, forwarded, tip_off, repair)
    assert done.moved == len(kinds)
    assert {owner_of(day, matter_id) for matter_id in kinds} == {done.staff_id}
    assert fold_problems(desk.store) == []


def test_without_every_tick_it_goes_on_with_a_reason_only(day: Day) -> None:
    day.take()
    day.clock.set(EVENING)
    handover_id = signed(day)

    with pytest.raises(InvalidInput) as refused:
        accepted(day, handover_id)
    assert set(refused.value.fields) == {"unticked_reason"}
    accepted(day, handover_id, unticked_reason="正在接抢修电话")

    assert card_of(day, handover_id).head.remark == "1 项未勾选：正在接抢修电话"


def test_what_has_ended_since_the_signature_needs_no_tick(day: Day) -> None:
    taken = day.take().matter_id
    ask_the_head(day, taken)
    day.clock.set(EVENING)
    handover_id = signed(day)
    assert {line.sort for line in card_of(day, handover_id).unticked} == {Sort.OVERDUE, Sort.ASKED}

    waiting = unsigned_approvals(day.desk)[0]
    sign_approval(_head(day.desk), waiting.id, True, "", uuid4())

    assert {line.sort for line in card_of(day, handover_id).unticked} == {Sort.OVERDUE}


def test_a_late_relief_says_why(day: Day) -> None:
    day.clock.set(EVENING)
    handover_id = signed(day)
    day.clock.set(EVENING + timedelta(minutes=40))

    with pytest.raises(InvalidInput) as refused:
        accepted(day, handover_id)
    assert set(refused.value.fields) == {"late_reason"}
    accepted(day, handover_id, late_reason="大雪封路")

    assert card_of(day, handover_id).head.late_reason == "大雪封路"


def test_nobody_takes_over_before_the_other_signed_and_nobody_relieves_himself(day: Day) -> None:
    day.clock.set(EVENING)
    handover_id = written(day)
    with pytest.raises(Refused, match="还没有签字"):
        accepted(day, handover_id)
    sign_handover(day.desk, handover_id, desks.CLERK_PIN, uuid4())
    with pytest.raises(Refused, match="不能自己接班"):
        accept_handover(day.desk, handover_id, AcceptDraft("lkf", desks.CLERK_PIN), uuid4())
    with pytest.raises(NotAllowed):
        accept_handover(day.desk, handover_id, AcceptDraft("zzd", "3456"), uuid4())


def test_a_wrong_pin_signs_nothing(day: Day) -> None:
    day.clock.set(EVENING)
    handover_id = written(day)
    with pytest.raises(InvalidInput):
        sign_handover(day.desk, handover_id, "9999", uuid4())
    assert card_of(day, handover_id).head.stage is Stage.WRITTEN
    sign_handover(day.desk, handover_id, desks.CLERK_PIN, uuid4())
    with pytest.raises(InvalidInput):
        accept_handover(day.desk, handover_id, AcceptDraft("wzz", "9999"), uuid4())
    assert card_of(day, handover_id).head.stage is Stage.SIGNED


def test_a_half_finished_handover_is_taken_up_again_with_what_came_up_since(day: Day) -> None:
    day.take()
    day.clock.set(EVENING)
    handover_id = written(day, notices="明早停电检修")
    before = card_of(day, handover_id)
    tick(day.desk, handover_id, [before.unticked[0].id], True, uuid4())
    with pytest.raises(Refused, match="还没有交接完"):
        written(day)

    day.take(FaultGroup.COLD)
    day.later(minutes=1)
    version = unfinished(day.desk)[0].version
    rewrite_handover(day.desk, handover_id, version, HandoverDraft(notices="检修改期"), uuid4())

    after = card_of(day, handover_id)
    assert after.head.notices == "检修改期"
    assert len(after.lines) == len(before.lines) + 1
    assert len(after.unticked) == 0
    assert len(after.counted.open) == 2


def test_a_voided_handover_keeps_its_number_and_moves_nothing(day: Day) -> None:
    taken = day.take().matter_id
    handover_id = signed(day)
    number = card_of(day, handover_id).head.number

    with pytest.raises(InvalidInput):
        void_handover(day.desk, handover_id, " ", uuid4())
    void_handover(day.desk, handover_id, "接班人临时换人", uuid4())

    assert find_sheet(day.desk.store, number).void_reason == "接班人临时换人"
    assert [head.stage for head in recent_handovers(day.desk)] == [Stage.VOID]
    assert unfinished(day.desk) == []
    assert owner_of(day, taken) == day.desk.actor.staff_id
    with pytest.raises(Refused, match="已作废"):
        accepted(day, handover_id)


def test_a_reason_of_signs_nobody_can_read_is_none(day: Day) -> None:
    day.take()
    day.clock.set(EVENING)
    handover_id = signed(day)

    with pytest.raises(InvalidInput):
        void_handover(day.desk, handover_id, "\x00\ud800 ", uuid4())
    with pytest.raises(InvalidInput):
        accepted(day, handover_id, unticked_reason="\x00")


def test_a_hand_on_to_somebody_else_waits_on_through_the_shift_change(day: Day) -> None:
    taken = day.take().matter_id
    for_next = day.take().matter_id
    head, coming = _head(day.desk), second_clerk(day.desk).actor
    hand_on(day.desk, taken, int(head.actor.staff_id or 0), "请站长定", uuid4())
    hand_on(day.desk, for_next, int(coming.staff_id or 0), "", uuid4())
    day.clock.set(EVENING)
    handover_id = signed(day)
    tick_all(day, handover_id)
    accepted(day, handover_id, SECOND)

    waiting = waiting_hand_on(effective_events(day.desk.store, taken))
    assert waiting is not None
    assert waiting.staff_id == head.actor.staff_id
    assert waiting_hand_on(effective_events(day.desk.store, for_next)) is None
    day.later(minutes=1)
    accept(head.with_actor(head.actor), taken, uuid4())
    assert owner_of(day, taken) == head.actor.staff_id


def test_a_tip_off_about_the_head_does_not_come_to_him_by_a_shift_change(day: Day) -> None:
    sealed = take_tip_off(day.desk, TipOffDraft("反映站长", about_head=True), uuid4()).matter_id
    plain = day.take().matter_id
    day.clock.set(EVENING)
    handover_id = signed(day)
    tick_all(day, handover_id)

    done = accepted(day, handover_id)

    assert (done.moved, done.kept_back) == (1, 1)
    assert owner_of(day, sealed) == day.desk.actor.staff_id
    assert owner_of(day, plain) == done.staff_id
    assert fold_problems(day.desk.store) == []


def test_the_next_handover_counts_from_when_the_desk_was_taken_over(day: Day) -> None:
    day.take()
    day.clock.set(EVENING)
    handover_id = signed(day)
    tick_all(day, handover_id)
    accepted(day, handover_id)
    night = _head(day.desk)
    day.clock.set(EVENING + timedelta(hours=12))

    found = standing(night)

    assert (found.shift, found.since_at) == ("夜班", EVENING)
    assert found.counted.taken == ()
    assert found.mine == 1


def test_who_gave_the_desk_away_and_sits_there_again_hands_over_the_present_shift(day: Day) -> None:
    day.clock.set(EVENING)
    accepted(day, signed(day))
    second_clerk(day.desk)
    head = Day(_head(day.desk))
    day.later(hours=12)
    handover_id = written(head)
    sign_handover(head.desk, handover_id, desks.MANAGER_PIN, uuid4())
    accepted(head, handover_id, SECOND)
    day.later(hours=13, minutes=30)

    found = standing(head.desk)

    assert (found.shift, found.since_at) == ("夜班", EVENING + timedelta(days=1, minutes=10))


def test_what_ends_after_the_shift_change_leaves_the_record_as_it_was(day: Day) -> None:
    before, after = day.take().matter_id, day.take().matter_id
    day.clock.set(EVENING)
    handover_id = signed(day)
    void_matter(day.desk, before, "误报", uuid4())
    accepted(day, handover_id, unticked_reason="正在接抢修电话")
    day.later(hours=1)

    void_matter(day.desk, after, "误报", uuid4())

    lines = {line.matter_id: line.over for line in card_of(day, handover_id).lines}
    assert lines == {before: True, after: False}


def test_the_same_key_hands_over_once(day: Day) -> None:
    day.take()
    day.clock.set(EVENING)
    key = uuid4()
    first, again = (write_handover(day.desk, HandoverDraft(), key) for _ in range(2))
    assert first == again
    assert day.desk.store.scalar(Handover.select(Handover.id).where(Handover.id != first.handover_id)) is None


def test_taking_over_twice_by_one_key_moves_once_and_nothing_is_ticked_afterwards(day: Day) -> None:
    taken = day.take().matter_id
    day.clock.set(EVENING)
    handover_id = signed(day)
    line_ids = [line.id for line in card_of(day, handover_id).lines]
    tick(day.desk, handover_id, line_ids, True, uuid4())
    key, draft = uuid4(), AcceptDraft(*HEAD)

    first, again = (accept_handover(day.desk, handover_id, draft, key) for _ in range(2))

    assert first == again
    assert [line.kind for line in timeline(day.desk.store, taken)].count("accepted") == 1
    with pytest.raises(Refused, match="已交接"):
        tick(day.desk, handover_id, line_ids, False, uuid4())
    with pytest.raises(Refused, match="已交接"):
        void_handover(day.desk, handover_id, "写错", uuid4())


def test_the_record_on_paper_says_what_was_taken_over_and_who_signed(sqlite_desk: Desk, tmp_path: Path) -> None:
    day = begin(sqlite_desk)
    taken = day.take()
    take_repair(
        day.desk, RepairDraft(fault_group=FaultGroup.COLD, place=PlaceDraft("东门旁，问 138-0000-0421")), uuid4()
    )
    record_reading(day.desk, ReadingDraft(at=day.now(), weather="小雪", outdoor_c=-520), uuid4())
    day.clock.set(EVENING)
    handover_id = written(
        day, promises="回电 13800000421", notices="明早 6 点检修", orders="每两小时报一次供水温度" * 60
    )
    sign_handover(day.desk, handover_id, desks.CLERK_PIN, uuid4())
    tick(day.desk, handover_id, [card_of(day, handover_id).of(Sort.OVERDUE)[0].id], True, uuid4())
    accepted(day, handover_id, unticked_reason="正在接抢修电话")
    key = uuid4()

    printed = print_handover(day.desk, handover_id, "文件", key)

    pdf = tmp_path / "handover.pdf"
    pdf.write_bytes(printed.pdf)
    text = text_of(pdf).replace("\n", "")
    for words in (
        taken.number,
        desks.CLERK,
        desks.MANAGER,
        "小雪",
        "明早 6 点检修",
        "密码确认",
        "已超时 2 项，已接 1 项",
    ):
        assert words in text
    assert text.replace(" ", "").count("每两小时报一次供水温度") >= 59
    assert "正在接抢修电话" in text
    assert text.count("138****0421") == 2
    assert "0000" not in text.replace(printed.number, "").replace(taken.number, "")
    assert print_handover(day.desk, handover_id, "文件", key).sha256 == printed.sha256
