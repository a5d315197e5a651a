"""An act that tells one fact and nothing else."""

from typing import Any
from uuid import UUID

from app.services.kernel.desk import Desk, Role
from app.services.kernel.unit import writing
from app.services.matters.values import Done, Noted
from app.services.repairs.facts import Event
from app.services.repairs.steps import done, happening, read_life, record


def record_one(desk: Desk, act: str, matter_id: int, kind: Event, draft: Noted, key: UUID, **values: Any) -> Done:
    """Record `kind` as the draft tells it, in a unit of its own; `values` are columns of the `Happening`."""
    desk.require(Role.CLERK)
    with writing(desk, act, key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, matter_id)
        return unit.result(done(record(unit, life, happening(unit, kind, draft, **values))))
