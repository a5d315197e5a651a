"""The building over a window that is busy with a caller; Esc goes back to the call."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.views.elevation.view import ElevationView
from app.views.session import Session


class ElevationDialog(QDialog):
    """Opened on one flat; Enter on another hands that flat back and closes."""

    chosen = Signal(int)

    def __init__(self, session: Session, premises_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("楼栋立面图")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.view = ElevationView(session)
        # Here a call is being taken already.
        self.view.intake_action.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self.view)
        self.view.premises_wanted.connect(self._take)
        if parent is not None:
            size = parent.window().size()
            self.resize(max(size.width() - 40, 900), max(size.height() - 40, 560))
        self.view.show_premises(premises_id)
        self.view.grid.setFocus()

    @Slot(int)
    def _take(self, premises_id: int) -> None:
        self.chosen.emit(premises_id)
        self.accept()
