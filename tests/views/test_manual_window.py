"""使用手册 beside the program: at the right page, its links and pictures, and F2 above it."""

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.paths import manual_page, resource_json
from app.views.desk_window import DeskWindow
from app.views.pages import PAGES
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.settings import Settings
from app.views.shell.manual_window import ManualWindow
from app.views.theme import apply_theme
from tests.views.dialogs import is_shown
from tests.views.keys import press

Key = Qt.Key
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def opened(window: DeskWindow, qtbot: QtBot) -> ManualWindow:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Key.Key_F1, SHIFT)
    manual = window.findChild(ManualWindow)
    assert manual is not None
    qtbot.waitUntil(manual.isActiveWindow)
    return manual


def test_every_page_of_the_program_has_its_page_of_the_manual() -> None:
    named = resource_json("manual.json")

    assert set(named) == {spec.id for spec in PAGES}
    assert all(manual_page(name).is_file() for name in named.values())


def test_the_manual_opens_at_the_page_in_front_and_once(window: DeskWindow, qtbot: QtBot) -> None:
    window.open_page("returns")
    manual = opened(window, qtbot)
    assert manual.text.source().fileName() == "returns.md"
    assert "回单录入" in manual.text.toPlainText()

    window.open_page("callbacks")
    assert opened(window, qtbot) is manual
    assert manual.text.source().fileName() == "callbacks.md"


def test_links_lead_on_and_keys_lead_back(window: DeskWindow, qtbot: QtBot) -> None:
    window.open_page("board")
    manual = opened(window, qtbot)
    press(manual.text, Key.Key_Tab)
    press(manual.text, Key.Key_Return)
    assert manual.text.source().fileName() == "quick-start.md"

    press(manual.text, Key.Key_Left, ALT)
    assert manual.text.source().fileName() == "README.md"
    press(manual.text, Key.Key_Right, ALT)
    assert manual.text.source().fileName() == "quick-start.md"
    press(manual.text, Key.Key_Home, ALT)
    assert manual.text.source().fileName() == "README.md"
    press(manual.text, Key.Key_Escape)
    assert not manual.isVisible()


def test_a_picture_is_no_wider_than_the_text(window: DeskWindow, qtbot: QtBot) -> None:
    window.open_page("returns")
    manual = opened(window, qtbot)
    QApplication.processEvents()

    picture = manual.text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("pictures/returns.png"))

    assert not picture.isNull()
    assert 200 < picture.deviceIndependentSize().width() <= manual.text.viewport().width()


def test_the_telephone_is_answered_from_the_manual(window: DeskWindow, qtbot: QtBot) -> None:
    manual = opened(window, qtbot)

    press(manual.text, Key.Key_F2)

    assert is_shown(IntakeDialog)


def test_one_reads_on_beside_an_open_dialog(window: DeskWindow, qtbot: QtBot) -> None:
    window.open_page("returns")
    manual = opened(window, qtbot)
    window.open_intake()
    bar = manual.text.verticalScrollBar()
    below = bar.mapTo(manual, bar.rect().bottomLeft() + QPoint(3, -12))

    QTest.mouseClick(manual.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, below)

    assert bar.value() > 0


def test_links_are_read_in_the_colours_of_the_moment(window: DeskWindow, qtbot: QtBot, settings: Settings) -> None:
    window.open_page("board")
    manual = opened(window, qtbot)
    before = manual.text.toHtml()

    apply_theme(QApplication.instance(), "dark", 100)  # type: ignore[arg-type]
    QApplication.processEvents()

    assert manual.text.toHtml() != before
