"""The fields of a returned slip, in the order of the paper, and the draft they make."""

from collections.abc import Callable, Iterator
from datetime import datetime

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.kernel.errors import InvalidInput
from app.services.kernel.times import china
from app.services.repairs.reads import RepairCard
from app.services.repairs.sheet_lines import read_charges, read_materials, read_readings
from app.services.repairs.sheet_values import CHARGE_KINDS, SIGNED_HOW
from app.services.repairs.values import FaultGroup, SheetReturnDraft
from app.services.repairs.work_values import Temperatures
from app.views.repairs import words
from app.views.returns.tick_row import TickRow
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form import Form
from app.views.widgets.time_edit import TimeEdit

SIGNED, REFUSED, ABSENT = "signed", "refused", "absent"
SIGNATURES = ((SIGNED, "已签字"), (REFUSED, "拒签"), (ABSENT, "未签"))
GOOD = "完好"
STATES = ((GOOD, GOOD), ("异常", "异常"))
TICKS = (
    ("showed_badge", "已出示证件"),
    ("shoe_covers", "鞋套"),
    ("radiator_bags", "护袋"),
    ("cleaned_up", "已清理"),
    ("alteration_agreed", "同意拆改"),
)
USUAL = ("showed_badge", "shoe_covers", "radiator_bags", "cleaned_up")
SAME = "="
WIDEST_TIME, TIME_MARGIN = "2026-11-15 0820", 12
_COLD = (FaultGroup.COLD, FaultGroup.TEMPERATURE)


