"""How long a call, a repair or a number counts as one of these days; data (resources/lately.json)."""

import json
from functools import cache

from app.paths import resource


@cache
def lately_days() -> int:
    """So many days back is lately; read once."""
    return int(json.loads(resource("lately.json").read_text(encoding="utf-8"))["days"])
