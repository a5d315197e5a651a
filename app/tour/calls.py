"""A day of calls as a table: who called when, and what happened to each, in minutes after the call."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.services.kernel.errors import Refused
from app.services.kernel.times import CHINA
from app.services.repairs.faults import faults
from app.services.repairs.values import FaultGroup

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

ENQUIRIES = frozenset({"other", "咨询"})
# As the table is written, and as a spreadsheet saves it again.
TIMES = ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S")
CONTACTED, ARRIVED, FINISHED = "联系(分)", "到场(分)", "完工(分)"

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
    is_enquiry: bool
    group: FaultGroup
    contacted_at: datetime | None
    arrived_at: datetime | None
    finished_at: datetime | None
    done: str
    responsibility: str

    @property
    def address(self) -> str:
        """As a clerk types it into the search box."""
        return f"{self.community}{'-'.join(filter(None, (self.building, self.unit, self.room)))}"

    @property
    def dispatched_at(self) -> datetime:
        """The table does not say: at once for a leak, else when the user was reached, and never after arriving."""
        first = self.told_at + timedelta(minutes=1)
        if self.group is not FaultGroup.LEAK and self.contacted_at is not None:
            first = max(first, self.contacted_at)
        return min(first, self.arrived_at) if self.arrived_at is not None else first


def read_calls(path: Path) -> list[Call]:
    """All calls by time. Refused with a sentence naming file, line and column when the table is not as expected."""
    try:
        body = path.read_bytes()
    except OSError as error:
        raise Refused(f"找不到来电表“{path}”。") from error
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("gb18030", errors="replace")
    # Line ends stay as they are: a cell may hold one.
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in HEADINGS if name not in (reader.fieldnames or ())]
    if missing:
        raise Refused(f"“{path.name}”缺少栏目：{'、'.join(missing)}。")
    calls = [_read(path.name, reader.line_num, line) for line in reader if any(line[name] for name in HEADINGS)]
    if not calls:
        raise Refused(f"“{path.name}”里没有来电。")
    return sorted(calls, key=lambda call: call.told_at)


def _read(name: str, number: int, raw: dict[str, str | None]) -> Call:
    line = {column: " ".join((raw[column] or "").split()) for column in HEADINGS}
    where = f"“{name}”第 {number} 行"
    try:
        told_at = _time(line["来电时间"])
        contacted_at, arrived_at, finished_at = (
            told_at + timedelta(minutes=int(line[column])) if line[column] else None
            for column in (CONTACTED, ARRIVED, FINISHED)
        )
    except (ValueError, OverflowError) as error:
        raise Refused(f"{where}的时间读不懂，请写作 2026-11-15 00:42 和整分钟数。") from error
    if any(moment is not None and moment < told_at for moment in (contacted_at, arrived_at, finished_at)):
        raise Refused(f"{where}的分钟数是负数。请从来电时间往后算。")
    if finished_at is not None and arrived_at is not None and finished_at < arrived_at:
        raise Refused(f"{where}的完工早于到场。请核对{ARRIVED}和{FINISHED}。")
    if finished_at is not None and contacted_at is not None and finished_at < contacted_at:
        # Nobody rings to make an appointment for what is done; the arrival stands for the contact.
        contacted_at = None
    return Call(
        told_at=told_at,
        phone=line["来电号码"],
        community=line["小区"],
        building=line["楼"],
        unit=line["单元"],
        room=line["室"],
        name=line["户名"],
        words=line["诉求"],
        is_enquiry=line["类别"] in ENQUIRIES,
        group=_group(line["类别"]),
        contacted_at=contacted_at,
        arrived_at=arrived_at,
        finished_at=finished_at,
        done=line["处理结果"],
        responsibility=_RESPONSIBILITY.get(line["责任方"], "待定"),
    )


def _time(text: str) -> datetime:
    for form in TIMES[:-1]:
        try:
            return datetime.strptime(text, form).replace(tzinfo=CHINA)
        except ValueError:
            continue
    return datetime.strptime(text, TIMES[-1]).replace(tzinfo=CHINA)


def _group(text: str) -> FaultGroup:
    """The group by its id or its Chinese word; a word nobody knows is a fault all the same."""
    words = {str(entry["word"]): str(entry["id"]) for entry in faults()["groups"]}
    found = words.get(text, text)
    return FaultGroup(found) if found in set(FaultGroup) else FaultGroup.OTHER
