"""What somebody who helps from afar needs to know, and nothing about any person."""

import json
import platform
import sys
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

from app import __version__
from app.models.registry import DERIVED, TABLES
from app.services.kernel.errors import ReadOnly
from app.services.kernel.store import Store
from app.services.kernel.store.migrating import applied

_PACKAGES = ("PySide6_Essentials", "peewee", "sqlcipher3", "psycopg", "reportlab", "qrcode", "pikepdf", "zxing-cpp")


def health(store: Store) -> dict[str, dict[str, Any]]:
    """Versions, the database's state and row counts, in sections."""
    return {
        "program": {
            "heatdesk": __version__,
            "python": platform.python_version(),
            "system": platform.system(),
            "release": platform.release(),
            "frozen": bool(getattr(sys, "frozen", False)),
        },
        "packages": {name: _version(name) for name in _PACKAGES},
        "database": _database(store),
        "rows": {
            model._meta.table_name: store.run(f"SELECT count(*) FROM {model._meta.table_name}").fetchone()[0]
            for model in (*TABLES, *DERIVED)
        },
    }


def pack(report: dict[str, dict[str, Any]], logs: Path, target: Path) -> None:
    """The report and the logs as one zip file. ReadOnly when it cannot be written there."""
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("doctor.json", json.dumps(report, ensure_ascii=False, indent=1))
            for path in sorted(logs.glob("*.log*")):
                archive.write(path, f"logs/{path.name}")
    except OSError as error:
        raise ReadOnly(f"“{target}”写不了（{error.strerror}）。请换个位置再试。") from error


def _database(store: Store) -> dict[str, Any]:
    known: dict[str, Any] = {"dialect": store.dialect, "schema": applied(store)[-1]}
    if store.dialect == "sqlite":
        known["version"] = store.run("SELECT sqlite_version()").fetchone()[0]
        known["journal"] = store.run("PRAGMA journal_mode").fetchone()[0]
        known["integrity"] = store.run("PRAGMA quick_check(1)").fetchone()[0]
        known["pages"] = store.run("PRAGMA page_count").fetchone()[0]
    else:
        known["version"] = store.run("SHOW server_version").fetchone()[0]
    return known


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "-"
