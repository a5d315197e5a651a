"""A station's own limits and calendar years: who may set them, what they move, what stays readable."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from app.models.station import CalendarYear
from app.services.clocks.policies import BadPolicy
from app.services.kernel.errors import InvalidInput, NotAllowed
from app.services.kernel.times import CHINA
from app.services.matters.rules_in_force import (
    OverrideDraft,
    list_overrides,
    load_calendar_year,
    load_rules,
    override_policy,
)
from tests.support import desks

PLAN_2027 = (
    '{"year": 2027, "source": "示例", "holidays": ["2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07",'
    ' "2027-02-08", "2027-05-01", "2027-10-01", "2027-10-02", "2027-10-03"], "worked": ["2027-02-20"]}'
).encode()
TOLD = desks.MORNING + timedelta(hours=1)


def stricter(**changes: object) -> OverrideDraft:
    values = {
        "policy_id": "repair.arrive",
        "changes": {"limit_minutes": 90},
        "valid_from": desks.MORNING,
        "reason": "公司通知",
    }
    return OverrideDraft(**{**values, **changes})  # type: ignore[arg-type]


def test_a_stations_own_limit_judges_the_clocks_that_start_within_its_span(manager_desk):
    override_policy(manager_desk, stricter(), uuid4())

    rules = load_rules(manager_desk.store)

    assert rules.due("repair.arrive", TOLD).due == TOLD + timedelta(minutes=90)
    before = desks.MORNING - timedelta(minutes=1)
    assert rules.due("repair.arrive", before).due == before + timedelta(hours=2)
    assert rules.version != manager_desk.rules.version


def test_the_history_of_limits_keeps_who_and_why(manager_desk):
    override_policy(manager_desk, stricter(), uuid4())
    override_policy(manager_desk, stricter(changes={"limit_minutes": 60}, reason="试行"), uuid4())

    assert [(kept.by, kept.reason) for kept in list_overrides(manager_desk.store)] == [
        (desks.MANAGER, "公司通知"),
        (desks.MANAGER, "试行"),
    ]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"reason": " "}, InvalidInput),
        ({"changes": {"limit_minutes": "soon"}}, BadPolicy),
        ({"policy_id": "no.such"}, BadPolicy),
    ],
)
def test_a_limit_that_does_not_fit_is_refused_and_nothing_is_kept(manager_desk, change, error):
    with pytest.raises(error):
        override_policy(manager_desk, stricter(**change), uuid4())

    assert list_overrides(manager_desk.store) == []


def test_only_the_manager_may_move_deadlines(desk):
    with pytest.raises(NotAllowed):
        override_policy(desk, stricter(), uuid4())
    with pytest.raises(NotAllowed):
        load_calendar_year(desk, PLAN_2027, "2027.json", uuid4())

    assert list_overrides(desk.store) == []
    assert desk.store.scalar(CalendarYear.select(CalendarYear.id)) is None


def test_a_year_loaded_again_is_replaced(manager_desk):
    load_calendar_year(manager_desk, PLAN_2027, "2027.json", uuid4())
    without_friday = PLAN_2027.replace(b'"2027-02-05", ', b"")
    load_calendar_year(manager_desk, without_friday, "2027.json", uuid4())

    friday = datetime(2027, 2, 4, 9, 0, tzinfo=CHINA)
    found = load_rules(manager_desk.store).due("complaint.answer", friday)

    assert not found.provisional
    assert any("2027-02-05" in step.why and "第 1 个工作日" in step.why for step in found.steps)
