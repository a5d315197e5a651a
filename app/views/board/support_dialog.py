"""请求支援: too many faults at once, somebody is asked for help."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.repairs.explaining import request_support
from app.services.repairs.work_values import SupportDraft
from app.views.repairs.matter_dialog import words_edit
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog


class SupportDialog(ActDialog):
    """How many repairs are open and late at this moment is kept with it."""

    letters = 40

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, "请求支援", "记下", parent)
        self.asked_edit = QLineEdit(placeholderText="向谁，例如 公司调度室、邻站 王站长", maxLength=40)
        self.words_edit = words_edit("要什么，例如 再派一名管道工，先去和平里 3 号楼")
        self.answer_edit = words_edit("对方怎么答复，例如 20 分钟后到")
        self.at_edit = self.time_field()
        self.form.add("asked_of", "向谁", self.asked_edit)
        self.form.add("words", "要什么", self.words_edit)
        self.form.add("answer", "答复", self.answer_edit)
        self.form.add("at", "时间", self.at_edit)
        self.asked_edit.setFocus()
        self.say("当时未完工和超时的单数随这条一起记下。")

    def _save(self) -> None:
        draft = SupportDraft(
            self.asked_edit.text(), self.words_edit.text(), self.answer_edit.text(), self.at_edit.moment()
        )
        self._ask(request_support, draft, self.key)
