"""A ledger file as grids of cells; refuses what is no table with a sentence."""

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from app.services.customers.ledger.containers import Ask, Kind, damaged, kind_of, locked
from app.services.customers.ledger.text_tables import text_table
from app.services.kernel.errors import AppError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

ASK_SECONDS = 0.1
SEASON = re.compile(r"(?<!\d)(20\d\d)\s*[-—–~～至/]\s*(?:20)?\d\d(?!\d)")
PANIC = "PanicException"
Loaded = TypeVar("Loaded")


class Grid(Protocol):
    """One sheet, read row by row as often as wanted; the first row is the sheet's first line, blank or not."""

    @property
    def sheet(self) -> str: ...

    @property
    def height(self) -> int: ...

    def rows(self) -> Iterator[list[Any]]: ...


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """A sheet of a workbook. `merges`: by column, first and last row of cells merged downwards, from 0."""

    sheet: str
    height: int
    cells: "CalamineSheet"
    merges: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def rows(self) -> Iterator[list[Any]]:
        """Every line from the first on; cells merged downwards all hold what the topmost one shows."""
        # Row by row: the whole sheet in one call would hold the interpreter for as long as it takes.
        return _spread(self.cells.iter_rows(), self.merges) if self.merges else self.cells.iter_rows()


@dataclass(frozen=True, slots=True)
class Source:
    """Which file was read: its name and the SHA-256 of its bytes."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Book:
    """An opened file. `hidden` names the sheets that are left out because nobody sees them."""

    source: Source
    hidden: tuple[str, ...]
    grids: Callable[[], Iterator[Grid]]


def open_book(path: Path, ask: Ask) -> Book:
    """Open a workbook (xlsx, xls, ods) or a text table, told apart by content, not by name.

    `ask` is called at least ten times a second and may raise to stop. Sheets are loaded one after another while
    `grids()` runs. Raises AppError with what is wrong and what to do.
    """
    data = _bytes(path)
    source = Source(path.name, hashlib.sha256(data).hexdigest())
    if kind_of(path.name, data, ask) is Kind.TEXT:
        table = text_table(path.name, data, ask)
        return Book(source, (), lambda: iter([table]))
    return _workbook(source, data, ask)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise AppError(f"找不到文件《{path.name}》。请检查文件是否已移动或改名。") from None
    except IsADirectoryError:
        raise AppError(f"“{path.name}”是文件夹，请选择其中的台账文件。") from None
    except PermissionError:
        if path.is_dir():
            raise AppError(f"“{path.name}”是文件夹，请选择其中的台账文件。") from None
        raise AppError(f"《{path.name}》打不开，可能正被其他程序使用。请关闭后再导入。") from None
    except OSError as error:
        raise AppError(f"《{path.name[:60]}》打不开（{error.strerror}）。请检查文件名和所在的磁盘。") from error


def _workbook(source: Source, data: bytes, ask: Ask) -> Book:
    # Loaded here: nobody pays for it before the first import.
    import python_calamine as calamine

    book = _opened(source.name, lambda: calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)), ask)
    sheets = [meta for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
    shown = [meta.name for meta in sheets if meta.visible == calamine.SheetVisibleEnum.Visible]
    hidden = tuple(meta.name for meta in sheets if meta.name not in shown)
    if not shown:
        what = "只有隐藏的工作表。请取消隐藏" if hidden else "没有工作表（只有图表）。请把台账放进工作表"
        raise AppError(f"《{source.name}》里{what}，另存后再导入。")
    return Book(source, hidden, lambda: _sheets(source.name, book, newest_first(shown), ask))


def newest_first(sheets: list[str]) -> list[str]:
    """The sheets in their order, but of those named after seasons the newest first: what it says counts."""
    seasons = {sheet: int(match[1]) for sheet in sheets if (match := SEASON.search(sheet))}
    newest = iter(sorted(seasons, key=lambda sheet: -seasons[sheet]))
    return [next(newest) if sheet in seasons else sheet for sheet in sheets]


def _sheets(name: str, book: "CalamineWorkbook", titles: list[str], ask: Ask) -> Iterator[Grid]:
    for title in titles:
        sheet = _opened(name, partial(book.get_sheet_by_name, title), ask)
        if sheet.end is not None:
            yield SheetGrid(title, sheet.end[0] + 1, sheet, _merges(sheet))


def _opened(name: str, load: Callable[[], Loaded], ask: Ask) -> Loaded:
    import python_calamine as calamine

    try:
        return _meanwhile(load, ask)
    except calamine.PasswordError:
        raise locked(name) from None
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError, ValueError) as exc:
        raise damaged(name) from exc
    except BaseException as exc:
        # A damaged file can make the reader panic; its exception has no name that could be imported.
        if type(exc).__name__ == PANIC:
            raise damaged(name) from exc
        raise


def _meanwhile(load: Callable[[], Loaded], ask: Ask) -> Loaded:
    """Run what takes seconds inside the reader on a thread of its own, and ask meanwhile whether to go on.

    When asking raises, the thread is left to end by itself; nobody waits for what it reads.
    """
    result: Future[Loaded] = Future()

    def run() -> None:
        try:
            result.set_result(load())
        except BaseException as exc:  # noqa: BLE001 - handed over to whoever waits
            result.set_exception(exc)

    Thread(target=run, name="ledger-loading", daemon=True).start()
    while True:
        try:
            return result.result(timeout=ASK_SECONDS)
        except TimeoutError:
            if result.done():
                # It came in the very moment the patience ran out, or the reader itself ran out of time.
                return result.result()
            ask()


def _merges(sheet: "CalamineSheet") -> dict[int, tuple[tuple[int, int], ...]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        # A title reaches over many columns; only what is merged straight down is said for each line.
        if bottom > top and left == right:
            found.setdefault(left, []).append((top, bottom))
    return {column: tuple(sorted(ranges)) for column, ranges in found.items()}


def _spread(rows: Iterator[list[Any]], merges: Mapping[int, tuple[tuple[int, int], ...]]) -> Iterator[list[Any]]:
    waiting = {column: list(reversed(ranges)) for column, ranges in merges.items()}
    running: dict[int, tuple[int, Any]] = {}
    for index, row in enumerate(rows):
        for column, ranges in waiting.items():
            if ranges and ranges[-1][0] == index and column < len(row):
                running[column] = ranges.pop()[1], row[column]
        for column, (bottom, value) in list(running.items()):
            if index > bottom:
                del running[column]
            elif row[column] == "":
                row[column] = value
        yield row
