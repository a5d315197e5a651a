"""After an upgrade that changed the search keys: they are made anew beside the window."""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.services.customers.finding.index import Reindexed, fill_index
from app.services.kernel.desk import Desk
from app.services.kernel.progress import GoOn
from app.views.session import Session
from app.views.tasks import Task
from app.views.theme import Tone

# Start-up comes first.
LOOK_MS = 2_000


def fill_missing_keys(session: Session, owner: QObject) -> None:
    """Look soon whether premises lack their keys, and make them; says something only when there is something to do."""
    QTimer.singleShot(LOOK_MS, owner, partial(_begin, session, owner))


def _begin(session: Session, owner: QObject) -> None:
    task = Task(session.desk, _fill, owner)
    said = False

    def say_progress(done: int, of: int) -> None:
        nonlocal said
        if not said:
            said = True
            session.notice(f"正在整理查找目录，共 {of} 户，查找暂时不全。", Tone.AMBER)

    def say_done(made: Reindexed) -> None:
        if made.premises:
            session.notice(f"查找目录整理好了，{made.premises} 户。", Tone.GREEN)

    task.progressed.connect(say_progress)
    task.succeeded.connect(say_done)
    task.failed.connect(lambda error: session.notice(error.message, Tone.RED))
    task.start()


def _fill(desk: Desk, go_on: GoOn) -> Reindexed:
    return fill_index(desk, go_on)
