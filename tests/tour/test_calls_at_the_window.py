"""Which calls of a real day are typed at the window, and what a scanner makes of a slip."""

from dataclasses import replace
from pathlib import Path

from app.services.paper.profiles import A5_LANDSCAPE
from app.services.paper.scans import read_codes
from app.services.repairs.slip import slip_pdf
from app.tour.at_windows.making import AT_LEAST, OF_MANY, shown
from app.tour.clerk.scans import foreign, scan_of, torn_off
from app.tour.real_day.reading import read_day
from tests.support.papers import a_slip

REAL = Path(__file__).parents[1] / "data" / "real_day.jsonl"


def test_of_every_scene_the_first_call_is_typed_and_of_one_incident_some_more() -> None:
    stories = read_day(REAL)

    lines = shown(stories)

    typed = [story for story in stories if story.line in lines]
    assert {story.scene for story in typed} == {story.scene for story in stories}
    assert len(typed) >= AT_LEAST
    assert sum(story.scene == "停电期间来电登记表" for story in typed) == OF_MANY
    assert sum(story.scene == "普通" for story in typed) == 1


def test_a_day_with_few_scenes_is_typed_as_far_as_calls_suffice() -> None:
    day = [replace(story, scene="") for story in read_day(REAL)]

    assert len(shown(day)) == AT_LEAST
    assert len(shown(day[:4])) == 4


def test_a_scan_keeps_its_code_and_a_torn_slip_has_none(tmp_path: Path) -> None:
    paper = tmp_path / "slip.pdf"
    paper.write_bytes(slip_pdf(a_slip(), A5_LANDSCAPE))

    for seed in range(8):
        codes = read_codes(scan_of(paper, tmp_path, seed))
        assert ["HD-PQZ-20261115-0001" in code for code in codes] == [True], seed
    assert read_codes(torn_off(paper, tmp_path, 1)) == []


def test_the_same_seed_lays_a_slip_down_the_same_way(tmp_path: Path) -> None:
    paper = tmp_path / "slip.pdf"
    paper.write_bytes(slip_pdf(a_slip(), A5_LANDSCAPE))

    first, again, other = (scan_of(paper, tmp_path, seed).read_bytes() for seed in (3, 3, 4))

    assert first == again != other


def test_another_stations_slip_says_whose_it_is(tmp_path: Path) -> None:
    (code,) = read_codes(foreign("HD-XYZ-20261206-0007", tmp_path, 1))

    assert code.startswith("HD-XYZ-20261206-0007.1.")
