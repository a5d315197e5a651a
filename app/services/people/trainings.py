"""培训: who was taught what, and when."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.models.qualifications import Training
from app.models.station import Staff
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound
from app.services.kernel.unit import writing
from app.services.people.demands import demands


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """One training of one person."""

    id: int
    kind: str
    day: date
    topic: str
    version: int


@dataclass(frozen=True, slots=True)
class TrainingDraft:
    """One training and everybody who took part: a class is entered once."""

    staff_ids: tuple[int, ...]
    kind: str
    day: date
    topic: str


@dataclass(frozen=True, slots=True)
class TrainingKept:
    entered: int


def trainings(desk: Desk, staff_id: int) -> list[TrainingRow]:
    """Trainings of one person that are not voided, the newest first."""
    query = Training.select(Training.id, Training.kind, Training.day, Training.topic, Training.version).where(
        Training.staff == staff_id, Training.voided_at.is_null()
    )
    return desk.store.rows(query.order_by(Training.day.desc(), Training.id.desc()), _row)


def add_training(desk: Desk, draft: TrainingDraft, key: UUID) -> TrainingKept:
    """Enter a training for everybody who took part, in one unit. Only the manager may."""
    desk.require(Role.MANAGER)
    problems: dict[str, str] = {}
    if not draft.staff_ids:
        problems["staff_ids"] = "请勾选谁参加了培训。"
    if draft.kind not in demands().training_kinds:
        problems["kind"] = "请选择培训类别。"
    if not draft.topic.strip():
        problems["topic"] = "请填写培训内容。"
    if draft.day > desk.today():
        problems["day"] = "培训日期还没有到，请在培训后登记。"
    if problems:
        raise InvalidInput(problems)
    with writing(desk, "training.add", key) as unit:
        if first := unit.earlier(TrainingKept):
            return first
        wanted = sorted(set(draft.staff_ids))
        if len(unit.store.scalars(Staff.select(Staff.id).where(Staff.id.in_(wanted)))) != len(wanted):
            raise NotFound("有工作人员已不存在。请刷新后再试。")
        fields = {"kind": draft.kind, "day": draft.day.isoformat(), "topic": draft.topic.strip()}
        unit.insert_many(Training, [{"staff_id": staff_id, **fields} for staff_id in wanted])
        for staff_id in wanted:
            unit.changed("staff", staff_id)
        return unit.result(TrainingKept(len(wanted)))


def void_training(desk: Desk, training_id: int, version: int, key: UUID) -> TrainingKept:
    """作废: entered by mistake. Only the manager may."""
    desk.require(Role.MANAGER)
    with writing(desk, "training.void", key) as unit:
        if first := unit.earlier(TrainingKept):
            return first
        staff_id = unit.store.scalar(Training.select(Training.staff).where(Training.id == training_id))
        unit.update(Training, training_id, version, voided_at=unit.at)
        unit.changed("staff", staff_id)
        return unit.result(TrainingKept(0))


def _row(id: int, kind: str, day: str, topic: str, version: int) -> TrainingRow:
    return TrainingRow(id, kind, date.fromisoformat(day), topic, version)
