"""The figures of a small day are those worked out by hand in docs/figures.md."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.services.clocks.engine import Classification
from app.services.enquiries.acts import take_enquiry
from app.services.enquiries.values import EnquiryDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput
from app.services.matters.rules_in_force import OverrideDraft, load_rules, override_policy
from app.services.repairs import acts
from app.services.repairs.callback_merging import merge_callback
from app.services.repairs.reads import repair_card
from app.services.repairs.values import CorrectionDraft, FaultGroup
from app.services.reports.rates import Rate, Ratio
from app.services.reports.span import Span, this_month, this_season
from app.services.reports.timeliness import By, breakdown, figures
from tests.services.reports.small_day import READ_AT, SmallDay, moment
from tests.support import desks
from tests.support.repairs import begin

DAY = date(2026, 11, 15)
TOLD = Span(DAY, DAY)
CALLS = Span(DAY + timedelta(days=1), DAY + timedelta(days=5))


@pytest.fixture
def small(desk: Desk) -> SmallDay:
    return SmallDay(begin(desk))


def rates(small: SmallDay, span: Span) -> dict[str, Rate]:
    return {rate.id: rate for rate in figures(small.day.desk, span).rates}


def both(rate: Rate) -> tuple[str, str, str, str]:
    return rate.whole.fraction, rate.whole.percent, rate.without_user.fraction, rate.without_user.percent


def counts(rate: Rate) -> list[int]:
    return [part.count for part in rate.parts]


def test_the_rates_of_the_day_are_those_worked_out_by_hand(small: SmallDay) -> None:
    small.play()

    found = rates(small, TOLD)

    assert both(found["contact"]) == ("8/9", "88.9%", "8/9", "88.9%")
    assert both(found["arrive_leak"]) == ("1/4", "25.0%", "1/3", "33.3%")
    assert both(found["arrive"]) == ("5/7", "71.4%", "5/6", "83.3%")
    assert both(found["finish"]) == ("8/12", "66.7%", "8/10", "80.0%")
    # 及时, 超时·已说明, 超时·用户原因, 超时·未说明
    assert counts(found["contact"]) == [8, 0, 0, 1]
    assert counts(found["arrive_leak"]) == [1, 1, 1, 1]
    assert counts(found["arrive"]) == [5, 0, 1, 1]
    assert counts(found["finish"]) == [8, 1, 2, 1]


def test_callbacks_belong_to_the_days_in_which_they_were_decided(small: SmallDay) -> None:
    small.play()

    of_the_day, after = rates(small, TOLD), rates(small, CALLS)

    assert both(of_the_day["called_back"]) == ("0/0", "—", "0/0", "—")
    assert both(after["called_back"]) == ("6/8", "75.0%", "6/7", "85.7%")
    # 成功, 拒访, 未接通, 到期未回访
    assert counts(after["called_back"]) == [5, 1, 1, 1]
    assert both(after["satisfied"]) == ("4/5", "80.0%", "4/5", "80.0%")
    # 满意, 基本满意, 不满意
    assert counts(after["satisfied"]) == [3, 1, 1]


def test_what_ends_without_a_verdict_is_told_beside_the_rates(small: SmallDay) -> None:
    small.play()

    reported = figures(small.day.desk, TOLD).reported

    counted = (reported.repairs, reported.voided, reported.joined, reported.merged, reported.user_closed)
    assert counted == (14, 1, 1, 1, 2)


def test_what_was_not_done_because_of_the_user_is_reported_and_not_done(small: SmallDay) -> None:
    small.play(until=moment("11:00"))
    before = rates(small, TOLD)
    small.play(until=moment("17:00"))

    after = rates(small, TOLD)

    user = 2
    assert (counts(before["finish"])[user], counts(after["finish"])[user]) == (0, 2)
    assert (counts(before["arrive"])[user], counts(after["arrive"])[user]) == (0, 1)
    # Nothing ran out: there is no lateness to answer for.
    closed = {small.ids["R11"], small.ids["R14"]}
    assert closed.isdisjoint(line.matter_id for line in figures(small.day.desk, TOLD).late)


def test_what_is_not_yet_due_is_in_no_denominator(small: SmallDay) -> None:
    small.play(until=moment("09:45"))

    found = rates(small, TOLD)

    # R6 was told at 09:10 and not rung yet; R7 agreed in the call, R8 was advised.
    assert (both(found["contact"])[0], found["contact"].pending) == ("3/4", 0)
    assert (both(found["finish"])[0], found["finish"].pending) == ("2/2", 6)


def test_late_clocks_come_with_their_evidence_and_the_unexplained_first(small: SmallDay) -> None:
    small.play()

    late = figures(small.day.desk, TOLD).late

    names = {matter_id: name for name, matter_id in small.ids.items()}
    assert [(names[line.matter_id], line.title, line.classification, line.minutes) for line in late] == [
        ("R13", "排除故障", Classification.LATE_UNEXPLAINED, 86 * 60),
        ("R7", "到场", Classification.LATE_UNEXPLAINED, 40),
        ("R4", "漏水到场", Classification.LATE_UNEXPLAINED, 30),
        ("R6", "联系用户", Classification.LATE_UNEXPLAINED, 10),
        ("R6", "排除故障", Classification.LATE_EXPLAINED, 80),
        ("R2", "漏水到场", Classification.LATE_EXPLAINED, 15),
        ("R3", "漏水到场", Classification.LATE_USER, 80),
    ]
    ran_out, explained, put_off = late[1].evidence, late[5].evidence, late[6].evidence
    assert [(fact.word, fact.note, fact.until, fact.counts) for fact in ran_out] == [
        ("已说明", "九点半出发", moment("09:30"), False)
    ]
    assert [(fact.at, fact.by, fact.counts) for fact in explained] == [(moment("08:30"), desks.CLERK, True)]
    assert [(fact.word, fact.until, fact.counts) for fact in put_off] == [("用户改约", moment("10:00"), True)]
    assert late[2].evidence == ()


def test_a_callback_nobody_made_is_late_in_the_days_it_ran_out_in(small: SmallDay) -> None:
    small.play()

    late = figures(small.day.desk, CALLS).late

    assert (small.ids["R6"], "repair.callback", None) in [
        (line.matter_id, line.policy_id, line.stopped_at) for line in late
    ]


def test_late_clocks_of_other_kinds_stand_in_the_list_and_in_no_rate(small: SmallDay) -> None:
    desk = small.day.desk
    taken = take_enquiry(desk, EnquiryDraft(words="热费怎么算"), uuid4())
    small.day.later(hours=2)

    found = figures(desk, TOLD)

    assert [(line.number, line.policy_id, line.minutes) for line in found.late] == [
        (taken.number, "opinion.dispatch", 60)
    ]
    assert (found.reported.repairs, {rate.whole.denominator for rate in found.rates}) == (0, {0})


def test_a_clock_judged_by_the_limit_of_its_day_stays_judged_by_it(small: SmallDay) -> None:
    small.play()
    before = [rate.whole for rate in figures(small.day.desk, TOLD).rates]
    manager = desks.desk_for(small.day.desk.store, desks.MANAGER, small.day.clock)
    draft = OverrideDraft("repair.finish", {"limit_minutes": 1}, moment("00:00 +1"), "试行")
    override_policy(manager, draft, uuid4())
    desk = replace(small.day.desk, rules=load_rules(small.day.desk.store))

    assert [rate.whole for rate in figures(desk, TOLD).rates] == before


def test_a_corrected_callback_is_counted_as_corrected(small: SmallDay) -> None:
    small.play()
    desk = small.day.desk
    called = next(line for line in repair_card(desk, small.ids["R2"]).timeline if line.kind == "called_back")
    draft = CorrectionDraft(called.event_id, "记错了", code="refused")
    acts.correct_event(desk, small.ids["R2"], draft, uuid4())

    after = rates(small, CALLS)

    assert counts(after["called_back"]) == [4, 2, 1, 1]
    assert counts(after["satisfied"]) == [3, 0, 1]


def test_a_callback_that_ran_out_is_not_hidden_by_merging_it_later(small: SmallDay) -> None:
    small.play()
    desk = small.day.desk
    before = rates(small, CALLS)["called_back"]
    newer = small.day.take(FaultGroup.COLD)

    merge_callback(desk, small.ids["R6"], newer.matter_id, uuid4())

    assert counts(rates(small, CALLS)["called_back"]) == counts(before) == [5, 1, 1, 1]


def test_the_parts_of_a_breakdown_add_up_to_the_whole(small: SmallDay) -> None:
    small.play()
    whole = figures(small.day.desk, TOLD)

    for by in By:
        groups = breakdown(small.day.desk, TOLD, by)
        assert sum(group.reported.repairs for group in groups) == whole.reported.repairs
        for place, rate in enumerate(whole.rates):
            assert sum(group.rates[place].whole.numerator for group in groups) == rate.whole.numerator
            assert sum(group.rates[place].whole.denominator for group in groups) == rate.whole.denominator


def test_a_breakdown_by_fault_group_keeps_leaks_apart(small: SmallDay) -> None:
    small.play()

    groups = {group.word: group for group in breakdown(small.day.desk, TOLD, By.GROUP)}

    leaks = {rate.id: rate for rate in groups["跑冒滴漏"].rates}
    assert (groups["跑冒滴漏"].reported.repairs, leaks["finish"].whole) == (4, Ratio(4, 4))
    assert leaks["arrive"].whole.percent == "—"


def test_a_day_without_repairs_has_no_rates(small: SmallDay) -> None:
    found = figures(small.day.desk, TOLD)

    assert {rate.whole.percent for rate in found.rates} == {"—"}
    assert found.late == ()


def test_spans_are_whole_days_of_china() -> None:
    assert this_month(DAY) == Span(date(2026, 11, 1), DAY)
    assert this_season(date(2027, 2, 1)).first == date(2026, 7, 1)
    assert TOLD.holds(READ_AT) is False
    with pytest.raises(InvalidInput, match="早于"):
        Span(DAY, DAY - timedelta(days=1))
