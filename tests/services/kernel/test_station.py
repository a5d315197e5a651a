"""The station is founded once; its settings are edited with care for what is already on paper."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from app.models.station import Staff
from app.services.kernel.desk import Role
from app.services.kernel.errors import InvalidInput, NotAllowed, Refused, Stale
from app.services.kernel.operators import sign_in
from app.services.kernel.secret_keys import CALLBACK, CHECK_CODE, SEAL, current_key, key_by_id
from app.services.kernel.station import (
    UNFOUNDED,
    Saved,
    change_station,
    found_station,
    manager_actor,
    read_station,
    season_of,
    unfounded_desk,
)
from app.services.kernel.store import Store
from app.services.kernel.times import FrozenClock
from app.services.trust.verify import verify
from tests.support import desks


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def unfounded(request: pytest.FixtureRequest, tmp_path):
    """A store before the first run is done."""
    on_server = request.param == "postgres"
    with desks.opened(request.getfixturevalue("empty_postgres_url") if on_server else tmp_path / "new") as store:
        yield store


def desk_before(store: Store):
    return unfounded_desk(store, FrozenClock(desks.MORNING), None)


def test_before_the_first_run_there_is_no_station_and_nobody(unfounded):
    desk = desk_before(unfounded)

    assert read_station(unfounded) is None
    assert desk.station == replace(UNFOUNDED, season="2026-2027")
    assert not desk.station.founded
    with pytest.raises(NotAllowed):
        desk.require(Role.CLERK)


def test_the_first_run_makes_settings_manager_and_keys(unfounded):
    founded = found_station(desk_before(unfounded), desks.FOUNDING, uuid4())

    station = read_station(unfounded)
    assert (station.code, station.company, station.season, station.paper) == (
        "PQZ",
        "示例供热有限公司",
        "2026-2027",
        "A5",
    )
    manager = sign_in(unfounded, "wzz", desks.MANAGER_PIN)
    assert manager == manager_actor(founded, desks.FOUNDING)
    assert manager.roles == {Role.MANAGER, Role.CLERK}
    keys = [current_key(unfounded, purpose) for purpose in (SEAL, CHECK_CODE, CALLBACK)]
    assert len({secret for _, secret in keys}) == 3
    assert all(len(secret) == 32 and key_by_id(unfounded, key_id) == secret for key_id, secret in keys)
    assert verify(unfounded) == []


def test_pressed_twice_it_founds_once_and_another_first_run_is_refused(unfounded):
    key = uuid4()
    first = found_station(desk_before(unfounded), desks.FOUNDING, key)

    assert found_station(desk_before(unfounded), desks.FOUNDING, key) == first
    with pytest.raises(Refused, match="已经建立过"):
        found_station(desk_before(unfounded), replace(desks.FOUNDING, name="另一站"), uuid4())

    assert read_station(unfounded).name == desks.FOUNDING.name
    assert unfounded.run("SELECT count(*) FROM staff").fetchone()[0] == 1


def test_a_first_run_that_failed_can_be_done_again(unfounded):
    with pytest.raises(Refused):
        found_station(desk_before(unfounded), replace(desks.FOUNDING, company="公" * 81), uuid4())

    found_station(desk_before(unfounded), desks.FOUNDING, uuid4())

    assert read_station(unfounded).company == desks.FOUNDING.company
    assert verify(unfounded) == []


def test_a_bad_first_run_names_every_bad_field_and_founds_nothing(unfounded):
    for changes, fields in (
        ({"code": " "}, {"code"}),
        ({"code": "和平站"}, {"code"}),
        ({"code": "ABCDEFGHI"}, {"code"}),
        ({"code": "A-1"}, {"code"}),
        ({"pin": "12"}, {"pin"}),
        ({"company": "", "manager_name": " ", "badge": ""}, {"company", "manager_name", "badge"}),
    ):
        with pytest.raises(InvalidInput) as caught:
            found_station(desk_before(unfounded), replace(desks.FOUNDING, **changes), uuid4())
        assert caught.value.fields.keys() == fields

    assert read_station(unfounded) is None
    assert unfounded.run("SELECT count(*) FROM unit").fetchone()[0] == 0


def test_settings_are_changed_by_the_manager_and_counted(store, manager_desk):
    wanted = replace(manager_desk.station, repair_phone="022-00009999", paper="A4", company_copy=True)

    assert change_station(manager_desk, wanted, uuid4()) == Saved(2)

    assert read_station(store) == replace(wanted, version=2)
    assert verify(store) == []


def test_settings_another_window_changed_are_not_overwritten(store, manager_desk):
    shown = manager_desk.station
    change_station(manager_desk, replace(shown, name="先改"), uuid4())

    with pytest.raises(Stale):
        change_station(manager_desk, replace(shown, name="后改"), uuid4())

    assert read_station(store).name == "先改"


def test_the_code_on_issued_numbers_cannot_change(store, manager_desk):
    with pytest.raises(Refused, match="站码"):
        change_station(manager_desk, replace(manager_desk.station, code="ABC"), uuid4())


def test_a_clerk_changes_no_settings_and_empty_names_are_pointed_at(store, desk, manager_desk):
    with pytest.raises(NotAllowed):
        change_station(desk, replace(desk.station, name="客服站"), uuid4())
    with pytest.raises(InvalidInput) as caught:
        change_station(manager_desk, replace(manager_desk.station, name=" ", season=""), uuid4())

    assert caught.value.fields.keys() == {"name", "season"}
    assert read_station(store) == desk.station


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2026, 6, 30), "2025-2026"),
        (date(2026, 7, 1), "2026-2027"),
        (date(2026, 11, 15), "2026-2027"),
        (date(2027, 3, 15), "2026-2027"),
    ],
)
def test_a_season_is_named_by_the_years_it_spans(day, season):
    assert season_of(day) == season


def test_the_first_manager_is_a_row_like_any_other(store):
    assert store.tuples(Staff.select(Staff.name, Staff.is_manager, Staff.is_clerk).where(Staff.badge == "001")) == [
        (desks.MANAGER, True, True)
    ]
