"""The whole check behind `heatdesk verify`: rows against images, and current facts against folded events."""

from collections.abc import Sequence

from app.services.kernel.store import Store
from app.services.kinds import all_kinds
from app.services.trust.verify import Finding, verify


def check_everything(store: Store, anchors: Sequence[str] = ()) -> list[Finding]:
    """Findings of both checks; none when the database is clean."""
    with store.snapshot():
        found = verify(store, anchors)
        for kind in all_kinds():
            for problem in kind.fold_problems(store):
                sentence = (
                    f"{problem.table} 第 {problem.row_id} 行 {problem.column} 与办理过程不符:"
                    f"应为 {problem.expected!r},现为 {problem.found!r}。"
                )
                found.append(Finding(problem.table, problem.row_id, problem.column, sentence))
    return found
