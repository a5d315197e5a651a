"""What the 站长晨报 says, section by section, in sentences that can be read aloud."""

from collections.abc import Iterable, Iterator, Sequence

from app.services.clocks.engine import Classification
from app.services.duty.reading_words import reading_words
from app.services.duty.readings import Reading
from app.services.kernel.times import china
from app.services.kinds import SEALED, SEALED_WORDS
from app.services.matters.board import BoardRow
from app.services.paper.masking import mask_phones
from app.services.reports.daily import Daily, DayCounts, clock_word, span_words
from app.services.reports.lateness import LateClock
from app.services.reports.morning import Morning
from app.services.reports.rates import Rate

_REPAIRS = "repair"


def sections(found: Morning) -> Iterator[tuple[str, str]]:
    """Heading and words of every section, in the order they are read; telephones in them are masked."""
    for name, words in _told(found):
        yield name, mask_phones(words)


def _told(found: Morning) -> Iterator[tuple[str, str]]:
    yield "天气运行", _running(found.reading)
    yield "昨日", _day(found.yesterday, found.named)
    yield "今日零点以来", _since_midnight(found.today)
    yield "现在未办", _open(found)
    yield "停热", _outages(found)
    yield "上级和投诉", _others(found)
    yield "请站长办", _approvals(found)
    yield "回单回访", _papers(found)
    yield "今日值班", _duty(found)


def _running(reading: Reading | None) -> str:
    return "还没有抄表，天气和运行参数未填。" if reading is None else f"{reading_words(reading)}。"


def _day(day: Daily, named: int) -> str:
    counts = day.counts
    if not (counts.taken or counts.repaired or day.figures.late):
        return "没有来电受理。"
    groups = f"报修中{_sum(counts.groups)}。" if counts.groups else ""
    lines = [f"{_taken(counts)}。{groups}修复 {counts.repaired} 件。"]
    lines += [_rate(rate) for rate in day.figures.rates if rate.whole.denominator]
    lines.append(_late(day.figures.late, named))
    return "\n".join(lines)


def _rate(rate: Rate) -> str:
    apart = rate.without_user
    both = "" if apart == rate.whole else f"（剔除用户原因 {apart.percent}）"
    return f"{rate.title} {rate.whole.percent}，{rate.whole.fraction}{both}。"


def _late(late: Sequence[LateClock], named: int) -> str:
    if not late:
        return "没有超时。"
    bare = [clock for clock in late if clock.classification is Classification.LATE_UNEXPLAINED]
    if not bare:
        return f"超时 {len(late)} 项，都已说明或属用户原因。"
    told = [f"{clock.place} {clock.title}超时 {span_words(clock.minutes)}" for clock in bare]
    return f"超时 {len(late)} 项，其中未说明 {len(bare)} 项：{_named(told, named)}。"


def _since_midnight(counts: DayCounts) -> str:
    return f"{_taken(counts)}，修复 {counts.repaired} 件。" if counts.taken or counts.repaired else "没有来电受理。"


def _taken(counts: DayCounts) -> str:
    return f"受理{_sum(counts.taken)}" if counts.taken else "没有来电受理"


def _open(found: Morning) -> str:
    repairs = [row for row in found.clocks if row.kind == _REPAIRS]
    if not repairs:
        return "没有未办的报修。"
    late = [row for row in found.late if row.kind == _REPAIRS]
    due = [row for row in found.due if row.kind == _REPAIRS]
    hours = int(found.ahead.total_seconds() // 3600)
    parts = [f"报修 {len(repairs)} 件。"]
    if late:
        told = [f"{row.place} {row.title}超时 {span_words(-row.minutes_left)}" for row in late]
        parts.append(f"已超时 {len(late)} 件：{_named(told, found.named)}。")
    if due:
        told = [f"{row.place} {row.title}，{china(row.due):%H:%M} 到期" for row in due]
        parts.append(f"{hours} 小时内到期 {len(due)} 件：{_named(told, found.named)}。")
    return "".join(parts)


def _outages(found: Morning) -> str:
    if not found.outages:
        return "没有停热。"
    told = [
        f"{row.area}，{clock_word(row.began_at)} 起，{row.cause_word}"
        + (f"，预计 {clock_word(row.expected_at)} 恢复" if row.expected_at else "，恢复时间未定")
        + (f"，来电 {row.joined} 户" if row.joined else "")
        for row in found.outages
    ]
    return f"{len(told)} 起：{_named(told, found.named)}。"


def _others(found: Morning) -> str:
    rows = [row for row in found.clocks if row.kind not in (_REPAIRS, "outage", "enquiry")]
    if not rows:
        return "没有未结的转办、投诉和举报。"
    told = [f"{_subject(row)} {row.title}{_when(row)}" for row in rows]
    return f"未结 {len(rows)} 件：{_named(told, found.named)}。"


def _subject(row: BoardRow) -> str:
    return SEALED_WORDS if row.kind in SEALED else row.place or row.number


def _when(row: BoardRow) -> str:
    late = row.minutes_left < 0
    return f"超时 {span_words(-row.minutes_left)}" if late else f" {clock_word(row.due)} 到期"


def _approvals(found: Morning) -> str:
    if not found.approvals:
        return "没有待补签的电话请示。"
    told = [f"{clock_word(row.asked_at)} {row.subject}，当时答复“{row.said}”" for row in found.approvals]
    return f"电话请示待补签 {len(told)} 件：{_named(told, found.named)}。"


def _papers(found: Morning) -> str:
    out = sum(carrier.count for carrier in found.carriers)
    called = f"待回访 {found.callbacks} 件。" if found.callbacks else "没有到时间的回访。"
    if not out:
        return f"回执单都已交回。{called}"
    told = [
        f"{carrier.repairer} {carrier.count} 张" + (f"（{carrier.old} 张超期）" if carrier.old else "")
        for carrier in found.carriers
    ]
    return f"未交回执单 {out} 张：{_named(told, found.named)}。{called}"


def _duty(found: Morning) -> str:
    duty = found.on_duty
    parts = [
        ("带班领导", [duty.leader] if duty.leader else []),
        ("值班", list(duty.desk)),
        ("夜间备班", list(duty.standby)),
    ]
    told = [f"{word} {'、'.join(person.name for person in people)}" for word, people in parts if people]
    return f"{'；'.join(told)}。" if told else "今天还没有排班。"


def _named(told: Sequence[str], most: int) -> str:
    shown = "；".join(told[:most])
    return shown if len(told) <= most else f"{shown}；另有 {len(told) - most} 件"


def _sum(counts: Iterable[tuple[str, int]]) -> str:
    return "、".join(f"{word} {count} 件" for word, count in counts)
