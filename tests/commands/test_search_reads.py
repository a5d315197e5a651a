"""`search` only reads: it is asked without saying who works."""

import json
from uuid import uuid4

from app.cli import main
from app.models.premises import Premises
from app.models.search import SearchKey
from app.services.customers.importing.imports import import_ledger
from app.services.kernel.unit import writing
from tests.support import desks


def test_search_writes_no_keys_and_reindex_does(data_folder, tmp_path, capsys):
    ledger = tmp_path / "台账.csv"
    ledger.write_text("地址,户名,电话\n和平里小区3-2-1102,王伟,13800004490\n", encoding="utf-8")
    with desks.opened(data_folder) as store:
        desk = desks.desk_for(store)
        import_ledger(desk, ledger, key=uuid4())
        with writing(desk, "search.reindex", uuid4()) as unit:
            unit.derive_delete(SearchKey, SearchKey.premises_id.in_(Premises.select(Premises.id)))
    command = ["--data", str(data_folder), "search", "王伟", "--json"]

    assert main(command) == 0
    before = json.loads(capsys.readouterr().out)
    assert main(["--data", str(data_folder), "--as", desks.CLERK, "reindex"]) == 0
    capsys.readouterr()
    assert main(command) == 0

    assert before == []
    assert len(json.loads(capsys.readouterr().out)) == 1
