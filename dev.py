#!/usr/bin/env python3
"""The developer's one command: python dev.py COMMAND [--] [ARGS].

  run      open the program on the embedded database; ARGS go to the program
  test     format, lint, types, import rules, tests; ARGS go to pytest
  lint     the first four of these
  bench    measure against plain baselines; --json leaves only JSON on stdout
  tour     play a day through the program without a display; ARGS go to the tour
  lock     write requirements.lock and requirements-dev.lock; ARGS go to uv (--upgrade)
  notices  write NOTICES.txt from the installed packages
  manual   write the manual's page of keys; --pictures DIR/pictures takes those of a tour

Every command first sets up what it needs in .venv and says so on stderr.
"""

import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

if not (3, 11) <= sys.version_info < (3, 15):
    sys.exit("HeatDesk needs Python 3.11 to 3.14.")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements-dev.lock"
STAMP = VENV / "heatdesk-setup.txt"
QT_STAMP = VENV / "heatdesk-qt-libraries.txt"
ON_WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")

# The loader names what is missing, apt wants the package: Debian and Ubuntu agree on these names
# (where a newer release renamed one to …t64, the old name still leads to it).
QT_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# What the program and its tests load; the other parts of PySide6 may miss what they like.
QT_FILES = (
    "QtWidgets.abi3.so",
    "QtPdf.abi3.so",
    "QtPdfWidgets.abi3.so",
    "QtPrintSupport.abi3.so",
    "QtSvg.abi3.so",
    "QtNetwork.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/printsupport/libcupsprintersupport.so",
)


class SetupError(Exception):
    """This computer lacks something; the message says what to do."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def call(command: Sequence[str | Path]) -> int:
    """Run in the project folder with our stdin and stdout; returns the exit code."""
    sys.stdout.flush()
    code = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    return code if code >= 0 else 128 - code


def call_quietly(command: Sequence[str | Path], env: dict[str, str] | None = None) -> int:
    """Run a step of the set-up: nothing asked, everything it says goes to stderr."""
    say("$ " + shlex.join(str(part) for part in command))
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        env={**os.environ, **(env or {})},
    ).returncode


# Set-up


def set_up(*, qt: bool) -> None:
    """Make .venv agree with the lock; a second time this costs one hash.

    With qt, the shared libraries of Qt are looked at too. Raises SetupError.
    """
    # A venv belongs to one Python and one place: its scripts name both.
    home = f"python {sys.version_info.major}.{sys.version_info.minor} {ROOT}"
    wanted = f"{home}\n{hashlib.sha256(LOCK.read_bytes()).hexdigest()}\n"
    found = STAMP.read_text(encoding="utf-8") if STAMP.is_file() and PYTHON.exists() else ""
    if found != wanted:
        if not found.startswith(f"{home}\n"):
            make_venv()
        install()
        QT_STAMP.unlink(missing_ok=True)
        STAMP.write_text(wanted, encoding="utf-8")
    if qt and sys.platform == "linux" and not QT_STAMP.exists():
        install_qt_libraries()
        QT_STAMP.touch()


def make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        # Debian and Ubuntu keep this part of Python in a package of its own.
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        apt_install(
            [package], reason=f"This Python cannot make a virtual environment: {package} (python3-venv) is missing."
        )
        importlib.invalidate_caches()
    say(f"Making {VENV} …")
    if call_quietly([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
        raise SetupError(f"The virtual environment could not be made in {VENV}.")


def install() -> None:
    say("Installing the locked packages, once (about 250 MB) …")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--no-deps"]
    env = {"PIP_USER": "0"}
    # The lock is complete, so pip need not resolve; wheels only, so no compiler is ever needed.
    if call_quietly([*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", LOCK], env) != 0:
        raise SetupError("pip could not install the locked packages; its reason stands above. Run the command again.")
    if call_quietly([*pip, "--quiet", "--no-index", "--no-build-isolation", "--editable", ROOT], env) != 0:
        raise SetupError("pip could not put the command heatdesk into .venv; its reason stands above.")


def install_qt_libraries() -> None:
    missing = missing_qt_libraries()
    if missing:
        packages = sorted({QT_PACKAGES.get(name, name) for name in missing})
        apt_install(packages, reason=f"Qt needs shared libraries this system lacks: {', '.join(missing)}.")
        if missing := missing_qt_libraries():
            raise SetupError(f"Qt still lacks {', '.join(missing)}.")


def missing_qt_libraries() -> list[str]:
    """Names of the shared libraries Qt's parts ask for and the loader does not find."""
    (pyside,) = VENV.glob("lib/python3.*/site-packages/PySide6")
    files = [str(path) for name in QT_FILES if (path := pyside / name).exists()]
    listing = subprocess.run(["ldd", *files], check=False, capture_output=True, text=True).stdout
    return parse_missing(listing)


