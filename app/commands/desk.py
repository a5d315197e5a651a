"""What every command shares: a desk for its time, and how it answers."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.bootstrap import Target, open_desk, require_operator
from app.services.kernel.desk import Desk
from app.services.kernel.logs import Logs


@contextmanager
def at_desk(target: Target, who: str | None, *, writes: bool = False) -> Iterator[Desk]:
    """An open desk; a command that writes must name its operator."""
    desk = open_desk(target, who)
    logs = Logs(target.folder / "logs")
    try:
        if writes:
            require_operator(desk)
        yield desk
    finally:
        logs.close()
        desk.store.close()


def say_json(value: Any) -> None:
    """The answer for programs: JSON alone on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def say(*lines: str) -> None:
    """The answer for people."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
