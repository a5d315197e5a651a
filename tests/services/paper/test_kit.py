"""Declared papers become pages: sizes, rows, rare characters, flow, colours."""

import re
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics

from app.services.kernel.times import CHINA
from app.services.paper.fonts import MissingGlyph, PaperFont, font, font_name
from app.services.paper.kit import (
    Cell,
    Copy,
    Face,
    Foot,
    Heading,
    Paper,
    Row,
    field_grid,
    handwriting,
    label,
    seal_space,
    signature_row,
    text_block,
    tick_row,
    value,
)
from app.services.paper.layout import DoesNotFit, pieces
from app.services.paper.pdf import page_count, render
from app.services.paper.profiles import A4_PORTRAIT, A5_LANDSCAPE, CONTINUOUS, TWO_A5_ON_A4, daily_profile
from app.services.paper.srgb import srgb_profile
from tests.support.papers import run, text_of, words_of

AT = datetime(2026, 11, 15, 8, 0, tzinfo=CHINA)
HEADING = Heading("示例供热有限公司 示例供热站", "停热申请表", "SQ-PQZ-20261115-0001")


def a_paper(*rows: Row, copies: int = 1, flows: bool = False) -> Paper:
    copy = Copy(HEADING, rows, Foot("制单 王敏 2026-11-15 08:00"), "第一联\u3000存根", flows)
    return Paper(HEADING.title, HEADING.number, "0700123 李国庆", AT, (copy,) * copies)


def saved(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    return path


def application() -> tuple[Row, ...]:
    return (
        *field_grid((20, 60, 20, 75), (("用户编号", "0700123"), ("户名", "李国庆"))),
        text_block("停热原因", "全家外出，本采暖季不住人。", (20, 155)),
        tick_row("产权证明", ("不动产权证", "购房合同", "其他"), (20, 155), ticked="购房合同"),
        handwriting("用户陈述", (20, 155), lines=3, grow=1),
        signature_row(("申请人签字", "~~年~~月~~日", 90), ("站长意见", "~~年~~月~~日", 85)),
        seal_space("经办单位", 175),
    )


@pytest.mark.parametrize(
    ("profile", "millimetres"),
    [(A5_LANDSCAPE, (210, 148)), (TWO_A5_ON_A4, (210, 297)), (CONTINUOUS, (241, 140)), (A4_PORTRAIT, (210, 297))],
    ids=lambda given: getattr(given, "name", ""),
)
def test_a_page_has_the_size_of_its_paper(tmp_path, profile, millimetres):
    path = saved(tmp_path, render([a_paper(*field_grid((20, 60), (("户名", "李国庆"),)))], profile))

    with pikepdf.open(path) as pdf:
        box = [float(edge) / 72 * 25.4 for edge in pdf.pages[0].mediabox]
    assert box == pytest.approx([0, 0, *millimetres], abs=0.01)


def test_an_application_on_a4_holds_every_part(tmp_path):
    path = saved(tmp_path, render([a_paper(*application())], A4_PORTRAIT))

    text = text_of(path)
    for part in (
        "停热申请表",
        "示例供热站",
        "用户编号",
        "李国庆",
        "购房合同",
        "申请人签字",
        "站长意见",
        "(盖章)",
    ):
        assert part in text
    assert "更正处划线并由双方签名(捺印),其他涂改无效" in text


def test_the_station_setting_chooses_the_daily_paper():
    assert daily_profile("A5") is A5_LANDSCAPE
    assert daily_profile("A4") is TWO_A5_ON_A4
    assert daily_profile("241x140") is CONTINUOUS


def test_two_forms_share_a_page_and_the_third_begins_another(tmp_path):
    row = Row((label("户名", 20), value("李国庆", 100)))

    path = saved(tmp_path, render([a_paper(row, copies=3)], TWO_A5_ON_A4))

    assert text_of(path, 1).count(HEADING.number) == 2
    assert text_of(path, 2).count(HEADING.number) == 1


def test_rows_that_need_more_pages_flow_and_are_counted(tmp_path):
    rows = [Row((label(f"第{number}行", 30), value("来电登记", 140)), 12) for number in range(1, 41)]

    path = saved(tmp_path, render([a_paper(*rows, flows=True)], A4_PORTRAIT))

    whole = text_of(path)
    for page in (1, 2):
        text = text_of(path, page)
        assert f"第{page}页共2页" in re.sub(r"\s", "", text)
        assert re.search(r"[\w-]*\d[\w-]*", text).group() == HEADING.number
    assert all(f"第{number}行" in whole for number in range(1, 41))


def test_what_is_read_aloud_is_told_to_its_end_while_the_page_has_room(tmp_path):
    lines = "\n".join(f"第{number}项 雍阳花园到场超时" for number in range(1, 26))
    aloud = Row((label("昨日", 26), Cell(lines, 149, size=12.0, read_aloud=True)))

    path = saved(tmp_path, render([a_paper(aloud)], A4_PORTRAIT))

    assert "第25项" in text_of(path)
    assert "…" not in text_of(path)


def test_rows_that_cannot_fit_are_refused_by_name():
    rows = [Row((label("行", 30), value("来电登记", 140)), 12) for _ in range(40)]

    with pytest.raises(DoesNotFit, match="李国庆"):
        render([a_paper(*rows)], A5_LANDSCAPE)


@pytest.mark.parametrize("name", ["李𬭎", "张㛃", "龚䶮", "万超骉", "欧阳·阿依古丽"])
@pytest.mark.parametrize("face", list(Face))
def test_a_rare_name_copies_out_as_it_went_in(tmp_path, name, face):
    path = saved(tmp_path, render([a_paper(Row((label("户名", 20), value(name, 100, face=face))))], A5_LANDSCAPE))

    assert name in text_of(path)


def test_a_page_full_of_different_characters_copies_out_whole(tmp_path):
    """More than one subset of 256 glyphs, with pairs in the second one."""
    words = "".join(chr(0x4E00 + step * 7) for step in range(600)) + "𬭎㛃䶮"

    path = saved(tmp_path, render([a_paper(text_block("内容", words, (20, 150)))], A5_LANDSCAPE))

    assert words in re.sub(r"\s", "", text_of(path))


def test_a_character_no_face_has_stops_the_paper_with_name_and_character():
    with pytest.raises(MissingGlyph) as caught:
        render([a_paper(Row((label("户名", 20), value("李𠮷", 100))))], A5_LANDSCAPE)

    assert "李国庆" in caught.value.message
    assert "𠮷" in caught.value.message
    assert "〓" in caught.value.message


def test_a_manager_may_let_it_print_as_a_mark_to_be_completed_by_hand(tmp_path):
    paper = a_paper(Row((label("户名", 20), value("李𠮷", 100))))

    path = saved(tmp_path, render([paper], A5_LANDSCAPE, approved_by="周站长"))

    assert "李〓" in text_of(path)
    assert "〓处手写,批准 周站长" in text_of(path)


def test_the_first_font_registered_for_a_face_is_ours():
    for face in Face:
        font(face)
        assert type(pdfmetrics.getFont(font_name(face))) is PaperFont


def test_every_font_is_an_embedded_subset_with_a_way_back_to_unicode(tmp_path):
    path = saved(tmp_path, render([a_paper(*application())], A4_PORTRAIT))

    fonts = run("pdffonts", path).splitlines()[2:]
    assert fonts
    for line in fonts:
        assert re.match(r"[A-Z]{6}\+Noto", line), line
        assert re.search(r"yes yes yes +\d+ +\d+$", line), line


def test_the_file_says_it_is_pdf_a_and_names_its_colours(tmp_path):
    path = saved(tmp_path, render([a_paper(*application())], A4_PORTRAIT))

    with pikepdf.open(path) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "U"
            assert metadata["dc:title"] == "停热申请表 SQ-PQZ-20261115-0001"
            assert metadata["xmp:CreateDate"] == "2026-11-15T08:00:00+08:00"
        intent = pdf.Root.OutputIntents[0]
        assert intent.DestOutputProfile.read_bytes() == srgb_profile()
        assert "/ID" in pdf.trailer


def test_the_colour_profile_is_one_that_others_read():
    from io import BytesIO

    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))

    assert profile.profile.xcolor_space == "RGB "
    assert profile.profile.profile_description == "sRGB"
    assert profile.profile.red_primary[0] == pytest.approx((0.4360, 0.2225, 0.0139), abs=0.001)


