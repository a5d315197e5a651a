"""The board beside a server: answers come later, keys pressed meanwhile do nothing twice."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.premises import Building
from app.services.customers.finding.index import reindex
from app.services.kernel.store import Store
from app.services.matters.saved_filters import save_filter
from app.services.matters.values import PlaceDraft
from app.services.matters.worklist import Wanted
from app.services.repairs.reads import RepairCard, repair_card
from app.views.board.approvals_dialog import ApprovalsDialog
from app.views.board.explain_many_dialog import ExplainManyDialog
from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.matters.merge_dialogs import MergeDialog
from app.views.repairs.correction_dialogs import CorrectDialog
from app.views.repairs.dispatch_dialog import DispatchDialog
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.repairs.sheet_dialogs import SignLaterDialog
from app.views.repairs.visit_dialogs import ArrivalDialog
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.choice_row import ChoiceButton
from app.views.worklist.page import WorklistPage
from tests.support import desks
from tests.support.repairs import Day, begin
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

pytestmark = pytest.mark.postgres
Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def server(postgres_url: str) -> Iterator[Store]:
    with desks.opened(postgres_url) as store:
        yield store


@pytest.fixture
def town(server: Store) -> Day:
    day = begin(desks.desk_for(server))
    reindex(day.desk)
    return day


@pytest.fixture
def window(town: Day, settings: Settings, qtbot: QtBot) -> Iterator[DeskWindow]:
    session = Session(town.desk)
    window = DeskWindow(session, settings)
    qtbot.addWidget(window)
    window.resize(1366, 738)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    qtbot.waitUntil(lambda: session.saving == 0)
    session.close()


def in_front(window: DeskWindow, qtbot: QtBot) -> None:
    """The window has the keys again after a dialog."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def card(page: BoardPage, qtbot: QtBot) -> RepairCard:
    qtbot.waitUntil(lambda: page.current_card() is not None)
    found = page.current_card()
    assert found is not None
    return found


def test_a_call_is_taken_sent_and_arrived_by_keys(page: BoardPage, window: DeskWindow, town: Day, qtbot: QtBot) -> None:
    press(window, Key.Key_F2)
    intake = shown(IntakeDialog)
    qtbot.waitUntil(intake.isActiveWindow)
    type_text(intake.place_edit, "3-2-1102", enter=True)
    qtbot.waitUntil(lambda: intake.premises_id is not None)
    press(intake, Key.Key_1, Qt.KeyboardModifier.AltModifier)
    press(intake.what.fault_row, Key.Key_Return)
    press(intake.what.fault_row, Key.Key_Return)
    qtbot.waitUntil(lambda: not is_shown(IntakeDialog))
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    matter_id = card(page, qtbot).head.matter_id

    in_front(window, qtbot)
    page.table.setFocus()
    press(page.table, Key.Key_D)
    sending = shown(DispatchDialog)
    qtbot.waitUntil(lambda: bool(sending.repairer_row.findChildren(ChoiceButton)))
    press(sending.repairer_row, Key.Key_1)
    sending.print_check.setChecked(False)
    press(sending.note_edit, Key.Key_Return)
    press(sending.note_edit, Key.Key_Return)
    qtbot.waitUntil(lambda: not is_shown(DispatchDialog))
    qtbot.waitUntil(lambda: len(card(page, qtbot).facts.visits) == 1)

    in_front(window, qtbot)
    press(page.table, Key.Key_A)
    press(shown(ArrivalDialog).at_edit.edit, Key.Key_Return)
    qtbot.waitUntil(lambda: not is_shown(ArrivalDialog))

    facts = repair_card(town.desk, matter_id).facts
    assert len(facts.visits) == 1
    assert facts.visits[0].arrived_at is not None


