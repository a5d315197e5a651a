"""阀门位置: what a leak call needs first, as one sentence in up to three parts."""

from dataclasses import dataclass

_PARTS = (("riser", "立管阀"), ("entry", "入户阀"), ("well", "楼前井"))
_BETWEEN, _AFTER_WORD = "；", "："


@dataclass(frozen=True, slots=True)
class Valves:
    """Where the riser valve, the household valve and the well in front of the house are; `plain` is anything else."""

    riser: str = ""
    entry: str = ""
    well: str = ""
    plain: str = ""


def valve_sentence(valves: Valves) -> str:
    """`立管阀：一层楼道管井；入户阀：门外左侧`; parts that are empty are not named."""
    parts = [f"{word}{_AFTER_WORD}{text}" for name, word in _PARTS if (text := _tidy(getattr(valves, name)))]
    plain = valves.plain.strip().strip(_BETWEEN)
    return _BETWEEN.join([*parts, plain] if plain else parts)


def read_valves(sentence: str) -> Valves:
    """The parts of a sentence; what names no part, as most old notes do, is `plain`."""
    found: dict[str, str] = {}
    rest = []
    for piece in sentence.split(_BETWEEN):
        name, text = _named(piece)
        if name and name not in found:
            found[name] = text
        elif piece.strip():
            rest.append(piece.strip())
    return Valves(**found, plain=_BETWEEN.join(rest))


def _named(piece: str) -> tuple[str, str]:
    for name, word in _PARTS:
        if piece.strip().startswith(word + _AFTER_WORD):
            return name, piece.strip()[len(word) + 1 :].strip()
    return "", piece


def _tidy(text: str) -> str:
    """A part may not look like the next one."""
    return text.strip().strip(_BETWEEN).replace(_BETWEEN, "，").strip()
