from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.models.papers import SheetReturn
from app.services.kernel import blobs
from app.services.matters.sheets import check_keys
from app.services.paper.payload import make_payload
from app.services.repairs import acts
from app.services.repairs.blanks import blanks
from app.services.repairs.charges import charges_of
from app.services.repairs.reads import repair_card, unreturned_sheets
from app.services.repairs.sheet_life import unsigned_sheets
from app.services.repairs.values import Dispatched, FaultGroup, FindingsDraft
from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.repairs.sheet_dialogs import SignLaterDialog
from app.views.repairs.slip_dialog import SlipDialog
from app.views.returns.attach_dialog import AttachBlankDialog
from app.views.returns.blanks_dialog import BlanksDialog
from app.views.returns.choose_dialog import ChooseSheetDialog
from app.views.returns.money_dialogs import ChargeDialog, CorrectChargeDialog
from app.views.returns.page import ReturnsPage
from tests.support.repairs import Day
from tests.support.scans import rasters, scanned
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def sent(day: Day) -> Dispatched:
    """A finished repair whose slip is with the repairer: arrived 08:20, finished 08:50."""
    return day.finished()


@pytest.fixture
def page(window: DeskWindow, sent: Dispatched) -> ReturnsPage:
    page = window.open_page("returns")
    assert isinstance(page, ReturnsPage)
    return page


def scan(window: DeskWindow, day: Day, sent: Dispatched, copy: int = 1) -> None:
    """A scanner gun types into the search box of whatever page is open."""
    window.top_bar.search.setFocus()
    type_text(window.top_bar.search, payload(day, sent, copy), enter=True)


def payload(day: Day, sent: Dispatched, copy: int = 1) -> str:
    station = day.desk.station
    return make_payload(sent.sheet_number, copy, check_keys(day.desk.store)[-1], station.repair_phone)


def keys_of(*steps: str) -> list[str]:
    """Each key the hand presses, a letter or a digit one by one; names of keys stay whole."""
    return [key for step in steps for key in ([step] if step in ("⏎", "F10") else step)]


