import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.kernel.store.opening import back_up
from app.services.kernel.times import FrozenClock
from app.services.repairs.intake import take_repair
from app.services.repairs.values import RepairDraft
from app.shortcuts import keys_of
from app.views.constants import MANY
from app.views.desk_window import DeskWindow
from app.views.pages import PAGES
from app.views.settings import LAST_PAGE, Settings
from app.views.shell.page_spec import PageSpec
from app.views.theme import apply_theme
from tests.support.repairs import Day
from tests.views.keys import press, settle, type_text

Key = Qt.Key
HEAVY = ("reportlab", "openpyxl", "pypinyin", "PIL", "zxingcpp", "psycopg", "qrcode", "PySide6.QtPdf")


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.id)
def test_every_page_has_a_key_of_its_own_that_goes_there(window: DeskWindow, spec: PageSpec) -> None:
    keys = QKeySequence(keys_of(f"pages.{spec.id}")[0])[0]

    press(window, keys.key(), keys.keyboardModifiers())

    assert type(window.page) is spec.kind
    assert window.page_actions[spec.id].isChecked()


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_every_page_fits_the_smallest_screen_at_every_text_size(
    window: DeskWindow, qapp: QApplication, percent: int
) -> None:
    apply_theme(qapp, "light", percent)
    for spec in PAGES:
        window.open_page(spec.id)

    for covered in (False, True):
        window.session.cover(covered)
        # Each turn of the loop tells the next outer layout.
        for _ in range(5):
            qapp.processEvents()
        wanted = window.minimumSizeHint()

        assert wanted.width() <= 1366
        assert wanted.height() <= 738


@pytest.mark.parametrize("covered", [False, True])
def test_an_operator_with_a_long_name_widens_nothing(
    window: DeskWindow, day: Day, qapp: QApplication, covered: bool
) -> None:
    apply_theme(qapp, "light", 150)
    window.session.cover(covered)
    desk = window.session.desk
    window.session.set_desk(replace(desk, actor=replace(desk.actor, name="阿卜杜拉·买买提江·艾合买提")))

    for _ in range(5):
        qapp.processEvents()

    assert window.minimumSizeHint().width() <= 1366
    assert window.width() <= 1366
    assert window.top_bar.operator_button.text().strip() == "操作员 阿卜杜…"
    assert "艾合买提" in window.top_bar.operator_button.toolTip()


