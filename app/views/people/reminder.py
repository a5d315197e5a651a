"""证件提醒 in the line under the pages: once a day for each reminder that has begun, and never in the way."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from app.services.people.reminders import EXPIRED, CertificateWarning, certificate_warnings
from app.views.session import Session
from app.views.settings import CERTIFICATES_SAID, Settings
from app.views.theme import Tone

# A window that stays open over midnight says it on the next day too.
LOOK_MS = 30 * 60 * 1000
NAMED = 3


class CertificateReminder(QObject):
    """Lives as long as the window; what was said today stays with this computer."""

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    @Slot()
    def look(self) -> None:
        if not self._session.read_only:
            self._session.ask(certificate_warnings, then=self._say)

    def _say(self, warnings: Sequence[CertificateWarning]) -> None:
        today = self._session.desk.today().isoformat()
        day, *said = self._settings.get(CERTIFICATES_SAID).split()[:8] or [""]
        known = {int(threshold) for threshold in said} if day == today else set()
        fresh = [warning for warning in warnings if warning.threshold not in known]
        if not fresh:
            return
        known |= {warning.threshold for warning in fresh}
        self._settings.put(CERTIFICATES_SAID, " ".join([today, *map(str, sorted(known))]))
        named = "；".join(f"{warning.name}{warning.kind} {warning.words}" for warning in fresh[:NAMED])
        more = f"等 {len(fresh)} 个" if len(fresh) > NAMED else ""
        tone = Tone.RED if any(warning.threshold == EXPIRED for warning in fresh) else Tone.AMBER
        self._session.notice(f"证件提醒：{named}{more}。请到“人员”页办理。", tone)
