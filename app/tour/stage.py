"""The stage of the tour: an empty folder, a founded station with its staff, a ledger."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from app.services.clocks.rules import Rules
from app.services.customers.importing.imports import import_ledger
from app.services.customers.importing.report import ImportReport
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import Refused
from app.services.kernel.operators import StaffDraft, actor_named, add_staff, list_staff
from app.services.kernel.station import FoundingDraft, found_station, read_station, unfounded_desk
from app.services.kernel.store import Store
from app.services.kernel.store.opening import open_folder, open_url
from app.services.kernel.times import FrozenClock

MARK = "tour.txt"
MANAGER, MANAGER_PIN = "王站长", "1234"
CLERK, CLERK_PIN, CALLER, CALLER_PIN = "李客服", "2345", "周客服", "4567"

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
REPAIRERS = ("张建国", "赵志强", "孙波", "李福生", "刘世全", "王海龙", "陈永", "郭立军")


@dataclass(frozen=True, slots=True)
class Stage:
    """Where everything of the tour lies, and who works in it."""

    folder: Path
    papers: Path
    pictures: Path
    scans: Path
    store: Store
    clock: FrozenClock
    repairer_ids: tuple[int, ...]

    def desk(self, name: str = CLERK) -> Desk:
        """The desk of one of the staff."""
        desk = unfounded_desk(self.store, self.clock, Rules.shipped())
        return desk.with_actor(actor_named(self.store, name))


def set_stage(folder: Path, clock: FrozenClock, url: str = "") -> Stage:
    """Make the folder (an earlier tour's is made anew) and found the station, there or in the database of `url`.

    Refused for a folder of somebody else, and for a database that has a station.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = folder / MARK
        if any(folder.iterdir()) and not mark.exists():
            raise Refused(f"“{folder}”里已有别的文件，演示没有开始。请给一个空文件夹。")
        mark.write_text("HeatDesk tour\n", encoding="utf-8")
        for name in ("data", "papers", "pictures", "scans"):
            shutil.rmtree(folder / name, ignore_errors=True)
            (folder / name).mkdir()
    except OSError as error:
        raise Refused(f"“{folder}”不能用作演示的文件夹（{error.strerror}）。请换一个空文件夹。") from error
    store = (open_url(url) if url else open_folder(folder / "data")).store
    if read_station(store) is not None:
        store.close()
        raise Refused("数据库里已有站点，演示没有开始。请给一个空数据库。")
    found_station(unfounded_desk(store, clock, Rules.shipped()), FOUNDING, uuid4())
    manager = unfounded_desk(store, clock, Rules.shipped()).with_actor(actor_named(store, MANAGER))
    clerk = frozenset({Role.CLERK})
    add_staff(manager, StaffDraft(CLERK, "lkf", "002", clerk, pin=CLERK_PIN), uuid4())
    add_staff(manager, StaffDraft(CALLER, "zkf", "003", clerk, pin=CALLER_PIN), uuid4())
    for badge, name in enumerate(REPAIRERS, start=101):
        draft = StaffDraft(name, "", str(badge), frozenset({Role.REPAIRER}), phone=f"1380000{badge:04d}")
        add_staff(manager, draft, uuid4())
    ids = tuple(int(row.id) for row in list_staff(store, Role.REPAIRER))
    return Stage(folder, folder / "papers", folder / "pictures", folder / "scans", store, clock, ids)


def bring_ledger_in(stage: Stage, path: Path) -> ImportReport:
    """The manager takes the ledger in."""
    return import_ledger(stage.desk(MANAGER), path, key=uuid4())