def test_a_slash_goes_to_the_search_box_and_a_number_to_its_matter(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    taken = day.take()
    window.open_page("settings")
    press(window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.top_bar.search.hasFocus()

    type_text(window.top_bar.search, taken.number, enter=True)

    assert window.page.table.current_id() == taken.matter_id  # type: ignore[attr-defined]


def test_a_household_found_above_opens_on_its_page(window: DeskWindow, day: Day) -> None:
    type_text(window.top_bar.search, "3-2-1102", enter=True)

    assert window.page.panel.shown.id == day.premises_id  # type: ignore[attr-defined]


def test_the_bottom_line_knows_what_runs_out(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.bottom_bar.deadline.text() == "没有将到的时限")

    taken = day.take()

    qtbot.waitUntil(lambda: "08:30" in window.bottom_bar.deadline.text())
    assert taken.number[-4:] in window.bottom_bar.deadline.text()


def test_papers_outside_are_counted_below(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    sent = day.finished()
    qtbot.waitUntil(lambda: window.bottom_bar.papers.text().startswith("未交回执单 1 张"))

    day.returned(sent)

    qtbot.waitUntil(lambda: window.bottom_bar.papers.text() == "完工的回执单都已交回")


def test_the_last_checked_copy_is_named_below(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.bottom_bar.backup.text() == "尚无已核验的备份")
    store = day.desk.store
    folder = store.folder()
    assert folder is not None
    back_up(store, folder / "backups", reason="by-hand")  # type: ignore[arg-type]

    press(window, Key.Key_F5)

    qtbot.waitUntil(lambda: window.bottom_bar.backup.text().startswith("最近核验备份 "))


def test_one_key_covers_people_and_the_same_key_shows_them_again(window: DeskWindow) -> None:
    told: list[bool] = []
    window.session.covered_changed.connect(told.append)

    press(window, Key.Key_F12)
    assert window.session.covered
    assert window.top_bar.cover_button.text().strip() == "遮挡中"
    assert window.top_bar.cover_button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon

    press(window, Key.Key_F12)
    assert not window.session.covered
    assert window.top_bar.cover_button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert told == [True, False]


def test_a_covered_window_stays_usable(window: DeskWindow) -> None:
    press(window, Key.Key_F12)

    press(window, Key.Key_4, Qt.KeyboardModifier.ControlModifier)

    assert window.page_actions["customers"].isChecked()
    assert window.session.covered


def test_the_card_of_a_row_without_premises_is_not_made_up(window: DeskWindow) -> None:
    window.open_page("settings")

    press(window, Key.Key_F8)

    assert window.page_actions["settings"].isChecked()
    assert "没有台账里的住户" in window.notices.text.text()


def test_the_window_remembers_its_page(window: DeskWindow, settings: Settings) -> None:
    window.open_page("customers")

    window.close()

    assert settings.get(LAST_PAGE) == "customers"


def test_the_window_stays_while_something_is_being_saved(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    draft = RepairDraft(words="不热")
    other = day.desk.store.sibling()
    with other.transaction():
        window.session.ask(take_repair, draft, uuid4())

        assert not window.close()
        assert "还有 1 条正在保存" in window.notices.text.text()
    other.close()

    qtbot.waitUntil(lambda: window.session.saving == 0)
    assert window.close()


def test_a_locked_database_is_said_below(window: DeskWindow) -> None:
    window.session.waiting_changed.emit(1)
    assert window.bottom_bar.saving.text() == "正在保存…"

    window.session.waiting_changed.emit(0)
    assert window.bottom_bar.saving.text() == ""


class ShownWindows(QObject):
    """Top-level widgets that appeared, even for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


def test_nothing_flashes_up_beside_the_window(window: DeskWindow, day: Day, qapp: QApplication) -> None:
    sent = day.finished()
    filter_ = ShownWindows()
    qapp.installEventFilter(filter_)

    for spec in PAGES:
        window.open_page(spec.id)
    window.open_page("board").go_to("matter", sent.matter_id)
    window.open_page("customers").go_to("premises", day.premises_id)
    window.open_sheet(sent.sheet_number)

    qapp.removeEventFilter(filter_)
    assert filter_.seen == []


def test_an_idle_page_hears_of_changes_when_it_comes_back(window: DeskWindow, day: Day) -> None:
    board = window.open_page("board")
    window.open_page("settings")
    day.take()
    assert board.model.rowCount() == 0  # type: ignore[attr-defined]

    window.open_page("board")
    settle()

    assert board.model.rowCount() == 1  # type: ignore[attr-defined]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="constants are not counted any more")
def test_signals_cannot_use_up_none(window: DeskWindow) -> None:
    for _ in range(1000):
        window.session.waiting_changed.emit(0)

    assert min(sys.getrefcount(constant) for constant in (None, True, False)) > MANY // 2


def test_the_first_paint_loads_nothing_heavy(data_folder: Path) -> None:
    program = f"""
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from app.bootstrap import Target, open_desk
folder = Path({str(data_folder)!r})
desk = open_desk(Target(folder))
from app.views.application import make_application
from app.views.desk_window import DeskWindow
from app.views.session import Session
from app.views.settings import Settings
settings = Settings(folder / "w.ini")
app = make_application([], settings)
window = DeskWindow(Session(desk), settings)
window.show()
app.processEvents()
print([name for name in {HEAVY!r} if sys.modules.get(name)])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_clock_of_the_desk_is_the_one_shown(window: DeskWindow, day: Day) -> None:
    assert isinstance(window.session.desk.clock, FrozenClock)
    assert window.top_bar.day.text() == "11月15日 星期日"
