"""A ledger file as grids of cells; refuses what is no table with a sentence."""

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.kernel.errors import AppError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A workbook with a password is an OLE container whose stream has this name, in UTF-16.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Put behind the last line, to see whether it comes out as a line of its own.
END = "\x1eend"
DELIMITERS = ("\t", ",", ";", "|")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet; `rows[0]` is the sheet's first line, blank or not."""

    sheet: str
    rows: list[list[Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its name, the SHA-256 of its bytes, and its sheets that hold anything."""

    name: str
    digest: str
    grids: tuple[Grid, ...]


def read_source(path: Path) -> Source:
    """Read a workbook (xlsx, xls, ods) or a text table, told apart by content, not by name.

    Raises AppError with what is wrong and what to do.
    """
    data = _bytes(path)
    if data.startswith(OLE) and ENCRYPTED in data:
        raise AppError(f"《{path.name}》有打开密码。请先在表格软件中去掉密码，另存后再导入。")
    grids = _workbook(path.name, data) if data.startswith((ZIP, OLE)) else [_text_table(path.name, data)]
    filled = tuple(grid for grid in grids if grid.rows)
    if not filled:
        raise AppError(f"《{path.name}》里没有任何内容。请检查是否选错了文件。")
    return Source(path.name, hashlib.sha256(data).hexdigest(), filled)


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise AppError(f"找不到文件《{path.name}》。请检查文件是否已移动或改名。") from None
    except IsADirectoryError:
        raise AppError(f"“{path.name}”是文件夹，请选择其中的台账文件。") from None
    except PermissionError:
        raise AppError(f"《{path.name}》打不开，可能正被其他程序使用。请关闭后再导入。") from None
    except OSError as error:
        raise AppError(f"《{path.name[:60]}》打不开（{error.strerror}）。请检查文件名和所在的磁盘。") from error
    if not data:
        raise AppError(f"《{path.name}》是空文件（0 字节）。请重新导出台账。")
    return data


def _workbook(name: str, data: bytes) -> list[Grid]:
    # Loaded here: nobody pays for it before the first import.
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            Grid(meta.name, book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False))
            for meta in book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError:
        raise AppError(f"《{name}》有打开密码。请先在表格软件中去掉密码，另存后再导入。") from None
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError) as exc:
        raise AppError(f"《{name}》不是可读的工作簿，或文件已损坏。请用表格软件打开后另存为 xlsx 再导入。") from exc


def _text_table(name: str, data: bytes) -> Grid:
    text = _decoded(name, data)
    head = text[:20_000].splitlines()
    delimiter = max(DELIMITERS, key=lambda sign: sum(min(line.count(sign), 40) for line in head))
    if not any(delimiter in line for line in head):
        raise AppError(f"《{name}》不是表格文件。能导入的是 xlsx、xls 和 csv（逗号或制表符分隔）。")
    try:
        rows = _cells(text, delimiter)
    except csv.Error as exc:
        raise AppError(f"《{name}》的格式读不懂。请用表格软件打开后另存为 xlsx 再导入。") from exc
    return Grid("", rows)


def _cells(text: str, delimiter: str) -> list[list[Any]]:
    """The rows of a text table. A quotation mark nobody closed is a sign like any other, and swallows no lines."""
    rows: list[list[Any]] = list(csv.reader(io.StringIO(f"{text}\r\n{END}", newline=""), delimiter=delimiter))
    if rows[-1] == [END]:
        # The line break before the mark ends the last line, or is one too many.
        return rows[:-2] if not rows[-2] else rows[:-1]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE))


def _decoded(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in data[:4096]:
        encodings = ()
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AppError(f"《{name}》不是表格文件。能导入的是 xlsx、xls 和 csv（UTF-8 或 GB18030 编码）。")
