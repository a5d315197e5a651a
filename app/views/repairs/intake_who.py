"""Who calls and about which flat: the first questions of every intake."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.matters.values import CallerDraft, PlaceDraft
from app.views.finding import find_places, recent_places
from app.views.repairs import words
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.covered_text import CoveredText
from app.views.widgets.form import Form
from app.views.widgets.labels import label
from app.views.widgets.search_box import Hit, SearchBox

UNLISTED = "台账无此户，按这个地址记，标“待建档”。"


class WhoPart(QObject):
    """`premises_id` is the flat chosen, None while there is none."""

    # The flat chosen, or None when it was let go.
    chosen = Signal(object)
    # An address the ledger lacks.
    address_taken = Signal()
    # The cursor has left the number.
    phone_typed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.premises_id: int | None = None
        self.place_edit = SearchBox(session, find_places, "姓名、首字母、电话尾号、3-2-1102；查不到就写地址")
        self.place_edit.offer(recent_places)
        self.place_hint = label(role="hint", wrap=True)
        self.phone_edit = QLineEdit(maxLength=20)
        self.caller_edit = QLineEdit(placeholderText="怎么称呼", maxLength=20)
        self.relation_row = ChoiceRow(words.RELATIONS)
        for edit in (self.phone_edit, self.caller_edit):
            CoveredText(session, edit)
        self.place_edit.chosen.connect(self._take_hit)
        self.place_edit.submitted.connect(self.take_address)
        self.place_edit.textEdited.connect(self._let_go)
        self.phone_edit.editingFinished.connect(self.phone_typed)

    def add_to(self, form: Form) -> None:
        self._form = form
        form.add("place", "住户", self.place_edit, wide=True)
        form.add("place_hint", "", self.place_hint, wide=True)
        form.add("phone", "来电号码", self.phone_edit)
        form.add("caller", "来电人", self.caller_edit)
        form.add("relation", "关系", self.relation_row, wide=True)
        self._say("")

    def take_premises(self, premises_id: int) -> None:
        """The flat is known; go on to the caller."""
        self.premises_id = premises_id
        self._say("")
        self.phone_edit.setFocus()
        self.chosen.emit(premises_id)

    def follow(self, premises_id: int, address: str) -> None:
        """The flat chosen has been merged into this one since."""
        if self.premises_id not in (None, premises_id):
            self.premises_id = premises_id
            self.place_edit.setText(address)

    @Slot(str)
    def take_address(self, _address: str) -> None:
        """The address stays as typed."""
        self._say(UNLISTED)
        self.phone_edit.setFocus()
        self.address_taken.emit()

    def place(self) -> PlaceDraft | None:
        """The address as typed, when it is no flat of the ledger."""
        typed = self.place_edit.text().strip()
        return PlaceDraft(typed) if self.premises_id is None and typed else None

    def caller(self) -> CallerDraft:
        return CallerDraft(
            name=self.caller_edit.text().strip(),
            phone=self.phone_edit.text().strip(),
            relation=self.relation_row.value() or "本人",
        )

    @Slot(object)
    def _take_hit(self, hit: Hit) -> None:
        self.place_edit.setText(hit.title)
        self.place_edit.setModified(True)
        if hit.kind == "place":
            self.take_address(hit.title)
        else:
            self.take_premises(hit.id)

    @Slot()
    def _let_go(self) -> None:
        if self.premises_id is not None:
            self.premises_id = None
            self.chosen.emit(None)

    def _say(self, text: str) -> None:
        self.place_hint.setText(text)
        self._form.show_row("place_hint", bool(text))
