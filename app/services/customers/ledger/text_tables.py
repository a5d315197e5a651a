"""A text table as rows: its encoding, its separator and its quotation marks told from the file itself."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from app.services.customers.ledger.containers import Ask
from app.services.kernel.errors import AppError

# Put behind the last line, to see whether it comes out as a line of its own.
END = "\x1eend"
DELIMITERS = ("\t", ",", ";", "|")
HEAD = 20_000
PIECE = 1 << 18
# A cell of more lines than this began with a quotation mark that nobody closed.
LINES_IN_CELL = 10
ASK_EVERY = 2_000
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")
CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class TextGrid:
    """A text table; the bytes are decoded anew with every pass, so that only one row is held at a time."""

    sheet: str
    height: int
    data: bytes
    encoding: str
    delimiter: str
    quoted: bool

    def rows(self) -> Iterator[list[Any]]:
        """Every line from the first on, blank or not."""
        rows: Iterator[list[Any]] = _reader(_lines(self.data, self.encoding), self.delimiter, quoted=self.quoted)
        return rows


def _reader(lines: Iterable[str], delimiter: str, *, quoted: bool) -> Any:
    return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)


def _lines(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")


def text_table(name: str, data: bytes, ask: Ask) -> TextGrid:
    """Find out how a text table is written. Raises AppError when it is none."""
    encoding = _encoding(name, data, ask)
    head = _lines(data, encoding).read(HEAD).splitlines()
    delimiter = max(DELIMITERS, key=lambda sign: sum(min(line.count(sign), 40) for line in head))
    if not any(delimiter in line for line in head):
        raise AppError(f"《{name}》不是表格文件。能导入的是 xlsx、xls 和 csv（逗号或制表符分隔）。")
    for quoted in (True, False):
        height = _height(data, encoding, delimiter, quoted, ask)
        if height is not None:
            return TextGrid("", height, data, encoding, delimiter, quoted)
    raise AppError(f"《{name}》的格式读不懂。请用表格软件打开后另存为 xlsx 再导入。")


def _height(data: bytes, encoding: str, delimiter: str, quoted: bool, ask: Ask) -> int | None:
    """How many rows there are; None when a quotation mark nobody closed would swallow lines."""
    reader = _reader(chain(_lines(data, encoding), [END]), delimiter, quoted=quoted)
    count, before = 0, 0
    last: list[str] = []
    try:
        for last in reader:  # noqa: B007 - what comes out last is looked at below
            count += 1
            if reader.line_num - before > LINES_IN_CELL:
                return None
            before = reader.line_num
            if count % ASK_EVERY == 0:
                ask()
    except csv.Error:
        return None
    return count - 1 if last == [END] else None


def _encoding(name: str, data: bytes, ask: Ask) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in data:
        encodings = tuple(filter(None, (_bare_utf16(data[:HEAD]),)))
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        if _decodes(data, encoding, ask) and (encoding != "gb18030" or not _utf8_line(data)):
            return encoding
    raise _unreadable(name, data)


def _unreadable(name: str, data: bytes) -> AppError:
    """What is wrong with bytes that are no text: another kind of file, or a text table that was spoiled."""
    if len(CONTROLS.findall(data[:HEAD])) > len(data[:HEAD]) // 100:
        return AppError(f"《{name}》不是表格文件。能导入的是 xlsx、xls 和 csv（UTF-8 或 GB18030 编码）。")
    if b"\x00" in data:
        line = data[: data.index(b"\x00")].count(b"\n") + 1
        return AppError(f"《{name}》第 {line} 行里有空字节，文件可能没有传完整。请重新导出台账。")
    if line := _utf8_line(data):
        what = f"混有两种文字编码（第 {line} 行与其他行不同）"
    else:
        what = f"第 {_undecodable_line(data)} 行的文字读不出来（不是 UTF-8，也不是 GB18030 编码）"
    return AppError(f"《{name}》里{what}。请用表格软件打开，看清文字无误后另存为 xlsx 再导入。")


def _undecodable_line(data: bytes) -> int:
    for number, line in enumerate(io.BytesIO(data), start=1):
        try:
            line.decode("gb18030")
        except UnicodeDecodeError:
            return number
    return data.count(b"\n") + 1


def _bare_utf16(head: bytes) -> str:
    """UTF-16 without its mark: the high byte of every digit and separator is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 10 or min(even, odd) > len(head) // 100:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _decodes(data: bytes, encoding: str, ask: Ask) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), PIECE):
            decoder.decode(data[start : start + PIECE])
            ask()
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf8_line(data: bytes) -> int:
    """Of a text that is not UTF-8 throughout though some lines are: the first line of the fewer kind; 0 for others."""
    first: dict[bool, int] = {}
    count = {True: 0, False: 0}
    for number, line in enumerate(io.BytesIO(data), start=1):
        if line.isascii():
            continue
        try:
            chinese = len(CJK.findall(line.decode())) >= 2
        except UnicodeDecodeError:
            chinese = False
        first.setdefault(chinese, number)
        count[chinese] += 1
    return first[count[True] < count[False]] if all(count.values()) else 0
