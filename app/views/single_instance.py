"""A second start on the same data raises the first window; the folder's lock, not this, guards the data."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_MS = 300


def _name(place: str) -> str:
    return f"heatdesk-{hashlib.sha256(place.encode()).hexdigest()[:16]}"


def raise_first(place: str | Path) -> bool:
    """Ask the window that works on `place` to come to the front; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(str(place)))
    if not socket.waitForConnected(CONNECT_MS):
        return False
    socket.write(b"raise")
    socket.waitForBytesWritten(CONNECT_MS)
    socket.disconnectFromServer()
    return True


class Doorbell(QObject):
    """Listens for a second start as long as the first window lives."""

    rung = Signal()

    def __init__(self, place: str | Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        # Left behind by a crash; a living one was found by raise_first before.
        QLocalServer.removeServer(_name(str(place)))
        self._server.listen(_name(str(place)))

    @Slot()
    def _answer(self) -> None:
        if (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.rung.emit()
