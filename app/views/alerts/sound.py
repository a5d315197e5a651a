"""One short sound of the system's own, played beside the window."""

import sys

from PySide6.QtWidgets import QApplication


def ring() -> None:
    """Returns at once; a computer without loudspeakers stays silent."""
    if sys.platform == "win32":
        import winsound

        winsound.MessageBeep(winsound.MB_ICONEXCLAMATION)
    else:
        QApplication.beep()