def press_all(keys: list[str]) -> None:
    """Into whatever has the focus, as a clerk does who never touches the mouse."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        if key in ("⏎", "F10"):
            press(focused, Key.Key_Return if key == "⏎" else Key.Key_F10)
        else:
            QTest.keyClicks(focused, key)


def test_a_clean_slip_takes_no_more_than_twenty_keys(
    window: DeskWindow, day: Day, sent: Dispatched, qtbot: QtBot
) -> None:
    scan(window, day, sent)
    page = window.page
    assert isinstance(page, ReturnsPage)
    qtbot.waitUntil(page.form.fields.arrived_edit.edit.hasFocus)
    # As phoned, no explanation, all ticks, good before; cause, remedy; no material, nothing left; ours, free, 满意.
    keys = keys_of("=", "⏎", "=", "⏎", "⏎", "0", "1", "1", "2", "⏎", "⏎", "1", "1", "1", "F10")

    press_all(keys)

    assert len(keys) <= 20
    assert page.stack.currentWidget() is page.empty
    assert unreturned_sheets(day.desk) == []
    card = repair_card(day.desk, sent.matter_id)
    assert (card.facts.view, card.head.cause, card.head.done) == ("满意", "气堵", "清洗")
    (kept,) = day.desk.store.tuples(
        SheetReturn.select(
            SheetReturn.showed_badge, SheetReturn.cleaned_up, SheetReturn.state_before, SheetReturn.charge_kind
        )
    )
    assert kept == (1, 1, "完好", "无偿")
    assert "已收单" in window.notices.text.text()


def test_times_far_from_the_phones_ask_why_and_keep_what_was_typed(
    page: ReturnsPage, day: Day, sent: Dispatched
) -> None:
    page.take_code(sent.sheet_number)
    form = page.form
    type_text(form.fields.arrived_edit, "0845")
    press(form.fields.view_row, Key.Key_1)
    press(form.fields.words_edit, Key.Key_F10)

    assert form.fields.difference_edit.property("invalid") is True
    assert form.fields.difference_edit.hasFocus()
    assert form.fields.arrived_edit.edit.text() == "0845"
    type_text(form.fields.difference_edit, "单上写的是进屋时间")
    press(form.fields.difference_edit, Key.Key_F10)
    assert unreturned_sheets(day.desk) == []


def test_a_refused_signature_needs_reason_and_witness(page: ReturnsPage, day: Day, sent: Dispatched) -> None:
    page.take_code(sent.sheet_number)
    form = page.form
    press(form.fields.view_row, Key.Key_3)
    press(form.fields.signed_row, Key.Key_2)
    press(form.fields.words_edit, Key.Key_F10)
    assert form.fields.refused_reason_edit.property("invalid") is True
    assert form.fields.witness_edit.property("invalid") is True

    type_text(form.fields.refused_reason_edit, "嫌收费")
    type_text(form.fields.witness_edit, "物业 周某", enter=True)

    assert unreturned_sheets(day.desk) == []


def test_somebody_who_signs_for_the_user_is_asked_who_he_is(page: ReturnsPage, day: Day, sent: Dispatched) -> None:
    page.take_code(sent.sheet_number)
    fields = page.form.fields
    press(fields.view_row, Key.Key_1)
    assert not fields.signed_for_edit.isVisible()
    press(fields.how_row, Key.Key_3)
    assert fields.signed_for_edit.isVisible()
    press(fields.how_row, Key.Key_F10)
    assert fields.signed_for_edit.property("invalid") is True
    press(fields.relation_row, Key.Key_5)
    type_text(fields.signed_for_edit, "老人不识字", enter=True)

    assert unreturned_sheets(day.desk) == []


def test_money_is_typed_by_the_items_of_the_tariff(page: ReturnsPage, day: Day, sent: Dispatched) -> None:
    page.take_code(sent.sheet_number)
    fields = page.form.fields
    press(fields.responsibility_row, Key.Key_2)
    assert not fields.charges_edit.isVisible()
    press(fields.charge_row, Key.Key_2)
    assert fields.charges_edit.hasFocus()
    type_text(fields.charges_edit, "M03*2.5，A9")
    press(fields.charges_edit, Key.Key_F10)
    assert fields.charges_edit.property("invalid") is True
    fields.charges_edit.setText("")
    type_text(fields.charges_edit, "M03*2.5")
    press(fields.view_row, Key.Key_1)
    press(fields.words_edit, Key.Key_F10)

    (line,) = charges_of(day.desk, sent.matter_id)
    assert (line.item_code, line.amount_fen) == ("M03", 3000)


def test_a_flat_still_cold_is_offered_a_measuring(window: DeskWindow, page: ReturnsPage, day: Day) -> None:
    cold = day.finished(FaultGroup.COLD)
    page.take_code(cold.sheet_number)
    fields = page.form.fields
    type_text(fields.after_edit, "17.5 - 40")
    press(fields.view_row, Key.Key_1)
    press(fields.words_edit, Key.Key_F10)

    assert "请约用户测温" in window.notices.text.text()
    kept = day.desk.store.tuples(SheetReturn.select(SheetReturn.room_after_c, SheetReturn.return_after_c))
    assert kept == [(1750, 4000)]


def picture_of(sent: Dispatched, day: Day, tmp_path: Path, angle: float = 8) -> Path:
    """A scan of the slip, signed and askew."""
    assert sent.sheet_id is not None
    printed = acts.print_slip(day.desk, sent.sheet_id, "文件", uuid4())
    path = tmp_path / f"{sent.sheet_id}.png"
    scanned(rasters(printed.pdf, tmp_path)[0], angle).save(path)
    return path


def test_a_photo_opens_its_slip_stands_beside_it_and_is_kept(
    page: ReturnsPage, day: Day, sent: Dispatched, tmp_path: Path, qtbot: QtBot
) -> None:
    page.take_picture(picture_of(sent, day, tmp_path))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.form)
    assert page.form.picture.isVisible()
    press(page.form.fields.view_row, Key.Key_1)
    press(page.form.fields.words_edit, Key.Key_F10)

    (name,) = day.desk.store.scalars(SheetReturn.select(SheetReturn.scan_sha256))
    assert blobs.get(day.desk.store, name)


def test_a_picture_is_pasted_while_the_cursor_stands_in_the_scanners_field(
    page: ReturnsPage, day: Day, sent: Dispatched, tmp_path: Path, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(picture_of(sent, day, tmp_path, 90))))
    page.code_edit.setFocus()
    press(page.code_edit, Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.form)
    assert page.form.found is not None
    assert page.form.found.number == sent.sheet_number
    QGuiApplication.clipboard().clear()


def test_two_slips_on_one_picture_ask_which(
    page: ReturnsPage, day: Day, sent: Dispatched, tmp_path: Path, qtbot: QtBot
) -> None:
    other = day.finished()
    shots = [Image.open(picture_of(one, day, tmp_path, 2)) for one in (sent, other)]
    both = Image.new("L", (max(shot.width for shot in shots), sum(shot.height for shot in shots)), 235)
    both.paste(shots[0], (0, 0))
    both.paste(shots[1], (0, shots[0].height))
    path = tmp_path / "both.png"
    both.save(path)

    page.take_picture(path)
    qtbot.waitUntil(lambda: is_shown(ChooseSheetDialog))
    dialog = shown(ChooseSheetDialog)
    press(dialog.code_row, Key.Key_2)
    dialog.accept()

    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.form)
    assert page.form.found is not None
    assert page.form.found.number in (sent.sheet_number, other.sheet_number)


def test_a_picture_without_a_code_is_said_in_a_sentence(page: ReturnsPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "wall.png"
    Image.new("RGB", (300, 200), "white").save(path)

    page.take_picture(path)

    qtbot.waitUntil(lambda: "没有读到单据的二维码" in page.problem.text())


def test_a_filled_blank_is_attached_to_its_repair_and_typed_in(page: ReturnsPage, day: Day, qtbot: QtBot) -> None:
    blank = acts.issue_blanks(day.desk, day.repairers[0], 1, uuid4()).first
    taken = day.take()
    day.dispatch(taken.matter_id, with_sheet=False)
    day.arrive(taken.matter_id)
    day.finish(taken.matter_id)

    type_text(page.code_edit, blank, enter=True)
    dialog = shown(AttachBlankDialog)
    press(dialog.matter_row, Key.Key_1)
    dialog.accept()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.form)
    press(page.form.fields.view_row, Key.Key_1)
    press(page.form.fields.words_edit, Key.Key_F10)

    assert repair_card(day.desk, taken.matter_id).facts.view == "满意"


def test_blanks_are_handed_out_printed_and_voided(page: ReturnsPage, day: Day) -> None:
    page.open_blanks()
    dialog = shown(BlanksDialog)
    dialog.count_box.setValue(2)
    dialog.issue_button.click()
    shown(SlipDialog).accept()
    shown(SlipDialog).reject()
    dialog.table.go_to(blanks(day.desk)[0].sheet_id)
    dialog.void_button.click()
    assert "写明原因" in dialog.message.text()
    type_text(dialog.reason_edit, "写坏了")
    dialog.void_button.click()

    assert [row.word for row in blanks(day.desk)] == ["作废", "在维修员手中"]
    dialog.reject()


def test_the_list_counts_slips_by_their_bearer_with_their_age(page: ReturnsPage, day: Day, sent: Dispatched) -> None:
    day.later(days=4)
    page.show_changes({})

    assert page.count.text() == "未交回执单 1 张：张建国 1（逾期 1）"


def test_a_list_of_what_is_outside_opens_a_sheet_without_a_scanner(
    page: ReturnsPage, sent: Dispatched, qtbot: QtBot
) -> None:
    page.table.setFocus()
    press(page.table, Key.Key_Return)

    assert page.form.found is not None
    assert page.form.found.number == sent.sheet_number


def test_a_slip_of_another_station_is_named(page: ReturnsPage) -> None:
    type_text(page.code_edit, "HD-ABC-20261115-0001", enter=True)

    assert "外站" in page.problem.text()
    assert page.stack.currentWidget() is page.empty


def test_the_wrong_copy_is_noticed(page: ReturnsPage, window: DeskWindow, day: Day, sent: Dispatched) -> None:
    scan(window, day, sent, copy=2)

    assert "第二联" in page.problem.text()


def test_a_sheet_comes_back_once(page: ReturnsPage, day: Day, sent: Dispatched) -> None:
    day.returned(sent)

    type_text(page.code_edit, sent.sheet_number, enter=True)

    assert "已收单" in page.problem.text()
    assert page.stack.currentWidget() is page.empty


def test_a_half_typed_sheet_is_not_put_back_unasked(page: ReturnsPage, sent: Dispatched) -> None:
    page.take_code(sent.sheet_number)
    type_text(page.form.fields.arrived_edit, "0822")
    press(page.form.fields.arrived_edit.edit, Key.Key_Escape)
    question = shown(QMessageBox)
    assert page.stack.currentWidget() is page.form

    question.buttons()[1].click()
    assert page.form.fields.arrived_edit.edit.text() == "0822"
    press(page.form.fields.arrived_edit.edit, Key.Key_Escape)
    shown(QMessageBox).buttons()[0].click()

    assert page.stack.currentWidget() is page.empty


def test_another_scan_does_not_wipe_a_half_typed_sheet_unasked(page: ReturnsPage, day: Day, sent: Dispatched) -> None:
    other = day.finished()
    page.take_code(sent.sheet_number)
    press(page.form.fields.view_row, Key.Key_1)

    type_text(page.code_edit, other.sheet_number, enter=True)
    assert page.form.found is not None
    assert page.form.found.number == sent.sheet_number
    shown(QMessageBox).buttons()[0].click()

    assert page.form.found.number == other.sheet_number


def test_an_untouched_sheet_is_put_back_without_a_question(page: ReturnsPage, sent: Dispatched) -> None:
    page.take_code(sent.sheet_number)

    page.form.back_button.click()

    assert page.stack.currentWidget() is page.empty
    assert not is_shown(QMessageBox)


def test_an_unsigned_slip_is_signed_later_from_the_board(window: DeskWindow, day: Day, sent: Dispatched) -> None:
    day.returned(sent, signed="absent", view="")
    assert sent.sheet_id is not None
    day.later(hours=1)
    (unsigned,) = unsigned_sheets(day.desk, sent.matter_id)
    dialog = SignLaterDialog(window.session, sent.matter_id, "漏水", [unsigned], window)
    dialog.show()
    type_text(dialog.signer_edit, "冯贵")
    press(dialog.how_row, Key.Key_3)
    dialog.accept()
    assert dialog.form.fields["reason"].property("invalid") is True
    press(dialog.relation_row, Key.Key_2)
    type_text(dialog.reason_edit, "户主住院")
    dialog.accept()

    assert unsigned_sheets(day.desk, sent.matter_id) == []


def test_a_sheet_typed_wrongly_is_put_right_on_the_same_form_with_a_reason(
    page: ReturnsPage, day: Day, sent: Dispatched
) -> None:
    day.returned(sent, view="满意", words="师傅很快", shoe_covers=True)
    (first,) = day.desk.store.tuples(SheetReturn.select(SheetReturn.returned_at))
    day.later(hours=1)
    type_text(page.code_edit, sent.sheet_number, enter=True)

    page.correct_action.trigger()
    fields = page.form.fields
    assert fields.view_row.value() == "满意"
    assert fields.words_edit.text() == "师傅很快"
    assert "shoe_covers" in fields.ticks.values()
    press(fields.view_row, Key.Key_3)
    press(fields.words_edit, Key.Key_F10)
    assert fields.reason_edit.property("invalid") is True
    type_text(fields.reason_edit, "看错了勾")
    press(fields.reason_edit, Key.Key_F10)

    typed = SheetReturn.select(SheetReturn.view, SheetReturn.words, SheetReturn.returned_at).order_by(SheetReturn.id)
    assert day.desk.store.tuples(typed) == [("满意", "师傅很快", *first), ("不满意", "师傅很快", *first)]
    assert page.form.found is None


def test_a_sheet_that_is_outside_is_not_corrected_but_taken_in(page: ReturnsPage, day: Day, sent: Dispatched) -> None:
    page.take_code(sent.sheet_number)

    assert not page.correct_action.isEnabled()
    assert page.form.save_button.text() == "收单"
    assert not page.form.fields.reason_edit.isVisible()


def test_money_without_a_slip_is_charged_and_put_right_with_both_amounts(
    window: DeskWindow, day: Day, sent: Dispatched
) -> None:
    acts.correct_findings(day.desk, sent.matter_id, FindingsDraft("", "", "用户自用设施", "现场确认"), uuid4())
    board = window.open_page("board")
    assert isinstance(board, BoardPage)
    board.go_to("matter", sent.matter_id)
    board.acts.sheets.charge_action.trigger()
    charged = shown(ChargeDialog)
    type_text(charged.charges_edit, "M03*2.5，A9")
    charged.accept()
    assert charged.charges_edit.property("invalid") is True
    charged.charges_edit.setText("M03*2.5")
    charged.accept()

    board.acts.sheets.correct_charge_action.trigger()
    wrong = shown(CorrectChargeDialog)
    wrong.quantity_edit.setText("2")
    assert "原 30.00 元" in wrong.sums.text()
    assert "更正为 24.00 元" in wrong.sums.text()
    wrong.accept()
    assert wrong.form.fields["reason"].property("invalid") is True
    type_text(wrong.reason_edit, "多量了半米")
    wrong.accept()

    rows = charges_of(day.desk, sent.matter_id)
    assert [(row.amount_fen, row.current) for row in rows] == [(3000, False), (2400, True)]
