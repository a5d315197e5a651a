"""疑似重复: pairs that may be one flat, compared and merged, or said to be two."""

from collections.abc import Callable, Sequence
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.customers.care.duplicates import (
    Distinct,
    Pair,
    Why,
    find_duplicates,
    say_distinct,
    take_back_distinct,
)
from app.services.customers.care.merging import Merged
from app.services.kernel.errors import AppError
from app.shortcuts import key_of
from app.views.actions import command
from app.views.covering import name_shown
from app.views.session import Session
from app.views.tasks import Task
from app.views.texts import short_place
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

SURE = {Why.PLACE: "很像", Why.SPELLING: "很像", Why.NUMBER: "可能", Why.PEOPLE: "可能"}


class DuplicatesView(QWidget):
    """The whole ledger is compared beside the window; what was decided leaves the list at once."""

    counted = Signal(int)

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self.session = session
        self.task: Task | None = None
        self._again = False
        self._found = False
        self._pairs: dict[int, Pair] = {}
        self._last_distinct: Distinct | None = None
        self._build()
        self._build_actions(owner)
        self._connect()

    @property
    def actions_here(self) -> list[QAction]:
        return [self.compare_action, self.distinct_action, self.undo_action, self.back_action, self.again_action]

    def begin(self) -> None:
        self.table.setFocus()
        if not self._found:
            self.read()

    def premises_in_hand(self) -> int | None:
        pair = self._chosen()
        return pair.first.premises_id if pair is not None else None

    @Slot()
    def read(self) -> None:
        """Compare the ledger anew; a comparison under way is followed by another one."""
        if self.task is not None:
            self._again = True
            return
        self.count.setText("正在比对台账…")
        self.task = Task(self.session.desk, find_duplicates, self)
        self.task.succeeded.connect(self._take)
        self.task.failed.connect(self._fail)
        self.task.start()

    def stop(self) -> None:
        """The window closes."""
        if self.task is not None:
            self.task.stop()
            self.task.wait()

    def _build(self) -> None:
        columns: list[Column[Pair]] = [
            Column("像不像", lambda pair: "", _badge),
            Column("甲", lambda pair: short_place(pair.first.address), tip=lambda pair: pair.first.address),
            Column("甲户名", lambda pair: self._people(pair.first.holder, pair.first.phone)),
            Column("乙", lambda pair: short_place(pair.second.address), tip=lambda pair: pair.second.address),
            Column("乙户名", lambda pair: self._people(pair.second.holder, pair.second.phone)),
            Column("为什么", lambda pair: pair.reason, tip=lambda pair: pair.reason),
        ]
        self.model: BlockTableModel[Pair] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 5, name="可能重复的户")
        self.table.set_widths([5, 11, 10, 11, 10, 12], dropped=[4, 2])
        self.count = label(role="section")
        self.empty = EmptyState("done", "没有疑似重复的户", "同一户写成两种门牌、同号、同人同楼的会列在这里。")
        self.stack = ListOrEmpty(self.table, self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.count)
        column.addWidget(self.stack, 1)

    def _build_actions(self, owner: QWidget) -> None:
        table = self.table
        self.compare_action = command(owner, "对照并入", "merge", "duplicates.compare", self._compare, within=table)
        self.distinct_action = command(
            owner, "不是同一户", "void", "duplicates.distinct", self._say_distinct, within=table
        )
        self.undo_action = command(owner, "撤销“不是同一户”", "refresh", "duplicates.undo", self._undo, within=self)
        self.back_action = command(owner, "撤销并入", "refresh", "duplicates.back", self._take_back, within=self)
        self.again_action = command(owner, "重新比对", "refresh", "duplicates.again", self.read, within=self)
        for action in (self.compare_action, self.distinct_action):
            action.setIconText(f"{action.iconText()} {action.shortcut().toString()}")
        self.undo_action.setEnabled(False)

    def _connect(self) -> None:
        self.table.current_changed.connect(self._select)
        self.table.opened.connect(self._compare)
        self.session.covered_changed.connect(self.model.repaint)

    def _people(self, holder: str, phone: str) -> str:
        return "　".join(part for part in (name_shown(self.session, holder), phone) if part)

    def _chosen(self) -> Pair | None:
        return self._pairs.get(self.table.current_id() or 0)

    @Slot(object)
    def _take(self, pairs: Sequence[Pair]) -> None:
        self._end()
        self._found = True
        # A pair keeps its number while the list stands, so that the cursor stays on it.
        self._pairs = dict(enumerate(pairs, start=1))
        self._show()
        if self._again:
            self._again = False
            self.read()

    @Slot(object)
    def _fail(self, error: AppError) -> None:
        self._end()
        self.count.setText("")
        self.session.notice(error.message, Tone.RED)

    def _end(self) -> None:
        if self.task is not None:
            self.task.deleteLater()
            self.task = None

    def _show(self) -> None:
        self.model.give(self._pairs)
        self.stack.show_list(bool(self._pairs))
        self.count.setText(f"疑似重复 {len(self._pairs)} 对" if self._pairs else "台账已比对")
        self.counted.emit(len(self._pairs))
        self._select(self.table.current_id())

    @Slot(object)
    def _select(self, _number: int | None) -> None:
        for action in (self.compare_action, self.distinct_action):
            action.setEnabled(self._chosen() is not None)

    @Slot()
    def _compare(self) -> None:
        from app.views.care.compare_dialog import CompareDialog

        pair = self._chosen()
        if pair is not None:
            dialog = CompareDialog(self.session, pair.first.premises_id, pair.second.premises_id, pair.reason, self)
            dialog.succeeded.connect(self._merged)
            dialog.distinct_wanted.connect(self._say_distinct)
            dialog.open()

    @Slot(object)
    def _merged(self, merged: Merged) -> None:
        gone = merged.merged_id
        self._drop(lambda pair: gone in (pair.first.premises_id, pair.second.premises_id))
        self.session.notice(
            f"{merged.merged_address} 已并入 {merged.kept_address}。按 {key_of('duplicates.back')} 可以撤销。",
            Tone.GREEN,
        )

    @Slot()
    def _say_distinct(self) -> None:
        pair = self._chosen()
        if pair is not None:
            ids = (pair.first.premises_id, pair.second.premises_id)
            self.session.ask(say_distinct, *ids, uuid4(), then=self._said_distinct)

    def _said_distinct(self, said: Distinct) -> None:
        self._last_distinct = said
        self.undo_action.setEnabled(True)
        self._drop(lambda pair: (pair.first.premises_id, pair.second.premises_id) == (said.first_id, said.second_id))
        self.session.notice(f"已记：不是同一户，以后不再问。按 {key_of('duplicates.undo')} 可以撤销。", Tone.GREEN)

    @Slot()
    def _undo(self) -> None:
        said = self._last_distinct
        if said is not None:
            self.session.ask(take_back_distinct, said.first_id, said.second_id, uuid4(), then=self._asked_again)

    def _asked_again(self, _said: Distinct) -> None:
        self._last_distinct = None
        self.undo_action.setEnabled(False)
        self.read()

    @Slot()
    def _take_back(self) -> None:
        from app.views.care.take_back_dialog import TakeBackDialog

        dialog = TakeBackDialog(self.session, self)
        dialog.succeeded.connect(self._taken_back)
        dialog.open()

    @Slot(object)
    def _taken_back(self, merged: Merged) -> None:
        self.session.notice(f"已撤销：{merged.merged_address} 又是单独的一户。", Tone.GREEN)
        self.read()

    def _drop(self, gone: Callable[[Pair], bool]) -> None:
        self._pairs = {number: pair for number, pair in self._pairs.items() if not gone(pair)}
        self._show()


def _badge(pair: Pair) -> Badge:
    sure = SURE[pair.whys[0]]
    return Badge(sure, Tone.AMBER if sure == "很像" else Tone.NEUTRAL, "merge" if sure == "很像" else "why")
