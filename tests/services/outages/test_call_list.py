"""打电话名单: whom to call, on paper that stays in the station."""

from pathlib import Path
from uuid import uuid4

import pytest

from app.services.kernel.errors import Refused
from app.services.matters.values import Noted
from app.services.outages import acts
from app.services.outages.call_list import issue_call_list, print_call_list
from app.services.outages.values import JoinDraft, RestoredDraft
from tests.support.outages import Block
from tests.support.papers import codes_of, text_of


def test_the_list_names_who_is_still_to_be_called(block: Block, tmp_path: Path) -> None:
    outage = block.incident(3)
    ids = [block.call(flat).matter_id for flat in range(6)]
    acts.join_many(block.desk, outage.matter_id, ids, JoinDraft(), uuid4())
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())
    acts.tell_restored(block.desk, outage.matter_id, RestoredDraft(told=(ids[0],)), uuid4())
    made = issue_call_list(block.desk, outage.matter_id, uuid4())
    key = uuid4()

    first, again = (print_call_list(block.desk, made.sheet_id, "打印机", key) for _ in range(2))

    assert first == again
    path = tmp_path / "list.pdf"
    path.write_bytes(first.pdf)
    text = text_of(path)
    assert made.number == "MD-PQZ-20261115-0001"
    assert "13800000000" not in text
    assert [f"1380000000{flat}" in text for flat in range(1, 6)] == [True] * 5
    assert outage.number in text
    assert [page[0].startswith(made.number) for page in codes_of(path, 150, tmp_path)] == [True]


def test_there_is_no_list_of_nobody(block: Block) -> None:
    outage = block.incident(3)

    with pytest.raises(Refused, match="没有要打电话的用户"):
        issue_call_list(block.desk, outage.matter_id, uuid4())
