"""Counting what becomes of a ledger's lines, while they are written or only tried."""

from collections import Counter
from collections.abc import Set

from app.services.customers.importing.changes import (
    CREATED,
    DUPLICATE,
    REJECTED,
    SKIPPED,
    UNCHANGED,
    UPDATED,
    Plan,
    is_household,
    outcome_outside,
)
from app.services.customers.importing.report import (
    EXAMPLES,
    ChangeCount,
    ChangeExample,
    ChangeKind,
    ImportReport,
    Problem,
)
from app.services.customers.ledger.addresses import written
from app.services.customers.ledger.lines import LedgerLine
from app.services.customers.ledger.parsing import Ledger


class Tally:
    """Takes every line once and makes the report of it."""

    def __init__(self, accept: Set[ChangeKind]) -> None:
        self._accept = accept
        self._outcomes: Counter[str] = Counter()
        self._changes: Counter[ChangeKind] = Counter()
        self._examples: dict[ChangeKind, list[ChangeExample]] = {kind: [] for kind in ChangeKind}
        self._accounts = 0
        self._problems: list[Problem] = []

    @property
    def handled(self) -> int:
        """How many lines it has taken."""
        return self._outcomes.total()

    def add(self, line: LedgerLine, plan: Plan | None) -> None:
        """A line written or tried now; `plan` is None for one that gives no premises."""
        self._outcomes[outcome_outside(line) if plan is None else plan.outcome] += 1
        self._note_problems(line)
        if plan is None:
            return
        self._accounts += plan.opens_account
        if plan.differences or plan.declined:
            self._note_changes(line, plan)

    def add_known(self, line: LedgerLine) -> None:
        """A line taken in by an earlier run of the same file."""
        self._outcomes[UNCHANGED if is_household(line) else outcome_outside(line)] += 1
        self._note_problems(line)

    def report(self, ledger: Ledger, missing: list[str], batch_id: int | None) -> ImportReport:
        """The whole of it; what was not handled of the ledger's lines is left."""
        rows = len(ledger.lines)
        counts = self._outcomes
        return ImportReport(
            rows=rows,
            created=counts[CREATED],
            updated=counts[UPDATED],
            unchanged=counts[UNCHANGED],
            duplicate=counts[DUPLICATE],
            rejected=counts[REJECTED],
            skipped=counts[SKIPPED],
            left=rows - self.handled,
            cancelled=self.handled < rows,
            problems=tuple(self._problems),
            changes=tuple(
                ChangeCount(kind, self._changes[kind], kind in self._accept, tuple(self._examples[kind]))
                for kind in ChangeKind
                if self._changes[kind]
            ),
            declined=sum(count for kind, count in self._changes.items() if kind not in self._accept),
            accounts=self._accounts,
            missing=len(missing),
            missing_addresses=tuple(missing),
            unread=_unread(ledger),
            batch_id=batch_id,
        )

    def _note_changes(self, line: LedgerLine, plan: Plan) -> None:
        seen: set[ChangeKind] = set()
        for difference in (*plan.differences, *plan.declined):
            if difference.kind in seen:
                continue
            seen.add(difference.kind)
            self._changes[difference.kind] += 1
            examples = self._examples[difference.kind]
            if len(examples) < EXAMPLES and line.place is not None:
                examples.append(ChangeExample(written(line.place), difference.before, difference.after))

    def _note_problems(self, line: LedgerLine) -> None:
        if line.problem is not None:
            self._problems.append(Problem(line.sheet, line.line_no, "place", line.problem))
        elif line.doubts and is_household(line):
            self._problems += [Problem(line.sheet, line.line_no, doubt.field, doubt.reason) for doubt in line.doubts]


def _unread(ledger: Ledger) -> tuple[str, ...]:
    """Sheets and columns that hold something and were taken for nothing, where nobody said that they should."""
    taken = {sheet: shape for sheet, shape in ledger.shapes.items() if shape.households}
    columns = [
        f"{f'工作表《{sheet}》的' if len(taken) > 1 else ''}列“{heading}”未认出，没有导入。"
        for sheet, shape in taken.items()
        if not shape.chosen
        for heading in shape.unread
    ]
    return (*(f"工作表《{sheet}》未读入。" for sheet in ledger.unread), *columns)
