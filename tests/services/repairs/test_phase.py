"""Where a repair stands, for any facts whatever."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.repairs.facts import RepairFacts, VisitFacts
from app.services.repairs.phase import Phase, phase

T = datetime(2026, 11, 15, 2, 0, tzinfo=UTC)
LATER = T + timedelta(minutes=30)


def visit(**values: object) -> tuple[VisitFacts, ...]:
    return (VisitFacts(1, 7, **values),)  # type: ignore[arg-type]


TABLE = [
    (RepairFacts(), "已受理"),
    (RepairFacts(told_at=T), "已受理"),
    (RepairFacts(contacted_at=T), "已联系"),
    (RepairFacts(visits=visit()), "已派工"),
    (RepairFacts(contacted_at=T, visits=visit()), "已派工"),
    (RepairFacts(visits=visit(set_out_at=T)), "上门中"),
    (RepairFacts(visits=visit(set_out_at=T, arrived_at=LATER)), "处理中"),
    (RepairFacts(visits=visit(arrived_at=T, result="temporary")), "处理中"),
    (RepairFacts(visits=visit(arrived_at=T, result="nobody_home")), "处理中"),
    (RepairFacts(visits=visit(arrived_at=T, result="waiting_parts")), "待备件"),
    (RepairFacts(visits=visit(arrived_at=T, result="waiting_shutdown")), "待备件"),
    (RepairFacts(visits=(*visit(arrived_at=T, result="waiting_parts"), VisitFacts(2, 8))), "已派工"),
    (RepairFacts(joined_at=T), "已并入停热"),
    (RepairFacts(joined_at=T, visits=visit(arrived_at=LATER)), "处理中"),
    (RepairFacts(arrived_at=T), "处理中"),
    (RepairFacts(contacted_at=T, user_closed_at=LATER), "用户原因办结"),
    (RepairFacts(contacted_at=T, user_closed_at=LATER, archived_at=LATER), "用户原因办结"),
    (RepairFacts(visits=visit(arrived_at=T, result="fixed"), finished_at=LATER), "待回访"),
    (RepairFacts(finished_at=LATER, by_phone=True), "待回访"),
    (RepairFacts(finished_at=T, called_back_at=LATER, callback_result="solved"), "已回访"),
    (RepairFacts(finished_at=T, called_back_at=LATER, archived_at=LATER), "已归档"),
    (RepairFacts(finished_at=T, archived_at=LATER, voided_at=LATER), "作废"),
    (RepairFacts(voided_at=T), "作废"),
]


@pytest.mark.parametrize(("facts", "word"), TABLE)
def test_the_phase_follows_from_the_facts(facts: RepairFacts, word: str) -> None:
    assert phase(facts) == word


def test_every_phase_stands_in_the_table() -> None:
    assert {word for _, word in TABLE} == {str(known) for known in Phase}


MOMENTS = st.none() | st.sampled_from([T, LATER])
VISITS = st.lists(
    st.builds(
        VisitFacts,
        ordinal=st.integers(1, 3),
        set_out_at=MOMENTS,
        arrived_at=MOMENTS,
        left_at=MOMENTS,
        result=st.sampled_from(["", "fixed", "temporary", "waiting_parts", "nobody_home"]),
    ),
    max_size=3,
).map(tuple)
TIMES = [field.name for field in fields(RepairFacts) if field.name.endswith("_at")]


@given(times=st.fixed_dictionaries(dict.fromkeys(TIMES, MOMENTS)), visits=VISITS)
def test_any_facts_have_a_phase(times: dict[str, datetime | None], visits: tuple[VisitFacts, ...]) -> None:
    assert phase(RepairFacts(visits=visits, **times)) in Phase
