"""The commands of the command line, one file per subject; each is `run(target, options) -> exit code`."""

import argparse
from collections.abc import Callable
from importlib import import_module

from app.bootstrap import Target

Command = Callable[[Target, argparse.Namespace], int]

_PLACES = {
    "import": ("ledger", "import_file"),
    "export": ("exporting", "export_file"),
    "search": ("finding", "search_text"),
    "reindex": ("finding", "rebuild_keys"),
    "find": ("finding", "find_code"),
    "print": ("papers", "print_number"),
    "deadline": ("limits", "show_deadlines"),
    "calendar": ("limits", "import_calendar"),
    "verify": ("trust", "verify_database"),
    "doctor": ("trust", "show_health"),
    "tour": ("touring", "run_tour"),
}


def find_command(name: str) -> Command:
    """The function behind a command's name; its module is imported only now, so that others stay quick."""
    module, function = _PLACES[name]
    command: Command = getattr(import_module(f"app.commands.{module}"), function)
    return command
