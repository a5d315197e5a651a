"""Questions, forwarded matters, complaints and tip-offs at the window."""

from app.services.complaints.values import TipOffDraft
from app.services.matters.values import Taken
from app.tour.at_windows.repairs import spoken_of
from app.tour.at_windows.room import Room
from app.tour.real_day.book import Entry
from app.tour.real_day.hands import Hands
from app.tour.real_day.others import ANSWER, INQUIRED, PROGRESS, RESULT, Others
from app.tour.real_day.values import Fact
from app.views.repairs.intake_parts import CallKind


class OthersAtWindow(Others):
    """They are taken in the same window as a repair, tip-offs on their own page."""

    def __init__(self, hands: Hands, room: Room) -> None:
        super().__init__(hands)
        self._room = room

    def take_tip_off(self, draft: TipOffDraft) -> Taken:
        self._room.count("举报")
        taken: Taken = self._room.cases.take_tip_off(
            words=draft.words, anonymous=draft.anonymous, about_head=draft.about_head, channel=draft.channel
        )
        return taken

    def take_enquiry(self, entry: Entry) -> Taken:
        return self._take(entry, CallKind.ENQUIRY, "咨询")

    def take_forwarded(self, entry: Entry) -> Taken:
        return self._take(entry, CallKind.FORWARDED, "上级转办")

    def take_complaint(self, entry: Entry) -> Taken:
        return self._take(entry, CallKind.COMPLAINT, "投诉")

    def merge(self, entry: Entry, main: Entry, words: str) -> None:
        self._room.repairs.merge(entry.number, main.number, words)
        self._room.count("并件")

    def answer_enquiry(self, entry: Entry, fact: Fact) -> None:
        content = {True: "yes", False: "no", None: ""}[fact.satisfied]
        self._room.repairs.answer_enquiry(entry.number, fact.words or ANSWER, content)
        self._room.count("答复咨询")

    def contact(self, entry: Entry, fact: Fact) -> None:
        self._room.cases.contact(entry.matter_id, fact.words, fact.at)
        self._room.count("联系")

    def reply_progress(self, entry: Entry, fact: Fact) -> None:
        self._reply(entry, fact, PROGRESS, final=False)

    def reply_result(self, entry: Entry, fact: Fact) -> None:
        self._reply(entry, fact, RESULT, final=True)
        self.hands.papers.reply(self.hands.desk(), entry.matter_id)

    def pass_on(self, entry: Entry, fact: Fact) -> None:
        self._room.cases.pass_on(entry.matter_id, fact.to, fact.received_by, fact.at)
        self._room.count("转递")

    def answer_complaint(self, entry: Entry, fact: Fact) -> None:
        self._room.cases.answer(entry.matter_id, fact.words or INQUIRED, fact.satisfied, fact.at)
        self._room.count("答复投诉")

    def _take(self, entry: Entry, kind: CallKind, word: str) -> Taken:
        self._room.count(word)
        taken: Taken = self._room.intake.take(spoken_of(self.hands, entry.story, kind))
        return taken

    def _reply(self, entry: Entry, fact: Fact, usual: str, *, final: bool) -> None:
        self._room.cases.reply(entry.matter_id, fact.words or usual, fact.received_by, fact.at, final=final)
        self._room.count("回复调度室")
