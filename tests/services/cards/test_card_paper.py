"""Cards and lists as paper: what poppler and zbar read from them."""

import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.models.papers import PrintRecord
from app.models.premises import Premises
from app.services.cards.batches import issue_cards, void_batch, would_be
from app.services.cards.printing import preview_batch, print_batch
from app.services.cards.texts import prices, promises, span
from app.services.cards.values import CardDraft, CardPaper, CardsMade, Which
from app.services.clocks.policies import PolicyOverride
from app.services.clocks.rules import Rules
from app.services.kernel.desk import Desk
from app.services.kernel.errors import Refused
from app.services.kernel.times import CHINA
from app.services.kernel.unit import writing
from app.services.matters.sheets import check_keys
from app.services.paper.fonts import MissingGlyph
from app.services.paper.payload import Verdict, judge, parse_payload
from tests.support.cards import Town, build
from tests.support.desks import MANAGER, MORNING
from tests.support.papers import codes_of, run, text_of

THREE, HOUSE_A = "和平里小区-3", "东苑-A"


@pytest.fixture
def town(desk: Desk) -> Town:
    town = build(desk)
    town.district("和平里片", "张建国", THREE, "和平里小区-10")
    return town


def batch(town: Town, **draft: object) -> CardsMade:
    return issue_cards(town.desk, CardDraft(**draft), uuid4())  # type: ignore[arg-type]


def printed(town: Town, made: CardsMade, paper: CardPaper, folder: Path) -> Path:
    found = print_batch(town.desk, made.sheet_id, paper, "file", uuid4())
    assert found is not None
    path = folder / f"{paper.value}.pdf"
    path.write_bytes(found.pdf)
    return path


def words_on(pdf: Path) -> str:
    """Everything on the paper in reading order, without gaps and line ends."""
    return "".join(text_of(pdf).split())


def journal(desk: Desk) -> list[tuple[int, str]]:
    return desk.store.tuples(PrintRecord.select(PrintRecord.ordinal, PrintRecord.copies).order_by(PrintRecord.id))


@pytest.mark.parametrize("paper", [CardPaper.EIGHT, CardPaper.FOUR])
def test_a_card_tells_who_comes_when_and_for_what_money(town: Town, paper: CardPaper, tmp_path: Path) -> None:
    made = batch(town, premises_ids=(town.flats[f"{THREE}-2-201"],))
    text = text_of(printed(town, made, paper, tmp_path)).replace("\n", "")
    for words in (
        "示例供热有限公司 示例供热站",
        "供热维修服务卡",
        "和平里小区-3-2-201",
        "和平里片",
        "张建国（胸卡 101）",
        "022-00001234",
        "022-00004321",
        "漏水等急修 30 分钟内到场",
        "30 分钟内联系，2 小时内到场",
        "24 小时内查明原因、排除故障",
        "48 小时后回访",
        "供热单位设施的维修不收费",
        made.number,
    ):
        assert words in text
    assert ("元/组" in text) == (paper is CardPaper.FOUR)


@pytest.mark.parametrize("paper", list(CardPaper))
def test_every_font_is_embedded_as_a_subset_that_copies(town: Town, paper: CardPaper, tmp_path: Path) -> None:
    fonts = run("pdffonts", printed(town, batch(town), paper, tmp_path)).splitlines()[2:]
    assert fonts
    for line in fonts:
        name, *_, embedded, subset, unicode, _number, _generation = line.split()
        assert (name[6], embedded, subset, unicode) == ("+", "yes", "yes", "yes")


