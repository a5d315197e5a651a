"""What was agreed and told in the call, when it came and by which way."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QWidget

from app.shortcuts import key_of
from app.views.repairs import words
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form import Form
from app.views.widgets.time_edit import TimeEdit


class ToldPart(QObject):
    """通话中已约定 counts as contact; the time of the call is now unless it is entered later.

    `fee_check` stands where it is seen without scrolling, beside the buttons.
    """

    def __init__(self, time_field: Callable[..., TimeEdit], parent: QWidget) -> None:
        super().__init__(parent)
        self.agreed_edit = time_field(past=False, now=False)
        self.told_edit = time_field(now=False)
        self.told_edit.edit.setPlaceholderText("空着是现在")
        self.channel_row = ChoiceRow(words.CHANNELS)
        self.channel_row.set_value("电话")
        self.fee_check = QCheckBox(f"已告知收费规则　{key_of('intake.fee')}")

    def add_to(self, form: Form) -> None:
        self._form = form
        form.add("told_at", "来电时间", self.told_edit)
        form.add("agreed_at", f"已约 {key_of('intake.agreed')}", self.agreed_edit)
        form.add("channel", "渠道", self.channel_row, wide=True)

    def show_rows(self, repair: bool, channel: bool) -> None:
        """`repair`: an appointment and the charges belong to it; `channel`: the way it came is not known already."""
        self._form.show_row("agreed_at", repair)
        self.fee_check.setVisible(repair)
        self._form.show_row("channel", channel)
