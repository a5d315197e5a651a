"""交接班 by keyboard: written, signed, ticked, taken over; half-finished ones are taken up again."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.matters import Matter
from app.services.duty.handover_reads import recent_handovers
from app.services.duty.handover_values import Sort, Stage
from app.services.duty.roster import Cell, Post, set_duty
from app.services.kernel.desk import Role
from app.services.kernel.operators import StaffDraft, actor_named, add_staff
from app.services.kernel.times import CHINA
from app.views.desk_window import DeskWindow
from app.views.duty.handover_dialogs import AcceptDialog, HandoverPaper, SignDialog, VoidDialog, WriteDialog
from app.views.duty.handover_view import HandoverView
from app.views.duty.page import HANDOVER, NOTES, DutyPage
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.pin_dialog import PinDialog
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NEXT, NEXT_PIN = "钱客服", "4567"
EVENING = datetime(2026, 11, 15, 19, 50, tzinfo=CHINA)


@pytest.fixture
def view(window: DeskWindow, day: Day) -> HandoverView:
    """In front shortly before the day shift ends, with two late leaks and the next clerk entered."""
    head = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    add_staff(head, StaffDraft(NEXT, "qkf", "004", frozenset({Role.CLERK}), pin=NEXT_PIN), uuid4())
    coming = int(actor_named(day.desk.store, NEXT).staff_id or 0)
    set_duty(head, Cell(EVENING.date(), Post.DESK, "夜班"), [coming], uuid4())
    day.take()
    day.take()
    day.clock.set(EVENING)
    page = window.open_page("duty")
    assert isinstance(page, DutyPage)
    page.show_view(HANDOVER)
    assert isinstance(page.view, HandoverView)
    return page.view


def write(view: HandoverView, words: str = "") -> None:
    press(view.table, Key.Key_W, CONTROL)
    dialog = shown(WriteDialog)
    type_text(dialog.notices_edit, words)
    press(dialog, Key.Key_F10)


def sign(view: HandoverView) -> None:
    press(view.table, Key.Key_S, CONTROL)
    type_text(shown(SignDialog).pin_edit, desks.CLERK_PIN, enter=True)


def stage(view: HandoverView) -> Stage:
    return recent_handovers(view.session.desk)[0].stage


def test_a_shift_is_handed_over_by_keys_alone(view: HandoverView, day: Day) -> None:
    assert [line.sort for line in map(view.model.row_at, range(2)) if line] == [Sort.OVERDUE] * 2
    assert "未办结 2 件" in view.state.text()
    write(view, "明早检修")
    assert not is_shown(WriteDialog)
    sign(view)
    assert stage(view) is Stage.SIGNED

    press(view.table, Key.Key_Space)
    press(view.table, Key.Key_Space)
    assert not view.tick_all_action.isEnabled()
    press(view.table, Key.Key_Return, CONTROL)
    dialog = shown(AcceptDialog)
    assert dialog.who_edit.text() == NEXT
    type_text(dialog.pin_edit, NEXT_PIN, enter=True)

    assert stage(view) is Stage.ACCEPTED
    assert view.session.desk.actor.name == NEXT
    owners = day.desk.store.scalars(Matter.select(Matter.owner))
    assert owners == [view.session.desk.actor.staff_id] * 2


def test_what_is_not_ticked_is_asked_for_before_it_is_signed(view: HandoverView) -> None:
    write(view)
    sign(view)
    press(view.table, Key.Key_Return, CONTROL)
    dialog = shown(AcceptDialog)
    assert dialog.unticked_edit.isVisible()
    assert not dialog.late_edit.isVisible()

    type_text(dialog.pin_edit, NEXT_PIN, enter=True)
    assert dialog.unticked_edit.property("invalid")
    type_text(dialog.unticked_edit, "正在接抢修电话", enter=True)

    assert stage(view) is Stage.ACCEPTED


def test_a_late_relief_is_asked_why(view: HandoverView, day: Day) -> None:
    write(view)
    sign(view)
    day.clock.set(EVENING + timedelta(hours=1))
    press(view.table, Key.Key_A, CONTROL)
    press(view.table, Key.Key_Return, CONTROL)
    dialog = shown(AcceptDialog)
    assert dialog.focusWidget() is dialog.late_edit
    type_text(dialog.late_edit, "大雪封路")
    type_text(dialog.pin_edit, NEXT_PIN, enter=True)

    assert recent_handovers(view.session.desk)[0].late_reason == "大雪封路"
    press(view, Key.Key_W, CONTROL)
    assert is_shown(WriteDialog)


def test_who_becomes_late_while_the_dialog_stands_open_is_asked_there(view: HandoverView, day: Day) -> None:
    write(view)
    sign(view)
    press(view.table, Key.Key_A, CONTROL)
    press(view.table, Key.Key_Return, CONTROL)
    dialog = shown(AcceptDialog)
    assert not dialog.late_edit.isVisible()
    day.later(hours=1)

    type_text(dialog.pin_edit, NEXT_PIN, enter=True)
    assert dialog.late_edit.isVisible()
    type_text(dialog.late_edit, "大雪封路", enter=True)

    assert stage(view) is Stage.ACCEPTED


def test_a_half_finished_handover_comes_up_again_and_can_be_voided(
    view: HandoverView, session: Session, settings: Settings, qtbot: QtBot
) -> None:
    write(view, "第一份")
    again = HandoverView(session, settings)
    qtbot.addWidget(again)
    again.read()
    assert again.sign_action.isEnabled()
    assert "第一份" in again.side.text()

    press(view.table, Key.Key_Delete, CONTROL)
    dialog = shown(VoidDialog)
    type_text(dialog.reason_edit, "重写", enter=True)

    assert stage(view) is Stage.VOID
    assert "还没有写交接班" in view.state.text()


def test_only_who_leaves_signs_or_changes_it_and_another_writes_his_own(view: HandoverView, session: Session) -> None:
    write(view, "第一份")
    session.take_over(actor_named(session.desk.store, NEXT))

    assert "第一份" in view.side.text()
    assert not view.sign_action.isEnabled()
    write(view, "第二份")
    assert "第二份" in view.side.text()
    assert [head.leaving for head in recent_handovers(session.desk)] == [NEXT, desks.CLERK]


def test_an_earlier_handover_is_looked_at_and_printed(view: HandoverView) -> None:
    write(view, "明早检修")
    sign(view)
    press(view.table, Key.Key_A, CONTROL)
    press(view.table, Key.Key_Return, CONTROL)
    type_text(shown(AcceptDialog).pin_edit, NEXT_PIN, enter=True)
    assert "还没有写交接班" in view.state.text()

    view.turn(-1)
    assert "明早检修" in view.side.text()
    press(view.table, Key.Key_P, CONTROL | SHIFT)
    paper = shown(HandoverPaper)
    assert paper.ready
    assert not paper.problem.isVisible()
    view.turn(0)
    assert "还没有写交接班" in view.state.text()


def test_the_desk_is_followed_while_nothing_is_written(view: HandoverView, day: Day, qtbot: QtBot) -> None:
    rows = view.model.rowCount()
    view.soon.setInterval(0)
    day.take()

    qtbot.waitUntil(lambda: view.model.rowCount() == rows + 1)


def test_turning_beyond_the_first_handover_stays_there(view: HandoverView) -> None:
    view.turn(-1)
    view.turn(-1)
    assert "还没有写交接班" in view.state.text()
    view.turn(1)
    write(view)

    assert view.sign_action.isEnabled()


def test_changing_the_operator_leads_to_the_handover(view: HandoverView, window: DeskWindow, qtbot: QtBot) -> None:
    page = window.open_page("duty")
    assert isinstance(page, DutyPage)
    page.show_view(NOTES)
    window.open_page("board")

    press(window, Key.Key_F9)
    qtbot.waitUntil(shown(PinDialog).isActiveWindow)
    press(shown(PinDialog), Key.Key_F3)

    assert window.stack.currentWidget() is page
    assert page.view is view
    assert not is_shown(PinDialog)
