"""Who is on duty, in the line above every page: the shift, its people, whoever answers for the day."""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.services.duty.roster import OnDuty, OnPost, on_duty
from app.services.kernel.changes import Change
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.views.covering import phone_shown
from app.views.session import Session
from app.views.texts import clock_time

MINUTE_MS = 60_000
_KINDS = {"roster", "staff"}


class OnDutyLine(QObject):
    """`told`: the words for the line, and the whole with telephones for its tip."""

    told = Signal(str, str)
    # Another shift has begun since the last look.
    turned = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shift_began: datetime | None = None
        timer = QTimer(self, interval=MINUTE_MS)
        timer.timeout.connect(self.read)
        timer.start()
        session.changed.connect(self._hear)
        session.covered_changed.connect(self.read)

    @Slot()
    def read(self) -> None:
        """Ask who is on duty now."""
        if not self._session.read_only:
            self._session.ask(_now, then=self._tell, failed=_ignore)

    @Slot(list)
    def _hear(self, changes: list[Change]) -> None:
        if not changes or any(change.kind in _KINDS for change in changes):
            self._session.later(self.read)

    def _tell(self, duty: OnDuty) -> None:
        self.told.emit(line_of(duty), "\n".join(self._whole(duty)))
        before, self._shift_began = self._shift_began, duty.shift.begins_at
        if before not in (None, self._shift_began):
            self.turned.emit()

    def _whole(self, duty: OnDuty) -> list[str]:
        shift = duty.shift
        people = (*duty.desk, *((duty.leader,) if duty.leader is not None else ()), *duty.standby)
        first = f"{shift.name} {clock_time(shift.begins_at)}–{clock_time(shift.ends_at)}"
        return [first, *map(self._one, people)] if people else [f"{first}，还没有排班"]

    def _one(self, person: OnPost) -> str:
        return f"{person.post.word}　{person.name} {phone_shown(self._session, person.phone)}".rstrip()


def line_of(duty: OnDuty) -> str:
    """`白班 李客服　带班 王站长`, by night with whoever stands by; the shift alone where nobody is entered."""
    desk = "、".join(one.name for one in duty.desk)
    leader = f"带班 {duty.leader.name}" if duty.leader is not None else ""
    standby = "、".join(one.name for one in duty.standby) if duty.by_night else ""
    called = f"备班 {standby}" if standby else ""
    return "　".join(filter(None, (f"{duty.shift.name} {desk}".strip(), leader, called)))


def _now(desk: Desk) -> OnDuty:
    return on_duty(desk, desk.now())


def _ignore(error: AppError) -> None:
    """Whoever does something next is told; nobody asked for this line."""
