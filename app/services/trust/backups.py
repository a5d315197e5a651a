"""What is known of the checked copies beside the data; copies themselves are made by kernel.store.opening."""

import json
from datetime import UTC, datetime

from app.services.kernel.store import Store

_STAMP = "%Y%m%dT%H%M%SZ"


def newest_backup(store: Store) -> datetime | None:
    """When the newest checked copy of this database was made, aware, in UTC.

    None without one, on a server, and for manifests that cannot be read or have lost their copy.
    """
    data = store.folder()
    if data is None:
        return None
    newest = None
    for manifest in (data / "backups").glob("*.json"):
        if not manifest.with_suffix(".db").exists():
            continue
        try:
            made = json.loads(manifest.read_text(encoding="utf-8"))["made"]
            moment = datetime.strptime(made.split("-")[0], _STAMP).replace(tzinfo=UTC)
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            continue  # `heatdesk verify` says which one it is
        newest = max(newest or moment, moment)
    return newest
