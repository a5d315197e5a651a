"""用户: search, choose, see the premises whole."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.services.customers.search import SearchHit, search
from app.services.kernel.desk import Desk
from app.views.actions import command
from app.views.customers.premises_panel import GRAVE, PremisesPanel
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.texts import short_place
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.labels import label
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

TYPING_MS = 80
MOST = 200


class CustomersPage(Page):
    """Phones are masked here; whoever handles a matter sees them whole in the matter."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._build()
        self._connect()
        self._take([])

    def commands(self) -> list[QAction]:
        return [self.intake_action]

    def begin(self) -> None:
        self.search_edit.setFocus()
        self.search_edit.selectAll()

    def go_to(self, kind: str, row_id: int) -> None:
        self.panel.show_premises(row_id)

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if self.panel.shown is not None and (not ids or ids.keys() & {"premises", "matter", "person"}):
            self.panel.show_premises(self.panel.shown.card.id)

    def _build(self) -> None:
        self.search_edit = QLineEdit(placeholderText="姓名、首字母、拼音、电话尾号、3-2-1102、用户编号", maxLength=80)
        self.search_edit.setProperty("role", "quick")
        self.search_edit.setClearButtonEnabled(True)
        columns: list[Column[SearchHit]] = [
            Column("地址", lambda row: short_place(row.address), tip=lambda row: row.address),
            Column("户名", lambda row: row.holder),
            Column("电话", lambda row: row.phone),
            Column("用户编号", lambda row: row.number),
            Column("状态", lambda row: row.state, _state_badge),
            Column("按", lambda row: row.why),
        ]
        self.model: BlockTableModel[SearchHit] = BlockTableModel(self.session, columns, _nothing_more, self)
        self.table = Table(self.model, 0)
        self.table.set_widths([12, 5, 8, 8, 5, 5], dropped=[5, 3])
        self.count = label(role="section")
        self.panel = PremisesPanel(self.session)
        self.panel.say_nothing("查到住户后，选一户看它的台账、阀门和工单。")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.panel)
        self.intake_action = command(self, "为这一户报修", "repair", "F3", self._want_intake)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search_edit)
        left.addWidget(self.count)
        left.addWidget(self.table, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 10, 12, 8)
        across.setSpacing(12)
        across.addLayout(left, 5)
        across.addWidget(area, 3)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)

    def _connect(self) -> None:
        self.search_edit.textEdited.connect(self._typed)
        self.search_edit.returnPressed.connect(self._go_to_list)
        self._typing.timeout.connect(self._search)
        self.table.current_changed.connect(self._select)
        self.table.opened.connect(self._want_intake)
        self.panel.matter_wanted.connect(self.matter_wanted)

    @Slot()
    def _typed(self) -> None:
        self._typing.start()

    @Slot()
    def _search(self) -> None:
        self.session.ask(search, self.search_edit.text(), MOST, then=self._take)

    def _take(self, hits: list[SearchHit]) -> None:
        found = {hit.premises_id: hit for hit in hits if hit.premises_id is not None}
        self.model.give(found)
        if not self.search_edit.text().strip():
            self.count.setText("输入几个字就开始查")
        else:
            self.count.setText(f"查到 {len(found)} 户" if found else "没有符合的住户。少输几个字再试。")

    @Slot()
    def _go_to_list(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._search()
        if self.model.rowCount():
            self.table.setFocus()
            if self.table.current_id() is None:
                self.table.selectRow(0)

    @Slot(object)
    def _select(self, premises_id: int | None) -> None:
        if premises_id is not None:
            self.panel.show_premises(premises_id)

    @Slot()
    def _want_intake(self) -> None:
        if self.panel.shown is not None:
            self.intake_wanted.emit(self.panel.shown.card.id)


def _state_badge(row: SearchHit) -> Badge | None:
    if not row.state:
        return None
    if row.state == "供热":
        return Badge("供热", Tone.GREEN, "done")
    return Badge(row.state, Tone.RED if row.state in GRAVE else Tone.AMBER, "cold")


def _nothing_more(desk: Desk, ids: object) -> dict[int, SearchHit]:
    """The search brings all its rows at once."""
    return {}
