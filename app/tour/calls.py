"""A day of calls as a table: who called when, and what happened to each, in minutes after the call."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.services.kernel.errors import Refused
from app.services.kernel.times import CHINA

HEADINGS = (
    "来电时间",
    "来电号码",
    "小区",
    "楼",
    "单元",
    "室",
    "户名",
    "诉求",
    "类别",
    "联系(分)",
    "到场(分)",
    "完工(分)",
    "处理结果",
    "责任方",
)

ENQUIRY = "other"

_RESPONSIBILITY = {
    "供热单位": "供热单位",
    "用户": "用户自用设施",
    "开发商保修期": "建设单位(保修期内)",
    "第三方": "第三方",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the day; moments are aware, None where the line says nothing."""

    told_at: datetime
    phone: str
    community: str
    building: str
    unit: str
    room: str
    name: str
    words: str
    group: str
    contacted_at: datetime | None
    arrived_at: datetime | None
    finished_at: datetime | None
    done: str
    responsibility: str

    @property
    def is_enquiry(self) -> bool:
        return self.group == ENQUIRY

    @property
    def address(self) -> str:
        """As a clerk types it into the search box."""
        return f"{self.community}{self.building}-{self.unit}-{self.room}"

    @property
    def dispatched_at(self) -> datetime:
        """The table does not say: at once for a leak, else when the user was reached, and never after arriving."""
        first = self.told_at + timedelta(minutes=1)
        if self.group != "leak" and self.contacted_at is not None:
            first = max(first, self.contacted_at)
        return min(first, self.arrived_at) if self.arrived_at is not None else first


def read_calls(path: Path) -> list[Call]:
    """All calls by time. Refused with a sentence naming file, line and column when the table is not as expected."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Refused(f"找不到来电表“{path}”。") from error
    except UnicodeDecodeError:
        text = path.read_bytes().decode("gb18030", errors="replace")
    reader = csv.DictReader(io.StringIO(text))
    missing = [name for name in HEADINGS if name not in (reader.fieldnames or ())]
    if missing:
        raise Refused(f"“{path.name}”缺少栏目：{'、'.join(missing)}。")
    calls = [_read(path.name, number, line) for number, line in enumerate(reader, start=2)]
    return sorted(calls, key=lambda call: call.told_at)


def _read(name: str, number: int, line: dict[str, str]) -> Call:
    try:
        told_at = datetime.strptime(line["来电时间"].strip(), "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)
        after = {
            column: told_at + timedelta(minutes=int(line[column])) if line[column].strip() else None
            for column in ("联系(分)", "到场(分)", "完工(分)")
        }
    except ValueError as error:
        raise Refused(f"“{name}”第 {number} 行的时间读不懂，请写作 2026-11-15 00:42 和整分钟数。") from error
    return Call(
        told_at=told_at,
        phone=line["来电号码"].strip(),
        community=line["小区"].strip(),
        building=line["楼"].strip(),
        unit=line["单元"].strip(),
        room=line["室"].strip(),
        name=line["户名"].strip(),
        words=line["诉求"].strip(),
        group=line["类别"].strip(),
        contacted_at=after["联系(分)"],
        arrived_at=after["到场(分)"],
        finished_at=after["完工(分)"],
        done=line["处理结果"].strip(),
        responsibility=_RESPONSIBILITY.get(line["责任方"].strip(), "待定"),
    )
