import weakref
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.services.kernel.desk import Desk
from app.views.session import Session
from app.views.settings import TEXT_PERCENT, THEME, WINDOW_GEOMETRY, Settings
from app.views.theme import DARK, LIGHT, apply_theme, colours_now
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceButton, ChoiceRow
from app.views.widgets.form import Form
from app.views.widgets.hit_list import pieces
from app.views.widgets.search_box import Hit, SearchBox

HOMES = ("和平里小区 3-2-1102", "和平里小区 3-2-1103", "机械厂宿舍 3-2-1102")
Key = Qt.Key


def find_homes(desk: Desk, text: str) -> list[Hit]:
    return [Hit("premises", number, home, "供热", "house") for number, home in enumerate(HOMES) if text in home]


@pytest.fixture
def box(session: Session, qtbot: QtBot) -> Iterator[SearchBox]:
    window = QWidget()
    qtbot.addWidget(window)
    box = SearchBox(session, find_homes, "查找", window)
    QVBoxLayout(window).addWidget(box)
    window.resize(600, 400)
    with qtbot.waitExposed(window):
        window.show()
    box.setFocus()
    yield box
    window.close()


def test_arrow_and_enter_choose_a_hit(box: SearchBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box, "1102")
    qtbot.waitUntil(box.popup_is_open)

    with qtbot.waitSignal(box.chosen) as chosen:
        qtbot.keyClick(box, Key.Key_Down)
        qtbot.keyClick(box, Key.Key_Return)

    assert chosen.args[0].title == "机械厂宿舍 3-2-1102"
    assert not box.popup_is_open()


def test_enter_before_the_list_appears_takes_the_only_hit(box: SearchBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.chosen) as chosen:
        qtbot.keyClicks(box, "1103")
        qtbot.keyClick(box, Key.Key_Return)

    assert chosen.args[0].id == 1


def test_enter_with_several_hits_chooses_nothing_by_itself(box: SearchBox, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(box.chosen):
        qtbot.keyClicks(box, "1102")
        qtbot.keyClick(box, Key.Key_Return)

    assert [hit.id for hit in box.hits()] == [0, 2]
    assert box.popup_is_open()


def test_enter_in_an_empty_box_is_no_answer_to_what_is_typed_next(box: SearchBox, qtbot: QtBot) -> None:
    handed_on: list[str] = []
    box.submitted.connect(handed_on.append)
    QTest.keyClick(box, Qt.Key.Key_Return)

    QTest.keyClicks(box, "zzz")
    qtbot.waitUntil(lambda: not box.is_searching())

    assert handed_on == []


def test_a_text_nobody_knows_is_handed_on(box: SearchBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.submitted) as submitted:
        qtbot.keyClicks(box, "HD-1")
        qtbot.keyClick(box, Key.Key_Return)

    assert submitted.args == ["HD-1"]


def test_escape_closes_the_list_first_and_empties_the_box_then(box: SearchBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box, "1102")
    qtbot.waitUntil(box.popup_is_open)

    qtbot.keyClick(box, Key.Key_Escape)
    assert (box.popup_is_open(), box.text()) == (False, "1102")

    qtbot.keyClick(box, Key.Key_Escape)
    assert box.text() == ""


def recent_homes(desk: Desk) -> list[Hit]:
    return [Hit("premises", number, home, "来电 08:00", "contact") for number, home in enumerate(HOMES)]


def test_an_empty_box_offers_what_was_last_and_chooses_none_by_itself(box: SearchBox, qtbot: QtBot) -> None:
    box.offer(recent_homes)
    with qtbot.assertNotEmitted(box.chosen), qtbot.assertNotEmitted(box.submitted):
        qtbot.keyClick(box, Key.Key_Down)
        assert [hit.title for hit in box.hits()] == list(HOMES)
        assert box.popup_is_open()
        qtbot.keyClick(box, Key.Key_Return)

    with qtbot.waitSignal(box.chosen) as chosen:
        qtbot.keyClick(box, Key.Key_Down)
        qtbot.keyClick(box, Key.Key_Down)
        qtbot.keyClick(box, Key.Key_Return)
    assert chosen.args[0].title == HOMES[1]


def test_a_click_into_an_empty_box_offers_what_was_last_and_typing_replaces_it(box: SearchBox, qtbot: QtBot) -> None:
    box.offer(recent_homes)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert len(box.hits()) == 3

    qtbot.keyClicks(box, "1103")
    qtbot.waitUntil(lambda: len(box.hits()) == 1)
    box.forget()
    assert not box.popup_is_open()


def test_a_box_without_anything_to_offer_stays_closed(box: SearchBox, qtbot: QtBot) -> None:
    qtbot.keyClick(box, Key.Key_Down)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)

    assert not box.popup_is_open()


@pytest.mark.parametrize(
    ("text", "matched", "shown"),
    [
        ("王伟　138****4490", ("4490",), "王伟　138****[4490]"),
        ("和平里小区13号楼2单元1102室", ("和平里", "3", "1102"), "[和平里]小区13号楼2单元[1102]室"),
        ("John Smith", ("smith",), "John [Smith]"),
        ("王伟", ("",), "王伟"),
        ("", ("王",), ""),
    ],
)
def test_what_was_looked_for_is_bold(text: str, matched: tuple[str, ...], shown: str) -> None:
    runs = pieces(text, matched)

    assert "".join(f"[{part}]" if is_bold else part for part, is_bold in runs) == shown


