"""Where the user is the reason: 不同意收费, 损坏, 因用户原因办结."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.services.kernel.desk import Role
from app.services.repairs.contacts import refuse_price
from app.services.repairs.ending import close_for_user_reason
from app.services.repairs.visits import find_damage
from app.services.repairs.work_values import DamageDraft, PriceRefusedDraft, UserCloseDraft
from app.views.repairs import words
from app.views.repairs.approval_fields import ApprovalFields
from app.views.repairs.matter_dialog import MatterDialog, words_edit
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow


class PriceRefusedDialog(MatterDialog):
    """Nothing was repaired; the emergency closing stays free."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "用户不同意收费", "记下", matter_id, about, parent)
        self.note_edit = words_edit("用户的原话")
        self.risk_check = QCheckBox("不维修的风险已告知")
        self.signed_edit = QLineEdit(placeholderText="谁签的字，没签就空着", maxLength=40)
        self.at_edit = self.time_field()
        self.form.add("note", "用户的话", self.note_edit)
        self.form.add("risk_told", "", self.risk_check)
        self.form.add("signed_by", "签字人", self.signed_edit)
        self.form.add("at", "时间", self.at_edit)

    def _save(self) -> None:
        draft = PriceRefusedDraft(
            at=self.at_edit.moment(),
            note=self.note_edit.text(),
            risk_told=self.risk_check.isChecked(),
            signed_by=self.signed_edit.text(),
        )
        self._ask(refuse_price, self.matter_id, draft, self.key)


class DamageDialog(MatterDialog):
    """用户责任供热设施损坏: what, whose, and whether the user agrees; the 确认单 follows."""

    def __init__(self, session: Session, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, "发现用户责任损坏", "记下", matter_id, about, parent)
        self.facility_edit = QLineEdit(placeholderText="例如 入户锁闭阀、温控阀", maxLength=60)
        self.owner_row = ChoiceRow(words.OWNERS)
        self.agrees_row = ChoiceRow([(True, "认可"), (False, "不认可")])
        self.note_edit = words_edit("怎么损坏的、用户怎么说")
        self.form.add("facility", "设施", self.facility_edit)
        self.form.add("owner", "产权", self.owner_row)
        self.form.add("agrees", "用户", self.agrees_row)
        self.form.add("note", "经过", self.note_edit)
        self.owner_row.then_to(self.agrees_row)
        self.agrees_row.then_to(self.note_edit)

    def _save(self) -> None:
        if self.agrees_row.value() is None:
            self.refuse("agrees", "请选择用户认可还是不认可。")
            return
        draft = DamageDraft(
            note=self.note_edit.text(),
            facility=self.facility_edit.text(),
            owner=self.owner_row.value() or "",
            agrees=self.agrees_row.value(),
        )
        self._ask(find_damage, self.matter_id, draft, self.key)


class UserCloseDialog(MatterDialog):
    """因用户原因无法处理: a head closes it himself; anybody else asks him over the phone first."""

    letters = 42

    def __init__(self, session: Session, matter_id: int, about: str, known: str, parent: QWidget) -> None:
        super().__init__(session, "因用户原因办结", "办结", matter_id, about, parent)
        self.reason_edit = words_edit("例如 三次上门无人，约了两次改期")
        self.evidence_edit = QLineEdit(known, placeholderText="上门记录、照片、通话或告知单", maxLength=120)
        self.form.add("reason", "用户原因", self.reason_edit)
        self.form.add("evidence", "依据", self.evidence_edit)
        self.approval = ApprovalFields(self)
        self._is_head = Role.MANAGER in session.desk.actor.roles
        self.approval.show(not self._is_head)
        if not self._is_head:
            self.say(f"{about}\n要站长同意。夜里先电话请示，办结后列入待站长补签。")

    def _save(self) -> None:
        draft = UserCloseDraft(
            reason=self.reason_edit.text(),
            evidence=self.evidence_edit.text(),
            approval=None if self._is_head else self.approval.draft(),
        )
        self._ask(close_for_user_reason, self.matter_id, draft, self.key)
