"""What kind of file this is, told by its bytes, and whether it can be opened without harm."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import IO

from app.services.kernel.errors import AppError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A workbook with a password is an OLE container whose stream has this name, in UTF-16.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_BEGIN = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
FILE_PASS, FIRST_RECORDS = 0x2F, 6
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\x00", b"MM\x00*")
PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x05\x06")
PAGE = re.compile(rb"(?i)^\s*(?:<\?xml|<!doctype|<html|<table|<meta|<style|<script)")
WORKBOOKS = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")

UNPACKED_LIMIT = 1 << 30
# The reader keeps every cell between the first and the last filled one, 32 bytes each.
CELL_LIMIT = 12_000_000
PIECE = 1 << 20
# Enough to hold one opening tag that lies across two pieces.
OVERLAP = 200
ROW_NUMBER = re.compile(rb'row [^>]*?r="(\d{1,7})"')
REPEATED_CELL = re.compile(rb'<table:table-cell(?=[^>]*columns-repeated="\d{4,}")(?=[^>]*office:value-type)[^>]*>')
REPEATED_ROW = re.compile(
    rb'<table:table-row[^>]*rows-repeated="\d{4,}"[^>]*>(?:(?!</table:table-row>).){0,4000}?office:value-type', re.S
)
VALUE_ENDS = (b"/v>", b":v>", b"/t>", b":t>")
LETTERS = 26

Ask = Callable[[], None]


class Kind(StrEnum):
    """How a file is read."""

    WORKBOOK = "workbook"
    TEXT = "text"


def kind_of(name: str, data: bytes, ask: Ask) -> Kind:
    """How to read the file. Raises AppError for what is no table, is locked, or unpacks to more than can be held."""
    if not data:
        raise AppError(f"《{name}》是空文件（0 字节）。请重新导出台账。")
    if data.startswith(OLE):
        if ENCRYPTED in data or _is_locked_xls(data):
            raise locked(name)
        return Kind.WORKBOOK
    if data.startswith(ZIP):
        _refuse_archive(name, data, ask)
        return Kind.WORKBOOK
    if data.startswith(PICTURES):
        raise AppError(f"《{name}》是图片，不是台账。请选择 xlsx、xls 或 csv 文件。")
    if data.startswith(b"%PDF"):
        raise AppError(f"《{name}》是 PDF，不是台账。请导出 xlsx、xls 或 csv 文件。")
    if data.startswith(PACKED):
        raise AppError(f"《{name}》是压缩包，不是台账。请先解压，再选择里面的台账文件。")
    if PAGE.match(data[:400].removeprefix(b"\xef\xbb\xbf")):
        raise AppError(f"《{name}》是网页格式的表。请用表格软件打开后另存为 xlsx 再导入。")
    return Kind.TEXT


def _is_locked_xls(data: bytes) -> bool:
    """Whether one of the first records of an Excel 97 workbook says that the others are enciphered."""
    start = WORKBOOK_BEGIN.search(data)
    if start is None:
        return False
    at = start.start()
    for _ in range(FIRST_RECORDS):
        if at + 4 > len(data):
            return False
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == FILE_PASS:
            return True
        at += 4 + length
    return False


def locked(name: str) -> AppError:
    return AppError(f"《{name}》有打开密码。请先在表格软件中去掉密码，另存后再导入。")


def damaged(name: str) -> AppError:
    return AppError(f"《{name}》不是可读的工作簿，或文件已损坏。请用表格软件打开后另存为 xlsx 再导入。")


def _refuse_archive(name: str, data: bytes, ask: Ask) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if not WORKBOOKS.intersection(part.filename for part in parts):
                raise AppError(f"《{name}》是压缩包，不是工作簿。请先解压，再选择里面的台账文件。")
            if any(part.flag_bits & 1 for part in parts):
                raise locked(name)
            if sum(part.file_size for part in parts) > UNPACKED_LIMIT:
                raise AppError(f"《{name}》展开后超过 1 GB，没有打开。请在表格软件中删去多余的表和图片，另存后再导入。")
            for part in parts:
                refuse = _refuse_far_cells if SHEET_PART.fullmatch(part.filename) else _refuse_repeats
                if refuse is _refuse_far_cells or part.filename == "content.xml":
                    with archive.open(part) as stream:
                        refuse(name, stream, ask)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as exc:
        raise damaged(name) from exc


def _refuse_far_cells(name: str, stream: IO[bytes], ask: Ask) -> None:
    """A single sign far below or to the right would make the reader ask for more memory than there is, and die."""
    last_row, last_column, row_before = 0, 1, 0
    rest = b""
    while piece := stream.read(PIECE):
        ask()
        piece = rest + piece
        for match in _filled_beyond(min(last_column, LETTERS)).finditer(piece):
            last_column = max(last_column, _column_number(match[1]))
        filled = max(map(piece.rfind, VALUE_ENDS))
        if filled >= 0:
            last_row = max(last_row, _row_at(piece, filled) or row_before)
        row_before = _row_at(piece, len(piece)) or row_before
        rest = piece[-OVERLAP:]
        if last_row * last_column > CELL_LIMIT:
            raise AppError(
                f"《{name}》的表一直排到第 {last_row} 行、第 {last_column} 列，中间几乎都是空格，读不下。"
                "请在表格软件中删去多余的行和列，另存后再导入。"
            )


def _refuse_repeats(name: str, stream: IO[bytes], ask: Ask) -> None:
    """OpenDocument says `the same a million times` in one line; with a value in it that is no ledger."""
    rest = b""
    while piece := stream.read(PIECE):
        ask()
        piece = rest + piece
        if REPEATED_CELL.search(piece) or REPEATED_ROW.search(piece):
            raise AppError(
                f"《{name}》里有成千上万个重复的单元格，读不下。请在表格软件中删去多余的行和列，另存后再导入。"
            )
        rest = piece[-OVERLAP:]


def _row_at(piece: bytes, before: int) -> int:
    at = piece.rfind(b"row ", 0, before)
    match = ROW_NUMBER.match(piece, at) if at >= 0 else None
    return int(match[1]) if match else 0


@cache
def _filled_beyond(column: int) -> re.Pattern[bytes]:
    """Cells that are not empty, right of a column (1–26)."""
    right = f"|[{chr(ord('A') + column)}-Z]" if column < LETTERS else ""
    return re.compile(rf'r="([A-Z]{{2,3}}{right})\d+"[^>/]*>'.encode())


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * LETTERS + letter - 64
    return number
