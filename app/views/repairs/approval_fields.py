"""电话请示 as rows of a form: whom, when, what he said."""

from PySide6.QtWidgets import QLineEdit

from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import list_staff
from app.services.staff.approvals import ApprovalDraft
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import Choice, ChoiceRow

# No head was picked; the service says so beside the row.
NOBODY = 0
ROWS = ("asked_of_id", "asked_at", "said")


class ApprovalFields:
    """Rows named as the service names them; with one head of the station he is picked already."""

    def __init__(self, dialog: ActDialog) -> None:
        self.head_row = ChoiceRow()
        self.at_edit = dialog.time_field()
        self.said_edit = QLineEdit(placeholderText="站长的原话，例如 同意，明早补签", maxLength=200)
        self._form = dialog.form
        self._dialog = dialog
        self._form.add("asked_of_id", "请示了", self.head_row)
        self._form.add("asked_at", "请示时间", self.at_edit)
        self._form.add("said", "答复", self.said_edit)
        self._form.ask_in("approval", "said")
        dialog.session.ask(_heads, then=self._offer)

    def show(self, wanted: bool) -> None:
        for name in ROWS:
            self._form.show_row(name, wanted)

    def draft(self) -> ApprovalDraft | None:
        """What was asked and said; None while his words are missing."""
        said, head, at = self.said_edit.text().strip(), self.head_row.value(), self.at_edit.moment()
        if not said:
            return None
        return ApprovalDraft(head or NOBODY, at or self._dialog.session.desk.now(), said)

    def _offer(self, heads: list[Choice]) -> None:
        self.head_row.set_choices(heads)
        if len(heads) == 1:
            self.head_row.set_value(heads[0][0])


def _heads(desk: Desk) -> list[Choice]:
    return [(int(row.id), row.name) for row in list_staff(desk.store, Role.MANAGER)]
