"""How an incident is said in lists, banners and notices on screen."""

from datetime import datetime

from app.services.outages.reads import OutageBanner, OutageRow, ToldRow
from app.services.outages.storm import StormOffer
from app.views.texts import day_and_time, length
from app.views.theme import Tone
from app.views.widgets.badge import Badge


def phase_badge(row: OutageRow, now: datetime) -> Badge:
    """Where the incident stands; while heat is off, for how long; a plan whose time has come asks whether it began."""
    if row.is_open:
        return Badge(f"停热 {length(now - row.began_at)}", Tone.RED, "outage")
    if row.is_planned:
        due = now >= row.began_at
        return Badge("到计划时间" if due else "计划", Tone.AMBER if due else Tone.ACCENT, "calendar")
    if row.to_tell and row.phase == "已恢复":
        return Badge(f"待告知 {row.to_tell} 户", Tone.AMBER, "callback")
    tone = Tone.NEUTRAL if row.phase in ("已归档", "作废") else Tone.GREEN
    return Badge(row.phase, tone, "void" if row.phase == "作废" else "done")


def expected_words(until: datetime | None, now: datetime) -> str:
    """`预计 11:00 恢复`; past, that it is over."""
    if until is None:
        return "恢复时间未定"
    return f"预计 {day_and_time(until, now)} 恢复" + ("，已过" if until < now else "")


def times_words(row: OutageRow, now: datetime) -> str:
    """Since when and until when, in one line."""
    began = day_and_time(row.began_at, now)
    if row.restored_at is not None:
        return f"{began} 停热，{day_and_time(row.restored_at, now)} 恢复"
    return f"{_since(began, row.is_planned)}，{expected_words(row.expected_at, now)}"


def banner_words(banner: OutageBanner, now: datetime) -> str:
    """What the caller is told."""
    reason = f"（{banner.reason or banner.cause_word}）"
    since = _since(day_and_time(banner.began_at, now), banner.planned)
    return f"{banner.area} {since}{reason}，{expected_words(banner.until, now)}"


def _since(began: str, planned: bool) -> str:
    return f"计划 {began} 起停热" if planned else f"{began} 起停热"


def storm_words(offer: StormOffer, now: datetime) -> str:
    """Why an incident is offered."""
    return f"{offer.building} {day_and_time(offer.since, now)} 起已有 {offer.count} 户来电，像是一件事"


def told_badge(row: ToldRow, restored: bool) -> Badge:
    """Where the caller stands in the list; `restored` once heat is back."""
    if row.last == "restored":
        return Badge("已告知恢复", Tone.GREEN, "done")
    if row.last == "left":
        return Badge("已撤出", Tone.NEUTRAL, "arrive")
    if not row.waits:
        return Badge("已另办", Tone.NEUTRAL, "done")
    if row.tries:
        return Badge(f"未接通 {row.tries} 次", Tone.AMBER, "callback")
    if restored:
        return Badge("待告知恢复", Tone.AMBER, "callback")
    return Badge("已告知", Tone.ACCENT, "explain")