def test_a_number_key_picks_an_answer(qtbot: QtBot, settings: Settings) -> None:
    row = ChoiceRow([("spray", "喷"), ("flow", "流"), ("drip", "滴")])
    qtbot.addWidget(row)

    with qtbot.waitSignal(row.picked) as picked:
        qtbot.keyClick(row, Key.Key_2)
    assert (picked.args, row.value(), row.text()) == (["flow"], "flow", "流")

    qtbot.keyClick(row, Key.Key_9)
    assert row.value() == "flow"

    row.set_value(None)
    assert row.value() is None


def test_a_form_marks_each_refused_field_and_goes_to_the_first(qtbot: QtBot, settings: Settings) -> None:
    form = Form()
    qtbot.addWidget(form)
    name, phone = QLineEdit(), QLineEdit()
    form.add("name", "姓名", name)
    form.add("phone", "电话", phone)
    with qtbot.waitExposed(form):
        form.show()

    form.show_problems("请检查标出的栏目。", {"phone": "电话位数不对。"})
    assert (name.property("invalid"), phone.property("invalid")) == (False, True)
    assert (phone.toolTip(), form.message.text(), form.message.isVisible()) == (
        "电话位数不对。",
        "请检查标出的栏目。",
        True,
    )
    assert form.focusWidget() is phone

    form.clear_problems()
    assert (phone.property("invalid"), form.message.isVisible()) == (False, False)


def test_rows_that_come_and_go_together_are_laid_out_once(qtbot: QtBot, settings: Settings) -> None:
    form = Form()
    edits = [QLineEdit() for _ in range(6)]
    for number, edit in enumerate(edits):
        form.add(f"row_{number}", "", edit)
        form.show_row(f"row_{number}", False)
    qtbot.addWidget(form)
    form.show()
    low = form.layout().minimumSize().height()

    with form.laid_out_once():
        for number in range(3):
            form.show_row(f"row_{number}", True)
        with form.laid_out_once():
            form.show_row("row_3", True)
        assert not form.layout().isEnabled()

    assert form.layout().isEnabled()
    assert [edit.isVisible() for edit in edits] == [True] * 4 + [False] * 2
    assert form.layout().minimumSize().height() > low
    assert all(above.geometry().bottom() < below.geometry().top() for above, below in pairwise(edits[:4]))


def test_a_dialog_that_is_closed_leaves_nothing_to_the_collector(session: Session, qtbot: QtBot) -> None:
    dialog = ActDialog(session, "改约", "保存")
    dialog.form.add("at", "时间", dialog.time_field())
    part = weakref.ref(dialog.form)
    dialog.show()

    dialog.reject()
    del dialog
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]

    assert part() is None


def test_settings_outlive_the_program(tmp_path: Path) -> None:
    written = Settings(tmp_path / "a.ini")
    written.put(TEXT_PERCENT, 125)
    written.put(WINDOW_GEOMETRY, b"\x00\x01\xff")
    del written

    read = Settings(tmp_path / "a.ini")
    assert (read.get(TEXT_PERCENT), read.get(WINDOW_GEOMETRY), read.get(THEME)) == (125, b"\x00\x01\xff", "light")


def test_a_spoilt_setting_counts_as_not_set(tmp_path: Path) -> None:
    (tmp_path / "a.ini").write_text("[look]\ntext_percent=big\n", encoding="utf-8")

    assert Settings(tmp_path / "a.ini").get(TEXT_PERCENT) == 100


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_both_themes_dress_the_program_at_every_text_size(qapp, settings: Settings, percent: int) -> None:  # type: ignore[no-untyped-def]
    apply_theme(qapp, "dark", percent)
    assert colours_now() is DARK

    apply_theme(qapp, "light", percent)
    assert colours_now() is LIGHT
    assert qapp.font().pixelSize() == round(14 * percent / 100)
    metrics = QLineEdit().fontMetrics()
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


class _Late(ActDialog):
    """An act whose answer is still on its way."""

    asked = 0

    def _save(self) -> None:
        self.asked += 1


def test_a_key_saves_nothing_while_the_button_is_dead(session: Session, qtbot: QtBot) -> None:
    dialog = _Late(session, "登记", "登记")
    qtbot.addWidget(dialog)
    dialog.save_button.setEnabled(False)

    qtbot.keyClick(dialog, Key.Key_F10)
    qtbot.keyClick(dialog, Key.Key_Return)
    assert dialog.asked == 0

    dialog.save_button.setEnabled(True)
    qtbot.keyClick(dialog, Key.Key_F10)
    qtbot.keyClick(dialog, Key.Key_F10)
    assert dialog.asked == 1


def test_a_form_begun_anew_is_untouched_though_its_lines_were_emptied_by_hand(qtbot: QtBot, settings: Settings) -> None:
    form = Form()
    qtbot.addWidget(form)
    words = QLineEdit()
    form.add("words", "原话", words)
    qtbot.keyClicks(words, "abc")
    words.clear()
    assert form.is_touched()

    form.begin_anew()

    assert not form.is_touched()


def test_a_question_stands_beside_the_first_line_of_its_answers(qtbot: QtBot, settings: Settings) -> None:
    form = Form()
    qtbot.addWidget(form)
    answers = ChoiceRow([(number, "管道或接口渗漏") for number in range(9)])
    form.add("cause", "原因", answers)
    form.resize(400, 300)
    with qtbot.waitExposed(form):
        form.show()

    title = next(label for label in form.findChildren(QLabel) if label.text() == "原因")

    first = answers.findChildren(ChoiceButton)[0]
    assert answers.height() > 3 * first.height()
    middle = first.mapTo(form, first.rect().center()).y()
    assert abs(title.geometry().center().y() - middle) <= 1
