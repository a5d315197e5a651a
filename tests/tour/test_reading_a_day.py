"""A file of a real day that cannot be read is refused by file, line and field; what is merely missing is not."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.services.kernel.errors import Refused
from app.services.kernel.times import CHINA
from app.services.repairs.values import FaultGroup
from app.tour.real_day.reading import is_real_day, read_day
from app.tour.real_day.values import Kind

TOLD = {"told_at": "2026-12-06T02:20"}


def file_of(folder: Path, *lines: str | dict[str, Any], encoding: str = "utf-8") -> Path:
    path = folder / "day.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_bytes(text.encode(encoding))
    return path


def with_event(**fields: Any) -> dict[str, Any]:
    return {**TOLD, "events": [{"at": "2026-12-06T02:21", "what": "urged"}, fields]}


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", "第 2 行不是完整的 JSON"),
        ("[1]", "第 2 行不是一个来电"),
        ("NaN", "第 2 行不是一个来电"),
        ({"call": 7}, "第 2 行 told_at：没有填"),
        ({"told_at": "昨天"}, "第 2 行 told_at：“昨天”不是时间"),
        ({"told_at": "2026-12-06"}, "第 2 行 told_at：“2026-12-06”不是时间"),
        ({"told_at": "2026-12-06T02"}, "第 2 行 told_at：“2026-12-06T02”不是时间"),
        ({"told_at": "0001-01-01T00:00"}, "第 2 行 told_at"),
        ({"told_at": True}, "第 2 行 told_at：应是文字"),
        ({**TOLD, "entered_at": "稍后"}, "第 2 行 entered_at"),
        ({**TOLD, "caller": "冯贵"}, "第 2 行 caller：应写在花括号里"),
        ({**TOLD, "caller": {"phone": [1]}}, "第 2 行 caller.phone：应是文字"),
        ({**TOLD, "place": {"building": 1.5}}, "第 2 行 place.building：应是文字"),
        ({**TOLD, "events": "arrived"}, "第 2 行 events：应是方括号里的一列"),
        ({**TOLD, "events": ["arrived"]}, "第 2 行 events[0]：应写在花括号里"),
        (with_event(at="2026-12-06T02:21"), "第 2 行 events[1].what：没有填"),
        (with_event(what="arrived"), "第 2 行 events[1].at：没有填"),
        (with_event(at="2026-12-06T25:00", what="arrived"), "第 2 行 events[1].at"),
        (with_event(at="2026-12-06T02:30", what="arrived", visit="一"), "第 2 行 events[1].visit：应是从 1 起的次数"),
        (with_event(at="2026-12-06T02:30", what="arrived", visit=0), "第 2 行 events[1].visit"),
        (with_event(at="2026-12-06T02:30", what="answered", satisfied="是"), "第 2 行 events[1].satisfied：应是 true"),
        (with_event(at="2026-12-06T02:30", what="rescheduled_by_user", to="25:00"), "第 2 行 events[1].to"),
        (with_event(at="2026-12-06T02:30", what="rescheduled_by_user"), "第 2 行 events[1].to"),
        ({**TOLD, "expect": {"departure": "met"}}, "第 2 行 expect.departure：没有这个时限"),
        ({**TOLD, "expect": {"arrive": "soon"}}, "第 2 行 expect.arrive：“soon”不认识"),
        ({**TOLD, "expect": {"arrive": ["met"]}}, "第 2 行 expect.arrive"),
        ({**TOLD, "call": "1"}, "第 2 行 call：1 与第 1 行相同"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_by_file_line_and_field(
    tmp_path: Path, line: str | dict[str, Any], named: str
) -> None:
    path = file_of(tmp_path, {**TOLD, "call": 1}, line)

    with pytest.raises(Refused) as refused:
        read_day(path)

    assert refused.value.message.startswith("“day.jsonl”")
    assert named in refused.value.message
    assert refused.value.message.endswith("。")


def test_a_call_of_which_only_the_time_is_known_is_a_repair(tmp_path: Path) -> None:
    (story,) = read_day(file_of(tmp_path, TOLD))

    assert story.told_at == datetime(2026, 12, 6, 2, 20, tzinfo=CHINA)
    assert (story.call, story.kind, story.group) == ("1", Kind.REPAIR, FaultGroup.OTHER)
    assert (story.address, story.channel, story.facts, story.expect) == ("", "电话", (), {})


def test_facts_stand_in_the_order_of_their_times_and_a_doubled_one_once(tmp_path: Path) -> None:
    late = {"at": "2026-12-06T03:00", "what": "arrived", "repairer": "张建国", "visit": 1}
    early = {"at": "2026-12-06T02:30", "what": "contacted"}

    (story,) = read_day(file_of(tmp_path, {**TOLD, "events": [late, early, late]}))

    assert [str(fact.what) for fact in story.facts] == ["contacted", "arrived"]
    assert story.doubled == 1


def test_a_time_of_day_in_an_appointment_is_the_next_such_time(tmp_path: Path) -> None:
    asked = {"at": "2026-12-06T20:08", "what": "rescheduled_by_user", "to": "18:30"}

    (story,) = read_day(file_of(tmp_path, {**TOLD, "events": [asked]}))

    assert story.facts[0].until == datetime(2026, 12, 7, 18, 30, tzinfo=CHINA)


def test_other_encodings_line_ends_and_empty_lines_are_read(tmp_path: Path) -> None:
    line = json.dumps({**TOLD, "words": "暖气不热"}, ensure_ascii=False)

    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        path = file_of(tmp_path, f"\r\n{line}\r", "", encoding=encoding)
        assert is_real_day(path)
        assert [(story.line, story.words) for story in read_day(path)] == [(2, "暖气不热")]


def test_a_table_is_no_real_day() -> None:
    assert not is_real_day(Path(__file__).parents[1] / "data" / "calls_first_cold_day.csv")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "“day.jsonl”里没有来电"),
        ("\n \n", "“day.jsonl”里没有来电"),
        (json.dumps([TOLD]), "第 1 行不是一个来电。一行写一个，写在花括号里，外面不加方括号。"),
        (json.dumps([TOLD], indent=1), "第 1 行不是完整的 JSON。一行写一个来电，行末不加逗号"),
        (json.dumps(TOLD) + ",", "第 1 行不是完整的 JSON。一行写一个来电，行末不加逗号"),
    ],
)
def test_a_file_that_holds_no_line_a_call_is_taken_for_no_table(tmp_path: Path, text: str, named: str) -> None:
    path = file_of(tmp_path, text)

    assert is_real_day(path)
    with pytest.raises(Refused, match=re.escape(named)):
        read_day(path)


def test_an_event_nobody_knows_is_kept_aside_with_what_is_known(tmp_path: Path) -> None:
    (story,) = read_day(file_of(tmp_path, with_event(at="2026-12-06T02:40", what="flew")))

    assert [str(fact.what) for fact in story.facts] == ["urged"]
    ((word, at),) = story.unknown
    assert (word, at) == ("flew", datetime(2026, 12, 6, 2, 40, tzinfo=CHINA))


def test_the_command_says_what_is_wrong_and_plays_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(tmp_path, {**TOLD, "events": [{"at": "2026-12-06T02:21"}]})

    assert main(["tour", "--calls", str(path), "--out", str(tmp_path / "out")]) == 1

    assert "“day.jsonl”第 1 行 events[0].what" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
