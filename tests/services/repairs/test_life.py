"""The life of a repair, told in any order a day may bring: late entries, corrections, merging, voids, reopenings.

HEATDESK_LIFE_STEPS makes it long (50000), HEATDESK_LIFE_SEED makes it another one; docs/architecture/matters.md
says how to run it.
"""

import dataclasses
import logging
import os
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from app.services.repairs.facts import Event
from app.services.repairs.values import CallbackResult, FaultGroup, VisitResult
from app.services.trust.integrity import verify
from tests.support import desks
from tests.support.repair_books import STEPS
from tests.support.repair_life import BY_OTHERS, Life
from tests.support.repairs import Day, begin

logger = logging.getLogger(__name__)

WANTED = int(os.environ.get("HEATDESK_LIFE_STEPS", "0"))
SEED = int(os.environ.get("HEATDESK_LIFE_SEED", "1"))
MANY = 20_000
# Lives on one database, after which the books are verified and a new round begins, and steps of a life.
LONG = (20, 50)
SHORT = {"sqlite": (30, 20), "postgres": (6, 20)}


def lives(day: Day, examples: int, steps: int, first_seed: int) -> type[Life]:
    """Play so many lives at this station; what they counted is kept with the class."""

    class LifeHere(Life):
        pass

    LifeHere.day = day
    run_state_machine_as_test(
        seed(first_seed)(LifeHere),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            report_multiple_bugs=False,
        ),
    )
    assert verify(day.desk.store) == []
    return LifeHere


def test_every_kind_of_event_can_happen_in_such_a_life(sqlite_desk) -> None:
    class Whole(Life):
        day = begin(sqlite_desk)

    life = Whole()
    everything(life)
    reached = {kind for kind in Event if life.counted[kind]}
    life.teardown()

    assert reached == set(Event)


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_any_life_of_a_repair_keeps_the_books_in_order(
    database: str, founded_folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    counted: Counter[str] = Counter()
    round_no, day = 0, None
    while not round_no or counted[STEPS] < WANTED:
        began, chosen = time.monotonic(), SEED + round_no
        if database == "sqlite":
            target: object = desks.copy_template(founded_folder, tmp_path / f"round{round_no}")
        else:
            target = request.getfixturevalue("postgres_url")
        with desks.opened(target) as store:
            desk = desks.desk_for(store)
            day = begin(desk) if day is None or database == "sqlite" else dataclasses.replace(day, desk=desk)
            counted += lives(day, *(SHORT[database] if not WANTED else LONG), chosen).counted
        round_no += 1
        logger.info("%s seed %d: %d steps, %.0f s", database, chosen, counted[STEPS], time.monotonic() - began)
    # Fewer steps may well miss a rare kind; that none is impossible is shown above.
    assert WANTED < MANY or {kind for kind in Event if not counted[kind]} == set()


def everything(life: Life) -> None:
    """One after the other, whatever a repair can go through."""
    first = life.first_call(FaultGroup.COLD, 5, 0)
    other = life.another_call(FaultGroup.LEAK, 20)
    life.contacted(first, 0, 60)
    life.put_off(first, 60)
    life.urged(first, 0)
    life.explained(first, 60)
    life.many_explained(first, other, 60)
    life.price_refused(first, risk_told=True)
    life.handed_on(first, to_head=True)
    life.accepted(first, by_head=True)
    life.at_another_address(first)
    for result in VisitResult:
        life.dispatched(first, 0)
        life.time_passes(1)
        life.set_out(first, 0)
        life.time_passes(7)
        life.visited(first, result, 0, 900, "photo", told=True)
        life.left(first, 0)
    life.blank_attached(first)
    life.sheet_lost(first, replaced=True)
    life.merged(other, first)
    life.unmerged(other)
    life.damage_found(first, agrees=True)
    life.time_passes(7)
    life.a_usual_visit(first, 10, 15)
    life.findings_corrected(first, "阀门")
    life.signed_later(first)
    life.time_passes(2900)
    life.code_read_out(first, right=False)
    life.code_read_out(first, right=True)
    life.called_back(first, CallbackResult.UNSOLVED)
    for number in range(9):
        life.sheet_came_back(first, refused=number < 0)
    life.solved_by_phone(other, agrees=True)
    life.never_reached(other)
    third = life.another_call(FaultGroup.VALVE, 0)
    for kind in BY_OTHERS:
        life.other_chapters(third, kind, 0)
    fourth = life.another_call(FaultGroup.VALVE, 0)
    life.contacted(fourth, 0, None)
    life.closed_for_user(fourth, with_call=True, by_head=False)
    life.signed_by_the_head(agreed=True)
    fifth = life.call(FaultGroup.COLD, 0)
    life.undone(by_head=False)
    assert "voided" in {fact.kind for fact in life.known[fifth].facts.values()}