@pytest.mark.parametrize(("paper", "pages"), [(CardPaper.EIGHT, 2), (CardPaper.FOUR, 3)])
def test_cards_lie_in_the_order_of_the_walk_and_each_carries_the_code(
    town: Town, paper: CardPaper, pages: int, tmp_path: Path
) -> None:
    made = batch(town)
    pdf = printed(town, made, paper, tmp_path)
    codes = codes_of(pdf, 150, tmp_path)
    assert [len(page) for page in codes] == ([8, 2] if pages == 2 else [4, 4, 2])
    [code] = {code for page in codes for code in page}
    payload = parse_payload(code)
    assert payload is not None
    assert payload.number == made.number
    assert code.isascii()
    assert judge(payload, check_keys(town.desk.store), 1) is Verdict.OK
    read = [line for line in text_of(pdf).split() if line in town.flats]
    assert read == [
        "东苑-A-101",
        "东苑-A-102",
        "东苑-A-103",
        "东苑-B-101",
        "和平里小区-3-1-101",
        "和平里小区-3-1-102",
        "和平里小区-3-1-1001",
        "和平里小区-3-2-201",
        "和平里小区-10-1-101",
        "和平里小区-10-1-201",
    ]


def test_a_building_nobody_looks_after_sends_its_users_to_the_desk(town: Town, tmp_path: Path) -> None:
    made = batch(town, building_id=town.buildings[HOUSE_A])
    assert made.unnamed == 3
    assert text_of(printed(town, made, CardPaper.EIGHT, tmp_path)).count("由值班台派人") == 3


def test_a_batch_is_printed_again_with_whom_it_named(desk: Desk, tmp_path: Path) -> None:
    town = build(desk)
    district = town.district("和平里片", "张建国", THREE)
    made = batch(town, building_id=town.buildings[THREE])
    first = print_batch(desk, made.sheet_id, CardPaper.EIGHT, "file", uuid4())
    town.hand_over(district, "孙波")
    again = print_batch(desk, made.sheet_id, CardPaper.EIGHT, "file", uuid4())
    assert first is not None
    assert again is not None
    assert (again.pdf, again.ordinal) == (first.pdf, 2)


def test_pressed_twice_is_journalled_once_and_gives_the_same_bytes(town: Town) -> None:
    made, key = batch(town), uuid4()
    first = print_batch(town.desk, made.sheet_id, CardPaper.FOUR, "file", key)
    assert print_batch(town.desk, made.sheet_id, CardPaper.FOUR, "file", key) == first
    assert journal(town.desk) == [(1, "1")]


def test_the_list_has_a_line_for_each_household_under_the_same_number(town: Town, tmp_path: Path) -> None:
    made = batch(town, building_id=town.buildings[THREE])
    printed(town, made, CardPaper.EIGHT, tmp_path)
    pdf = printed(town, made, CardPaper.LIST, tmp_path)
    text = words_on(pdf)
    for words in ("维修服务卡发放登记表", made.number, "和平里小区3号楼", "共4户", "领取人签名", f"{THREE}-1-1001"):
        assert words in text
    # Cards printed before make no 补打 of the list.
    assert "补打" not in text
    [[code]] = codes_of(pdf, 150, tmp_path)
    payload = parse_payload(code)
    assert payload is not None
    assert judge(payload, check_keys(town.desk.store), 2) is Verdict.OK
    assert journal(town.desk) == [(1, "1"), (2, "2")]
    assert "补打第1次" in words_on(printed(town, made, CardPaper.LIST, tmp_path))


def test_a_long_list_repeats_its_head_on_every_page(desk: Desk, tmp_path: Path) -> None:
    town = build(desk, [("大院", "1", [("1", f"{floor}01") for floor in range(1, 61)])])
    pdf = printed(town, batch(town), CardPaper.LIST, tmp_path)
    pages = text_of(pdf).split("\f")[:-1]
    assert len(pages) > 1
    assert all("领取人签名" in page and f"共{len(pages)}页" in "".join(page.split()) for page in pages)


def test_the_change_list_says_who_was_on_the_old_card(town: Town, tmp_path: Path) -> None:
    town.give(town.flats_of(THREE)[:2])
    town.desk.clock.advance(timedelta(days=1))  # type: ignore[attr-defined]
    town.district("新片", "孙波", THREE)
    made = batch(town, which=Which.TO_CHANGE)
    text = words_on(printed(town, made, CardPaper.LIST, tmp_path))
    assert "换卡清单" in text
    assert text.count("张建国→孙波") == 2
    # Handed out, the list still says what it said.
    town.give(made.premises_ids, sheet_id=made.sheet_id)
    assert words_on(printed(town, made, CardPaper.LIST, tmp_path)).count("张建国→孙波") == 2


