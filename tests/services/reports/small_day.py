"""Fourteen repairs of one day, as docs/figures.md tells them; what comes of each was worked out there by hand."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from app.services.matters.merging import merge
from app.services.repairs import acts
from app.services.repairs.values import (
    CallbackDraft,
    CallbackResult,
    ContactDraft,
    ExplanationDraft,
    FaultGroup,
    ReopenDraft,
    UnreachedDraft,
    VisitDraft,
    VisitResult,
    VisitResultDraft,
)
from app.services.repairs.work_values import PhoneAdviceDraft, UserCloseDraft
from tests.support import desks
from tests.support.repairs import Day

LEAK, COLD, VALVE = FaultGroup.LEAK, FaultGroup.COLD, FaultGroup.VALVE
# When the figures are read: five days later, at noon.
READ_AT = desks.MORNING + timedelta(days=5, hours=4)


class SmallDay:
    """Types the day in, each fact at its own time; `ids` by the names of the table in docs/figures.md."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.ids: dict[str, int] = {}
        self._acts: list[tuple[datetime, Callable[[], object]]] = []
        self._tell()

    def play(self, until: datetime = READ_AT) -> None:
        """Everything that happened up to `until`, in order; the clock then stands there."""
        while self._acts and min(self._acts, key=_time)[0] <= until:
            at, act = min(self._acts, key=_time)
            self._acts.remove((at, act))
            self.day.clock.set(at)
            act()
        self.day.clock.set(until)

    def _tell(self) -> None:
        self._leaks()
        self._others()
        self._callbacks()

    def _leaks(self) -> None:
        for name, told, arrived, finished in (
            ("R1", "08:00", "08:20", "09:00"),
            ("R2", "08:10", "08:55", "10:00"),
            ("R3", "08:20", "10:10", "11:00"),
            ("R4", "08:30", "09:30", "10:15"),
        ):
            self._took(name, told, LEAK)
            self._arrived(name, arrived)
            self._finished(name, finished)
        self._explained("R2", "08:30", "前一户还没修完，马上到")
        self._at("08:30", lambda: acts.reschedule(*self._on("R3", ContactDraft(appointment_at=moment("10:00")))))

    def _others(self) -> None:
        self._took("R5", "09:00", COLD)
        self._contacted("R5", "09:10")
        self._arrived("R5", "10:00")
        self._finished("R5", "11:00")

        self._took("R6", "09:10", COLD)
        self._contacted("R6", "09:50")
        self._arrived("R6", "10:30")
        self._explained("R6", "18:00", "配件明早到", until="12:00 +1")
        self._finished("R6", "10:30 +1")

        self._took("R7", "09:20", COLD, agreed_at=moment("10:30"))
        self._explained("R7", "09:25", "九点半出发", until="09:30")
        self._arrived("R7", "12:00")
        self._finished("R7", "13:00")

        self._took("R8", "09:30", COLD)
        advice = PhoneAdviceDraft(note="打开排气阀放气", agrees=True)
        self._at("09:40", lambda: acts.solve_by_phone(*self._on("R8", advice)))

        self._took("R9", "10:00", COLD)
        self._at("10:05", lambda: self.day.join_outage(self.ids["R9"]))

        self._took("R10", "10:10", VALVE)
        self._at("10:20", lambda: acts.void_matter(*self._on("R10", "报错了")))

        self._took("R11", "10:30", COLD)
        self._contacted("R11", "10:40")
        nobody = VisitResultDraft(
            result=VisitResult.NOBODY_HOME, arrived_at=moment("11:30"), evidence="notice", repairer_id=self._repairer
        )
        self._at("11:40", lambda: acts.record_visit_result(*self._on("R11", nobody)))
        self._at("17:00", lambda: self._close_for_the_user("R11", "用户外出，要求取消"))

        self._took("R12", "10:40", COLD)
        self._contacted("R12", "10:45")
        self._at("10:50", lambda: merge(self.day.desk, self.ids["R12"], self.ids["R7"], "同一户", uuid4()))

        self._took("R13", "22:00", COLD)
        self._contacted("R13", "22:10")
        self._arrived("R13", "23:00")
        self._explained("R13", "23:10", "等配件", until="08:00 +3")

        self._took("R14", "10:50", COLD)
        self._contacted("R14", "10:55")
        self._at("10:55", lambda: acts.reschedule(*self._on("R14", ContactDraft(appointment_at=moment("10:00 +1")))))
        self._at("12:10", lambda: self._close_for_the_user("R14", "用户来电取消"))

    def _callbacks(self) -> None:
        self._called("R1", CallbackResult.SOLVED, "满意")
        self._called("R2", CallbackResult.SOLVED, "基本满意")
        self._called("R4", CallbackResult.UNSOLVED, "不满意")
        self._called("R5", CallbackResult.REFUSED, "")
        self._called("R7", CallbackResult.SOLVED, "满意")
        self._called("R12", CallbackResult.SOLVED, "满意")
        for at in ("14:00 +2", "10:00 +3", "15:00 +3"):
            self._at(at, lambda: acts.record_unreached(*self._on("R3", UnreachedDraft())))
        self._at("15:05 +3", lambda: acts.close_unreached(*self._on("R3", "")))
        self._at("09:00 +1", lambda: acts.reopen(*self._on("R8", ReopenDraft("又不热了"))))

    @property
    def _repairer(self) -> int:
        return self.day.repairers[0]

    def _at(self, at: str, act: Callable[[], object]) -> None:
        self._acts.append((moment(at), act))

    def _on(self, name: str, what: object) -> tuple:
        return (self.day.desk, self.ids[name], what, uuid4())

    def _took(self, name: str, at: str, group: FaultGroup, **values: object) -> None:
        def take() -> None:
            self.ids[name] = self.day.take(group, **values).matter_id

        self._at(at, take)

    def _contacted(self, name: str, at: str) -> None:
        self._at(at, lambda: acts.record_contact(*self._on(name, ContactDraft())))

    def _explained(self, name: str, at: str, words: str, until: str = "") -> None:
        draft = ExplanationDraft(note=words, until=moment(until) if until else None)
        self._at(at, lambda: acts.explain(*self._on(name, draft)))

    def _arrived(self, name: str, at: str) -> None:
        self._at(at, lambda: acts.record_arrival(*self._on(name, VisitDraft(repairer_id=self._repairer))))

    def _finished(self, name: str, at: str) -> None:
        self._at(at, lambda: self.day.finish(self.ids[name], repairer_id=self._repairer))

    def _called(self, name: str, result: CallbackResult, word: str) -> None:
        draft = CallbackDraft(result=result, satisfaction=word)
        self._at("14:00 +2", lambda: acts.record_callback(*self._on(name, draft)))

    def _close_for_the_user(self, name: str, reason: str) -> None:
        manager = desks.desk_for(self.day.desk.store, desks.MANAGER, self.day.clock)
        draft = UserCloseDraft(reason=reason, evidence="notice")
        acts.close_for_user_reason(manager, self.ids[name], draft, uuid4())


def moment(text: str) -> datetime:
    """`10:30` of the day, `10:30 +1` of the day after."""
    clock, _, days = text.partition(" +")
    hour, minute = map(int, clock.split(":"))
    return desks.MORNING.replace(hour=hour, minute=minute) + timedelta(days=int(days or 0))


def _time(entry: tuple[datetime, object]) -> datetime:
    return entry[0]
