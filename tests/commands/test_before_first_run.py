"""What comes in before the first run is still there after it."""

from pathlib import Path
from uuid import uuid4

from app.bootstrap import Target, open_desk
from app.cli import main
from app.models.premises import SeasonAccount
from app.services.kernel.station import found_station
from tests.support import desks

LEDGER = Path(__file__).parent.parent / "data" / "ledger_company_gbk.csv"


def test_a_ledger_taken_in_before_the_first_run_belongs_to_the_same_season_after_it(tmp_path, capsys):
    assert main(["--data", str(tmp_path), "import", str(LEDGER), "--json"]) == 0
    desk = open_desk(Target(tmp_path))
    try:
        found_station(desk, desks.FOUNDING, uuid4())
    finally:
        desk.store.close()

    founded = open_desk(Target(tmp_path))
    try:
        seasons = set(founded.store.scalars(SeasonAccount.select(SeasonAccount.season)))
    finally:
        founded.store.close()

    assert seasons == {founded.station.season}
    assert founded.station.season
