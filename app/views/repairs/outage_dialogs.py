"""并入 and 撤出停热事件 for a repair that was taken before anybody knew of the incident."""

from PySide6.QtWidgets import QWidget

from app.services.outages.joining import join, leave
from app.services.outages.reads import OutageRow, open_outages
from app.services.outages.values import JoinDraft
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.texts import day_and_time, short_number
from app.views.widgets.choice_row import ChoiceRow


class JoinOutageDialog(MatterDialog):
    """The user hears until when; he owes no visit and no slip."""

    letters = 44

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "并入停热事件", "并入", matter_id, about, parent)
        self.outage_row = ChoiceRow()
        self.until_edit = self.time_field(past=False, now=False)
        self.until_edit.edit.setPlaceholderText("空着按事件的预计恢复")
        self.note_edit = words_edit("对用户说了什么，可空着")
        self.form.add("outage", "停热事件", self.outage_row)
        self.form.add("until", "告知预计恢复", self.until_edit)
        self.form.add("words", "告知内容", self.note_edit)
        session.ask(open_outages, then=self._offer)
        self.outage_row.setFocus()

    def _offer(self, found: list[OutageRow]) -> None:
        self.outage_row.set_choices([(row.matter_id, self._words(row)) for row in found])
        if len(found) == 1:
            self.outage_row.set_value(found[0].matter_id)
        if not found:
            self.say(f"{self.about}\n现在没有未恢复的停热事件。多户来电时先在“停热事件”页登记。")
            self.form.show_row("outage", False)
            self.save_button.setEnabled(False)
        self.fit()

    def _words(self, row: OutageRow) -> str:
        now = self.session.desk.now()
        until = f"预计 {day_and_time(row.expected_at, now)} 恢复" if row.expected_at else "恢复时间未定"
        return "　".join((short_number(row.number), row.area, until))

    def _save(self) -> None:
        if self.outage_row.value() is None:
            self.refuse("outage", "请选择停热事件。")
            return
        draft = JoinDraft(self.until_edit.moment(), self.note_edit.text())
        self._ask(join, self.outage_row.value(), self.matter_id, draft, self.key)


class LeaveOutageDialog(MatterDialog):
    """A flat that is still cold, or was never part of it, becomes a repair of its own with its first time."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "撤出停热事件", "撤出", matter_id, about, parent)
        self.reason_edit = words_edit("例如 恢复后仍不热")
        self.form.add("reason", "原因", self.reason_edit)
        self.say(f"{about}\n撤出后按一般报修办理，时限从用户最初来电算起。")

    def _save(self) -> None:
        self._ask(leave, self.matter_id, self.reason_edit.text(), self.key)
