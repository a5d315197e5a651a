"""值班交接: the roster, readings and the 值班记录 by keyboard."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from app.services.duty.notes import NoteDraft, correct_note, notes, write_note
from app.services.duty.readings import ReadingDraft, readings, record_reading
from app.services.duty.roster import Cell, Post, on_duty, roster, set_duty
from app.services.duty.shifts import PlanDraft, ShiftHours, plan_on, set_shifts
from app.services.kernel.desk import Desk
from app.services.kernel.operators import list_staff
from app.views.desk_window import DeskWindow
from app.views.duty.assign_dialog import AssignDialog
from app.views.duty.figure_edit import FigureEdit
from app.views.duty.note_dialog import NoteDialog
from app.views.duty.notes_view import NotesView
from app.views.duty.page import NOTES, READINGS, DutyPage
from app.views.duty.reading_dialog import ReadingDialog
from app.views.duty.readings_view import ReadingsView
from app.views.duty.record_dialog import RecordDialog
from app.views.duty.roster_view import RosterView
from app.views.duty.shift_lines import read_shift_lines, shift_lines
from app.views.duty.shift_times_dialog import ShiftTimesDialog
from app.views.duty.stand_in_dialog import StandInDialog
from app.views.duty.withdraw_dialog import WithdrawDialog
from app.views.settings import LAST_PAGE, Settings
from tests.support import desks
from tests.support.desks import CLERK, MANAGER, REPAIRERS, VIEWER
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, settle, type_text

Key = Qt.Key
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
TODAY = date(2026, 11, 15)
HOUR = timedelta(hours=1)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The program was left on this page."""
    settings.put(LAST_PAGE, "duty")
    return settings


@pytest.fixture
def page(window: DeskWindow, manager: Desk) -> DutyPage:
    window.session.set_desk(manager)
    page = window.page
    assert isinstance(page, DutyPage)
    return page


@pytest.fixture
def manager(day: Day) -> Desk:
    return desks.desk_for(day.desk.store, MANAGER, day.clock)


@pytest.fixture
def ids(day: Day) -> dict[str, int]:
    return {row.name: int(row.id) for row in list_staff(day.desk.store)}


def roster_view(page: DutyPage) -> RosterView:
    view = page.view
    assert isinstance(view, RosterView)
    return view


def readings_view(page: DutyPage) -> ReadingsView:
    press(page, Key.Key_2, ALT)
    view = page.view
    assert isinstance(view, ReadingsView)
    return view


def notes_view(page: DutyPage) -> NotesView:
    press(page, Key.Key_3, ALT)
    view = page.view
    assert isinstance(view, NotesView)
    return view


