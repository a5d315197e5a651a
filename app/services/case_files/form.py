"""The form of the 案卷: who gets it and why, the household, then every matter with its limits, history and papers."""

from datetime import datetime
from itertools import chain, repeat, zip_longest

from app.services.case_files.receivers import ReceiverKind
from app.services.case_files.values import Case, CaseFileDraft, ClockLine, FactLine, MatterPart, SheetLine
from app.services.kernel.desk import Station
from app.services.kernel.times import china
from app.services.paper.kit import Cell, Copy, Face, Foot, Heading, Paper, Row, date_blank, label, signature_row, value
from app.services.paper.layout import pieces

TITLE = "案卷"
_WIDTH, _LABEL = 175.0, 24.0
_TEXT, _SMALL = 10.0, 8.5
_CLOCKS = (("时限", 48.0), ("开始", 31.0), ("到期", 31.0), ("办到", 31.0), ("结果", 34.0))
_FACTS = (("时间", 28.0), ("经过", 28.0), ("办理人", 22.0), ("内容", 97.0))
_SHEETS = (("单号", 46.0), ("单据", 30.0), ("开单", 28.0), ("现状", 27.0), ("签字、意见", 44.0))


def case_paper(
    station: Station,
    case: Case,
    draft: CaseFileDraft,
    kind: ReceiverKind,
    *,
    number: str,
    qr: str,
    at: datetime,
    foot: str,
) -> Paper:
    """The declared paper; `number` is empty on a preview."""
    heading = Heading(
        company=" ".join(filter(None, (station.company, station.name))),
        title=TITLE,
        number=number or "（打印时编号）",
        below_number=(f"{china(at):%Y-%m-%d %H:%M}",),
        qr=qr,
    )
    rows = _first(case, draft, kind)
    for part in case.matters:
        rows += _matter(part)
    rows += _attached(case)
    rows.append(signature_row(("制卷", date_blank(), 1), ("审核", date_blank(), 1), ("接收人", date_blank(), 1)))
    note = f"交 {draft.receiver.strip()}，用于{draft.purpose.strip()}。"
    copy = Copy(heading, tuple(rows), Foot(foot, note), flows=True)
    return Paper(TITLE, number or TITLE, f"{TITLE} {case.subject}", at, (copy,))


def _first(case: Case, draft: CaseFileDraft, kind: ReceiverKind) -> list[Row]:
    left = f"，更早的 {case.left_out} 件未列入" if case.left_out else ""
    since = f"{draft.since:%Y-%m-%d} 起" if draft.since else ""
    return _told(
        ("内容", case.subject),
        ("接收方", f"{draft.receiver.strip()}（{kind.word}）"),
        ("用途", draft.purpose.strip()),
        ("遮挡", kind.tells),
        *case.household,
        ("工单", f"{since} {len(case.matters)} 件{left}".strip()),
    )


def _matter(part: MatterPart) -> list[Row]:
    ended = f"，{_moment(part.closed_at)} 办结" if part.closed_at else ""
    rows = [
        _band(f"{part.kind}　{part.number}"),
        *_told(
            ("受理", f"{_moment(part.told_at)}　{part.channel}　现状 {part.phase}{ended}"),
            ("地址", part.place),
            ("来电人", part.caller),
            ("诉求", part.words),
        ),
    ]
    if part.clocks:
        rows += [_titles(_CLOCKS), *chain.from_iterable(map(_clock, part.clocks))]
    rows += [_titles(_FACTS), *chain.from_iterable(map(_fact, part.facts))]
    if part.sheets:
        rows += [_titles(_SHEETS), *chain.from_iterable(map(_sheet, part.sheets))]
    return rows


def _clock(line: ClockLine) -> list[Row]:
    title = f"{line.title}（{line.clause}）" if line.clause else line.title
    return _line(_CLOCKS, title, _moment(line.started), _moment(line.due), _moment(line.stopped), line.word)


def _fact(line: FactLine) -> list[Row]:
    return _line(_FACTS, _moment(line.at), line.word, line.by, line.text)


def _sheet(line: SheetLine) -> list[Row]:
    return _line(_SHEETS, line.number, line.word, _moment(line.made_at), line.state, line.signed)


def _attached(case: Case) -> list[Row]:
    if not case.attachments:
        return []
    count = len(case.attachments)
    lines = ((f"附件 {place}/{count}", one.words) for place, one in enumerate(case.attachments, start=1))
    return [_band(f"附件 {count} 份，附后"), *_told(*lines)]


def _moment(moment: datetime | None) -> str:
    return f"{china(moment):%Y-%m-%d %H:%M}" if moment else ""


def _told(*said: tuple[str, str]) -> list[Row]:
    """Every name with something to say."""
    return [row for name, text in said if text for row in _said(name, text)]


def _said(name: str, text: str) -> list[Row]:
    """A name and what is said, in as many rows as it needs: nothing of a file is cut off."""
    width = _WIDTH - _LABEL
    return [
        Row((label(name if first else "", _LABEL), Cell(part, width, read_aloud=True, size=_TEXT)))
        for first, part in zip(chain((True,), repeat(False)), pieces(text, width, _TEXT), strict=False)
    ]


def _band(text: str) -> Row:
    return Row((value(text, _WIDTH, centred=True, face=Face.BOLD),), 7.0, titles=True)


def _titles(columns: tuple[tuple[str, float], ...]) -> Row:
    return Row(tuple(label(title, width) for title, width in columns), titles=True)


def _line(columns: tuple[tuple[str, float], ...], *texts: str) -> list[Row]:
    """A line of a table, in as many rows as its longest text needs."""
    widths = [width for _, width in columns]
    parts = [pieces(text, width, _SMALL) for text, width in zip(texts, widths, strict=True)]
    return [
        Row(tuple(value(part, width, size=_SMALL) for part, width in zip(row, widths, strict=True)))
        for row in zip_longest(*parts, fillvalue="")
    ]
