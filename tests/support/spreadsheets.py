"""Spreadsheets that openpyxl does not write: xls (BIFF8 in an OLE container), ods, locked and huge ones."""

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

SECTOR = 512
END_OF_CHAIN, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SMALL_STREAM = 4096
TABLES = "urn:oasis:names:tc:opendocument:xmlns:"


def write_ole(path: Path, streams: Mapping[str, bytes]) -> None:
    """An OLE compound file with these streams; each is made long enough to lie in plain sectors."""
    bodies = [data.ljust(SMALL_STREAM, b"\0") for data in streams.values()]
    bodies = [body.ljust(-(-len(body) // SECTOR) * SECTOR, b"\0") for body in bodies]
    starts, chain = [], []
    for body in bodies:
        starts.append(len(chain))
        count = len(body) // SECTOR
        chain += [*range(len(chain) + 1, len(chain) + count), END_OF_CHAIN]
    entries = [_entry("Root Entry", 5, 1 if streams else FREE, FREE, END_OF_CHAIN, 0)]
    for index, (name, start, body) in enumerate(zip(streams, starts, bodies, strict=True), start=1):
        following = index + 1 if index < len(streams) else FREE
        entries.append(_entry(name, 2, FREE, following, start, len(body)))
    while len(entries) % 4:
        entries.append(_entry("", 0, FREE, FREE, 0, 0))
    directory = len(chain)
    count = len(entries) // 4
    chain += [*range(directory + 1, directory + count), END_OF_CHAIN]
    fat_sectors = 1
    while (len(chain) + fat_sectors) * 4 > fat_sectors * SECTOR:
        fat_sectors += 1
    fat_at = [len(chain) + number for number in range(fat_sectors)]
    chain += [FAT_SECTOR] * fat_sectors
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(fat_sectors * SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, directory, 0, SMALL_STREAM, END_OF_CHAIN, 0, END_OF_CHAIN, 0)
    header += struct.pack(f"<{len(fat_at)}I", *fat_at)
    path.write_bytes(header.ljust(SECTOR, b"\xff") + b"".join(bodies) + b"".join(entries) + fat)


def _entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
    told = name.encode("utf-16-le") + b"\0\0" if name else b""
    links = struct.pack("<III", FREE, right, child if kind == 5 else FREE)
    head = told.ljust(64, b"\0") + struct.pack("<HBB", len(told), kind, 1) + links
    return head + bytes(36) + struct.pack("<IQ", start, size)


def write_xls(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], *, locked: bool = False) -> None:
    """An Excel 97 workbook; with `locked` it claims to be enciphered, as one with a password to open does."""
    bodies = [_sheet_records(rows) for rows in sheets.values()]
    lock = _record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48)) if locked else b""
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)) + lock
    head += _record(0x42, struct.pack("<H", 1200))
    names = [_short_text(name) for name in sheets]
    at = len(head) + sum(4 + 6 + len(name) for name in names) + 4
    for name, body in zip(names, bodies, strict=True):
        head += _record(0x85, struct.pack("<IBB", at, 0, 0) + name)
        at += len(body)
    write_ole(path, {"Workbook": head + _record(0x0A, b"") + b"".join(bodies)})


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _short_text(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _sheet_records(rows: Sequence[Sequence[Any]]) -> bytes:
    records = [_record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))]
    width = max((len(row) for row in rows), default=0)
    records.append(_record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", at, column, 0)
            if isinstance(cell, (int, float)):
                records.append(_record(0x203, place + struct.pack("<d", cell)))
            elif cell:
                records.append(_record(0x204, place + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")))
    return b"".join([*records, _record(0x0A, b"")])


def write_ods(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], *, rows_repeated: int = 1) -> None:
    """An OpenDocument table, with the long empty tail that its programs write; its lines may be said to repeat."""
    tables = []
    for name, rows in sheets.items():
        begin = f'<table:table-row table:number-rows-repeated="{rows_repeated}">'
        lines = "".join(f"{begin}{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        tail = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
        tables.append(f'<table:table table:name="{escape(name)}">{lines}{tail}</table:table>')
    spaces = " ".join(f'xmlns:{name}="{TABLES}{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{TABLES}manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)


def _ods_cell(cell: Any) -> str:
    if isinstance(cell, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    if not cell:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'


def write_lines_xlsx(path: Path, pieces: Iterable[str], *, dimension: str = "A1") -> None:
    """A workbook of one sheet 台账 whose lines are given as SpreadsheetML, written as they come."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{links}">'
        '<sheets><sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            head = f'<worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>'
            sheet.write(f'<?xml version="1.0" encoding="UTF-8"?>{head}'.encode())
            for piece in pieces:
                sheet.write(piece.encode())
            sheet.write(b"</sheetData></worksheet>")


def xlsx_line(number: int, row: Sequence[Any]) -> str:
    """One line of a sheet in SpreadsheetML; '' is a cell that only has a format."""
    return f'<row r="{number}">{"".join(_xlsx_cell(at, number, cell) for at, cell in enumerate(row))}</row>'


def _xlsx_cell(at: int, number: int, cell: Any) -> str:
    name = f"{chr(ord('A') + at)}{number}"
    if isinstance(cell, (int, float)):
        return f'<c r="{name}"><v>{cell}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>' if cell else f'<c r="{name}" s="0"/>'
