"""Logs that help to find a fault and name nobody: no sentence written for a clerk, no long run of digits."""

import faulthandler
import logging
import re
import sys
from pathlib import Path

from app import __version__

logger = logging.getLogger(__name__)

FILE_NAME = "heatdesk.log"
FAULTS_NAME = "faults.log"
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


class Logs:
    """The log of this process, from opening to `close`, and the interpreter's own crashes.

    A log of more than a megabyte is set aside when the next process opens; the five newest of these are kept.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE_NAME
        _turn_over(self.path)
        self._handler = logging.FileHandler(self.path, encoding="utf-8", delay=True)
        self._handler.setFormatter(NamelessFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root = logging.getLogger()
        root.addHandler(self._handler)
        self._level = root.level
        root.setLevel(logging.INFO)
        self._faults = (folder / FAULTS_NAME).open("a", encoding="utf-8")
        faulthandler.enable(self._faults)
        logger.info("heatdesk %s on %s", __version__, sys.platform)

    def close(self) -> None:
        faulthandler.disable()
        self._faults.close()
        root = logging.getLogger()
        root.setLevel(self._level)
        root.removeHandler(self._handler)
        self._handler.close()


def _turn_over(path: Path) -> None:
    """heatdesk.log becomes heatdesk.log.1, that one .2, and so on; where the system refuses, the log grows on."""
    kept = [path, *(path.with_name(f"{path.name}.{number}") for number in range(1, _KEPT + 1))]
    try:
        if path.exists() and path.stat().st_size > _MAX_BYTES:
            for older, newer in zip(reversed(kept), reversed(kept[:-1]), strict=False):
                if newer.exists():
                    newer.replace(older)
    except OSError as error:
        logger.warning("the log stays as it is: %s", type(error).__name__)
