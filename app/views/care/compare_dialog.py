"""对照并入: two premises side by side, which is kept, which value stays, who stays."""

from collections.abc import Mapping
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.services.customers.card.disclosure import Shown, Subject, reveal_card
from app.services.customers.care.comparing import Comparison, FieldPair, Side, SideContact, side_by_side
from app.services.customers.care.merging import MergeDraft, merge
from app.services.customers.masks import masked_number, masked_phone, masked_phones
from app.services.customers.words import HOLDER
from app.services.kernel.errors import AppError
from app.shortcuts import key_of
from app.views.actions import pressed
from app.views.care.side_row import LEFT, RIGHT, SideRow
from app.views.covering import name_shown, text_shown
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.labels import flag, label

PLACE = "疑似重复对照"
MASKS = {"number": masked_number, "remark": masked_phones}
SHOWN_AS = {Shown.NUMBER: "number", Shown.REMARK: "remark"}
COUNTER_HIDDEN = frozenset({"remark", "account", "low_income"})


class CompareDialog(ActDialog):
    """Differing fields are asked, with a proposal; equal ones stand below. The other premises is voided, not lost."""

    distinct_wanted = Signal()
    letters = 62

    def __init__(self, session: Session, left_id: int, right_id: int, reason: str, parent: QWidget) -> None:
        super().__init__(session, "疑似重复", "并入", parent)
        self.found: Comparison | None = None
        self.rows: dict[str, SideRow] = {}
        self.checks: dict[int, QCheckBox] = {}
        self._ids = (left_id, right_id)
        # Telephones shown whole by now, by person; numbers and remarks, by side and field.
        self._equal: dict[str, QLabel] = {}
        self._whole: dict[int, str] = {}
        self._whole_texts: dict[tuple[int, str], str] = {}
        self.say(f"{reason}。← → 选哪一边，↑ ↓ 换一项，{key_of('dialog.save')} 并入。")
        self.reason_edit = QLineEdit("同一户", maxLength=200)
        self.form.add("reason", "原因", self.reason_edit)
        self.whole_button = _button(f"显示号码 {key_of('dialog.whole')}", self._show_whole)
        self.distinct_button = _button("不是同一户", self._say_distinct)
        self.buttons.insertWidget(0, self.whole_button)
        self.buttons.insertWidget(1, self.distinct_button)
        self._inside = QWidget()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.insertWidget(1, self._area, 1)
        self.save_button.setEnabled(False)
        session.ask(side_by_side, left_id, right_id, then=self._show, failed=self._refused)

    def fit(self) -> None:
        """As high as the window allows: every field is seen without scrolling where it can be."""
        super().fit()
        behind = self.parentWidget()
        if behind is not None and self.found is not None:
            wanted = self._inside.sizeHint().height() + self.fontMetrics().height() * 10
            self.resize(self.width(), min(wanted, behind.window().height() - 20))

    def draft(self) -> MergeDraft:
        """What was chosen."""
        assert self.found is not None
        kept = self.rows["kept"].value()
        sides = (self.found.left, self.found.right)
        taken = {pair.name for pair in self.found.pairs if pair.differs and self.rows[pair.name].value() != kept}
        staying = frozenset(contact_id for contact_id, check in self.checks.items() if check.isChecked())
        holder = self._holder(sides[self.rows["holder"].value()]) if "holder" in self.rows else None
        return MergeDraft(
            kept_id=sides[kept].premises_id,
            merged_id=sides[1 - kept].premises_id,
            taken=frozenset(taken),
            contacts=staying | ({holder.contact_id} if holder else set()),
            holder=holder.contact_id if holder else None,
            reason=self.reason_edit.text(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if pressed(event, "dialog.whole"):
            self._show_whole()
        else:
            super().keyPressEvent(event)

    def _show(self, found: Comparison) -> None:
        self.found = found
        inside = self._inside
        inside.setProperty("role", "scrolled")
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.addLayout(grid)
        column.addStretch(1)
        self._add(grid, "kept", "保留", f"甲　{found.left.address}", f"乙　{found.right.address}")
        for pair in found.pairs:
            if pair.differs:
                self._add(grid, pair.name, pair.word, *self._texts(pair))
        left, right = self._holder(found.left), self._holder(found.right)
        if left is not None or right is not None:
            self._add(grid, "holder", HOLDER, self._person(left), self._person(right))
        self._add_contacts(grid)
        self._add_equal(grid)
        self._area.setWidget(inside)
        self.rows["kept"].picked.connect(self._propose)
        if "holder" in self.rows:
            self.rows["holder"].picked.connect(self._check_contacts)
        self.rows["kept"].propose(_better(found))
        self._propose()
        self.save_button.setEnabled(True)
        self.rows["kept"].setFocus()
        if self.isVisible():
            self.fit()

    def _add(self, grid: QGridLayout, name: str, word: str, left: str, right: str) -> None:
        line = grid.rowCount()
        row = self.rows[name] = SideRow(left, right)
        grid.addWidget(label(word), line, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(row, line, 1)
        grid.addWidget(flag("选一个", "accent") if name == "kept" else flag("不同"), line, 2)

    def _add_contacts(self, grid: QGridLayout) -> None:
        assert self.found is not None
        sides = (("甲", self.found.left), ("乙", self.found.right))
        people = [(word, contact) for word, side in sides for contact in side.contacts]
        self._others = QWidget()
        inside = QVBoxLayout(self._others)
        inside.setContentsMargins(3, 4, 0, 4)
        inside.setSpacing(2)
        for word, contact in people:
            check = self.checks[contact.contact_id] = QCheckBox(f"{word}　{contact.relation}　{self._person(contact)}")
            inside.addWidget(check)
        line = grid.rowCount()
        self._others_word = label("另外留下")
        grid.addWidget(self._others_word, line, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._others, line, 1)

    def _add_equal(self, grid: QGridLayout) -> None:
        assert self.found is not None
        for pair in self.found.pairs:
            if pair.differs or pair.left in ("", "否"):
                continue
            line = grid.rowCount()
            grid.addWidget(label(pair.word, "muted"), line, 0, Qt.AlignmentFlag.AlignRight)
            self._equal[pair.name] = label(f"两边都是 {self._texts(pair)[LEFT]}", "muted", wrap=True)
            grid.addWidget(self._equal[pair.name], line, 1)
        for word, side in (("甲", self.found.left), ("乙", self.found.right)):
            line = grid.rowCount()
            told = f"{word}：工单 {side.matters} 张，{'来电建档' if side.origin == 'call' else '台账导入'}"
            grid.addWidget(label(told, "muted"), line, 1)

    def _texts(self, pair: FieldPair) -> tuple[str, str]:
        return self._text(LEFT, pair.name, pair.left), self._text(RIGHT, pair.name, pair.right)

    def _text(self, side: int, name: str, text: str) -> str:
        """What may be read of a field: numbers masked until they are shown, some of it never at the counter."""
        if name in COUNTER_HIDDEN and self.session.covered:
            return text_shown(self.session, text)
        masked = MASKS.get(name, str)(text)
        return masked if self.session.covered else self._whole_texts.get((side, name), masked)

    def _person(self, contact: SideContact | None) -> str:
        if contact is None:
            return ""
        name = name_shown(self.session, contact.name) or "（没有姓名）"
        masked = masked_phone(contact.phone)
        phone = masked if self.session.covered else self._whole.get(contact.person_id, masked)
        return "　".join(part for part in (name, phone) if part)

    @staticmethod
    def _holder(side: Side) -> SideContact | None:
        return next((contact for contact in side.contacts if contact.relation == HOLDER), None)

    @Slot()
    def _propose(self) -> None:
        """The kept one's value, unless only the other one has any."""
        assert self.found is not None
        kept = self.rows["kept"].value()
        texts = {pair.name: (pair.left, pair.right) for pair in self.found.pairs}
        texts["holder"] = (self._person(self._holder(self.found.left)), self._person(self._holder(self.found.right)))
        for name, row in self.rows.items():
            if name != "kept":
                row.propose(kept if texts[name][kept] or not texts[name][1 - kept] else 1 - kept)
        self._check_contacts()

    @Slot()
    def _check_contacts(self) -> None:
        """Everybody stays but who is there twice."""
        assert self.found is not None
        sides = (self.found.left, self.found.right)
        holder = self._holder(sides[self.rows["holder"].value()]) if "holder" in self.rows else None
        kept = self.rows["kept"].value()
        seen = {(holder.name, holder.phone)} if holder else set()
        names = {holder.name} if holder else set()
        for side in (sides[kept], sides[1 - kept]):
            for contact in side.contacts:
                check = self.checks[contact.contact_id]
                who = (contact.name, contact.phone)
                is_holder = holder is not None and contact.contact_id == holder.contact_id
                twice = who in seen or (contact.relation == HOLDER and contact.name in names)
                check.setChecked(is_holder or not twice)
                check.setVisible(not is_holder)
                seen.add(who)
        others = any(not check.isHidden() for check in self.checks.values())
        self._others.setVisible(others)
        self._others_word.setVisible(others)

    @Slot()
    def _show_whole(self) -> None:
        if self.session.covered:
            self.session.notice(f"遮挡屏开着，不显示号码。按 {key_of('window.cover')} 取消遮挡后再看。", Tone.AMBER)
            return
        if self.found is None or not self.whole_button.isEnabled():
            return
        self.whole_button.setEnabled(False)
        for place, premises_id in enumerate(self._ids):
            self.session.ask(reveal_card, premises_id, PLACE, uuid4(), then=partial(self._show_shown, place))

    def _show_shown(self, place: int, values: Mapping[Subject, str]) -> None:
        """The whole numbers of one side; the other side's come by themselves."""
        assert self.found is not None
        self._whole |= {
            subject.person_id: value
            for subject, value in values.items()
            if subject.field is Shown.PHONE and subject.person_id is not None
        }
        self._whole_texts |= {
            (place, SHOWN_AS[subject.field]): value for subject, value in values.items() if subject.field in SHOWN_AS
        }
        self._say_again()

    def cover(self, covered: bool) -> None:
        super().cover(covered)
        if self.found is not None:
            self._say_again()

    def _say_again(self) -> None:
        """Everything as it may be read now."""
        assert self.found is not None
        for word, side in (("甲", self.found.left), ("乙", self.found.right)):
            for contact in side.contacts:
                self.checks[contact.contact_id].setText(f"{word}　{contact.relation}　{self._person(contact)}")
        if "holder" in self.rows:
            holders = (self._holder(self.found.left), self._holder(self.found.right))
            self.rows["holder"].set_texts(*(self._person(holder) for holder in holders))
        for pair in self.found.pairs:
            if pair.name in self.rows:
                self.rows[pair.name].set_texts(*self._texts(pair))
            elif pair.name in self._equal:
                self._equal[pair.name].setText(f"两边都是 {self._texts(pair)[LEFT]}")

    @Slot()
    def _say_distinct(self) -> None:
        self._leave()
        self.distinct_wanted.emit()

    def _refused(self, error: AppError) -> None:
        """What could not be compared cannot be merged either."""
        super()._refused(error)
        self.save_button.setEnabled(self.found is not None)

    def _save(self) -> None:
        self._ask(merge, self.draft(), self.key)


def _better(found: Comparison) -> int:
    """Which side is proposed to stay: the ledger's before a caller's, then the one with more matters."""
    left, right = (
        (side.origin == "ledger", side.matters, bool(side.texts["number"])) for side in (found.left, found.right)
    )
    return RIGHT if right > left else LEFT


def _button(text: str, run: object) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(run)
    return button
