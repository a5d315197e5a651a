"""How long a clock still runs, as icon, word and colour."""

from datetime import datetime, timedelta

from app.views.texts import length
from app.views.theme import Tone
from app.views.widgets.badge import Badge


def time_left(due: datetime, now: datetime, warn_from: datetime | None = None) -> Badge:
    """`剩 18 分` green, amber from `warn_from` on (without it: in the last quarter of an hour), `超时 12 分` red."""
    left = due - now
    if left < timedelta(0):
        return Badge(f"超时 {length(left)}", Tone.RED, "overdue")
    soon = warn_from if warn_from is not None else due - timedelta(minutes=15)
    if now >= soon:
        return Badge(f"剩 {length(left)}", Tone.AMBER, "soon")
    return Badge(f"剩 {length(left)}", Tone.GREEN, "running")