def test_the_same_paper_gives_the_same_bytes():
    first = render([a_paper(*application())], A4_PORTRAIT)

    assert render([a_paper(*application())], A4_PORTRAIT) == first


def test_no_word_leaves_its_page_or_lies_on_another(tmp_path):
    path = saved(tmp_path, render([a_paper(*application())], A4_PORTRAIT))

    words = words_of(path, 1)
    for place, word in enumerate(words):
        assert 0 <= word.left < word.right <= 595.3
        for other in words[place + 1 :]:
            across = min(word.right, other.right) - max(word.left, other.left)
            down = min(word.bottom, other.bottom) - max(word.top, other.top)
            # poppler's boxes include the font's own ascent, more than any glyph's ink.
            assert across <= 0.5 or down <= 4, (word, other)


def test_titles_stand_again_where_their_rows_go_on_and_never_alone_at_the_foot(tmp_path):
    titles = Row((label("单号", 75), label("内容", 100)), titles=True)
    band = Row((value("超时", 175),), titles=True)
    rows = [Row((value(f"第{number}行", 75), value("内容", 100))) for number in range(1, 61)]
    after = Row((value("合计", 175),))
    for before in range(33, 40):
        filled = [Row((value("前", 175),))] * before
        pdf = saved(tmp_path, render([a_paper(*filled, band, titles, *rows, after, flows=True)], A4_PORTRAIT))

        pages = [text_of(pdf, page) for page in range(1, page_count(pdf.read_bytes()) + 1)]
        assert all(("单号" in page) == ("行" in page) for page in pages)
        assert all("第1行" in page.split() or "超时" not in page for page in pages)
        assert [page.count("单号") <= 1 for page in pages] == [True] * len(pages)


@pytest.mark.parametrize("text", ["很长" * 700, "Zzz" * 500, "一行\n两行\n" + "好，" * 500])
def test_pieces_are_the_whole_text_in_cells_that_cut_nothing(tmp_path, text):
    parts = pieces(text, 90, 9)
    rows = [Row((value(part, 90, size=9), value("", 85))) for part in parts]

    pdf = saved(tmp_path, render([a_paper(*rows, flows=True)], A4_PORTRAIT))

    assert "".join(parts) == text.replace("\n", "")
    assert "…" not in text_of(pdf)
