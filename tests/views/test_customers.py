"""The 用户 page: found by keys, everything on one card, numbers only when asked for, covered for the counter."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.models.disclosure import Disclosure
from app.models.people import Person
from app.models.premises import Building, Contact, Premises
from app.services.customers.card.flags import FlagDraft, add_flag
from app.services.customers.card.rules import CardRules, card_rules
from app.services.customers.finding.index import reindex
from app.services.kernel import blobs
from app.services.kernel.unit import writing
from app.views.customers.card_parts import LinkButton, PhotoButton
from app.views.customers.fact_lines import FactLines
from app.views.customers.flag_dialog import FlagDialog
from app.views.customers.page import CustomersPage
from app.views.customers.photo_dialog import PhotoDialog
from app.views.desk_window import DeskWindow
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.repairs.slip_dialog import SlipDialog
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
WHOLE, MASKED = "13900000422", "139****0422"
SENSITIVE = ("独居老人", "私改", "欠费", "低保", "长期无人")


@pytest.fixture
def page(window: DeskWindow) -> CustomersPage:
    page = window.open_page("customers")
    assert isinstance(page, CustomersPage)
    return page


@pytest.fixture
def card(page: CustomersPage, day: Day) -> CustomersPage:
    """The page with the card of 3-2-1102 on it, found by keys."""
    type_text(page.search_edit, "3-2-1102", enter=True)
    assert page.panel.shown is not None
    return page


def words_on(widget: QWidget) -> str:
    parts = [*widget.findChildren(QLabel), *widget.findChildren(QToolButton)]
    facts = [lines for lines in widget.findChildren(FactLines) if lines.isVisibleTo(widget)]
    told = [part.text() for part in parts if part.isVisibleTo(widget)]
    return "\n".join([*told, *(lines.accessibleName() for lines in facts)])


def change(day: Day, **values: object) -> None:
    with writing(day.desk, "test.change", uuid4()) as unit:
        unit.update(Premises, day.premises_id, **values)
        unit.changed("premises", day.premises_id)


def showings(day: Day) -> list[tuple[str, str]]:
    return day.desk.store.tuples(Disclosure.select(Disclosure.field, Disclosure.place).order_by(Disclosure.id))


def a_picture() -> bytes:
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor("#446688"))
    body = QByteArray()
    buffer = QBuffer(body)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return body.data()


def test_a_premises_is_found_and_taken_to_intake_by_keys(card: CustomersPage, day: Day) -> None:
    assert card.table.hasFocus()

    press(card.table, Key.Key_Return)

    assert shown(IntakeDialog).premises_id == day.premises_id


def test_nothing_found_says_what_to_try(page: CustomersPage) -> None:
    type_text(page.search_edit, "9-9-999", enter=True)

    assert page.model.rowCount() == 0
    assert "没有符合的住户" in page.count.text()
    assert not any(action.isEnabled() for action in page.card_actions)


def test_every_number_is_masked_until_it_is_asked_for(card: CustomersPage, day: Day) -> None:
    assert MASKED in words_on(card)
    assert WHOLE not in words_on(card)
    assert "0001" not in words_on(card.panel)
    assert showings(day) == []


def test_f4_shows_all_numbers_recorded_and_hides_them_again(card: CustomersPage, day: Day) -> None:
    press(card, Key.Key_F4)

    assert WHOLE in words_on(card.panel)
    assert "0001" in words_on(card.panel)
    assert showings(day) == [("用户编号", "用户卡"), ("电话", "用户卡")]
    assert card.whole_action.text() == "隐藏号码"

    press(card, Key.Key_F4)
    assert WHOLE not in words_on(card.panel)
    assert len(showings(day)) == 2


def test_one_number_alone_is_shown_from_the_keyboard(card: CustomersPage, day: Day) -> None:
    button = next(button for button in card.panel.findChildren(LinkButton) if button.text() == MASKED)

    press(button, Key.Key_Return)

    assert button.text() == WHOLE
    assert showings(day) == [("电话", "用户卡")]


def test_a_shown_number_hides_by_itself_and_on_the_next_card(card: CustomersPage, day: Day, qtbot: QtBot) -> None:
    press(card, Key.Key_F4)
    assert card.panel.hiding.interval() == 60_000

    card.panel.hiding.setInterval(1)
    card.panel.hiding.start()
    qtbot.waitUntil(lambda: WHOLE not in words_on(card.panel))

    press(card, Key.Key_F4)
    with writing(day.desk, "test.second", uuid4()) as unit:
        other = unit.insert(
            Premises,
            building_id=day.desk.store.scalar(Building.select(Building.id)),
            unit="2",
            room="101",
            address="和平里小区-3-2-101",
        )
    card.go_to("premises", other)
    card.go_to("premises", day.premises_id)
    assert WHOLE not in words_on(card.panel)


def test_a_card_read_again_keeps_what_is_shown(card: CustomersPage, day: Day) -> None:
    press(card, Key.Key_F4)

    change(day, remark="女儿 13700000888 有钥匙")

    assert WHOLE in words_on(card.panel)
    assert "女儿 137****0888 有钥匙" in words_on(card.panel)
    press(card, Key.Key_F4)
    press(card, Key.Key_F4)
    assert "女儿 13700000888 有钥匙" in words_on(card.panel)


def test_somebody_who_only_looks_on_sees_masks_and_why(card: CustomersPage, window: DeskWindow, day: Day) -> None:
    window.session.take_over(desks.desk_for(day.desk.store, desks.VIEWER).actor)

    press(card, Key.Key_F4)

    assert WHOLE not in words_on(card.panel)
    assert "这一步要由客服" in window.notices.text.text()
    assert showings(day) == []


def test_in_a_call_the_numbers_stand_whole_and_that_is_recorded_once(card: CustomersPage, day: Day) -> None:
    press(card, Key.Key_F3)
    dialog = shown(IntakeDialog)

    assert WHOLE in words_on(dialog.panel)
    change(day, remark="门铃坏")
    dialog.panel.show_premises(day.premises_id)

    assert WHOLE in words_on(dialog.panel)
    assert showings(day) == [("用户编号", "新报修"), ("电话", "新报修")]


def test_the_covered_card_shows_neither_names_nor_sensitive_words_but_a_neutral_mark(
    card: CustomersPage, day: Day
) -> None:
    change(day, low_income=True, remark="孤寡老人，管道私改")
    add_flag(day.desk, day.premises_id, FlagDraft("独居老人", "走访"), uuid4())
    card.history.read()
    press(card, Key.Key_F4)
    assert "独居老人" in words_on(card.panel)

    press(card, Key.Key_F12)

    seen = words_on(card)
    assert "▲ 请先致电" in seen
    assert "龚＊" in seen
    assert "龚䶮" not in seen
    assert WHOLE not in seen
    assert [word for word in (*SENSITIVE, "孤寡") if word in seen] == []
    assert card.model.index(0, 1).data() == "龚＊"
    # Asking for numbers says why they do not come.
    press(card, Key.Key_F4)
    assert WHOLE not in words_on(card)
    press(card, Key.Key_B, CONTROL)
    assert not is_shown(FlagDialog)

    press(card, Key.Key_F12)
    assert "独居老人" in words_on(card.panel)
    assert WHOLE not in words_on(card.panel)


def test_a_call_under_the_cover_shows_its_numbers_when_it_is_lifted(
    card: CustomersPage, window: DeskWindow, day: Day
) -> None:
    window.session.cover(True)
    press(card, Key.Key_F3)
    panel = shown(IntakeDialog).panel
    assert WHOLE not in words_on(panel)
    assert showings(day) == []

    window.session.cover(False)

    assert WHOLE in words_on(panel)


def test_a_word_is_set_and_ended_by_keys(card: CustomersPage, day: Day) -> None:
    press(card, Key.Key_B, CONTROL)
    dialog = shown(FlagDialog)
    press(dialog.word_row, Key.Key_1)
    assert dialog.focusWidget() is dialog.source_edit
    assert dialog.until_edit.text() == "2027-03-15"
    type_text(dialog.source_edit, "女儿来电", enter=True)

    assert not is_shown(FlagDialog)
    assert "独居老人" in words_on(card.panel)

    press(card, Key.Key_B, CONTROL)
    dialog = shown(FlagDialog)
    press(dialog.end_row, Key.Key_1)
    type_text(dialog.reason_edit, "子女同住", enter=True)

    assert not is_shown(FlagDialog)
    assert "独居老人" not in words_on(card.panel)


def test_a_word_without_a_source_is_refused_in_place(card: CustomersPage) -> None:
    press(card, Key.Key_B, CONTROL)
    dialog = shown(FlagDialog)
    press(dialog.word_row, Key.Key_1)

    press(dialog.source_edit, Key.Key_Return)

    assert dialog.source_edit.property("invalid")


def test_open_matters_lead_to_the_board(card: CustomersPage, window: DeskWindow, day: Day) -> None:
    taken = day.take()
    button = next(button for button in card.panel.findChildren(LinkButton) if taken.number[-4:] in button.text())
    assert "剩" in next(part.text for part in card.panel.findChildren(QWidget) if hasattr(part, "_badge"))

    press(button, Key.Key_Return)

    assert window.page_actions["board"].isChecked()


def test_the_newest_paper_opens_by_a_key(card: CustomersPage, day: Day, qtbot: QtBot) -> None:
    assert not card.paper_action.isEnabled()
    sent = day.finished()

    press(card, Key.Key_P, CONTROL)

    assert sent.sheet_number in shown(SlipDialog).windowTitle()


def test_the_photo_of_the_valves_stands_small_and_opens_large(card: CustomersPage, day: Day, qtbot: QtBot) -> None:
    assert not card.photo_action.isEnabled()
    put_photo(day, a_picture())
    card.go_to("premises", day.premises_id)
    qtbot.waitUntil(lambda: not card.panel.findChild(PhotoButton).icon().isNull())

    press(card, Key.Key_G, CONTROL)

    assert not shown(PhotoDialog).picture.isNull()


def test_a_photo_that_is_no_picture_is_said(card: CustomersPage, day: Day, qtbot: QtBot) -> None:
    put_photo(day, b"no picture")
    card.go_to("premises", day.premises_id)

    press(card, Key.Key_G, CONTROL)

    assert "不是能显示的图片" in shown(PhotoDialog).problem.text()


def test_the_photo_is_titled_by_the_name_of_the_building(card: CustomersPage, day: Day) -> None:
    put_photo(day, b"no picture")
    with writing(day.desk, "test.name", uuid4()) as unit:
        unit.update(Building, day.desk.store.scalar(Building.select(Building.id)), name="3排")
    card.go_to("premises", day.premises_id)

    press(card, Key.Key_G, CONTROL)

    assert shown(PhotoDialog).windowTitle() == "3排阀门"


def put_photo(day: Day, body: bytes) -> None:
    sha256 = blobs.put(day.desk.store, body)
    with writing(day.desk, "test.photo", uuid4()) as unit:
        unit.update(Building, day.desk.store.scalar(Building.select(Building.id)), valve_photo=sha256)


def test_other_flats_of_the_owner_open_from_the_card(card: CustomersPage, day: Day) -> None:
    with writing(day.desk, "test.flat", uuid4()) as unit:
        person = day.desk.store.scalar(Person.select(Person.id))
        other = unit.insert(
            Premises,
            building_id=day.desk.store.scalar(Building.select(Building.id)),
            unit="1",
            room="301",
            address="和平里小区3号楼1单元301室",
        )
        unit.insert(Contact, premises_id=other, person_id=person)
        unit.changed("premises", day.premises_id)
    button = next(button for button in card.panel.findChildren(LinkButton) if "3-1-301" in button.text())

    press(button, Key.Key_Return)

    assert card.panel.shown is not None
    assert card.panel.shown.id == other


def test_the_history_follows_the_card_and_goes_on_by_a_button(
    card: CustomersPage, day: Day, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(16):
        day.take()
        day.later(days=8)

    press(card, Key.Key_H, CONTROL)

    assert len(card.history.rows) == 16
    monkeypatch.setattr("app.views.customers.history_list.card_rules", rules_with(history_page=10))
    card.history.read()
    assert len(card.history.rows) == 10
    assert card.history.more_button.isVisible()
    card.history.more_button.click()
    assert len(card.history.rows) == 16
    assert not card.history.more_button.isVisible()


def rules_with(**values: int) -> Callable[[], CardRules]:
    rules = replace(card_rules(), **values)
    return lambda: rules


def test_without_a_card_there_is_no_history_and_nothing_to_do(card: CustomersPage) -> None:
    card.history.read()

    card.panel.say_nothing("重新查找。")

    assert card.history.rows == []
    assert not card.history.isVisible()
    assert card.premises_in_hand() is None
    assert not any(action.isEnabled() for action in card.card_actions)


def test_a_shown_number_hides_when_somebody_goes_to_another_page(
    card: CustomersPage, window: DeskWindow, day: Day
) -> None:
    press(card, Key.Key_F4)

    window.open_page("board")
    window.open_page("customers")

    assert WHOLE not in words_on(card.panel)


def test_a_flag_says_who_said_so_and_until_when(card: CustomersPage, day: Day) -> None:
    add_flag(day.desk, day.premises_id, FlagDraft("独居老人", "女儿来电说明"), uuid4())

    assert "独居老人 女儿来电说明　到 2027-03-15" in words_on(card.panel)
    press(card, Key.Key_F12)
    assert "女儿来电说明" not in words_on(card.panel)


def test_f8_on_a_line_of_the_board_opens_its_card(window: DeskWindow, day: Day) -> None:
    taken = day.take()
    board = window.open_page("board")
    board.go_to("matter", taken.matter_id)

    press(board, Key.Key_F8)

    assert isinstance(window.page, CustomersPage)
    assert window.page.premises_in_hand() == day.premises_id


def test_a_card_with_nothing_known_says_so(page: CustomersPage, day: Day) -> None:
    with writing(day.desk, "test.bare", uuid4()) as unit:
        bare = unit.insert(
            Premises,
            building_id=day.desk.store.scalar(Building.select(Building.id)),
            unit="9",
            room="901",
            address="和平里小区-3-9-901",
        )
    reindex(day.desk)

    page.go_to("premises", bare)

    seen = words_on(page.panel)
    for sentence in (
        "没有登记户主。",
        "没有未办完的工单。",
        "还没有维修记录。",
        "还没有单据。",
        "还没有测温记录。",
        "还没有台账。",
    ):
        assert sentence in seen
