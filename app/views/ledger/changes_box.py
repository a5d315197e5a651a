"""What a later ledger would change, by kind: each kind is accepted or left as it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.services.customers.import_report import ChangeCount, ChangeKind
from app.views.texts import short_place
from app.views.widgets.labels import label

# All kinds should be seen at once.
EXAMPLES = 3


class ChangesBox(QScrollArea):
    """A check box per kind with its count, and some households before and after below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.boxes: dict[ChangeKind, QCheckBox] = {}

    def show_changes(self, changes: Sequence[ChangeCount]) -> None:
        """All kinds are accepted until the clerk says otherwise."""
        self.boxes = {}
        inside = QFrame()
        inside.setProperty("role", "card")
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(4)
        column.addWidget(label("和已有的不同：打勾的按台账改，不打勾的保持原来的", "section", wrap=True))
        for change in changes:
            box = QCheckBox(f"{change.kind}　{change.count:,} 户")
            box.setChecked(change.accepted)
            self.boxes[change.kind] = box
            column.addSpacing(4)
            column.addWidget(box)
            for example in change.examples[:EXAMPLES]:
                words = f"{short_place(example.address)}　{example.before or '（空）'} → {example.after or '（空）'}"
                column.addWidget(label(words, "hint", wrap=True))
        column.addStretch(1)
        self.setWidget(inside)

    def accepted(self) -> frozenset[ChangeKind] | None:
        """The kinds with a tick; None when there is nothing to choose or all are accepted."""
        ticked = frozenset(kind for kind, box in self.boxes.items() if box.isChecked())
        return None if len(ticked) == len(self.boxes) else frozenset(ChangeKind) - (self.boxes.keys() - ticked)

    def choose_first(self) -> None:
        """Put the cursor on the first kind."""
        for box in self.boxes.values():
            box.setFocus()
            break
