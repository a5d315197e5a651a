"""Other real days, drawn by chance, with what must come out of each call reckoned by a rule of a few lines."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.services.kernel.times import CHINA
from app.tour.real_day.values import What

MINUTE = timedelta(minutes=1)
# Around the new year, in the Spring Festival, on a made-up Saturday, at the end of the season, on a plain Tuesday.
DATES = ((2026, 12, 31), (2026, 2, 17), (2026, 2, 14), (2026, 3, 15), (2027, 1, 2), (2026, 11, 24))
GROUPS = ("leak", "cold", "temp", "valve", "noise", "public", "other")
REPAIRERS = ("张建国", "孙波", "新来的周某", "临时工·李")
RESULTS = (
    "nobody_home",
    "refused_entry",
    "no_adult",
    "wrong_address",
    "temporary_fix",
    "waiting_parts",
    "waiting_shutdown",
    "emergency_team",
    "not_ours",
)
USER_REASONS = ("nobody_home", "refused_entry", "no_adult")
ARRIVE, LEAK, CONTACT, FINISH, ANSWER, REPLY = 120, 30, 30, 1440, 60, 60


@dataclass
class Drawn:
    """One call being drawn; `events` are (minutes after the call, what, fields)."""

    told_at: datetime
    kind: str
    events: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)

    def add(self, minute: int, what: str, **fields: Any) -> None:
        self.events.append((minute, what, fields))

    def minutes(self, *kinds: str) -> list[int]:
        return [minute for minute, what, _ in self.events if what in kinds]


def a_day(seed: int, calls: int = 12) -> list[dict[str, Any]]:
    """A day of calls as the file has them, in any order."""
    chance = random.Random(seed)
    first = datetime(*chance.choice(DATES), chance.randrange(24), chance.randrange(60), tzinfo=CHINA)
    day = [_call(chance, place, first + chance.randrange(900) * MINUTE) for place in range(1, calls + 1)]
    chance.shuffle(day)
    return day


def a_day_of_nonsense(seed: int, calls: int = 10) -> list[dict[str, Any]]:
    """Anything that can happen, to any call, at any time, with whatever words: readable, and mostly untrue."""
    chance = random.Random(seed)
    first = datetime(*chance.choice(DATES), 8, tzinfo=CHINA)
    day = []
    for number in range(1, calls + 1):
        told_at = first + chance.randrange(300) * MINUTE
        line: dict[str, Any] = {
            "call": number,
            "told_at": _time(told_at),
            "scene": chance.choice("甲乙"),
            "kind": chance.choice((*GROUPS, "enquiry", "forwarded", "complaint", "tip_off", "没听过的")),
            "words": chance.choice(("", "😀", "站长", "长" * 2000)),
            "channel": chance.choice(("电话", "名字很长很长很长的渠道")),
            "place": chance.choice((None, {}, {"free": "路口"}, {"community": "长" * 300, "building": 1, "room": "1"})),
            "caller": chance.choice((None, {"name": "", "phone": ""}, {"name": "长" * 99, "phone": "1" * 60})),
            "events": [_nonsense(chance, told_at) for _ in range(chance.randrange(9))],
        }
        if chance.random() < 0.3:
            line["entered_at"] = _time(told_at + chance.randrange(-60, 2000) * MINUTE)
        day.append(line)
    return day


def _nonsense(chance: random.Random, told_at: datetime) -> dict[str, Any]:
    may_be = {
        "repairer": chance.choice((*REPAIRERS, "王站长")),
        "visit": chance.randrange(1, 4),
        "words": chance.choice(("好", "😀\x00", "长" * 800)),
        "view": chance.choice(("满意", "很好")),
        "to": chance.choice(("站长", "公司")),
        "incident": chance.choice(("power 03:10–05:40", "停电 99:99-10:00", "storm")),
        "with": chance.choice("甲乙3"),
        "expected": _time(told_at + 4000 * MINUTE),
        "risk_told": True,
        "witness": "物业",
        "responsibility": chance.choice(("物业", "胡说")),
        "cause": "因" * 60,
    }
    what = chance.choice(list(What))
    at = _time(told_at + chance.randrange(-30, 3000) * MINUTE)
    told = {name: value for name, value in may_be.items() if chance.random() < 0.6}
    return {**told, "at": at, "what": str(what)} | ({"to": "18:30"} if what is What.RESCHEDULED else {})


def _call(chance: random.Random, number: int, told_at: datetime) -> dict[str, Any]:
    kind = chance.choice((*GROUPS, *GROUPS, *GROUPS, "enquiry", "forwarded", "tip_off", "complaint"))
    drawn = Drawn(told_at, kind)
    expect = (_a_repair if kind in GROUPS else _something_else)(chance, drawn)
    events = [{"at": _time(told_at + minute * MINUTE), "what": what, **more} for minute, what, more in drawn.events]
    chance.shuffle(events)
    line: dict[str, Any] = {"call": number, "told_at": _time(told_at), "kind": kind, "events": events, "expect": expect}
    if chance.random() < 0.2:
        latest = max([0, *(minute for minute, _, _ in drawn.events)])
        line["entered_at"] = _time(told_at + (latest + chance.randrange(1, 300)) * MINUTE)
    return line | _what_may_be_missing(chance, number)


def _what_may_be_missing(chance: random.Random, number: int) -> dict[str, Any]:
    place: dict[str, Any] = {
        "community": "某小区",
        "building": number,
        "unit": chance.choice((1, "甲", None)),
        "room": "101",
    }
    possible = {
        "scene": f"场景{number}",
        "channel": chance.choice(("电话", "来访", "巡检发现", None)),
        "caller": {"name": f"用户{number}", "relation": "家属", "phone": f"1390000{number:04d}"},
        "place": chance.choice((place, {"free": "某路口"}, {}, None)),
        "ledger_name": "某户",
        "words": "说不清楚",
    }
    return {name: value for name, value in possible.items() if chance.random() < 0.8}


def _a_repair(chance: random.Random, drawn: Drawn) -> dict[str, str]:
    ends = chance.choice(("finished", "finished", "finished", "phone_solved", "joined_outage", "open"))
    clock = 0
    if chance.random() < 0.8:
        drawn.add(chance.randrange(61), "contacted")
    if ends in ("phone_solved", "joined_outage"):
        clock = max([*drawn.minutes("contacted"), chance.randrange(200)])
        more = {"advice": "放气"} if ends == "phone_solved" else {"incident": f"事件{chance.randrange(2)}"}
        drawn.add(clock, ends, **more)
    else:
        if chance.random() < 0.3 and ends == "finished":
            # The next quarter to twelve after he rang, whatever day that is.
            drawn.add(chance.randrange(20), "rescheduled_by_user", to="11:45")
        clock = max([5, *drawn.minutes("contacted", "rescheduled_by_user")])
        _visits(chance, drawn, clock, ends)
    if chance.random() < 0.3:
        drawn.add(
            chance.randrange(clock + 1), "explained", by=chance.choice(("客服", "维修员", "站长")), words="人手不足"
        )
    if chance.random() < 0.3:
        drawn.add(chance.randrange(clock + 1), "urged")
    return _expected(drawn)


def _visits(chance: random.Random, drawn: Drawn, clock: int, ends: str) -> None:
    visits = chance.choice((1, 1, 1, 2, 3)) if ends == "finished" else chance.randrange(2)
    for visit in range(1, visits + 1):
        man = chance.choice(REPAIRERS)
        clock += chance.randrange(1, 150 if visit == 1 else 1000)
        if chance.random() < 0.7:
            drawn.add(clock - 1, "dispatched", repairer=man)
        drawn.add(clock, "arrived", repairer=man, visit=visit)
        clock += chance.randrange(1, 90)
        if visit == visits and ends == "finished":
            drawn.add(clock, "finished", repairer=man, responsibility=chance.choice(("供热单位", "不知道谁", "")))
        else:
            result = chance.choice(RESULTS)
            more = {"expected": _time(drawn.told_at + (clock + 600) * MINUTE)} if result == "waiting_parts" else {}
            drawn.add(clock, result, **more)
    if drawn.minutes("finished") and drawn.minutes("dispatched"):
        drawn.add(clock + 5, "signed_on_paper", view=chance.choice(("满意", "基本满意", "不满意")))
        drawn.add(clock + chance.randrange(6, 900), "sheet_returned")


def _something_else(chance: random.Random, drawn: Drawn) -> dict[str, str]:
    minute = chance.randrange(121)
    if drawn.kind == "enquiry":
        drawn.add(minute, "answered", satisfied=chance.random() < 0.5)
        return {"answer": _verdict(ANSWER, [minute])}
    if drawn.kind == "forwarded":
        drawn.add(minute // 2, "replied_progress")
        drawn.add(minute, "replied_result", received_by="调度室")
        return {"superior_reply": _verdict(REPLY, [minute])}
    drawn.add(minute, "passed_on", to=chance.choice(("站长", "公司")))
    if drawn.kind == "tip_off":
        return {"tip_off": _verdict(30, [minute])}
    drawn.add(minute + 1000, "answered", satisfied=True)
    return {"complaint": "met"}


def _expected(drawn: Drawn) -> dict[str, str]:
    leak = drawn.kind == "leak"
    arrived, finished = drawn.minutes("arrived"), drawn.minutes("finished")
    phone, joined = drawn.minutes("phone_solved"), drawn.minutes("joined_outage")
    explained = drawn.minutes("explained")
    put_off = [(minute, _until(drawn, minute)) for minute in drawn.minutes("rescheduled_by_user")]
    nobody = [(minute, None) for minute in drawn.minutes(*USER_REASONS)]
    contacted = drawn.minutes("contacted")
    at_door = (
        (LEAK, [*arrived, *finished, *joined], phone) if leak else (ARRIVE, [*arrived, *finished], [*phone, *joined])
    )
    spoken = [*contacted, *arrived, *finished, *joined, *phone]
    return {
        "contact": "none" if leak else _verdict(CONTACT, spoken, explained=explained),
        "arrive": _verdict(*at_door, users=[*put_off, *nobody], explained=explained),
        "finish": _verdict(FINISH, [*finished, *phone], joined, users=[*put_off, *nobody], explained=explained),
    }


def _verdict(
    limit: int,
    stops: list[int],
    releases: list[int] = (),  # type: ignore[assignment]
    users: list[tuple[int, int | None]] = (),  # type: ignore[assignment]
    explained: list[int] = (),  # type: ignore[assignment]
) -> str:
    """By the regulation: in time, or which lateness; times are minutes after the call."""
    stop, let_go = min(stops, default=None), min(releases, default=None)
    if let_go is not None and (stop is None or let_go <= stop):
        if let_go <= limit:
            return "none"
        stop = let_go
    if stop is not None and stop <= limit:
        return "met"
    for minute, until in users:
        told_before = minute <= limit and (stop is None or minute < stop)
        if told_before and (until is None or (stop is not None and until + limit >= stop)):
            return "late_user"
    return "late_explained" if any(stop is None or minute < stop for minute in explained) else "late_unexplained"


def _until(drawn: Drawn, minute: int) -> int:
    """How many minutes after the call the next 11:45 is."""
    at = drawn.told_at + minute * MINUTE
    to = at.replace(hour=11, minute=45)
    return int(((to if to > at else to + timedelta(days=1)) - drawn.told_at) / MINUTE)


def _time(moment: datetime) -> str:
    # As the station writes it: China time, without saying so.
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")
