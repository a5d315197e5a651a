"""A small station of every released schema, as its program left it, opens in this version."""

import gzip
from pathlib import Path
from uuid import uuid4

import pytest

from app.services.customers.finding.index import fill_index
from app.services.customers.finding.search import search
from app.services.kernel.store import migrating
from app.services.kernel.store.opening import FILE_NAME
from app.services.repairs.intake import take_repair
from app.services.repairs.values import RepairDraft
from app.services.trust.verify import verify
from tests.support import desks

STATIONS = sorted((Path(__file__).parents[2] / "data" / "schemas").glob("*.db.gz"))


@pytest.mark.parametrize("station", STATIONS, ids=lambda path: path.name)
def test_a_station_of_an_older_schema_opens_works_on_and_stays_verified(station, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(gzip.decompress(station.read_bytes()))

    with desks.opened(folder) as store:
        desk = desks.desk_for(store)
        assert migrating.applied(store) == migrating.listed()
        assert verify(store) == []
        assert fill_index(desk).premises == 3
        assert fill_index(desk).premises == 0
        found = search(desk, "李试")
        taken = take_repair(desk, RepairDraft(words="不热", premises_id=found[0].premises_id), uuid4())

        assert [hit.state for hit in found] == ["停热"]
        assert taken.number.endswith("-0002")
        assert verify(store) == []
