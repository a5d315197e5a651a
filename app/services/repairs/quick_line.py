"""速记: one typed line becomes a draft. Whatever is not understood stays in the words; nothing is refused."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.services.matters.values import CallerDraft, PlaceDraft
from app.services.repairs.faults import faults
from app.services.repairs.values import FaultGroup, RepairDraft

_PHONE = re.compile(r"(?<![\d-])(1\d{10}|0\d{2,3}-?\d{7,8})(?![\d-])")
# `3-2-1102`, `和平里3-1102`, `3号楼2单元1102`, `和平里小区3#-1-402`
_NUMBERS = r"\d+(?:号?楼|栋|#|幢)?[-‐–—/]?(?:\d+(?:单元|门)?[-‐–—/]?)?\d{2,4}(?:室|号)?"
_ADDRESS = re.compile(rf"^[^\W\d_]{{0,12}}{_NUMBERS}$")
_SEPARATED = re.compile(r"[-‐–—/#号楼栋幢单元门]")


@dataclass(frozen=True, slots=True)
class QuickLine:
    """What a line says. `address` is as typed, for the search; empty fields are gaps."""

    address: str
    phone: str
    words: str
    fault_group: FaultGroup
    fault: str
    severity: str

    @property
    def gaps(self) -> tuple[str, ...]:
        """What somebody has to ask for later (待补)."""
        named = (("地址", self.address), ("电话", self.phone), ("诉求", self.words))
        return tuple(word for word, value in named if not value)

    def draft(self, premises_id: int | None = None) -> RepairDraft:
        """The repair to take; without a premises the address is kept as typed."""
        place = PlaceDraft(self.address) if premises_id is None and self.address else None
        return RepairDraft(
            fault_group=self.fault_group,
            words=self.words,
            premises_id=premises_id,
            place=place,
            caller=CallerDraft(phone=self.phone),
            fault=self.fault,
            severity=self.severity,
        )


def read_quick_line(line: str) -> QuickLine:
    """Split a line into address, phone and words, and guess the fault from the words."""
    text = unicodedata.normalize("NFKC", line).strip()
    phone = ""
    if found := _PHONE.search(text):
        phone = found.group(1)
        text = f"{text[: found.start()]} {text[found.end() :]}"
    parts = text.split()
    address = next((part for part in parts if _ADDRESS.match(part) and _SEPARATED.search(part)), "")
    if address:
        parts.remove(address)
    words = " ".join(parts)
    group = guess_group(words)
    return QuickLine(address, phone, words, group, guess_fault(words, group), guess_severity(words, group))


def guess_group(words: str) -> FaultGroup:
    """The fault group these words point to; OTHER when none does."""
    for entry in faults()["group_words"]:
        if _says(words, entry):
            return FaultGroup(entry["group"])
    return FaultGroup.OTHER


def guess_fault(words: str, group: FaultGroup) -> str:
    """The kind of fault inside the group, or an empty text."""
    for entry in faults()["fault_words"]:
        if entry["group"] == group and _says(words, entry):
            return str(entry["fault"])
    return ""


def guess_severity(words: str, group: FaultGroup) -> str:
    """喷, 流 or 滴 for a leak, or an empty text."""
    if group is not FaultGroup.LEAK:
        return ""
    return next((str(entry["severity"]) for entry in faults()["severity_words"] if _says(words, entry)), "")


def _says(words: str, entry: Mapping[str, Any]) -> bool:
    return any(said in words for said in entry["says"])
