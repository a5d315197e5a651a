"""A day as it really is: every clock comes out as people who knew the day said it must."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.services.clocks.facts import WORDS, Subject, TimedFact
from app.services.kernel.times import CHINA

DAY = Path(__file__).parent / "data" / "real_day.jsonl"
CALLS = [json.loads(line) for line in DAY.read_text(encoding="utf-8").splitlines()]
SUBJECTS = {"enquiry": Subject("enquiry"), "forwarded": Subject("forwarded"), "complaint": Subject("complaint")}
SUBJECTS["tip_off"] = Subject("tipoff")
POLICIES = {
    "contact": "repair.contact",
    "finish": "repair.finish",
    # An enquiry answered within the hour needs no opinion sent to the dispatch room.
    "answer": "opinion.dispatch",
    "superior_reply": "forwarded.reply",
    "complaint": "complaint.answer",
    # On the day itself a tip-off can only be passed on.
    "tip_off": "tipoff.pass_on",
}
# Late enough for what nobody finished to be overdue.
EVENING_AFTER = datetime(2026, 12, 11, 23, 0, tzinfo=CHINA)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def facts_of(call) -> list[TimedFact]:
    found = [TimedFact("told", moment(call["told_at"]))]
    for event in call["events"]:
        if event["what"] not in WORDS:
            continue
        at, until = moment(event["at"]), None
        if "to" in event:
            hour, minute = map(int, event["to"].split(":"))
            until = at.replace(hour=hour, minute=minute)
            until += timedelta(days=until < at)
        elif "expected" in event:
            until = moment(event["expected"])
        found.append(TimedFact(event["what"], at, until))
    return found


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call['call']}-{call['scene']}")
def test_a_call_of_the_real_day_comes_out_as_expected(rules, call) -> None:
    subject = SUBJECTS.get(call["kind"], Subject("repair", call["kind"]))
    arrive = "repair.leak.arrive" if call["kind"] == "leak" else "repair.arrive"

    states = {state.policy_id: state for state in rules.states(subject, facts_of(call), EVENING_AFTER)}

    found = {}
    for key in call["expect"]:
        state = states.get(arrive if key == "arrive" else POLICIES[key])
        found[key] = "none" if state is None else state.classification
    assert found == call["expect"]


def test_the_day_has_all_its_calls_and_every_class() -> None:
    assert len(CALLS) == 165
    assert {expected for call in CALLS for expected in call["expect"].values()} == {
        "met",
        "none",
        "late_explained",
        "late_user",
        "late_unexplained",
    }
