"""The facts of a repair, each through the act a clerk would use."""

from collections.abc import Callable, Mapping
from uuid import uuid4

from app.models.repairs import RESPONSIBILITIES
from app.services.matters.values import Noted
from app.services.repairs import acts
from app.services.repairs.values import (
    ContactDraft,
    DispatchDraft,
    ExplanationDraft,
    FinishDraft,
    RepairDraft,
    UnreachedDraft,
    VisitDraft,
    VisitResult,
    VisitResultDraft,
)
from app.services.repairs.work_values import DamageDraft, PhoneAdviceDraft, PriceRefusedDraft
from app.tour.real_day.book import Entry
from app.tour.real_day.hands import Hands, caller_of, channel_of
from app.tour.real_day.values import Fact, Story, What

NO_WORDS = "（未写明）"
# Whoever called hears on the spot that the fault is not ours, where the file names nobody else.
RECEIVER = "来电人"
RESULTS = {
    What.NOBODY_HOME: VisitResult.NOBODY_HOME,
    What.REFUSED_ENTRY: VisitResult.REFUSED_ENTRY,
    What.NO_ADULT: VisitResult.NO_ADULT,
    What.WRONG_ADDRESS: VisitResult.WRONG_ADDRESS,
    What.TEMPORARY_FIX: VisitResult.TEMPORARY,
    What.WAITING_PARTS: VisitResult.WAITING_PARTS,
    What.WAITING_SHUTDOWN: VisitResult.WAITING_SHUTDOWN,
    What.EMERGENCY_TEAM: VisitResult.EMERGENCY_TEAM,
    What.NOT_OURS: VisitResult.NOT_OURS,
}
_VISITING = frozenset({What.ARRIVED, *RESULTS})
# The user was the reason, and something has to show it.
USER_REASONS = frozenset({What.NOBODY_HOME, What.REFUSED_ENTRY, What.NO_ADULT})
_PROOFS = {"照片": "photo", "告知单": "notice", "未遇单": "notice", "录音": "recording", "签字": "signature"}


