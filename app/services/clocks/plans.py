"""Reading a year's plan from a file: the shipped ones and the one a station loads each November.

Two forms are read. JSON, one object:

    {"year": 2027, "source": "国办发明电〔2026〕5号",
     "holidays": ["2027-01-01", …], "worked": ["2027-01-09", …]}

`holidays` lists every day of each holiday, weekend days included; `worked` the weekend days made up.
CSV (UTF-8 or GB18030), a line per day, 休 or 班; the lines 年份 and 文号 may be left out:

    文号,国办发明电〔2026〕5号
    日期,类型
    2027-01-01,休
    2027-01-09,班

Without 年份 the year is that of most days. Dates are written 2027-01-01, 2027/1/1 or 2027年1月1日.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from app.services.clocks.calendar import YearPlan
from app.services.kernel.errors import AppError

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_OFF = {"休", "放假", "假", "假日", "节假日", "休息"}
_WORKED = {"班", "上班", "调休上班", "补班", "调休"}
_FIXED = ((1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节"))
_WEEKDAYS = "一二三四五六日"
_SHOWN = 8


class BadCalendar(AppError):
    """The file is no sound plan; `problems` holds a sentence for each place."""

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        shown = "".join(problems[:_SHOWN])
        more = f"另有 {len(problems) - _SHOWN} 处。" if len(problems) > _SHOWN else ""
        super().__init__(f"{name} 未导入：{shown}{more}")
        self.problems = tuple(problems)


@dataclass(slots=True)
class _Sheet:
    """What a file said, before anything is believed; each day with the place it was written at."""

    year: int | None = None
    source: str = ""
    days: list[tuple[str, date, bool]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def parse_plan(data: bytes, name: str) -> YearPlan:
    """The plan in a JSON or CSV file called `name`; BadCalendar naming line and field when it is not sound."""
    text = _decode(data, name)
    sheet = _read_json(text, name) if text.lstrip().startswith(("{", "[")) else _read_csv(text)
    if sheet.year is None and sheet.days:
        sheet.year = Counter(day.year for _, day, _ in sheet.days).most_common(1)[0][0]
    problems = sheet.problems or list(_contradictions(sheet))
    if sheet.year is None or problems:
        raise BadCalendar(name, problems or ["没有一行日期。"])
    return YearPlan(
        year=sheet.year,
        source=sheet.source or name,
        holidays=tuple(sorted(day for _, day, worked in sheet.days if not worked)),
        worked=tuple(sorted(day for _, day, worked in sheet.days if worked)),
    )


def plan_json(plan: YearPlan) -> str:
    """`plan` in the JSON form that `parse_plan` reads, one list to a line."""
    lists = {"holidays": plan.holidays, "worked": plan.worked}
    days = ",\n".join(f'  "{key}": {json.dumps([day.isoformat() for day in days])}' for key, days in lists.items())
    return f'{{\n  "year": {plan.year},\n  "source": {json.dumps(plan.source, ensure_ascii=False)},\n{days}\n}}\n'


def _decode(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadCalendar(name, ["文字编码不是 UTF-8 或 GB18030，请另存后再导入。"])


def _read_csv(text: str) -> _Sheet:
    sheet = _Sheet()
    rows = csv.reader(text.splitlines())
    for row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0] == "日期":
            continue
        place = f"第 {rows.line_num} 行"
        value = cells[1] if len(cells) > 1 else ""
        if cells[0] == "文号":
            sheet.source = value
        elif cells[0] == "年份":
            sheet.year = _year(value, f"{place} 年份", sheet.problems)
        elif value in _OFF or value in _WORKED:
            _add_day(sheet, f"{place} 日期", cells[0], worked=value in _WORKED)
        else:
            sheet.problems.append(f"{place} 类型：应为“休”或“班”，现为“{value}”。")
    return sheet


def _read_json(text: str, name: str) -> _Sheet:
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadCalendar(name, [f"第 {error.lineno} 行第 {error.colno} 字：不是有效的 JSON。"]) from error
    sheet = _Sheet()
    if not isinstance(raw, dict):
        sheet.problems.append("第 1 行：应为一个对象，含 year、source、holidays、worked。")
        return sheet
    sheet.problems += [f"{_line(text, key)} {key}：没有这一栏。" for key in raw.keys() - _FIELDS]
    sheet.problems += [f"缺少 {key} 一栏。" for key in sorted(_FIELDS - raw.keys())]
    sheet.year = _year(raw.get("year"), f"{_line(text, 'year')} year", sheet.problems) if "year" in raw else None
    sheet.source = str(raw.get("source", "")).strip()
    for key in ("holidays", "worked"):
        days = raw.get(key, [])
        if not isinstance(days, list):
            sheet.problems.append(f"{_line(text, key)} {key}：应为日期的列表。")
            continue
        for number, day in enumerate(days, 1):
            _add_day(sheet, f"{_line(text, str(day))} {key} 第 {number} 项", day, worked=key == "worked")
    return sheet


_FIELDS = {"year", "source", "holidays", "worked"}


def _line(text: str, value: str) -> str:
    found = text.find(f'"{value}"')
    return f"第 {text.count(chr(10), 0, max(found, 0)) + 1} 行"


def _year(value: object, place: str, problems: list[str]) -> int | None:
    if isinstance(value, int | str) and re.fullmatch(r"20\d\d", str(value)):
        return int(value)
    problems.append(f"{place}：应为四位年份，现为“{value}”。")
    return None


def _add_day(sheet: _Sheet, place: str, value: object, *, worked: bool) -> None:
    written = _DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        day = date(*map(int, written.groups())) if written else None
    except ValueError:
        day = None
    if day is None:
        sheet.problems.append(f"{place}：“{value}”不是日期，应写作 2027-01-01。")
    else:
        sheet.days.append((place, day, worked))


def _contradictions(sheet: _Sheet) -> Iterator[str]:
    """What each line says rightly but the whole year cannot be."""
    year = sheet.year
    if year is None:
        return
    seen: dict[date, bool] = {}
    for place, day, worked in sheet.days:
        weekday = f"周{_WEEKDAYS[day.weekday()]}"
        if day.year != year and not (day.year == year - 1 and (day.month, day.day) >= (12, 25)):
            yield f"{place}：{day} 不在 {year} 年内。"
        if worked and day.isoweekday() <= 5:
            yield f"{place}：{day} 是{weekday}，调休上班日应为周六或周日。"
        if day in seen:
            yield f"{place}：{day} 又列为休、又列为班。" if seen[day] != worked else f"{place}：{day} 重复。"
        seen[day] = worked
    off = {day for day, worked in seen.items() if not worked}
    for month, number, holiday in _FIXED:
        if date(year, month, number) not in off:
            yield f"缺少 {date(year, month, number)}（{holiday}）的放假。"
    # A day off with the two after it, where the lunar new year can fall.
    spring = [day for day in off if date(year, 1, 18) <= day <= date(year, 2, 25)]
    runs = pairwise(sorted(spring))
    if sum(later - earlier == timedelta(1) for earlier, later in runs) < 2:
        yield "缺少春节的放假（1 月 18 日至 2 月 25 日之间应连休 3 天以上）。"
