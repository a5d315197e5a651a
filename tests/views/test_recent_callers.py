"""The last callers, offered where a clerk looks for somebody."""

from uuid import uuid4

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.matters.values import CallerDraft, PlaceDraft
from app.services.repairs.acts import take_repair
from app.services.repairs.values import FaultGroup, RepairDraft
from app.views.desk_window import DeskWindow
from tests.support.repairs import Day
from tests.views.keys import type_text

PLACE = "机械厂宿舍5号楼3单元"


def calls(day: Day) -> None:
    """A known household has called, and a stranger after it."""
    day.take()
    draft = RepairDraft(
        fault_group=FaultGroup.LEAK, words="漏水", place=PlaceDraft(PLACE), caller=CallerDraft("覃女士", "13700006677")
    )
    take_repair(day.desk, draft, uuid4())


def test_the_box_above_opens_the_home_of_the_last_caller(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    calls(day)
    box = window.top_bar.search
    box.setFocus()

    qtbot.keyClick(box, Qt.Key.Key_Down)

    assert [(hit.kind, hit.detail.split("　")[:2]) for hit in box.hits()] == [
        ("matter", ["覃女士", "137****6677"]),
        ("premises", ["冯贵", "138****0421"]),
    ]


def test_a_new_repair_takes_the_home_or_the_address_of_a_last_caller(
    window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    calls(day)
    dialog = window.open_intake()
    box = dialog.place_edit

    def choose(steps: int) -> None:
        box.setFocus()
        qtbot.waitUntil(box.hasFocus)
        for _ in range(steps + 1):
            qtbot.keyClick(box, Qt.Key.Key_Down)
        qtbot.keyClick(box, Qt.Key.Key_Return)

    choose(1)
    assert (dialog.premises_id, box.text()) == (None, PLACE)
    assert dialog.draft().place == PlaceDraft(PLACE)

    box.forget()
    choose(2)
    assert dialog.premises_id == day.premises_id
    dialog.close()


def test_the_number_of_a_stranger_finds_the_address_it_called_about(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    calls(day)
    dialog = window.open_intake()

    type_text(dialog.place_edit, "13700006677", enter=True)

    assert (dialog.premises_id, dialog.place_edit.text()) == (None, PLACE)
    assert dialog.draft().place == PlaceDraft(PLACE)
    dialog.close()
