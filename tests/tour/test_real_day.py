"""A real day is played through the services: every clock comes out as the file expects, whatever the day brings."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.services.kernel.store import Store
from app.services.kernel.times import FrozenClock
from app.services.kinds import all_kinds
from app.services.matters.timeline import timeline
from app.services.outages.reads import outage_card
from app.services.trust.verify import verify
from app.tour.real_day.cast import cast
from app.tour.real_day.differences import Difference, differences
from app.tour.real_day.play import DayPlayer
from app.tour.real_day.reading import read_day
from app.tour.real_day.summary import summary_of
from app.tour.real_day.values import Story, What
from tests.support import desks
from tests.support.days import a_day, a_day_of_nonsense

DATA = Path(__file__).parents[1] / "data"
REAL, SMALL = DATA / "real_day.jsonl", DATA / "real_day_small.jsonl"

Play = Callable[[Iterable[Story]], DayPlayer]


@pytest.fixture
def play(store: Store) -> Play:
    """Plays a day at a founded station, without papers and pictures."""

    def played(stories: Iterable[Story]) -> DayPlayer:
        day = list(stories)
        clock = FrozenClock(min(story.told_at for story in day) - timedelta(hours=1))
        player = cast(store, clock, day, manager=desks.MANAGER, clerks=(desks.CLERK, desks.CLERK))
        player.play()
        return player

    return played


def found(player: DayPlayer) -> list[Difference]:
    return differences(player.hands.desk(), player.hands.book, player.last)


def written(folder: Path, lines: Iterable[dict[str, Any]]) -> list[Story]:
    path = folder / "day.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return read_day(path)


def raw(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def assert_books_agree(player: DayPlayer) -> None:
    store = player.hands.desk().store
    assert verify(store) == []
    assert [problem for kind in all_kinds() for problem in kind.fold_problems(store)] == []


def test_all_165_calls_of_the_real_day_come_out_as_expected(play: Play) -> None:
    player = play(read_day(REAL))

    summary = summary_of(player, found(player))

    assert (summary.differences, summary.refused) == ([], [])
    assert {entry.what for entry in summary.left_out} == {"sheet_returned"}
    assert [len(incident["told"]) for incident in summary.incidents] == [20, 11]
    assert summary.calls == 165


def test_a_small_day_with_everything_that_can_happen_comes_out_as_expected(play: Play) -> None:
    stories = read_day(SMALL)

    player = play(stories)

    assert {fact.what for story in stories for fact in story.facts} == set(What)
    assert (found(player), player.hands.book.refused) == ([], [])
    assert_books_agree(player)


@pytest.mark.parametrize("seed", range(6))
def test_another_day_comes_out_as_a_few_lines_of_rule_reckon(play: Play, tmp_path: Path, seed: int) -> None:
    player = play(written(tmp_path, a_day(seed)))

    assert (found(player), player.hands.book.refused) == ([], [])


def test_an_expectation_that_does_not_come_true_is_told_with_its_call_and_clock(play: Play) -> None:
    first, *others = read_day(SMALL)
    wrong = replace(first, expect={"contact": "late_user", "arrive": "met", "finish": "none", "repair.callback": "met"})

    told = found(play([wrong, *others]))

    assert told == [
        Difference("1", "普通", "contact", "late_user", "met", "repair.contact"),
        Difference("1", "普通", "finish", "none", "met", "repair.finish"),
    ]


def test_the_order_of_lines_in_the_file_does_not_matter(play: Play, tmp_path: Path) -> None:
    player = play(written(tmp_path, reversed(raw(SMALL))))

    assert (found(player), player.hands.book.refused) == ([], [])


def test_an_event_that_stands_twice_in_a_call_happened_once(play: Play, tmp_path: Path) -> None:
    lines = raw(SMALL)
    for line in lines:
        line["events"] = [*line.get("events", []), *reversed(line.get("events", []))]

    player = play(written(tmp_path, lines))

    assert (found(player), player.hands.book.refused) == ([], [])


def test_figures_count_a_clock_that_has_run_out_as_late_although_it_still_runs(play: Play, tmp_path: Path) -> None:
    never, later = {"told_at": "2026-02-16T08:00"}, {"told_at": "2026-02-16T10:30"}

    player = play(written(tmp_path, [never, later]))

    clocks = summary_of(player, found(player)).clocks
    assert clocks["repair.arrive"] == {"late_unexplained": 1, "open": 1}
    assert clocks["repair.finish"] == {"open": 2}


def test_an_incident_gives_users_its_cause_and_not_what_the_file_calls_it(play: Play) -> None:
    player = play([story for story in read_day(SMALL) if story.scene in ("停电", "立管")])

    desk = player.hands.desk()
    rows = [outage_card(desk, matter_id).row for matter_id in player.incidents.matter_ids.values()]
    assert [(row.cause, row.reason) for row in rows] == [("power", ""), ("fault", "")]


def test_what_the_desk_refuses_is_told_and_the_rest_of_the_day_goes_on(play: Play, tmp_path: Path) -> None:
    lines = raw(SMALL)[:3]
    lines[0]["events"].append({"at": "2026-02-16T09:50", "what": "finished", "repairer": "张建国"})
    lines[1]["events"].append({"at": "2026-02-16T07:00", "what": "arrived", "repairer": "孙波", "visit": 1})
    lines[2]["events"].append({"at": "2026-02-16T22:00", "what": "passed_on", "to": "站长"})

    player = play(written(tmp_path, lines))

    assert [(told.call, told.what) for told in player.hands.book.refused] == [
        ("2", "arrived"),
        ("1", "finished"),
        ("3", "passed_on"),
    ]
    assert all(told.why for told in player.hands.book.refused)
    assert found(player) == []


def test_an_event_nobody_knows_is_told_and_the_rest_of_its_call_is_played(play: Play, tmp_path: Path) -> None:
    lines = raw(SMALL)[:1]
    lines[0]["events"].insert(1, {"at": "2026-02-16T08:30", "what": "flew", "to": "月球"})

    player = play(written(tmp_path, lines))

    (told,) = player.hands.book.refused
    assert (told.call, told.what, told.at) == ("1", "flew", "2026-02-16T08:30+08:00")
    assert told.why.startswith("“flew”不认识，没有录入。可以用：contacted、")
    assert found(player) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_day_of_nonsense_is_played_to_its_end_and_the_books_agree(play: Play, tmp_path: Path, seed: int) -> None:
    player = play(written(tmp_path, a_day_of_nonsense(seed)))

    assert player.hands.book.refused
    assert all(told.why.endswith("。") for told in player.hands.book.refused)
    assert_books_agree(player)


def test_calls_on_paper_keep_their_times_and_are_marked_as_typed_in_later(play: Play) -> None:
    on_paper = [story for story in read_day(SMALL) if story.entered_at is not None]

    player = play(on_paper)

    desk = player.hands.desk()
    for entry in player.hands.book:
        rows = timeline(desk.store, entry.matter_id)
        assert rows[0].happened_at == entry.story.told_at
        assert all(row.entered_at >= entry.story.learned_at for row in rows)


def test_who_asks_again_is_written_on_the_matter_of_his_place(play: Play) -> None:
    urges = [story for story in read_day(SMALL) if story.scene == "催办"]

    player = play(urges)

    matter, again = player.hands.book
    assert not again.taken
    kinds = [row.kind for row in timeline(player.hands.desk().store, matter.matter_id)]
    assert kinds.count("urged") == 2
