"""处理意见 to the dispatch room: what is due, singly and for the hour, and the sending of it (4.5a).

A matter is reported once. Of a sealed matter a report carries the summary somebody wrote for it, never its words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.models.forwarding import OpinionLine, OpinionReport
from app.services.clocks.engine import Classification, ClockState, State
from app.services.clocks.facts import Subject
from app.services.forwarding.opinion_matters import Reportable, lately, these, told_since
from app.services.forwarding.opinion_rules import opinion_rules
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.kinds import kind_of
from app.services.matters.clocks import timed_facts
from app.services.matters.events import EffectiveEvent, EventRow, effective, event_rows
from app.services.matters.sheets import issue_sheet
from app.services.matters.values import Happening

SINGLE, SUMMARY = "single", "summary"
SERIES = "CL"
FORMS = {SINGLE: "opinion", SUMMARY: "opinion_summary"}
SENT = "opinion_sent"
LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class OpinionDue:
    """One matter to report. `due` None: the policy asks no opinion of it, it only stands on the summary of its hour.

    `singly`: it goes on a report of its own. `suggestion` is an opinion to begin from.
    """

    matter_id: int
    number: str
    kind: str
    word: str
    told_at: datetime
    channel: str
    place: str
    words: str
    phase: str
    premises_id: int | None
    singly: bool
    suggestion: str
    due: datetime | None
    warn_from: datetime | None
    is_late: bool
    classification: Classification | None


@dataclass(frozen=True, slots=True)
class SummaryDue:
    """What the next 汇总单 is about: from the last one (or the oldest line) until now.

    `left` lines have no room on it and come with the one after it.
    """

    from_at: datetime
    until_at: datetime
    lines: tuple[OpinionDue, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class OpinionWords:
    """One line of a report: the matter, and the opinion as it is sent."""

    matter_id: int
    words: str


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    """A report as sent: `form` single (one line) or summary; how, and who took it there. `sent_at` None means now."""

    form: str
    lines: tuple[OpinionWords, ...]
    how: str = ""
    received_by: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpinionSent:
    """The report was recorded; its paper has a number and can be printed."""

    report_id: int
    sheet_id: int
    sheet_number: str
    matters: int


def opinions_due(desk: Desk) -> list[OpinionDue]:
    """Matters whose opinion clock still runs, the most pressing first."""
    rules = opinion_rules()
    kinds = desk.rules.policies.at(rules.policy, desk.now()).kinds
    found = [line for line in _lines(desk, lately(desk, kinds)) if line.due is not None]
    return sorted(found, key=lambda line: (line.due or line.told_at, line.matter_id))


def summary_due(desk: Desk) -> SummaryDue:
    """Every matter that came in and was not reported yet, oldest first, except what goes singly."""
    rules = opinion_rules()
    lines = _lines(desk, told_since(desk, rules.summary_kinds, rules.look_back))
    taken = tuple(line for line in lines if not line.singly)
    oldest = min((line.told_at for line in taken), default=desk.now())
    last = last_summary(desk.store)
    most = rules.most_lines
    since = oldest if last is None else min(last, oldest)
    return SummaryDue(since, desk.now(), taken[:most], max(len(taken) - most, 0))


def last_summary(store: Store) -> datetime | None:
    """Until when the last 汇总单 reported; None when there was none."""
    query = OpinionReport.select(OpinionReport.until_at).where(OpinionReport.form == SUMMARY)
    found: datetime | None = store.scalar(query.order_by(OpinionReport.id.desc()).limit(1))
    return found


def send_opinion(desk: Desk, draft: OpinionDraft, key: UUID) -> OpinionSent:
    """Report the opinions, give the paper its number, and record on each matter that it was reported.

    InvalidInput for an opinion without words or a report nobody took; Refused when a matter was reported before,
    stands twice on the report, when a single report is not about exactly one, or a summary about too many.
    """
    desk.require(Role.CLERK)
    _require_whole(draft)
    with writing(desk, "opinion.send", key) as unit:
        if first := unit.earlier(OpinionSent):
            return first
        known = these(unit.store, [line.matter_id for line in draft.lines])
        _refuse_what_was_sent(unit.store, draft, known)
        return unit.result(_send(unit, draft, known))


def send_each(desk: Desk, drafts: Sequence[OpinionDraft], keys: Sequence[UUID]) -> list[OpinionSent]:
    """Several reports one after the other, each an act of its own; what went before a refused one has gone."""
    return [send_opinion(desk, draft, key) for draft, key in zip(drafts, keys, strict=True)]


def _send(unit: Unit, draft: OpinionDraft, known: Mapping[int, Reportable]) -> OpinionSent:
    now = unit.desk.now()
    sent_at = draft.sent_at or now
    single = draft.form == SINGLE
    matter_id = draft.lines[0].matter_id if single else None
    issued = issue_sheet(unit, matter_id, None, None, series=SERIES, form=FORMS[draft.form])
    oldest = min(row.told_at for row in known.values())
    last = None if single else last_summary(unit.store)
    report_id = unit.insert(
        OpinionReport,
        sheet_id=issued.sheet_id,
        form=draft.form,
        from_at=None if single else oldest if last is None else min(last, oldest),
        until_at=None if single else sent_at,
        sent_at=sent_at,
        how=clean(draft.how).strip()[:20],
        received_by=clean(draft.received_by).strip()[:40],
        by_id=unit.desk.actor.staff_id,
    )
    for line in draft.lines:
        words = clean(line.words).strip()
        unit.insert(OpinionLine, report_id=report_id, matter_id=line.matter_id, words=words)
        fact = Happening(SENT, sent_at, sent_at, code=issued.number, note=words)
        kind_of(known[line.matter_id].kind).note(unit, line.matter_id, fact)
    return OpinionSent(report_id, issued.sheet_id, issued.number, len(draft.lines))


def _require_whole(draft: OpinionDraft) -> None:
    if not draft.lines:
        raise Refused("没有要报送的工单。请先勾选。")
    if draft.form == SINGLE and len(draft.lines) != 1:
        raise Refused("单独报送一次报一件。多件请用汇总单。")
    if len(draft.lines) > opinion_rules().most_lines:
        raise Refused(f"一张汇总单最多 {opinion_rules().most_lines} 件。请分几次报送。")
    if len({line.matter_id for line in draft.lines}) != len(draft.lines):
        raise Refused("同一件工单在这张单上出现了两次。请去掉一条。")
    missing = {
        "words": "每一件都要写处理意见。" if any(not line.words.strip() for line in draft.lines) else "",
        "how": "" if draft.how.strip() else "请写明怎样报送的。",
        "received_by": "" if draft.received_by.strip() else "请写明调度室由谁接收。",
    }
    if any(len(clean(line.words).strip()) > LONGEST_WORDS for line in draft.lines):
        missing["words"] = f"处理意见最多 {LONGEST_WORDS} 字。请写短一些。"
    if fields := {name: text for name, text in missing.items() if text}:
        raise InvalidInput(fields)


def _refuse_what_was_sent(store: Store, draft: OpinionDraft, known: Mapping[int, Reportable]) -> None:
    histories = _histories(store, known)
    for line in draft.lines:
        if line.matter_id not in known:
            raise NotFound("有一件工单不存在。请刷新后再试。")
        sent = next((event for event in histories[line.matter_id] if event.kind == SENT), None)
        if sent is not None:
            raise Refused(f"{known[line.matter_id].number} 的处理意见已报送（{sent.code}），不再重复报送。")


def _lines(desk: Desk, rows: Sequence[Reportable]) -> list[OpinionDue]:
    """The matters not reported yet, with their opinion clock where one still runs."""
    rules, now = opinion_rules(), desk.now()
    histories = _histories(desk.store, [row.matter_id for row in rows])
    found = []
    for row in rows:
        events = histories[row.matter_id]
        if any(event.kind == SENT for event in events):
            continue
        clock = _clock(desk, row, events, rules.policy)
        unsolved = clock is not None and now - row.told_at >= rules.unsolved
        found.append(_line(row, clock, singly=row.kind in rules.single_kinds or unsolved))
    return found


def _clock(desk: Desk, row: Reportable, events: Sequence[EffectiveEvent], policy_id: str) -> ClockState | None:
    states = desk.rules.states(Subject(row.kind, row.fault_group or ""), timed_facts(events), desk.now())
    running = (state for state in states if state.policy_id == policy_id and state.stopped is None)
    return next(running, None)


def _line(row: Reportable, clock: ClockState | None, *, singly: bool) -> OpinionDue:
    return OpinionDue(
        row.matter_id,
        row.number,
        row.kind,
        kind_of(row.kind).word,
        row.told_at,
        row.channel,
        row.place,
        row.words,
        row.phase,
        row.premises_id,
        singly,
        row.suggestion[:LONGEST_WORDS],
        None if clock is None else clock.due,
        clock.start if clock is not None and clock.state is State.WARNING else None,
        clock is not None and clock.state is State.OVERDUE,
        None if clock is None else clock.classification,
    )


def _histories(store: Store, matter_ids: Iterable[int]) -> dict[int, list[EffectiveEvent]]:
    rows: dict[int, list[EventRow]] = {matter_id: [] for matter_id in matter_ids}
    for row in event_rows(store, list(rows)):
        rows[row.matter_id].append(row)
    return {matter_id: effective(some) for matter_id, some in rows.items()}
