"""What a person should look at in a ledger, grouped by kind; long groups are listed only at their beginning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.services.customers.importing.report import ImportReport, Problem
from app.views.texts import short_place

MOST_LISTED = 2_000
REJECTED, MISSING = "不能导入", "这次没有的户"
KINDS = {
    "place": REJECTED,
    "area": "面积待核",
    "phone": "电话待核",
    "phone2": "电话待核",
    "id_number": "证件号待核",
    "holder": "户名待核",
    "state": "状态待核",
    "number": "编号待核",
    "connected_on": "日期待核",
    "duplicate": "同一户两行",
}
OTHER = "其他待核"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the list; `line_no` 0 where it is about no source line."""

    kind: str
    sheet: str
    line_no: int
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one kind: their number, and the first of them."""

    kind: str
    count: int
    rows: tuple[Finding, ...]


def groups_of(report: ImportReport) -> tuple[Group, ...]:
    """Rejected lines first, then what is doubtful, then households the ledger does not name."""
    counts: dict[str, int] = {}
    rows: dict[str, list[Finding]] = {}
    for problem in report.problems:
        kind = KINDS.get(problem.field, OTHER)
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= MOST_LISTED:
            rows.setdefault(kind, []).append(_of_problem(kind, problem))
    found = [
        Group(kind, counts[kind], tuple(rows[kind]))
        for kind in dict.fromkeys((*KINDS.values(), OTHER))
        if kind in counts
    ]
    if report.missing:
        words = tuple(_of_address(address) for address in report.missing_addresses[:MOST_LISTED])
        found.append(Group(MISSING, report.missing, words))
    return tuple(found)


def rejected_group(problems: Iterable[Problem], count: int) -> tuple[Group, ...]:
    """The rejected lines of an earlier import."""
    return (Group(REJECTED, count, tuple(_of_problem(REJECTED, problem) for problem in problems)),) if count else ()


def total(groups: Sequence[Group]) -> int:
    return sum(group.count for group in groups)


def _of_problem(kind: str, problem: Problem) -> Finding:
    return Finding(kind, problem.sheet, problem.line_no, problem.reason)


def _of_address(address: str) -> Finding:
    return Finding(MISSING, "", 0, f"{short_place(address)}　台账里没有，保持不变")
