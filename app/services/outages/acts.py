"""Everything a desk can do with an incident: each act takes the Desk first, is one unit, repeats safely by its key."""

from app.services.outages.incident import (
    arrive,
    begin,
    change_areas,
    correct_time,
    extend,
    post_notice,
    replan,
    restore,
    take_outage,
    tell_users,
    void,
    withdraw_event,
)
from app.services.outages.joining import join, join_many, leave, tell_restored, tell_update

__all__ = [
    "arrive",
    "begin",
    "change_areas",
    "correct_time",
    "extend",
    "join",
    "join_many",
    "leave",
    "post_notice",
    "replan",
    "restore",
    "take_outage",
    "tell_restored",
    "tell_update",
    "tell_users",
    "void",
    "withdraw_event",
]
