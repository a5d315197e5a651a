"""信息变更登记 (F6): what somebody says has changed, written into the ledger and the register in one save."""

from collections.abc import Callable, Mapping
from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QToolButton, QWidget

from app.services.customers.card.disclosure import Shown, Subject, reveal_all
from app.services.customers.contacts.contacts import ContactDraft
from app.services.customers.contacts.information import information_now, record_information
from app.services.customers.contacts.information_values import CHANNELS, TOLD_BY, USES, InformationDraft, InformationNow
from app.services.customers.masks import masked_phone
from app.services.customers.words import HOLDER, RELATIONS
from app.services.kernel.errors import AppError, InvalidInput, Stale
from app.services.paper.areas import square_metres
from app.shortcuts import key_of
from app.views.actions import pressed
from app.views.covering import name_shown, text_shown
from app.views.finding import find_premises
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.covered_text import CoveredText
from app.views.widgets.search_box import Hit, SearchBox

PLACE = "信息变更登记"
FIND_FIRST = "先查到住户，再填变了的那一项。"
MOVED, SPELLING = "moved", "spelling"


class InformationDialog(ActDialog):
    """Only what is typed is told; a field left alone stays as it is. Enter saves from any field."""

    letters = 62

    def __init__(self, session: Session, premises_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(session, "信息变更登记", "登记", parent, columns=2)
        self.premises_id: int | None = None
        self.now: InformationNow | None = None
        # The household asked for: an answer about another one comes too late.
        self._wanted: int | None = None
        # Whether the whole remark stands in its field, so that emptying it says something.
        self._remark_filled = False
        self._build()
        if premises_id is None:
            self.say(FIND_FIRST)
            self.place_edit.setFocus()
        else:
            self.form.show_row("place", False)
            self._take(premises_id)

    def draft(self) -> InformationDraft:
        """What was told; fields nobody touched are not in it."""
        name = self.contact_edit.text().strip()
        with_contact = bool(name or self.contact_phone_edit.text().strip())
        contact = ContactDraft(
            name, self.contact_phone_edit.text().strip(), relation=self.relation_row.value() or "其他"
        )
        return InformationDraft(
            told_by=self.told_by_row.value() or "",
            channel=self.channel_row.value() or "",
            basis=self.basis_edit.text().strip(),
            phone=_read_told(self.phone_edit),
            phone2=_read_told(self.phone2_edit),
            holder=_read_told(self.holder_edit),
            same_person=self.way_row.value() == SPELLING,
            everywhere=self.everywhere_check.isVisibleTo(self) and self.everywhere_check.isChecked(),
            contact=contact if with_contact else None,
            area=_read_told(self.area_edit),
            use=self._picked_use(),
            remark=self._remark(),
            seen=self.now,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if pressed(event, "dialog.whole"):
            self._show_whole()
        elif pressed(event, "dialog.contacts"):
            self._show_contacts()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.place_edit = SearchBox(self.session, find_premises, "姓名、首字母、电话尾号、3-2-1102")
        self.phone_edit = QLineEdit(maxLength=30)
        self.phone2_edit = QLineEdit(maxLength=30)
        self.everywhere_check = QCheckBox()
        self.holder_edit = QLineEdit(maxLength=60)
        self.way_row = ChoiceRow([(MOVED, "换了人"), (SPELLING, "名字写错了")])
        self.way_row.set_value(MOVED)
        self.contact_edit = QLineEdit(placeholderText="再加一位联系人", maxLength=60)
        self.contact_phone_edit = QLineEdit(maxLength=30)
        self.relation_row = ChoiceRow([(word, word) for word in RELATIONS if word != HOLDER])
        self.relation_row.set_value("家属")
        self.area_edit = QLineEdit(maxLength=20)
        self.use_row = ChoiceRow([(word, word) for word in USES])
        self.remark_edit = QLineEdit(maxLength=300)
        self.told_by_row = ChoiceRow([(word, word) for word in TOLD_BY])
        self.told_by_row.set_value(TOLD_BY[0])
        self.channel_row = ChoiceRow([(word, word) for word in CHANNELS])
        self.channel_row.set_value(CHANNELS[0])
        self.basis_edit = QLineEdit(placeholderText="例如 房产证、来电自报，可不填", maxLength=120)
        add = self.form.add
        add("place", "住户", self.place_edit, wide=True)
        add("phone", "新电话", self.phone_edit)
        add("phone2", "另一电话", self.phone2_edit)
        add("everywhere", "", self.everywhere_check, wide=True)
        add("holder", "新户名", self.holder_edit)
        add("way", "户名怎么变", self.way_row)
        add("contact", "联系人", self.contact_edit)
        add("contact_phone", "联系电话", self.contact_phone_edit)
        add("relation", "关系", self.relation_row, wide=True)
        add("area", "面积 ㎡", self.area_edit)
        add("remark", "备注", self.remark_edit)
        add("use", "用热性质", self.use_row, wide=True)
        add("told_by", "谁告知", self.told_by_row, wide=True)
        add("channel", "渠道", self.channel_row, wide=True)
        add("basis", "依据", self.basis_edit, wide=True)
        for name in ("everywhere", "way", "relation"):
            self.form.show_row(name, False)
        self.whole_button = _link(f"显示号码 {key_of('dialog.whole')}", self._show_whole)
        self.contacts_button = _link(f"全部联系人 {key_of('dialog.contacts')}", self._show_contacts)
        self.buttons.insertWidget(0, self.whole_button)
        self.buttons.insertWidget(1, self.contacts_button)
        said = (self.phone_edit, self.phone2_edit, self.holder_edit, self.contact_edit, self.contact_phone_edit)
        for edit in (*said, self.remark_edit, self.basis_edit):
            CoveredText(self.session, edit)
        self.place_edit.chosen.connect(self._choose)
        self.place_edit.textChanged.connect(self._forget)
        self.phone_edit.textChanged.connect(self._show_rows)
        self.phone2_edit.textChanged.connect(self._show_rows)
        self.holder_edit.textChanged.connect(self._show_rows)
        self.contact_edit.textChanged.connect(self._show_rows)

    @Slot(object)
    def _choose(self, hit: Hit) -> None:
        self.place_edit.setText(hit.title)
        self.place_edit.setModified(False)
        self._forget()
        # The remark of another household is no remark of this one.
        self.remark_edit.setText("")
        self._take(hit.id)

    @Slot()
    def _forget(self) -> None:
        """What stands in the field is no household until it is chosen; what was typed about it stays."""
        self._wanted = None
        if self.now is None:
            return
        if self._picked_use() is None:
            self.use_row.set_value(None)
        if not self.remark_edit.isModified():
            self.remark_edit.setText("")
        self.premises_id, self.now, self._remark_filled = None, None, False
        for edit in (self.phone_edit, self.phone2_edit, self.holder_edit, self.area_edit, self.remark_edit):
            edit.setPlaceholderText("")
        self.whole_button.setEnabled(False)
        self.contacts_button.setEnabled(False)
        self.say(FIND_FIRST)
        self._show_rows()

    def _picked_use(self) -> str | None:
        """The use that was picked and is not what stands there."""
        use: str | None = self.use_row.value()
        return use if self.now is None or use != self.now.use else None

    def _take(self, premises_id: int) -> None:
        self._wanted = premises_id
        self.session.ask(information_now, premises_id, then=self._show, failed=self._refused)

    def _show(self, now: InformationNow) -> None:
        """What stands there now, beside what is typed; picked and ticked before, it stays so."""
        if now.premises_id != self._wanted:
            return
        picked, before = self._picked_use(), self.now
        self.premises_id, self.now = now.premises_id, now
        self._show_people(now)
        self.area_edit.setPlaceholderText(f"现在 {square_metres(now.area_c) or '没有登记'}")
        if now.use and now.use not in USES:
            self.use_row.set_choices([(word, word) for word in (now.use, *USES)])
        self.use_row.set_value(now.use if picked is None else picked)
        self.everywhere_check.setText(f"他名下另外 {now.other_premises} 户也改成这个电话")
        if before is None or before.other_premises != now.other_premises:
            self.everywhere_check.setChecked(now.other_premises > 0)
        self.contacts_button.setEnabled(True)
        self._show_rows()
        if before is None:
            self.phone_edit.setFocus()

    def cover(self, covered: bool) -> None:
        if self.now is None:
            super().cover(covered)
        else:
            self._show_people(self.now)

    def _show_people(self, now: InformationNow) -> None:
        """Names, numbers and the remark as they may be read before anything is shown whole; typed words stay."""
        self.say("　".join(part for part in (now.address, name_shown(self.session, now.holder)) if part))
        self._show_phones(masked_phone(now.phone), masked_phone(now.phone2))
        self.holder_edit.setPlaceholderText(f"现在 {name_shown(self.session, now.holder) or '没有登记'}")
        if not self.remark_edit.isModified():
            self._fill_remark("" if now.remark_masked or self.session.covered else now.remark)
        self.whole_button.setEnabled(bool(self._masked(now)))

    def _fill_remark(self, whole: str) -> None:
        """The field holds the whole remark to be changed, or nothing beside what may be read of it."""
        assert self.now is not None
        said = text_shown(self.session, self.now.remark)
        self._remark_filled = bool(whole) or not said
        self.remark_edit.setText(whole)
        self.remark_edit.setPlaceholderText("" if self._remark_filled else f"现在 {said}")

    def _remark(self) -> str | None:
        if not self.remark_edit.isModified():
            return None
        text = self.remark_edit.text().strip()
        return text if text or self._remark_filled else None

    @staticmethod
    def _masked(now: InformationNow) -> list[Subject]:
        """What F4 shows whole."""
        phones = ((Shown.PHONE, now.phone), (Shown.PHONE2, now.phone2))
        subjects = [Subject(field, now.premises_id, now.person_id) for field, value in phones if value]
        return subjects + ([Subject(Shown.REMARK, now.premises_id)] if now.remark_masked else [])

    def _show_phones(self, phone: str, phone2: str) -> None:
        self.phone_edit.setPlaceholderText(f"现在 {phone or '没有登记'}")
        self.phone2_edit.setPlaceholderText(f"现在 {phone2}" if phone2 else "没有第二个电话")

    @Slot()
    def _show_rows(self) -> None:
        """Questions that only follow from an answer are not there before it."""
        others = self.now.other_premises if self.now is not None else 0
        renumbered = bool(self.phone_edit.text().strip() or self.phone2_edit.text().strip())
        renamed = bool(self.holder_edit.text().strip())
        self.form.show_row("everywhere", bool(others) and renumbered and not renamed)
        self.form.show_row("way", renamed)
        self.form.show_row("relation", bool(self.contact_edit.text().strip()))
        if self.isVisible():
            self.fit()

    @Slot()
    def _show_whole(self) -> None:
        """Recorded as any showing of a number."""
        if self.session.covered:
            self.session.notice(f"遮挡屏开着，不显示号码。按 {key_of('window.cover')} 取消遮挡后再看。", Tone.AMBER)
            return
        if self.now is not None and self.whole_button.isEnabled():
            self.session.ask(reveal_all, self._masked(self.now), PLACE, uuid4(), then=self._show_shown)

    @Slot()
    def _show_contacts(self) -> None:
        """Who else is there, who has gone: more than one call tells."""
        from app.views.care.contacts_dialog import ContactsDialog

        if self.now is not None:
            dialog = ContactsDialog(self.session, self.now.premises_id, self.now.address, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.finished.connect(self._read_again)
            dialog.open()

    @Slot()
    def _read_again(self) -> None:
        if self.premises_id is not None:
            self._take(self.premises_id)

    def _show_shown(self, values: Mapping[Subject, str]) -> None:
        by_field = {subject.field: value for subject, value in values.items()}
        if Shown.REMARK in by_field and not self.remark_edit.isModified():
            self._fill_remark(by_field[Shown.REMARK])
        self._show_phones(by_field.get(Shown.PHONE, ""), by_field.get(Shown.PHONE2, ""))
        self.whole_button.setEnabled(False)

    def _refused(self, error: AppError) -> None:
        super()._refused(error)
        if isinstance(error, Stale):
            self._read_again()

    def _save(self) -> None:
        if self.premises_id is None:
            self._refused(InvalidInput({"place": "请先查到住户。"}))
            return
        self._ask(record_information, self.premises_id, self.draft(), self.key)


def _link(text: str, run: Callable[[], object]) -> QToolButton:
    """A way on that waits until a household is chosen."""
    button = QToolButton()
    button.setText(text)
    button.setProperty("role", "link")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setEnabled(False)
    button.clicked.connect(run)
    return button


def _read_told(edit: QLineEdit) -> str | None:
    """What was typed; nothing typed is nothing told."""
    return edit.text().strip() or None
