"""Moments keep their instant between Python, tables and people."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.kernel.times import CHINA, FrozenClock, SystemClock, china, from_ms, to_ms


@given(st.integers(min_value=-(10**12), max_value=4 * 10**12))
def test_milliseconds_come_back_as_they_went(milliseconds: int) -> None:
    assert to_ms(from_ms(milliseconds)) == milliseconds


def test_part_of_a_millisecond_is_rounded_down() -> None:
    assert to_ms(datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)) == -1


def test_china_time_is_eight_hours_ahead() -> None:
    assert china(datetime(2026, 2, 12, 18, 30, tzinfo=UTC)) == datetime(2026, 2, 13, 2, 30, tzinfo=CHINA)
    assert china(datetime(2026, 2, 12, 18, 30, tzinfo=UTC)).day == 13


@pytest.mark.parametrize("use", [to_ms, china, FrozenClock, FrozenClock(datetime.now(UTC)).set])
def test_a_time_without_a_zone_is_refused(use) -> None:
    with pytest.raises(ValueError, match="naive"):
        use(datetime(2026, 2, 13, 9, 0))  # noqa: DTZ001 - the very thing that is refused


def test_a_frozen_clock_moves_only_when_told() -> None:
    clock = FrozenClock(datetime(2026, 2, 13, 9, 0, tzinfo=CHINA))

    clock.advance(timedelta(minutes=30))

    assert clock.now() == datetime(2026, 2, 13, 1, 30, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_the_systems_clock_is_aware() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)
