from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.services.kernel.desk import Desk
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.badge import BADGE_ROLE, Badge
from app.views.widgets.table import Table
from app.views.widgets.table_model import BLOCK, BlockTableModel, Column


class Lines:
    """Lines that are counted when they are loaded."""

    def __init__(self) -> None:
        self.texts = {number: f"第 {number} 行" for number in range(1, BLOCK * 3 + 6)}
        self.blocks: list[list[int]] = []

    def ids(self, desk: Desk) -> list[int]:
        return sorted(self.texts)

    def backwards(self, desk: Desk) -> list[int]:
        return sorted(self.texts, reverse=True)

    def rows(self, desk: Desk, ids: Sequence[int]) -> dict[int, str]:
        self.blocks.append(list(ids))
        return {number: self.texts[number] for number in ids if number in self.texts}


@pytest.fixture
def lines() -> Lines:
    return Lines()


@pytest.fixture
def model(session: Session, lines: Lines) -> BlockTableModel[str]:
    columns: list[Column[str]] = [
        Column("内容", lambda row: row),
        Column("时限", lambda row: "", badge=lambda row: Badge("剩 1 分", Tone.AMBER, "soon"), right=True),
    ]
    model: BlockTableModel[str] = BlockTableModel(session, columns, lines.rows)
    model.show(lines.ids)
    return model


def texts(model: BlockTableModel[str]) -> list[Any]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_model_keeps_qts_contract(qtmodeltester: Any, model: BlockTableModel[str], lines: Lines) -> None:
    qtmodeltester.check(model)

    assert texts(model) == [lines.texts[number] for number in lines.ids(None)]  # type: ignore[arg-type]


def test_rows_come_in_blocks_and_only_when_painted(model: BlockTableModel[str], lines: Lines) -> None:
    assert model.rowCount() == len(lines.texts)
    assert lines.blocks == []

    model.index(BLOCK + 1, 0).data()
    model.index(BLOCK + 2, 0).data()

    assert [(block[0], len(block)) for block in lines.blocks] == [(BLOCK + 1, BLOCK)]


def test_a_changed_row_is_brought_anew_without_rebuilding_the_list(
    model: BlockTableModel[str], lines: Lines, qtbot: QtBot
) -> None:
    texts(model)
    lines.texts[7] = "改过"

    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.refresh({7})

    assert model.index(6, 0).data() == "改过"


def test_a_line_that_went_away_leaves_the_list(model: BlockTableModel[str], lines: Lines) -> None:
    del lines.texts[1]

    model.refresh({1})

    assert texts(model) == list(lines.texts.values())


def test_a_mark_says_its_words_to_readers_too(model: BlockTableModel[str]) -> None:
    index = model.index(0, 1)

    assert index.data() == "剩 1 分"
    assert index.data(BADGE_ROLE) == Badge("剩 1 分", Tone.AMBER, "soon")
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_the_cursor_stays_on_its_line_when_the_order_changes(
    model: BlockTableModel[str], lines: Lines, qtbot: QtBot
) -> None:
    table = Table(model, stretch=0)
    qtbot.addWidget(table)
    table.go_to(42)

    model.show(lines.backwards)

    assert table.current_id() == 42


def test_the_cursor_moves_to_the_neighbour_when_its_line_goes(
    model: BlockTableModel[str], lines: Lines, qtbot: QtBot
) -> None:
    table = Table(model, stretch=0)
    qtbot.addWidget(table)
    table.go_to(42)
    del lines.texts[42]

    model.refresh({42})

    assert table.current_id() == 43


class Painted(QObject):
    """How high the part of a list is that was painted."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.heights: list[int] = []
        table.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(event.region().boundingRect().height())
        return False


def test_a_list_that_gives_or_gets_the_keys_paints_only_the_row_under_the_cursor(
    model: BlockTableModel[str], lines: Lines, qtbot: QtBot
) -> None:
    window = QWidget()
    line, table = QLineEdit(), Table(model, stretch=1)
    column = QVBoxLayout(window)
    column.addWidget(line)
    column.addWidget(table)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    table.go_to_top()
    table.setFocus()
    QApplication.processEvents()

    painted = Painted(table)
    line.setFocus()
    QApplication.processEvents()
    table.setFocus()
    QApplication.processEvents()

    high = table.rowHeight(0)
    assert painted.heights
    assert all(0 < height <= high for height in painted.heights), (painted.heights, high)
    assert high * 2 < table.viewport().height()
