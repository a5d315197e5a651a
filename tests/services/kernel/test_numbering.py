"""Counters are derived: they can be made anew at any time."""

from uuid import uuid4

from app.models.kernel import NumberCounter
from app.services.kernel.numbering import gaps, rebuild_counters
from app.services.kernel.unit import writing


def test_counters_made_anew_go_on_where_the_numbers_ended(desk):
    with writing(desk, "test.numbers", uuid4()) as unit:
        given = [unit.number("WX", desk.today()) for _ in range(3)]
    desk.store.run(f"DELETE FROM {NumberCounter._meta.table_name}")

    rebuild_counters(desk.store)
    with writing(desk, "test.numbers", uuid4()) as unit:
        following = unit.number("WX", desk.today())

    assert given[-1].endswith("-0003")
    assert following.endswith("-0004")
    assert gaps(desk.store) == []
