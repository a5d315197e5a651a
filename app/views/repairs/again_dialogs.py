"""重开 and 更正户号: the same fault again, and the right fault at the wrong address."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.services.matters.values import PlaceDraft
from app.services.repairs.corrections import change_premises, reopen
from app.services.repairs.values import ReopenDraft
from app.views.finding import find_premises
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.widgets.search_box import Hit, SearchBox


class ReopenDialog(MatterDialog):
    """A new repair at the same place for the same caller, told now unless said otherwise."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "重开", "重新受理", matter_id, about, parent)
        self.words_edit = words_edit("用户这次的原话，空着沿用原来的")
        self.told_edit = self.time_field(now=False)
        self.told_edit.edit.setPlaceholderText("现在；补录时填来电时间")
        self.form.add("words", "诉求", self.words_edit)
        self.form.add("told_at", "来电时间", self.told_edit)

    def _save(self) -> None:
        draft = ReopenDraft(self.words_edit.text().strip(), self.told_edit.moment())
        self._ask(reopen, self.matter_id, draft, self.key)


class ChangePremisesDialog(MatterDialog):
    """Another premises of the ledger, or an address as it was said; the old one stays readable."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "更正户号", "更正", matter_id, about, parent)
        self.premises_id: int | None = None
        self.place_edit = SearchBox(session, find_premises, "姓名、首字母、电话尾号、3-2-1102；查不到就写地址")
        self.reason_edit = words_edit("为什么改，原来的地址保留")
        self.form.add("place", "正确住户", self.place_edit)
        self.form.add("reason", "原因", self.reason_edit)
        self.place_edit.chosen.connect(self._take_premises)
        self.place_edit.submitted.connect(self._go_on)
        self.place_edit.textEdited.connect(self._forget_premises)
        self.place_edit.setFocus()

    @Slot(object)
    def _take_premises(self, hit: Hit) -> None:
        self.premises_id = hit.id
        self.place_edit.setText(hit.title)
        self.reason_edit.setFocus()

    @Slot(str)
    def _go_on(self, _text: str) -> None:
        self.reason_edit.setFocus()

    @Slot()
    def _forget_premises(self) -> None:
        self.premises_id = None

    def _save(self) -> None:
        typed = self.place_edit.text().strip()
        place = PlaceDraft(typed) if self.premises_id is None and typed else None
        self._ask(change_premises, self.matter_id, self.premises_id, place, self.reason_edit.text(), self.key)
