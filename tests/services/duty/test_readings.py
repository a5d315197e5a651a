"""运行记录: typed in with its time, corrected by another reading of the same minute, believed within bounds."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.services.duty.reading_words import reading_words
from app.services.duty.readings import ReadingDraft, latest_reading, readings, record_reading, withdraw_reading
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused
from tests.support.desks import MORNING, VIEWER, desk_for

HOUR = timedelta(hours=1)


def test_the_last_one_read_off_is_the_latest_whenever_it_was_typed(desk: Desk) -> None:
    assert latest_reading(desk) is None
    record_reading(desk, ReadingDraft(MORNING, "小雪", outdoor_c=-520), uuid4())
    record_reading(desk, ReadingDraft(MORNING - HOUR, "阴", outdoor_c=-480), uuid4())
    latest = latest_reading(desk)
    assert latest is not None
    assert (latest.weather, latest.outdoor_c, latest.by) == ("小雪", -520, "李客服")


def test_another_reading_of_the_minute_corrects_it(desk: Desk) -> None:
    record_reading(desk, ReadingDraft(MORNING, supply_c=650), uuid4())
    record_reading(desk, ReadingDraft(MORNING + timedelta(seconds=40), supply_c=6500), uuid4())
    assert [reading.supply_c for reading in readings(desk, MORNING, MORNING + HOUR)] == [6500]


def test_a_withdrawn_reading_counts_no_longer(desk: Desk) -> None:
    record_reading(desk, ReadingDraft(MORNING - HOUR, "阴"), uuid4())
    wrong = record_reading(desk, ReadingDraft(MORNING, "晴"), uuid4())
    withdraw_reading(desk, wrong.reading_id, "记错时间", uuid4())
    assert [reading.weather for reading in readings(desk, MORNING - 2 * HOUR, MORNING + HOUR)] == ["阴"]
    latest = latest_reading(desk)
    assert latest is not None
    assert latest.weather == "阴"


def test_only_those_of_the_asked_hours_are_given(desk: Desk) -> None:
    for past in range(4):
        record_reading(desk, ReadingDraft(MORNING - past * HOUR, outdoor_c=-past), uuid4())
    found = readings(desk, MORNING - 2 * HOUR, MORNING)
    assert [reading.outdoor_c for reading in found] == [-2, -1]


@pytest.mark.parametrize(
    ("figures", "name"),
    [
        ({"outdoor_c": -9000}, "outdoor_c"),
        ({"supply_kpa": 99999}, "supply_kpa"),
        ({"low_c": 500, "high_c": -500}, "low_c"),
        ({"supply_c": 4000, "return_c": 6000}, "return_c"),
        ({}, "outdoor_c"),
        ({"weather": "\x00"}, "outdoor_c"),
    ],
)
def test_figures_nobody_can_have_read_are_named(desk: Desk, figures: dict[str, Any], name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        record_reading(desk, ReadingDraft(MORNING, **figures), uuid4())
    assert list(refused.value.fields) == [name]


def test_times_to_come_and_long_past_are_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="还没有到"):
        record_reading(desk, ReadingDraft(MORNING + HOUR, "晴"), uuid4())
    with pytest.raises(Refused, match="7 天"):
        record_reading(desk, ReadingDraft(MORNING - timedelta(days=8), "晴"), uuid4())


def test_the_same_key_keeps_one_reading_and_a_viewer_keeps_none(desk: Desk) -> None:
    key, draft = uuid4(), ReadingDraft(MORNING, "晴")
    assert record_reading(desk, draft, key) == record_reading(desk, draft, key)
    with pytest.raises(NotAllowed):
        record_reading(desk_for(desk.store, VIEWER), draft, uuid4())
    with pytest.raises(NotFound):
        withdraw_reading(desk, 99, "记错", uuid4())


def test_a_reading_is_said_in_one_line_without_what_was_not_read(desk: Desk) -> None:
    record_reading(
        desk, ReadingDraft(MORNING, "晴", outdoor_c=-520, supply_c=6250, return_c=4100, supply_kpa=450), uuid4()
    )
    latest = latest_reading(desk)
    assert latest is not None
    assert reading_words(latest) == "08:00 晴，室外 -5.2℃，供 62.5／回 41℃，供压 450 kPa"


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"low_c": -900}, "08:00，最低 -9℃"),
        ({"high_c": 200}, "08:00，最高 2℃"),
        ({"return_kpa": 280}, "08:00，回压 280 kPa"),
    ],
)
def test_one_figure_alone_says_which_it_is(desk: Desk, figures: dict[str, int], said: str) -> None:
    record_reading(desk, ReadingDraft(MORNING, **figures), uuid4())
    (reading,) = readings(desk, MORNING, MORNING + timedelta(hours=1))
    assert reading_words(reading) == said