def test_lists_of_dialogs_come_when_the_server_answers(
    page: BoardPage, window: DeskWindow, town: Day, qtbot: QtBot
) -> None:
    first, second = town.take(), town.take()
    page.go_to("matter", second.matter_id)
    qtbot.waitUntil(lambda: page.in_hand() is not None)
    page.table.setFocus()

    press(page.table, Key.Key_M)
    merging = shown(MergeDialog)
    qtbot.waitUntil(lambda: merging.main_row.value() == first.matter_id)
    merging.done(0)
    in_front(window, qtbot)
    press(page.table, Key.Key_E, Control)
    telling = shown(ExplainManyDialog)
    qtbot.waitUntil(lambda: len(telling.list.ticks.rows) == 2)
    telling.done(0)
    in_front(window, qtbot)
    press(page.table, Key.Key_B, Control)
    signing = shown(ApprovalsDialog)
    assert not signing.agree_button.isEnabled()
    signing.done(0)
    page.acts.corrections.correct_action.trigger()
    correcting = shown(CorrectDialog)
    type_text(correcting.reason_edit, "没有改", enter=True)
    qtbot.waitUntil(correcting.form.message.isVisible)
    assert correcting.save_button.isEnabled()
    correcting.done(0)


def test_what_is_read_before_a_dialog_opens_is_about_the_matter_the_key_was_pressed_on(
    page: BoardPage, window: DeskWindow, town: Day, qtbot: QtBot
) -> None:
    first, second = town.finished(), town.take()
    town.returned(first, signed="absent", view="")
    page.show_changes({})
    qtbot.waitUntil(lambda: second.matter_id in page.feed.lines)
    page.go_to("matter", first.matter_id)
    qtbot.waitUntil(lambda: page.in_hand() is not None)

    page.acts.sheets.sign_later_action.trigger()
    page.table.go_to(second.matter_id)

    qtbot.waitUntil(lambda: is_shown(SignLaterDialog))
    assert shown(SignLaterDialog).matter_id == first.matter_id
    shown(SignLaterDialog).done(0)


def test_lists_beside_the_clocks_chosen_quickly_keep_their_own_rows(page: BoardPage, town: Day, qtbot: QtBot) -> None:
    sent = town.finished()
    page.choose_group("sheets")
    waiting = page.lists.waiting
    sheets = waiting.model
    page.choose_group("approvals")
    rows = []
    waiting.model.loaded.connect(lambda: rows.append(waiting.model.rowCount()))

    qtbot.waitUntil(lambda: sheets.ids() == [sent.sheet_id])

    assert (rows, waiting.model.rowCount()) == ([], 0)


def test_a_dialog_closed_before_its_list_came_hears_nothing(
    page: BoardPage, window: DeskWindow, town: Day, qtbot: QtBot
) -> None:
    taken = town.take()
    page.go_to("matter", taken.matter_id)
    qtbot.waitUntil(lambda: page.in_hand() is not None)
    page.table.setFocus()

    press(page.table, Key.Key_M)
    shown(MergeDialog).reject()
    in_front(window, qtbot)
    press(page.table, Key.Key_E, Control)
    shown(ExplainManyDialog).reject()

    qtbot.wait(100)
    assert not is_shown(MergeDialog)


def test_a_saved_choice_of_a_building_is_that_building_although_its_name_comes_later(
    window: DeskWindow, town: Day, qtbot: QtBot
) -> None:
    town.take()
    town.take(premises_id=None, place=PlaceDraft("河边沟里", "free"))
    ((building_id, community_id),) = town.desk.store.tuples(Building.select(Building.id, Building.community).limit(1))
    wanted = Wanted(community_id=community_id, building_id=building_id)
    save_filter(town.desk, "三号楼", wanted, False, uuid4())
    page = window.open_page("worklist")
    assert isinstance(page, WorklistPage)
    qtbot.waitUntil(lambda: page.saved_box.count() == 2 and page.filter_form.community_box.count() > 1)

    page.saved_box.setCurrentIndex(1)
    page.saved_box.activated.emit(1)

    assert page.filter_form.wanted() == wanted
    qtbot.waitUntil(lambda: page.filter_form.building_box.currentData() == building_id)
    qtbot.waitUntil(lambda: not page.is_searching)
    assert page.count.text() == "查到 1 件"
