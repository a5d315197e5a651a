"""The form of the 日报: A4 portrait, counts first, then what was late, what stopped, what is left."""

from collections.abc import Iterable
from datetime import datetime

from app.services.kernel.desk import Station
from app.services.paper.kit import Copy, Face, Foot, Heading, Paper, Row, date_blank, label, signature_row, value
from app.services.paper.masking import mask_phones
from app.services.reports.daily import Daily, OpenLine, clock_word, day_word, span_words
from app.services.reports.lateness import LateClock
from app.services.reports.rates import Rate

TITLE = "日报"
_WIDTH = 175.0
_LABEL = 22.0
_RATES = (("项目", 48.0), ("全部口径", 27.0), ("剔除用户原因", 27.0), ("未到期", 14.0), ("构成", 59.0))
_LATE = (("受理号", 42.0), ("地点", 42.0), ("时限", 28.0), ("超时", 21.0), ("分类、依据", 42.0))
_OPEN = (("受理号", 42.0), ("类别", 16.0), ("受理", 20.0), ("地点", 42.0), ("诉求", 28.0), ("进展", 27.0))
_SMALL = 8.5
_NOTE = "全部口径在前，剔除用户原因并列。电话只印首尾；本表留站存档。"


def daily_paper(station: Station, found: Daily, *, number: str, qr: str, at: datetime, foot: str) -> Paper:
    """The declared paper; `number` is empty on a preview."""
    heading = Heading(
        company=" ".join(filter(None, (station.company, station.name))),
        title=TITLE,
        number=number or "（打印时编号）",
        below_number=(day_word(found.day), f"统计至 {clock_word(found.at)}"),
        qr=qr,
    )
    rows = (*_counts(found), *_rates(found.figures.rates), *_late(found.figures.late), *_stopped(found), *_left(found))
    signed = signature_row(("制表", date_blank(), 1), ("审核", date_blank(), 1), ("站长", date_blank(), 1))
    copy = Copy(heading, (*rows, signed), Foot(foot, _NOTE), flows=True)
    return Paper(TITLE, number or TITLE, f"{TITLE} {day_word(found.day)}", at, (copy,))


def _counts(found: Daily) -> tuple[Row, ...]:
    reported = found.figures.reported
    ended = (
        ("作废", reported.voided),
        ("并入停热事件", reported.joined),
        ("并件", reported.merged),
        ("因用户原因办结", reported.user_closed),
    )
    return (
        _said("受理", _sum(found.counts.taken)),
        _said("报修类别", _sum(found.counts.groups)),
        _said("报修其中", _sum((word, count) for word, count in ended if count)),
        _said("修复", f"{found.counts.repaired} 件"),
        _said("办结归档", _sum(found.counts.closed)),
    )


def _rates(rates: Iterable[Rate]) -> tuple[Row, ...]:
    return (
        _band("及时、回访、满意"),
        _titles(_RATES),
        *(
            _line(
                _RATES,
                f"{rate.title}（{rate.clause}）",
                f"{rate.whole.percent}　{rate.whole.fraction}",
                f"{rate.without_user.percent}　{rate.without_user.fraction}",
                str(rate.pending or ""),
                "，".join(f"{part.word} {part.count}" for part in rate.parts if part.count),
            )
            for rate in rates
        ),
    )


def _late(late: Iterable[LateClock]) -> tuple[Row, ...]:
    lines = [
        _line(
            _LATE,
            clock.number,
            mask_phones(clock.place),
            f"{clock.title}\n到 {clock_word(clock.due_at)}",
            span_words(clock.minutes),
            "\n".join((clock.classification.word, *_evidence(clock))),
        )
        for clock in late
    ]
    return (_band(f"超时 {len(lines)} 项"), _titles(_LATE), *lines) if lines else (_band("没有超时"),)


def _evidence(clock: LateClock) -> list[str]:
    return [f"{clock_word(fact.at)} {fact.word} {fact.by}".strip() for fact in clock.evidence if fact.counts]


def _stopped(found: Daily) -> tuple[Row, ...]:
    if not found.outages:
        return (_band("没有停热事件"),)
    return (
        _band(f"停热事件 {len(found.outages)} 起"),
        *(
            _said(
                row.cause_word,
                f"{row.number}　{mask_phones(f'{row.area}　{row.reason}')}　{clock_word(row.began_at)} 起，"
                + (f"{clock_word(row.restored_at)} 恢复" if row.restored_at else "尚未恢复")
                + f"，来电并入 {row.joined} 户",
            )
            for row in found.outages
        ),
    )


def _left(found: Daily) -> tuple[Row, ...]:
    lines = [_open(line) for line in found.open_lines]
    called = f"；另有 {found.to_call_back} 件已修好，待回访" if found.to_call_back else ""
    if not lines:
        return (_band(f"日末没有未办的工单{called}"),)
    return (_band(f"日末未办 {len(lines)} 件{called}"), _titles(_OPEN), *lines)


def _open(line: OpenLine) -> Row:
    now = line.phase if line.closed_at is None else f"{clock_word(line.closed_at)} 办结"
    progress = "\n".join(filter(None, (now, line.repairer)))
    place, words = mask_phones(line.place), mask_phones(line.words)
    return _line(_OPEN, line.number, line.kind, clock_word(line.told_at), place, words, progress)


def _sum(counts: Iterable[tuple[str, int]]) -> str:
    parts = [f"{word} {count} 件" for word, count in counts]
    return "，".join(parts) or "无"


def _said(name: str, text: str) -> Row:
    return Row((label(name, _LABEL), value(text, _WIDTH - _LABEL)))


def _band(text: str) -> Row:
    return Row((value(text, _WIDTH, centred=True, face=Face.BOLD),), 7.0, titles=True)


def _titles(columns: tuple[tuple[str, float], ...]) -> Row:
    return Row(tuple(label(title, width) for title, width in columns), titles=True)


def _line(columns: tuple[tuple[str, float], ...], *texts: str) -> Row:
    return Row(tuple(value(text, width, size=_SMALL) for text, (_, width) in zip(texts, columns, strict=True)))
