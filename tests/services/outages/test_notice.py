"""停热公告 and 恢复供热公告, read back from the PDF."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.models.papers import PrintRecord
from app.services.kernel.errors import Refused
from app.services.matters.sheets import check_keys
from app.services.matters.values import Noted
from app.services.outages import acts
from app.services.outages.notice import issue_notice, preview_notice, print_notice
from app.services.outages.values import AreaDraft, ExtendDraft
from app.services.paper.payload import Verdict, judge, parse_payload
from tests.support.outages import Block
from tests.support.papers import codes_of, run, text_of


def printed(block: Block, folder: Path, outage_id: int, *, restored: bool = False) -> tuple[Path, str]:
    notice = issue_notice(block.desk, outage_id, restored, uuid4())
    made = print_notice(block.desk, notice.sheet_id, "文件", uuid4())
    path = folder / f"{notice.number}.pdf"
    path.write_bytes(made.pdf)
    return path, notice.number


def joined(path: Path) -> str:
    """The text without line ends and spaces."""
    return "".join(text_of(path).split())


def test_a_stop_notice_says_why_from_when_where_and_until_when(block: Block, tmp_path: Path) -> None:
    outage = block.incident(3, areas=(AreaDraft(building_id=block.building_id, unit="2", riser="东立管"),))

    path, number = printed(block, tmp_path, outage.matter_id)

    text = joined(path)
    assert number == "GG-PQZ-20261115-0001"
    assert (
        "因立管爆裂，自2026年11月15日8时起雍阳花园23号楼2单元东立管暂停供热，预计2026年11月15日11时恢复供热。" in text
    )
    for words in (
        "停热公告",
        "尊敬的用户：",
        block.desk.station.repair_phone,
        "敬请谅解",
        number,
        "(盖章)",
    ):
        assert words in text, words


def test_its_fonts_are_embedded_and_its_code_is_read_at_150_dots(block: Block, tmp_path: Path) -> None:
    outage = block.incident(3)

    path, number = printed(block, tmp_path, outage.matter_id)

    fonts = run("pdffonts", path).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)
    [[code]] = codes_of(path, 150, tmp_path)
    payload = parse_payload(code)
    assert payload is not None
    assert (payload.number, judge(payload, check_keys(block.desk.store), 1)) == (number, Verdict.OK)


def test_a_restored_notice_needs_the_restoration(block: Block, tmp_path: Path) -> None:
    outage = block.incident(3)
    with pytest.raises(Refused, match="还没有记恢复供热"):
        issue_notice(block.desk, outage.matter_id, True, uuid4())
    block.later(hours=2, minutes=5)
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())

    path, _ = printed(block, tmp_path, outage.matter_id, restored=True)

    assert "恢复供热公告" in joined(path)
    assert "雍阳花园23号楼已于2026年11月15日10时05分恢复供热。" in joined(path)
    with pytest.raises(Refused, match="已恢复供热"):
        issue_notice(block.desk, outage.matter_id, False, uuid4())


def test_a_reprint_says_what_the_number_was_given_for(block: Block, tmp_path: Path) -> None:
    outage = block.incident(3)
    first = issue_notice(block.desk, outage.matter_id, False, uuid4())
    now = block.later(minutes=10)
    acts.extend(block.desk, outage.matter_id, ExtendDraft(expected_at=now + timedelta(hours=5)), uuid4())
    second = issue_notice(block.desk, outage.matter_id, False, uuid4())

    for notice, hour in ((first, "11时恢复"), (second, "13时10分恢复")):
        path = tmp_path / f"{notice.number}.pdf"
        path.write_bytes(print_notice(block.desk, notice.sheet_id, "文件", uuid4()).pdf)
        assert hour in joined(path)


def test_each_printing_is_journalled_and_the_same_key_prints_once(block: Block) -> None:
    outage = block.incident(3)
    notice = issue_notice(block.desk, outage.matter_id, False, uuid4())
    key = uuid4()

    first, again = (print_notice(block.desk, notice.sheet_id, "文件", key) for _ in range(2))
    preview_notice(block.desk, notice.sheet_id)

    assert first == again
    kept = block.desk.store.scalars(PrintRecord.select(PrintRecord.sha256))
    assert kept == [first.sha256]


def test_a_long_list_of_areas_goes_over_to_a_second_page(block: Block, tmp_path: Path) -> None:
    areas = tuple(
        AreaDraft(building_id=block.building_id, unit=unit, riser=f"第{riser}立管")
        for unit in "12"
        for riser in range(1, 16)
    )
    outage = block.incident(3, areas=areas)

    path, number = printed(block, tmp_path, outage.matter_id)

    assert "第2页共2页" in "".join(text_of(path, 2).split())
    assert joined(path).count(number) == 2
