"""Materials as one typed line: `生料带 1 卷，DN20 阀门 2 个`."""

import re

from app.services.repairs.work_values import MaterialDraft

_BETWEEN = re.compile(r"[,，;；、\n]+")
_ONE = re.compile(r"(?P<name>.*?\S)(?:[\s×xX*]+(?P<count>\d{1,4}(?:\.\d{1,2})?)\s*(?P<unit>[^\d\s]{0,4}))?")


def read_materials(text: str) -> tuple[MaterialDraft, ...] | None:
    """The lines typed, quantity one where none is written; None when a quantity is no number above nothing."""
    found = []
    for part in filter(None, (piece.strip() for piece in _BETWEEN.split(text))):
        match = _ONE.fullmatch(part)
        quantity = round(float(match["count"]) * 100) if match and match["count"] else 100
        if match is None or quantity <= 0:
            return None
        found.append(MaterialDraft(match["name"], quantity, match["unit"] or ""))
    return tuple(found)
