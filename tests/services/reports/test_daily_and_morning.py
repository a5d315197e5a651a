"""日报 and 站长晨报: counted by hand from the small day, made as paper, told in sentences."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.services.duty.readings import ReadingDraft, record_reading
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput
from app.services.matters.values import Noted, PlaceDraft
from app.services.outages.acts import restore
from app.services.repairs.values import FaultGroup
from app.services.reports.daily import daily, preview_daily, print_daily, span_words
from app.services.reports.morning import morning, preview_morning, print_morning
from app.services.reports.morning_words import sections
from tests.services.reports.small_day import SmallDay
from tests.support import desks
from tests.support.outages import Block
from tests.support.papers import text_of
from tests.support.repairs import begin

DAY = date(2026, 11, 15)
NEXT_MORNING = desks.MORNING + timedelta(hours=23, minutes=30)


def said(pdf: bytes, folder: Path) -> str:
    """What pdftotext reads on the paper."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    return text_of(path)


@pytest.fixture
def day(desk: Desk) -> SmallDay:
    return SmallDay(begin(desk))


def test_the_day_is_counted_as_the_hand_counts_it(day: SmallDay, desk: Desk) -> None:
    day.play()

    found = daily(desk, DAY)

    assert found.counts.taken == (("报修", 14),)
    assert found.counts.groups == (("跑冒滴漏", 4), ("不热", 9), ("阀件", 1))
    # R1 to R5, R7 and R12 by a visit, R8 by telephone.
    assert found.counts.repaired == 8
    assert sum(count for _, count in found.counts.closed) == 3
    assert {line.number[-4:] for line in found.open_lines} == {"0006", "0009", "0014"}
    assert found.to_call_back == 8


def test_what_was_closed_later_was_open_that_midnight(desk: Desk) -> None:
    repairs = begin(desk)
    taken = repairs.take(FaultGroup.COLD)
    repairs.later(days=1)
    repairs.dispatch(taken.matter_id)
    repairs.arrive(taken.matter_id)
    repairs.finish(taken.matter_id)

    yesterday, today = daily(desk, desk.today() - timedelta(days=1)), daily(desk, desk.today())

    assert [line.number for line in yesterday.open_lines] == [taken.number]
    assert (yesterday.counts.repaired, yesterday.to_call_back) == (0, 0)
    assert today.open_lines == ()
    assert (today.counts.repaired, today.to_call_back) == (1, 1)


def test_an_outage_belongs_to_every_day_it_touches_and_to_no_other(desk: Desk) -> None:
    block = Block(desk)
    outage = block.incident(3)
    desk.clock.advance(timedelta(days=2))  # type: ignore[attr-defined]
    restore(desk, outage.matter_id, Noted(desk.now(), desk.now()), uuid4())
    desk.clock.advance(timedelta(days=1))  # type: ignore[attr-defined]

    touched = [bool(daily(desk, desk.today() - timedelta(days=back)).outages) for back in (3, 2, 1, 0)]

    assert touched == [True, True, True, False]


def test_a_day_to_come_has_no_report(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="还没有到"):
        daily(desk, desk.today() + timedelta(days=1))


def test_the_daily_report_names_every_late_limit_and_what_is_left(day: SmallDay, desk: Desk, tmp_path: Path) -> None:
    day.play()

    made = print_daily(desk, DAY, "文件", uuid4())

    text = said(made.pdf, tmp_path)
    assert made.number in text
    assert "报修 14 件" in text
    assert "超时 7 项" in text
    assert "3 天 14 小时" in text  # R13 waits for its part
    assert "日末未办 3 件；另有 8 件已修好，待回访" in text


def test_the_morning_is_told_in_sentences_of_one_page(day: SmallDay, desk: Desk, tmp_path: Path) -> None:
    day.play(NEXT_MORNING)
    record_reading(desk, ReadingDraft(desk.now(), "晴", -500, supply_c=6250, return_c=4100), uuid4())

    told = dict(sections(morning(desk)))
    text = said(print_morning(desk, "文件", uuid4()).pdf, tmp_path)

    assert told["天气运行"] == "07:30 晴，室外 -5℃，供 62.5／回 41℃。"
    assert told["昨日"].splitlines()[0] == "受理报修 14 件。报修中跑冒滴漏 4 件、不热 9 件、阀件 1 件。修复 8 件。"
    assert told["昨日"].splitlines()[-1].startswith("超时 5 项，其中未说明 3 项：")
    assert told["今日零点以来"] == "没有来电受理。"
    assert told["现在未办"] == "报修 2 件。12 小时内到期 1 件：和平里小区-3-2-1102 排除故障，09:10 到期。"
    assert told["今日值班"] == "今天还没有排班。"
    assert "共1页" in "".join(text.split())


def test_a_day_without_a_call_still_tells_what_was_repaired(desk: Desk) -> None:
    day = begin(desk)
    taken = day.take(FaultGroup.COLD)
    day.later(days=1)
    day.dispatch(taken.matter_id)
    day.arrive(taken.matter_id)
    day.finish(taken.matter_id)
    assert dict(sections(morning(desk)))["今日零点以来"] == "没有来电受理，修复 1 件。"

    day.later(days=1)

    assert dict(sections(morning(desk)))["昨日"].splitlines()[0] == "没有来电受理。修复 1 件。"


def test_a_telephone_in_an_address_is_masked_on_both(desk: Desk, tmp_path: Path) -> None:
    begin(desk).take(FaultGroup.LEAK, premises_id=None, place=PlaceDraft("东门旁，问 138-0000-0421"))
    desk.clock.advance(timedelta(hours=5))  # type: ignore[attr-defined]

    for pdf in (preview_daily(desk, desk.today()), preview_morning(desk)):
        text = "".join(said(pdf, tmp_path).split())
        assert "138****0421" in text
        assert "0000" not in text.replace("20261115", "")


def test_an_empty_station_has_a_morning_too(desk: Desk, tmp_path: Path) -> None:
    told = dict(sections(morning(desk)))

    assert told["昨日"] == "没有来电受理。"
    assert told["现在未办"] == "没有未办的报修。"
    assert "站长晨报" in said(preview_morning(desk), tmp_path)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 分"), (59, "59 分"), (60, "1 小时"), (61, "1 小时 1 分"), (1439, "23 小时 59 分"), (1440, "1 天")],
)
def test_a_span_is_said_in_its_largest_units(minutes: int, words: str) -> None:
    assert span_words(minutes) == words
