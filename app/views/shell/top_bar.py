"""Above every page: the one search box, the day, the season, and who is on duty."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.shortcuts import key_of
from app.views.icons import wear
from app.views.session import Session
from app.views.texts import full_date
from app.views.widgets.labels import label
from app.views.widgets.search_box import Find, SearchBox

DAY_MS = 20_000
# Letters of the operator's name that stand on the button; the tip has the whole.
NAME_LETTERS = 4


class TopBar(QFrame):
    """Follows the desk: a change of operator shows at once.

    Where room is short the season goes first, then who is on duty, then the day.
    """

    def __init__(
        self,
        session: Session,
        find: Find,
        intake: QAction,
        operator: QAction,
        cover: QAction,
        mute: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self._session = session
        self.search = SearchBox(session, find, f"查用户、工单、单号，扫描回执单（{key_of('window.search')}）")
        self.search.setAccessibleName("查找")
        self.search.setMinimumWidth(340)
        self.day = label()
        self.duty = label(role="muted")
        self.duty.setAccessibleName("当前值班")
        self.season = label(role="flag")
        self.season.setProperty("tone", "neutral")
        self._operator = operator
        self.operator_button = _button(operator)
        self.cover_button = _button(cover)
        self._cover = cover
        self.mute_button = _button(mute)
        self._mute = mute
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 6, 10, 6)
        line.setSpacing(10)
        line.addWidget(self.search, 3)
        intake_button = _button(intake)
        self._buttons = (intake_button, self.mute_button, self.cover_button, self.operator_button)
        line.addWidget(intake_button)
        line.addStretch(2)
        line.addWidget(self.duty)
        line.addWidget(self.day)
        line.addWidget(self.season)
        line.addWidget(self.mute_button)
        line.addWidget(self.cover_button)
        line.addWidget(self.operator_button)
        self._line = line
        timer = QTimer(self, interval=DAY_MS)
        timer.timeout.connect(self.show_desk)
        timer.start()
        session.desk_changed.connect(self.show_desk)
        session.covered_changed.connect(self.show_cover)
        mute.toggled.connect(self.show_mute)
        self.show_desk()
        self.show_cover(session.covered)
        self.show_mute(mute.isChecked())

    @Slot()
    def show_desk(self) -> None:
        desk = self._session.desk
        self.day.setText(full_date(desk.now()))
        self.season.setText(f"{desk.station.season} 采暖季" if desk.station.season else "未设采暖季")
        name = desk.actor.name
        shown = name if len(name) <= NAME_LETTERS else f"{name[: NAME_LETTERS - 1]}…"
        self._operator.setIconText(f" 操作员 {shown}" if name else " 未登录")
        self._operator.setToolTip(
            "　".join(filter(None, (name, "、".join(sorted(desk.actor.roles)), f"{key_of('window.operator')} 换人")))
        )
        self._fit()

    @Slot(str, str)
    def show_duty(self, text: str, tip: str) -> None:
        """Who is on duty: the words, and the whole for whoever points at them."""
        self.duty.setText(text)
        self.duty.setToolTip(tip)
        self._fit()

    @Slot(bool)
    def show_cover(self, covered: bool) -> None:
        """Covered says so in words, in the place of the season; else an eye is enough, and the line keeps its room."""
        self._cover.setChecked(covered)
        self._cover.setIconText(" 遮挡中")
        self._cover.setToolTip(
            f"姓名、电话和敏感标记已遮挡　{key_of('window.cover')} 取消"
            if covered
            else f"遮挡屏：有人站在柜台前　{key_of('window.cover')}"
        )
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if covered else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.cover_button.setToolButtonStyle(style)
        self._fit()

    @Slot(bool)
    def show_mute(self, muted: bool) -> None:
        """Silence says so in words, so that nobody relies on a bell that does not ring."""
        wear(self._mute, "bell_off" if muted else "bell")
        self._mute.setIconText(" 静音中")
        self._mute.setToolTip(
            f"提醒不响铃，换人后恢复　{key_of('window.mute')} 取消"
            if muted
            else f"提醒静音：只闪任务栏，不响铃　{key_of('window.mute')}"
        )
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if muted else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.mute_button.setToolButtonStyle(style)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Day and season give way."""
        return QSize(self._least(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _least(self) -> int:
        """The width of what always stands."""
        edges = self._line.contentsMargins()
        parts = (self.search.minimumWidth(), *(button.sizeHint().width() for button in self._buttons))
        # The stretch has its gap too.
        return edges.left() + edges.right() + sum(parts) + self._line.spacing() * len(parts)

    def _fit(self) -> None:
        room = self.width() - self._least()
        for part, wanted in (
            (self.day, True),
            (self.duty, bool(self.duty.text())),
            (self.season, not self._session.covered),
        ):
            room -= part.sizeHint().width() + self._line.spacing()
            part.setVisible(wanted and room >= 0)


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
