"""The whole check behind `heatdesk verify`: rows and images, facts and events, scans and their names."""

from collections.abc import Iterator, Sequence

from app.models.papers import SheetReturn
from app.services.kernel import blobs
from app.services.kernel.errors import AppError
from app.services.kernel.store import Store
from app.services.matters.check import fold_problems
from app.services.trust.verify import Finding, verify


def check_everything(store: Store, anchors: Sequence[str] = ()) -> list[Finding]:
    """Findings of all checks; none when the database and its files are clean."""
    with store.snapshot():
        return [*verify(store, anchors), *_facts_unlike_events(store), *_broken_scans(store)]


def _facts_unlike_events(store: Store) -> Iterator[Finding]:
    for problem in fold_problems(store):
        yield Finding(problem.table, problem.row, problem.column, problem.sentence)


def _broken_scans(store: Store) -> Iterator[Finding]:
    kept = SheetReturn.select(SheetReturn.id, SheetReturn.scan_sha256).where(SheetReturn.scan_sha256 != "")
    for row_id, name in store.tuples(kept):
        try:
            blobs.get(store, name)
        except AppError as error:
            sentence = f"sheet_return 第 {row_id} 行的扫描件：{error.message}"
            yield Finding("sheet_return", row_id, "scan_sha256", sentence)
