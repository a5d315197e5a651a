"""The code of every paper is read from what a scanner or a phone makes of it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from app.services.kernel.errors import NotFound, Refused
from app.services.paper.payload import make_payload
from app.services.paper.profiles import A5_LANDSCAPE, CONTINUOUS, TWO_A5_ON_A4, Profile
from app.services.paper.qr import qr_rows
from app.services.paper.scans import codes_in, read_codes
from app.services.repairs.slip import Charge, slip_pdf
from tests.support.papers import KEY, a_slip
from tests.support.scans import rasters, read_by_zbar, scanned

# Every paper with a code: how its bytes are made, and the number on each page. New papers add their line.
PAPERS: dict[str, Callable[[], bytes]] = {
    "slip": lambda: slip_pdf(a_slip(), A5_LANDSCAPE),
    "paid slip": lambda: slip_pdf(a_slip(paid=True, charge=Charge("有偿", "阀门", 3000)), A5_LANDSCAPE),
    "blank slip": lambda: slip_pdf(a_slip(matter_number="", visit=0), A5_LANDSCAPE),
    "two slips on A4": lambda: slip_pdf(a_slip(), TWO_A5_ON_A4),
    "continuous slip": lambda: slip_pdf(a_slip(), CONTINUOUS),
    "slip with an address": lambda: slip_pdf(a_slip(qr_prefix="https://rx.example.cn/s/"), A5_LANDSCAPE),
}
ANGLES = (0, 1, 4, 7, 11, 15, 90, 180, 270)
NUMBER = "HD-PQZ-20261115-0001"


def png(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


@pytest.fixture(scope="module", params=list(PAPERS))
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Image.Image]:
    """The pages of one paper at 150 dpi in grey."""
    return rasters(PAPERS[request.param](), tmp_path_factory.mktemp("paper"))


def test_a_signed_paper_laid_askew_is_read_by_both_readers(pages: list[Image.Image], tmp_path: Path) -> None:
    for place, page in enumerate(pages):
        for angle in ANGLES:
            path = tmp_path / f"{place}-{angle}.png"
            scanned(page, angle, seed=place * 100 + angle).save(path)

            ours = read_codes(path)

            assert ours, (place, angle)
            assert all(NUMBER in code for code in ours)
            assert sorted(read_by_zbar(path)) == sorted(ours), (place, angle)


def test_each_copy_says_which_copy_it_is(tmp_path: Path) -> None:
    pdf = slip_pdf(a_slip(paid=True, company_copy=True), A5_LANDSCAPE)
    path = tmp_path / "copies.pdf"
    path.write_bytes(pdf)

    assert [code.split(".")[1] for code in read_codes(path)] == ["1", "2", "3", "4"]


def test_two_slips_on_one_picture_are_both_found(tmp_path: Path) -> None:
    first, second = (
        rasters(slip_pdf(a_slip(number=f"HD-PQZ-20261115-000{n}"), A5_LANDSCAPE), tmp_path)[0] for n in (1, 2)
    )
    table = Image.new("L", (first.width, first.height * 2 + 60), 190)
    table.paste(first, (0, 0))
    table.paste(second, (0, first.height + 60))

    numbers = {code.split(".")[0] for code in codes_in(png(scanned(table, 3)))}

    assert numbers == {"HD-PQZ-20261115-0001", "HD-PQZ-20261115-0002"}


def test_a_scanned_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    slips = [a_slip(number=f"HD-PQZ-20261115-000{n}") for n in (1, 2, 3)]
    shots = [scanned(rasters(slip_pdf(slip, A5_LANDSCAPE), tmp_path)[0], 5) for slip in slips]
    target = io.BytesIO()
    shots[0].save(target, "PDF", save_all=True, append_images=shots[1:], resolution=150)

    assert [code.split(".")[0][-1] for code in codes_in(target.getvalue())] == ["1", "2", "3"]


def test_a_faint_small_photo_is_tried_again_with_more_contrast_and_size(tmp_path: Path) -> None:
    page = rasters(slip_pdf(a_slip(), A5_LANDSCAPE), tmp_path)[0]
    small = page.resize((page.width * 3 // 4, page.height * 3 // 4), Image.Resampling.BICUBIC)
    faint = small.point(lambda grey: 150 + grey // 8)

    assert NUMBER in codes_in(png(faint))[0]


def test_a_slip_in_a_colour_photo_on_a_dark_table_is_read(tmp_path: Path) -> None:
    page = rasters(slip_pdf(a_slip(), A5_LANDSCAPE), tmp_path)[0].convert("RGB")
    photo = Image.new("RGB", (2400, 1800), (70, 50, 40))
    photo.paste(page.rotate(8, expand=True, fillcolor=(70, 50, 40)), (400, 300))
    target = io.BytesIO()
    photo.save(target, "JPEG", quality=75)

    assert NUMBER in codes_in(target.getvalue())[0]


def test_a_picture_without_a_code_gives_nothing(tmp_path: Path) -> None:
    picture = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(picture).line((20, 20, 300, 200), fill="black", width=4)

    assert codes_in(png(picture)) == []


def test_what_is_no_picture_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "单.txt").write_text("不是图片", encoding="utf-8")

    with pytest.raises(Refused, match="不是图片也不是 PDF"):
        read_codes(tmp_path / "单.txt")
    with pytest.raises(Refused, match="打不开的 PDF"):
        codes_in(b"%PDF-1.7 broken")
    with pytest.raises(NotFound, match="找不到"):
        read_codes(tmp_path / "没有.png")


@pytest.mark.parametrize("profile", [A5_LANDSCAPE, TWO_A5_ON_A4, CONTINUOUS], ids=lambda profile: profile.name)
def test_the_slips_code_is_large_and_stands_on_white(profile: Profile, tmp_path: Path) -> None:
    page = rasters(slip_pdf(a_slip(), profile), tmp_path)[0]
    corners = zxingcpp.read_barcodes(page)[0].position
    left, top, right = corners.top_left.x, corners.top_left.y, corners.top_right.x
    module = (right - left) / len(qr_rows(make_payload(NUMBER, 1, KEY, "022-00001234")))
    quiet = int(4 * module) - 1

    assert (right - left) / 150 * 25.4 >= 22
    around = page.crop((left - quiet, max(0, top - quiet), right + quiet, top + (right - left) + quiet))
    ImageDraw.Draw(around).rectangle(
        (quiet - 2, around.height - quiet - (right - left) - 2, quiet + (right - left) + 2, around.height - quiet + 2),
        fill=255,
    )
    assert around.getextrema()[0] > 200
