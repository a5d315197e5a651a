"""待核: what looks wrong, one key each for putting it right, letting it stand, asking later."""

from collections.abc import Collection
from datetime import date
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.customers.care.counts import Kind, doubt_counts
from app.services.customers.care.doubts import OpenDoubt, Settled, ask_later, doubt_ids, doubt_rows
from app.shortcuts import key_of
from app.views.actions import command
from app.views.care.doubt_dialogs import doubtful_value
from app.views.covering import name_shown
from app.views.customers.premises_panel import PremisesPanel
from app.views.session import Session
from app.views.texts import day_word, short_place
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.empty import EmptyState
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

ALL, LATER = "all", "later"
ICONS = {
    Kind.PHONE: "contact",
    Kind.IDENTITY: "lock",
    Kind.AREA: "house",
    Kind.HOLDER: "people",
    Kind.STATE: "cold",
    Kind.DATE: "calendar",
    Kind.TWICE: "merge",
    Kind.OTHER: "why",
}


class DoubtsView(QWidget):
    """Left the list by kind, right the card of the household. `counted`: how many are to be asked now."""

    counted = Signal(int)

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self.session = session
        self._counts: dict[Kind, int] | None = None
        # A doubt to go to once the list has come.
        self._wanted: int | None = None
        self._build()
        self._build_actions(owner)
        self._connect()

    @property
    def actions_here(self) -> list[QAction]:
        return [self.correct_action, self.stand_action, self.later_action, self.whole_action]

    def begin(self) -> None:
        self.table.setFocus()

    def premises_in_hand(self) -> int | None:
        row = self._chosen()
        return row.premises_id if row is not None else None

    def read(self) -> None:
        """Counts and list anew; the cursor stays, or goes on to what took its place."""
        self.session.ask(doubt_counts, then=self._show_counts)
        chosen = self.kind_row.value()
        kind = chosen if isinstance(chosen, Kind) else None
        self.model.show(partial(doubt_ids, kind=kind, put_off=chosen == LATER))

    def go_to(self, doubt_id: int) -> None:
        """Put the cursor on this doubt, among all that are to be asked now."""
        self._wanted = doubt_id
        self.kind_row.set_value(ALL)
        self.read()

    def refresh_card(self, premises_ids: Collection[int]) -> None:
        """The card shown belongs to a household that has changed; an empty collection means any may have."""
        card = self.panel.shown
        if card is not None and (not premises_ids or card.id in premises_ids):
            self.panel.show_premises(card.id)

    def _build(self) -> None:
        self.kind_row = ChoiceRow()
        columns: list[Column[OpenDoubt]] = [
            Column("类别", lambda row: "", _badge),
            Column("地址", lambda row: short_place(row.address), tip=lambda row: row.address),
            Column("户名", lambda row: name_shown(self.session, row.holder)),
            Column("哪里不对", _reason, tip=_reason),
            Column("现在登记", lambda row: self._value(row)),
        ]
        self.model: BlockTableModel[OpenDoubt] = BlockTableModel(self.session, columns, doubt_rows, self)
        self.table = Table(self.model, 3, name="存疑的记录")
        self.table.set_widths([6, 9, 5, 12, 7], dropped=[2, 4])
        self.empty = EmptyState("done", "没有待核的内容", "导入台账时认不准的电话、面积、户名会列在这里。")
        self.stack = ListOrEmpty(self.table, self.empty)
        self.panel = PremisesPanel(self.session, place="数据维护")
        self.panel.say_nothing("选一条待核，看这一户的用户卡。")
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.stack, 5)
        across.addWidget(self.panel, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.kind_row)
        column.addLayout(across, 1)

    def _build_actions(self, owner: QWidget) -> None:
        table = self.table
        self.correct_action = command(owner, "改正", "correct", "doubts.correct", self._correct, within=table)
        self.stand_action = command(owner, "无误", "done", "doubts.stand", self._let_stand, within=table)
        self.later_action = command(owner, "以后再问", "waiting", "doubts.later", self._ask_later, within=table)
        self.whole_action = command(owner, "显示号码", "why", "doubts.whole", self.panel.show_whole, within=self)
        for action in self.actions_here:
            action.setIconText(f"{action.iconText()} {action.shortcut().toString()}")

    def _connect(self) -> None:
        self.kind_row.picked.connect(self._pick)
        self.table.current_changed.connect(self._select)
        self.table.opened.connect(self._correct)
        self.model.loaded.connect(self._show_state)
        self.model.loaded.connect(self._go_to_wanted)
        # From a server the rows come after the list.
        self.model.dataChanged.connect(self._show_current)
        self.session.covered_changed.connect(self.model.repaint)

    @Slot()
    def _go_to_wanted(self) -> None:
        if self._wanted is not None and self.table.go_to(self._wanted):
            self._wanted = None

    def _chosen(self) -> OpenDoubt | None:
        return self.model.row_at(self.table.currentIndex().row())

    def _value(self, row: OpenDoubt) -> str:
        return doubtful_value(self.session, row)

    def _show_counts(self, counts: dict[Kind, int]) -> None:
        everything = sum(counts.values())
        self.counted.emit(everything)
        if counts == self._counts:
            return
        self._counts = counts
        chosen = self.kind_row.value() or ALL
        self.kind_row.set_choices(
            [
                (ALL, f"全部 {everything}"),
                *((kind, f"{kind.value} {count}") for kind, count in counts.items()),
                (LATER, "以后再问"),
            ]
        )
        self.kind_row.set_value(chosen)
        if self.kind_row.value() is None:
            self.kind_row.set_value(ALL)
            self.read()

    @Slot()
    def _pick(self) -> None:
        self.read()
        self.table.setFocus()

    @Slot()
    def _show_state(self) -> None:
        shown = self.model.rowCount() > 0
        later = self.kind_row.value() == LATER
        self.empty.say(
            "没有留着以后再问的" if later else "没有待核的内容",
            "按 L 留到以后再问的会列在这里，到日子自动回到待核。"
            if later
            else "导入台账时认不准的电话、面积、户名会列在这里。",
        )
        self.stack.show_list(bool(shown))
        self._select(self.table.current_id())

    @Slot()
    def _show_current(self) -> None:
        self._select(self.table.current_id())

    @Slot(object)
    def _select(self, doubt_id: int | None) -> None:
        row = self._chosen() if doubt_id is not None else None
        for action in self.actions_here:
            action.setEnabled(row is not None)
        if row is None:
            self.panel.say_nothing("选一条待核，看这一户的用户卡。")
        else:
            self.correct_action.setEnabled(row.correctable)
            if self.panel.shown is None or self.panel.shown.id != row.premises_id:
                self.panel.show_premises(row.premises_id)

    @Slot()
    def _correct(self) -> None:
        from app.views.care.doubt_dialogs import CorrectDialog

        row = self._chosen()
        if row is None:
            return
        if not row.correctable:
            self.session.notice(
                f"这一条没有可以改正的内容。核对后按 {key_of('doubts.stand')} 记无误，"
                f"或按 {key_of('window.change')} 登记变更。",
                Tone.AMBER,
            )
            return
        dialog = CorrectDialog(self.session, row, self)
        dialog.succeeded.connect(self._corrected)
        dialog.open()

    @Slot()
    def _let_stand(self) -> None:
        from app.views.care.doubt_dialogs import StandDialog

        row = self._chosen()
        if row is not None:
            dialog = StandDialog(self.session, row, self)
            dialog.succeeded.connect(self._stood)
            dialog.open()

    @Slot()
    def _ask_later(self) -> None:
        row = self._chosen()
        if row is not None:
            self.session.ask(ask_later, row.id, uuid4(), then=self._put_off)

    @Slot(object)
    def _corrected(self, _saved: object) -> None:
        self.session.notice("已改正，并记入信息变更登记。", Tone.GREEN)

    @Slot(object)
    def _stood(self, _settled: Settled) -> None:
        self.session.notice("已记无误。", Tone.GREEN)

    def _put_off(self, settled: Settled) -> None:
        again = day_word(date.fromisoformat(settled.ask_on), self.session.desk.today())
        self.session.notice(f"留到 {again or settled.ask_on} 再问。", Tone.GREEN)


def _reason(row: OpenDoubt) -> str:
    return f"{row.reason}（{row.ask_on} 再问）" if row.ask_on else row.reason


def _badge(row: OpenDoubt) -> Badge:
    return Badge(row.kind.value, Tone.AMBER, ICONS[row.kind])
