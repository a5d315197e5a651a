"""服务卡: coverage, printing and handing out, by keyboard."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.models.papers import PrintRecord, Sheet
from app.services.cards.register import register
from app.services.cards.values import CardPaper
from app.views.cards.hand_dialog import HandOutDialog
from app.views.cards.page import CHANGES, REGISTER, CardsPage
from app.views.cards.print_dialog import PrintCardsDialog
from app.views.customers.page import CustomersPage
from app.views.desk_window import DeskWindow
from app.views.printing import NotPrinted, spooled
from app.views.settings import CARD_PAPER
from app.views.widgets import paper_dialog
from app.views.widgets.table import Table
from tests.support.cards import Town, build
from tests.support.papers import run, text_of
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HOUSE = "东苑-A"


@pytest.fixture
def town(window: DeskWindow) -> Town:
    """Beside the flat of every window's test: two buildings of 东苑, one of them 张建国's."""
    flats = [("1", f"{floor}0{door}") for floor in range(1, 4) for door in (1, 2)]
    town = build(window.session.desk, [("东苑", "A", flats), ("东苑", "B", flats[:2])])
    town.district("东苑片", "张建国", HOUSE)
    return town


@pytest.fixture
def page(window: DeskWindow, town: Town) -> CardsPage:
    page = window.open_page("cards")
    assert isinstance(page, CardsPage)
    page.go_to("building", town.buildings[HOUSE])
    return page


def texts(table: Table, row: int) -> list[str]:
    model = table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def back(page: CardsPage, qtbot: QtBot) -> None:
    """The window comes to the front again, as a window system does when a dialog closes."""
    with qtbot.waitActive(page.window()):
        page.window().activateWindow()
    page.begin()


def saved(dialog: PrintCardsDialog, path: Path, qtbot: QtBot) -> str:
    with qtbot.waitSignal(dialog.handed_over) as number:
        dialog.save_to(path)
    return str(number.args[0])  # type: ignore[index]


def test_coverage_is_told_with_numerator_and_denominator(page: CardsPage, town: Town) -> None:
    town.give(town.flats_of(HOUSE)[:4])
    assert page.whole.text() == "全站 4/9 户有有效卡，未发 5 户"
    assert texts(page.coverage.buildings, 0) == ["A座", "东苑片", "张建国", "4/6", "", "2", "没发完"]
    assert texts(page.coverage.buildings, 1) == ["B座", "未分片区", "—", "0/2", "", "2", "没发完"]
    assert page.coverage.heading.text() == "东苑　4/8 户有有效卡，未发 4 户"


def test_a_whole_building_is_handed_out_in_two_keys(page: CardsPage, town: Town) -> None:
    press(page.coverage.buildings, Key.Key_R, CONTROL)
    press(shown(HandOutDialog).tree, Key.Key_Return)
    assert not is_shown(HandOutDialog)
    assert len(register(town.desk)) == 6
    assert texts(page.coverage.buildings, 0)[3:] == ["6/6", "", "", "已发齐"]


def test_who_got_no_card_is_unticked(page: CardsPage, town: Town) -> None:
    press(page.coverage.buildings, Key.Key_R, CONTROL)
    dialog = shown(HandOutDialog)
    press(dialog.tree, Key.Key_Down)
    press(dialog.tree, Key.Key_Space)
    assert "勾上的 5 户" in dialog.lead.text()
    type_text(dialog.signer_edit, "宋岚")
    press(dialog.signer_edit, Key.Key_F10)
    assert {row.signer for row in register(town.desk)} == {"宋岚"}
    assert town.flats_of(HOUSE)[0] not in {row.premises_id for row in register(town.desk)}
    press(page.coverage.buildings, Key.Key_R, CONTROL)
    assert shown(HandOutDialog).chosen() == town.flats_of(HOUSE)[:1]


def test_cards_taken_by_the_property_need_a_name(page: CardsPage, town: Town) -> None:
    press(page.coverage.buildings, Key.Key_R, CONTROL)
    dialog = shown(HandOutDialog)
    press(dialog.receipt_row, Key.Key_3)
    press(dialog.receipt_row, Key.Key_F10)
    assert is_shown(HandOutDialog)
    assert dialog.form.message.text() != ""
    assert register(town.desk) == []


def test_nothing_ticked_cannot_be_written_down(page: CardsPage, town: Town) -> None:
    town.give(town.flats_of(HOUSE))
    press(page.coverage.buildings, Key.Key_R, CONTROL)
    dialog = shown(HandOutDialog)
    assert dialog.chosen() == []
    press(dialog.tree, Key.Key_F10)
    assert is_shown(HandOutDialog)


def test_cards_and_their_list_leave_under_one_number_and_are_handed_out_by_it(
    page: CardsPage, town: Town, tmp_path: Path, qtbot: QtBot
) -> None:
    press(page.coverage.buildings, Key.Key_P, CONTROL)
    dialog = shown(PrintCardsDialog)
    assert dialog.about.text() == "东苑A，6 户。"
    number = saved(dialog, tmp_path / "cards.pdf", qtbot)
    press(dialog.paper_row, Key.Key_3)
    assert saved(dialog, tmp_path / "list.pdf", qtbot) == number
    assert "登记表" in text_of(tmp_path / "list.pdf")
    assert text_of(tmp_path / "cards.pdf").count("张建国") == 6
    dialog.reject()
    back(page, qtbot)
    store = town.desk.store
    assert store.tuples(PrintRecord.select(PrintRecord.ordinal, PrintRecord.copies)) == [(1, "1"), (2, "2")]

    press(page.coverage.buildings, Key.Key_R, CONTROL)
    handing = shown(HandOutDialog)
    assert number in handing.batch_box.currentText()
    press(handing.tree, Key.Key_Return)
    assert {row.number for row in register(town.desk)} == {number}


def test_the_list_key_offers_the_batch_that_was_printed(
    page: CardsPage, town: Town, tmp_path: Path, qtbot: QtBot
) -> None:
    press(page.coverage.buildings, Key.Key_P, CONTROL)
    number = saved(shown(PrintCardsDialog), tmp_path / "cards.pdf", qtbot)
    shown(PrintCardsDialog).reject()
    back(page, qtbot)
    press(page.coverage.buildings, Key.Key_L, CONTROL)
    dialog = shown(PrintCardsDialog)
    assert saved(dialog, tmp_path / "list.pdf", qtbot) == number
    dialog.reject()
    assert town.desk.store.scalars(Sheet.select(Sheet.number)) == [number]


def test_a_community_and_the_size_chosen_last_are_remembered(
    page: CardsPage, town: Town, tmp_path: Path, qtbot: QtBot
) -> None:
    press(page.coverage.buildings, Key.Key_P, CONTROL | SHIFT)
    dialog = shown(PrintCardsDialog)
    assert "其中 2 户的楼栋没有责任人" in dialog.about.text()
    press(dialog.paper_row, Key.Key_2)
    saved(dialog, tmp_path / "cards.pdf", qtbot)
    dialog.reject()
    assert page.settings.get(CARD_PAPER) == CardPaper.FOUR.value
    assert "Pages:           2" in run("pdfinfo", tmp_path / "cards.pdf")


def test_nobody_without_a_card_is_said_before_anything_is_numbered(page: CardsPage, town: Town) -> None:
    town.give(town.flats_of(HOUSE))
    press(page.coverage.buildings, Key.Key_P, CONTROL)
    dialog = shown(PrintCardsDialog)
    press(dialog.which_row, Key.Key_2)
    assert "每户都发过卡" in dialog.problem.text()
    assert not dialog.save_button.isEnabled()
    press(dialog.which_row, Key.Key_1)
    assert dialog.save_button.isEnabled()
    dialog.reject()
    assert town.desk.store.scalars(Sheet.select(Sheet.number)) == []


def test_the_change_list_shows_whose_card_is_wrong_and_prints_them(
    page: CardsPage, town: Town, day: Day, tmp_path: Path, qtbot: QtBot
) -> None:
    town.give(town.flats_of(HOUSE)[:2])
    day.clock.advance(timedelta(days=1))
    town.district("新片", "孙波", HOUSE)
    press(page, Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert page.stack.currentIndex() == CHANGES
    assert texts(page.changes.table, 0) == ["东苑-A-1-101", "张建国", "孙波", "2026-11-15", "片区已换人"]
    press(page.changes.table, Key.Key_G, CONTROL)
    dialog = shown(PrintCardsDialog)
    press(dialog.paper_row, Key.Key_3)
    saved(dialog, tmp_path / "list.pdf", qtbot)
    dialog.reject()
    assert "换卡清单" in text_of(tmp_path / "list.pdf")


def test_the_register_can_be_narrowed_and_hides_names_from_the_counter(
    page: CardsPage, town: Town, window: DeskWindow
) -> None:
    press(page.coverage.buildings, Key.Key_R, CONTROL)
    dialog = shown(HandOutDialog)
    type_text(dialog.signer_edit, "宋岚", enter=True)
    press(page, Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert page.stack.currentIndex() == REGISTER
    assert page.register.model.rowCount() == 6
    assert texts(page.register.table, 0)[3] == "宋岚"
    window.session.cover(True)
    assert texts(page.register.table, 0)[3] == "宋＊"
    window.session.cover(False)
    page.register.community_box.setCurrentIndex(page.register.community_box.findText("和平里小区"))
    page.register.read()
    assert page.register.model.rowCount() == 0


def test_one_household_gets_its_card_from_its_page(
    window: DeskWindow, town: Town, day: Day, tmp_path: Path, qtbot: QtBot
) -> None:
    customers = window.open_page("customers")
    assert isinstance(customers, CustomersPage)
    customers.go_to("premises", day.premises_id)
    press(customers.search_edit, Key.Key_D, CONTROL)
    dialog = shown(PrintCardsDialog)
    saved(dialog, tmp_path / "card.pdf", qtbot)
    dialog.reject()
    assert "和平里小区-3-2-1102" in text_of(tmp_path / "card.pdf")


@pytest.fixture
def pdf_printer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], Path]:
    """A printer of this computer that prints into a file."""

    def printer_named(name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "spooled.pdf"))
        return printer

    monkeypatch.setattr(paper_dialog, "printer_names", lambda: ["纸"])
    monkeypatch.setattr(paper_dialog, "printer_named", printer_named)
    return lambda: tmp_path / "spooled.pdf"


def test_pages_go_to_the_printer_one_step_at_a_time(
    pdf_printer: Callable[[], Path], page: CardsPage, town: Town, qtbot: QtBot
) -> None:
    press(page.coverage.buildings, Key.Key_P, CONTROL | SHIFT)
    dialog = shown(PrintCardsDialog)
    press(dialog.paper_row, Key.Key_2)
    with qtbot.waitSignal(dialog.handed_over):
        press(dialog, Key.Key_Return)
    dialog.reject()
    assert "Pages:           2" in run("pdfinfo", pdf_printer())


def test_a_print_that_is_stopped_says_so_and_can_be_printed_again(
    pdf_printer: Callable[[], Path], page: CardsPage, town: Town, qtbot: QtBot
) -> None:
    press(page.coverage.buildings, Key.Key_P, CONTROL)
    dialog = shown(PrintCardsDialog)
    press(dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: "正在送往打印机" in dialog.progress.text())
    dialog.reject()
    assert "没有打完" in dialog.progress.text()
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.handed_over):
        press(dialog, Key.Key_Return)
    dialog.reject()
    assert len(town.desk.store.scalars(PrintRecord.select(PrintRecord.id))) == 2


def test_a_file_that_is_no_paper_is_not_spooled() -> None:
    with pytest.raises(NotPrinted):
        next(spooled(b"", QPrinter()))
