"""The history of a matter as people read it: every fact, and every correction beside what it corrected."""

import json
from dataclasses import dataclass
from datetime import datetime

from app.models.station import Staff
from app.services.clocks.facts import WORDS
from app.services.kernel.store import Store
from app.services.matters.events import CORRECTED, EventRow, effective, event_rows
from app.services.matters.moments import is_late, spoken

# Words for kinds the clocks do not look at.
_MORE_WORDS = {
    "set_out": "出发",
    "left": "离开",
    "sheet_issued": "开单",
    "waiting_shutdown": "待停水停热作业",
    "wrong_address": "地址不符",
    "emergency_team": "转抢修",
    "not_ours": "非供热设施",
    "price_refused": "不同意收费",
    "urged": "催办",
    "explain_unreached": "说明未接通",
    "fee_told": "已告知收费规则",
    "damage_found": "发现用户责任损坏",
    "restored_told": "告知已恢复",
    "planned": "计划停热",
    "expected": "预计恢复",
    "posted": "张贴公告",
    "areas_changed": "改停热范围",
    "merged": "并件",
    "unmerged": "撤销并件",
    "handed_on": "转交",
    "accepted": "接件",
    "signed_later": "补签",
    "sheet_voided": "单据作废",
    "code_matched": "回访码相符",
    "code_failed": "回访码不符",
    "premises_changed": "更正户号",
    "findings_changed": "更正处理结果",
    "reopened_as": "重开",
    "words_read": "查看原文",
    "archived": "归档",
    CORRECTED: "更正",
}


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of the history. `old` is what a corrected fact said before; `standing` is False once it was replaced
    or withdrawn."""

    event_id: int
    kind: str
    word: str
    happened_at: datetime
    told_at: datetime
    entered_at: datetime
    late_entry: bool
    by: str
    staff: str
    visit_no: int | None
    until_at: datetime | None
    note: str
    shown: tuple[tuple[str, str], ...]
    corrects_id: int | None
    standing: bool
    old: str = ""


def word_of(kind: str) -> str:
    """The trade's word for a kind of event."""
    return WORDS.get(kind) or _MORE_WORDS.get(kind, kind)


def timeline(store: Store, matter_id: int) -> list[TimelineRow]:
    """All rows of the history by the time they happened; corrections follow what they correct."""
    rows = event_rows(store, [matter_id])
    names = dict(store.tuples(Staff.select(Staff.id, Staff.name)))
    by_id = {row.id: row for row in rows}
    standing = {event.id: event.corrected for event in effective(rows)}
    lines = []
    for row in rows:
        corrected = by_id.get(row.corrects_id) if row.corrects_id is not None else None
        lines.append(
            TimelineRow(
                row.id,
                row.kind,
                _word(row, corrected),
                row.happened_at,
                row.told_at,
                row.entered_at,
                row.kind != CORRECTED and is_late(row.told_at, row.entered_at),
                names.get(row.actor_id, ""),
                names.get(row.staff_id, ""),
                row.visit_no,
                row.until_at,
                row.note,
                tuple(json.loads(row.detail).items()),
                row.corrects_id,
                row.kind == CORRECTED or standing.get(row.id) is False,
                "" if corrected is None else _old(corrected, names),
            )
        )
    return sorted(lines, key=lambda line: (_place_in_time(line, by_id), line.event_id))


def _place_in_time(line: TimelineRow, by_id: dict[int, EventRow]) -> datetime:
    return line.happened_at if line.corrects_id is None else by_id[line.corrects_id].happened_at


def _word(row: EventRow, corrected: EventRow | None) -> str:
    if corrected is None:
        return word_of(row.kind)
    return f"{'撤回' if row.withdrawn else '更正'}：{word_of(corrected.kind)}"


def _old(row: EventRow, names: dict[int, str]) -> str:
    parts = [f"原为 {spoken(row.happened_at)}", names.get(row.staff_id or 0, "")]
    if row.until_at is not None:
        parts.append(f"至 {spoken(row.until_at)}")
    return "，".join(part for part in parts if part)