def texts(table: QTableView, column: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_the_page_begins_on_the_post_of_today(page: DutyPage) -> None:
    view = roster_view(page)
    assert view.grid.hasFocus()
    assert view.grid.title == "11-15 周日 白班"
    assert "还没有排班" in view.state.text()
    assert texts(view.grid, 6) == ["待排"] * 4
    assert texts(view.grid, 5) == [""] * 4


def test_somebody_is_put_on_a_post_by_keys_alone(page: DutyPage, manager: Desk) -> None:
    # Given the cursor on today's 带班领导
    view = roster_view(page)
    press(view.grid, Key.Key_Down)
    press(view.grid, Key.Key_Down)
    # When the first one offered is ticked
    press(view.grid, Key.Key_Return)
    dialog = shown(AssignDialog)
    first = dialog.focusWidget()
    assert first is next(iter(dialog.staff_checks.values()))
    press(first, Key.Key_Space)
    press(dialog, Key.Key_F10)
    # Then the manager, who is likely for it, leads today
    leader = on_duty(manager, manager.now()).leader
    assert leader is not None
    assert leader.name == MANAGER
    assert texts(view.grid, 6) == ["待排", "待排", MANAGER, "待排"]
    assert "带班领导" not in view.state.text()


def test_a_clerk_is_told_who_makes_the_roster(page: DutyPage, window: DeskWindow, day: Day) -> None:
    window.session.set_desk(day.desk)
    press(roster_view(page).grid, Key.Key_E, CONTROL)
    dialog = shown(AssignDialog)
    next(iter(dialog.staff_checks.values())).setChecked(True)
    dialog.accept()
    assert "站长" in dialog.form.message.text()
    dialog.done(0)


def test_a_stand_in_is_entered_with_the_reason(page: DutyPage, manager: Desk, ids: dict[str, int]) -> None:
    set_duty(manager, Cell(TODAY, Post.DESK, "白班"), [ids[VIEWER]], uuid4())
    view = roster_view(page)
    press(view.grid, Key.Key_R, CONTROL)
    dialog = shown(StandInDialog)
    dialog.coming_box.setCurrentText(CLERK)
    type_text(dialog.reason_edit, "路上堵车", enter=True)
    assert [(line.name, line.remark) for line in roster(manager, TODAY, TODAY)] == [(CLERK, "替班：路上堵车")]
    assert "路上堵车" in view.about.text()


def test_last_week_is_copied_by_one_key(page: DutyPage, manager: Desk, ids: dict[str, int]) -> None:
    set_duty(manager, Cell(TODAY, Post.STANDBY), [ids[REPAIRERS[0]], ids[REPAIRERS[1]]], uuid4())
    view = roster_view(page)
    press(view.grid, Key.Key_PageDown, CONTROL)
    press(view.grid, Key.Key_D, CONTROL)
    assert view.monday == TODAY + timedelta(days=1)
    assert texts(view.grid, 6)[3] == f"{REPAIRERS[0]}\n{REPAIRERS[1]}"
    press(view.grid, Key.Key_Home, CONTROL)
    assert view.monday == TODAY - timedelta(days=6)


def test_a_post_is_filled_up_to_sunday_by_one_key(page: DutyPage, manager: Desk, ids: dict[str, int]) -> None:
    tomorrow = TODAY + timedelta(days=1)
    set_duty(manager, Cell(tomorrow, Post.DESK, "白班"), [ids[CLERK]], uuid4())
    view = roster_view(page)
    press(view.grid, Key.Key_PageDown, CONTROL)
    for _ in range(6):
        press(view.grid, Key.Key_Left)
    press(view.grid, Key.Key_D, CONTROL | SHIFT)
    assert [view.model.index(0, column).data() for column in range(7)] == [CLERK] * 7


def test_two_shifts_on_end_are_said_in_words(page: DutyPage, manager: Desk, ids: dict[str, int]) -> None:
    for shift in ("白班", "夜班"):
        set_duty(manager, Cell(TODAY, Post.DESK, shift), [ids[CLERK]], uuid4())
    assert texts(roster_view(page).grid, 6)[1] == f"{CLERK}\n连班"


def test_other_shift_times_are_written_as_lines(page: DutyPage, manager: Desk) -> None:
    press(roster_view(page).grid, Key.Key_T, CONTROL)
    dialog = shown(ShiftTimesDialog)
    assert dialog.lines_edit.toPlainText() == "白班 08:00-20:00\n夜班 20:00-08:00"
    dialog.lines_edit.setPlainText("早班 0630-1400\n晚")
    dialog.accept()
    assert "看不懂“晚”" in dialog.form.message.text()
    dialog.lines_edit.setPlainText("早班 0630-1400\n中班 14:00-22:00\n夜班 2200到0700")
    dialog.accept()
    assert "接不上" in dialog.form.message.text()
    dialog.lines_edit.setPlainText("早班 0630-1400\n中班 14:00-22:00\n夜班 2200到0630")
    dialog.accept()
    assert not is_shown(ShiftTimesDialog)
    assert [shift.name for shift in plan_on(manager, TODAY).shifts] == ["早班", "中班", "夜班"]


def test_times_that_hold_later_are_said(page: DutyPage, manager: Desk) -> None:
    later = PlanDraft(TODAY + timedelta(days=9), (ShiftHours("全天", 480, 480),))
    set_shifts(manager, later, uuid4())
    press(roster_view(page).grid, Key.Key_T, CONTROL)
    dialog = shown(ShiftTimesDialog)
    assert "2026-11-24 起：全天 08:00-08:00" in dialog.lead.text()
    dialog.reject()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("白班 08:00-20:00", (ShiftHours("白班", 480, 1200),)),
        ("白班0800~2000\n\n夜班 20：00 至 8：00", (ShiftHours("白班", 480, 1200), ShiftHours("夜班", 1200, 480))),
        ("小夜 16:00-24:00", (ShiftHours("小夜", 960, 0),)),
        ("白班 25:00-20:00", ()),
        ("白班", ()),
    ],
)
def test_lines_of_shifts_are_read(text: str, expected: tuple[ShiftHours, ...]) -> None:
    found, unread = read_shift_lines(text)
    assert found == expected
    assert bool(unread) == (not expected)
    assert read_shift_lines(shift_lines(found)) == (found, "")


