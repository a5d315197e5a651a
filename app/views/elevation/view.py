"""A building whole: filters above, what the pattern suggests, the picture, its legend; one flat at the right."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.services.customers.places.buildings import building_beside
from app.services.repairs.elevation import Elevation, Flat, elevation, elevation_of
from app.shortcuts import key_of
from app.views.actions import command
from app.views.customers.premises_panel import PremisesPanel
from app.views.elevation import words
from app.views.elevation.grid import ElevationGrid
from app.views.elevation.legend import Legend
from app.views.elevation.remarks import Remarks
from app.views.elevation.words import Filter
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.choice_row import FlowLayout
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label

# The card follows the cursor once it rests.
RESTING_MS = 120
REPAINT_MS = 15_000
# Widths of the card in Chinese characters.
PANEL_LEAST = 18
PANEL_MOST = 22
CHOOSE_FIRST = "在图上走到一户，这里看它的台账和工单。"


class ElevationView(QWidget):
    """Shown on a page of its own, and over the intake window: there (`leads` false) nothing leads away.

    `intake_wanted` brings the premises, or the address of a flat the ledger lacks.
    """

    premises_wanted = Signal(int)
    intake_wanted = Signal(object)
    matter_wanted = Signal(int)

    def __init__(self, session: Session, leads: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._leads = leads
        self.picture: Elevation | None = None
        self._building_id: int | None = None
        self._build()
        self._build_actions()
        self._connect()

    def show_premises(self, premises_id: int) -> None:
        """The building these premises are in, the cursor on them."""
        self.session.ask(elevation_of, premises_id, then=self.show_picture)

    def show_building(self, building_id: int) -> None:
        self.session.ask(elevation, building_id, then=self.show_picture)

    def refresh(self) -> None:
        """Read the same building again; the cursor stays."""
        if self._building_id is not None:
            self.session.ask(elevation, self._building_id, then=self.show_picture)

    def show_picture(self, picture: Elevation) -> None:
        another = picture.building_id != self._building_id
        self.picture, self._building_id = picture, picture.building_id
        self.heading.setText(words.building_title(picture.community, picture.building))
        self.heading.show()
        counted = words.counts(picture)
        for chosen, action in self.filter_actions.items():
            text = f"{key_of(words.SHORTCUTS[chosen])} {chosen.value} {counted[chosen]}"
            action.setIconText(text)
        self.remarks.show_picture(picture, self.session.desk.now())
        if another:
            self.grid.show_picture(None)
        self.grid.show_picture(picture)
        self.legend.show_picture(picture, self.session.desk.now())
        self.stack.setCurrentWidget(self.grid if picture.cells else self.empty)
        self.empty.say("这栋楼还没有住户", "台账导入或建档后，这里按楼层画出每一户。")
        if picture.premises_id is not None:
            self.grid.go_to(picture.premises_id)
        self.grid.go_to_first()
        if not picture.cells:
            self._rest(None)

    def choose(self, chosen: Filter) -> None:
        """As if its button had been pressed."""
        self.filter_actions[chosen].trigger()

    def commands(self) -> list[QAction]:
        return [
            *self.filter_actions.values(),
            self.open_action,
            self.intake_action,
            self.compact_action,
            *self.step_actions,
        ]

    def premises_in_hand(self) -> int | None:
        """The flat under the cursor, when the ledger has it."""
        flat = self.grid.current_flat()
        return flat.premises_id if flat else None

    def _build(self) -> None:
        self.heading = label(role="heading")
        self.remarks = Remarks(self._leads)
        self.grid = ElevationGrid(self.session)
        self.empty = EmptyState("elevation", "还没有选楼栋", "在上面输入小区和楼号，例如 和平里 3。")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.grid)
        self.legend = Legend()
        self.panel = PremisesPanel(self.session, place="立面图", leads=self._leads)
        self.panel.say_nothing(CHOOSE_FIRST)
        self.head = QHBoxLayout()
        self.head.setSpacing(16)
        self.head.addWidget(self.heading)
        above = QWidget()
        self._above = FlowLayout(above, gap=4)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(self.head)
        left.addWidget(above)
        left.addWidget(self.remarks)
        left.addWidget(self.stack, 1)
        left.addWidget(self.legend)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addLayout(left, 5)
        across.addWidget(self.panel, 2)
        self.heading.hide()
        self._fit()

    def _build_actions(self) -> None:
        self.filter_actions: dict[Filter, QAction] = {}
        group = QActionGroup(self)
        for chosen in Filter:
            action = command(
                self,
                chosen.value,
                words.ICONS[chosen],
                words.SHORTCUTS[chosen],
                partial(self._choose, chosen),
                self.grid,
            )
            action.setCheckable(True)
            action.setChecked(chosen is Filter.ALL)
            action.setIconText(f"{key_of(words.SHORTCUTS[chosen])} {chosen.value}")
            group.addAction(action)
            self.filter_actions[chosen] = action
            self._above.addWidget(_button(action, Qt.ToolButtonStyle.ToolButtonTextOnly))
        self.compact_action = command(self, "一屏看全", "elevation", "elevation.compact", self._squeeze, self.grid)
        self.compact_action.setCheckable(True)
        self.compact_action.setIconText(f"{key_of('elevation.compact')} 一屏")
        self._above.addWidget(_button(self.compact_action, Qt.ToolButtonStyle.ToolButtonTextOnly))
        self.intake_action = command(self, "为这一户报修", "repair", "elevation.intake", self._want_intake)
        self.step_actions = [
            command(self, "上一栋楼", "elevation", "elevation.step_up", partial(self._step, -1)),
            command(self, "下一栋楼", "elevation", "elevation.step_down", partial(self._step, 1)),
        ]
        self.open_action = command(self, "看这一户", "house", "", self._open_current)
        self.open_action.setToolTip("看这一户　Enter")

    def _connect(self) -> None:
        self.grid.current_changed.connect(self._move)
        self.grid.opened.connect(self._open)
        self.panel.matter_wanted.connect(self.matter_wanted)
        self.panel.premises_wanted.connect(self.premises_wanted)
        self.remarks.matter_wanted.connect(self.matter_wanted)
        self.session.covered_changed.connect(self.grid.cells.repaint)
        self._resting = QTimer(self, interval=RESTING_MS, singleShot=True)
        self._resting.timeout.connect(self._show_card)
        minute = QTimer(self, interval=REPAINT_MS)
        minute.timeout.connect(self.grid.cells.repaint)
        minute.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("温")
        self.panel.setMinimumWidth(letter * PANEL_LEAST)
        self.panel.setMaximumWidth(letter * PANEL_MOST)

    @Slot()
    def _choose(self, chosen: Filter) -> None:
        self.filter_actions[chosen].setChecked(True)
        self.grid.cells.choose(chosen)

    @Slot()
    def _squeeze(self) -> None:
        self.grid.set_compact(self.compact_action.isChecked())

    @Slot(object)
    def _move(self, flat: Flat | None) -> None:
        self.intake_action.setEnabled(flat is not None)
        self.open_action.setEnabled(flat is not None)
        self._resting.start()

    @Slot()
    def _show_card(self) -> None:
        self._rest(self.grid.current_flat())

    def _rest(self, flat: Flat | None) -> None:
        self._resting.stop()
        if flat is None:
            self.panel.say_nothing(CHOOSE_FIRST)
        elif flat.premises_id is None:
            self.panel.say_nothing(_no_file(flat))
        else:
            self.panel.show_premises(flat.premises_id)

    @Slot(object)
    def _open(self, flat: Flat) -> None:
        if flat.premises_id is None:
            self.session.notice(_no_file(flat), Tone.AMBER)
        else:
            self.premises_wanted.emit(flat.premises_id)

    @Slot()
    def _open_current(self) -> None:
        flat = self.grid.current_flat()
        if flat is not None:
            self._open(flat)

    @Slot()
    def _want_intake(self) -> None:
        """A flat the ledger lacks is taken like any other, by its address."""
        flat = self.grid.current_flat()
        if flat is not None:
            self.intake_wanted.emit(flat.address if flat.premises_id is None else flat.premises_id)

    def _step(self, step: int) -> None:
        if self._building_id is not None:
            self.session.ask(building_beside, self._building_id, step, then=partial(self._go_beside, step))

    def _go_beside(self, step: int, building_id: int | None) -> None:
        if building_id is None:
            self.session.notice("这是第一栋楼。" if step < 0 else "这是最后一栋楼。", Tone.NEUTRAL)
        else:
            self.show_building(building_id)


def _no_file(flat: Flat) -> str:
    return f"{flat.room} 在台账里没有。来电照样受理，写地址，标“待建档”。"


def _button(action: QAction, style: Qt.ToolButtonStyle) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(style)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
