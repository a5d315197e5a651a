"""Which scripts there are and which a database has seen; what applies them is loaded only when one is pending."""

import re
from pathlib import Path

from app.models import migrations
from app.services.kernel.store.base import Store

HISTORY = "schema_migration"


def folder() -> Path:
    """Where the scripts lie."""
    return Path(migrations.__file__).parent


def listed() -> list[str]:
    """Names of all scripts, in order."""
    return sorted(path.stem for path in folder().iterdir() if re.fullmatch(r"\d{4}_\w+\.py", path.name))


def applied(store: Store) -> list[str]:
    """Names of the scripts this database has seen, in order; empty for a new one."""
    with store.translated():
        known = HISTORY in store.db.get_tables()
    if not known:
        return []
    return sorted(row[0] for row in store.run(f"SELECT name FROM {HISTORY}").fetchall())


def migrate(store: Store) -> list[str]:
    """Apply what is pending; returns the names. The caller holds the opening lock."""
    from app.services.kernel.store.script_runner import ScriptRunner

    with store.translated():
        names: list[str] = ScriptRunner(store).up()
    return names
