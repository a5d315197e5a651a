"""A day as it really is, through the services: every clock comes out as people who knew the day said."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.services.kernel.times import CHINA
from app.services.matters.check import fold_problems
from app.services.matters.clocks import clocks_of
from app.services.matters.values import CallerDraft, Noted, PlaceDraft
from app.services.repairs import acts
from app.services.repairs.evidence import NEEDS_EVIDENCE
from app.services.repairs.reads import repair_card
from app.services.repairs.values import (
    ContactDraft,
    ExplanationDraft,
    FaultGroup,
    FinishDraft,
    RepairDraft,
    SheetReturnDraft,
    UnreachedDraft,
    VisitDraft,
    VisitResult,
    VisitResultDraft,
)
from app.services.repairs.work_values import PhoneAdviceDraft, PriceRefusedDraft
from tests.support import desks
from tests.support.repairs import Day, begin

DATA = Path(__file__).parents[2] / "data" / "real_day.jsonl"
CALLS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
REPAIRS = [call for call in CALLS if call["kind"] in {str(group) for group in FaultGroup}]
RESULTS = {str(result) for result in VisitResult}
POLICIES = {"contact": "repair.contact", "finish": "repair.finish"}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def ahead(at: datetime, text: str) -> datetime:
    hour, minute = map(int, text.split(":"))
    wanted = at.replace(hour=hour, minute=minute)
    return wanted + timedelta(days=wanted < at)


class Player:
    """Types in one call of the day, each fact at its own time."""

    def __init__(self, day: Day, call) -> None:
        self.day, self.call = day, call
        self.told_at = moment(call["told_at"])
        self.at(call["entered_at"] or call["told_at"])
        place = call["place"]
        text = place.get("free") or "-".join(str(part) for part in place.values())
        caller = CallerDraft(call["caller"]["name"], call["caller"]["phone"], call["caller"]["relation"])
        draft = RepairDraft(
            FaultGroup(call["kind"]), call["words"], None, PlaceDraft(text), caller, told_at=self.told_at
        )
        self.matter_id = acts.take_repair(day.desk, draft, uuid4()).matter_id
        self.sheet = ""

    def at(self, text: str) -> None:
        self.day.clock.set(max(moment(text), self.told_at))

    def play(self) -> None:
        for event in self.call["events"]:
            self.day.clock.set(max(self.day.now(), moment(event["at"])))
            self.type_in(event, moment(event["at"]))

    def type_in(self, event, at: datetime) -> None:
        desk, matter_id, what = self.day.desk, self.matter_id, event["what"]
        who = self.repairer(event)
        match what:
            case "contacted":
                acts.record_contact(desk, matter_id, ContactDraft(at), uuid4())
            case "dispatched":
                self.sheet = self.day.dispatch(matter_id, self.day.repairers.index(who), at=at).sheet_number
            case "arrived":
                acts.record_arrival(desk, matter_id, VisitDraft(at, repairer_id=who), uuid4())
            case "finished":
                self.finish(event, at, who)
            case "explained":
                acts.explain(desk, matter_id, ExplanationDraft(at, note=event["words"]), uuid4())
            case "rescheduled_by_user":
                acts.reschedule(desk, matter_id, ContactDraft(at, appointment_at=ahead(at, event["to"])), uuid4())
            case "urged":
                acts.urge(desk, matter_id, Noted(at), uuid4())
            case "phone_solved":
                acts.solve_by_phone(desk, matter_id, PhoneAdviceDraft(at, note=event["advice"], agrees=True), uuid4())
            case "joined_outage":
                self.day.join_outage(matter_id, at, note=event["incident"])
            case "price_refused":
                acts.refuse_price(desk, matter_id, PriceRefusedDraft(at, risk_told=event["risk_told"]), uuid4())
            case "sheet_returned":
                acts.return_sheet(desk, SheetReturnDraft(self.sheet, view="满意"), uuid4())
            case "callback_unreached":
                acts.record_unreached(desk, matter_id, UnreachedDraft(at), uuid4())
            case _ if what in RESULTS:
                until = moment(event["expected"]) if "expected" in event else None
                evidence = "photo" if what in NEEDS_EVIDENCE else ""
                draft = VisitResultDraft(
                    at, note=event.get("note", ""), result=VisitResult(what), until=until, evidence=evidence
                )
                acts.record_visit_result(desk, matter_id, draft, uuid4())

    def repairer(self, event) -> int | None:
        return self.day.repairers[desks.REPAIRERS.index(event["repairer"])] if "repairer" in event else None

    def finish(self, event, at: datetime, who: int | None) -> None:
        found = {name: event.get(name, "") for name in ("cause", "done", "responsibility")}
        acts.finish(self.day.desk, self.matter_id, FinishDraft(at, repairer_id=who, **found), uuid4())


@pytest.fixture(scope="module")
def played(founded_folder: Path, tmp_path_factory: pytest.TempPathFactory):
    """The whole day on one database, each call with its matter."""
    folder = desks.copy_template(founded_folder, tmp_path_factory.mktemp("day") / "data")
    with desks.opened(folder) as store:
        day = begin(desks.desk_for(store))
        players = [Player(day, call) for call in REPAIRS]
        for player in players:
            player.play()
        day.clock.set(datetime(2026, 12, 11, 23, 0, tzinfo=CHINA))
        yield day, {player.call["call"]: player.matter_id for player in players}


@pytest.mark.parametrize("call", REPAIRS, ids=lambda call: f"{call['call']}-{call['scene']}")
def test_a_call_comes_out_as_expected(played: tuple[Day, dict[int, int]], call) -> None:
    day, matters = played
    arrive = "repair.leak.arrive" if call["kind"] == "leak" else "repair.arrive"

    states = {state.policy_id: state.classification for state in clocks_of(day.desk, matters[call["call"]])}

    found = {name: str(states.get(POLICIES.get(name, arrive)) or "none") for name in call["expect"]}
    assert found == call["expect"]


def test_the_books_agree_after_the_day(played: tuple[Day, dict[int, int]]) -> None:
    day, matters = played

    assert fold_problems(day.desk.store) == []
    assert all(repair_card(day.desk, matter_id).head.phase for matter_id in matters.values())
