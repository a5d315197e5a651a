"""停热事件 by keyboard: registered, joined, told, restored, called; and the strip of an intake window."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.services.kernel.times import china
from app.services.matters.steps import matter_row
from app.services.matters.values import Noted
from app.services.outages import acts
from app.services.outages.notice import issue_notice
from app.services.outages.reads import outage_card, outages, told_list
from app.services.outages.storm import StormOffer
from app.services.outages.todays_word import say_todays_word, todays_word
from app.services.outages.values import Cause, JoinDraft
from app.services.repairs.values import FaultGroup
from app.views.covering import HIDDEN
from app.views.desk_window import DeskWindow
from app.views.outages.act_dialogs import (
    BeginDialog,
    CorrectDialog,
    ExtendDialog,
    LeaveDialog,
    MomentDialog,
    PlanDialog,
    PostDialog,
    TellDialog,
    TodaysWordDialog,
    VoidDialog,
)
from app.views.outages.intake_banner import IntakeBannerBox
from app.views.outages.join_dialog import JoinDialog
from app.views.outages.outage_dialog import AreasDialog, OutageDialog
from app.views.outages.page import OutagesPage
from app.views.outages.words import phase_badge
from app.views.session import Session
from app.views.widgets.paper_dialog import PaperDialog
from tests.support.outages import Block
from tests.support.repairs import Day
from tests.views.dialogs import shown
from tests.views.keys import press, settle, type_text

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def block(day: Day) -> Block:
    return Block(day.desk)


@pytest.fixture
def page(window: DeskWindow, block: Block) -> OutagesPage:
    press(window, Key.Key_1, CONTROL | SHIFT)
    assert isinstance(window.page, OutagesPage)
    return window.page


def save(dialog: QWidget) -> None:
    press(dialog, Key.Key_F10)


def test_an_empty_page_says_what_to_do_and_an_incident_is_registered_by_keys(page: OutagesPage, block: Block) -> None:
    assert page.stack.currentWidget() is page.empty

    press(page, Key.Key_N, CONTROL)
    dialog = shown(OutageDialog)
    type_text(dialog.reason_edit, "东立管爆裂")
    type_text(dialog.areas.search, "23", enter=True)
    type_text(dialog.expected_edit.edit, "1130")
    save(dialog)

    [row] = outages(block.desk)
    assert (row.area, row.reason, row.cause_word) == ("雍阳花园 23号楼", "东立管爆裂", "设备故障")
    assert row.expected_at is not None
    assert f"{china(row.expected_at):%H:%M}" == "11:30"
    assert page.table.current_id() == row.matter_id


def test_calls_of_the_area_join_with_one_key(page: OutagesPage, block: Block) -> None:
    calls = [block.call(flat) for flat in range(3)]
    outage = block.incident(3)

    press(page.table, Key.Key_J)
    dialog = shown(JoinDialog)
    for _ in range(2):
        press(dialog.list, Key.Key_Space)
        press(dialog.list, Key.Key_Down)
    assert dialog.save_button.text() == "并入 2 户"
    save(dialog)

    assert [row.matter_id for row in told_list(block.desk, outage.matter_id)] == [
        calls[2].matter_id,
        calls[1].matter_id,
    ]
    assert page.told.count.text() == "已并入 2 户"


def test_every_act_of_an_incident_has_its_key(page: OutagesPage, block: Block) -> None:
    outage = block.incident(3)
    card = outage_card(block.desk, outage.matter_id)
    assert card.facts.users_told_at is None

    press(page.table, Key.Key_T)
    tell = shown(TellDialog)
    press(tell.how_row, Key.Key_3)
    save(tell)
    press(page.table, Key.Key_A)
    save(shown(MomentDialog))
    press(page.table, Key.Key_E)
    longer = shown(ExtendDialog)
    save(longer)
    assert "请填写" in longer.form.message.text()
    type_text(longer.expected_edit.edit, "1730")
    save(longer)
    press(page.table, Key.Key_G)
    post = shown(PostDialog)
    type_text(post.place_edit, "23号楼门口")
    save(post)
    press(page.table, Key.Key_R)
    save(shown(MomentDialog))

    card = outage_card(block.desk, outage.matter_id)
    assert [row.kind for row in card.timeline] == [
        "told",
        "began",
        "expected",
        "users_told",
        "arrived",
        "expected",
        "long_expected",
        "posted",
        "users_told",
        "long_notified",
        "restored",
    ]
    assert [row.place for row in card.postings] == ["23号楼门口"]


def test_a_notice_is_looked_at_after_it_has_its_number(page: OutagesPage, block: Block) -> None:
    outage = block.incident(3)

    press(page.table, Key.Key_P)

    dialog = shown(PaperDialog)
    assert "GG-PQZ-20261115-0001" in dialog.windowTitle()
    dialog.reject()
    assert [sheet.number for sheet in outage_card(block.desk, outage.matter_id).sheets] == ["GG-PQZ-20261115-0001"]


def test_at_restoration_the_list_is_called_with_one_key_each(page: OutagesPage, block: Block) -> None:
    outage = block.incident(3)
    ids = [block.call(flat).matter_id for flat in range(3)]
    acts.join_many(block.desk, outage.matter_id, ids, JoinDraft(), uuid4())
    assert not page.told.told_action.isEnabled()
    press(page.table, Key.Key_R)
    save(shown(MomentDialog))
    assert page.told.table.current_id() == ids[0]
    told = page.told.table
    told.setFocus()

    press(told, Key.Key_Y)
    assert told.current_id() == ids[1]
    press(told, Key.Key_N)
    assert told.current_id() == ids[2]
    press(told, Key.Key_L)
    leave = shown(LeaveDialog)
    assert leave.reason_edit.text() == "恢复后仍不热"
    save(leave)

    assert page.told.count.text() == "待告知恢复 1 户，共 3 户"
    assert [matter_row(block.desk.store, matter_id).phase for matter_id in ids] == ["已归档", "已并入停热", "已受理"]


def test_areas_times_and_the_incident_itself_are_put_right(page: OutagesPage, block: Block) -> None:
    outage = block.incident(3)

    press(page.table, Key.Key_M)
    areas = shown(AreasDialog)
    unit = areas.areas.findChild(QWidget, "unit")
    type_text(unit, "2")
    type_text(areas.reason_edit, "只有二单元")
    save(areas)
    press(page.table, Key.Key_X)
    correct = shown(CorrectDialog)
    assert "预计恢复" in correct.event_box.currentText()
    type_text(correct.until_edit.edit, "1000")
    type_text(correct.reason_edit, "听错了")
    save(correct)
    card = outage_card(block.desk, outage.matter_id)
    assert card.row.area == "雍阳花园 23号楼 2单元"
    assert card.facts.expected_at == block.desk.now() + timedelta(hours=2)

    press(page.table, Key.Key_Delete, SHIFT)
    void = shown(VoidDialog)
    type_text(void.reason_edit, "误报")
    save(void)
    assert outages(block.desk)[0].phase == "作废"
    assert not page.join_action.isEnabled()


def test_planned_work_is_announced_put_off_and_begun_by_keys(page: OutagesPage, block: Block) -> None:
    press(page, Key.Key_N, CONTROL)
    dialog = shown(OutageDialog)
    assert not dialog.plan_edit.isVisible()
    dialog.cause_row.pick(Cause.PLANNED)
    type_text(dialog.plan_edit.edit, "11-14 0900")
    save(dialog)
    assert "计划开始时间已过" in dialog.form.message.text()
    dialog.plan_edit.edit.clear()
    type_text(dialog.plan_edit.edit, "11-17 0900")
    assert not dialog.began_edit.isVisible()
    type_text(dialog.expected_edit.edit, "11-17 1500")
    save(dialog)
    [row] = outages(block.desk)
    assert (row.is_planned, china(row.began_at).hour) == (True, 9)
    assert phase_badge(row, block.desk.now()).text == "计划"
    assert not any(action.isEnabled() for action in (page.join_action, page.restore_action, page.arrive_action))

    press(page.table, Key.Key_E)
    plan = shown(PlanDialog)
    save(plan)
    assert "请填写" in plan.form.message.text()
    type_text(plan.begins_edit.edit, "11-18 0900")
    type_text(plan.expected_edit.edit, "11-18 1500")
    save(plan)
    block.later(days=3, hours=1)
    [row] = outages(block.desk)
    assert phase_badge(row, block.desk.now()).text == "到计划时间"
    press(page.table, Key.Key_S)
    save(shown(BeginDialog))

    [row] = outages(block.desk)
    assert row.is_open
    assert not page.begin_action.isEnabled()
    assert page.restore_action.isEnabled()


def test_the_number_of_a_notice_says_which_of_the_two_hangs(page: OutagesPage, block: Block) -> None:
    outage = block.incident(3)
    issue_notice(block.desk, outage.matter_id, False, uuid4())
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())
    issue_notice(block.desk, outage.matter_id, True, uuid4())

    press(page.table, Key.Key_G)
    post = shown(PostDialog)
    assert post.what_row.value() is True
    type_text(post.place_edit, "23号楼门口")
    save(post)

    [posting] = outage_card(block.desk, outage.matter_id).postings
    assert (posting.what, posting.sheet_number) == ("restored", "GG-PQZ-20261115-0002")


def test_the_word_of_today_is_written_on_the_page(page: OutagesPage, block: Block) -> None:
    press(page, Key.Key_D, CONTROL)
    dialog = shown(TodaysWordDialog)
    dialog.words_edit.setPlainText("今晚八点恢复")
    save(dialog)

    word = todays_word(block.desk)
    assert word is not None
    assert (word.words, page.word_line.text()) == ("今晚八点恢复", "今日口径：今晚八点恢复")


def test_covered_the_word_of_today_keeps_its_telephones(page: OutagesPage, block: Block) -> None:
    page.session.ask(say_todays_word, "有事找值班 13800000901", uuid4())
    settle()
    assert "13800000901" in page.word_line.text()

    press(page, Key.Key_F12)

    assert page.word_line.text() == "今日口径：有事找值班 138****0901"


def test_covered_the_list_shows_no_whole_telephone(page: OutagesPage, block: Block) -> None:
    outage = block.incident(3)
    call = block.call(0)
    acts.join(block.desk, outage.matter_id, call.matter_id, JoinDraft(), uuid4())

    page.session.cover(True)

    model = page.told.model
    cells = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert not any("13800000000" in cell for cell in cells)
    assert HIDDEN not in cells


@pytest.fixture
def strip(session: Session, block: Block, qtbot: QtBot) -> Iterator[IntakeBannerBox]:
    around = QWidget()
    column = QVBoxLayout(around)
    strip = IntakeBannerBox(session)
    column.addWidget(strip)
    qtbot.addWidget(around)
    with qtbot.waitActive(around):
        around.show()
        around.activateWindow()
    yield strip
    around.close()


def test_the_strip_says_when_heat_is_expected_back_and_joins_with_one_key(
    strip: IntakeBannerBox, block: Block, qtbot: QtBot
) -> None:
    outage = block.incident(3)
    strip.show_for(block.flats[0])

    assert strip.isVisible()
    assert strip.line.text() == "雍阳花园 23号楼 08:00 起停热（立管爆裂），预计 11:00 恢复"
    with qtbot.waitSignal(strip.join_wanted) as wanted:
        press(strip.window(), Key.Key_J, CONTROL)
    assert wanted.args == [outage.matter_id]


def test_the_strip_says_what_is_planned_and_offers_nothing(strip: IntakeBannerBox, block: Block, qtbot: QtBot) -> None:
    begins_at = block.desk.now() + timedelta(days=2)
    block.incident(60, cause=Cause.PLANNED, began_at=begins_at)
    strip.show_for(block.flats[0])

    assert strip.plan_line.text() == "雍阳花园 23号楼 计划 后天 08:00 起停热（立管爆裂），预计 后天 20:00 恢复"
    assert not strip.take_button.isVisible()
    with qtbot.assertNotEmitted(strip.join_wanted):
        press(strip.window(), Key.Key_J, CONTROL)
    for flat in range(3):
        block.call(flat)
    strip.show_for(block.flats[0])
    assert strip.plan_line.isVisible()
    assert strip.take_button.text() == "记为停热事件　Ctrl+J"


def test_the_strip_offers_a_storm_and_says_the_word_of_today(
    strip: IntakeBannerBox, block: Block, qtbot: QtBot
) -> None:
    strip.show_for()
    assert not strip.isVisible()
    for flat in range(2):
        block.call(flat)
    say_todays_word(block.desk, "二期抢修，请等候", uuid4())

    strip.show_for(block.flats[2])

    assert "已有 2 户来电" in strip.line.text()
    assert strip.word_line.text() == "今日口径：二期抢修，请等候"
    with qtbot.waitSignal(strip.storm_wanted) as wanted:
        press(strip.window(), Key.Key_J, CONTROL)
    assert isinstance(wanted.args[0], StormOffer)


def test_a_storm_becomes_an_incident_that_its_calls_and_the_new_one_join(page: OutagesPage, block: Block) -> None:
    from app.services.outages.storm import storm

    calls = [block.call(flat) for flat in range(3)]
    offer = storm(block.desk, block.building_id, block.desk.now())
    assert offer is not None
    new = block.call(3, FaultGroup.NOISE)

    dialog = OutageDialog(page.session, page, offer, (new.matter_id,))
    dialog.open()
    save(dialog)

    [row] = outages(block.desk)
    told = {line.matter_id for line in told_list(block.desk, row.matter_id)}
    assert told == {*(call.matter_id for call in calls), new.matter_id}


def test_the_list_to_call_is_printed_by_key(page: OutagesPage, block: Block) -> None:
    outage = block.incident(3)
    acts.join(block.desk, outage.matter_id, block.call(0).matter_id, JoinDraft(), uuid4())

    press(page.table, Key.Key_B)

    dialog = shown(PaperDialog)
    assert "打电话名单 MD-PQZ-20261115-0001" in dialog.windowTitle()
    dialog.reject()
