"""Somebody with a database tool writes while a unit is open; the seal is not theirs to use."""

from uuid import uuid4

import pytest

from app.models.people import Caller
from app.services.kernel.unit import writing
from app.services.trust.verify import verify
from tests.support import desks


@pytest.mark.postgres
def test_a_raw_edit_committed_inside_a_unit_is_never_sealed_as_ours(postgres_url):
    with desks.opened(postgres_url) as store, desks.opened(postgres_url) as tool:
        desk = desks.desk_for(store)
        assert verify(store) == []

        with writing(desk, "test.caller", uuid4()) as unit:
            unit.insert(Caller, name="王伟", phone="13800001234")
            tool.run("UPDATE staff SET badge = '999' WHERE id = 1")
            unit.insert(Caller, name="李强", phone="13800005678")

        assert verify(store) != []
