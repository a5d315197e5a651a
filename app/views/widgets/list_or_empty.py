"""A list, or what to do first while it has no rows."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.views.widgets.empty import EmptyState


class ListOrEmpty(QStackedWidget):
    """One of the two is in front; the cursor goes along."""

    def __init__(self, table: QWidget, empty: EmptyState) -> None:
        super().__init__()
        self._table = table
        self._empty = empty
        self.addWidget(table)
        self.addWidget(empty)
        self.setFocusProxy(table)

    def show_list(self, filled: bool) -> None:
        """The table when it has rows."""
        front = self._table if filled else self._empty
        self.setCurrentWidget(front)
        self.setFocusProxy(front)
