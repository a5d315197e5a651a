"""The form of the 站长晨报: one A4, a heading and a paragraph for each section, large enough to be read aloud."""

from datetime import datetime

from app.services.kernel.desk import Station
from app.services.kernel.times import china
from app.services.paper.kit import Cell, Copy, Foot, Heading, Paper, Row, date_blank, label, signature_row
from app.services.reports.daily import day_word
from app.services.reports.morning import Morning
from app.services.reports.morning_words import sections

TITLE = "站长晨报"
_LABEL, _TEXT = 26.0, 149.0
_SIZE = 12.0


def morning_paper(station: Station, found: Morning, *, number: str, qr: str, at: datetime, foot: str) -> Paper:
    """The declared paper; `number` is empty on a preview."""
    heading = Heading(
        company=" ".join(filter(None, (station.company, station.name))),
        title=TITLE,
        number=number or "（打印时编号）",
        below_number=(day_word(china(found.at).date()), f"截至 {china(found.at):%H:%M}"),
        qr=qr,
    )
    rows = [
        Row((label(name, _LABEL), Cell(text, _TEXT, size=_SIZE, read_aloud=True)), 10.0)
        for name, text in sections(found)
    ]
    signed = signature_row(("制表", date_blank(), 1), ("站长意见", date_blank(), 2), height=22.0)
    copy = Copy(heading, (*rows, signed), Foot(foot, note="站内用，不外传。"))
    return Paper(TITLE, number or TITLE, f"{TITLE} {day_word(china(found.at).date())}", at, (copy,))
