"""并入台账里的户: the matter belongs to premises the ledger has."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.services.customers.care.unlisted import attach, propose
from app.services.customers.care.unlisted_values import Proposal
from app.services.kernel.errors import InvalidInput
from app.views.care.together_box import TogetherBox
from app.views.finding import find_premises
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.search_box import Hit, SearchBox


class AttachDialog(ActDialog):
    """Looked for as anywhere; other matters of the same address go along."""

    letters = 46

    def __init__(self, session: Session, matter_id: int, parent: QWidget) -> None:
        super().__init__(session, "并入台账里的户", "并入", parent)
        self._matter_id = matter_id
        self.premises_id: int | None = None
        self.place_edit = SearchBox(session, find_premises, "姓名、首字母、电话尾号、3-2-1102")
        self.together = TogetherBox(session)
        self.form.add("place", "住户", self.place_edit)
        self.form.add("together", "同地址的工单", self.together)
        self.form.show_row("together", False)
        self.place_edit.chosen.connect(self._choose)
        self.place_edit.textChanged.connect(self._forget)
        self.place_edit.setFocus()
        session.ask(propose, matter_id, then=self._show, failed=self._refused)

    def take(self, premises_id: int, address: str) -> None:
        """Premises that are known already."""
        self.place_edit.setText(address)
        self.premises_id = premises_id
        self.save_button.setFocus()

    def _show(self, proposal: Proposal) -> None:
        matter = proposal.matter
        self.say(f"{matter.number}　说的地址：{matter.place}　{matter.words}")
        self.together.offer(proposal.others, self.session.desk.now())
        self.form.show_row("together", bool(proposal.others))
        if self.premises_id is None and len(proposal.known) == 1:
            self.take(proposal.known[0].premises_id, proposal.known[0].address)

    @Slot(object)
    def _choose(self, hit: Hit) -> None:
        self.take(hit.id, hit.title)

    @Slot()
    def _forget(self) -> None:
        self.premises_id = None

    def _save(self) -> None:
        if self.premises_id is None:
            self._refused(InvalidInput({"place": "请先查到住户；台账里没有就用建档。"}))
            return
        self._ask(attach, self.premises_id, [self._matter_id, *self.together.chosen()], self.key)
