"""What is known while the caller speaks: no heat by order, reported lately, still open. Each in one line."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.services.customers.lately import lately_days
from app.services.customers.words import GRAVE_STATES
from app.services.repairs.known import KnownAtIntake, KnownRepair, known_at_intake
from app.shortcuts import key_of
from app.views.session import Session
from app.views.texts import day_and_time, short_number
from app.views.widgets.labels import flag, label

WHAT_TO_SAY = {
    "停热": "这一户停热中，不热不算报修。要用热请办复热申请；怀疑私自开栓做用热检查。漏水照常抢修。",
    "断热": "这一户已断热，不热不算报修。要用热请办复热申请；怀疑私接做用热检查。漏水照常抢修。",
    "未入网": "这一户没有入网，不热不算报修。要用热先办入网；怀疑私接做用热检查。漏水照常抢修。",
}


class KnownBox(QWidget):
    """Empty and invisible while nothing is known; reads again when the flat or the number changes."""

    # The open repair that the caller asks about again.
    urge_wanted = Signal(int)
    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.known = KnownAtIntake()
        self._asked: tuple[int | None, str] = (None, "")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def look_up(self, premises_id: int | None, phone: str) -> None:
        """Read what is known of this flat and this number."""
        asked = (premises_id, phone.strip())
        if asked != self._asked:
            self._asked = asked
            self._session.ask(known_at_intake, *asked, then=self._show, failed=_leave)

    def texts(self) -> list[str]:
        """The lines as they stand."""
        return [str(line.property("said")) for line in self.findChildren(QWidget) if line.property("said")]

    def to_urge(self) -> KnownRepair | None:
        """The repair a second call is about: the oldest open one."""
        return self.known.open[0] if self.known.open else None

    @Slot()
    def urge(self) -> None:
        """催办 instead of a second repair."""
        repair = self.to_urge()
        if repair is not None:
            self.urge_wanted.emit(repair.matter_id)

    def _show(self, known: KnownAtIntake) -> None:
        self.known = known
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        now = self._session.desk.now()
        if known.state in GRAVE_STATES:
            self._add(known.state, WHAT_TO_SAY[known.state], "red")
        if (repair := self.to_urge()) is not None:
            place = "" if repair.is_here else f"　{repair.place}"
            told = f"{day_and_time(repair.told_at, now)} 报，{repair.phase}"
            more = f"（共 {len(known.open)} 单）" if len(known.open) > 1 else ""
            text = f"{short_number(repair.number)}　{repair.fault}{place}　{told}{more}"
            self._add("未办完", text, "amber", urge=True)
        done = [repair for repair in known.lately if not repair.is_open]
        if done:
            count = f"{lately_days()} 天内第 {len(known.lately) + 1} 次报修"
            last = f"{short_number(done[0].number)}　{done[0].fault}　{done[0].phase}"
            self._add("重复报修", f"{count}，上次 {last}", "amber")
        self.setVisible(self._column.count() > 0)
        self.changed.emit()

    def _add(self, word: str, text: str, tone: str, urge: bool = False) -> None:
        line = QWidget()
        line.setProperty("said", f"{word}　{text}")
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(flag(word, tone), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(label(text, wrap=True), 1)
        if urge:
            button = QPushButton(f"催办 +1　{key_of('intake.urge')}")
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self.urge)
            across.addWidget(button)
        self._column.addWidget(line)


def _leave(_error: object) -> None:
    """The call is taken without it."""
