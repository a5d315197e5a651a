"""The columns of one sheet as the clerk judges them: what they were taken for, why, and how sure that is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from app.services.customers.ledger.columns import TELLS_NOTHING, Guess, Shape
from app.services.customers.ledger.headings import FIELD_LABELS, Field
from app.services.customers.masks import masked_phone
from app.views.theme import Tone
from app.views.widgets.badge import Badge

# A known heading alone is enough; where there is no heading at all, what nearly all cells look like is.
SURE_SCORE, SURE_WITHOUT_HEADING = 0.9, 0.6
PLACE_FIELDS = frozenset({Field.ROOM, Field.ADDRESS})
PERSONAL = frozenset({Field.PHONE, Field.ID_NUMBER})
NUMBERS = re.compile(r"\d{7,}")
LONG_NUMBERS = re.compile(r"\d{11,}")
LETTERS = 26


class Trust(Enum):
    """How a column came to its field; the value is the word of the badge, its tone and its icon."""

    SURE = ("确定", Tone.GREEN, "done")
    DOUBTFUL = ("看一眼", Tone.AMBER, "why")
    CHOSEN = ("你选的", Tone.ACCENT, "correct")
    REMEMBERED = ("上次选的", Tone.ACCENT, "done")
    UNUSED = ("不导入", Tone.NEUTRAL, "void")

    @property
    def badge(self) -> Badge:
        word, tone, icon = self.value
        return Badge(word, tone, icon)


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column; examples are masked."""

    column: int
    heading: str
    examples: tuple[str, ...]
    field: Field
    by_heading: str
    by_content: str
    trust: Trust

    @property
    def letter(self) -> str:
        """`A`, `B`, … `AA`, as table programs call it."""
        number, letters = self.column + 1, ""
        while number:
            number, rest = divmod(number - 1, LETTERS)
            letters = chr(ord("A") + rest) + letters
        return letters


def column_lines(
    shape: Shape, remembered: Mapping[int, Field] | None, chosen: Mapping[int, Field]
) -> tuple[ColumnLine, ...]:
    """Every column that holds anything; `chosen` by the clerk wins over `remembered`, that over the guess."""
    return tuple(_line(shape, guess, remembered, chosen) for guess in shape.guesses)


def is_doubtful(lines: Sequence[ColumnLine]) -> bool:
    """Whether somebody should look: a column may be wrong, or nothing tells the premises."""
    return not tells_place(lines) or any(line.trust is Trust.DOUBTFUL for line in lines)


def tells_place(lines: Sequence[ColumnLine]) -> bool:
    """Whether some column says which premises a line is about."""
    return any(line.field in PLACE_FIELDS for line in lines)


def short_label(field: Field) -> str:
    """The field's name without its explanation."""
    return FIELD_LABELS[field].partition("（")[0]


def _line(
    shape: Shape, guess: Guess, remembered: Mapping[int, Field] | None, chosen: Mapping[int, Field]
) -> ColumnLine:
    field, trust = guess.field, _trust(shape, guess)
    if remembered is not None:
        kept = remembered.get(guess.column, Field.OTHER)
        # Columns that tell nothing are not remembered, whatever they were taken for.
        told = not {kept, field} <= TELLS_NOTHING
        if told and (kept is not field or trust is Trust.DOUBTFUL):
            field, trust = kept, Trust.REMEMBERED
    if guess.column in chosen:
        field, trust = chosen[guess.column], Trust.CHOSEN
    examples = tuple(_masked(text, field) for text in shape.examples[guess.column])
    return ColumnLine(guess.column, guess.heading, examples, field, guess.by_heading, guess.by_content, trust)


def _trust(shape: Shape, guess: Guess) -> Trust:
    if guess.field in TELLS_NOTHING:
        return Trust.UNUSED
    enough = SURE_SCORE if any(shape.headings) else SURE_WITHOUT_HEADING
    return Trust.SURE if guess.score >= enough else Trust.DOUBTFUL


def _masked(text: str, field: Field) -> str:
    pattern = NUMBERS if field in PERSONAL else LONG_NUMBERS
    return pattern.sub(lambda match: masked_phone(match.group()), text)
