"""The building over a window that is busy with a caller; Esc goes back to the call."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.services.repairs.elevation import Flat
from app.views.elevation.view import ElevationView
from app.views.session import Session
from app.views.widgets.labels import label


class ElevationDialog(QDialog):
    """Opened on one flat; Enter on another hands that flat back and closes."""

    chosen = Signal(int, str)

    def __init__(self, session: Session, premises_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("楼栋立面图")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.view = ElevationView(session, leads=False)
        # Here a call is being taken already.
        self.view.intake_action.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self.view)
        column.addWidget(label("Enter 改选这一户　Esc 回到录入", "hint"))
        self.view.grid.opened.connect(self._take)
        behind = parent.window() if parent is not None else None
        # As large as the window of the program, however small the dialog it is opened from.
        while behind is not None and (further := behind.parentWidget()) is not None:
            behind = further.window()
        if behind is not None:
            self.resize(behind.width() - 40, behind.height() - 40)
        self.view.show_premises(premises_id)
        self.view.grid.setFocus()

    @Slot(object)
    def _take(self, flat: Flat) -> None:
        if flat.premises_id is not None:
            self.chosen.emit(flat.premises_id, flat.address)
            self.accept()
