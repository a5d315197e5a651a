"""建档: a premises out of a call, asked in the parts its form of address has."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.services.customers.care.unlisted import open_file, propose
from app.services.customers.care.unlisted_values import PARTS, FileDraft, Form, KnownPlace, Proposal
from app.services.customers.contacts.information_values import USES
from app.services.customers.words import RELATIONS
from app.views.care.contact_dialog import is_typed
from app.views.care.together_box import TogetherBox
from app.views.covering import name_shown, phone_shown
from app.views.session import Session
from app.views.texts import day_and_time
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.covered_text import CoveredText
from app.views.widgets.labels import label

NAMES = ("community", "building", "unit", "room")


class FileDialog(ActDialog):
    """`attach_wanted`: the ledger has these premises after all; id and address of the one pressed."""

    attach_wanted = Signal(object, str)
    letters = 56

    def __init__(self, session: Session, matter_id: int, parent: QWidget) -> None:
        super().__init__(session, "建档", "建档", parent, columns=2)
        self._matter_id = matter_id
        self._proposal: Proposal | None = None
        self._known_buttons: list[tuple[QPushButton, KnownPlace]] = []
        self._build()
        self.save_button.setEnabled(False)
        session.ask(propose, matter_id, then=self._show, failed=self._refused)

    def draft(self) -> FileDraft:
        """The file as it stands in the fields."""
        parts = {name: edit.text().strip() for name, edit in self.part_edits.items()}
        caller = self._proposal
        phone = self.phone_edit.text().strip()
        if caller is not None and not self.phone_edit.isModified():
            # The field may show it masked.
            phone = caller.phone
        name = self.name_edit.text().strip()
        if caller is not None and not self.name_edit.isModified():
            name = caller.caller
        return FileDraft(
            form=Form(self.form_row.value() or Form.FLATS),
            **parts,
            number=self.number_edit.text().strip(),
            use=self.use_row.value() or "居民",
            area=self.area_edit.text().strip(),
            name=name,
            phone=phone,
            relation=self.relation_row.value() or "",
            matter_ids=(self._matter_id, *self.together.chosen()),
        )

    def _build(self) -> None:
        self.form_row = ChoiceRow([(form, form.value) for form in Form])
        self.form_row.set_value(Form.FLATS)
        self.part_edits = {name: QLineEdit(maxLength=60 if name == "community" else 20) for name in NAMES}
        self.number_edit = QLineEdit(placeholderText="没有就空着", maxLength=30)
        self.area_edit = QLineEdit(placeholderText="不知道就空着", maxLength=20)
        self.use_row = ChoiceRow([(word, word) for word in USES])
        self.use_row.set_value(USES[0])
        self.name_edit = QLineEdit(maxLength=60)
        self.phone_edit = QLineEdit(maxLength=30)
        for edit in (self.name_edit, self.phone_edit):
            CoveredText(self.session, edit, partial(is_typed, edit))
        self.relation_row = ChoiceRow([(word, word) for word in RELATIONS])
        self.together = TogetherBox(self.session)
        self.known_box = QWidget()
        add = self.form.add
        add("form", "形式", self.form_row, wide=True)
        for name in NAMES:
            add(name, PARTS[Form.FLATS][name], self.part_edits[name])
        add("number", "用户编号", self.number_edit)
        add("area", "面积 ㎡", self.area_edit)
        add("use", "用热性质", self.use_row, wide=True)
        add("name", "姓名", self.name_edit)
        add("phone", "电话", self.phone_edit)
        add("relation", "关系", self.relation_row, wide=True)
        add("together", "同地址的工单", self.together, wide=True)
        self.known_hint = label(role="hint", wrap=True)
        self.column.insertWidget(1, self.known_hint)
        self.known_hint.hide()
        self.form.show_row("together", False)
        self.form_row.picked.connect(self._show_parts)

    def _show(self, proposal: Proposal) -> None:
        self._proposal = proposal
        matter = proposal.matter
        told = day_and_time(matter.told_at, self.session.desk.now())
        self.say(f"{matter.number}　{told}　说的地址：{matter.place}　{matter.words}")
        self.form_row.set_value(proposal.form)
        for name, edit in self.part_edits.items():
            edit.setText(getattr(proposal.place, name))
        self.relation_row.set_value(proposal.relation)
        self.together.offer(proposal.others, self.session.desk.now())
        self.form.show_row("together", bool(proposal.others))
        self._offer_known(proposal.known)
        self._show_people()
        self._show_parts()
        self.save_button.setEnabled(True)
        empty = next(
            (edit for name, edit in self.part_edits.items() if edit.isVisibleTo(self) and not edit.text()), None
        )
        (empty or self.name_edit).setFocus()
        if self.isVisible():
            self.fit()

    def cover(self, covered: bool) -> None:
        super().cover(covered)
        self._show_people()

    def _show_people(self) -> None:
        """Names and the telephone as they may be read now; what somebody has typed stays."""
        if self._proposal is None:
            return
        if not self.name_edit.isModified():
            self.name_edit.setText(name_shown(self.session, self._proposal.caller))
        if not self.phone_edit.isModified():
            self.phone_edit.setText(phone_shown(self.session, self._proposal.phone))
        for button, row in self._known_buttons:
            button.setText(f"并入 {row.address}　{name_shown(self.session, row.holder)}")

    def _offer_known(self, known: tuple[KnownPlace, ...]) -> None:
        """The ledger has premises at this door: one press attaches the matter instead."""
        if not known:
            return
        self.known_hint.setText("台账里已有这样的门牌，是这一户就并入：")
        self.known_hint.show()
        for place, row in enumerate(known[:3]):
            button = QPushButton()
            self._known_buttons.append((button, row))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, found=row: self._attach(found))
            self.column.insertWidget(2 + place, button)

    def _attach(self, found: KnownPlace) -> None:
        self._leave()
        self.attach_wanted.emit(found.premises_id, found.address)

    @Slot()
    def _show_parts(self) -> None:
        """Only the parts this form of address has, in its own words."""
        words = PARTS[Form(self.form_row.value() or Form.FLATS)]
        for name in NAMES:
            self.form.show_row(name, bool(words[name]))
            self.form.set_title(name, words[name])
        if self.isVisible():
            self.fit()

    def _save(self) -> None:
        self._ask(open_file, self.draft(), self.key)
