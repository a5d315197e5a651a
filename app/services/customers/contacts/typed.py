"""Areas and days as a clerk types them, in the form of the tables; what has two meanings is not guessed."""

import re
from datetime import date
from unicodedata import normalize

from app.services.customers.ledger.values import LARGE_AREA_C, SMALL_AREA_C
from app.services.kernel.text import clean

# A Chinese keyboard gives 。 and ， for the point; behind a ， three figures would be thousands as well.
_AREA = re.compile(r"-?[0-9]+(?:(?:\.|。)[0-9]+|，[0-9]{1,2})?")
_UNIT = re.compile(r"\s*(?:m2|平方米|平米|平方|平)$", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})")


def read_area(text: str) -> tuple[int | None, str | None]:
    """Hundredths of a square metre, or why the text is no area, in a sentence."""
    typed = _UNIT.sub("", _folded(text))
    if not typed:
        return None, "请填写面积，单位平方米。"
    if _AREA.fullmatch(typed) is None:
        return None, "面积只写一个数，例如 92.5，不带逗号和空格。"
    hundredths = float(re.sub("[。，]", ".", typed)) * 100
    if hundredths <= 0:
        return None, "面积要大于 0，请核对后再填。"
    if hundredths < SMALL_AREA_C:
        return None, f"面积小于 {SMALL_AREA_C // 100} ㎡，请核对后再填。"
    if hundredths > LARGE_AREA_C:
        return None, f"面积超过 {LARGE_AREA_C // 100} ㎡，请核对后再填。"
    return round(hundredths), None


def read_day(text: str) -> tuple[str, str | None]:
    """The day as YYYY-MM-DD, typed so or as YYYYMMDD; '' and a sentence when it is none. Nothing typed is no day."""
    typed = _folded(text)
    if not typed:
        return "", None
    if found := _DAY.fullmatch(typed):
        try:
            return date(int(found[1]), int(found[3]), int(found[4])).isoformat(), None
        except ValueError:
            return "", "没有这一天，请核对日期。"
    return "", "日期写成 2026-11-15 这样。"


def _folded(text: str) -> str:
    """Full-width forms as the narrow ones, but the ， of a Chinese keyboard stays apart from the comma."""
    return "，".join(normalize("NFKC", part) for part in clean(text).split("，")).strip()
