"""The line between page and bottom bar: what was just done or refused; it leaves by itself, errors stay longer."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.views.icons import wear
from app.views.session import Notice
from app.views.theme import Tone
from app.views.widgets.labels import label
from app.views.widgets.polish import set_property

SHORT_MS = 6_000
LONG_MS = 30_000


class NoticeLine(QFrame):
    """Shows the newest notice; the last ones stay readable in its tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.text = label(wrap=True)
        self._earlier: list[str] = []
        self.close_button = QToolButton()
        self.close_button.setAccessibleName("收起提示")
        self.close_button.setToolTip("收起")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        wear(self.close_button, "close")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 6, 4)
        line.addWidget(self.text, 1)
        line.addWidget(self.close_button)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        self._earlier = [notice.text, *self._earlier][:8]
        self.text.setText(notice.text)
        self.text.setToolTip("\n".join(self._earlier))
        set_property(self, "tone", notice.tone.value)
        self._timer.start(LONG_MS if notice.tone in (Tone.RED, Tone.AMBER) else SHORT_MS)
        self.show()
