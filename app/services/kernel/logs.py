"""Logs that help to find a fault and name nobody: no sentence written for a clerk, no long run of digits."""

import faulthandler
import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.services.kernel.errors import AppError

FILE_NAME = "heatdesk.log"
_MAX_BYTES = 1_000_000
_KEPT = 5
# Phones, ID numbers and anything quoted by a database driver.
_DIGITS = re.compile(r"\d{7,}")
_DRIVER_DETAIL = re.compile(r"^DETAIL:.*$", re.MULTILINE)
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


class NamelessFormatter(logging.Formatter):
    """Everything a record carries, without what could be a person: digits in runs and Chinese words of values."""

    def format(self, record: logging.LogRecord) -> str:
        text = _DRIVER_DETAIL.sub("DETAIL: …", super().format(record))
        return _CHINESE.sub("…", _DIGITS.sub("…", text))

    def formatException(self, ei: object) -> str:
        error = ei[1] if isinstance(ei, tuple) else None
        if isinstance(error, AppError):
            return type(error).__name__
        return super().formatException(ei)  # type: ignore[arg-type]


def start_logging(folder: Path) -> Path:
    """Log to `folder`/heatdesk.log (five files of a megabyte) and crashes of the interpreter beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    handler = RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(NamelessFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    for old in [kept for kept in root.handlers if isinstance(kept, RotatingFileHandler)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    _hear_of_crashes(folder / "faults.log")
    return path


def _hear_of_crashes(path: Path) -> None:
    # faulthandler keeps the file's descriptor for as long as the process lives.
    file = path.open("a", encoding="utf-8")
    faulthandler.enable(file)
