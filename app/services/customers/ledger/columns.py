"""Which column holds what: told by its heading and by its cells, and by both reasons together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.services.customers.ledger.cells import shown
from app.services.customers.ledger.contents import Looks, looks_of
from app.services.customers.ledger.heading_rows import MAX_COLUMNS, heading_rows, merged_headings, texts_of
from app.services.customers.ledger.headings import (
    CLOSE,
    EXACT,
    FIELD_LABELS,
    Field,
    asks_for_stops,
    field_of_heading,
    is_second_choice,
    may_be_community,
    numbers_shops,
    only_if_told,
)
from app.services.customers.ledger.layout import shape_key

EXAMPLES, EXAMPLE_LENGTH, EXAMPLE_SEARCH = 5, 40, 500
# From left to right, as everybody writes them.
PARTS = (Field.BUILDING, Field.UNIT, Field.ROOM)
PEOPLE = frozenset(
    {Field.HOLDER, Field.PHONE, Field.AREA, Field.CHARGED_AREA, Field.NUMBER, Field.STATE, Field.ID_NUMBER}
)
# Contents that name their field by themselves, also under a heading nobody knows.
TELLING = frozenset(
    {
        Field.PHONE,
        Field.ID_NUMBER,
        Field.ADDRESS,
        Field.HOLDER,
        Field.BUILDING,
        Field.UNIT,
        Field.USE,
        Field.STATE,
        Field.HEATING,
        Field.POSITION,
        Field.PAID,
    }
)
# Headings that other contents may overrule.
CHECKED = frozenset(
    {
        Field.COMMUNITY,
        Field.BUILDING,
        Field.UNIT,
        Field.ROOM,
        Field.ADDRESS,
        Field.NUMBER,
        Field.HOLDER,
        Field.PHONE,
        Field.ID_NUMBER,
        Field.AREA,
        Field.POSITION,
        Field.USE,
        Field.STATE,
    }
)


# What the name of a community may look like: 前进 or 万科城 could be anything, 王庄 a person.
PLACE_NAMES = frozenset({Field.COMMUNITY, Field.HOLDER, Field.ADDRESS})
TELLS_NOTHING = frozenset({Field.OTHER, Field.SEQUENCE})
# What a person says a sheet's columns hold.
Columns = Mapping[int, Field]


@dataclass(frozen=True, slots=True)
class Guess:
    """One column: the field it was taken for and both reasons in the clerk's words, '' where there is none."""

    column: int
    heading: str
    field: Field
    score: float
    by_heading: str
    by_content: str


@dataclass(frozen=True, slots=True)
class Shape:
    """How one sheet is laid out; `guesses` has every column that holds anything.

    `first_row` is the index of the first row below the heading. `examples` gives for every column the first cells
    that differ. `key` is the same for every sheet of this layout. `households`: whether the sheet holds any.
    `chosen`: a person decided otherwise than was guessed.
    """

    headings: tuple[str, ...]
    heading_rows: tuple[int, ...]
    first_row: int
    guesses: tuple[Guess, ...]
    examples: tuple[tuple[str, ...], ...]
    key: str
    households: bool
    chosen: bool = False

    @property
    def unread(self) -> tuple[str, ...]:
        """The headings nobody knows above columns that hold something."""
        return tuple(
            guess.heading
            for guess in self.guesses
            if guess.heading and guess.field is Field.OTHER and not guess.by_heading and self.examples[guess.column]
        )

    def column(self, field: Field) -> int | None:
        """The column of a field, None when the sheet has none."""
        return next(iter(self.columns(field)), None)

    def columns(self, field: Field) -> tuple[int, ...]:
        """Every column of a field: the holder's own first, then in the sheet's order."""
        found = sorted(
            (is_second_choice(guess.heading), guess.column) for guess in self.guesses if guess.field is field
        )
        return tuple(column for _, column in found)


