"""The fields of one JSON object of the file, each read as what it must be, or refused by its place."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from app.services.kernel.errors import Refused
from app.services.kernel.times import CHINA, china

_OF_DAY = re.compile(r"(\d{1,2})[:：](\d{2})")
# Limits count minutes: an hour alone says too little.
_TO_THE_MINUTE = re.compile(r"[Tt ]\d{2}:\d{2}")
# Nothing of a station's life lies outside; beyond, moments have no milliseconds that a table could keep.
_YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Fields:
    """`where` names file and line, `path` leads to the object, such as `events[2].`."""

    where: str
    path: str
    values: Mapping[str, Any]

    @classmethod
    def of_line(cls, name: str, number: int, text: str) -> Self:
        """The object on one line. Refused when the line holds none."""
        where = f"“{name}”第 {number} 行"
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Refused(
                f"{where}不是完整的 JSON。一行写一个来电，行末不加逗号；请核对引号和括号，文件是否完整。"
            ) from error
        if not isinstance(values, dict):
            raise Refused(f"{where}不是一个来电。一行写一个，写在花括号里，外面不加方括号。")
        return cls(where, "", values)

    def refuse(self, name: str, why: str) -> Refused:
        """The sentence for a field that cannot be read."""
        return Refused(f"{self.where} {self.path}{name}：{why}。")

    def text(self, name: str) -> str:
        """A text or a number as a text without line ends; empty when the field is missing or null."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.refuse(name, "应是文字")
        return " ".join(str(value).split())

    def truth(self, name: str) -> bool | None:
        value = self.values.get(name)
        if value is None or isinstance(value, bool):
            return value
        raise self.refuse(name, "应是 true 或 false")

    def ordinal(self, name: str) -> int | None:
        """A whole number from 1."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 99:
            raise self.refuse(name, "应是从 1 起的次数")
        return value

    def moment(self, name: str) -> datetime | None:
        """A moment, in China time unless it says otherwise; None when the field is missing or null."""
        text = self.text(name)
        if not text:
            return None
        found = told(text)
        if found is None:
            raise self.refuse(name, f"“{text}”不是时间。请写作 2026-12-06T02:20")
        return found

    def group(self, name: str) -> Self:
        """The object in this field; an empty one when it is missing or null."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, dict):
            raise self.refuse(name, "应写在花括号里")
        return type(self)(self.where, f"{self.path}{name}.", value or {})

    def groups(self, name: str) -> list[Self]:
        """The objects listed in this field."""
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.refuse(name, "应是方括号里的一列")
        found = []
        for place, entry in enumerate(value):
            path = f"{self.path}{name}[{place}]"
            if not isinstance(entry, dict):
                raise Refused(f"{self.where} {path}：应写在花括号里。")
            found.append(type(self)(self.where, f"{path}.", entry))
        return found


def told(text: str) -> datetime | None:
    """The moment a text names to the minute, China time when it names no zone; None when it names none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.year not in _YEARS or not _TO_THE_MINUTE.search(text):
        return None
    return moment.replace(tzinfo=CHINA) if moment.utcoffset() is None else moment.astimezone(CHINA)


def next_time(text: str, after: datetime) -> datetime | None:
    """The next such time of day after a moment, `18:30`; None when the text is none."""
    found = _OF_DAY.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    moment = china(after).replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    return moment if moment > after else moment + timedelta(days=1)
