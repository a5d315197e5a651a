"""Finished papers on the printer."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtPrintSupport import QPrinter

from app.services.paper.kit import Cell, Copy, Foot, Heading, Paper, Role, Row
from app.services.paper.pdf import render
from app.services.paper.profiles import A4_PORTRAIT, A5_LANDSCAPE, CONTINUOUS
from app.services.repairs.slip import slip_pdf
from app.views import printing
from app.views.printing import NotPrinted, print_pdf, printer_named
from tests.support.papers import DISPATCHED, a_slip, codes_of, run


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def raster(pdf: Path, dots_per_inch: int, page: int = 1) -> Image.Image:
    stem = pdf.with_suffix("")
    pages = ("-f", str(page), "-l", str(page), "-singlefile")
    run("pdftoppm", "-gray", "-r", str(dots_per_inch), *pages, pdf, stem)
    with Image.open(stem.with_suffix(".pgm")) as image:
        return image.copy()


def dark_columns(image: Image.Image, row: int) -> list[int]:
    return [x for x in range(image.width) if image.getpixel((x, row)) < 128]


@pytest.fixture
def printed(qapp, tmp_path):
    def hand_over(content: bytes) -> Path:
        path = tmp_path / "printed.pdf"
        print_pdf(content, pdf_printer(path))
        return path

    return hand_over


def test_a_hundred_millimetres_are_a_hundred_millimetres_on_paper(printed):
    """Two cells of 50 mm in a table 100 mm wide: the outer rules' middles lie 100 mm apart."""
    profile = replace(A4_PORTRAIT, left=20, right=90)
    row = Row((Cell("", 50, Role.VALUE), Cell("", 50, Role.VALUE)), 40)
    copy = Copy(Heading("", "", "JJ-PQZ-20261115-0001"), (row,), Foot(""))

    path = printed(render([Paper("量尺", "JJ-PQZ-20261115-0001", "用户", DISPATCHED, (copy,))], profile))

    image = raster(path, 600)
    columns = dark_columns(image, round((15 + 15.8 + 20) / 25.4 * 600))
    assert (columns[-1] - columns[0] - 1.5 / 72 * 600) / 600 * 25.4 == pytest.approx(100, abs=0.1)
    assert columns[0] / 600 * 25.4 == pytest.approx(20 - 0.26, abs=0.15)


@pytest.mark.parametrize("profile", [A5_LANDSCAPE, CONTINUOUS], ids=lambda profile: profile.name)
def test_print_looks_like_the_file_on_paper_of_its_size(printed, tmp_path, profile):
    content = slip_pdf(a_slip(), profile)
    file = tmp_path / "file.pdf"
    file.write_bytes(content)

    path = printed(content)

    mine, theirs = raster(file, 75, 2), raster(path, 75, 2)
    assert abs(mine.width - theirs.width) <= 1
    assert abs(mine.height - theirs.height) <= 1
    small = (mine.width // 8, mine.height // 8)
    pairs = zip(mine.resize(small).tobytes(), theirs.resize(small).tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) < 64
    assert [len(codes) for codes in codes_of(path, 150, tmp_path)] == [1, 1]


def test_a_page_is_printed_in_bands_at_no_more_than_six_hundred_dots(qapp, tmp_path, monkeypatch):
    heights = []
    bands = printing._bands  # noqa: SLF001 - the promise is about memory, not about pictures

    def watched(*given):
        for top, band in bands(*given):
            heights.append(band.height())
            yield top, band

    monkeypatch.setattr(printing, "_bands", watched)
    printer = pdf_printer(tmp_path / "printed.pdf")

    assert print_pdf(slip_pdf(a_slip(), A5_LANDSCAPE), printer) == 2
    assert printer.resolution() == 600
    assert max(heights) == printing.BAND_ROWS
    assert sum(heights) == 2 * round(148 / 25.4 * 600)


def test_without_a_printer_the_sentence_says_what_to_do(qapp):
    with pytest.raises(NotPrinted, match="未找到打印机"):
        printer_named("前台激光机")


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_reported(qapp, tmp_path, qtbot):
    printer = pdf_printer(tmp_path / "missing" / "folder" / "out.pdf")

    with pytest.raises(NotPrinted, match="没有接受任务"):
        print_pdf(slip_pdf(a_slip(), A5_LANDSCAPE), printer)


def test_bytes_that_are_no_pdf_are_reported(qapp, tmp_path):
    with pytest.raises(NotPrinted, match="无法读取"):
        print_pdf(b"not a paper", pdf_printer(tmp_path / "out.pdf"))
