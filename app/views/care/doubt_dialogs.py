"""改正 and 无误: what a clerk does with a doubtful value."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.customers.care.counts import Kind
from app.services.customers.care.doubts import OpenDoubt, correct, let_stand
from app.services.customers.contacts.information_values import CHANNELS, TOLD_BY, USES, InformationDraft
from app.services.customers.words import STATES
from app.views.covering import name_shown, text_shown
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow

CHOICES = {"state": STATES, "use": USES}
HINTS = {
    "phone": "手机，或带区号的座机",
    "phone2": "手机，或带区号的座机",
    "area": "平方米，例如 92.5",
    "connected_on": "例如 2015-11-15",
}
REASONS = ("已核对", "本人确认", "房屋如此", "不再使用")


class CorrectDialog(ActDialog):
    """The right value and who told it; it goes into the register and settles the doubt."""

    def __init__(self, session: Session, doubt: OpenDoubt, parent: QWidget) -> None:
        super().__init__(session, "改正", "改正", parent)
        self._doubt = doubt
        self.cover(session.covered)
        self.value_row: ChoiceRow | None = None
        if doubt.field in CHOICES:
            self.value_row = ChoiceRow([(word, word) for word in CHOICES[doubt.field]])
            self.form.add("value", "应为", self.value_row)
        else:
            self.value_edit = QLineEdit(placeholderText=HINTS.get(doubt.field, ""), maxLength=120)
            self.form.add("value", "应为", self.value_edit)
        self.told_by_row = ChoiceRow([(word, word) for word in TOLD_BY])
        self.told_by_row.set_value(TOLD_BY[0])
        self.channel_row = ChoiceRow([(word, word) for word in CHANNELS])
        self.channel_row.set_value(CHANNELS[0])
        self.basis_edit = QLineEdit(placeholderText="例如 来电自报、纸质台账，可不填", maxLength=120)
        self.form.add("told_by", "谁告知", self.told_by_row)
        self.form.add("channel", "渠道", self.channel_row)
        self.form.add("basis", "依据", self.basis_edit)
        self.form.fields["value"].setFocus()

    def cover(self, covered: bool) -> None:
        self.say(_about(self.session, self._doubt))

    def _save(self) -> None:
        value = (self.value_row.value() or "") if self.value_row is not None else self.value_edit.text().strip()
        draft = InformationDraft(
            told_by=self.told_by_row.value() or "",
            channel=self.channel_row.value() or "",
            basis=self.basis_edit.text().strip(),
        )
        self._ask(correct, self._doubt.id, value, draft, self.key)


class StandDialog(ActDialog):
    """The value is right as it stands; a number key gives the reason."""

    def __init__(self, session: Session, doubt: OpenDoubt, parent: QWidget) -> None:
        super().__init__(session, "无误", "记无误", parent)
        self._doubt = doubt
        self.cover(session.covered)
        self.reason_row = ChoiceRow([(word, word) for word in REASONS])
        self.reason_row.set_value(REASONS[0])
        self.words_edit = QLineEdit(placeholderText="别的原因，可不填", maxLength=50)
        self.form.add("reason", "原因", self.reason_row)
        self.form.add("words", "说明", self.words_edit)
        self.reason_row.then_to(self.save_button)
        self.reason_row.setFocus()

    def cover(self, covered: bool) -> None:
        self.say(_about(self.session, self._doubt))

    def _save(self) -> None:
        reason = self.words_edit.text().strip() or self.reason_row.value() or ""
        self._ask(let_stand, self._doubt.id, reason, self.key)


def doubtful_value(session: Session, doubt: OpenDoubt) -> str:
    """What the ledger says now, as far as whoever stands at the counter may read it."""
    if doubt.field == "remark":
        return text_shown(session, doubt.value)
    return name_shown(session, doubt.value) if doubt.kind is Kind.HOLDER else doubt.value


def _about(session: Session, doubt: OpenDoubt) -> str:
    value = doubtful_value(session, doubt)
    now = f"现在登记 {value}" if value else ""
    return "\n".join(part for part in (doubt.address, f"{doubt.reason}　{now}".strip()) if part)
