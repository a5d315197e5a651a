"""来电录入 by keys: F2, who calls, what is wrong, the words, save."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt

from app.services.matters.values import PlaceKind
from app.services.repairs.values import FaultGroup
from app.tour.clerk.clerk import Clerk
from app.tour.keyboard import focused, until
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.repairs.intake_parts import KINDS, CallKind

TAB = Qt.Key.Key_Tab
# A leak asks most.
MOST_QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the clerk hears. `premises_id` None: the address is typed as said; `outside`: the fault is no home.

    `told_at` is given when the call is written down later; empty texts are not typed.
    """

    kind: CallKind
    words: str
    address: str = ""
    premises_id: int | None = None
    outside: bool = False
    name: str = ""
    phone: str = ""
    relation: str = ""
    group: FaultGroup = FaultGroup.OTHER
    sender: str = ""
    channel: str = ""
    told_at: datetime | None = None


class Intake:
    """`keys_by_number` counts the keys of every call."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk
        self.keys_by_number: dict[str, int] = {}

    def take(self, spoken: Spoken) -> Any:
        """The call as a matter of its own: what the window's act gave back."""
        return self._counted(spoken, "dialog.save")

    def take_and_join(self, spoken: Spoken) -> Any:
        """The caller hears of the open incident and is in it, by one key."""
        return self._counted(spoken, "intake.join")

    def urge(self, spoken: Spoken) -> None:
        """Somebody rings again about what is open at his place: 催办 by one key."""
        with self._clerk.at_work():
            dialog = self._opened(spoken)
            until(lambda: dialog.known.to_urge() is not None, "the open repair of the place")
            self._clerk.typing.fill(dialog.form, words=spoken.words)
            self._clerk.save(dialog, "intake.urge")

    def _counted(self, spoken: Spoken, how: str) -> Any:
        with self._clerk.at_work():
            before = self._clerk.keys.keys
            dialog = self._opened(spoken)
            self._say_what(dialog, spoken)
            self._clerk.typing.fill(
                dialog.form, words=spoken.words, told_at=spoken.told_at, channel=spoken.channel, sender=spoken.sender
            )
            if how == "intake.join":
                until(dialog.banner.take_action.isEnabled, "the incident in the banner")
            taken: Any = self._clerk.save(dialog, how)
            self.keys_by_number[taken.number] = self._clerk.keys.keys - before
            return taken

    def _opened(self, spoken: Spoken) -> IntakeDialog:
        dialog = self._clerk.open("window.intake", IntakeDialog)
        kinds = [kind for kind, _ in KINDS]
        if spoken.kind is not CallKind.REPAIR:
            self._clerk.keys.shortcut(f"intake.kind#{1 + kinds.index(spoken.kind)}")
        if spoken.premises_id is not None:
            self._clerk.typing.place(dialog.place_edit, spoken.address, spoken.premises_id)
        elif spoken.address and not spoken.outside:
            # Not in the ledger, or nobody can say which: it is taken by the address that was typed.
            self._clerk.keys.type(spoken.address)
            self._clerk.keys.press(TAB)
        self._clerk.typing.fill(dialog.form, phone=spoken.phone, caller=spoken.name, relation=spoken.relation)
        return dialog

    def _say_what(self, dialog: IntakeDialog, spoken: Spoken) -> None:
        if spoken.kind is not CallKind.REPAIR:
            return
        typing, keys = self._clerk.typing, self._clerk.keys
        typing.fill(dialog.form, fault_group=spoken.group)
        for _ in range(MOST_QUESTIONS):
            if focused() is dialog.words_edit:
                break
            keys.digit(1)
        if spoken.outside:
            typing.fill(dialog.form, place_kind=PlaceKind.FREE)
            typing.fill(dialog.form, spot=spoken.address)
