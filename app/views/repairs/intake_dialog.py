"""来电录入 (F2): what a clerk asks on the phone, in the order they ask it; 报修, 咨询, 上级转办, 投诉 in one window."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.services.complaints.acts import take_complaint
from app.services.enquiries.acts import take_enquiry
from app.services.forwarding.acts import take_forwarded
from app.services.kernel.errors import AppError
from app.services.matters.values import Done, Noted, Taken
from app.services.outages.joining import join
from app.services.outages.storm import StormOffer
from app.services.outages.values import JoinDraft
from app.services.repairs.contacts import urge
from app.services.repairs.faults import place_of
from app.services.repairs.intake import take_repair
from app.services.repairs.values import RepairDraft
from app.shortcuts import key_of
from app.views.actions import command, shortcut
from app.views.customers.premises_panel import PremisesPanel
from app.views.drafts import DraftKeeper
from app.views.outages.intake_banner import IntakeBannerBox
from app.views.outages.outage_dialog import OutageDialog
from app.views.repairs import words
from app.views.repairs.intake_draft import IntakeDraft
from app.views.repairs.intake_known import KnownBox
from app.views.repairs.intake_parts import KINDS, CallKind, IntakeParts
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.following_area import FollowingArea
from app.views.widgets.labels import label

# By then what the call has brought is on screen.
DONE_WITH_MS = 500
HINT = f"{key_of('intake.group')} 选故障　{key_of('intake.kind')} 换业务"


@dataclass(frozen=True, slots=True)
class CallTaken:
    """What became of the call: the matter it is in, and the sentence to say."""

    matter_id: int
    number: str
    words: str


class IntakeDialog(ActDialog):
    """Enter saves from any field. Nothing missing keeps a call from being written down.

    `ahead`: nobody waits for it yet; it is made step by step, and `take_call` makes the rest.
    """

    letters = 90
    # Its draft does.
    waits = False

    def __init__(
        self, session: Session, keeper: DraftKeeper, parent: QWidget | None = None, ahead: bool = False
    ) -> None:
        super().__init__(session, "来电录入", "保存", parent, columns=2)
        # Taking so many fields apart takes as long as saving: not in the turn of the key that saved.
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._done_with = QTimer(self, interval=DONE_WITH_MS, singleShot=True)
        self._done_with.timeout.connect(self._throw_away)
        self.finished.connect(self._done_with.start)
        self._making = self._make()
        if not ahead:
            self.take_call(keeper)

    def make_more(self) -> bool:
        """One step towards a window that can be shown; False when nothing is left to make."""
        return next(self._making, False) is None

    def take_call(self, keeper: DraftKeeper) -> None:
        """The telephone rings: what is told and kept of a call begins now."""
        while self.make_more():
            pass
        self.draft_kept = IntakeDraft(self, keeper)
        self._questions.insertWidget(0, self.draft_kept.box)
        self.session.later(self.banner.begin)
        self.place_edit.setFocus()

    def _make(self) -> Iterator[None]:
        """Laid out while it is still empty: each widget that moves takes all that is in it along."""
        self.form.tighten()
        self.kind_row = ChoiceRow(KINDS)
        self.banner = IntakeBannerBox(self.session)
        self.known = KnownBox(self.session)
        yield
        self.panel = PremisesPanel(self.session, whole_phones=True, place="新报修", leads=False)
        self.panel.in_turns = True
        self._lay_out()
        yield
        self.parts = IntakeParts(self.session, self.form, self.time_field, self)
        self.who, self.where, self.what = self.parts.who, self.parts.where, self.parts.what
        self.enquiry, self.forwarded, self.told = self.parts.enquiry, self.parts.forwarded, self.parts.told
        self.place_edit, self.phone_edit = self.who.place_edit, self.who.phone_edit
        self.group_row, self.words_edit = self.what.group_row, self.what.words_edit
        yield
        yield from self.parts.add_all()
        yield
        self._build_keys()
        self._connect()
        self.set_kind(CallKind.REPAIR)

    @property
    def premises_id(self) -> int | None:
        """The flat chosen."""
        return self.who.premises_id

    def fit(self) -> None:
        """High enough for every question of a leak, so that the window does not move under the clerk's eyes."""
        super().fit()
        behind = self.parentWidget()
        wanted = self.fontMetrics().height() * 37
        self.resize(self.width(), min(wanted, behind.window().height() - 20) if behind is not None else wanted)

    def is_touched(self) -> bool:
        return super().is_touched() or self.told.fee_check.isChecked()

    def set_premises(self, premises_id: int) -> None:
        """Open for a premises that is already on screen."""
        self.who.take_premises(premises_id)

    def set_address(self, address: str) -> None:
        """Open for a flat the ledger lacks."""
        self.place_edit.setText(address)
        self.who.take_address(address)

    def set_kind(self, kind: CallKind) -> None:
        """Ask what belongs to this kind of call; what was typed stays."""
        self.kind_row.set_value(CallKind(kind))
        self.parts.show_kind(CallKind(kind))

    def kind(self) -> CallKind:
        return CallKind(self.kind_row.value())

    def bring_back(self, kind: CallKind, premises_id: int | None, place: str) -> None:
        """Stand where a call was left: its kind, and the flat or the address it is about."""
        self.set_kind(kind)
        if premises_id is not None:
            self.place_edit.setText(place)
            self.set_premises(premises_id)
        elif place:
            self.set_address(place)
        self.place_edit.setModified(bool(place))

    def leave_to_author(self) -> None:
        """Close without a question: what was typed is kept for who typed it."""
        super()._leave()

    def draft(self) -> RepairDraft:
        """The call as a repair."""
        return self.parts.as_repair()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.kind_row)
        above.addStretch(1)
        above.addWidget(label(HINT, "hint"))
        self.column.removeWidget(self.form)
        self.column.setSpacing(8)
        self.column.setContentsMargins(16, 10, 16, 10)
        left = QWidget()
        left.setProperty("role", "scrolled")
        left.setProperty("dense", True)
        inside = self._questions = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.setSpacing(4)
        inside.addWidget(self.banner)
        inside.addWidget(self.known)
        inside.addWidget(self.form)
        inside.addStretch(1)
        area = FollowingArea()
        area.setWidget(left)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addWidget(area, 5)
        across.addWidget(self.panel, 2)
        self.column.insertLayout(1, above)
        self.column.insertLayout(2, across, 1)

    def _build_keys(self) -> None:
        self.elevation_action = command(self, "楼栋立面图", "elevation", "intake.elevation", self._show_elevation)
        self.elevation_action.setIconText(f" 楼栋立面图 {key_of('intake.elevation')}")
        self.elevation_action.setEnabled(False)
        neighbours = QToolButton()
        neighbours.setDefaultAction(self.elevation_action)
        neighbours.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        neighbours.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons.insertWidget(0, neighbours)
        self.buttons.insertWidget(1, self.told.fee_check)
        keys: dict[str, Callable[[], object]] = {
            "intake.urge": self.known.urge,
            "intake.agreed": self.told.agreed_edit.setFocus,
            "intake.fee": self.told.fee_check.click,
            **{
                f"intake.group#{number}": partial(self._pick_group, number)
                for number in range(1, len(words.groups()) + 1)
            },
            **{
                f"intake.kind#{number}": partial(self.set_kind, kind) for number, (kind, _) in enumerate(KINDS, start=1)
            },
        }
        for name, run in keys.items():
            shortcut(self, name, run)

    def _connect(self) -> None:
        self.kind_row.picked.connect(self.set_kind)
        self.who.chosen.connect(self._show_premises)
        self.who.address_taken.connect(self._show_address)
        self.who.phone_typed.connect(self._look_up)
        self.who.relation_row.then_to(self.what.group_row)
        self.what.fault_picked.connect(self._suggest_place)
        self.panel.changed.connect(self._show_card)
        self.known.urge_wanted.connect(self._urge)
        self.banner.join_wanted.connect(self._join)
        self.banner.storm_wanted.connect(self._begin_incident)

    def _pick_group(self, number: int) -> None:
        if self.kind() is CallKind.REPAIR:
            self.what.pick(number)

    @Slot(str)
    def _suggest_place(self, fault: str) -> None:
        self.where.suggest(place_of(fault))

    @Slot()
    def _show_elevation(self) -> None:
        """The neighbours while the caller speaks; another flat chosen there becomes the premises."""
        from app.views.elevation.dialog import ElevationDialog

        if self.premises_id is not None:
            dialog = ElevationDialog(self.session, self.premises_id, self)
            dialog.chosen.connect(self._take_neighbour)
            dialog.open()

    @Slot(int, str)
    def _take_neighbour(self, premises_id: int, address: str) -> None:
        if premises_id != self.premises_id:
            self.place_edit.setText(address)
            self.set_premises(premises_id)

    @Slot(object)
    def _show_premises(self, premises_id: int | None) -> None:
        self.elevation_action.setEnabled(premises_id is not None)
        if premises_id is None:
            self.panel.say_nothing("重新查找住户。")
        else:
            self.session.later(self._show_card_of_flat)
        self.session.later(self._look_up)
        self.session.later(self._ask_about_outages)

    @Slot()
    def _show_card_of_flat(self) -> None:
        if self.premises_id is not None:
            self.panel.show_premises(self.premises_id)

    @Slot()
    def _show_address(self) -> None:
        self.panel.say_nothing("台账无此户，先按地址受理，事后建档。")
        self._look_up()

    @Slot()
    def _show_card(self) -> None:
        card = self.panel.shown
        if card is not None:
            self.who.follow(card.id, card.address)
        self.where.show_card(card)

    @Slot()
    def _look_up(self) -> None:
        self.known.look_up(self.premises_id, self.phone_edit.text())

    @Slot()
    def _ask_about_outages(self) -> None:
        self.banner.show_for(self.premises_id)

    @Slot()
    def _throw_away(self) -> None:
        self.session.later(self.deleteLater)

    def _save(self) -> None:
        match self.kind():
            case CallKind.REPAIR:
                self._ask(take_repair, self.draft(), self.key)
            case CallKind.ENQUIRY:
                self._ask(take_enquiry, self.parts.as_enquiry(), self.key)
            case CallKind.FORWARDED:
                self._ask(take_forwarded, self.parts.as_forwarded(), self.key)
            case CallKind.COMPLAINT:
                self._ask(take_complaint, self.parts.as_complaint(), self.key)

    @Slot(int)
    def _join(self, outage_id: int) -> None:
        """The call is written down and joins the incident: its caller has just heard of it."""
        self._take_repair(partial(self._join_taken, outage_id))

    def _join_taken(self, outage_id: int, taken: Taken) -> None:
        then = partial(self._joined, taken)
        failed = partial(self._not_joined, taken)
        self.session.ask(join, outage_id, taken.matter_id, JoinDraft(in_call=True), uuid4(), then=then, failed=failed)

    def _joined(self, taken: Taken, _done: Done) -> None:
        self._finish(CallTaken(taken.matter_id, taken.number, f"{taken.number} 已并入停热事件，用户已告知。"))

    def _not_joined(self, taken: Taken, error: AppError) -> None:
        """The call is safe all the same."""
        self._finish(CallTaken(taken.matter_id, taken.number, f"{taken.number} 已受理，没有并入：{error.message}"))

    @Slot(object)
    def _begin_incident(self, offer: StormOffer) -> None:
        """The call is written down; the incident takes it up with the calls before it."""
        self._take_repair(partial(self._open_incident, offer))

    def _take_repair(self, then: Callable[[Taken], None]) -> None:
        """Whatever kind of call was chosen, what follows needs a repair."""
        self.set_kind(CallKind.REPAIR)
        if self.save_button.isEnabled() and self.begin_saving():
            self.session.ask(take_repair, self.draft(), self.key, then=then, failed=self._refused)

    def _open_incident(self, offer: StormOffer, taken: Taken) -> None:
        parent = self.parentWidget() or self
        self._finish(CallTaken(taken.matter_id, taken.number, f"{taken.number} 已受理。"))
        OutageDialog(self.session, parent, offer, (taken.matter_id,)).open()

    @Slot(int)
    def _urge(self, matter_id: int) -> None:
        """The caller asks about an open repair: 催办 +1 with the words, no second repair."""
        if self.save_button.isEnabled() and self.begin_saving():
            note = Noted(at=self.told.told_edit.moment(), note=self.words_edit.text())
            self.session.ask(urge, matter_id, note, self.key, then=self._urged, failed=self._refused)

    def _urged(self, done: Done) -> None:
        self._finish(CallTaken(done.matter_id, done.number, f"{done.number} 已记催办。"))

    def _refused(self, error: AppError) -> None:
        super()._refused(error)
        self.draft_kept.make_way()

    def _leave(self) -> None:
        self.draft_kept.end()
        super()._leave()

    def _finish(self, call: CallTaken) -> None:
        self.draft_kept.end()
        super()._taken(call)

    def _taken(self, result: Any) -> None:
        closed = self.kind() is CallKind.ENQUIRY and self.enquiry.answer()
        said = f"{result.number} {'已答复，办结' if closed else '已受理'}。"
        self._finish(CallTaken(result.matter_id, result.number, said))
