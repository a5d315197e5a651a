"""Corrections beside what they correct."""

from datetime import UTC, datetime, timedelta

from app.services.matters.events import EventRow, effective

TEN = datetime(2026, 11, 15, 2, 0, tzinfo=UTC)


def row(row_id: int, kind: str, minutes: int, corrects: int | None = None, *, withdrawn: bool = False) -> EventRow:
    at = TEN + timedelta(minutes=minutes)
    return EventRow(row_id, 1, kind, at, at, at, None, 7, 1, "", None, corrects, withdrawn, "")


def standing(*rows: EventRow) -> list[tuple[str, int]]:
    return [(event.kind, (event.happened_at - TEN) // timedelta(minutes=1)) for event in effective(rows)]


def test_events_stand_in_the_order_they_happened_not_in_the_order_they_were_typed() -> None:
    assert standing(row(1, "told", 0), row(2, "finished", 50), row(3, "arrived", 20)) == [
        ("told", 0),
        ("arrived", 20),
        ("finished", 50),
    ]


def test_the_last_correction_counts_and_keeps_the_first_rows_id() -> None:
    rows = (row(1, "arrived", 10), row(2, "corrected", 20, 1), row(3, "corrected", 30, 1))

    (event,) = effective(rows)

    assert standing(*rows) == [("arrived", 30)]
    assert (event.id, event.corrected) == (1, True)


def test_a_correction_of_a_correction_corrects_the_fact_itself() -> None:
    assert standing(row(1, "arrived", 10), row(2, "corrected", 20, 1), row(3, "corrected", 5, 2)) == [("arrived", 5)]


def test_a_withdrawn_fact_is_gone_for_good() -> None:
    rows = (row(1, "arrived", 10), row(2, "corrected", 10, 1, withdrawn=True), row(3, "corrected", 20, 1))

    assert standing(*rows) == []
