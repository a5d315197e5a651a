"""The board through a night: midnight, a shift that turns, somebody at the counter, somebody who has left."""

from datetime import timedelta
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.services.duty.readings import ReadingDraft, record_reading
from app.services.kernel.desk import Desk
from app.services.kernel.operators import leave_station
from app.services.kernel.unit import writing
from app.services.matters.values import PlaceDraft
from app.services.outages.todays_word import say_todays_word
from app.services.repairs import acts
from app.services.repairs.values import FaultGroup, RepairDraft
from app.services.staff.approvals import USER_REASON, ApprovalDraft, record_approval
from app.views.board.page import BoardPage
from app.views.board.slips_in_turn import SlipsInTurn
from app.views.board.together_dialog import TogetherDialog
from app.views.desk_window import DeskWindow
from app.views.duty.on_duty_line import OnDutyLine
from app.views.repairs.slip_dialog import SlipDialog
from app.views.widgets.badge import BadgeLabel
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, settle

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier
PRIVATE = "独居老人家不热，找女儿 13700000888"


def test_at_midnight_yesterdays_figures_and_weather_are_yesterdays(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    day.take(FaultGroup.COLD)
    record_reading(day.desk, ReadingDraft(day.now() - timedelta(minutes=5), "小雪", -600), uuid4())
    line = page.head.day_line
    qtbot.waitUntil(lambda: line.numbers.text().startswith("今日报修 1"))
    qtbot.waitUntil(lambda: "小雪" in line.weather_button.text())

    day.later(hours=16, minutes=1)
    page.tell_time()

    qtbot.waitUntil(lambda: line.numbers.text().startswith("今日报修 0"))
    assert "昨天" in line.weather_button.text()


def test_the_panel_says_the_same_time_left_as_the_list(page: BoardPage, day: Day) -> None:
    taken = day.take(FaultGroup.LEAK).matter_id
    page.show_changes({})
    settle()
    page.go_to("matter", taken)
    assert page.current_card() is not None

    day.later(minutes=4)
    page.tell_time()

    left = page.model.index(0, 0).data()
    assert left == "剩 26 分"
    assert left in {badge.text for badge in page.panel.findChildren(BadgeLabel)}


def test_silence_forgotten_at_the_change_of_shift_ends_with_it(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.findChild(OnDutyLine) is not None)
    duty = window.findChild(OnDutyLine)
    assert duty is not None
    duty.read()
    window.mute_action.trigger()
    duty.read()
    assert window.mute_action.isChecked()

    day.later(hours=12, minutes=1)
    duty.read()

    assert not window.mute_action.isChecked()
    assert "恢复响铃" in window.notices.text.text()


def told_too_much(day: Day) -> int:
    draft = RepairDraft(FaultGroup.COLD, premises_id=day.premises_id, words=PRIVATE)
    return acts.take_repair(day.desk, draft, uuid4()).matter_id


def test_the_covered_board_tells_nobody_anything_in_tips_lists_or_open_dialogs(
    page: BoardPage, day: Day, qtbot: QtBot
) -> None:
    first, _ = told_too_much(day), told_too_much(day)
    say_todays_word(day.desk, "抢修找 13700000888", uuid4())
    page.show_changes({})
    settle()
    page.head.read()
    page.go_to("matter", first)
    page.begin()
    assert page.current_card() is not None
    press(page.table, Key.Key_D, Shift)
    dialog = shown(TogetherDialog)
    assert "独居" in dialog.list.item(0).text()

    qtbot.waitUntil(dialog.isActiveWindow)
    press(dialog.list, Key.Key_F12)

    seen = [dialog.list.item(place).text() for place in range(dialog.list.count())]
    word = page.head.word_line
    seen += [word.text(), word.toolTip()]
    assert [text for text in seen if "13700000888" in text or "独居" in text] == []
    assert all("137****0888" in text for text in seen)
    dialog.done(0)


def test_an_address_with_a_telephone_in_it_is_covered_wherever_it_stands(page: BoardPage, day: Day) -> None:
    place = PlaceDraft("东蒲洼村口，到了打 13700000888")
    draft = RepairDraft(FaultGroup.COLD, place=place, words="不热")
    taken = acts.take_repair(day.desk, draft, uuid4()).matter_id
    day.dispatch(taken)
    page.show_changes({})
    settle()
    page.go_to("matter", taken)
    assert page.current_card() is not None
    assert "13700000888" in page.crew_strip.texts()[0]

    page.session.cover(True)

    index = page.model.index(0, 3)
    heading = next(part.text() for part in page.panel.findChildren(QLabel) if "东蒲洼" in part.text())
    button = next(part for part in page.crew_strip.findChildren(QPushButton) if "东蒲洼" in part.text())
    seen = [index.data(), index.data(Qt.ItemDataRole.ToolTipRole), heading, button.text(), button.toolTip()]
    assert [text for text in seen if "137****0888" not in text] == []


def test_what_waits_beside_the_clocks_is_covered_at_once(page: BoardPage, day: Day) -> None:
    asked = day.take(FaultGroup.COLD).matter_id
    with writing(day.desk, "test.approvals", uuid4()) as unit:
        record_approval(unit, USER_REASON, PRIVATE, ApprovalDraft(1, day.now(), "同意"), asked)
    page.choose_group("approvals")
    model = page.lists.waiting.model
    repainted = []
    model.dataChanged.connect(lambda *_: repainted.append(model.index(0, 3).data()))

    page.session.cover(True)

    assert len(repainted) == 1
    assert "13700000888" not in repainted[0]


def test_a_slip_voided_meanwhile_does_not_keep_the_others_from_the_printer(
    page: BoardPage, window: DeskWindow, day: Day
) -> None:
    sent = [day.dispatch(day.take(FaultGroup.COLD).matter_id) for _ in range(2)]

    SlipsInTurn(page, ["HD-PQZ-20261115-9999", sent[1].sheet_number]).next()

    slip = shown(SlipDialog)
    assert slip.number == sent[1].sheet_number
    assert window.notices.isVisible()
    slip.reject()
    assert not is_shown(SlipDialog)


def test_somebody_who_has_left_with_a_job_stands_first_and_is_marked(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    day.dispatch(day.take(FaultGroup.COLD).matter_id)
    manager: Desk = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    leave_station(manager, day.repairers[0], day.desk.today(), uuid4())
    page.show_changes({})
    settle()

    qtbot.waitUntil(lambda: "已不派工" in page.crew_strip.texts()[0])
    assert page.crew_strip.texts()[0] == "张建国　已不派工\n和平里小区 3 号楼"
    button = next(each for each in page.crew_strip.findChildren(QPushButton) if "已不派工" in each.text())
    assert "改派" in button.toolTip()
