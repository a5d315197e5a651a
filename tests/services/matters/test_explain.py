"""这个期限怎么来的."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.services.kernel.errors import NotFound
from app.services.matters.explain import explain_clock
from app.services.repairs import acts
from app.services.repairs.values import ExplanationDraft, FaultGroup
from tests.support.repairs import Day


def whys(day: Day, matter_id: int, policy_id: str) -> list[str]:
    return [step.why for step in explain_clock(day.desk, matter_id, policy_id).steps]


def test_a_running_clock_tells_from_when_how_long_and_what_is_left(day: Day) -> None:
    matter_id = day.take().matter_id
    day.later(minutes=12)

    steps = whys(day, matter_id, "repair.leak.arrive")

    assert "08:00" in steps[0]
    assert "9.10a" in steps[1]
    assert steps[-1] == "现在 11-15 08:12，剩 18 分。"


def test_a_late_clock_names_the_explanation_and_what_stopped_it(day: Day) -> None:
    matter_id = day.take(FaultGroup.COLD).matter_id
    day.later(minutes=60)
    until = day.now() + timedelta(minutes=110)
    acts.explain(day.desk, matter_id, ExplanationDraft(note="抢修集中，约两小时后到", until=until), uuid4())
    day.later(minutes=100)
    day.arrive(matter_id)

    steps = whys(day, matter_id, "repair.arrive")

    assert "11-15 09:00 已说明，至 11-15 10:50。" in steps
    assert steps[-1] == "11-15 10:40 到场，超时 40 分（超时·已说明）。"


def test_a_callback_ahead_says_from_when(day: Day) -> None:
    sent = day.finished()

    assert whys(day, sent.matter_id, "repair.callback")[-1] == "现在 11-15 08:50，11-17 09:00 起可办。"


def test_a_clock_the_matter_does_not_have_is_not_explained(day: Day) -> None:
    with pytest.raises(NotFound, match="没有时限"):
        explain_clock(day.desk, day.take().matter_id, "complaint.answer")
