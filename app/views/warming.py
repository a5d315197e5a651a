"""What the first call would wait for is loaded once the board stands, on a thread of its own."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from threading import Event, Thread

from app.views.garbage import begin_work, end_work, keep_for_good

# The dialogs of a call and of a man on his way, with the services behind them; modules only, nothing is made.
WANTED_SOON = (
    "app.views.repairs.intake_dialog",
    "app.views.repairs.contact_dialogs",
    "app.views.repairs.dispatch_dialog",
    "app.views.repairs.visit_dialogs",
    "app.views.repairs.finish_dialogs",
    "app.views.widgets.hit_list",
    "app.services.customers.finding.search",
)


_loaded = Event()


def is_warm() -> bool:
    """Whether everything wanted soon is loaded: it may be imported without waiting."""
    return _loaded.is_set()


def load_soon() -> None:
    """Returns at once. Who wants one of these meanwhile waits for that one alone."""
    load_beside(_load, "loading")


def load_beside(load: Callable[[], object], name: str) -> None:
    """`load` on a thread of its own; what it brings, modules by the hundred, stays: it is no garbage to look at."""
    begin_work(load)
    Thread(target=partial(_load_and_keep, load), name=name, daemon=True).start()


def _load_and_keep(load: Callable[[], object]) -> None:
    try:
        load()
    finally:
        keep_for_good()
        end_work(load)


def _load() -> None:
    for name in WANTED_SOON:
        import_module(name)
    _loaded.set()
