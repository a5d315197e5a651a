"""Every late clock with its class and what speaks for it: which fact, when, in which words, who told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.models.repairs import Visit
from app.models.station import Staff
from app.services.clocks.engine import Classification
from app.services.clocks.policies import Policy
from app.services.kernel.desk import Desk
from app.services.matters.events import AT_ONCE, EffectiveEvent, effective, histories
from app.services.matters.timeline import word_of
from app.services.reports.period import Judged

_LATE = (Classification.LATE_UNEXPLAINED, Classification.LATE_EXPLAINED, Classification.LATE_USER)
_EVIDENCE = {"photo": "照片", "notice": "到访未遇单", "witness": "见证人", "recording": "录音", "signature": "签字"}
# Said to nobody, so it explains nothing; but it is what was tried.
_TRIED = "explain_unreached"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact that bears on a lateness. `counts`: it is of the kind the class rests on.

    `by` told the user or was at the door; `until` is the time named to the user; `proof` what the visit left behind.
    """

    at: datetime
    word: str
    by: str
    until: datetime | None
    note: str
    proof: str
    counts: bool


@dataclass(frozen=True, slots=True)
class LateClock:
    """One clock that ran out. `stopped_at` is None while nothing was done yet; `minutes` late up to then or to now."""

    matter_id: int
    number: str
    place: str
    repairer: str
    policy_id: str
    title: str
    clause: str
    classification: Classification
    due_at: datetime
    stopped_at: datetime | None
    minutes: int
    evidence: tuple[Evidence, ...]


def late_clocks(desk: Desk, clocks: Sequence[Judged]) -> tuple[LateClock, ...]:
    """The late ones among `clocks`: the unexplained first, then the latest first."""
    late = [clock for clock in clocks if clock.outcome in _LATE]
    told = histories(desk.store, sorted({clock.case.matter_id for clock in late}))
    events = {matter_id: effective(rows) for matter_id, rows in told.items()}
    proofs = _proofs(desk, list(events))
    names = dict(desk.store.tuples(Staff.select(Staff.id, Staff.name)))
    found = []
    for clock in late:
        policy = desk.rules.policies.at(clock.policy_id, clock.started_at)
        ended = clock.stopped_at or desk.now()
        bearing = [
            _evidence(event, policy, clock, names, proofs)
            for event in events[clock.case.matter_id]
            if _bears(event, policy) and clock.started_at <= event.happened_at <= ended
        ]
        found.append(
            LateClock(
                clock.case.matter_id,
                clock.case.number,
                clock.case.place,
                clock.case.repairer,
                policy.id,
                policy.title,
                policy.clause,
                Classification(clock.outcome),
                clock.due_at,
                clock.stopped_at,
                int((ended - clock.due_at).total_seconds() // 60),
                tuple(bearing),
            )
        )
    return tuple(sorted(found, key=_urgency))


def _urgency(late: LateClock) -> tuple[int, int, str, str]:
    return _LATE.index(late.classification), -late.minutes, late.number, late.policy_id


def _bears(event: EffectiveEvent, policy: Policy) -> bool:
    explains = _TRIED if policy.explanations else ""
    return event.kind in policy.user_reasons or event.kind in policy.explanations or event.kind == explains


def _evidence(
    event: EffectiveEvent,
    policy: Policy,
    clock: Judged,
    names: dict[int, str],
    proofs: dict[tuple[int, int], str],
) -> Evidence:
    kinds = {
        Classification.LATE_USER: policy.user_reasons,
        Classification.LATE_EXPLAINED: policy.explanations,
    }.get(Classification(clock.outcome), frozenset[str]())
    # A user who put us off after the limit had passed did not cause the lateness.
    in_time = clock.outcome != Classification.LATE_USER or event.happened_at <= clock.due_at
    return Evidence(
        event.happened_at,
        word_of(event.kind),
        names.get(event.staff_id or event.actor_id or 0, ""),
        event.until_at,
        event.note,
        proofs.get((clock.case.matter_id, event.visit_no), "") if event.visit_no is not None else "",
        event.kind in kinds and in_time,
    )


def _proofs(desk: Desk, matter_ids: list[int]) -> dict[tuple[int, int], str]:
    found = {}
    for start in range(0, len(matter_ids), AT_ONCE):
        query = Visit.select(Visit.matter, Visit.ordinal, Visit.evidence, Visit.present, Visit.photo_sha256).where(
            Visit.matter.in_(matter_ids[start : start + AT_ONCE])
        )
        for matter_id, ordinal, evidence, present, photo in desk.store.tuples(query):
            words = (_EVIDENCE.get(evidence, ""), f"在场 {present}" if present else "", "有照片" if photo else "")
            found[matter_id, ordinal] = "，".join(filter(None, words))
    return found
