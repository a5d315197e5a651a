"""故障地点: where the fault is. The caller's home is only the caller's."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.customers.card.values import PremisesCard
from app.services.matters.values import PlaceDraft, PlaceKind
from app.views.repairs import words
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form import Form


class WherePart(QObject):
    """The home unless another place is picked; what can be known of that place is filled in and may be typed over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind_row = ChoiceRow(words.PLACES)
        self.kind_row.set_value(PlaceKind.HOME)
        self.spot_edit = QLineEdit(placeholderText="例如 3号楼2单元管井、东门井盖旁", maxLength=120)
        self._card: PremisesCard | None = None
        self._filled = ""
        self._suggested = PlaceKind.HOME
        self._wanted = True
        self.kind_row.picked.connect(self._show_spot)
        self.kind_row.then_to(self.spot_edit)

    def add_to(self, form: Form) -> None:
        self._form = form
        form.add("place_kind", "故障地点", self.kind_row, wide=True)
        form.add("spot", "位置", self.spot_edit, wide=True)
        form.show_row("spot", False)

    def show_rows(self, wanted: bool) -> None:
        """A call of another kind is about no place of a fault."""
        self._wanted = wanted
        self._form.show_row("place_kind", wanted)
        self._form.show_row("spot", wanted and self.shown)

    @property
    def shown(self) -> bool:
        """Whether the fault is somewhere else than at home."""
        return self.kind() is not PlaceKind.HOME

    def kind(self) -> PlaceKind:
        return PlaceKind(self.kind_row.value() or PlaceKind.HOME)

    def show_card(self, card: PremisesCard | None) -> None:
        """The flat the caller speaks of, or none; the building is known from it."""
        self._card = card
        self._fill()

    def suggest(self, kind: str) -> None:
        """A fault of this sort is hardly at home, '' for one that may be; what was picked by hand stays."""
        wanted = PlaceKind(kind or PlaceKind.HOME)
        if self.kind() is self._suggested and wanted is not self._suggested:
            self._suggested = wanted
            self.kind_row.set_value(wanted)
            self._show_spot()

    def place(self, said: PlaceDraft | None) -> PlaceDraft | None:
        """Where the fault is: `said` (the address of a flat the ledger lacks) unless it is somewhere else."""
        if not self.shown:
            return said
        text = self.spot_edit.text().strip() or (said.text if said else "")
        return PlaceDraft(text, self.kind(), self._card.building_id if self._card else None)

    @Slot()
    def _show_spot(self) -> None:
        self._form.show_row("spot", self._wanted and self.shown)
        self._fill()

    def _fill(self) -> None:
        if self.spot_edit.text() not in ("", self._filled):
            return
        self._filled = self._known()
        self.spot_edit.setText(self._filled)

    def _known(self) -> str:
        card = self._card
        if card is None or not self.shown or self.kind() is PlaceKind.FREE:
            return ""
        building = f"{card.community}{card.building}号楼" if card.building.isdigit() else card.building
        return {
            PlaceKind.BUILDING: building,
            PlaceKind.RISER: f"{building}{card.unit}单元立管" if card.unit else f"{building}立管",
            PlaceKind.OUTSIDE: f"{card.community}室外",
        }.get(self.kind(), "")
