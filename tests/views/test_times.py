from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.services.customers.masks import masked_phone
from app.services.kernel.times import CHINA
from app.views.settings import Settings
from app.views.texts import day_and_time, full_date, length
from app.views.theme import Tone
from app.views.widgets.time_edit import TimeEdit
from app.views.widgets.time_left import time_left
from app.views.widgets.time_text import read_time
from tests.views.keys import type_text

NOW = datetime(2026, 11, 15, 19, 0, tzinfo=CHINA)
NIGHT = datetime(2026, 11, 15, 0, 10, tzinfo=CHINA)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1830", "2026-11-15 18:30"),
        ("18:30", "2026-11-15 18:30"),
        ("１８：３０", "2026-11-15 18:30"),
        ("18.30", "2026-11-15 18:30"),
        ("830", "2026-11-15 08:30"),
        ("昨 2330", "2026-11-14 23:30"),
        ("昨天23:30", "2026-11-14 23:30"),
        ("前天 0800", "2026-11-13 08:00"),
        ("11-14 0042", "2026-11-14 00:42"),
        ("2025-12-31 23:59", "2025-12-31 23:59"),
        ("-15", "2026-11-15 18:45"),
        ("12-31 0800", "2026-12-31 08:00"),
    ],
)
def test_a_fact_is_read_as_the_clerk_means_it(typed: str, meant: str) -> None:
    assert read_time(typed, NOW) == at(meant)


@pytest.mark.parametrize("typed", ["", "abc", "2460", "1875", "13-40 0800", "02-30 0800", "18", "99999", "昨"])
def test_what_is_no_time_is_not_guessed_at(typed: str) -> None:
    assert read_time(typed, NOW) is None


def test_shortly_after_midnight_a_late_hour_is_last_nights() -> None:
    assert read_time("2330", NIGHT) == at("2026-11-14 23:30")


def test_a_few_minutes_ahead_stay_today_for_the_service_to_judge() -> None:
    assert read_time("0020", NIGHT) == at("2026-11-15 00:20")


def test_a_day_of_last_year_typed_in_january_is_last_years() -> None:
    assert read_time("12-31 2300", at("2027-01-02 09:00")) == at("2026-12-31 23:00")


def test_an_appointment_already_over_today_is_tomorrows() -> None:
    assert read_time("0900", NOW, past=False) == at("2026-11-16 09:00")
    assert read_time("2000", NOW, past=False) == at("2026-11-15 20:00")


@pytest.mark.parametrize(
    ("minutes", "text", "tone"),
    [
        (-12, "超时 12 分", Tone.RED),
        (-125, "超时 2 时 05 分", Tone.RED),
        (0, "剩 0 分", Tone.AMBER),
        (14, "剩 14 分", Tone.AMBER),
        (18, "剩 18 分", Tone.GREEN),
        (60 * 52, "剩 2 天 4 时", Tone.GREEN),
    ],
)
def test_time_left_speaks_in_words_and_colours(minutes: int, text: str, tone: Tone) -> None:
    badge = time_left(NOW + timedelta(minutes=minutes), NOW)

    assert (badge.text, badge.tone) == (text, tone)


def test_a_warning_begins_where_the_policy_says() -> None:
    due = NOW + timedelta(hours=3)

    assert time_left(due, NOW, warn_from=NOW).tone is Tone.AMBER


def test_days_near_today_have_names() -> None:
    assert day_and_time(at("2026-11-15 18:30"), NOW) == "18:30"
    assert day_and_time(at("2026-11-14 23:30"), NOW) == "昨天 23:30"
    assert day_and_time(at("2026-11-02 08:00"), NOW) == "11-02 08:00"
    assert day_and_time(at("2025-11-02 08:00"), NOW) == "2025-11-02 08:00"
    assert full_date(NOW) == "11月15日 星期日"
    assert length(timedelta(minutes=59, seconds=59)) == "59 分"
    assert masked_phone("13800001234") == "138****1234"


def test_the_field_shows_which_moment_it_understood(qtbot: QtBot, settings: Settings) -> None:
    field = TimeEdit(lambda: NOW)
    qtbot.addWidget(field)

    type_text(field.edit, "昨 2330")
    assert field.hint.text() == "昨天 23:30"

    field.edit.clear()
    qtbot.keyClicks(field.edit, "1930")
    assert field.hint.text() == "今天 19:30，比现在晚"

    field.edit.clear()
    qtbot.keyClicks(field.edit, "25")
    assert (field.hint.text(), field.is_valid()) == ("看不懂这个时间", False)


def test_a_promised_day_without_a_year_is_of_next_year_when_this_one_has_long_passed() -> None:
    assert read_time("01-05 0900", NOW, past=False) == at("2027-01-05 09:00")
    assert read_time("11-17 0900", NOW, past=False) == at("2026-11-17 09:00")
