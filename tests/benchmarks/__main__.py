"""Runs the rows named, or all: a table on stdout, or with --json only JSON; progress goes to stderr."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence

from tests.benchmarks import card, heartbeat, large, printing, reading, saving, start
from tests.benchmarks.stock import say
from tests.benchmarks.table import Measured, as_json, as_table

ROWS: dict[str, Callable[[], list[Measured]]] = {
    "start": start.starting,
    "search": reading.keystroke,
    "search-200k": reading.keystroke_in_great_town,
    "board": reading.board,
    "card": card.opening,
    "heartbeat": heartbeat.heartbeat,
    "save": saving.saving,
    "slips": printing.slips,
    "ledger": saving.ledger,
    "ledger-200k": large.large_ledger,
    "verify": reading.verification,
}


def main(arguments: Sequence[str]) -> None:
    """Measure and print; a row over its limit is said, not punished."""
    parser = argparse.ArgumentParser(prog="python dev.py bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; all without one")
    parser.add_argument("--json", action="store_true", help="the same rows as JSON")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.rows) - ROWS.keys()):
        parser.error(f"no row is called {', '.join(unknown)}; there are {', '.join(ROWS)}")
    measured: list[Measured] = []
    for name in options.rows or ROWS:
        started = time.monotonic()
        say(f"{name} …")
        measured += ROWS[name]()
        say(f"  {time.monotonic() - started:.1f} s")
    print(as_json(measured) if options.json else as_table(measured))


if __name__ == "__main__":
    main(sys.argv[1:])
