"""The whole check behind `heatdesk verify`: rows and images, facts and events, scans and their names."""

from collections.abc import Iterator, Sequence

from app.services.kernel import blobs
from app.services.kernel.errors import AppError
from app.services.kernel.store import Store
from app.services.matters.check import fold_problems
from app.services.trust.attachments import named_blobs
from app.services.trust.verify import Finding, verify


def check_everything(store: Store, anchors: Sequence[str] = ()) -> list[Finding]:
    """Findings of all checks; none when the database and its files are clean."""
    with store.snapshot():
        return [*verify(store, anchors), *_facts_unlike_events(store), *_broken_attachments(store)]


def _facts_unlike_events(store: Store) -> Iterator[Finding]:
    for problem in fold_problems(store):
        yield Finding(problem.table, problem.row, problem.column, problem.sentence)


def _broken_attachments(store: Store) -> Iterator[Finding]:
    for column, row_id, name in named_blobs(store):
        try:
            blobs.get(store, name)
        except AppError as error:
            table = column.model._meta.table_name
            sentence = f"{table} 第 {row_id} 行的附件：{error.message}"
            yield Finding(table, row_id, column.column_name, sentence)
