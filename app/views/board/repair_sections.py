"""Parts of the panel that only a repair has: answers, visits with their proof, merged matters, approvals, money."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.services.repairs.details import MatterRef, RepairDetails, UsedLine
from app.services.repairs.evidence import EVIDENCE_WORDS
from app.services.repairs.reads import MatterLine, RepairCard
from app.services.repairs.visit_reads import VisitRow
from app.services.repairs.work_values import Temperatures
from app.views.covering import words_shown
from app.views.icons import wear
from app.views.repairs.words import RESULTS
from app.views.session import Session
from app.views.texts import day_and_time, short_number
from app.views.widgets.labels import flag, label, rule

FIXED = "fixed"
RESULT_WORDS = {**{str(result): word for result, word in RESULTS}, FIXED: "已修复", "temporary": "临时处理"}
VERDICTS = {"agreed": "站长已补签同意", "objected": "站长补签不同意"}
TEMPERATURE_WORDS = {"room": "室温", "supply": "供水", "return": "回水"}


class RepairSections:
    """`go_to` shows another matter, `photo` the photo of a visit."""

    def __init__(
        self,
        session: Session,
        card: RepairCard,
        details: RepairDetails,
        go_to: Callable[[int], object],
        photo: Callable[[int], object],
    ) -> None:
        self._session = session
        self._card = card
        self._details = details
        self._go_to = go_to
        self._photo = photo
        self._now: datetime = session.desk.now()

    def add_to_head(self, column: QVBoxLayout) -> None:
        """What belongs to the matter as such: answers, who answers for it, what it is joined to."""
        head = self._card.head
        if head.answers:
            said = "　".join(f"{question}：{answer}" for question, answer in head.answers)
            column.addWidget(label(said, "muted", wrap=True))
        if head.fee_told:
            column.addWidget(label("已告知收费规则", "muted"))
        if self._card.facts.urged:
            column.addWidget(flag(f"催办 {self._card.facts.urged} 次"))
        for word, ref in self._refs():
            column.addWidget(self._link(word, ref))
        if responsible := self._responsible():
            column.addWidget(label(responsible, "muted", wrap=True))
        if head.left_over:
            column.addWidget(label(f"遗留：{head.left_over}", wrap=True))

    def add_visits(self, column: QVBoxLayout) -> None:
        """Each visit in a line or two, with what proves it."""
        visits = [visit for visit in self._card.visits if visit.result or visit.arrived_at]
        if visits:
            column.addWidget(rule())
            column.addWidget(label("上门", "section"))
        for visit in visits:
            column.addWidget(self._visit(visit))

    def add_foot(self, column: QVBoxLayout) -> None:
        """电话请示, material and money."""
        details = self._details
        if details.approvals:
            column.addWidget(rule())
            column.addWidget(label("电话请示", "section"))
        for line in details.approvals:
            at = day_and_time(line.asked_at, self._now)
            said = f"{line.subject}　{at} 请示 {line.asked_of}：“{line.said}”"
            column.addWidget(label(words_shown(self._session, said), wrap=True))
            signed = VERDICTS.get(line.verdict) or ("已撤销" if line.signed_at else "待站长补签")
            column.addWidget(flag(signed, "green" if line.verdict == "agreed" else "amber"))
        if details.used:
            column.addWidget(rule())
            column.addWidget(label("材料与收费", "section"))
        for used in details.used:
            column.addWidget(label(used_words(used), wrap=True))

    def _refs(self) -> Iterator[tuple[str, MatterRef | MatterLine]]:
        details = self._details
        if details.main is not None:
            yield "已并入", details.main
        for ref in self._card.merged:
            yield "并来", ref
        if details.outage is not None:
            yield "停热事件", details.outage

    def _link(self, word: str, ref: MatterRef | MatterLine) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(flag(word, "accent"))
        button = QToolButton()
        button.setText(f"{short_number(ref.number)}　{ref.phase}")
        button.setToolTip(f"看 {ref.number}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(partial(self._go_to, ref.matter_id))
        across.addWidget(button)
        across.addStretch(1)
        return line

    def _responsible(self) -> str:
        details = self._details
        parts = [f"首问责任人 {details.first_asked}" if details.first_asked else ""]
        if details.responsible and details.responsible != details.first_asked:
            parts.append(f"接件人 {details.responsible}")
        if self._card.hand_ons:
            parts.append(f"转交 {self._card.hand_ons} 次")
        if details.waiting_for:
            parts.append(f"已转交 {details.waiting_for}，待接件")
        return "　".join(part for part in parts if part)

    def _visit(self, visit: VisitRow) -> QWidget:
        arrived = f"{day_and_time(visit.arrived_at, self._now)} 到" if visit.arrived_at else ""
        result = RESULT_WORDS.get(visit.result, visit.result)
        first = (f"第 {visit.ordinal} 次", visit.repairer or "", arrived, result)
        proof = (
            visit.evidence and f"凭据：{EVIDENCE_WORDS[visit.evidence]}",
            visit.present and f"在场：{visit.present}",
            "风险已告知" if visit.risk_told else "",
            visit.part and f"缺 {visit.part}",
            visit.receiver and f"移交 {visit.receiver}",
            temperature_words(visit.temperatures),
        )
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        said = "\n".join("　".join(part for part in parts if part) for parts in (first, proof) if any(parts))
        across.addWidget(label(words_shown(self._session, said), wrap=True), 1)
        if visit.photo_sha256:
            button = QToolButton()
            button.setToolTip("看这次上门的照片")
            button.setAccessibleName("看这次上门的照片")
            wear(button, "photo")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._photo, visit.ordinal))
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line


def temperature_words(found: Temperatures) -> str:
    """`室温 16.5→18.2 ℃`; what was not measured is left out, one that is missing is a dash."""
    parts = []
    for name, word in TEMPERATURE_WORDS.items():
        pair = [getattr(found, f"{name}_{when}_c") for when in ("before", "after")]
        if any(value is not None for value in pair):
            parts.append(f"{word} {'→'.join('—' if value is None else f'{value / 100:g}' for value in pair)} ℃")
    return "　".join(parts)


def used_words(line: UsedLine) -> str:
    """`DN20 阀门 1 个`, `换阀门 1 个　35.00 元`."""
    what = f"{line.name} {line.quantity_c / 100:g} {line.unit}".strip()
    return what if line.amount_fen is None else f"{what}　{line.amount_fen / 100:.2f} 元"