def parse_missing(listing: str) -> list[str]:
    """The sonames an ldd listing calls not found."""
    return sorted({line.split()[0] for line in listing.splitlines() if line.endswith("=> not found")})


def apt_install(packages: Sequence[str], *, reason: str) -> None:
    """Install as root; else raise SetupError with the command to type."""
    install_command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise SetupError(f"{reason}\nInstall them with this system's package manager.")
    if os.geteuid() != 0:
        raise SetupError(f"{reason}\nType:  sudo {shlex.join(install_command)}")
    say(reason)
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    # A fresh machine has no package lists yet, an old one has stale ones.
    if call_quietly(install_command, env) != 0 and (
        call_quietly(["apt-get", "update"], env) != 0 or call_quietly(install_command, env) != 0
    ):
        raise SetupError(f"apt-get could not install {', '.join(packages)}; its reason stands above.")


# Commands


def run(args: list[str]) -> int:
    try:
        set_up(qt=True)
    except SetupError as lacking:
        if not args or not PYTHON.exists() or not STAMP.exists():
            raise
        # A command such as search needs no window, so it may go on without Qt's libraries.
        say(str(lacking))
    if not args and not has_display():
        say("There is no display here, so no window can open. See the program work without one: python dev.py tour")
        return 1
    return call([PYTHON, "-m", "app", *args])


def has_display() -> bool:
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def lint(args: list[str]) -> int:
    set_up(qt=False)
    return report(check(lint_steps()))


def test(args: list[str]) -> int:
    set_up(qt=True)
    failed = check(lint_steps())
    failed += check([("pytest", [PYTHON, "-m", "pytest", *workers(args), *args])])
    return report(failed)


Step = tuple[str, list[str | Path]]


def lint_steps() -> list[Step]:
    lint_imports = PYTHON.with_name("lint-imports.exe" if ON_WINDOWS else "lint-imports")
    return [
        ("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."]),
        ("ruff check", [PYTHON, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "."]),
        ("mypy", [PYTHON, "-m", "mypy"]),
        ("lint-imports", [lint_imports, "--no-logo"]),
    ]


def check(steps: Iterable[Step]) -> list[str]:
    """Run all steps, also after a failure, so that one run tells everything; returns the failed ones."""
    failed = []
    for name, command in steps:
        start = time.monotonic()
        code = call(command)
        say(f"{name}: {'ok' if code == 0 else f'FAILED ({code})'}, {time.monotonic() - start:.1f} s")
        if code != 0:
            failed.append(name)
    return failed


def report(failed: list[str]) -> int:
    say(f"FAILED: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def workers(args: list[str]) -> list[str]:
    """Two test processes, unless the caller chose, debugs, or has one processor."""
    chosen = any(arg.startswith(("-n", "--numprocesses", "--dist", "--pdb", "-x")) for arg in args)
    return [] if chosen or (os.cpu_count() or 1) < 2 else ["-n", "2"]


def bench(args: list[str]) -> int:
    set_up(qt=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return call([PYTHON, "-m", "tests.benchmarks", *args])


def tour(args: list[str]) -> int:
    set_up(qt=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return call([PYTHON, "-m", "app", "tour", *args])


def lock(args: list[str]) -> int:
    set_up(qt=False)
    program = ROOT / "requirements.lock"
    uv: list[str | Path] = [PYTHON, "-m", "uv", "pip", "compile", "--no-config", "--no-header", "--quiet"]
    uv += ["--universal", "--python-version", "3.11", "--generate-hashes", *args]
    # Relative names, because uv writes them into its notes on where a package comes from.
    compile_program = [*uv, "pyproject.toml", "--output-file", program.name]
    compile_tools = [*uv, "pyproject.toml", "requirements-dev.in", "--extra", "postgres", "--output-file", LOCK.name]
    for command in (compile_program, [*compile_tools, "--constraint", program.name]):
        if call(command) != 0:
            return 1
    for written in (program, LOCK):
        if "://" in written.read_text(encoding="utf-8"):
            say(f"{written.name} names an address; a lock must install from any index.")
            return 1
    return 0


def notices(args: list[str]) -> int:
    set_up(qt=False)
    return call([PYTHON, "-m", "build_spec.notices", *args])


def manual(args: list[str]) -> int:
    set_up(qt=False)
    return call([PYTHON, "-m", "build_spec.manual", *args])


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    command.__name__: command for command in (run, test, lint, bench, tour, lock, notices, manual)
}


def main(argv: list[str]) -> int:
    """Exit code of the command; 1 also when the set-up is not possible, 2 for wrong usage."""
    name, *args = argv or ["help"]
    if name in ("help", "-h", "--help"):
        say(__doc__ or "")
        return 0 if argv else 2
    if name not in COMMANDS:
        say(f"dev.py has no command {name}; it has {', '.join(COMMANDS)}.")
        return 2
    if args[:1] == ["--"]:
        args = args[1:]
    try:
        return COMMANDS[name](args)
    except SetupError as lacking:
        say(str(lacking))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
