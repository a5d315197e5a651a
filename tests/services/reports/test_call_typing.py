"""Lines of the 来电登记表 are typed in after the power is back: with true times, nothing twice."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.duty import CallLine
from app.models.matters import Matter
from app.models.people import Caller
from app.services.duty.call_register import Outcome, rest_empty
from app.services.duty.power_cuts import CutDraft
from app.services.kernel.errors import InvalidInput, Refused
from app.services.matters.clocks import clocks_of
from app.services.matters.sheets import RETURNED, sheet_row
from app.services.matters.values import CallerDraft
from app.services.outages.reads import told_list
from app.services.repairs.reads import repair_card
from app.services.reports.call_typing import LineDraft, type_line
from app.services.reports.power_incident import HeatDraft, take_cut
from app.services.reports.power_papers import folder_papers
from tests.support.power import BEGAN, ENDED, Night, dark_night
from tests.support.repairs import Day, begin


@pytest.fixture
def day(desk) -> Day:
    return begin(desk)


@pytest.fixture
def night(day: Day) -> Night:
    return dark_night(day.desk)


def test_a_line_becomes_a_repair_whose_clocks_run_from_the_call(night: Night, day: Day) -> None:
    typed = night.line(1, words="厨房喷水", premises_id=day.premises_id)

    card = repair_card(night.desk, typed.matter_id)
    arrive = next(clock for clock in clocks_of(night.desk, typed.matter_id) if clock.policy_id == "repair.leak.arrive")
    assert card.head.told_at == arrive.start == BEGAN + timedelta(minutes=15)
    assert night.desk.store.scalar(Matter.select(Matter.late_entry).where(Matter.id == typed.matter_id))
    assert (card.head.fault_group, card.head.severity) == ("leak", "喷")
    assert (typed.number, typed.left) == (card.head.number, 19)
    line = night.card.lines[0]
    assert (line.matter_number, line.phone, line.told_what) == (card.head.number, "13800000421", "停电，天亮派人")


def test_a_line_joins_the_incident_the_power_cut_was(night: Night) -> None:
    cut = take_cut(night.desk, CutDraft(BEGAN, ENDED), HeatDraft(), uuid4())

    typed = night.line(3, Outcome.JOINED, outage_id=cut.matter_id)

    (told,) = told_list(night.desk, cut.matter_id)
    assert (told.matter_id, told.number) == (typed.matter_id, typed.number)
    # Before the call nothing was off; a line of a quarter past three joins, one of three o'clock does not.
    with pytest.raises(Refused, match="早于停热开始"):
        night.line(4, Outcome.JOINED, minutes=-30, outage_id=cut.matter_id)
    assert len(night.card.lines) == 1


def test_a_line_urges_the_repair_that_is_open(night: Night, day: Day) -> None:
    open_one = day.take(told_at=BEGAN - timedelta(hours=1))

    typed = night.line(2, Outcome.URGED, matter_id=open_one.matter_id, words="怎么还没来")

    assert typed.matter_id == open_one.matter_id
    assert repair_card(night.desk, open_one.matter_id).facts.urged == 1
    assert night.desk.store.scalars(Matter.select(Matter.id)) == [open_one.matter_id]


def test_a_question_answered_by_candle_light_is_closed(night: Night) -> None:
    typed = night.line(1, Outcome.ANSWERED, words="几点来电", told_what="供电说五点半")

    closed, told = night.desk.store.tuples(Matter.select(Matter.closed_at, Matter.told_at))[0]
    assert closed == told == BEGAN + timedelta(minutes=15)
    assert typed.number.startswith("ZX-")


@pytest.mark.parametrize(
    ("outcome", "values", "field"),
    [
        (Outcome.TAKEN, {"told_at": None}, "told_at"),
        (Outcome.TAKEN, {"words": "", "caller": CallerDraft()}, "words"),
        (Outcome.JOINED, {}, "outage"),
        (Outcome.URGED, {}, "matter"),
        (Outcome.ANSWERED, {"told_what": " "}, "told_what"),
        (Outcome.UNREADABLE, {}, "reason"),
    ],
)
def test_a_line_says_what_it_lacks(night: Night, outcome: Outcome, values: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        night.line(1, outcome, **values)
    assert list(refused.value.fields) == [field]


def test_nothing_is_taken_twice(night: Night, day: Day) -> None:
    key = uuid4()
    draft = LineDraft(night.register_id, 5, Outcome.TAKEN, BEGAN + timedelta(minutes=5), words="漏水")
    first = type_line(night.desk, draft, key)

    assert type_line(night.desk, draft, key) == first
    with pytest.raises(Refused, match=first.number):
        night.line(5)
    assert len(night.desk.store.scalars(Matter.select(Matter.id))) == 1


def test_an_unreadable_line_may_be_read_after_all(night: Night) -> None:
    night.line(1, Outcome.UNREADABLE, told_at=None, reason="只看清尾号 0421")
    typed = night.line(1, words="漏水")

    (line,) = night.card.lines
    assert (line.outcome, line.matter_number, line.reason) == (Outcome.TAKEN, typed.number, "")


@pytest.mark.parametrize(("minutes", "sentence"), [(60 * 24, "还没有到"), (-60 * 24, "早于登记表编号")])
def test_a_time_that_cannot_be_is_refused(night: Night, minutes: int, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        night.line(1, minutes=minutes)
    assert not night.desk.store.scalars(CallLine.select(CallLine.id))


def test_the_last_line_takes_the_paper_in(night: Night) -> None:
    night.line(1)
    night.line(2, caller=CallerDraft(), words="楼道有水")

    rest = rest_empty(night.desk, night.register_id, None, uuid4())

    assert (rest.lines, night.card.row.left, night.card.next_line) == (18, 0, None)
    assert sheet_row(night.desk.store, night.register_id).state == RETURNED
    assert {row.typed for row in folder_papers(night.desk) if row.is_register} == {20, 0}
    with pytest.raises(Refused, match="各行都已录入"):
        rest_empty(night.desk, night.register_id, None, uuid4())


def test_a_caller_nobody_named_leaves_no_row(night: Night) -> None:
    night.line(1, Outcome.EMPTY, told_at=None, caller=CallerDraft(), words="")

    assert not night.desk.store.scalars(Caller.select(Caller.id))