def recognise(rows: Sequence[Sequence[Any]]) -> Shape:
    """Lay out one sheet by its first rows and some of the others."""
    heading_lines = heading_rows(rows)
    first_row = heading_lines[-1] + 1 if heading_lines else 0
    width = min(MAX_COLUMNS, max((len(row) for row in rows[: first_row + 500]), default=0))
    headings = merged_headings([rows[index] for index in heading_lines], width)
    body = rows[first_row:]
    columns = [[row[column] for row in body if column < len(row)] for column in range(width)]
    looks = [looks_of(cells) for cells in columns]
    guesses = _assigned(headings, looks, bool(heading_lines))
    examples = tuple(_examples(cells) for cells in columns)
    key = shape_key(headings if heading_lines else (), looks)
    shape = Shape(headings, heading_lines, first_row, guesses, examples, key, households=False)
    has_place = shape.column(Field.ROOM) is not None or shape.column(Field.ADDRESS) is not None
    tells_more = any(guess.field in PEOPLE for guess in guesses)
    return replace(shape, households=has_place and (tells_more or bool(heading_lines)))


def chosen_shape(shape: Shape, columns: Columns) -> Shape:
    """The layout with a person's choice in place of the guesses; columns that are not named are left alone.

    A choice that says what was guessed leaves the layout as it is.
    """
    wanted = {column: field for column, field in columns.items() if field not in TELLS_NOTHING}
    guessed = {guess.column: guess.field for guess in shape.guesses if guess.field not in TELLS_NOTHING}
    if wanted == guessed and shape.households == bool(wanted):
        return shape
    guesses = tuple(
        Guess(column, shape.headings[column], columns.get(column, Field.OTHER), EXACT, "", "手工指定")
        for column in range(len(shape.headings))
    )
    return replace(shape, guesses=guesses, households=bool(wanted), chosen=True)


def moved_shape(shape: Shape, row: Sequence[Any]) -> Shape | None:
    """The layout below a heading that stands again further down in another order; None when it says nothing new."""
    texts = texts_of(row)
    told = [text for text in texts if text]
    known = [heading for heading in shape.headings if heading]
    if shape.chosen or told == known or sorted(told) != sorted(known) or len(set(known)) < len(known):
        return None
    of = {guess.heading: guess for guess in shape.guesses}
    guesses = tuple(replace(of[text], column=at) for at, text in enumerate(texts) if text in of and text)
    width = max(len(texts), len(shape.headings))
    return replace(shape, headings=tuple([*texts, *[""] * (width - len(texts))]), guesses=guesses)


