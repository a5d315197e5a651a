"""What somebody has begun to write down and has not saved: one small file each, whole at every moment."""

import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from app.models.kernel import Unit
from app.paths import resource_json
from app.services.kernel.desk import Desk, StaffId
from app.services.kernel.times import from_ms, to_ms

SUFFIX = ".json"
_WRITTEN = ".writing"


@dataclass(frozen=True, slots=True)
class Draft:
    """`key` is the key of the act it is to become: saved in the very last moment, it is not saved again.

    `name` names the file: the next state of the same draft takes the place of this one. `begun_at` is when the first
    key was typed, or when the telephone rang. `station` is its code: the windows of two databases may share a folder.
    """

    name: str
    kind: str
    station: str
    author: StaffId
    key: UUID
    begun_at: datetime
    values: Mapping[str, Any] = field(repr=False)


class DraftFolder:
    """Kept beside the window's own settings: a draft belongs to one computer and to whoever typed it.

    Every method may raise OSError: the call that is being written down goes on without its draft.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, draft: Draft) -> None:
        """Keep this state; a kill at any moment leaves either it or the one before."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = self.folder / f"{uuid4().hex}{_WRITTEN}"
        try:
            # Names and telephones are in it: nobody else on this computer reads it.
            handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(_text(draft).encode(errors="replace"))
                file.flush()
                os.fsync(file.fileno())
            half.replace(self._path(draft.name))
        except BaseException:
            half.unlink(missing_ok=True)
            raise
        _sync(self.folder)

    def drop(self, name: str) -> None:
        """Saved, or thrown away by its author: nothing of it stays."""
        self._path(name).unlink(missing_ok=True)

    def read(self) -> list[Draft]:
        """Every draft that can be read, the newest first."""
        if not self.folder.is_dir():
            return []
        found = (_draft(path) for path in sorted(self.folder.glob(f"*{SUFFIX}")))
        return sorted((draft for draft in found if draft is not None), key=lambda draft: draft.begun_at, reverse=True)

    def drop_old(self) -> int:
        """Names and telephones nobody came back for do not lie about, nor halves a kill left; how many files went."""
        if not self.folder.is_dir():
            return 0
        # Of the machine's own clock, as the files are.
        oldest = time.time() - timedelta(days=draft_days()).total_seconds()
        old = [
            path
            for path in self.folder.iterdir()
            if path.suffix in (SUFFIX, _WRITTEN) and path.stat().st_mtime < oldest
        ]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{SUFFIX}"


@cache
def draft_days() -> int:
    """So long a draft waits for its author."""
    return int(resource_json("intake.json")["draft_days"])


@dataclass(frozen=True, slots=True)
class MyDrafts:
    """`waiting` were never saved, the newest first; `saved` were, in the moment before the program was killed."""

    waiting: tuple[Draft, ...] = ()
    saved: tuple[Draft, ...] = ()


def my_drafts(desk: Desk, drafts: Sequence[Draft]) -> MyDrafts:
    """What the operator of this desk began; nobody sees another one's."""
    me = (desk.station.code, desk.actor.staff_id)
    mine = [draft for draft in drafts if (draft.station, draft.author) == me]
    if not mine:
        return MyDrafts()
    keys = [str(draft.key) for draft in mine]
    committed = set(desk.store.scalars(Unit.select(Unit.key).where(Unit.key.in_(keys))))
    waiting = tuple(draft for draft in mine if str(draft.key) not in committed)
    return MyDrafts(waiting, tuple(draft for draft in mine if str(draft.key) in committed))


def _text(draft: Draft) -> str:
    return json.dumps(
        {
            "kind": draft.kind,
            "station": draft.station,
            "author": draft.author,
            "key": str(draft.key),
            "begun_ms": to_ms(draft.begun_at),
            "values": dict(draft.values),
        },
        ensure_ascii=False,
    )


def _draft(path: Path) -> Draft | None:
    """None for a file that is no draft."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Draft(
            name=path.stem,
            kind=str(found["kind"]),
            station=str(found["station"]),
            author=StaffId(found["author"]),
            key=UUID(found["key"]),
            begun_at=from_ms(found["begun_ms"]),
            values=dict(found["values"]),
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return None


def _sync(folder: Path) -> None:
    """The new name, too, is on the disk; Windows does it with the file."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