@pytest.mark.parametrize(
    ("scale", "text", "figure"),
    [
        (100, "-5.5", -550),
        (100, "62", 6200),
        (100, "0.05", 5),
        (100, "－3。2", -320),
        (1, "450", 450),
        (1, "0.45", None),
        (100, "冷", None),
        (100, "", None),
    ],
)
def test_figures_are_read_without_rounding(qtbot: QtBot, scale: int, text: str, figure: int | None) -> None:
    edit = FigureEdit("℃", scale)
    qtbot.addWidget(edit)
    edit.setText(text)
    assert edit.figure() == figure
    assert edit.is_valid() == (figure is not None or not text)
    edit.set_figure(figure)
    assert edit.figure() == figure


def test_a_reading_is_typed_in_and_stands_on_top(page: DutyPage, manager: Desk) -> None:
    view = readings_view(page)
    assert "没有运行记录" in view.empty.title.text()
    press(view, Key.Key_N, CONTROL)
    dialog = shown(ReadingDialog)
    type_text(dialog.figure_edits["outdoor_c"], "-5.5")
    type_text(dialog.figure_edits["supply_c"], "6x")
    dialog.accept()
    assert "供水温度看不懂" in dialog.form.message.text()
    dialog.figure_edits["supply_c"].setText("62.5")
    press(dialog, Key.Key_F10)
    (reading,) = readings(manager, manager.now() - HOUR, manager.now() + HOUR)
    assert (reading.outdoor_c, reading.supply_c) == (-550, 6250)
    assert (texts(view.table, 2), texts(view.table, 5)) == (["-5.5"], ["62.5"])
    assert view.table.hasFocus()


def test_a_reading_is_corrected_and_withdrawn(page: DutyPage, manager: Desk) -> None:
    record_reading(manager, ReadingDraft(manager.now() - HOUR, "阴", supply_c=6000), uuid4())
    view = readings_view(page)
    press(view.table, Key.Key_G, CONTROL)
    dialog = shown(ReadingDialog)
    assert dialog.figure_edits["supply_c"].text() == "60"
    dialog.figure_edits["supply_c"].setText("61")
    dialog.accept()
    assert texts(view.table, 5) == ["61"]
    press(view.table, Key.Key_Delete, SHIFT)
    withdraw = shown(WithdrawDialog)
    withdraw.accept()
    assert "作废原因" in withdraw.form.message.text()
    type_text(withdraw.reason_edit, "时间记错", enter=True)
    assert texts(view.table, 5) == []


def test_earlier_weeks_of_readings_are_turned_to(page: DutyPage, manager: Desk) -> None:
    record_reading(manager, ReadingDraft(manager.now() - timedelta(days=6, hours=23), "阴"), uuid4())
    record_reading(manager, ReadingDraft(manager.now(), "晴"), uuid4())
    view = readings_view(page)
    assert texts(view.table, 1) == ["晴"]
    press(view.table, Key.Key_PageUp, CONTROL)
    assert texts(view.table, 1) == ["阴"]
    press(view.table, Key.Key_PageDown, CONTROL)
    assert texts(view.table, 1) == ["晴"]


def test_a_line_is_written_in_few_keys(page: DutyPage, manager: Desk, day: Day) -> None:
    taken = day.take()
    view = notes_view(page)
    assert "未排班" in view.people.text()
    press(view, Key.Key_J, CONTROL)
    dialog = shown(NoteDialog)
    press(dialog.sort_row, Key.Key_1)
    assert dialog.focusWidget() is dialog.words_edit
    type_text(dialog.words_edit, "关 3 号楼单元阀")
    type_text(dialog.matter_edit, taken.number)
    press(dialog, Key.Key_F10)
    (note,) = notes(manager, manager.now() - HOUR, manager.now() + HOUR)
    assert (note.line.sort, note.line.words, note.line.matter_id) == ("抢修", "关 3 号楼单元阀", taken.matter_id)
    assert texts(view.table, 2) == ["关 3 号楼单元阀"]


