"""Calls that are no repair: enquiries, what is forwarded from above, complaints, tip-offs."""

from collections.abc import Callable, Mapping
from uuid import uuid4

from app.services.complaints import acts as complaints
from app.services.complaints.tip_offs import take_tip_off
from app.services.complaints.values import COMPANY, ComplaintDraft, PassOnDraft, TipOffDraft
from app.services.complaints.values import AnswerDraft as ComplaintAnswer
from app.services.enquiries import acts as enquiries
from app.services.enquiries.values import AnswerDraft, EnquiryDraft
from app.services.forwarding import acts as forwarding
from app.services.forwarding.values import ForwardedDraft, ReplyDraft
from app.services.matters.merging import merge
from app.services.matters.values import Noted, Taken
from app.tour.real_day.book import Entry
from app.tour.real_day.hands import Hands, caller_of, channel_of
from app.tour.real_day.values import Fact, Kind, What

ABOUT_HEAD = "站长"
ANSWER = "已按口径答复用户。"
INQUIRED = "已查明情况并答复用户。"
PROGRESS = "已派人处理，结果随后回复。"
RESULT = "已处理完毕，用户已知。"

Act = Callable[[Entry, Fact], None]


class Others:
    """Takes them and plays what then happened; `acts` are by kind and by fact."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.acts: Mapping[Kind, Mapping[What, Act]] = {
            Kind.ENQUIRY: {What.ANSWERED: self.answer_enquiry},
            Kind.FORWARDED: {
                What.CONTACTED: self.contact,
                What.REPLIED_PROGRESS: self.reply_progress,
                What.REPLIED_RESULT: self.reply_result,
            },
            Kind.COMPLAINT: {What.PASSED_ON: self.pass_on, What.ANSWERED: self.answer_complaint},
            Kind.TIP_OFF: {What.PASSED_ON: self.pass_on, What.ANSWERED: self.answer_complaint},
        }

    def take(self, entry: Entry) -> None:
        """The call, by its kind."""
        story = entry.story
        match story.kind:
            case Kind.ENQUIRY:
                taken = self.take_enquiry(entry)
            case Kind.FORWARDED:
                taken = self.take_forwarded(entry)
            case Kind.TIP_OFF:
                taken = self.take_tip_off(self._tip_off(entry))
            case _:
                taken = self.take_complaint(entry)
        entry.matter_id, entry.number = taken.matter_id, taken.number

    def take_tip_off(self, draft: TipOffDraft) -> Taken:
        return take_tip_off(self.hands.desk(), draft, uuid4())

    def take_enquiry(self, entry: Entry) -> Taken:
        story, place = entry.story, self.hands.place(entry.story)
        draft = EnquiryDraft(
            words=story.words,
            premises_id=place.premises_id,
            place=place.draft,
            caller=caller_of(story),
            channel=channel_of(story),
            told_at=story.told_at,
        )
        return enquiries.take_enquiry(self.hands.desk(), draft, uuid4())

    def take_forwarded(self, entry: Entry) -> Taken:
        story, place = entry.story, self.hands.place(entry.story)
        draft = ForwardedDraft(
            words=story.words,
            sender=story.caller.name,
            premises_id=place.premises_id,
            place=place.draft,
            caller=caller_of(story),
            channel=channel_of(story),
            told_at=story.told_at,
        )
        return forwarding.take_forwarded(self.hands.desk(), draft, uuid4())

    def take_complaint(self, entry: Entry) -> Taken:
        story, place = entry.story, self.hands.place(entry.story)
        draft = ComplaintDraft(
            words=story.words,
            premises_id=place.premises_id,
            place=place.draft,
            caller=caller_of(story),
            channel=channel_of(story),
            told_at=story.told_at,
        )
        return complaints.take_complaint(self.hands.desk(), draft, uuid4())

    def _tip_off(self, entry: Entry) -> TipOffDraft:
        story = entry.story
        passed = story.first(What.PASSED_ON)
        return TipOffDraft(
            words=story.words or story.scene or "（未写明）",
            anonymous=story.caller.is_nobody,
            # What is told about the head goes to the company; who hears it sees from the words whom it is about.
            about_head=ABOUT_HEAD in story.words or (passed is not None and passed.to == COMPANY),
            caller=caller_of(story),
            channel=channel_of(story),
            told_at=story.told_at,
        )

    def merge(self, entry: Entry, main: Entry, words: str) -> None:
        """并件: of any kind."""
        merge(self.hands.desk(), entry.matter_id, main.matter_id, words, uuid4())

    def answer_enquiry(self, entry: Entry, fact: Fact) -> None:
        draft = AnswerDraft(fact.at, fact.at, fact.words or ANSWER, content=fact.satisfied)
        enquiries.answer(self.hands.desk(), entry.matter_id, draft, uuid4())

    def contact(self, entry: Entry, fact: Fact) -> None:
        forwarding.record_contact(self.hands.desk(), entry.matter_id, Noted(fact.at, fact.at, fact.words), uuid4())

    def reply_progress(self, entry: Entry, fact: Fact) -> None:
        draft = ReplyDraft(fact.at, fact.at, fact.words or PROGRESS, received_by=fact.received_by)
        forwarding.record_progress(self.hands.desk(), entry.matter_id, draft, uuid4())

    def reply_result(self, entry: Entry, fact: Fact) -> None:
        draft = ReplyDraft(fact.at, fact.at, fact.words or RESULT, received_by=fact.received_by)
        forwarding.reply_result(self.hands.desk(), entry.matter_id, draft, uuid4())
        self.hands.papers.reply(self.hands.desk(), entry.matter_id)

    def pass_on(self, entry: Entry, fact: Fact) -> None:
        draft = PassOnDraft(fact.at, fact.at, fact.words, to=fact.to, received_by=fact.received_by)
        complaints.pass_on(self.hands.desk(), entry.matter_id, draft, uuid4())

    def answer_complaint(self, entry: Entry, fact: Fact) -> None:
        draft = ComplaintAnswer(
            fact.at,
            fact.at,
            fact.words or INQUIRED,
            content=fact.satisfied,
            unanswerable=entry.story.caller.is_nobody,
        )
        complaints.answer(self.hands.desk(), entry.matter_id, draft, uuid4())
