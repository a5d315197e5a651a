"""The form of the 案卷: who gets it and why, the household, then every matter with its limits, history and papers."""

from datetime import datetime

from app.services.case_files.receivers import ReceiverKind
from app.services.case_files.values import Case, CaseFileDraft, ClockLine, FactLine, MatterPart, SheetLine
from app.services.kernel.desk import Station
from app.services.kernel.times import china
from app.services.paper.kit import Cell, Copy, Face, Foot, Heading, Paper, Row, label, signature_row, value

TITLE = "案卷"
_WIDTH, _LABEL = 175.0, 24.0
_SMALL = 8.5
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
    rows = [*_first(case, draft, kind)]
    for part in case.matters:
        rows += _matter(part)
    rows += _attached(case)
    rows.append(signature_row(("制卷", "~~年~~月~~日", 1), ("审核", "~~年~~月~~日", 1), ("接收人", "~~年~~月~~日", 1)))
    note = f"交 {draft.receiver.strip()}，用于{draft.purpose.strip()}。"
    return Paper(TITLE, number or TITLE, TITLE, at, (Copy(heading, tuple(rows), Foot(foot, note), flows=True),))


def _first(case: Case, draft: CaseFileDraft, kind: ReceiverKind) -> list[Row]:
    rows = [
        _said("内容", case.subject),
        _said("接收方", f"{draft.receiver.strip()}（{kind.word}）"),
        _said("用途", draft.purpose.strip()),
        _said("遮挡", kind.tells),
    ]
    rows += [_said(name, text) for name, text in case.household if text]
    left = f"，更早的 {case.left_out} 件未列入" if case.left_out else ""
    since = f"{draft.since:%Y-%m-%d} 起" if draft.since else ""
    rows.append(_said("工单", f"{since} {len(case.matters)} 件{left}".strip()))
    return rows


def _matter(part: MatterPart) -> list[Row]:
    ended = f"，{_moment(part.closed_at)} 办结" if part.closed_at else ""
    rows = [
        _band(f"{part.kind}　{part.number}"),
        _said("受理", f"{_moment(part.told_at)}　{part.channel}　现状 {part.phase}{ended}"),
        _said("地址", part.place),
    ]
    rows += [_said(name, text) for name, text in (("来电人", part.caller), ("诉求", part.words)) if text]
    if part.clocks:
        rows += [_titles(_CLOCKS), *map(_clock, part.clocks)]
    rows += [_titles(_FACTS), *map(_fact, part.facts)]
    if part.sheets:
        rows += [_titles(_SHEETS), *map(_sheet, part.sheets)]
    return rows


def _clock(line: ClockLine) -> Row:
    title = f"{line.title}（{line.clause}）" if line.clause else line.title
    return _line(_CLOCKS, title, _moment(line.started), _moment(line.due), _moment(line.stopped), line.word)


def _fact(line: FactLine) -> Row:
    return _line(_FACTS, _moment(line.at), line.word, line.by, line.text)


def _sheet(line: SheetLine) -> Row:
    return _line(_SHEETS, line.number, line.word, _moment(line.made_at), line.state, line.signed)


def _attached(case: Case) -> list[Row]:
    if not case.attachments:
        return []
    count = len(case.attachments)
    lines = [
        _said(f"附件 {place}/{count}", attachment.words) for place, attachment in enumerate(case.attachments, start=1)
    ]
    return [_band(f"附件 {count} 份，附后"), *lines]


def _moment(moment: datetime | None) -> str:
    return f"{china(moment):%Y-%m-%d %H:%M}" if moment else ""


def _said(name: str, text: str) -> Row:
    return Row((label(name, _LABEL), Cell(text, _WIDTH - _LABEL, read_aloud=True, size=10)))


def _band(text: str) -> Row:
    return Row((value(text, _WIDTH, centred=True, face=Face.BOLD),), 7.0)


def _titles(columns: tuple[tuple[str, float], ...]) -> Row:
    return Row(tuple(label(title, width) for title, width in columns))


def _line(columns: tuple[tuple[str, float], ...], *texts: str) -> Row:
    return Row(tuple(value(text, width, size=_SMALL) for text, (_, width) in zip(texts, columns, strict=True)))
