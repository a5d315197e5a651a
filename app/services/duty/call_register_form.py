"""The form of the 来电登记表: A4 landscape, one call a line, filled in with a pen by candle light."""

from dataclasses import replace

from app.services.duty.power_settings import power_settings
from app.services.kernel.desk import Desk
from app.services.matters.printing import Making, sheet_qr
from app.services.paper.kit import WRITING_ROW, Copy, Foot, Heading, Paper, Row, label, write
from app.services.paper.profiles import A4_LANDSCAPE, Profile

TITLE = "来电登记表"
# Twenty lines of eight millimetres under a code need the narrower margins of the daily slips.
PROFILE: Profile = replace(A4_LANDSCAPE, name="A4-register", top=5.0, bottom=5.0)
# Heading, millimetres, and what stands in the line for the pen.
_COLUMNS = (
    ("行", 9.0, ""),
    ("来电时间", 24.0, "~~时~~分"),
    ("来电人、电话", 40.0, ""),
    ("地址", 48.0, ""),
    ("原话（漏水写清喷、流、滴）", 66.0, ""),
    ("告知内容、单号", 46.0, ""),
    ("处理", 30.0, "☐派~☐并~☐催~☐答"),
    ("接电人", 18.0, ""),
)
_NOTE = "停电时手写，一行一件；恢复供电后按真实时间逐行录入。含用户电话，只在本站使用。"


def register_paper(desk: Desk, making: Making) -> Paper:
    """The declared paper; only its number is printed."""
    sheet, station = making.sheet, desk.station
    heading = Heading(
        company=" ".join(filter(None, (station.company, station.name))),
        title=TITLE,
        number=sheet.number,
        below_number=("日期＿＿＿＿年＿＿月＿＿日", "停电＿＿时＿＿分 至 ＿＿时＿＿分"),
        qr=sheet_qr(desk, sheet.number),
    )
    head = Row(tuple(label(title, width) for title, width, _ in _COLUMNS))
    count = power_settings().register_lines
    rows = tuple(_line(number) for number in range(1, count + 1))
    return Paper(
        TITLE, sheet.number, sheet.number, making.at, (Copy(heading, (head, *rows), Foot(making.foot, _NOTE)),)
    )


def _line(number: int) -> Row:
    numbered = label(str(number), _COLUMNS[0][1])
    return Row((numbered, *(write(text or "~", width, size=8) for _, width, text in _COLUMNS[1:])), WRITING_ROW, 1)
