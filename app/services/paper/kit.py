"""What a paper is declared with: copies made of a heading, rows of cells and a foot.

Texts are plain, except in `write` cells, which the pen fills in and which have a notation of their own:
`☐` and `☑` are drawn boxes, a run of `_` is a rule to write on, a run of `~` is empty space. Rules and spaces share the
width that the words leave over, in proportion to the length of their run, so that such a line always fills its cell.
Widths are shares of the row; heights are millimetres and minima.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

BODY = 10.5
WRITING_ROW = 8.0
SIGNATURE_ROW = 12.0
PRINTED_ROW = 5.5
TICK_ROW = 6.0
SEAL_SPACE = 45.0
CORRECTIONS = "更正处划线并由双方签名(捺印),其他涂改无效。"


class Role(StrEnum):
    LABEL = "label"
    VALUE = "value"
    WRITE = "write"
    SEAL = "seal"


class Face(StrEnum):
    SONG = "song"
    HEI = "hei"
    BOLD = "bold"


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    width: float
    role: Role = Role.VALUE
    size: float = BODY
    face: Face = Face.SONG
    centred: bool = False
    # Handwriting may go on below the last line of the text, on as many rules as the row has room for.
    ruled: bool = False
    lead: str = ""
    # Keeps its size over several lines as long as the page has room, instead of becoming small on one.
    read_aloud: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side. `grow` is the share of the page's spare height that the row takes.

    Rows `beside_code` come first; they begin right of the heading's QR, which hangs down beside them. `titles` stay
    with the row below them, and where rows of the same columns go on over the page they stand above these again.
    """

    cells: tuple[Cell, ...]
    height: float = PRINTED_ROW
    grow: float = 0.0
    beside_code: bool = False
    titles: bool = False

    @property
    def columns(self) -> tuple[float, ...]:
        """The widths of its cells."""
        return tuple(cell.width for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Heading:
    """Title centred under company and station; the number stands above the table at the right and is drawn first."""

    company: str
    title: str
    number: str
    below_number: tuple[str, ...] = ()
    mark: str = ""
    qr: str = ""


@dataclass(frozen=True, slots=True)
class Foot:
    """`made` says who made the paper and when; page x of y is added by the kit."""

    made: str
    note: str = CORRECTIONS


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a paper. A copy that `flows` goes on over as many pages as its rows need; any other is one page.

    `digit` is the copy digit that its QR carries and the print journal lists; `head` rows stand on top of every page.
    """

    heading: Heading
    rows: tuple[Row, ...]
    foot: Foot
    edge: str = ""
    flows: bool = False
    digit: int = 1
    head: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One numbered paper. `subject` names the customer in error sentences, `at` dates the file."""

    title: str
    number: str
    subject: str
    at: datetime
    copies: tuple[Copy, ...]


def label(text: str, width: float) -> Cell:
    return Cell(text, width, Role.LABEL, centred=True)


def value(text: str, width: float, *, centred: bool = False, face: Face = Face.SONG, size: float = BODY) -> Cell:
    return Cell(text, width, centred=centred, face=face, size=size)


def write(text: str, width: float, *, size: float = 9.0, ruled: bool = False) -> Cell:
    return Cell(text, width, Role.WRITE, size=size, ruled=ruled)


def field_grid(widths: tuple[float, ...], *lines: tuple[tuple[str, str], ...]) -> tuple[Row, ...]:
    """Rows of label and value pairs on one common grid; `widths` alternate label, value."""
    rows = []
    for line in lines:
        cells: list[Cell] = []
        for pair, (name, text) in enumerate(line):
            cells += [label(name, widths[2 * pair]), value(text, widths[2 * pair + 1], centred=True)]
        rows.append(Row(tuple(cells)))
    return tuple(rows)


def text_block(
    name: str, text: str, widths: tuple[float, float], *, lead: str = "", height: float = PRINTED_ROW
) -> Row:
    """A label and words that wrap; `lead` stands before them in heavier type."""
    return Row((label(name, widths[0]), Cell(text, widths[1], lead=lead)), height)


def tick_row(
    name: str, options: tuple[str, ...], widths: tuple[float, float], *, ticked: str = "", height: float = TICK_ROW
) -> Row:
    """Drawn boxes with their words, evenly spread."""
    text = "~~".join(("☑" if option == ticked else "☐") + option for option in options)
    return Row((label(name, widths[0]), write(f"{text}~~", widths[1])), height)


def handwriting(name: str, widths: tuple[float, float], *, lines: int = 1, grow: float = 0.0) -> Row:
    """A ruled box: every line at least 8 mm high."""
    return Row((label(name, widths[0]), write("__", widths[1], ruled=True)), WRITING_ROW * lines, grow)


def signature_row(*parts: tuple[str, str, float], height: float = SIGNATURE_ROW) -> Row:
    """Places to sign: caption above, `below` with its blanks underneath, share of the width."""
    cells = tuple(write(f"{caption}~~\n{below}", width) for caption, below, width in parts)
    return Row(cells, max(height, SIGNATURE_ROW))


def seal_space(words: str, width: float, *, seal: float = SEAL_SPACE) -> Row:
    """Words at the left, room for the seal in the lower right corner."""
    return Row((value(words, width - seal), Cell("(盖章)", seal, Role.SEAL)), seal)


def date_blank() -> str:
    return "~~年~~月~~日"
