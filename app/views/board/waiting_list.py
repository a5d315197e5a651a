"""未交回执单, 待补签 and 待核 in the place of the board's list; Enter goes to where they are worked on."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services.reports.waiting_values import APPROVALS, DOUBTS, SHEETS, WAITING_WORDS, Waiting
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import day_and_time, rough_length, short_number, short_place
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

STRETCH = 3
WIDTHS = [8, 8, 10, 10, 4]
# What waits this long is amber.
LONG = timedelta(days=1)
WHO = {SHEETS: "维修员", APPROVALS: "站长", DOUBTS: ""}
NOTHING = {
    SHEETS: ("完工的回执单都已交回", "交回的单扫描后在“回单录入”里录。"),
    APPROVALS: ("没有待补签的电话请示", "夜里请示过的会列在这里，等站长补签。"),
    DOUBTS: ("台账没有待核的", "导入或登记时看着不对的会列在这里。"),
}


class WaitingList(QStackedWidget):
    """One list per kind, made when it is first shown; what reads them is loaded then."""

    # The matter a row belongs to, None when there is none: the panel follows.
    current_changed = Signal(object)
    # A row was opened: its kind and the row.
    opened = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lists: dict[str, ListOrEmpty] = {}
        self._tables: dict[str, Table] = {}
        self._models: dict[str, BlockTableModel[Waiting]] = {}
        self.kind = ""

    def show_kind(self, kind: str) -> None:
        """Bring the list of this kind to the front, read anew."""
        if kind not in self._lists:
            self._build(kind)
        self.kind = kind
        self.setCurrentWidget(self._lists[kind])
        self.setFocusProxy(self._lists[kind])
        self.read()

    def read(self) -> None:
        """What waits now; the cursor stays on its row."""
        from app.services.customers.care.doubts import doubt_ids
        from app.services.reports.waiting import waiting_approvals, waiting_sheets

        if self.kind == SHEETS:
            self._session.ask(waiting_sheets, then=partial(self._give, SHEETS))
        elif self.kind == APPROVALS:
            self._session.ask(waiting_approvals, then=partial(self._give, APPROVALS))
        elif self.kind == DOUBTS:
            self.model.show(doubt_ids)

    @property
    def model(self) -> BlockTableModel[Waiting]:
        return self._models[self.kind]

    @property
    def table(self) -> Table:
        return self._tables[self.kind]

    def row_in_hand(self) -> Waiting | None:
        """The row under the cursor."""
        return self.model.row_at(self.table.currentIndex().row()) if self.kind else None

    def _build(self, kind: str) -> None:
        from app.services.reports.waiting import waiting_doubts

        session = self._session
        columns: list[Column[Waiting]] = [
            Column("等了", lambda row: "", self._badge, tip=lambda row: day_and_time(row.since, session.desk.now())),
            Column("单号", lambda row: short_number(row.number), tip=lambda row: row.number),
            Column(
                "地址",
                lambda row: words_shown(session, short_place(row.place)),
                tip=lambda row: words_shown(session, row.place),
            ),
            Column("事项", lambda row: words_shown(session, row.what), tip=lambda row: words_shown(session, row.what)),
            Column(WHO[kind], lambda row: row.who),
        ]
        model: BlockTableModel[Waiting] = BlockTableModel(
            session, columns, waiting_doubts if kind == DOUBTS else None, parent=self
        )
        table = Table(model, STRETCH, name=WAITING_WORDS[kind])
        table.set_widths(WIDTHS)
        for place, shown in ((1, kind != DOUBTS), (2, kind != APPROVALS), (4, bool(WHO[kind]))):
            table.setColumnHidden(place, not shown)
        front = ListOrEmpty(table, EmptyState("done", *NOTHING[kind]))
        table.current_changed.connect(self._announce)
        table.opened.connect(self._open)
        model.loaded.connect(partial(self._show_front, kind))
        session.covered_changed.connect(model.repaint)
        self._models[kind], self._tables[kind], self._lists[kind] = model, table, front
        self.addWidget(front)

    def _badge(self, row: Waiting) -> Badge:
        span = self._session.desk.now() - row.since
        return Badge(rough_length(span), Tone.AMBER if span >= LONG else Tone.NEUTRAL, "waiting")

    def _give(self, kind: str, rows: dict[int, Waiting]) -> None:
        """The answer for one list; another may have come to the front meanwhile."""
        self._models[kind].give(rows)
        self._show_front(kind)

    def _show_front(self, kind: str) -> None:
        self._lists[kind].show_list(self._models[kind].rowCount() > 0)

    @Slot(object)
    def _announce(self, _row_id: int | None) -> None:
        row = self.row_in_hand()
        self.current_changed.emit(row.matter_id if row is not None else None)

    @Slot()
    def _open(self) -> None:
        row = self.row_in_hand()
        if row is not None:
            self.opened.emit(self.kind, row)
