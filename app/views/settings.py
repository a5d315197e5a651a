"""What belongs to this computer (look, geometry, last folder); each key is declared here once with type and default."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QByteArray, QSettings

T = TypeVar("T", int, str, bytes)


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One key of the file and what it is worth when nobody set it."""

    key: str
    default: T


THEME = Setting("look/theme", "light")
TEXT_PERCENT = Setting("look/text_percent", 100)
WINDOW_GEOMETRY = Setting("window/geometry", b"")
LAST_PAGE = Setting("window/page", "board")
BOARD_SPLITTER = Setting("board/splitter", b"")
BOARD_COLUMNS = Setting("board/columns", b"")
WORKLIST_SPLITTER = Setting("worklist/splitter", b"")
WORKLIST_COLUMNS = Setting("worklist/columns", b"")
LEDGER_FOLDER = Setting("ledger/folder", "")
SLIP_FOLDER = Setting("slip/folder", "")
CARD_PAPER = Setting("cards/paper", "eight")
PICTURE_FOLDER = Setting("picture/folder", "")
CERTIFICATES_SAID = Setting("people/certificates_said", "")
SWEPT_ON = Setting("attachments/swept_on", "")

THEMES = ("light", "dark", "system")
TEXT_SIZES = (100, 125, 150)


class Settings:
    """An INI file; a value of the wrong type counts as not set."""

    def __init__(self, path: Path) -> None:
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def folder(self) -> Path:
        """Where the file lies: what belongs to this computer."""
        return Path(self._file.fileName()).parent

    def get(self, setting: Setting[T]) -> T:
        value: Any = self._file.value(setting.key)
        if value is None:
            return setting.default
        if isinstance(setting.default, bytes):
            return value.data() if isinstance(value, QByteArray) else setting.default  # type: ignore[return-value]
        try:
            return type(setting.default)(value)
        except (TypeError, ValueError):
            return setting.default

    def put(self, setting: Setting[T], value: T) -> None:
        self._file.setValue(setting.key, QByteArray(value) if isinstance(value, bytes) else value)
