"""How long a call, a repair or a number counts as one of these days; data (resources/lately.json)."""

from functools import cache

from app.paths import resource_json


@cache
def lately_days() -> int:
    """So many days back is lately; read once."""
    return int(resource_json("lately.json")["days"])
