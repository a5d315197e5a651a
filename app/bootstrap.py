"""The composition root: which database, whose desk, which window. Settings → database → desk → window."""

import gc
import importlib
import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from app.services.kernel.desk import Actor, Desk, Role
from app.services.kernel.errors import Refused
from app.services.kernel.times import Clock, SystemClock

PRODUCT = "heatdesk"
# What the first page asks. PySide reads the source of every module that is loaded after it, so these come first.
_BEFORE_QT = (
    "app.services.kernel.store.opening",
    "app.services.matters.rules_in_force",
    "app.services.matters.board",
    "app.services.repairs.faults",
    "app.services.kernel.logs",
    "app.services.kernel.station",
    "app.services.kernel.store.migrating",
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where the data is: a folder of an embedded database, or the URL of a shared one."""

    folder: Path
    url: str = ""

    @property
    def place(self) -> str:
        return self.url or str(self.folder.absolute())


def target_of(data: str | None, database: str | None) -> Target:
    """The target the command line names; without one, the user's own data folder.

    With a URL the folder still holds what belongs to this computer: logs and window settings.
    Refused when the name is blank (a script's variable that was never set) or the URL is of another kind.
    """
    if data is not None and not data.strip():
        raise Refused("--data 后面没有文件夹。请写明数据文件夹，或去掉 --data。")
    if database is not None and not database.startswith(("postgresql://", "postgres://")):
        raise Refused("数据库地址应写作 postgresql://用户:密码@主机:5432/库名。")
    if data:
        return Target(Path(data), database or "")
    import platformdirs

    return Target(platformdirs.user_data_path(PRODUCT, appauthor=False), database or "")


def open_desk(target: Target, who: str | None = None, clock: Clock | None = None) -> Desk:
    """Open (or make) the database and sit down at a desk; `who` is an operator named on the command line.

    Before the first run is done there is nobody to name: then `who` is taken at its word, so that a
    ledger can be brought in without a window.
    """
    if not target.url:
        _keep_server_driver_out()
    from app.services.kernel.station import unfounded_desk
    from app.services.kernel.store.opening import open_folder, open_url
    from app.services.matters.rules_in_force import load_rules

    store = (open_url(target.url) if target.url else open_folder(target.folder)).store
    try:
        desk = unfounded_desk(store, clock or SystemClock(), load_rules(store))
        if not desk.station.founded:
            return desk.with_actor(Actor(None, who or "首次录入", "", frozenset({Role.MANAGER, Role.CLERK})))
        if not who:
            return desk
        from app.services.kernel.operators import actor_named

        return desk.with_actor(actor_named(store, who))
    except BaseException:
        store.close()
        raise


def require_operator(desk: Desk) -> None:
    """A command that writes must say who answers for it."""
    if not desk.actor.name:
        raise Refused("这一步要写入数据，请用 --as 姓名 说明是谁在操作。")


def run_window(target: Target) -> int:
    """Open the program's window and stay until it is closed; returns the exit code.

    Refused where there is no display.
    """
    if not has_display():
        raise Refused("这里没有显示器，窗口打不开。命令行可以照常使用；heatdesk tour --out DIR 会把每个页面画成图片。")
    if not target.url:
        _keep_server_driver_out()
    # Collecting what start-up makes would find nothing and cost a tenth of it; later views/garbage.py collects.
    gc.disable()
    for name in _BEFORE_QT:
        importlib.import_module(name)
    from app.views.start import run

    code: int = run(target.folder, target.place, lambda: open_desk(target))
    return code


def has_display() -> bool:
    """Whether Qt can open a window here: always on Windows and macOS, elsewhere when a display is named."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _keep_server_driver_out() -> None:
    """peewee imports psycopg when it is installed, a tenth of a second that the embedded database does not need."""
    for name in ("psycopg", "psycopg2"):
        if name not in sys.modules and importlib.util.find_spec(name) is not None:
            sys.modules[name] = None  # type: ignore[assignment]