class SheetFields(Form):
    """Enter goes from field to field; what a kind of fault does not ask for is passed over, never hidden."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(2, parent)
        self._now = now
        self._phoned: dict[TimeEdit, datetime | None] = {}
        self._passed_over: set[QWidget] = set()
        self._correcting = False
        self._build(now)
        self._connect()

    def begin(self, card: RepairCard, visit_no: int) -> None:
        """Another sheet: empty but for what is known; `=` in a time stands for what was phoned in."""
        for edit in self.findChildren(QLineEdit):
            edit.setText("")
        visit = card.facts.visit(visit_no)
        fixed = visit is not None and visit.result == "fixed"
        self._phoned = {
            self.arrived_edit: visit.arrived_at if visit else None,
            self.finished_edit: card.facts.finished_at if fixed else None,
        }
        for field in (self.arrived_edit, self.finished_edit, self.signed_at_edit):
            # A time of another day is seen whole, however narrow the picture beside it leaves the column.
            field.edit.setMinimumWidth(field.fontMetrics().horizontalAdvance(WIDEST_TIME) + 2 * TIME_MARGIN)
        self.ticks.set_values(())
        self.state_row.set_value(None)
        self.cause_row.set_value(card.head.cause)
        self.done_row.set_value(card.head.done)
        self.responsibility_row.set_value(card.head.responsibility)
        self.charge_row.set_value(None)
        self.view_row.set_value(None)
        self.signed_row.set_value(SIGNED)
        self.how_row.set_value(SIGNED_HOW[0])
        self.relation_row.set_value(None)
        cold = card.head.fault_group in _COLD
        self._passed_over = set() if cold else {self.before_edit, self.after_edit}
        self.clear_problems()
        self._correcting = False
        self.show_row("reason", False)
        self.show_signature()
        self.show_money()

    def show_correction(self) -> None:
        """The sheet came back before: its money is corrected by 收费更正, the rest here, with a reason."""
        self._correcting = True
        self.show_row("reason", True)
        self.show_signature()
        self.show_money()

    def draft(self, number: str, copy: str, scan: str) -> SheetReturnDraft:
        """What is typed; InvalidInput names a line that cannot be read."""
        before, after = self._readings("before", self.before_edit), self._readings("after", self.after_edit)
        ticked = self.ticks.values()
        signed = self.signed_row.value() or ""
        return SheetReturnDraft(
            number=number,
            copy=copy,
            arrived_written_at=self.arrived_edit.moment(),
            finished_written_at=self.finished_edit.moment(),
            difference_reason=self.difference_edit.text(),
            showed_badge="showed_badge" in ticked,
            shoe_covers="shoe_covers" in ticked,
            radiator_bags="radiator_bags" in ticked,
            cleaned_up="cleaned_up" in ticked,
            alteration_agreed="alteration_agreed" in ticked,
            state_before=self._state(),
            temperatures=Temperatures(*before, *after),
            cause=self.cause_row.value() or "",
            done=self.done_row.value() or "",
            materials=read_materials(self.materials_edit.text()),
            left_over=self.left_edit.text(),
            responsibility=self.responsibility_row.value() or "",
            charge_kind=self.charge_row.value() or "",
            charges=read_charges(self.charges_edit.text()),
            amount_fen=self._amount(),
            receipt_no=self.receipt_edit.text(),
            view=self.view_row.value() or "",
            words=self.words_edit.text(),
            signed=signed,
            signer=self.signer_edit.text() if signed == SIGNED else "",
            signer_relation=(self.relation_row.value() or "") if signed == SIGNED else "",
            signed_how=(self.how_row.value() or "") if signed == SIGNED else "",
            signed_for_reason=self.signed_for_edit.text(),
            signed_at=self.signed_at_edit.moment(),
            refused_reason=self.refused_reason_edit.text() if signed == REFUSED else "",
            witness=self.witness_edit.text() if signed == REFUSED else "",
            scan_sha256=scan,
        )

    def state_of_all(self) -> tuple[object, ...]:
        """Everything as it stands, readable or not; two of them differ when somebody touched a field."""
        texts = tuple(edit.text() for edit in self.findChildren(QLineEdit))
        rows = tuple(row.value() for row in self.findChildren(ChoiceRow))
        return (*texts, *rows, frozenset(self.ticks.values()))

    def following(self, field: QWidget | None) -> QWidget | None:
        """The field Enter goes to from `field`; None after the last."""
        places = [place for place in self.fields.values() if place.isVisibleTo(self)]
        here = next(
            (
                i
                for i, place in enumerate(places)
                if field is not None and (field is place or place.isAncestorOf(field))
            ),
            -1,
        )
        return next((place for place in places[here + 1 :] if place not in self._passed_over), None)

    def unread_times(self) -> dict[str, str]:
        return {
            name: "看不懂这个时间，例如 1830、昨 2330。"
            for name, field in self.fields.items()
            if isinstance(field, TimeEdit) and not field.is_valid()
        }

    def show_signature(self) -> None:
        signed = self.signed_row.value()
        how = self.how_row.value() if signed == SIGNED else ""
        for name in ("signer", "signer_relation", "signed_how", "signed_at"):
            self.show_row(name, signed == SIGNED)
        self.show_row("signed_for_reason", how == "代签")
        for name in ("refused_reason", "witness"):
            self.show_row(name, signed == REFUSED)

    def show_money(self) -> None:
        paid = self.charge_row.value() in CHARGE_KINDS[1:]
        for name in ("charges", "amount_fen", "receipt_no"):
            self.show_row(name, paid and not self._correcting)

    def _build(self, now: Callable[[], datetime]) -> None:
        self.arrived_edit, self.finished_edit, self.signed_at_edit = (TimeEdit(now) for _ in range(3))
        self.difference_edit = _line("单上和电话报的相差太多，或读数少见时写明", 200)
        self.ticks = TickRow(TICKS, USUAL)
        self.state_row = ChoiceRow(STATES)
        self.state_edit = _line("异常时写明，例如 墙皮脱落", 70)
        self.before_edit = _line("室温 供水 回水，例如 16.5 45 38", 30)
        self.after_edit = _line("没写的记 -，例如 19 - -", 30)
        self.cause_row = ChoiceRow(words.causes())
        self.done_row = ChoiceRow(words.remedies())
        self.materials_edit = _line("例如 球阀 2个；生料带 1卷", 200)
        self.left_edit = _line("没有就空着", 200)
        self.responsibility_row = ChoiceRow(words.responsibilities())
        self.charge_row = ChoiceRow([(kind, kind) for kind in CHARGE_KINDS])
        self.charges_edit = _line("项目编号*数量，例如 A03；M03*2.5", 200)
        self.amount_edit = _line("单上的金额（元）", 12)
        self.receipt_edit = _line("", 30)
        self.view_row = ChoiceRow(words.VIEWS)
        self.words_edit = _line("用户写的话，一字不改", 500)
        self.signed_row = ChoiceRow(SIGNATURES)
        self.how_row = ChoiceRow([(how, how) for how in SIGNED_HOW])
        self.signer_edit = _line("签字人", 20)
        self.relation_row = ChoiceRow(words.RELATIONS)
        self.signed_for_edit = _line("代签原因，例如 老人不识字", 120)
        self.refused_reason_edit = _line("", 120)
        self.witness_edit = _line("见证人姓名、单位", 80)
        self.reason_edit = _line("为什么更正，原来录的保留", 200)
        for name, title, field, wide in self._rows():
            self.add(name, title, field, wide)

    def _rows(self) -> Iterator[tuple[str, str, QWidget, bool]]:
        yield "arrived_written_at", "单上到场", self.arrived_edit, False
        yield "finished_written_at", "单上完工", self.finished_edit, False
        yield "difference_reason", "情况说明", self.difference_edit, True
        yield "ticks", "入户", self.ticks, True
        yield "state_before", "入户前", self.state_row, False
        yield "state_note", "状况", self.state_edit, False
        yield "before", "维修前 ℃", self.before_edit, False
        yield "after", "维修后 ℃", self.after_edit, False
        yield "cause", "原因", self.cause_row, True
        yield "done", "处理", self.done_row, True
        yield "materials", "材料", self.materials_edit, False
        yield "left_over", "遗留问题", self.left_edit, False
        yield "responsibility", "责任", self.responsibility_row, True
        yield "charge_kind", "本次维修", self.charge_row, False
        yield "charges", "项目", self.charges_edit, False
        yield "amount_fen", "金额", self.amount_edit, False
        yield "receipt_no", "票据号", self.receipt_edit, False
        yield "view", "用户意见", self.view_row, False
        yield "words", "用户的话", self.words_edit, False
        yield "signed", "签字", self.signed_row, False
        yield "signed_how", "方式", self.how_row, False
        yield "signer", "签字人", self.signer_edit, False
        yield "signed_at", "签字时间", self.signed_at_edit, False
        yield "signer_relation", "与户主", self.relation_row, True
        yield "signed_for_reason", "代签原因", self.signed_for_edit, True
        yield "refused_reason", "拒签原因", self.refused_reason_edit, False
        yield "witness", "见证人", self.witness_edit, False
        yield "reason", "更正原因", self.reason_edit, True

    def _connect(self) -> None:
        self.ticks.all_ticked.connect(lambda: self.state_row.setFocus())
        self.state_row.picked.connect(self._after_state)
        self.cause_row.then_to(self.done_row)
        self.done_row.then_to(self.materials_edit)
        self.responsibility_row.then_to(self.charge_row)
        self.charge_row.picked.connect(self._after_charge)
        self.view_row.then_to(self.words_edit)
        self.signed_row.picked.connect(self.show_signature)
        self.how_row.picked.connect(self.show_signature)
        for edit in (self.arrived_edit, self.finished_edit):
            edit.edit.textEdited.connect(lambda text, edit=edit: self._take_phoned(edit, text))
        self.show_money()

    def _after_state(self, state: object) -> None:
        (self.following(self.state_edit) if state == GOOD else self.state_edit).setFocus()  # type: ignore[union-attr]

    def _after_charge(self, kind: object) -> None:
        self.show_money()
        (self.view_row if kind == CHARGE_KINDS[0] else self.charges_edit).setFocus()

    def _take_phoned(self, edit: TimeEdit, text: str) -> None:
        phoned = self._phoned.get(edit)
        if text.strip() in (SAME, "＝") and phoned is not None:
            same_day = china(phoned).date() == china(self._now()).date()
            edit.edit.setText(f"{china(phoned):%H%M}" if same_day else f"{china(phoned):%Y-%m-%d %H%M}")

    def _state(self) -> str:
        note = self.state_edit.text().strip()
        return "：".join(filter(None, (self.state_row.value() or ("异常" if note else ""), note)))

    def _readings(self, name: str, edit: QLineEdit) -> tuple[int | None, int | None, int | None]:
        try:
            return read_readings(edit.text())
        except ValueError as error:
            raise InvalidInput({name: "看不懂这些温度，例如 16.5 45 38，没写的记 -。"}) from error

    def _amount(self) -> int:
        text = self.amount_edit.text().strip().replace("元", "")
        if not text or self.charge_row.value() == CHARGE_KINDS[0]:
            return 0
        try:
            return round(float(text) * 100)
        except ValueError as error:
            raise InvalidInput({"amount_fen": "看不懂这个金额，例如 30.00。"}) from error


def _line(hint: str, longest: int) -> QLineEdit:
    return QLineEdit(placeholderText=hint, maxLength=longest)
