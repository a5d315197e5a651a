"""Groups, filters and the repairers of the board; what waits beside the clocks."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.premises import Building, Premises
from app.services.duty.readings import ReadingDraft, record_reading
from app.services.kernel.unit import writing
from app.services.matters.values import Noted
from app.services.outages.todays_word import say_todays_word
from app.services.repairs import acts
from app.services.repairs.reads import repair_card
from app.services.repairs.values import FaultGroup
from app.services.staff.approvals import USER_REASON, ApprovalDraft, record_approval
from app.views.board.approvals_dialog import ApprovalsDialog
from app.views.board.crew_dialog import CrewDialog
from app.views.board.page import BoardPage
from app.views.board.together_dialog import TogetherDialog
from app.views.care.page import CarePage
from app.views.desk_window import DeskWindow
from app.views.outages.act_dialogs import TodaysWordDialog
from app.views.repairs.slip_dialog import SlipDialog
from app.views.returns.page import ReturnsPage
from app.views.settings import Settings
from app.views.theme import apply_theme
from tests.support.care import Town
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press

Key, Shift, Alt = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def elsewhere(day: Day) -> int:
    """A flat in another building."""
    with writing(day.desk, "test.premises", uuid4()) as unit:
        building_id = unit.insert(Building, community_id=1, name="7")
        return unit.insert(Premises, building_id=building_id, unit="1", room="101", address="和平里小区-7-1-101")


def test_a_group_shows_its_own_clock_and_is_ordered_by_it(page: BoardPage, day: Day) -> None:
    cold = day.take(FaultGroup.COLD).matter_id
    day.later(minutes=10)
    leak = day.take(FaultGroup.LEAK).matter_id

    page.choose_group("finish")

    titles = {page.model.index(row, 1).data() for row in range(page.model.rowCount())}
    assert (titles, page.model.ids()) == ({"排除故障"}, [cold, leak])
    page.choose_group("leak")
    assert page.model.ids() == [leak]


def test_arrows_go_from_group_to_group_and_pass_empty_ones(page: BoardPage, day: Day) -> None:
    day.take(FaultGroup.COLD)
    page.begin()

    gone_to = []
    for _ in range(4):
        press(page.table, Key.Key_Right)
        gone_to.append(page.groups.current)
    press(page.table, Key.Key_1, Alt)

    assert gone_to == ["unsent", "arrive", "finish", "all"]
    assert page.groups.current == "all"


def test_larger_letters_leave_the_line_above_the_board_in_order(
    page: BoardPage, settings: Settings, qapp: QApplication, day: Day, qtbot: QtBot
) -> None:
    taken = day.take(FaultGroup.COLD).matter_id
    page.session.ask(acts.urge, taken, Noted(note="快点"), uuid4())
    qtbot.waitUntil(page.undo_button.isVisible)

    apply_theme(qapp, "light", 150)

    line = [page.quick_edit, page.undo_button, page.head.day_line]
    qtbot.waitUntil(lambda: page.quick_edit.height() >= page.quick_edit.sizeHint().height())
    assert [left.geometry().right() < right.x() for left, right in pairwise(line)] == [True, True]
    assert page.groups.geometry().right() < page.head.sift_button.x()
    assert page.crew_strip.isVisible() is False


def test_the_narrowest_board_keeps_the_chosen_group_and_drops_empty_ones_first(page: BoardPage, day: Day) -> None:
    day.take(FaultGroup.COLD)
    page.choose_group("complaint")
    page.groups.resize(page.groups.sizeHint().width() // 2, page.groups.height())

    shown = [part.text() for part in page.groups.parts if not part.isHidden()]  # type: ignore[attr-defined]

    assert shown[0] == "全部 1"
    assert "投诉 0" in shown
    assert {"到场 1", "办结 1"} <= set(shown)
    assert "待核 0" not in shown


def test_a_filter_narrows_every_group_and_is_taken_away_by_a_key(page: BoardPage, day: Day) -> None:
    first = day.take(FaultGroup.COLD).matter_id
    other = day.take(FaultGroup.LEAK, premises_id=elsewhere(day)).matter_id
    page.show_changes({})
    page.table.go_to(other)

    press(page.table, Key.Key_B, Shift)
    narrowed, texts = page.model.ids(), page.groups.texts()[:4]
    said = page.head.sift_button.text()
    press(page.table, Key.Key_X, Shift)

    assert (narrowed, texts) == ([other], ["全部 1", "超时 0", "未派工 1", "漏水 1"])
    assert "和平里小区 7 号楼" in said
    assert set(page.model.ids()) == {first, other}


def test_the_filters_menu_lists_only_what_is_on_the_board(page: BoardPage, day: Day) -> None:
    cold = day.take(FaultGroup.COLD).matter_id
    day.take(FaultGroup.LEAK)
    page.show_changes({})
    menu = page.head.sift_button.choices
    menu.aboutToShow.emit()

    kinds = next(action.menu() for action in menu.actions() if action.text() == "类别")
    texts = [action.text() for action in kinds.actions()]
    next(action for action in kinds.actions() if action.text() == "不热　1").trigger()

    assert sorted(texts) == ["不热　1", "跑冒滴漏　1"]
    assert page.model.ids() == [cold]


def test_each_repairer_stands_below_with_his_present_job(page: BoardPage, day: Day) -> None:
    mine = day.take(FaultGroup.COLD).matter_id
    day.dispatch(mine)
    day.take(FaultGroup.LEAK)
    page.show_changes({})

    assert page.crew_strip.texts()[0] == "张建国　已派工\n和平里小区 3 号楼"
    assert page.crew_strip.isVisible()
    page.crew_strip.pressed.emit(day.repairers[0])
    alone = page.model.ids()
    page.crew_strip.pressed.emit(day.repairers[0])

    assert (alone, page.model.rowCount()) == ([mine], 2)


def test_one_key_says_where_everybody_is_and_enter_goes_there(page: BoardPage, day: Day) -> None:
    day.take(FaultGroup.LEAK)
    mine = day.take(FaultGroup.COLD).matter_id
    day.dispatch(mine)
    page.show_changes({})
    page.begin()

    press(page.table, Key.Key_Q)
    dialog = shown(CrewDialog)
    press(dialog.table, Key.Key_Return)

    assert not is_shown(CrewDialog)
    assert page.table.current_id() == mine


def test_jobs_of_one_building_go_to_one_man_and_their_slips_come_one_after_the_other(
    page: BoardPage, day: Day, qtbot: QtBot
) -> None:
    first, second = day.take(FaultGroup.COLD).matter_id, day.take(FaultGroup.COLD).matter_id
    other = day.take(FaultGroup.COLD, premises_id=elsewhere(day)).matter_id
    page.go_to("matter", first)
    page.begin()

    press(page.table, Key.Key_D, Shift)
    dialog = shown(TogetherDialog)
    assert (dialog.ticked(), dialog.save_button.text()) == ((first, second), "一起派工 2 张")
    press(dialog.repairer_row, Key.Key_1)
    press(dialog.repairer_row, Key.Key_F10)

    numbers = []
    for _ in range(2):
        slip = shown(SlipDialog)
        numbers.append(slip.number)
        slip.reject()
    qtbot.waitUntil(lambda: not is_shown(SlipDialog))
    phases = {matter_id: repair_card(day.desk, matter_id).head.phase for matter_id in (first, second, other)}
    assert phases == {first: "已派工", second: "已派工", other: "已受理"}
    assert len(set(numbers)) == 2


def test_a_building_with_one_job_is_not_sent_together(page: BoardPage, window: DeskWindow, day: Day) -> None:
    only = day.take(FaultGroup.COLD).matter_id
    page.go_to("matter", only)

    press(page.table, Key.Key_D, Shift)

    assert not is_shown(TogetherDialog)
    assert "单张派工" in window.notices.text.text()


def test_slips_not_handed_in_are_a_list_and_enter_opens_them_where_they_are_typed_in(
    page: BoardPage, window: DeskWindow, day: Day
) -> None:
    sent = day.finished()
    page.choose_group("sheets")
    waiting = page.lists.waiting
    row = waiting.row_in_hand()
    assert row is not None
    assert (row.number, row.who, row.matter_id) == (sent.sheet_number, "张建国", sent.matter_id)
    assert page.panel.card is not None

    press(waiting.table, Key.Key_Return)

    returns = window.page
    assert isinstance(returns, ReturnsPage)
    assert returns.form.found is not None
    assert returns.form.found.number == sent.sheet_number


def test_a_doubt_opens_where_it_is_settled(page: BoardPage, window: DeskWindow, day: Day) -> None:
    town = Town(day.desk)
    flats = [town.flat("9", "1", room, "王芳", community="朝阳小区") for room in ("101", "102")]
    doubts = [town.doubt(flat, "area", "面积太大") for flat in flats]
    page.choose_group("doubts")
    waiting = page.lists.waiting
    waiting.table.go_to(doubts[1])
    assert page.premises_in_hand() == flats[1]

    press(waiting.table, Key.Key_Return)

    care = window.page
    assert isinstance(care, CarePage)
    assert care.doubts.table.current_id() == doubts[1]


def test_what_was_asked_at_night_opens_the_one_that_was_chosen(page: BoardPage, day: Day) -> None:
    asked = [day.take(FaultGroup.COLD).matter_id for _ in range(2)]
    with writing(day.desk, "test.approvals", uuid4()) as unit:
        draft = ApprovalDraft(1, day.now(), "同意")
        ids = [record_approval(unit, USER_REASON, "长期不在家", draft, matter_id) for matter_id in asked]
    page.choose_group("approvals")
    waiting = page.lists.waiting
    waiting.table.go_to(ids[1])

    press(waiting.table, Key.Key_Return)

    dialog = shown(ApprovalsDialog)
    assert dialog.row.value() == ids[1]
    dialog.reject()


def test_nothing_to_sign_says_so(page: BoardPage) -> None:
    page.choose_group("approvals")

    assert "没有待补签" in page.lists.waiting.currentWidget().currentWidget().title.text()
    assert not is_shown(ApprovalsDialog)
    page.choose_group("all")
    assert not page.lists.shows_waiting


def test_todays_word_stands_above_the_board_and_is_edited_from_it(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    assert not page.head.word_line.isVisible()
    page.session.ask(say_todays_word, "抢修中，晚八点恢复", uuid4())
    qtbot.waitUntil(page.head.word_line.isVisible)
    assert "晚八点恢复" in page.head.word_line.text()

    page.head.word_line.click()
    dialog = shown(TodaysWordDialog)
    assert dialog.words_edit.toPlainText() == "抢修中，晚八点恢复"
    dialog.words_edit.setPlainText("")
    dialog.save_button.click()

    qtbot.waitUntil(lambda: not page.head.word_line.isVisible())


def test_the_day_is_counted_and_the_weather_stands_beside_it(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    line = page.head.day_line
    assert line.weather_button.text() == "记天气"
    day.finished()
    draft = ReadingDraft(day.now() - timedelta(minutes=5), "小雪", -600, supply_c=6250, return_c=4130)
    page.session.ask(record_reading, draft, uuid4())

    qtbot.waitUntil(lambda: "小雪 -6℃" in line.weather_button.text())
    assert line.numbers.text() == "今日报修 1　完工 1　回访 0"
    assert "供 62.5" in line.weather_button.toolTip()
