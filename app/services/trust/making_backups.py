"""A checked copy of the data every day, kept for two weeks and one of each month for a year (resources/backups.json).

Copies stand beside the data; whoever wants them elsewhere copies the folder. A server is backed up by its own keeper.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.paths import resource_json
from app.services.kernel.desk import Desk
from app.services.kernel.errors import Refused
from app.services.kernel.store.opening import back_up
from app.services.kernel.store.sqlite import SqliteStore
from app.services.trust.backups import newest_backup

FOLDER = "backups"
DAILY, BY_HAND = "daily", "by-hand"


@dataclass(frozen=True, slots=True)
class BackupMade:
    """The copy that was made and checked; `removed` older ones went."""

    name: str
    removed: int


def backup_due(desk: Desk) -> bool:
    """Whether the newest checked copy is older than a day; never on a server."""
    if desk.store.folder() is None:
        return False
    newest = newest_backup(desk.store)
    return newest is None or desk.now() - newest > timedelta(hours=_rules()["every_hours"])


def make_backup(desk: Desk, reason: str = DAILY) -> BackupMade:
    """An online copy, opened again, checked and counted; then older daily ones go.

    May take a while: call it beside the window. Refused on a server; Full, Gone or Damaged with a sentence when the
    copy could not be made, and nothing is left of it.
    """
    store = desk.store
    folder = store.folder()
    if folder is None or not isinstance(store, SqliteStore):
        raise Refused("数据在服务器上，由服务器的管理员备份。")
    made = back_up(store, folder / FOLDER, reason=reason)
    return BackupMade(made.name, _remove_old(folder / FOLDER))


def _remove_old(folder: Path) -> int:
    """Daily copies beyond the days kept, but the first of each of the last months stays. Others are never touched."""
    rules = _rules()
    daily = sorted(folder.glob(f"*-{DAILY}.db"), reverse=True)
    first_of_month = {path.name[:6]: path for path in daily}
    kept = {*daily[: rules["days_kept"]], *list(first_of_month.values())[: rules["months_kept"]]}
    old = [path for path in daily if path not in kept]
    for path in old:
        # The manifest goes last: a copy without one is seen and said by `verify`.
        path.unlink(missing_ok=True)
        path.with_suffix(".json").unlink(missing_ok=True)
    return len(old)


def _rules() -> dict[str, int]:
    rules: dict[str, int] = resource_json("backups.json")
    return rules
