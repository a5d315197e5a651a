"""运行记录: weather, supply and return of the net as read off and typed in; hundredths of °C, kilopascals."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from peewee import JOIN, ModelSelect, fn

from app.models.duty import DutyReading
from app.models.station import Staff
from app.services.duty.settings import bounds, late_entry
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import writing
from app.services.matters.moments import refuse_future, spoken, whole_minute

_WEATHER, _REMARK = 20, 200
FIGURES = ("outdoor_c", "low_c", "high_c", "supply_c", "return_c", "supply_kpa", "return_kpa")


@dataclass(frozen=True, slots=True)
class ReadingDraft:
    """What was read off at `at`; None was not read. Another one of the same minute corrects it."""

    at: datetime
    weather: str = ""
    outdoor_c: int | None = None
    low_c: int | None = None
    high_c: int | None = None
    supply_c: int | None = None
    return_c: int | None = None
    supply_kpa: int | None = None
    return_kpa: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading that counts."""

    id: int
    at: datetime
    weather: str
    outdoor_c: int | None
    low_c: int | None
    high_c: int | None
    supply_c: int | None
    return_c: int | None
    supply_kpa: int | None
    return_kpa: int | None
    remark: str
    entered_at: datetime
    by: str

    @property
    def empty(self) -> bool:
        """A line that takes an earlier one back."""
        return not self.weather and all(getattr(self, name) is None for name in FIGURES)


@dataclass(frozen=True, slots=True)
class ReadingKept:
    reading_id: int


def record_reading(desk: Desk, draft: ReadingDraft, key: UUID) -> ReadingKept:
    """Keep a reading. InvalidInput names figures no net and no winter has; Refused for a time to come or long past."""
    desk.require(Role.CLERK)
    draft = replace(draft, weather=clean(draft.weather).strip(), remark=clean(draft.remark).strip())
    _refuse_odd_time(desk, draft.at)
    if problems := _problems(draft):
        raise InvalidInput(problems)
    with writing(desk, "duty.reading", key) as unit:
        if first := unit.earlier(ReadingKept):
            return first
        figures = {name: getattr(draft, name) for name in FIGURES}
        reading_id = unit.insert(
            DutyReading,
            at=whole_minute(draft.at),
            weather=draft.weather,
            remark=draft.remark,
            entered_at=unit.at,
            by_id=desk.actor.staff_id,
            **figures,
        )
        unit.changed("reading", reading_id)
        return unit.result(ReadingKept(reading_id))


def withdraw_reading(desk: Desk, reading_id: int, reason: str, key: UUID) -> ReadingKept:
    """作废: a reading of a wrong time counts no longer; it stays in the books. InvalidInput without a reason."""
    desk.require(Role.CLERK)
    said = clean(reason).strip()
    if not said or len(said) > _REMARK:
        raise InvalidInput({"reason": f"请写明作废原因，最多 {_REMARK} 个字。"})
    with writing(desk, "duty.reading_void", key) as unit:
        if first := unit.earlier(ReadingKept):
            return first
        at = unit.store.scalar(DutyReading.select(DutyReading.at).where(DutyReading.id == reading_id))
        if at is None:
            raise NotFound("没有这条运行记录。请刷新后再试。")
        new_id = unit.insert(DutyReading, at=at, remark=said, entered_at=unit.at, by_id=desk.actor.staff_id)
        unit.changed("reading", new_id)
        return unit.result(ReadingKept(new_id))


def latest_reading(desk: Desk) -> Reading | None:
    """The reading that counts and was read off last; None when there is none."""
    store, before = desk.store, desk.now() + timedelta(minutes=5)
    while True:
        query = _readings().where(DutyReading.at < before).order_by(DutyReading.at.desc(), DutyReading.id.desc())
        newest = store.first(query.limit(1), Reading)
        if newest is None or not newest.empty:
            return newest
        before = newest.at


def readings(desk: Desk, since: datetime, until: datetime) -> list[Reading]:
    """Readings that count, read off from `since` up to and without `until`, in order.

    Of several of one minute the one typed last counts.
    """
    return _effective(desk.store, since, until)


def _effective(store: Store, since: datetime, until: datetime) -> list[Reading]:
    query = _readings().where(DutyReading.at >= since, DutyReading.at < until).order_by(DutyReading.id)
    newest = {reading.at: reading for reading in store.rows(query, Reading)}
    return [newest[at] for at in sorted(newest) if not newest[at].empty]


def _refuse_odd_time(desk: Desk, at: datetime) -> None:
    refuse_future(at, desk.now(), "读数时间")
    if at < desk.now() - late_entry():
        raise Refused(f"读数时间 {spoken(at)} 已过去 {late_entry().days} 天以上，不能再补录。请核对日期。")


def _problems(draft: ReadingDraft) -> dict[str, str]:
    problems: dict[str, str] = {}
    for name, bound in bounds().items():
        figure = getattr(draft, name)
        if figure is not None and not bound.least <= figure <= bound.most:
            problems[name] = f"{bound.word}不在可能的范围内，请核对单位和小数点。"
    if len(draft.weather) > _WEATHER:
        problems["weather"] = f"天气最多 {_WEATHER} 个字。"
    if len(draft.remark) > _REMARK:
        problems["remark"] = f"备注最多 {_REMARK} 个字。"
    if _above(draft.low_c, draft.high_c):
        problems["low_c"] = "最低气温高于最高气温，请核对。"
    if _above(draft.return_c, draft.supply_c):
        problems["return_c"] = "回水温度高于供水温度，请核对是否填反。"
    if not problems and not draft.weather and all(getattr(draft, name) is None for name in FIGURES):
        problems["outdoor_c"] = "请至少填写一项。"
    return problems


def _above(lower: int | None, upper: int | None) -> bool:
    return lower is not None and upper is not None and lower > upper


def _readings() -> "ModelSelect[DutyReading]":
    row = DutyReading
    return row.select(
        row.id,
        row.at,
        row.weather,
        *(getattr(row, name) for name in FIGURES),
        row.remark,
        row.entered_at,
        fn.COALESCE(Staff.name, "").alias("by"),
    ).join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == row.by))