class Repairs:
    """Takes calls about faults and plays what then happened to them."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.acts: Mapping[What, Callable[[Entry, Fact], None]] = {
            What.CONTACTED: self.contact,
            What.DISPATCHED: self.dispatch,
            What.ARRIVED: self.arrive,
            What.FINISHED: self.finish,
            What.PHONE_SOLVED: self.solve_by_phone,
            What.PRICE_REFUSED: self.refuse_price,
            What.DAMAGE_FOUND: self.find_damage,
            What.RESCHEDULED: self.reschedule,
            What.EXPLAINED: self.explain,
            What.URGED: self.urge,
            What.CALLBACK_UNREACHED: self.not_reached,
            **dict.fromkeys(RESULTS, self.end_visit),
        }

    def take(self, entry: Entry) -> None:
        """The phone rings."""
        story, hands = entry.story, self.hands
        place = hands.place(story)
        draft = RepairDraft(
            fault_group=story.group,
            words=story.words,
            premises_id=place.premises_id,
            place=place.draft,
            caller=caller_of(story),
            told_at=story.told_at,
            channel=channel_of(story),
        )
        taken = acts.take_repair(hands.desk(), draft, uuid4())
        entry.matter_id, entry.number = taken.matter_id, taken.number

    def contact(self, entry: Entry, fact: Fact) -> None:
        draft = ContactDraft(fact.at, fact.at, fact.words)
        acts.record_contact(self.hands.desk(), entry.matter_id, draft, uuid4())

    def dispatch(self, entry: Entry, fact: Fact) -> None:
        hands = self.hands
        man = hands.repairer(fact.repairer, entry)
        draft = DispatchDraft(fact.at, fact.at, fact.words, repairer_id=man)
        sent = acts.dispatch(hands.desk(), entry.matter_id, draft, uuid4())
        entry.repairer_id = man
        if sent.sheet_id is not None:
            hands.papers.slip(hands.desk(), sent.sheet_id)

    def arrive(self, entry: Entry, fact: Fact) -> None:
        man = self.hands.repairer(fact.repairer, entry)
        draft = VisitDraft(fact.at, fact.at, fact.words, man, fact.visit)
        acts.record_arrival(self.hands.desk(), entry.matter_id, draft, uuid4())
        entry.repairer_id = man

    def finish(self, entry: Entry, fact: Fact) -> None:
        draft = FinishDraft(
            fact.at,
            fact.at,
            fact.words,
            self.hands.staff.get(fact.repairer),
            fact.visit,
            cause=fact.cause,
            done=fact.done,
            responsibility=responsibility_of(fact),
            # Where the file does not say when he came, he was there at the latest when he was done.
            arrived_at=None if is_there(entry.story, fact) else fact.at,
        )
        acts.finish(self.hands.desk(), entry.matter_id, draft, uuid4())

    def end_visit(self, entry: Entry, fact: Fact) -> None:
        draft = VisitResultDraft(
            fact.at,
            fact.at,
            fact.words,
            self.hands.staff.get(fact.repairer),
            fact.visit,
            result=RESULTS[fact.what],
            until=fact.until,
            evidence=evidence_of(fact) if fact.what in USER_REASONS else "",
            risk_told=fact.risk_told,
            part=fact.part,
            receiver=fact.to or fact.received_by or RECEIVER,
        )
        acts.record_visit_result(self.hands.desk(), entry.matter_id, draft, uuid4())

    def solve_by_phone(self, entry: Entry, fact: Fact) -> None:
        draft = PhoneAdviceDraft(fact.at, fact.at, fact.words or NO_WORDS, agrees=True)
        acts.solve_by_phone(self.hands.desk(), entry.matter_id, draft, uuid4())

    def refuse_price(self, entry: Entry, fact: Fact) -> None:
        draft = PriceRefusedDraft(fact.at, fact.at, fact.words, risk_told=fact.risk_told)
        acts.refuse_price(self.hands.desk(), entry.matter_id, draft, uuid4())

    def find_damage(self, entry: Entry, fact: Fact) -> None:
        draft = DamageDraft(
            fact.at,
            fact.at,
            fact.words,
            facility=fact.facility,
            owner=fact.owner,
            agrees=bool(fact.agrees),
            visit_no=fact.visit,
        )
        acts.find_damage(self.hands.desk(), entry.matter_id, draft, uuid4())

    def reschedule(self, entry: Entry, fact: Fact) -> None:
        draft = ContactDraft(fact.at, fact.at, fact.words, appointment_at=fact.until)
        acts.reschedule(self.hands.desk(), entry.matter_id, draft, uuid4())

    def explain(self, entry: Entry, fact: Fact) -> None:
        hands = self.hands
        by_post = {"维修员": entry.repairer_id, "站长": hands.staff[hands.manager]}
        told_by = by_post.get(fact.by) or hands.staff.get(fact.by)
        draft = ExplanationDraft(fact.at, fact.at, fact.words or NO_WORDS, told_by_id=told_by, until=fact.until)
        acts.explain(hands.desk(), entry.matter_id, draft, uuid4())

    def urge(self, entry: Entry, fact: Fact) -> None:
        acts.urge(self.hands.desk(), entry.matter_id, Noted(fact.at, fact.at, fact.words), uuid4())

    def not_reached(self, entry: Entry, fact: Fact) -> None:
        draft = UnreachedDraft(fact.at, fact.at, fact.words)
        acts.record_unreached(self.hands.desk(), entry.matter_id, draft, uuid4())


def responsibility_of(fact: Fact) -> str:
    """Whose it was, in a word the station knows."""
    return fact.responsibility if fact.responsibility in RESPONSIBILITIES else "待定"


def is_there(story: Story, done: Fact) -> bool:
    """Whether the last the file tells of a visit before this fact is that he came."""
    told = [fact.what for fact in story.facts if fact.at <= done.at and fact.what in _VISITING]
    return bool(told) and told[-1] is What.ARRIVED


def evidence_of(fact: Fact) -> str:
    """What the words name as proof; the repairer leaves a notice at every door that stays shut."""
    return next((kind for word, kind in _PROOFS.items() if word in fact.words), "notice")