def test_a_stopped_print_leaves_nothing_in_the_journal(town: Town) -> None:
    made = batch(town)
    assert (
        print_batch(town.desk, made.sheet_id, CardPaper.EIGHT, "file", uuid4(), go_on=lambda _done, _of: False) is None
    )
    assert journal(town.desk) == []


def test_a_voided_batch_is_not_printed(town: Town) -> None:
    made = batch(town)
    void_batch(town.desk, made.sheet_id, "作错了", uuid4())
    with pytest.raises(Refused, match="作错了"):
        print_batch(town.desk, made.sheet_id, CardPaper.EIGHT, "file", uuid4())


def test_a_character_no_face_has_stops_the_print_until_the_manager_agrees(town: Town, tmp_path: Path) -> None:
    rename(town, f"{THREE}-1-101", "和平里小区-𠮷-101")
    made = batch(town, building_id=town.buildings[THREE])
    for paper in (CardPaper.EIGHT, CardPaper.LIST):
        with pytest.raises(MissingGlyph, match="𠮷"):
            print_batch(town.desk, made.sheet_id, paper, "file", uuid4())
    assert journal(town.desk) == []
    printed = print_batch(town.desk, made.sheet_id, CardPaper.EIGHT, "file", uuid4(), MANAGER)
    assert printed is not None
    pdf = tmp_path / "cards.pdf"
    pdf.write_bytes(printed.pdf)
    assert words_on(pdf).count(f"〓处手写，批准{MANAGER}") == 1


def test_a_rare_character_copies_as_it_was_written(town: Town, tmp_path: Path) -> None:
    rename(town, f"{THREE}-1-101", "龚䶮里-𬭎-101")
    made = batch(town, building_id=town.buildings[THREE])
    assert "龚䶮里-𬭎-101" in text_of(printed(town, made, CardPaper.EIGHT, tmp_path))


def test_a_preview_has_neither_number_nor_code_and_takes_none(town: Town, tmp_path: Path) -> None:
    pdf = tmp_path / "preview.pdf"
    pdf.write_bytes(preview_batch(town.desk, would_be(town.desk, CardDraft()), CardPaper.EIGHT))
    assert text_of(pdf).count("打印时编号") == 8
    with pytest.raises(subprocess.CalledProcessError):
        codes_of(pdf, 150, tmp_path)
    assert journal(town.desk) == []
    assert batch(town).number.endswith("-0001")


def test_promises_follow_the_limits_in_force() -> None:
    since = MORNING - timedelta(days=1)
    changed = PolicyOverride("repair.arrive", {"limit_minutes": 90}, since, None, "试行", "王站长")
    assert "其他报修 30 分钟内联系，1 小时 30 分钟内到场" in promises(Rules.shipped([changed]), MORNING)
    assert "其他报修 30 分钟内联系，2 小时内到场" in promises(Rules.shipped([changed]), since - timedelta(days=1))


def test_prices_are_those_of_the_day() -> None:
    assert "户内散热器更换(人工) 80 元/组" in prices(datetime(2026, 10, 31, tzinfo=CHINA).date())
    assert "户内散热器更换(人工) 85 元/组" in prices(datetime(2026, 11, 1, tzinfo=CHINA).date())


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 分钟"), (30, "30 分钟"), (120, "2 小时"), (90, "1 小时 30 分钟"), (2880, "48 小时")]
)
def test_spans_are_said_in_hours_where_they_are_hours(minutes: int, words: str) -> None:
    assert span(minutes) == words


def rename(town: Town, address: str, now: str) -> None:
    with writing(town.desk, "test.rename", uuid4()) as unit:
        unit.update(Premises, town.flats[address], address=now)
