"""The command line: reads arguments, runs one command, turns what happened into an exit code.

0 done, 1 refused with a sentence on stderr, 2 wrong usage. Without a command the window opens.
"""

import argparse
import sys
from collections.abc import Sequence

from app import __version__
from app.services.kernel.errors import AppError

DONE, REFUSED = 0, 1
MOST_HITS = 10_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `heatdesk …`; returns the exit code."""
    _speak_utf8()
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except AppError as error:
        sys.stderr.write(f"{error.message}\n")
        return REFUSED
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        sys.stderr.close()
        return DONE


def _run(options: argparse.Namespace) -> int:
    from app.bootstrap import run_window, target_of

    target = target_of(options.data, options.database)
    if options.command is None:
        return run_window(target)
    from app.commands import find_command

    code: int = find_command(options.command)(target, options)
    return code


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer as JSON on stdout")
    parser = argparse.ArgumentParser(prog="heatdesk", description="HeatDesk 供热服务台")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--data", metavar="DIR", help="data folder of the embedded database")
    where.add_argument("--database", metavar="URL", help="postgresql://… shared by several desks")
    parser.add_argument("--as", dest="operator", metavar="NAME", help="who answers for what is written")
    parser.add_argument("--json", action="store_true", default=False, help="answer as JSON on stdout")
    parser.add_argument("--version", action="version", version=f"HeatDesk {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    ledger = commands.add_parser("import", parents=[common], help="take in a ledger (xlsx, xls, ods, csv), or undo one")
    ledger.add_argument("ledger", metavar="LEDGER", nargs="?", help="without one: list the ledgers taken in")
    ledger.add_argument("--dry-run", action="store_true", help="count without writing")
    ledger.add_argument("--errors", metavar="OUT.xlsx", help="write rejected lines to a workbook")
    ledger.add_argument("--accept", metavar="KINDS", help="of known premises change only these: 户名,电话,面积,… or 无")
    ledger.add_argument("--undo", type=int, metavar="BATCH", help="take a whole import back (manager)")
    ledger.add_argument("--reason", metavar="TEXT", default="", help="why it is undone")

    export = commands.add_parser("export", parents=[common], help="write the ledger to a workbook; recorded")
    export.add_argument("file", metavar="FILE.xlsx")
    export.add_argument("--reason", required=True, metavar="TEXT", help="what for and for whom")
    export.add_argument("--whole", action="store_true", help="names and phones unmasked (manager)")

    search = commands.add_parser("search", parents=[common], help="find premises as the search box does")
    search.add_argument("text")
    search.add_argument("--limit", type=_positive, default=20)

    paper = commands.add_parser("print", parents=[common], help="make a slip's PDF again, and journal it")
    paper.add_argument("number")
    paper.add_argument("--out", metavar="FILE.pdf", required=True)

    find = commands.add_parser("find", parents=[common], help="find the record of a slip's code, number or image")
    find.add_argument("code", metavar="CODE-OR-IMAGE")

    deadline = commands.add_parser("deadline", parents=[common], help="when a limit runs out, step by step")
    deadline.add_argument("policy", nargs="?", metavar="POLICY")
    deadline.add_argument("--working-days", type=int, metavar="N")
    deadline.add_argument("--from", dest="times", nargs="+", required=True, metavar="TIME")

    calendar = commands.add_parser("calendar", parents=[common], help="working-day plans")
    actions = calendar.add_subparsers(dest="action", metavar="ACTION", required=True)
    load = actions.add_parser("import", parents=[common], help="take in a year's plan")
    load.add_argument("file", metavar="FILE")

    verify = commands.add_parser("verify", parents=[common], help="check every row against its history")
    verify.add_argument(
        "--anchor", action="append", default=[], metavar="CODE", help="first characters printed on a paper"
    )

    doctor = commands.add_parser("doctor", parents=[common], help="versions and counts, without personal data")
    doctor.add_argument("--zip", metavar="FILE.zip", help="also pack the logs")

    commands.add_parser("reindex", parents=[common], help="rebuild the search keys")

    tour = commands.add_parser("tour", parents=[common], help="play a day through services and windows")
    tour.add_argument("--out", metavar="DIR", required=True)
    tour.add_argument("--ledger", metavar="FILE")
    tour.add_argument("--calls", metavar="FILE", help="a table (csv), or calls with all that then happened (jsonl)")
    tour.add_argument(
        "--look",
        action="append",
        choices=("light-100", "dark-100", "light-150", "dark-150"),
        help="pictures in this look only (may be repeated)",
    )
    tour.add_argument(
        "--picture", action="append", metavar="NAME", help="only this picture, such as board (may be repeated)"
    )
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_HITS:
        raise argparse.ArgumentTypeError(f"must be from 1 to {MOST_HITS}")
    return number


def _speak_utf8() -> None:
    """A Windows console or a pipe may have another encoding; our sentences are Chinese."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
