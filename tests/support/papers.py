"""Reading papers back with tools that are not ours: poppler and zbar."""

import re
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.services.kernel.times import CHINA
from app.services.paper.payload import CheckKey
from app.services.repairs.slip import Slip, Worker

KEY = CheckKey("a1b2c3d4", b"k" * 32)
DISPATCHED = datetime(2026, 11, 15, 8, 40, tzinfo=CHINA)


def a_slip(**changes: object) -> Slip:
    """A slip as dispatched on the first cold morning, for an invented household."""
    known: dict[str, object] = {
        "company": "泉旺热力有限公司",
        "station": "雍阳供热站",
        "number": "HD-PQZ-20261115-0001",
        "check": KEY,
        "repair_phone": "022-00001234",
        "complaint_phone": "022-00005678",
        "printed_by": "王敏",
        "printed_at": DISPATCHED,
        "matter_number": "WX-PQZ-20261115-0007",
        "told_at": DISPATCHED - timedelta(minutes=28),
        "channel": "电话",
        "caller": "赵兰",
        "relation": "家属",
        "taken_by": "王敏",
        "dispatched_by": "周强",
        "user_number": "0700123",
        "customer": "李国庆",
        "address": "泉旺家园二期-3号楼-2单元-1102室",
        "phone": "13800001234",
        "area_c": 10235,
        "season": "2026-2027",
        "fault": "不热·部分房间",
        "words": "客厅暖气片不热，主卧微温",
        "contacted_at": DISPATCHED - timedelta(minutes=10),
        "appointment_from": DISPATCHED + timedelta(hours=1),
        "appointment_to": DISPATCHED + timedelta(hours=2),
        "dispatched_at": DISPATCHED,
        "workers": (Worker("张建国", "W012"),),
        "callback_code": "482913",
        "callback_hours": 48,
    }
    return Slip(**(known | changes))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page and its box in points from the upper left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def run(*command: str | Path) -> str:
    return subprocess.run(list(map(str, command)), capture_output=True, check=True, text=True).stdout


def text_of(pdf: Path, page: int = 0) -> str:
    """The text of one page, counted from 1, or of all."""
    pages = ("-f", str(page), "-l", str(page)) if page else ()
    return run("pdftotext", *pages, pdf, "-")


def words_of(pdf: Path, page: int) -> list[Word]:
    found = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>',
        run("pdftotext", "-bbox", "-f", str(page), "-l", str(page), pdf, "-"),
    )
    return [Word(text, *map(float, box)) for *box, text in found]


def codes_of(pdf: Path, dots_per_inch: int, folder: Path) -> list[list[str]]:
    """What zbar reads on each page's raster."""
    stem = folder / f"{pdf.stem}-{dots_per_inch}"
    run("pdftoppm", "-gray", "-r", str(dots_per_inch), pdf, stem)
    return [
        run("zbarimg", "-q", "--raw", "--nodbus", page).split() for page in sorted(folder.glob(f"{stem.name}-*.pgm"))
    ]
