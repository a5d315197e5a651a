"""楼栋: counts, where the valves are, and their photo."""

from io import BytesIO
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.models.premises import Building, Community, Premises
from app.services.customers.places.buildings import (
    building_ids,
    building_rows,
    change_valves,
    drop_valve_photo,
    keep_valve_photo,
    valve_photo,
    valve_record,
)
from app.services.customers.places.valves import Valves, read_valves, valve_sentence
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Stale
from app.services.kernel.pictures import fitted_photo
from app.services.kernel.unit import writing
from app.services.trust.integrity import check_everything
from tests.support import desks


@pytest.fixture
def building(desk):
    with writing(desk, "test.buildings", uuid4()) as unit:
        community_id = unit.insert(Community, name="和平里小区", short_name="和平里")
        _, second = unit.insert_many(Building, [{"community_id": community_id, "name": name} for name in ("10", "2")])
        unit.insert_many(
            Premises,
            [
                {"building_id": second, "unit": unit_no, "room": room, "floor": int(room[0]), "address": f"{room}室"}
                for unit_no in ("1", "2")
                for room in ("101", "601")
            ],
        )
    return second


def photo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (2400, 1200), "green").save(made, "JPEG")
    return made.getvalue()


def test_buildings_stand_in_the_order_of_their_numbers_with_their_counts(desk, building):
    ids = building_ids(desk)
    rows = building_rows(desk, ids)

    assert [rows[row_id].name for row_id in ids] == ["2", "10"]
    row = rows[building]
    assert (row.community, row.units, row.floors, row.premises, row.district) == ("和平里小区", 2, 6, 4, "")
    assert (rows[ids[1]].units, rows[ids[1]].premises) == (0, 0)
    assert building_ids(desk, 999) == []


def test_where_the_valves_are_is_written_down_in_one_sentence(desk, building):
    assert valve_record(desk, building) is None

    kept = change_valves(desk, building, 1, Valves("一层楼道管井", "门外左侧", "", "钥匙在物业"), uuid4())

    row = building_rows(desk, [building])[building]
    assert row.valves == "立管阀：一层楼道管井；入户阀：门外左侧；钥匙在物业"
    assert row.version == kept.version
    record = valve_record(desk, building)
    assert record is not None
    assert (record.at, record.by) == (desk.now(), desks.CLERK)
    assert check_everything(desk.store) == []


def test_a_sentence_that_is_too_long_says_by_how_much(desk, building):
    with pytest.raises(InvalidInput, match="多了 4 字"):
        change_valves(desk, building, 1, Valves(riser="长" * 300), uuid4())


def test_the_photo_is_kept_small_and_shown(desk, building):
    kept = keep_valve_photo(desk, building, 1, fitted_photo(photo()), uuid4())

    body = valve_photo(desk, building)
    assert body is not None
    assert Image.open(BytesIO(body)).size == (1600, 800)
    assert building_rows(desk, [building])[building].has_photo
    assert check_everything(desk.store) == []

    drop_valve_photo(desk, building, kept.version, uuid4())
    assert valve_photo(desk, building) is None


def test_nobody_overwrites_what_another_clerk_wrote(desk, building):
    change_valves(desk, building, 1, Valves(plain="楼道"), uuid4())

    with pytest.raises(Stale):
        change_valves(desk, building, 1, Valves(plain="门口"), uuid4())
    with pytest.raises(Stale):
        keep_valve_photo(desk, building, 1, fitted_photo(photo()), uuid4())
    with pytest.raises(NotFound):
        change_valves(desk, 999, 1, Valves(plain="门口"), uuid4())


def test_whoever_only_reads_writes_no_valves(store, building):
    with pytest.raises(NotAllowed):
        change_valves(desks.desk_for(store, desks.VIEWER), building, 1, Valves(plain="门口"), uuid4())


words = st.text(st.sampled_from("立管阀入户楼前井：；， 东3米"), max_size=20)


@given(st.builds(Valves, words, words, words, words))
def test_a_sentence_read_and_written_again_moves_no_more(valves):
    once = valve_sentence(read_valves(valve_sentence(valves)))

    assert valve_sentence(read_valves(once)) == once


@given(*[st.text(st.sampled_from("一层管井东侧3米门外"), max_size=12)] * 4)
def test_parts_come_back_as_they_were_typed(riser, entry, well, plain):
    valves = Valves(riser, entry, well, plain)

    assert read_valves(valve_sentence(valves)) == valves
