"""What rows looked like before a unit is read from their images and can be given back."""

from uuid import UUID, uuid4

import pytest

from app.models.people import Person
from app.models.premises import Building, Community, Premises
from app.services.kernel.desk import Desk
from app.services.kernel.restoring import RowBefore, Span, restore, rows_before, same_rows
from app.services.kernel.store import Store
from app.services.kernel.unit import writing
from app.services.trust.verify import verify


def made(desk: Desk) -> int:
    with writing(desk, "test.make", uuid4()) as unit:
        community = unit.insert(Community, name="和平里小区", short_name="和平里")
        building = unit.insert(Building, community=community, name="3")
        return unit.insert(Premises, building=building, room="1102", address="和平里小区3号楼1102室", area_c=9000)


def span_of(store: Store, key: UUID) -> Span | None:
    """The images of the unit with that key, None when it made none."""
    row = store.run(f"SELECT first_seq, last_seq FROM unit WHERE key = {store.mark}", (str(key),)).fetchone()
    return None if row is None else Span(*row)


def changed(desk: Desk, premises_id: int, **values: object) -> Span:
    key = uuid4()
    with writing(desk, "test.change", key) as unit:
        unit.update(Premises, premises_id, None, **values)
    span = span_of(desk.store, key)
    assert span is not None
    return span


def before(desk: Desk, span: Span) -> RowBefore:
    rows = rows_before(desk.store, span, (Premises,))
    assert len(rows) == 1
    return rows[0]


def test_changed_columns_come_with_the_values_they_had(desk: Desk) -> None:
    premises_id = made(desk)

    row = before(desk, changed(desk, premises_id, area_c=9100, voided_at=desk.now(), low_income=True))

    assert row.before == {"area_c": 9000, "voided_at": None, "low_income": 0}
    assert row.after["area_c"] == 9100
    assert row.changed_since == ()


def test_what_is_given_back_is_as_it_was_and_verifies(desk: Desk) -> None:
    premises_id = made(desk)
    row = before(desk, changed(desk, premises_id, area_c=None, remark="备注", low_income=True))

    with writing(desk, "test.restore", uuid4()) as unit:
        restore(unit, row)

    columns = Premises.select(Premises.area_c, Premises.remark, Premises.low_income, Premises.version)
    assert desk.store.tuples(columns) == [(9000, "", False, 3)]
    assert verify(desk.store) == []


def test_a_row_changed_since_names_its_columns_until_it_is_as_it_was(desk: Desk) -> None:
    premises_id = made(desk)
    span = changed(desk, premises_id, area_c=9100)
    changed(desk, premises_id, remark="后来写的")

    assert before(desk, span).changed_since == ("remark",)
    changed(desk, premises_id, remark="")
    assert before(desk, span).changed_since == ()


def test_a_row_the_unit_made_has_nothing_before(desk: Desk) -> None:
    key = uuid4()
    with writing(desk, "test.make", key) as unit:
        community = unit.insert(Community, name="和平里小区", short_name="和平里")
        unit.update(Community, community, short_name="和平")
    span = span_of(desk.store, key)
    assert span is not None

    rows = rows_before(desk.store, span, (Community, Building))

    assert [(row.before, row.after["short_name"]) for row in rows] == [(None, "和平")]
    assert same_rows(rows, Building) == []
    with pytest.raises(RuntimeError), writing(desk, "test.restore", uuid4()) as unit:
        restore(unit, rows[0])


def test_a_unit_that_touched_a_row_twice_gives_back_the_first_value(desk: Desk) -> None:
    premises_id = made(desk)
    key = uuid4()
    with writing(desk, "test.change", key) as unit:
        unit.update(Premises, premises_id, None, area_c=9100)
        unit.update(Premises, premises_id, None, area_c=9200, remark="备注")
    span = span_of(desk.store, key)
    assert span is not None

    assert before(desk, span).before == {"area_c": 9000, "remark": ""}


def test_personal_values_cannot_be_given_back(desk: Desk) -> None:
    with writing(desk, "test.make", uuid4()) as unit:
        person = unit.insert(Person, name="王伟", phone="13800004490")
    key = uuid4()
    with writing(desk, "test.change", key) as unit:
        unit.update(Person, person, None, phone="13800007777")
    span = span_of(desk.store, key)
    assert span is not None

    row = rows_before(desk.store, span, (Person,))[0]

    assert row.before is not None
    assert set(row.before) == {"phone_digest"}
    with pytest.raises(RuntimeError), writing(desk, "test.restore", uuid4()) as unit:
        restore(unit, row)


def test_a_unit_nobody_has_made_has_no_span(desk: Desk) -> None:
    assert span_of(desk.store, uuid4()) is None