def _examples(cells: Sequence[Any]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for cell in cells[:EXAMPLE_SEARCH]:
        if text := shown(cell)[:EXAMPLE_LENGTH]:
            found[text] = None
            if len(found) == EXAMPLES:
                break
    return tuple(found)


def _share(field: Field, looks: Looks) -> float:
    """How much of a column fits a field, counting plain numbers where the field allows them."""
    share = looks.shares.get(field, 0.0)
    if field is Field.BUILDING and looks.largest <= 999:
        return max(share, looks.whole + share if looks.whole < 1 else looks.whole)
    if field is Field.UNIT and looks.largest <= 30:
        return max(share, looks.whole + share if looks.whole < 1 else looks.whole)
    if field is Field.ROOM and looks.largest <= 99_999:
        return max(share, looks.whole)
    if field is Field.AREA and 10 <= looks.largest <= 99_999:
        return min(1.0, share + looks.whole)
    if field is Field.PAID or field is Field.STATE:
        return max(share, looks.yes_no)
    return share


def _candidates(column: int, heading: str, looks: Looks, *, headed: bool) -> list[Guess]:
    named, sure = field_of_heading(heading)
    found: list[Guess] = []
    best, share = max(looks.shares.items(), key=lambda item: item[1], default=(Field.OTHER, 0.0))
    if named is not None:
        own = _share(named, looks)
        score = sure + 0.5 * own - 0.001 * len(heading) - (0.2 if is_second_choice(heading) else 0.0)
        contradicted = named in CHECKED and looks.filled >= 5 and own < 0.2 and share >= 0.7 and best is not named
        # A room or address cell may hold any part of an address; which, is told cell by cell.
        contradicted = contradicted and not (named in {Field.ROOM, Field.ADDRESS} and best in PARTS)
        contradicted = contradicted and not (named is Field.ROOM and numbers_shops(heading))
        # 和平 could be somebody's name; communities say it again and again, people do not.
        repeated = looks.distinct <= looks.filled / 2
        contradicted = contradicted and not (named is Field.COMMUNITY and best is Field.HOLDER and repeated)
        if contradicted or (named is Field.OTHER and best is Field.ADDRESS and share > 0.8):
            found.append(_guess(column, heading, best, 0.8 * share, share))
            score *= 0.3
        if named is Field.NUMBER and looks.counting and looks.largest <= 200_000 and heading == "编号":
            named = Field.SEQUENCE
        if named is Field.NUMBER and looks.shares.get(Field.ROOM, 0) > 0.8 and looks.distinct < 0.8 * looks.filled:
            found.append(_guess(column, heading, Field.ROOM, 1.3, share))
        if named in {Field.STATE, Field.PAID} and looks.yes_no > 0.8 and asks_for_stops(heading):
            named = Field.STOPPED
        if named is Field.STATE and own < 0.5 and only_if_told(heading):
            named = Field.OTHER
        found.append(_guess(column, heading, named, score, own))
        if named is Field.ROOM and looks.shares.get(Field.ADDRESS, 0) > 0.5 and not numbers_shops(heading):
            found.append(_guess(column, heading, Field.ADDRESS, score + 0.2, looks.shares[Field.ADDRESS]))
    elif looks.filled >= 1:
        for field, part in looks.shares.items():
            allowed = field in TELLING or not heading
            if allowed and part >= (0.8 if heading else 0.5):
                found.append(_guess(column, heading, field, 0.7 * part, part))
    if named is None and not headed and looks.counting and looks.whole > 0.9 and column == 0:
        found = [_guess(column, heading, Field.SEQUENCE, 0.9, looks.whole)]
    return found


def _guess(column: int, heading: str, field: Field, score: float, share: float) -> Guess:
    named, _ = field_of_heading(heading)
    by_heading = f"表头“{heading}”" if named is field else ""
    by_content = f"{round(share * 100)}% 的单元格像{FIELD_LABELS[field].partition('（')[0]}" if share else ""
    return Guess(column, heading, field, score, by_heading, by_content)


def _assigned(headings: Sequence[str], looks: Sequence[Looks], headed: bool) -> tuple[Guess, ...]:
    """Give every field its best column, every column one field; telephones may have several columns."""
    candidates = [
        guess
        for column, heading in enumerate(headings)
        for guess in _candidates(column, heading, looks[column], headed=headed)
    ]
    candidates.sort(key=lambda guess: (-guess.score, guess.column))
    taken: dict[int, Guess] = {}
    given: set[Field] = set()
    for guess in candidates:
        several = guess.field in {Field.PHONE, Field.REMARK, Field.OTHER}
        if guess.column in taken or guess.score < 0.3 or (guess.field in given and not several):
            continue
        taken[guess.column] = guess
        given.add(guess.field)
    if not headed:
        _place_columns(taken, headings, looks)
        _community_column(taken, headings, looks)
    else:
        _told_community(taken, headings, looks)
        _number_as_room(taken, headings, looks)
        _holder_with_numbers(taken, headings, looks)
    for column, heading in enumerate(headings):
        if column not in taken and (heading or looks[column].filled):
            taken[column] = Guess(column, heading, Field.OTHER, 0.0, "", "")
    return tuple(taken[column] for column in sorted(taken))


def _place_columns(taken: dict[int, Guess], headings: Sequence[str], looks: Sequence[Looks]) -> None:
    """Without headings, what can be part of an address is building, unit and room, as people write them in a row."""
    if any(guess.field is Field.ADDRESS for guess in taken.values()):
        return
    columns = [
        column
        for column, look in enumerate(looks)
        if (column not in taken or taken[column].field in PARTS)
        and look.filled >= 1
        and look.whole + sum(look.shares.get(part, 0.0) for part in PARTS) >= 0.6
        and look.largest <= 99_999
    ]
    columns = _longest_run(columns, {at for at, look in enumerate(looks) if not look.filled})[: len(PARTS)]
    for column in [column for column, guess in taken.items() if guess.field in PARTS and column not in columns]:
        del taken[column]
    told = [_told_part(looks[column]) for column in columns]
    # A part that stands twice, or right of what it belongs to, was no part.
    if len(set(filter(None, told))) < len(list(filter(None, told))):
        told = [None] * len(told)
    free = [part for part in (Field.ROOM, Field.BUILDING, Field.UNIT) if part not in told]
    open_columns = told.count(None)
    wanted = iter(sorted(free[:open_columns], key=PARTS.index))
    for column, part in zip(columns, told, strict=True):
        field = part or next(wanted)
        guess = _guess(column, headings[column], field, EXACT, looks[column].shares.get(field, looks[column].whole))
        taken[column] = replace(guess, by_heading="按左右次序")


def _longest_run(columns: Sequence[int], blank: Collection[int]) -> list[int]:
    """The most columns that stand side by side, as the parts of an address do, blank ones aside; the leftmost run."""
    runs: list[list[int]] = []
    for column in columns:
        if runs and all(between in blank for between in range(runs[-1][-1] + 1, column)):
            runs[-1].append(column)
        else:
            runs.append([column])
    return max(runs, key=len, default=[])


def _told_part(look: Looks) -> Field | None:
    """The part that the cells name by their own words, as `3号楼` does and `3` does not."""
    part = max(PARTS, key=lambda field: look.shares.get(field, 0.0))
    share = look.shares.get(part, 0.0)
    others = max(look.shares.get(field, 0.0) for field in PARTS if field is not part)
    return part if share >= 0.3 and share > 2 * others else None


def _told_community(taken: dict[int, Guess], headings: Sequence[str], looks: Sequence[Looks]) -> None:
    """A column under 项目, 片区 or 位置, where no other names the community and its cells do."""
    fields = {guess.field: column for column, guess in taken.items()}
    if Field.COMMUNITY in fields or not (Field.ROOM in fields or Field.ADDRESS in fields):
        return
    for column, heading in enumerate(headings):
        look = looks[column]
        # Somebody has to be the holder; a firm's place is not told by its name.
        free = column not in taken or taken[column].field not in {Field.HOLDER, *PARTS}
        if not (free and may_be_community(heading) and look.filled):
            continue
        address = look.shares.get(Field.ADDRESS, 0.0)
        if address >= 0.5 and Field.ADDRESS not in fields:
            taken[column] = _guess(column, heading, Field.ADDRESS, CLOSE, address)
            return
        other = max((share for field, share in look.shares.items() if field not in PLACE_NAMES), default=0.0)
        if look.names >= 0.8 and other < 0.5 and address < 0.5:
            taken[column] = _guess(column, heading, Field.COMMUNITY, CLOSE, look.names)
            return


def _number_as_room(taken: dict[int, Guess], headings: Sequence[str], looks: Sequence[Looks]) -> None:
    """户号 beside a building, where nothing else tells the room, is the number of the door."""
    fields = {guess.field: column for column, guess in taken.items()}
    column = fields.get(Field.NUMBER)
    if column is None or Field.BUILDING not in fields or Field.ROOM in fields or Field.ADDRESS in fields:
        return
    share = looks[column].shares.get(Field.ROOM, 0.0)
    if share >= 0.8:
        taken[column] = _guess(column, headings[column], Field.ROOM, CLOSE, share)


def _holder_with_numbers(taken: dict[int, Guess], headings: Sequence[str], looks: Sequence[Looks]) -> None:
    """`用户12` under 户名, where the room stands in a column of its own, is a name and no address."""
    fields = {guess.field: column for column, guess in taken.items()}
    column = fields.get(Field.ADDRESS)
    if column is None or Field.HOLDER in fields or Field.ROOM not in fields:
        return
    if field_of_heading(headings[column]) == (Field.HOLDER, EXACT):
        share = looks[column].shares.get(Field.HOLDER, 0.0)
        taken[column] = _guess(column, headings[column], Field.HOLDER, CLOSE, share)


def _community_column(taken: dict[int, Guess], headings: Sequence[str], looks: Sequence[Looks]) -> None:
    """A column of few words, often repeated, left of the rooms: the community, though nobody knows its name."""
    fields = {guess.field: column for column, guess in taken.items()}
    if Field.COMMUNITY in fields or Field.ADDRESS in fields:
        return
    before = min((fields[part] for part in PARTS if part in fields), default=0)
    for column in range(before):
        look = looks[column]
        repeated = look.filled >= 10 and look.distinct <= look.filled / 4 and look.words >= 0.9
        if column not in taken and not headings[column] and repeated:
            taken[column] = Guess(column, "", Field.COMMUNITY, CLOSE, "", "少数几个名称反复出现")
            return
