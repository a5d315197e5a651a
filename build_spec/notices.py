"""Writes NOTICES.txt: what is shipped with the program, under which licence, with each text.

Names and licences come from the installed packages' own metadata, so they cannot drift from the lock.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTICES = ROOT / "NOTICES.txt"
TEXTS = ROOT / "docs" / "licences"
FONT_TEXTS = ("OFL-NotoSansSC.txt", "OFL-NotoSerifSC.txt")

# The optional PostgreSQL driver is shipped beside what requirements.lock names.
OPTIONAL = ("psycopg", "psycopg-binary", "typing-extensions", "tzdata")

# Texts these packages do not carry themselves, for their own code or for what is compiled into them.
ADDED_TEXTS = {
    "chinesecalendar": ["chinesecalendar.txt"],
    "pyside6-essentials": ["LGPL-3.0.txt", "GPL-3.0.txt"],
    "pyside6-pdf": ["LGPL-3.0.txt", "GPL-3.0.txt"],
    "shiboken6": ["LGPL-3.0.txt", "GPL-3.0.txt"],
    "sqlcipher3": ["sqlcipher.txt"],
}

# Where metadata name no licence or a vague one.
NAMED = {
    "peewee": "MIT",
    "sqlcipher3": "Zlib",
    "qrcode": "BSD-3-Clause",
    "reportlab": "BSD-3-Clause",
}

HEAD = """\
HeatDesk 供热服务台 is published under the MIT licence (LICENSE). It is shipped with the packages, fonts and
libraries below. This file is written by `python dev.py notices`.

Qt and PySide6 (PySide6-Essentials, PySide6_Pdf, shiboken6) are used under the GNU LGPL version 3, as separate
shared libraries: whoever receives the program may replace them by another build of the same version, in the folder
PySide6 beside the program. Their sources are at https://download.qt.io/official_releases/QtForPython/ and
https://download.qt.io/official_releases/qt/; the parts of others inside Qt are listed at
https://doc.qt.io/qt-6/licenses-used-in-qt.html. The PDF part contains PDFium (BSD-3-Clause, Apache-2.0).
sqlcipher3 contains SQLite (public domain), SQLCipher (BSD-3-Clause) and OpenSSL (Apache-2.0). psycopg-binary
contains libpq (PostgreSQL licence) and OpenSSL (Apache-2.0). Python itself comes under the PSF licence, whose text
stands below with typing-extensions.
"""


@dataclass(frozen=True, slots=True)
class Notice:
    """One shipped package."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def shipped_names(lock: str) -> list[str]:
    """The packages a lock file names, in its order."""
    return re.findall(r"^([a-z0-9][a-z0-9.-]*)==", lock, flags=re.MULTILINE)


def notices_text() -> str:
    """The whole file; raises PackageNotFoundError where a shipped package is not installed."""
    names = sorted({*shipped_names((ROOT / "requirements.lock").read_text(encoding="utf-8")), *OPTIONAL})
    notices = [_notice(name) for name in names]
    width = max(len(f"{notice.name} {notice.version}") for notice in notices)
    lines = [f"{f'{notice.name} {notice.version}':{width}}  {notice.licence}" for notice in notices]
    lines.append(f"{'Noto Sans SC, Noto Serif SC (fonts)':{width}}  OFL-1.1")
    return "\n".join([HEAD, *lines, "", *_texts(notices)])


def _notice(name: str) -> Notice:
    package = distribution(name)
    texts = (*_own_texts(package), *(_read(TEXTS / file) for file in ADDED_TEXTS.get(name, ())))
    if not texts:
        raise LookupError(f"{name} brings no licence text; add it to docs/licences and to ADDED_TEXTS")
    return Notice(name, package.version, NAMED.get(name) or _licence(package), texts)


def _licence(package: Distribution) -> str:
    metadata = package.metadata
    named = str(metadata.json.get("license_expression") or metadata.json.get("license") or "")
    if not named or "\n" in named:
        named = ", ".join(
            line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier") or [] if line.startswith("License ::")
        )
    if not named:
        raise LookupError(f"{metadata['Name']} names no licence; add it to NAMED")
    return named


def _own_texts(package: Distribution) -> Iterator[str]:
    """The licence files inside the package's metadata folder, by name."""
    for file in sorted(package.files or [], key=str):
        inside = ".dist-info/" in file.as_posix()
        if inside and re.search(
            r"licen[cs]e|copying|notice", file.as_posix().partition(".dist-info/")[2], re.IGNORECASE
        ):
            yield _read(Path(str(file.locate())))


def _read(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n\f")


def _texts(notices: list[Notice]) -> Iterator[str]:
    """Every text once, headed by all the packages that use it."""
    users: dict[str, list[str]] = {}
    for notice in notices:
        for text in notice.texts:
            users.setdefault(text, []).append(notice.name)
    for file in FONT_TEXTS:
        users.setdefault(_read(ROOT / "resources" / "fonts" / file), []).append(file.removesuffix(".txt"))
    for text, names in users.items():
        yield f"{'-' * 100}\n{', '.join(dict.fromkeys(names))}\n\n{text}\n"


def main() -> None:
    text = notices_text()
    NOTICES.write_text(text, encoding="utf-8", newline="\n")
    print(f"{NOTICES.name}: {text.count(chr(10))} lines", file=sys.stderr)


if __name__ == "__main__":
    main()
