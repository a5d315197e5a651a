"""The form of the 值班记录: A4, readings and lines as tables that go on over as many pages as they need."""

from datetime import datetime
from itertools import zip_longest

from app.services.duty.notes import Note
from app.services.duty.reading_words import degrees
from app.services.duty.readings import Reading
from app.services.duty.record import Record
from app.services.duty.roster import OnPost
from app.services.kernel.desk import Station
from app.services.kernel.times import china
from app.services.paper.kit import (
    PRINTED_ROW,
    Cell,
    Copy,
    Foot,
    Heading,
    Paper,
    Row,
    date_blank,
    field_grid,
    label,
    signature_row,
    value,
)
from app.services.paper.layout import pieces
from app.services.paper.masking import mask_phones

TITLE = "值班记录"
_SMALL = 9.0
_GRID = (18.0, 68.0, 18.0, 71.0)
# Heading and millimetres of each column, 175 mm in all.
_READ = (
    ("时间", 14.0),
    ("天气", 20.0),
    ("室外 ℃", 17.0),
    ("最低～最高 ℃", 25.0),
    ("供水 ℃", 16.0),
    ("回水 ℃", 16.0),
    ("供压 kPa", 17.0),
    ("回压 kPa", 17.0),
    ("备注", 33.0),
)
_WRITTEN = (("时间", 22.0), ("类别", 14.0), ("记录内容", 90.0), ("工单", 30.0), ("记录人", 19.0))
_NOBODY = "未排班"


def record_paper(
    station: Station, record: Record, *, number: str, qr: str, print_no: int, at: datetime, by: str
) -> Paper:
    """The declared paper; `number` is empty on a preview. Telephones in words are masked."""
    shift, duty = record.shift, record.duty
    hours = f"{_moment(shift.begins_at)} 至 {_moment(shift.ends_at)}"
    heading = Heading(
        company=" ".join(filter(None, (station.company, station.name))),
        title=TITLE,
        number=number or "（打印时编号）",
        below_number=(f"{shift.day:%Y-%m-%d} {shift.name}",),
        qr=qr,
    )
    rows = [
        *field_grid(
            _GRID,
            (("班次", f"{shift.name}（{hours}）"), ("值班人", _names(duty.desk))),
            (
                ("带班领导", _names((duty.leader,) if duty.leader is not None else ())),
                ("夜间备班", _names(duty.standby)),
            ),
        ),
        *_table("运行记录", _READ, [_reading(reading) for reading in record.readings]),
        *_table("值班记录", _WRITTEN, [_note(note) for note in record.notes]),
        signature_row(("值班人", date_blank(), 58), ("接班人", date_blank(), 58), ("站长审阅", date_blank(), 59)),
    ]
    again = f" · 补打第 {print_no - 1} 次" if print_no > 1 else ""
    foot = Foot(f"制表 {by} {china(at):%Y-%m-%d %H:%M}{again}")
    copy = Copy(heading, tuple(rows), foot, flows=True)
    return Paper(TITLE, number or TITLE, f"{TITLE} {shift.day:%Y-%m-%d} {shift.name}", at, (copy,))


def _table(title: str, columns: tuple[tuple[str, float], ...], rows: list[tuple[str, ...]]) -> list[Row]:
    """A heading, the titles of the columns, and the rows, nothing cut off; only the widest column is not centred."""
    widths = [width for _, width in columns]
    widest = widths.index(max(widths))
    whole = sum(widths)
    if not rows:
        return [Row((label(title, 18.0), value("无", whole - 18.0, size=_SMALL)))]
    made = [
        Row((label(title, whole),), titles=True),
        Row(tuple(label(text, width) for text, width in columns), titles=True),
    ]
    for row in rows:
        parts = [pieces(text, width, _SMALL) for text, width in zip(row, widths, strict=True)]
        for line in zip_longest(*parts, fillvalue=""):
            cells: list[Cell] = []
            for at, (text, width) in enumerate(zip(line, widths, strict=True)):
                cells.append(value(text, width, centred=at != widest, size=_SMALL))
            made.append(Row(tuple(cells), PRINTED_ROW))
    return made


def _reading(reading: Reading) -> tuple[str, ...]:
    low, high = _degrees(reading.low_c), _degrees(reading.high_c)
    return (
        f"{china(reading.at):%H:%M}",
        reading.weather,
        _degrees(reading.outdoor_c),
        f"{low}～{high}" if low or high else "",
        _degrees(reading.supply_c),
        _degrees(reading.return_c),
        "" if reading.supply_kpa is None else str(reading.supply_kpa),
        "" if reading.return_kpa is None else str(reading.return_kpa),
        mask_phones(reading.remark),
    )


def _note(note: Note) -> tuple[str, ...]:
    line = note.line
    parts = [line.words]
    if line.late:
        parts.append(f"（{_moment(line.entered_at)} 补记）")
    parts += [f"更正前（{_moment(old.entered_at)} {old.by}）：{old.words}" for old in note.earlier]
    return (_moment(line.at), line.sort, mask_phones("\n".join(parts)), line.matter_number, line.by)


def _moment(at: datetime) -> str:
    return f"{china(at):%m-%d %H:%M}"


def _names(people: tuple[OnPost, ...]) -> str:
    return "、".join(one.name for one in people) or _NOBODY


def _degrees(hundredths: int | None) -> str:
    return "" if hundredths is None else degrees(hundredths)
