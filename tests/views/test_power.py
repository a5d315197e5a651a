"""断电 by keyboard: the cut, the register line by line, papers, and the folder that is written by itself."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.matters import Matter
from app.models.premises import Premises
from app.services.customers.finding.index import reindex
from app.services.duty.call_register import Outcome
from app.services.duty.power_cuts import unsettled_cut
from app.services.kernel.unit import writing
from app.services.matters.printing import sheet_qr
from app.services.outages.reads import open_outages
from app.services.repairs.reads import repair_card
from app.services.reports.power_copies import EVENING, folder_copies
from app.services.reports.power_papers import folder_papers, reserve
from app.views.desk_window import DeskWindow
from app.views.duty import folder_keeper, folder_printing
from app.views.duty.folder_keeper import FolderKeeper, folder_place
from app.views.duty.page import POWER, DutyPage
from app.views.duty.power_dialogs import AttachPaperDialog, CutDialog, CutTimesDialog, VoidPapersDialog
from app.views.duty.power_view import PowerView
from app.views.duty.register_dialog import RegisterDialog
from app.views.widgets.paper_dialog import PaperDialog
from tests.support import desks
from tests.support.power import BEGAN, ENDED, EVENING_AT, Night, dark_night
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def night(day: Day) -> Night:
    return dark_night(day.desk)


@pytest.fixture
def view(night: Night, window: DeskWindow) -> PowerView:
    """The list in front, reached by keys."""
    page = window.open_page("duty")
    assert isinstance(page, DutyPage)
    press(page.view, Key(Key.Key_1 + POWER), ALT)
    assert isinstance(page.view, PowerView)
    return page.view


def record(view: PowerView) -> None:
    """The cut of the night, and that heat was off, by keys."""
    press(view.table, Key.Key_I, CONTROL)
    dialog = shown(CutDialog)
    type_text(dialog.began_edit, "0310")
    type_text(dialog.ended_edit, "0540", enter=True)


def begin_typing(view: PowerView) -> RegisterDialog:
    press(view.table, Key.Key_L, CONTROL)
    return shown(RegisterDialog)


def test_a_cut_is_recorded_as_an_incident_by_keys(view: PowerView, night: Night) -> None:
    record(view)

    cut = unsettled_cut(night.desk.store)
    assert cut is not None
    assert (cut.began_at, cut.ended_at) == (BEGAN, ENDED)
    (outage,) = open_outages(night.desk)
    assert (outage.matter_id, outage.cause_word, outage.began_at) == (cut.matter_id, "停电", BEGAN)
    assert "停电 03:10–05:40" in view.state.text()
    assert "没有下落" in view.next_step.text()


def test_a_cut_that_lasts_gets_its_end_later(view: PowerView, night: Night) -> None:
    press(view.table, Key.Key_I, CONTROL)
    dialog = shown(CutDialog)
    dialog.heat_check.setChecked(False)
    type_text(dialog.began_edit, "0310", enter=True)
    assert view.state.text() == "停电中：03:10 起"
    assert not view.settle_action.isEnabled()

    press(view.table, Key.Key_I, CONTROL | SHIFT)
    times = shown(CutTimesDialog)
    times.ended_edit.edit.clear()
    type_text(times.ended_edit, "0540", enter=True)

    cut = unsettled_cut(night.desk.store)
    assert cut is not None
    assert cut.ended_at == ENDED
    assert open_outages(night.desk) == []


def test_lines_are_typed_one_after_the_other(view: PowerView, night: Night, day: Day) -> None:
    record(view)
    dialog = begin_typing(view)
    assert dialog.line_no == 1

    type_text(dialog.told_edit, "0325")
    type_text(dialog.phone_edit, "13800000421")
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    type_text(dialog.words_edit, "厨房喷水", enter=True)
    assert dialog.line_no == 2
    assert dialog.words_edit.text() == dialog.place_edit.text() == ""
    assert dialog.focusWidget() is dialog.told_edit.edit

    type_text(dialog.told_edit, "0331")
    type_text(dialog.words_edit, "不热")
    press(dialog.outcome_row, Key.Key_2)
    type_text(dialog.told_what_edit, "停电，五点半来电", enter=True)
    press(dialog.outcome_row, Key.Key_6)
    type_text(dialog.reason_edit, "只看清尾号", enter=True)

    first, second, third = night.card.lines
    assert repair_card(night.desk, first.matter_id).head.premises_id == day.premises_id
    assert [line.outcome for line in night.card.lines] == [Outcome.TAKEN, Outcome.JOINED, Outcome.UNREADABLE]
    assert second.told_at == BEGAN + timedelta(minutes=21)
    assert third.matter_id is None
    dialog.rest_button.click()
    assert night.card.row.left == 0
    assert not dialog.save_button.isEnabled()


def test_a_scanned_register_opens_for_typing(window: DeskWindow, night: Night) -> None:
    window.open_sheet(sheet_qr(night.desk, night.blank("call_register")))

    assert shown(RegisterDialog).line_no == 1


def test_of_several_flats_none_is_taken_by_itself(view: PowerView, night: Night, day: Day, qtbot: QtBot) -> None:
    with writing(night.desk, "test.flat", uuid4()) as unit:
        building = {"building_id": 1, "unit": "2"}
        unit.insert(Premises, number="0002", room="1103", address="和平里小区-3-2-1103", **building)
    reindex(night.desk)
    dialog = begin_typing(view)
    type_text(dialog.told_edit, "0400")
    type_text(dialog.place_edit, "3-2")
    qtbot.waitUntil(dialog.place_edit.popup_is_open)
    press(dialog.place_edit, Key.Key_Return)
    assert dialog.focusWidget() is dialog.words_edit
    type_text(dialog.words_edit, "漏水", enter=True)

    (line,) = night.card.lines
    assert line.place == "3-2"
    assert repair_card(night.desk, line.matter_id).head.premises_id is None


def test_a_call_outside_the_cut_is_asked_about(view: PowerView, night: Night) -> None:
    record(view)
    dialog = begin_typing(view)
    type_text(dialog.told_edit, "0200")
    assert "不在停电起止之内" in dialog.known.text()
    dialog.told_edit.edit.clear()
    type_text(dialog.told_edit, "0325")
    assert dialog.known.text() == ""


def test_a_refused_line_stays_and_says_why(view: PowerView, night: Night) -> None:
    dialog = begin_typing(view)
    type_text(dialog.words_edit, "漏水", enter=True)

    assert "来电时间" in dialog.told_edit.edit.toolTip()
    assert dialog.words_edit.text() == "漏水"
    assert night.card.lines == ()


def test_the_open_repair_of_a_caller_is_offered_for_urging(
    view: PowerView, night: Night, day: Day, qtbot: QtBot
) -> None:
    open_one = day.take(told_at=BEGAN - timedelta(hours=2))
    dialog = begin_typing(view)
    type_text(dialog.told_edit, "0401")
    type_text(dialog.phone_edit, "13800000421")
    qtbot.waitUntil(lambda: "同一件事请选“催办”" in dialog.known.text())
    press(dialog.outcome_row, Key.Key_3)
    type_text(dialog.words_edit, "还没来", enter=True)

    assert night.card.lines[0].matter_id == open_one.matter_id
    assert night.desk.store.scalars(Matter.select(Matter.id)) == [open_one.matter_id]


def test_a_cut_is_settled_when_every_paper_is_accounted_for(view: PowerView, night: Night, day: Day) -> None:
    taken = day.take(told_at=BEGAN)
    day.dispatch(taken.matter_id, with_sheet=False)
    record(view)
    slip = next(row for row in folder_papers(night.desk) if row.form == "folder_blank")
    view.table.go_to(slip.sheet_id)
    press(view.table, Key.Key_M, CONTROL)
    type_text(shown(AttachPaperDialog).number_edit, taken.number, enter=True)
    assert not view.settle_action.isEnabled()

    press(view.table, Key.Key_Y, CONTROL)
    dialog = shown(VoidPapersDialog)
    assert slip.sheet_id not in dialog.checks
    press(dialog.reason_edit, Key.Key_Return)
    assert view.next_step.text() == "单据都有下落，可以办结停电。"
    press(view.table, Key.Key_Y, CONTROL | SHIFT)

    assert unsettled_cut(night.desk.store) is None
    assert view.state.text().startswith("供电正常")


def test_without_a_printer_the_folder_is_looked_at(view: PowerView, qtbot: QtBot) -> None:
    press(view.table, Key.Key_B, CONTROL)

    dialog = shown(PaperDialog)
    assert dialog.view.document().pageCount() >= 15
    dialog.reject()
    view.table.selectRow(0)
    press(view.table, Key.Key_M, CONTROL | SHIFT)
    assert shown(PaperDialog).view.document().pageCount() == 1


def test_the_folder_goes_to_the_printer_by_one_key(
    view: PowerView, night: Night, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "spooled.pdf"))
    printer.setResolution(60)
    monkeypatch.setattr(folder_printing, "printer_names", lambda: ["值班室"])
    monkeypatch.setattr(folder_printing, "printer_named", lambda name: printer)

    press(view.table, Key.Key_B, CONTROL)
    qtbot.waitUntil(lambda: (tmp_path / "spooled.pdf").exists() and bool(folder_copies(night.desk)), timeout=20_000)
    qtbot.waitUntil(lambda: all(row.prints == 1 for row in folder_papers(night.desk) if row.lies_ready), timeout=20_000)

    assert not is_shown(PaperDialog)


def test_the_folder_writes_itself_in_the_evening(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    keeper = window.findChild(FolderKeeper)
    assert keeper is not None
    day.take()
    day.clock.set(EVENING_AT)
    keeper.look()
    qtbot.waitUntil(lambda: not keeper.is_working and bool(folder_copies(day.desk)), timeout=20_000)

    (copy,) = folder_copies(day.desk)
    assert copy.reason == EVENING
    assert (folder_place(window.session, window.settings) / copy.file_name).exists()
    lying = len(reserve(day.desk.store))
    keeper.look()
    assert not keeper.is_working
    assert len(reserve(day.desk.store)) == lying


def test_who_only_looks_on_writes_no_folder(window: DeskWindow, day: Day) -> None:
    keeper = window.findChild(FolderKeeper)
    assert keeper is not None
    day.take()
    day.clock.set(EVENING_AT)
    window.session.set_desk(desks.desk_for(day.desk.store, desks.VIEWER, day.clock))

    keeper.look()

    assert not keeper.is_working
    assert folder_copies(day.desk) == []


def test_a_disk_that_does_not_take_it_is_said_and_tried_again_by_the_same_number(
    window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    keeper = window.findChild(FolderKeeper)
    assert keeper is not None
    folder_keeper.folder_place(window.session, window.settings).write_text("a file in the way")
    day.take()
    said: list[str] = []
    window.session.noticed.connect(lambda notice: said.append(notice.text))
    day.clock.set(EVENING_AT)
    keeper.look()
    qtbot.waitUntil(lambda: not keeper.is_working and bool(said), timeout=20_000)

    keeper.look()
    qtbot.waitUntil(lambda: not keeper.is_working and len(said) == 2, timeout=20_000)
    (window_place := folder_keeper.folder_place(window.session, window.settings)).unlink()
    assert "断电夹没有写成" in said[0]
    assert folder_copies(day.desk) == []
    keeper.look()
    qtbot.waitUntil(lambda: not keeper.is_working and bool(folder_copies(day.desk)), timeout=20_000)

    (written,) = window_place.iterdir()
    assert written.name.endswith("-0001.pdf")
