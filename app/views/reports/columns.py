"""What stands in the tables of the figures: rates, their parts, groups, late clocks with their evidence."""

from collections.abc import Sequence
from datetime import timedelta

from app.services.clocks.engine import Classification
from app.services.reports.lateness import Evidence, LateClock
from app.services.reports.rates import Rate
from app.services.reports.timeliness import Group
from app.views.session import Session
from app.views.texts import day_and_time, length, short_number, short_place
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.table_model import Column

_MARKS = {
    Classification.LATE_UNEXPLAINED: Badge("未说明", Tone.RED, "overdue"),
    Classification.LATE_EXPLAINED: Badge("已说明", Tone.AMBER, "explain"),
    Classification.LATE_USER: Badge("用户原因", Tone.NEUTRAL, "contact"),
}
# What the columns of a breakdown are called: narrower than the titles of the rates.
_SHORT = ("联系及时", "漏水到场", "其他到场", "24 小时处理", "回访", "满意")


def rate_columns() -> list[Column[Rate]]:
    """One line a rate, 全部口径 before 剔除用户原因, each with what it was divided from."""
    return [
        Column("指标", lambda rate: f"{rate.title} {rate.clause}"),
        Column("全部口径", lambda rate: rate.whole.percent, right=True),
        Column("件数", lambda rate: rate.whole.fraction, right=True),
        Column("剔除用户原因", lambda rate: rate.without_user.percent, right=True),
        Column("件数", lambda rate: rate.without_user.fraction, right=True),
        Column("其中", parts_of, tip=parts_of),
        Column("未到期", lambda rate: str(rate.pending) if rate.pending else "", right=True),
    ]


def parts_of(rate: Rate) -> str:
    """What the denominator is made of; a class nothing is in is not named."""
    return "　".join(f"{part.word} {part.count}" for part in rate.parts if part.count)


def group_columns(without_user: bool) -> list[Column[Group]]:
    """One line a group, a column a rate, in one way of counting."""

    def shown(place: int) -> Column[Group]:
        def text(group: Group) -> str:
            rate = group.rates[place]
            ratio = rate.without_user if without_user else rate.whole
            return f"{ratio.percent} {ratio.fraction}" if ratio.denominator else ratio.percent

        return Column(_SHORT[place], text, right=True, tip=lambda group: parts_of(group.rates[place]))

    return [
        Column("分组", lambda group: group.word or "未登记"),
        Column("受理", lambda group: str(group.reported.repairs), right=True),
        *(shown(place) for place in range(len(_SHORT))),
    ]


def late_columns(session: Session) -> list[Column[LateClock]]:
    """One line a late clock; its tip tells every fact that bears on it."""

    def evidence(line: LateClock) -> str:
        return evidence_words(session, line.evidence)

    return [
        Column("类别", lambda line: "", lambda line: _MARKS[line.classification]),
        Column("受理号", lambda line: _number(line.number), tip=lambda line: line.number),
        Column("时限", lambda line: f"{line.title} {line.clause}"),
        Column("超时", _minutes, right=True),
        Column("地址", lambda line: short_place(line.place), tip=lambda line: line.place),
        Column("维修员", lambda line: line.repairer),
        Column("依据", evidence, tip=lambda line: evidence(line).replace("；", "\n")),
    ]


def evidence_words(session: Session, evidence: Sequence[Evidence]) -> str:
    """`11-15 08:30 用户改约，至 10:00，李客服：明天在家（到访未遇单）`; what did not hold long enough says so."""
    from app.views.covering import words_shown

    if not evidence:
        return "没有说明记录"
    now = session.desk.now()
    told = []
    for fact in evidence:
        parts = [f"{day_and_time(fact.at, now)} {fact.word}"]
        if fact.until is not None:
            parts.append(f"至 {day_and_time(fact.until, now)}")
        said = "：".join(part for part in (fact.by, words_shown(session, fact.note)) if part)
        parts += [part for part in (said, fact.proof, "" if fact.counts else "未覆盖超时") if part]
        told.append("，".join(parts))
    return "；".join(told)


def _number(number: str) -> str:
    """`ZX 1115-0007`: matters of several kinds stand in this list, each kind counts from 1."""
    return f"{number.partition('-')[0]} {short_number(number)}"


def _minutes(line: LateClock) -> str:
    running = "" if line.stopped_at is not None else "，未办"
    return length(timedelta(minutes=line.minutes)) + running
