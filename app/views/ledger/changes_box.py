"""What a later ledger would change, by kind: each kind is accepted or left as it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.services.customers.importing.report import ChangeCount, ChangeExample, ChangeKind
from app.views.covering import name_shown
from app.views.session import Session
from app.views.texts import short_place
from app.views.widgets.labels import label

# All kinds should be seen at once.
EXAMPLES = 3


class ChangesBox(QScrollArea):
    """A check box per kind with its count, and some households before and after below it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._examples: list[tuple[QLabel, ChangeKind, ChangeExample]] = []
        session.covered_changed.connect(self._tell)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.boxes: dict[ChangeKind, QCheckBox] = {}

    def show_changes(self, changes: Sequence[ChangeCount]) -> None:
        """All kinds are accepted until the clerk says otherwise."""
        self.boxes = {}
        self._examples = []
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
                words = label("", "hint", wrap=True)
                self._examples.append((words, change.kind, example))
                column.addWidget(words)
        column.addStretch(1)
        self._tell()
        self.setWidget(inside)

    @Slot()
    def _tell(self) -> None:
        """Fill in the examples; covered, names keep their first character only."""
        for words, kind, example in self._examples:
            words.setText(self._words(kind, example))

    def _words(self, kind: ChangeKind, example: ChangeExample) -> str:
        before, after = example.before, example.after
        if kind is ChangeKind.HOLDER:
            before, after = name_shown(self._session, before), name_shown(self._session, after)
        return f"{short_place(example.address)}　{before or '（空）'} → {after or '（空）'}"

    def accepted(self) -> frozenset[ChangeKind] | None:
        """The kinds with a tick; None when there is nothing to choose or all are accepted."""
        ticked = frozenset(kind for kind, box in self.boxes.items() if box.isChecked())
        return None if len(ticked) == len(self.boxes) else frozenset(ChangeKind) - (self.boxes.keys() - ticked)

    def choose_first(self) -> None:
        """Put the cursor on the first kind."""
        for box in self.boxes.values():
            box.setFocus()
            break
