"""A call half written down: kept while it is typed, offered again to whoever typed it, never to anybody else."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit

from app.services.kernel.drafts import Draft
from app.views.drafts import CALL, Begun, DraftKeeper, DraftWatch, is_call
from app.views.repairs.draft_box import DraftBox
from app.views.repairs.intake_parts import CallKind
from app.views.texts import full_time
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form_state import field_in_hand, give_back, given

if TYPE_CHECKING:
    from app.views.repairs.intake_dialog import IntakeDialog


class IntakeDraft(QObject):
    """Belongs to one intake window; `box` is the line in it that offers what was left."""

    def __init__(self, dialog: "IntakeDialog", keeper: DraftKeeper) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._keeper = keeper
        self._session = dialog.session
        self.box = DraftBox(dialog.session)
        self.watch = DraftWatch(dialog.session, keeper, CALL, str(dialog.key), self._begun, self)
        self._follow()
        self.box.resume_wanted.connect(self.resume)
        self.box.drop_wanted.connect(self._throw_away)
        dialog.session.desk_changed.connect(self._see_operator)
        self.watch.touched.connect(self._hide_box)
        keeper.ask(dialog.session, self._offer)

    @Slot(object)
    def resume(self, draft: Draft) -> None:
        """The call goes on where it stopped; its clock starts when it was begun."""
        dialog = self._dialog
        self.watch.take_up(draft)
        dialog.key = draft.key
        values: dict[str, Any] = dict(draft.values)
        fields: dict[str, Any] = dict(values.get("fields", {}))
        fields.setdefault("told_at", full_time(draft.begun_at))
        dialog.bring_back(_kind(values["kind"]), values["premises_id"], str(fields.pop("place", "")))
        give_back(dialog.form, fields)
        dialog.told.fee_check.setChecked(bool(values.get("fee_told")))
        self._cursor_to(str(values.get("in_hand", "")))

    def end(self) -> None:
        """Saved, or thrown away by who typed it."""
        self.watch.end()

    def _follow(self) -> None:
        touch, dialog = self.watch.touch, self._dialog
        # By kind: among all children are parts of Qt that no Python has seen, and each would be made known to it.
        for line in dialog.findChildren(QLineEdit):
            line.textChanged.connect(touch)
        for text in dialog.findChildren(QPlainTextEdit):
            text.textChanged.connect(touch)
        for row in dialog.findChildren(ChoiceRow):
            row.picked.connect(touch)
        for check in dialog.findChildren(QCheckBox):
            check.toggled.connect(touch)
        dialog.who.chosen.connect(touch)

    def _begun(self) -> Begun | None:
        dialog = self._dialog
        if not dialog.is_touched():
            return None
        values = {
            "kind": str(dialog.kind()),
            "premises_id": dialog.premises_id,
            "fields": given(dialog.form),
            "fee_told": dialog.told.fee_check.isChecked(),
            "in_hand": field_in_hand(dialog.form),
        }
        return Begun(dialog.key, values)

    def _cursor_to(self, name: str) -> None:
        field = self._dialog.form.fields.get(name, self._dialog.words_edit)
        (field if field.isVisible() else self._dialog.words_edit).setFocus()

    @Slot(object)
    def _throw_away(self, draft: Draft) -> None:
        self._keeper.drop(draft.name)

    @Slot()
    def _see_operator(self) -> None:
        """Somebody else sits down: the call waits for its author. One begun by nobody is the first operator's."""
        if self.watch.author is None:
            self.watch.author = self._session.desk.actor.staff_id
            self.watch.touch()
        elif not self._dialog.is_saving():
            self.make_way()

    def make_way(self) -> None:
        """Leave the desk to another operator; what is being saved has its answer first."""
        if self._session.desk.actor.staff_id != self.watch.author:
            self.watch.leave()
            self._dialog.leave_to_author()

    def _offer(self, drafts: list[Draft]) -> None:
        if not self._dialog.is_touched():
            self.box.offer([draft for draft in drafts if is_call(draft) and draft.name not in self._keeper.open])

    @Slot()
    def _hide_box(self) -> None:
        """Another call is being taken: what was left is offered in the next window."""
        if self._dialog.is_touched():
            self.box.offer([])


def _kind(word: str) -> CallKind:
    """One that this version does not know is a repair: nothing typed is lost."""
    return CallKind(word) if word in list(CallKind) else CallKind.REPAIR
