"""Reads a file of a real day, one call a line as JSON. What cannot be read is refused with file, line and field."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from app.services.kernel.errors import Refused
from app.services.repairs.faults import faults
from app.services.repairs.values import FaultGroup
from app.tour.real_day.fields import Fields, next_time, told
from app.tour.real_day.values import CLOCKS, VERDICTS, Caller, Fact, Kind, Story, What

_KINDS = {
    "enquiry": Kind.ENQUIRY,
    "咨询": Kind.ENQUIRY,
    "forwarded": Kind.FORWARDED,
    "上级转办": Kind.FORWARDED,
    "complaint": Kind.COMPLAINT,
    "投诉": Kind.COMPLAINT,
    "tip_off": Kind.TIP_OFF,
    "举报": Kind.TIP_OFF,
}
_KNOWN = frozenset(map(str, What))
_SUFFIXES = (".jsonl", ".json")
# Words of a fact stand under another name with each kind of it.
_WORDS = ("words", "note", "advice", "reason")


def is_real_day(path: Path) -> bool:
    """Whether the file is to hold calls as JSON, one a line, rather than a table; Refused when it cannot be read."""
    return path.suffix.lower() in _SUFFIXES or _text(path).lstrip().startswith(("{", "["))


def read_day(path: Path) -> list[Story]:
    """All calls in the order of the file. Refused with a sentence naming file, line and field."""
    stories = []
    lines: dict[str, int] = {}
    for number, text in enumerate(_text(path).split("\n"), 1):
        if not text.strip():
            continue
        story = _story(number, Fields.of_line(path.name, number, text))
        if story.call in lines:
            raise Refused(
                f"“{path.name}”第 {number} 行 call：{story.call} 与第 {lines[story.call]} 行相同。请删去一行或改编号。"
            )
        lines[story.call] = number
        stories.append(story)
    if not stories:
        raise Refused(f"“{path.name}”里没有来电。请给一行一个来电的文件。")
    return stories


def _text(path: Path) -> str:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise Refused(f"找不到来电表“{path}”。") from error
    try:
        return body.decode("utf-16" if body.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", errors="replace")


def _story(number: int, line: Fields) -> Story:
    told_at = line.moment("told_at")
    if told_at is None:
        raise line.refuse("told_at", "没有填。请写作 2026-12-06T02:20")
    place = line.group("place")
    words = line.text("kind")
    events = [(_what(fields), _at(fields), fields) for fields in line.groups("events")]
    facts = [_fact(What(word), at, fields) for word, at, fields in events if word in _KNOWN]
    once = list(dict.fromkeys(facts))
    return Story(
        line=number,
        call=line.text("call") or str(number),
        scene=line.text("scene"),
        told_at=told_at,
        entered_at=line.moment("entered_at"),
        channel=line.text("channel") or "电话",
        caller=_caller(line.group("caller")),
        address=_address(place),
        building="".join(map(place.text, ("community", "building"))) if place.text("building") else "",
        unit=place.text("unit"),
        free_place=bool(place.text("free")),
        ledger_name=line.text("ledger_name"),
        kind=_KINDS.get(words, Kind.REPAIR),
        group=_group(words),
        words=line.text("words"),
        facts=tuple(sorted(once, key=lambda fact: fact.at)),
        expect=_expect(line),
        doubled=len(facts) - len(once),
        unknown=tuple((word, at) for word, at, _ in events if word not in _KNOWN),
    )


def _what(fields: Fields) -> str:
    word = fields.text("what")
    if not word:
        raise fields.refuse("what", f"没有填，不知道发生了什么。可以用：{'、'.join(What)}")
    return word


def _at(fields: Fields) -> datetime:
    at = fields.moment("at")
    if at is None:
        raise fields.refuse("at", "没有填。请写作 2026-12-06T02:20")
    return at


def _fact(what: What, at: datetime, fields: Fields) -> Fact:
    return Fact(
        what=what,
        at=at,
        repairer=fields.text("repairer"),
        visit=fields.ordinal("visit"),
        words=next(filter(None, map(fields.text, _WORDS)), ""),
        by=fields.text("by"),
        to="" if what is What.RESCHEDULED else fields.text("to"),
        until=_until(fields, what, at),
        part=fields.text("part"),
        cause=fields.text("cause"),
        done=fields.text("done"),
        responsibility=fields.text("responsibility"),
        view=fields.text("view") or fields.text("ticked"),
        witness=fields.text("witness"),
        facility=fields.text("facility"),
        owner=fields.text("owner"),
        agrees=fields.truth("agrees"),
        satisfied=fields.truth("satisfied"),
        risk_told=bool(fields.truth("risk_told")),
        incident=fields.text("incident"),
        with_scene=fields.text("with"),
        received_by=fields.text("received_by"),
    )


def _until(fields: Fields, what: What, at: datetime) -> datetime | None:
    if what is What.RESCHEDULED:
        text = fields.text("to")
        found = next_time(text, at) or told(text)
        if found is None:
            raise fields.refuse("to", f"“{text}”不是时间。请写作 18:30 或 2026-12-06T18:30")
        return found
    return fields.moment("expected") or fields.moment("until")


def _caller(fields: Fields) -> Caller:
    return Caller(fields.text("name"), fields.text("relation") or "本人", fields.text("phone"))


def _address(place: Fields) -> str:
    """As a clerk types it into the search box."""
    if free := place.text("free"):
        return free
    return place.text("community") + "-".join(filter(None, map(place.text, ("building", "unit", "room"))))


def _group(word: str) -> FaultGroup:
    """The group by its id or its Chinese word; a word nobody knows is a fault all the same."""
    by_word = {str(entry["word"]): str(entry["id"]) for entry in faults()["groups"]}
    found = by_word.get(word, word)
    return FaultGroup(found) if found in set(FaultGroup) else FaultGroup.OTHER


def _expect(line: Fields) -> dict[str, str]:
    expect: Mapping[str, Any] = line.group("expect").values
    for key, verdict in expect.items():
        if key not in CLOCKS and "." not in key:
            raise line.refuse(f"expect.{key}", f"没有这个时限。可以用：{'、'.join(CLOCKS)}")
        if verdict not in VERDICTS:
            raise line.refuse(f"expect.{key}", f"“{verdict}”不认识。可以用：{'、'.join(VERDICTS)}")
    return {key: str(verdict) for key, verdict in expect.items()}
