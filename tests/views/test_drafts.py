"""A call half written down outlives its window and its operator's shift; nobody but its author sees it."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.models.premises import Premises
from app.services.kernel.desk import Actor
from app.services.kernel.drafts import Draft
from app.services.kernel.unit import writing
from app.services.outages.incident import take_outage
from app.services.outages.values import OutageDraft
from app.services.repairs.intake import take_repair
from app.services.repairs.reads import find_matter, repair_card
from app.services.repairs.values import FaultGroup, RepairDraft
from app.views.board.page import BoardPage
from app.views.complaints.intake_dialogs import TipOffDialog
from app.views.desk_window import DeskWindow
from app.views.drafts import FOLDER
from app.views.outages.outage_dialog import OutageDialog
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.settings import Settings
from app.views.widgets.pin_dialog import PinDialog
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def dialog(window: DeskWindow, qtbot: QtBot) -> IntakeDialog:
    return ring(window, qtbot)


def ring(window: DeskWindow, qtbot: QtBot) -> IntakeDialog:
    """F2."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Key.Key_F2)
    dialog = shown(IntakeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def files(settings: Settings) -> list[Path]:
    return sorted((settings.folder / FOLDER).glob("*"))


def kept(settings: Settings) -> list[dict[str, object]]:
    """What stands on the disk, whole files only."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in files(settings) if path.suffix == ".json"]


def leak(dialog: IntakeDialog) -> None:
    """A caller who is still speaking."""
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    type_text(dialog.phone_edit, "13800001234")
    press(dialog.who.relation_row, Key.Key_3)
    press(dialog.group_row, Key.Key_1)
    press(dialog.what.fault_row, Key.Key_3)
    press(dialog.what.severity_row, Key.Key_1)
    type_text(dialog.words_edit, "阀门往外喷")
    type_text(dialog.told.agreed_edit, "0930")


def kill(window: DeskWindow) -> None:
    """The program is gone without a word: nothing of the window runs any more, its files stay."""
    for dialog in (each for each in window.findChildren(IntakeDialog) if each.isVisible()):
        dialog.draft_kept.watch.write()
        dialog.draft_kept.watch.leave()
        dialog.leave_to_author()
    window.calls.wait()


def sit_down(window: DeskWindow, day: Day, name: str) -> Actor:
    actor = desks.desk_for(day.desk.store, name, day.clock).actor
    window.session.take_over(actor)
    return actor


def again(window: DeskWindow, settings: Settings, qtbot: QtBot) -> DeskWindow:
    """The window of the next start."""
    kill(window)
    window.close()
    fresh = DeskWindow(window.session, settings)
    qtbot.addWidget(fresh)
    fresh.resize(1366, 738)
    with qtbot.waitActive(fresh):
        fresh.show()
        fresh.activateWindow()
    return fresh


def test_a_call_is_on_the_disk_while_it_is_typed(dialog: IntakeDialog, settings: Settings, qtbot: QtBot) -> None:
    type_text(dialog.words_edit, "不热")

    qtbot.waitUntil(lambda: len(kept(settings)) == 1)

    assert kept(settings)[0]["values"]["fields"]["words"] == "不热"  # type: ignore[index]


def test_a_window_nobody_typed_into_leaves_nothing(
    dialog: IntakeDialog, settings: Settings, window: DeskWindow
) -> None:
    dialog.draft_kept.watch.write()
    window.calls.wait()

    assert files(settings) == []


def test_what_was_saved_leaves_nothing_on_the_disk(
    dialog: IntakeDialog, settings: Settings, window: DeskWindow, qtbot: QtBot
) -> None:
    type_text(dialog.words_edit, "不热")
    qtbot.waitUntil(lambda: bool(kept(settings)))

    press(dialog.words_edit, Key.Key_Return)
    window.calls.wait()

    assert files(settings) == []


def test_what_was_thrown_away_leaves_nothing_on_the_disk(
    dialog: IntakeDialog, settings: Settings, window: DeskWindow, qtbot: QtBot
) -> None:
    type_text(dialog.words_edit, "不热")
    qtbot.waitUntil(lambda: bool(kept(settings)))

    press(dialog, Key.Key_Escape)
    question = shown(QMessageBox)
    press(question.buttons()[0], Key.Key_Space)
    window.calls.wait()

    assert not is_shown(IntakeDialog)
    assert files(settings) == []


def test_after_a_kill_the_call_is_whole_again_and_its_clock_starts_when_it_rang(
    dialog: IntakeDialog, window: DeskWindow, day: Day, settings: Settings, qtbot: QtBot
) -> None:
    began = day.now()
    leak(dialog)
    before = dialog.draft()
    day.later(minutes=7)

    fresh = again(window, settings, qtbot)
    qtbot.waitUntil(lambda: "没保存的来电" in fresh.notices.text.text())
    dialog = ring(fresh, qtbot)
    qtbot.waitUntil(dialog.draft_kept.box.isVisible)
    assert "08:00 来电" in dialog.draft_kept.box.line.text()
    press(dialog, Key.Key_F3)

    after = dialog.draft()
    assert after.told_at == began
    assert after.premises_id == day.premises_id
    for name in ("fault_group", "words", "caller", "fault", "severity", "agreed_at", "channel"):
        assert getattr(after, name) == getattr(before, name)
    assert not dialog.draft_kept.box.isVisible()
    press(dialog.words_edit, Key.Key_Return)
    fresh.calls.wait()
    assert files(settings) == []
    page = fresh.page
    assert isinstance(page, BoardPage)
    card = page.current_card()
    assert card is not None
    assert card.head.told_at == began


def test_answers_to_the_questions_of_a_fault_come_back(
    dialog: IntakeDialog, window: DeskWindow, settings: Settings, qtbot: QtBot
) -> None:
    press(dialog.group_row, Key.Key_2)
    press(dialog.what.fault_row, Key.Key_1)
    for row in dialog.what.questions.rows[:3]:
        press(row, Key.Key_2)
    press(dialog.where.kind_row, Key.Key_3)
    type_text(dialog.where.spot_edit, "2单元管井")
    before = dialog.draft()
    assert len(before.answers) == 3

    fresh = again(window, settings, qtbot)
    dialog = ring(fresh, qtbot)
    qtbot.waitUntil(dialog.draft_kept.box.isVisible)
    press(dialog, Key.Key_F3)

    assert dialog.draft().answers == before.answers
    assert dialog.draft().place == before.place


def test_an_enquiry_half_answered_is_an_enquiry_again(
    dialog: IntakeDialog, window: DeskWindow, settings: Settings, qtbot: QtBot
) -> None:
    press(dialog, Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    press(dialog.enquiry.topic_row, Key.Key_1)
    type_text(dialog.enquiry.answer_edit, "另外")
    before = dialog.enquiry.answer()

    fresh = again(window, settings, qtbot)
    dialog = ring(fresh, qtbot)
    qtbot.waitUntil(dialog.draft_kept.box.isVisible)
    press(dialog, Key.Key_F3)

    assert dialog.kind() == "enquiry"
    assert dialog.enquiry.answer() == before


def test_a_call_typed_anew_is_not_mixed_with_the_one_that_was_left(
    dialog: IntakeDialog, window: DeskWindow, settings: Settings, qtbot: QtBot
) -> None:
    type_text(dialog.words_edit, "不热")
    fresh = again(window, settings, qtbot)
    dialog = ring(fresh, qtbot)
    qtbot.waitUntil(dialog.draft_kept.box.isVisible)

    type_text(dialog.words_edit, "喷水")

    assert not dialog.draft_kept.box.isVisible()
    press(dialog, Key.Key_F3)
    assert dialog.words_edit.text() == "喷水"
    press(dialog.words_edit, Key.Key_Return)
    fresh.calls.wait()
    assert [draft["values"]["fields"]["words"] for draft in kept(settings)] == ["不热"]  # type: ignore[index]


def test_the_author_throws_away_what_was_left_with_one_key(
    dialog: IntakeDialog, window: DeskWindow, settings: Settings, qtbot: QtBot
) -> None:
    type_text(dialog.words_edit, "不热")
    fresh = again(window, settings, qtbot)
    dialog = ring(fresh, qtbot)
    qtbot.waitUntil(dialog.draft_kept.box.isVisible)

    press(dialog, Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    fresh.calls.wait()

    assert not dialog.draft_kept.box.isVisible()
    assert files(settings) == []


def test_what_was_saved_right_before_the_kill_is_not_saved_twice(
    dialog: IntakeDialog, window: DeskWindow, day: Day, settings: Settings, qtbot: QtBot
) -> None:
    type_text(dialog.words_edit, "不热")
    take_repair(day.desk, RepairDraft(words="不热"), dialog.key)

    fresh = again(window, settings, qtbot)
    dialog = ring(fresh, qtbot)
    qtbot.waitUntil(lambda: files(settings) == [])

    assert not dialog.draft_kept.box.isVisible()


def test_another_operator_sits_down_above_half_a_call_and_it_stays_with_its_author(
    dialog: IntakeDialog, window: DeskWindow, day: Day, settings: Settings, qtbot: QtBot
) -> None:
    leak(dialog)

    press(dialog.words_edit, Key.Key_F9)
    pin = shown(PinDialog)
    qtbot.waitUntil(pin.isActiveWindow)
    type_text(pin.who_edit, "wzz")
    type_text(pin.pin_edit, desks.MANAGER_PIN, enter=True)

    qtbot.waitUntil(lambda: window.session.desk.actor.name == desks.MANAGER)
    assert not is_shown(IntakeDialog)
    window.calls.wait()
    assert len(kept(settings)) == 1
    other = ring(window, qtbot)
    qtbot.wait(50)
    assert not other.draft_kept.box.isVisible()
    press(other, Key.Key_Escape)

    sit_down(window, day, desks.CLERK)
    qtbot.waitUntil(lambda: "没保存的来电" in window.notices.text.text())
    mine = ring(window, qtbot)
    qtbot.waitUntil(mine.draft_kept.box.isVisible)
    press(mine, Key.Key_F3)
    assert mine.words_edit.text() == "阀门往外喷"


def test_a_call_typed_before_anybody_signed_in_is_the_first_operators(
    window: DeskWindow, day: Day, settings: Settings, qtbot: QtBot
) -> None:
    clerk = window.session.desk.actor
    window.session.take_over(Actor(None, "", "", frozenset()))
    dialog = ring(window, qtbot)
    type_text(dialog.words_edit, "不热")
    dialog.draft_kept.watch.write()
    window.calls.wait()
    assert files(settings) == []

    window.session.take_over(clerk)

    assert is_shown(IntakeDialog)
    qtbot.waitUntil(lambda: len(kept(settings)) == 1)
    assert kept(settings)[0]["author"] == clerk.staff_id


def test_nothing_of_a_tip_off_is_kept(window: DeskWindow, settings: Settings, qtbot: QtBot) -> None:
    page = window.open_page("complaints")
    dialog = TipOffDialog(window.session, page)
    qtbot.addWidget(dialog)
    dialog.open()
    type_text(dialog.words_edit, "夜里有人私自开栓")
    qtbot.wait(400)
    window.calls.wait()

    assert [path for path in settings.folder.rglob("*") if "私自开栓".encode() in read(path)] == []
    assert files(settings) == []


def read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def test_a_full_disk_keeps_nobody_from_taking_the_call(
    dialog: IntakeDialog, window: DeskWindow, settings: Settings, day: Day, qtbot: QtBot
) -> None:
    (settings.folder / FOLDER).write_text("a file where the folder should be", encoding="utf-8")

    type_text(dialog.words_edit, "不热")

    qtbot.waitUntil(lambda: "没有留存到磁盘" in window.notices.text.text())
    press(dialog.words_edit, Key.Key_Return)
    assert not is_shown(IntakeDialog)
    assert "已受理" in window.notices.text.text()


# The quick line


def line_on_disk(settings: Settings) -> list[str]:
    return [str(draft["values"]["text"]) for draft in kept(settings) if draft["kind"] == "line"]  # type: ignore[index]


def test_a_quick_line_half_typed_is_there_after_a_kill(
    page: BoardPage, window: DeskWindow, settings: Settings, qtbot: QtBot
) -> None:
    type_text(page.quick_edit, "和平里9-9 喷水")
    qtbot.waitUntil(lambda: line_on_disk(settings) == ["和平里9-9 喷水"])

    fresh = again(window, settings, qtbot)
    board = fresh.open_page("board")
    assert isinstance(board, BoardPage)

    qtbot.waitUntil(lambda: board.quick_edit.text() == "和平里9-9 喷水")
    board.quick_edit.setFocus()
    press(board.quick_edit, Key.Key_Return)
    qtbot.waitUntil(lambda: files(settings) == [])
    assert board.quick_edit.text() == ""


def test_a_quick_line_waits_for_its_author_while_another_operator_sits_here(
    page: BoardPage, window: DeskWindow, day: Day, settings: Settings, qtbot: QtBot
) -> None:
    type_text(page.quick_edit, "和平里9-9 喷水")

    sit_down(window, day, desks.MANAGER)
    assert page.quick_edit.text() == ""
    qtbot.waitUntil(lambda: line_on_disk(settings) == ["和平里9-9 喷水"])
    qtbot.wait(50)
    assert page.quick_edit.text() == ""

    sit_down(window, day, desks.CLERK)
    qtbot.waitUntil(lambda: page.quick_edit.text() == "和平里9-9 喷水")


def test_an_emptied_quick_line_leaves_nothing(page: BoardPage, settings: Settings, qtbot: QtBot) -> None:
    type_text(page.quick_edit, "和平里9-9 喷水")
    qtbot.waitUntil(lambda: bool(line_on_disk(settings)))

    page.quick_edit.clear()

    qtbot.waitUntil(lambda: files(settings) == [])


# What the quick line offers


def test_a_second_call_from_the_same_flat_is_an_urging_with_one_arrow(
    page: BoardPage, window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    taken = day.take(FaultGroup.COLD)
    type_text(page.quick_edit, "3-2-1102 还没人来")
    qtbot.waitUntil(lambda: len(page.quick_edit.hits()) == 2)

    press(page.quick_edit, Key.Key_Down)
    press(page.quick_edit, Key.Key_Return)

    assert page.quick_edit.text() == ""
    assert "已记催办" in window.notices.text.text()
    assert page.model.rowCount() == 1
    assert repair_card(day.desk, taken.matter_id).facts.urged == 1


def test_enter_alone_still_writes_a_second_call_down(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    day.take(FaultGroup.COLD)

    type_text(page.quick_edit, "3-2-1102 喷水", enter=True)

    assert page.quick_edit.text() == ""
    assert page.model.rowCount() == 2


def test_a_number_that_rang_before_offers_the_urging_without_an_address(
    page: BoardPage, day: Day, window: DeskWindow, qtbot: QtBot
) -> None:
    taken = day.take(FaultGroup.COLD)
    type_text(page.quick_edit, "催修 13800000421")
    qtbot.waitUntil(lambda: [hit.kind for hit in page.quick_edit.hits()] == ["urge"])

    press(page.quick_edit, Key.Key_Down)
    press(page.quick_edit, Key.Key_Return)

    assert repair_card(day.desk, taken.matter_id).facts.urged == 1


def test_where_heat_is_off_the_line_joins_the_incident_with_one_arrow(
    page: BoardPage, day: Day, window: DeskWindow, qtbot: QtBot
) -> None:
    outage = take_outage(day.desk, OutageDraft(expected_at=day.now() + timedelta(hours=3)), uuid4())
    type_text(page.quick_edit, "3-2-1102 不热")
    qtbot.waitUntil(lambda: [hit.kind for hit in page.quick_edit.hits()] == ["premises", "join"])
    assert "11:00" in page.quick_edit.hits()[1].detail

    press(page.quick_edit, Key.Key_Down)
    press(page.quick_edit, Key.Key_Return)

    assert page.quick_edit.text() == ""
    qtbot.waitUntil(lambda: "已并入停热事件" in window.notices.text.text())
    taken = find_matter(day.desk, window.notices.text.text().split()[0])
    assert repair_card(day.desk, taken).head.outage_number == outage.number


def test_the_third_flat_of_a_building_makes_an_incident_of_the_line(
    page: BoardPage, day: Day, window: DeskWindow, qtbot: QtBot
) -> None:
    with writing(day.desk, "test.premises", uuid4()) as unit:
        neighbours = [
            unit.insert(Premises, building_id=1, unit="2", room=room, address=f"和平里小区-3-2-{room}", number=room)
            for room in ("1203", "1303")
        ]
    for premises_id in neighbours:
        take_repair(day.desk, RepairDraft(FaultGroup.COLD, words="不热", premises_id=premises_id), uuid4())
    type_text(page.quick_edit, "3-2-1102 不热")
    qtbot.waitUntil(lambda: [hit.kind for hit in page.quick_edit.hits()] == ["premises", "storm"])

    press(page.quick_edit, Key.Key_Down)
    press(page.quick_edit, Key.Key_Return)

    outage = shown(OutageDialog)
    assert page.quick_edit.text() == ""
    qtbot.waitUntil(outage.isActiveWindow)
    press(outage, Key.Key_F10)
    qtbot.waitUntil(lambda: not is_shown(OutageDialog))
    joined = [repair_card(day.desk, matter_id).head.outage_number for matter_id in range(1, 4)]
    assert all(joined)
    assert len(set(joined)) == 1


def test_the_line_about_what_was_left_tells_the_counter_no_telephone(
    dialog: IntakeDialog, window: DeskWindow, settings: Settings, qtbot: QtBot
) -> None:
    type_text(dialog.phone_edit, "13800001234")
    fresh = again(window, settings, qtbot)
    dialog = ring(fresh, qtbot)
    qtbot.waitUntil(dialog.draft_kept.box.isVisible)
    assert "13800001234" in dialog.draft_kept.box.line.text()

    fresh.session.cover(True)

    assert "1380000" not in dialog.draft_kept.box.line.text()
    assert "来电" in dialog.draft_kept.box.line.text()


# What time and a disk do to a draft


def left(window: DeskWindow, values: dict[str, object], name: str = "left") -> None:
    """A file in the folder of drafts, whoever wrote it."""
    desk = window.session.desk
    assert desk.actor.staff_id is not None
    window.calls.folder.put(Draft(name, "call", desk.station.code, desk.actor.staff_id, uuid4(), desk.now(), values))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kind": "repair", "premises_id": None},
        {"kind": "repair", "premises_id": None, "fields": ["words"]},
        {"kind": "repair", "premises_id": "seven", "fields": {}},
        {"kind": "repair", "premises_id": None, "fields": {"words": [1]}},
    ],
)
def test_a_damaged_draft_is_not_offered_and_harms_no_other(
    window: DeskWindow, values: dict[str, object], qtbot: QtBot
) -> None:
    left(window, {"kind": "repair", "premises_id": None, "fields": {"words": "不热"}}, "whole")
    left(window, values)

    dialog = ring(window, qtbot)
    qtbot.waitUntil(dialog.draft_kept.box.isVisible)
    assert "共" not in dialog.draft_kept.box.line.text()
    press(dialog, Key.Key_F3)

    assert dialog.words_edit.text() == "不热"


def test_a_kind_of_call_that_this_version_does_not_know_is_a_repair_and_loses_no_word(
    window: DeskWindow, qtbot: QtBot
) -> None:
    left(window, {"kind": "video", "premises_id": None, "fields": {"words": "不热"}})
    dialog = ring(window, qtbot)
    qtbot.waitUntil(dialog.draft_kept.box.isVisible)

    press(dialog, Key.Key_F3)

    assert (dialog.kind(), dialog.words_edit.text()) == ("repair", "不热")


def test_an_enquiry_that_began_as_a_leak_asks_nothing_of_a_leak_again(
    dialog: IntakeDialog, window: DeskWindow, settings: Settings, qtbot: QtBot
) -> None:
    press(dialog.group_row, Key.Key_1)
    press(dialog.what.fault_row, Key.Key_3)
    press(dialog.where.kind_row, Key.Key_3)
    press(dialog, Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    type_text(dialog.words_edit, "什么时候供热")

    fresh = again(window, settings, qtbot)
    dialog = ring(fresh, qtbot)
    qtbot.waitUntil(dialog.draft_kept.box.isVisible)
    press(dialog, Key.Key_F3)

    assert dialog.kind() == "enquiry"
    rows = (dialog.what.group_row, dialog.what.severity_row, dialog.where.kind_row, dialog.where.spot_edit)
    assert not any(row.isVisible() for row in rows)


def test_a_flat_that_was_merged_meanwhile_is_the_one_it_was_merged_into(
    dialog: IntakeDialog, window: DeskWindow, day: Day, settings: Settings, qtbot: QtBot
) -> None:
    leak(dialog)
    with writing(day.desk, "test.merge", uuid4()) as unit:
        address = "和平里小区-3-2-1103"
        kept_id = unit.insert(Premises, building_id=1, unit="2", room="1103", address=address, number="1103")
        unit.update(Premises, day.premises_id, merged_into_id=kept_id)

    fresh = again(window, settings, qtbot)
    dialog = ring(fresh, qtbot)
    qtbot.waitUntil(dialog.draft_kept.box.isVisible)
    press(dialog, Key.Key_F3)

    assert dialog.draft().premises_id == kept_id
    assert dialog.place_edit.text() == address
    assert dialog.words_edit.text() == "阀门往外喷"


def test_the_clock_of_a_quick_line_that_comes_back_starts_when_it_was_begun(
    page: BoardPage, window: DeskWindow, day: Day, settings: Settings, qtbot: QtBot
) -> None:
    began = day.now()
    type_text(page.quick_edit, "和平里9-9 喷水")
    qtbot.waitUntil(lambda: bool(line_on_disk(settings)))
    day.later(minutes=40)

    fresh = again(window, settings, qtbot)
    board = fresh.open_page("board")
    assert isinstance(board, BoardPage)
    qtbot.waitUntil(lambda: board.quick_edit.text() == "和平里9-9 喷水")
    assert "08:00" in fresh.notices.text.text()
    board.quick_edit.setFocus()
    press(board.quick_edit, Key.Key_Return)
    assert repair_card(day.desk, 1).head.told_at == began

    type_text(board.quick_edit, "和平里9-8 喷水", enter=True)
    assert repair_card(day.desk, 2).head.told_at == day.now()


def test_a_line_typed_after_one_that_was_emptied_begins_with_its_own_first_key(
    page: BoardPage, day: Day, settings: Settings, qtbot: QtBot
) -> None:
    type_text(page.quick_edit, "喷")
    qtbot.waitUntil(lambda: bool(line_on_disk(settings)))
    page.quick_edit.clear()
    qtbot.waitUntil(lambda: files(settings) == [])
    day.later(minutes=30)

    type_text(page.quick_edit, "不热")

    qtbot.waitUntil(lambda: bool(line_on_disk(settings)))
    assert page.quick_edit.draft_kept.watch.begun_at == day.now()


def test_a_disk_that_takes_no_quick_line_is_said_and_the_line_is_saved(
    page: BoardPage, window: DeskWindow, settings: Settings, qtbot: QtBot
) -> None:
    (settings.folder / FOLDER).write_text("a file where the folder should be", encoding="utf-8")

    type_text(page.quick_edit, "和平里9-9 喷水")

    qtbot.waitUntil(lambda: "没有留存到磁盘" in window.notices.text.text())
    press(page.quick_edit, Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
