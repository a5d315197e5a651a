"""A founded station on a database of the test's own, with a clock that stands still."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from app.services.clocks.rules import Rules
from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import StaffDraft, actor_named, add_staff
from app.services.kernel.station import FoundingDraft, found_station, unfounded_desk
from app.services.kernel.store import Store
from app.services.kernel.store.opening import FILE_NAME, open_folder, open_url
from app.services.kernel.times import CHINA, FrozenClock

# The first cold day, before the office opens.
MORNING = datetime(2026, 11, 15, 8, 0, tzinfo=CHINA)

MANAGER, CLERK, VIEWER = "王站长", "李客服", "赵只读"
REPAIRERS = ("张建国", "赵志强", "孙波", "李福生", "刘世全", "王海龙")

MANAGER_PIN, CLERK_PIN = "1234", "2345"

FOUNDING = FoundingDraft(
    code="PQZ",
    company="示例供热有限公司",
    name="示例供热站",
    repair_phone="022-00001234",
    complaint_phone="022-00004321",
    manager_name=MANAGER,
    manager_initials="wzz",
    badge="001",
    pin=MANAGER_PIN,
)


def found(store: Store) -> None:
    """First run and the staff every test may name."""
    desk = unfounded_desk(store, FrozenClock(MORNING), Rules.shipped())
    found_station(desk, FOUNDING, uuid4())
    manager = desk_for(store, MANAGER)
    add_staff(manager, StaffDraft(CLERK, "lkf", "002", frozenset({Role.CLERK}), pin=CLERK_PIN), uuid4())
    add_staff(manager, StaffDraft(VIEWER, "zzd", "003", frozenset({Role.VIEWER}), pin="3456"), uuid4())
    for place, name in enumerate(REPAIRERS, start=101):
        draft = StaffDraft(name, "", str(place), frozenset({Role.REPAIRER}), phone=f"1380000{place:04d}")
        add_staff(manager, draft, uuid4())


def desk_for(store: Store, name: str = CLERK, clock: FrozenClock | None = None) -> Desk:
    """A desk at which that operator works."""
    desk = unfounded_desk(store, clock or FrozenClock(MORNING), Rules.shipped())
    return desk.with_actor(actor_named(store, name))


@contextmanager
def opened(target: str | Path) -> Iterator[Store]:
    """A store on a folder or a PostgreSQL URL, closed afterwards."""
    text = str(target)
    store = (open_url(text) if text.startswith("postgresql://") else open_folder(Path(text))).store
    try:
        yield store
    finally:
        store.close()


def make_template(folder: Path) -> Path:
    """A folder with a founded station, to be copied."""
    with opened(folder) as store:
        found(store)
    return folder


def copy_template(template: Path, folder: Path) -> Path:
    """The founded station in another folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(template / FILE_NAME, folder / FILE_NAME)
    return folder