def test_a_corrected_line_shows_what_stood_there(page: DutyPage, manager: Desk) -> None:
    write_note(manager, NoteDraft(manager.now(), "通知", "5 号楼停水"), uuid4())
    view = notes_view(page)
    press(view.table, Key.Key_U, CONTROL)
    dialog = shown(NoteDialog)
    dialog.words_edit.setPlainText("6 号楼停水")
    dialog.accept()
    assert texts(view.table, 2) == ["6 号楼停水"]
    assert texts(view.table, 5) == ["已更正"]
    assert "更正前" in view.whole.text()
    assert "5 号楼停水" in view.whole.text()


def test_covered_the_lines_show_no_telephone(page: DutyPage, window: DeskWindow, manager: Desk) -> None:
    write_note(manager, NoteDraft(manager.now(), "来电", "回电 13800001234"), uuid4())
    view = notes_view(page)
    assert "13800001234" in view.whole.text()
    window.session.cover(True)
    assert "13800001234" not in view.whole.text() + "".join(texts(view.table, 2))


def test_a_shift_back_stays_until_one_returns(page: DutyPage, manager: Desk) -> None:
    write_note(manager, NoteDraft(manager.now() - HOUR, "通知", "昨夜"), uuid4())
    view = notes_view(page)
    assert texts(view.table, 2) == []
    press(view, Key.Key_PageUp, CONTROL)
    assert "夜班" in view.span.text()
    assert texts(view.table, 2) == ["昨夜"]
    press(view, Key.Key_PageDown, CONTROL)
    assert "本班" in view.span.text()


def test_the_shift_is_printed(page: DutyPage, manager: Desk) -> None:
    write_note(manager, NoteDraft(manager.now(), "通知", "降温"), uuid4())
    view = notes_view(page)
    press(view, Key.Key_P, CONTROL)
    dialog = shown(RecordDialog)
    assert dialog.ready
    assert dialog.save_button.isEnabled()
    assert dialog.file_name() == "值班记录 2026-11-15 白班"
    dialog.reject()


def test_a_line_leads_to_its_matter(page: DutyPage, manager: Desk, day: Day, qtbot: QtBot) -> None:
    taken = day.take()
    first = write_note(manager, NoteDraft(manager.now(), "抢修", "已派"), uuid4())
    correct_note(manager, first.note_id, NoteDraft(manager.now(), "抢修", "已派", matter_id=taken.matter_id), uuid4())
    view = notes_view(page)
    with qtbot.waitSignal(view.matter_wanted) as wanted:
        view.matter_action.trigger()
    assert wanted.args == [taken.matter_id]


def test_the_lists_are_chosen_by_alt_and_a_digit(page: DutyPage) -> None:
    press(page, Key.Key_2, ALT)
    assert page.stack.currentIndex() == READINGS
    press(page, Key.Key_3, ALT)
    assert page.stack.currentIndex() == NOTES


def test_above_every_page_stands_who_is_on_duty(
    page: DutyPage, window: DeskWindow, manager: Desk, day: Day, ids: dict[str, int], qtbot: QtBot
) -> None:
    # Given nobody entered, then a clerk, the head and a repairer
    qtbot.waitUntil(lambda: window.top_bar.duty.text() == "白班")
    set_duty(manager, Cell(TODAY, Post.DESK, "白班"), [ids[CLERK]], uuid4())
    set_duty(manager, Cell(TODAY, Post.LEADER), [ids[MANAGER]], uuid4())
    set_duty(manager, Cell(TODAY, Post.STANDBY), [ids[REPAIRERS[0]]], uuid4())
    settle()
    # Then the line says so, and its tip how to reach them
    assert window.top_bar.duty.text() == f"白班 {CLERK}　带班 {MANAGER}"
    assert f"夜间备班　{REPAIRERS[0]} 13800000101" in window.top_bar.duty.toolTip()
    # By night the standby is named too
    day.clock.advance(timedelta(hours=13))
    window.session.changed.emit([])
    settle()
    assert window.top_bar.duty.text() == f"夜班　带班 {MANAGER}　备班 {REPAIRERS[0]}"
    # And covered it shows no telephone
    window.session.cover(True)
    assert "13800000101" not in window.top_bar.duty.toolTip()


def test_an_endless_word_leaves_the_window_as_wide_as_it_was(page: DutyPage, manager: Desk) -> None:
    window = page.window()
    window.resize(1366, 768)
    write_note(manager, NoteDraft(manager.now(), "来电", "www" * 160), uuid4())

    page.show_view(NOTES)

    assert "www" in notes_view(page).whole.text()
    QApplication.processEvents()
    assert window.width() == 1366
