"""Fitting text into a width: a little smaller first, then on more lines, never outside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.services.paper.fonts import Typesetter
from app.services.paper.kit import Face

LEADING = 1.22
ELLIPSIS = "…"
_STEP = 0.5
_WORD = re.compile(r"[!-~]+|.")
_LATIN = re.compile(r"[0-9A-Za-z]")
_TORN = re.compile(r"[0-9A-Za-z]+$")
_SHORT_WORD = 6
_NOT_FIRST = set("，。、；：？！）》」』】〕”’…—·％℃,.;:?!)%")
_NOT_LAST = set("（《「『【〔“‘(￥")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of one size; `height` in points."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


def fit(text: str, width: float, size: float, smallest: float, face: Face, setter: Typesetter) -> Fitted:
    """One line from `size` down to `smallest`, else several lines of the smallest. Widths and sizes in points."""
    if "\n" not in text:
        natural = setter.width(text, face, size)
        tried = size
        while tried >= smallest:
            if natural * tried / size <= width:
                return Fitted((text,), tried)
            tried -= _STEP
    return Fitted(tuple(wrap(text, width, smallest, face, setter)), smallest)


def wrap(text: str, width: float, size: float, face: Face, setter: Typesetter) -> list[str]:
    """Break at any Chinese character; keep Latin words and numbers whole where they fit on a line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _words(paragraph, width, size, face, setter):
            if setter.width(line + word, face, size) <= width or not line:
                line += word
                continue
            line, carried = _respect_punctuation(line, word)
            lines.append(line.rstrip())
            line = carried.lstrip()
        lines.append(line)
    return lines


def cut(fitted: Fitted, most: int) -> Fitted:
    """At most `most` lines; what is left out shows as an ellipsis."""
    if len(fitted.lines) <= most:
        return fitted
    kept = fitted.lines[:most]
    return Fitted((*kept[:-1], kept[-1][:-1] + ELLIPSIS), fitted.size)


def _words(paragraph: str, width: float, size: float, face: Face, setter: Typesetter) -> Iterator[str]:
    for word in _WORD.findall(paragraph):
        if len(word) > 1 and setter.width(word, face, size) > width:
            yield from word
        else:
            yield word


def _respect_punctuation(line: str, word: str) -> tuple[str, str]:
    """Move characters down while the next line would begin with a closing mark, or this one end with an opening one."""
    whole = word
    while len(line) > 1 and (word[0] in _NOT_FIRST or line[-1] in _NOT_LAST):
        line, word = line[:-1], line[-1] + word
    # A mark that took the end of a short Latin word along takes all of it: no `kP|a。`.
    torn = _TORN.search(line) if word is not whole and _LATIN.match(word) else None
    if torn and torn.start() and len(torn[0]) <= _SHORT_WORD:
        line, word = line[: torn.start()], torn[0] + word
    return line, word
