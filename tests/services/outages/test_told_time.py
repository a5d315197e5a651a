"""Whatever joins and leaves, nobody's told-time is lost."""

from datetime import timedelta
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services.kernel.errors import Refused
from app.services.matters.check import fold_problems
from app.services.matters.clocks import clocks_of
from app.services.matters.events import effective_events
from app.services.matters.steps import matter_row
from app.services.outages import acts
from app.services.outages.values import JoinDraft
from app.services.repairs.values import FaultGroup
from tests.support.outages import Block

STEPS = st.lists(st.tuples(st.sampled_from(["join", "other", "leave", "later"]), st.integers(1, 90)), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, group=st.sampled_from([FaultGroup.LEAK, FaultGroup.COLD]))
def test_the_clocks_of_who_left_count_from_when_he_told_us(
    block: Block, steps: list[tuple[str, int]], group: FaultGroup
) -> None:
    outages = {"join": block.incident(), "other": block.incident()}
    taken = block.call(0, group)
    told_at, told = block.desk.now(), 0
    joined = False

    for what, minutes in steps:
        block.later(minutes=minutes)
        try:
            if what in outages:
                acts.join(block.desk, outages[what].matter_id, taken.matter_id, JoinDraft(), uuid4())
                assert not joined
                joined, told = True, told + 1
            elif what == "leave":
                acts.leave(block.desk, taken.matter_id, "不在范围", uuid4())
                assert joined
                joined = False
        except Refused:
            assert joined == (what in outages)

        events = effective_events(block.desk.store, taken.matter_id)
        assert matter_row(block.desk.store, taken.matter_id).told_at == told_at
        assert {state.start for state in clocks_of(block.desk, taken.matter_id)} <= {told_at}
        assert sum(event.kind == "joined_outage" for event in events) == joined
        # Everything he was told stands somewhere: in the incident, or as an explanation.
        assert sum(event.kind in ("joined_outage", "explained") for event in events) == told
        promised = [event.until_at for event in events if event.kind in ("joined_outage", "explained")]
        assert all(until is not None and until >= told_at + timedelta(hours=1) for until in promised)
    assert fold_problems(block.desk.store) == []
