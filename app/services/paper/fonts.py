"""The two faces of every paper, loaded once, and the check that a face can print what it is asked to.

ReportLab prints a character its font lacks as nothing and says nothing. So every string passes `Typesetter.runs`, which
takes the other face for what one face lacks and refuses what none has.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from app.paths import resource
from app.services.kernel.errors import AppError
from app.services.paper.kit import Face

SUBSTITUTE = "〓"
BOXES = frozenset("☐☑")

_FILES = {
    Face.SONG: "fonts/NotoSerifSC_400Regular.ttf",
    Face.HEI: "fonts/NotoSansSC_400Regular.ttf",
    Face.BOLD: "fonts/NotoSansSC_700Bold.ttf",
}
_FALLBACK = {
    Face.SONG: (Face.SONG, Face.HEI),
    Face.HEI: (Face.HEI, Face.SONG),
    Face.BOLD: (Face.BOLD, Face.SONG),
}
_ENTRIES_PER_BLOCK = 100
_IGNORED = {"Cf", "Mn"}
_register_lock = Lock()


class MissingGlyph(AppError):
    """No face has a character of this paper; a manager may let it print as 〓 to be completed by hand."""

    def __init__(self, customer: str, character: str) -> None:
        super().__init__(
            f"{customer}：字库中没有“{character}”（U+{ord(character):04X}），未打印。可由站长批准以“{SUBSTITUTE}”代印并手写。"
        )
        self.customer = customer
        self.character = character


class PaperFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose text copies right out of the PDF, also above U+FFFF."""

    def addObjects(self, doc: Any) -> None:
        subsets = [list(subset) for subset in self._assignState(doc).subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            base = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("ascii")
            doc.idToObject[f"toUnicodeCMap:{base}"].content = _to_unicode(base, subset)


def font(face: Face) -> PaperFont:
    """The registered font of a face; loading takes about 60 ms the first time."""
    return _registered(face)


@cache
def _registered(face: Face) -> PaperFont:
    name = font_name(face)
    with _register_lock:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(PaperFont(name, str(resource(_FILES[face])), asciiReadable=False))
        found = pdfmetrics.getFont(name)
    # registerFont keeps the first object of a face for ever: another one here would copy names wrongly.
    assert isinstance(found, PaperFont), f"{name} was registered by somebody else"
    return found


def font_name(face: Face) -> str:
    return f"HeatDesk-{face}"


@cache
def _coverage(face: Face) -> frozenset[int]:
    return frozenset(code for code, glyph in font(face).face.charToGlyph.items() if glyph)


@lru_cache(maxsize=4096)
def _unit_width(text: str, face: Face) -> float:
    return float(font(face).stringWidth(text, 1))


class Typesetter:
    """Measures and splits strings for one paper; knows whose it is, for the sentence when a character is missing."""

    def __init__(self, customer: str, *, substitute: bool = False) -> None:
        self._customer = customer
        self._substitute = substitute
        self.substituted: set[str] = set()

    def runs(self, text: str, face: Face) -> list[tuple[Face, str]]:
        """Split `text` by the face that can print it. Raises MissingGlyph."""
        if _coverage(face).issuperset(map(ord, text)):
            return [(face, text)] if text else []
        runs: list[tuple[Face, str]] = []
        for character in text:
            chosen, printed = self._choose(character, face)
            if runs and runs[-1][0] is chosen:
                runs[-1] = (chosen, runs[-1][1] + printed)
            else:
                runs.append((chosen, printed))
        return runs

    def width(self, text: str, face: Face, size: float) -> float:
        """Width in points."""
        return size * sum(_unit_width(part, used) for used, part in self.runs(text, face))

    def _choose(self, character: str, face: Face) -> tuple[Face, str]:
        for candidate in _FALLBACK[face]:
            if ord(character) in _coverage(candidate):
                return candidate, character
        if not self._substitute:
            raise MissingGlyph(self._customer, character)
        self.substituted.add(character)
        return face, SUBSTITUTE


def clean(text: str) -> str:
    """Line ends become \\n, other control characters spaces; marks without a glyph of their own are left out."""
    return "".join(_cleaned(text.replace("\r\n", "\n")))


def _cleaned(text: str) -> Iterator[str]:
    for character in text:
        category = unicodedata.category(character)
        if character == "\n" or category[0] not in "CMZ":
            yield character
        elif category in {"Cc", "Zl", "Zp"} or category == "Zs":
            yield "\u3000" if character == "\u3000" else " "
        elif category not in _IGNORED:
            yield character


def _to_unicode(name: str, subset: list[int]) -> str:
    """The ToUnicode stream: pairs of code and UTF-16BE, in blocks of at most a hundred as the format demands."""
    entries = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset) if point
    ]
    blocks = []
    for start in range(0, len(entries), _ENTRIES_PER_BLOCK):
        block = entries[start : start + _ENTRIES_PER_BLOCK]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar")
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
