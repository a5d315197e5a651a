"""What stops, releases and excuses each clock."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.clocks.engine import Classification, State, as_facts
from app.services.clocks.facts import WORDS, Subject, TimedFact
from app.services.clocks.policies import PolicyOverride
from app.services.clocks.rules import Rules
from app.services.kernel.times import CHINA, from_ms, to_ms

MONDAY = datetime(2026, 12, 7, tzinfo=CHINA)
COLD, LEAK = Subject("repair", "cold"), Subject("repair", "leak")
ENQUIRY, OPINION, FORWARDED = Subject("enquiry"), Subject("opinion"), Subject("forwarded")
APPLICATION, SUPPLY = Subject("application"), Subject("supply")
COMPLAINT, TIPOFF = Subject("complaint"), Subject("tipoff")
MET, USER = Classification.MET, Classification.LATE_USER
EXPLAINED, UNEXPLAINED = Classification.LATE_EXPLAINED, Classification.LATE_UNEXPLAINED
REASONS = {"explained", "callback_unreached", "rescheduled_by_user", "nobody_home", "refused_entry", "no_adult"}


@pytest.fixture
def clock(rules, facts, at):
    """The state of one clock, or None when it does not apply."""

    def find(policy_id, text, now="+20 12:00", subject=COLD, rules=rules):
        found = [s for s in rules.states(subject, facts(text), at(now)) if s.policy_id == policy_id]
        assert len(found) <= 1
        return found[0] if found else None

    return find


@pytest.mark.parametrize(
    ("policy_id", "subject", "story", "expected"),
    [
        ("repair.leak.arrive", LEAK, "told 08:00, arrived 08:30", MET),
        ("repair.leak.arrive", LEAK, "told 08:00, arrived 08:31", UNEXPLAINED),
        ("repair.leak.arrive", LEAK, "told 08:00, contacted 08:02, dispatched 08:03, arrived 08:40", UNEXPLAINED),
        ("repair.leak.arrive", LEAK, "told 08:00, arrived 08:20, arrived 11:00", MET),
        ("repair.leak.arrive", LEAK, "told 08:00, joined_outage 08:02", MET),
        ("repair.leak.arrive", LEAK, "told 08:00, arrived 07:50", MET),
        ("repair.leak.arrive", LEAK, "told 08:00, phone_solved 08:10", None),
        ("repair.leak.arrive", COLD, "told 08:00, arrived 08:20", None),
        ("repair.contact", COLD, "told 08:00, contacted 08:30", MET),
        ("repair.contact", COLD, "told 08:00, contacted 08:31", UNEXPLAINED),
        ("repair.contact", COLD, "told 08:00, agreed_in_call 08:00", MET),
        ("repair.contact", COLD, "told 08:00, arrived 08:20, contacted 08:40", MET),
        ("repair.contact", COLD, "told 08:00, joined_outage 08:05", MET),
        ("repair.contact", COLD, "told 08:00, phone_solved 08:12", MET),
        ("repair.contact", LEAK, "told 08:00, contacted 08:05", None),
        ("repair.arrive", COLD, "told 08:00, contacted 08:20, arrived 10:00", MET),
        ("repair.arrive", COLD, "told 08:00, contacted 08:20, arrived 10:01", UNEXPLAINED),
        ("repair.arrive", COLD, "told 08:00, phone_solved 08:12", None),
        ("repair.arrive", COLD, "told 08:00, joined_outage 08:12", None),
        ("repair.arrive", COLD, "told 08:00, phone_solved 10:30", UNEXPLAINED),
        ("repair.arrive", COLD, "told 08:00, finished 09:30", MET),
        ("repair.finish", COLD, "told 08:00, arrived 09:00, finished +1 08:00", MET),
        ("repair.finish", COLD, "told 08:00, arrived 09:00, finished +1 08:01", UNEXPLAINED),
        ("repair.finish", COLD, "told 08:00, arrived 09:00, temporary_fix 09:30, finished +1 09:00", UNEXPLAINED),
        ("repair.finish", COLD, "told 08:00, waiting_parts 09:30, finished +1 09:00", UNEXPLAINED),
        ("repair.finish", COLD, "told 08:00, waiting_parts 09:30, explained 09:35, finished +1 09:00", EXPLAINED),
        ("repair.finish", COLD, "told 08:00, phone_solved 08:12", MET),
        ("repair.finish", COLD, "told 08:00, joined_outage 08:05", None),
        ("repair.callback", COLD, "told 08:00, finished 10:00, called_back +2 10:00", MET),
        ("repair.callback", COLD, "told 08:00, finished 10:00, called_back +4 10:01", UNEXPLAINED),
        ("repair.callback", COLD, "finished 10:00, callback_unreached +2 10:00, callback_closed +4 12:00", USER),
        ("repair.callback", COLD, "finished 10:00, called_back +1 10:00, called_back +2 11:00", MET),
        ("repair.callback", COLD, "finished 10:00, callback_closed +1 10:00", None),
        ("repair.callback", COLD, "finished 10:00, callback_closed +3 10:00", MET),
        ("repair.callback", COLD, "told 08:00, arrived 09:00", None),
        ("opinion.dispatch", COMPLAINT, "told 08:00, opinion_sent 09:00", MET),
        ("opinion.dispatch", ENQUIRY, "told 08:00, answered 08:05", MET),
        ("opinion.dispatch", OPINION, "told 08:00, opinion_sent 09:01", UNEXPLAINED),
        ("forwarded.reply", FORWARDED, "told 08:00, replied_result 09:00", MET),
        ("forwarded.reply", FORWARDED, "told 08:00, replied_progress 08:30, replied_result 09:30", UNEXPLAINED),
        ("application.answer", APPLICATION, "applied 08:00, answered +3 17:00", MET),
        ("application.answer", APPLICATION, "applied 08:00, answered +4 09:00", UNEXPLAINED),
        ("application.answer", APPLICATION, "applied 08:00, explained +3 16:00, answered +4 09:00", EXPLAINED),
        ("application.answer", APPLICATION, "told 08:00, answered 09:00", None),
        ("supply.start", SUPPLY, "works_accepted 08:00, heat_started 09:00", None),
        ("supply.start", SUPPLY, "works_accepted 08:00, contract_signed +7 08:00, heat_started +14 20:00", MET),
        ("supply.start", SUPPLY, "contract_signed 08:00, works_accepted +7 08:00, heat_started +15 08:00", UNEXPLAINED),
        ("complaint.pass_on", COMPLAINT, "told 08:00, passed_on 08:30", MET),
        ("complaint.answer", COMPLAINT, "told 08:00, answered +7 23:59", MET),
        ("complaint.answer", COMPLAINT, "told 08:00, answered +8 00:00", UNEXPLAINED),
        ("tipoff.answer", TIPOFF, "told 08:00, answered +14 23:59", MET),
        ("tipoff.answer", TIPOFF, "told 08:00, answered +15 08:00", UNEXPLAINED),
    ],
)  # fmt: skip
def test_each_clock_comes_out_as_its_clause_demands(clock, policy_id, subject, story, expected) -> None:
    found = clock(policy_id, story, subject=subject)
    assert (None if found is None else found.classification) == expected
    assert found is None or found.state is State.STOPPED


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("rescheduled_by_user 08:05, arrived 18:00", "late_user"),
        ("rescheduled_by_user 08:05, explained 09:00, arrived 18:00", "late_user"),
        ("rescheduled_by_user 10:30, arrived 18:00", "late_unexplained"),  # he was late before the user put it off
        ("rescheduled_by_user 10:30, explained 10:31, arrived 18:00", "late_explained"),
        ("rescheduled_by_user 18:01, arrived 18:00", "late_unexplained"),
        ("explained 09:00, arrived 12:00", "late_explained"),
        ("explained 11:00, arrived 12:00", "late_explained"),  # late, but told before he came
        ("explained 12:00, arrived 12:00", "late_unexplained"),
        ("explained 12:05, arrived 12:00", "late_unexplained"),
        ("rescheduled_by_user 08:05>18:30, arrived 18:25", "late_user"),
        ("rescheduled_by_user 08:05>18:30, arrived 20:30", "late_user"),
        ("rescheduled_by_user 08:05>18:30, arrived 20:31", "late_unexplained"),  # his appointment was missed by more
        ("rescheduled_by_user 08:05>18:30, explained 19:00, arrived 21:00", "late_explained"),
        ("explained 09:00>12:00, arrived 14:01", "late_unexplained"),
    ],
)
def test_lateness_is_the_users_explained_or_unexplained(clock, story, expected) -> None:
    assert clock("repair.arrive", f"told 08:00, {story}").classification == expected


def test_a_reason_from_before_the_clock_started_does_not_count(clock) -> None:
    story = "told 08:00, explained 09:00, finished 10:00, called_back +5 10:00"
    assert clock("repair.callback", story).classification == "late_unexplained"


@pytest.mark.parametrize(
    ("now", "state", "remaining", "next_change"),
    [
        ("08:00", "running", 120, "09:30"),
        ("09:29", "running", 31, "09:30"),
        ("09:30", "warning", 30, "10:00"),
        ("10:00", "warning", 0, "10:00"),
        ("10:01", "overdue", -1, None),
        ("+3 10:00", "overdue", -4320, None),
    ],
)
def test_a_running_clock_warns_at_75_per_cent_and_is_overdue_after_the_due(
    clock, at, now, state, remaining, next_change
):
    found = clock("repair.arrive", "told 08:00", now)

    assert (found.state, found.remaining) == (state, remaining)
    assert found.classification == ("late_unexplained" if state == "overdue" else None)
    if next_change is None:
        assert found.next_change is None
    else:
        assert timedelta(0) <= found.next_change - at(next_change) <= timedelta(milliseconds=1)


def test_a_callback_waits_for_its_window(clock, at) -> None:
    found = clock("repair.callback", "told 08:00, finished 22:00", "+1 12:00")

    assert (found.state, found.not_before, found.next_change) == ("waiting_window", at("+3 09:00"), at("+3 09:00"))
    assert clock("repair.callback", "told 08:00, finished 22:00", "+3 09:00").state == "running"


def test_a_callback_made_too_early_does_not_end_the_wait(clock) -> None:
    assert clock("repair.callback", "finished 10:00, called_back +1 10:00", "+1 12:00").state == "waiting_window"


def test_an_overdue_clock_has_its_class_as_of_now_and_wakes_when_the_appointment_has_passed(clock, at) -> None:
    story = "told 08:00, rescheduled_by_user 08:05>18:30"

    before, after = clock("repair.arrive", story, "19:00"), clock("repair.arrive", story, "20:31")

    assert (before.state, before.classification) == ("overdue", "late_user")
    assert before.next_change - at("20:30") == timedelta(milliseconds=1)
    assert (after.classification, after.next_change) == ("late_unexplained", None)


def test_outside_the_season_the_supply_clock_starts_with_it(clock, at) -> None:
    story = "works_accepted 08:00, contract_signed 09:00, season_begun +7 00:00, heat_started +14 20:00"

    found = clock("supply.start", story, subject=SUPPLY)

    assert (found.start, found.classification) == (at("+7 00:00"), "met")


def test_a_void_matter_has_no_clocks(rules, facts, at) -> None:
    assert rules.states(COLD, facts("told 08:00, voided 08:10"), at("12:00")) == []


def test_a_reopened_repair_runs_a_second_round_of_its_own(rules, facts, at) -> None:
    story = facts("told 08:00, contacted 08:05, arrived 11:00, finished 12:00, called_back +2 12:00, reopened +2 12:00")

    found = {(state.policy_id, state.round): state for state in rules.states(COLD, story, at("+2 13:00"))}

    assert found["repair.arrive", 1].classification == "late_unexplained"
    assert found["repair.callback", 1].classification == "met"
    assert found["repair.arrive", 2].state == "running"
    assert found["repair.finish", 2].due == at("+3 12:00")
    assert ("repair.callback", 2) not in found


def test_reopening_lets_go_what_was_not_late_and_ends_what_was(rules, facts, at) -> None:
    story = facts("told 08:00, finished 09:00, reopened +1 09:00")
    assert [s.policy_id for s in rules.states(COLD, story, at("+1 09:30")) if s.round == 1] == [
        "repair.contact",
        "repair.arrive",
        "repair.finish",
    ]

    late = facts("told 08:00, finished 09:00, reopened +9 09:00")
    callback = next(s for s in rules.states(COLD, late, at("+9 09:30")) if s.policy_id == "repair.callback")
    assert (callback.stopped, callback.classification) == (at("+9 09:00"), "late_unexplained")


def test_where_the_two_hours_start_is_policy(clock, at) -> None:
    changes = {"start": {"kinds": ["contacted", "agreed_in_call"]}}
    contacted = Rules.shipped([PolicyOverride("repair.arrive", changes, at("00:00"), None, "按联系时间", "站长")])

    found = clock("repair.arrive", "told 08:00, contacted 08:25, arrived 10:20", rules=contacted)

    assert (found.start, found.classification) == (at("08:25"), "met")
    assert clock("repair.arrive", "told 08:00, arrived 09:00", rules=contacted) is None


def test_the_version_valid_when_the_clock_started_judges_it(rules, facts, at) -> None:
    tighter = Rules.shipped([PolicyOverride("repair.arrive", {"limit_minutes": 60}, at("09:00"), None, "试行", "站长")])

    found = {
        told: tighter.states(COLD, facts(f"told {told}, arrived 10:30"), at("12:00"))[1].classification
        for told in ("08:59", "09:00")
    }

    assert found == {"08:59": "met", "09:00": "late_unexplained"}


def test_late_entry_changes_nothing_the_order_given_does_not_matter(rules, facts, at) -> None:
    story = facts("told 08:00, contacted 08:10, explained 09:00, arrived 12:00, finished 13:00")
    assert rules.states(COLD, story, at("14:00")) == rules.states(COLD, story[::-1], at("14:00"))


def test_an_explanation_dated_ahead_of_the_clock_counts_at_once(clock, at) -> None:
    story = "told 08:00, explained 10:40"

    assert clock("repair.arrive", story, now="10:39").classification == "late_explained"


STORIES = st.lists(
    st.builds(
        lambda kind, minute, ahead: TimedFact(
            kind, MONDAY + timedelta(minutes=minute), ahead and MONDAY + timedelta(minutes=minute + ahead)
        ),
        st.sampled_from(sorted(WORDS.keys() - {"voided"})),
        st.integers(0, 8000),
        st.none() | st.integers(1, 3000),
    ),
    max_size=9,
)
SUBJECTS = st.sampled_from([COLD, LEAK, COMPLAINT, APPLICATION, SUPPLY, FORWARDED])


@given(STORIES, SUBJECTS, st.integers(0, 12000))
def test_nothing_changes_by_itself_before_next_change(story, subject, minutes) -> None:
    rules, facts = Rules.shipped(), as_facts(story)
    now = to_ms(MONDAY + timedelta(minutes=minutes))

    for tick in rules.ticks(subject, facts, now):
        later = now + 30 * 24 * 3_600_000 if tick.next_change is None else tick.next_change - 1
        key = (tick.policy.id, tick.round)
        same = {(t.policy.id, t.round): t for t in rules.ticks(subject, facts, later)}[key]
        assert (same.state, same.classification) == (tick.state, tick.classification)
        if tick.next_change is not None:
            assert tick.next_change > now
            then = {(t.policy.id, t.round): t for t in rules.ticks(subject, facts, tick.next_change)}[key]
            assert (then.state, then.classification) != (tick.state, tick.classification)


@given(STORIES, SUBJECTS, st.integers(0, 12000))
def test_class_and_state_agree_with_the_plain_definition(story, subject, minutes) -> None:
    rules = Rules.shipped()
    now = MONDAY + timedelta(minutes=minutes)

    for state in rules.states(subject, story, now):
        ended = state.stopped or now
        assert (state.classification is None) == (state.stopped is None and now <= state.due)
        assert (state.classification == "met") == (state.stopped is not None and state.stopped <= state.due)
        assert state.remaining == (state.due - ended) // timedelta(minutes=1)
        if state.classification in ("late_user", "late_explained"):
            said_by = state.stopped or max(fact.at for fact in story)
            assert any(state.start <= fact.at <= said_by and fact.kind in REASONS for fact in story)


@given(STORIES, SUBJECTS, st.integers(0, 12000))
def test_clocks_never_pause(story, subject, minutes) -> None:
    """A due depends on its start alone, whatever else happened."""
    rules = Rules.shipped()
    for state in rules.states(subject, story, MONDAY + timedelta(minutes=minutes)):
        assert state.due == from_ms(to_ms(rules.due(state.policy_id, state.start).due))
