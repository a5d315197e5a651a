"""处理意见反馈单, the hourly 处理意见汇总单, 上级转办回复单: as papers. Telephones on them are masked."""

from dataclasses import dataclass, field
from datetime import datetime

from app.services.kernel.times import china
from app.services.paper.kit import (
    PRINTED_ROW,
    Copy,
    Foot,
    Heading,
    Paper,
    Row,
    date_blank,
    field_grid,
    label,
    signature_row,
    text_block,
    value,
)
from app.services.paper.masking import mask_phones

OPINION, SUMMARY, REPLY = "处理意见反馈单", "处理意见汇总单", "上级转办回复单"

_LABEL, _REST = 20.0, 155.0
_GRID = (_LABEL, 40.0, _LABEL, 38.0, _LABEL, 37.0)
# Of the 281 mm a landscape A4 page has: number in the list, number, told, kind, place, words, opinion.
_COLUMNS = (10.0, 40.0, 22.0, 18.0, 48.0, 63.0, 80.0)
_TITLES = ("序号", "受理号", "受理时间", "类别", "地址", "诉求", "处理意见")
_DATE = date_blank()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands on all three: station, number, QR, and who made it when."""

    company: str
    station: str
    number: str
    qr: str
    made: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpinionOn:
    """One matter on a report, with the opinion as sent. `clocked` False: no opinion is asked of it by the limit."""

    number: str
    told_at: datetime
    kind: str
    channel: str
    place: str = field(repr=False)
    words: str = field(repr=False)
    opinion: str = field(repr=False)
    clocked: bool = True


@dataclass(frozen=True, slots=True)
class Sent:
    """When the report went, how, and who took it; `from_at` and `until_at` of a summary."""

    at: datetime
    how: str
    received_by: str
    by: str
    from_at: datetime | None = None
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to the dispatch room, 阶段 or 最终."""

    final: bool
    matter_number: str
    their_number: str
    sender: str
    reply_to: str
    told_at: datetime
    due: datetime | None
    place: str = field(repr=False)
    words: str = field(repr=False)
    reply: str = field(repr=False)
    replied_at: datetime
    how: str
    received_by: str
    by: str


def opinion_paper(head: Head, line: OpinionOn, sent: Sent) -> Paper:
    """处理意见反馈单: one matter, one page."""
    rows = (
        *field_grid(
            _GRID,
            (("受理号", line.number), ("受理时间", _moment(line.told_at)), ("类别", line.kind)),
            (("渠道", line.channel), ("报送时间", _moment(sent.at)), ("报送方式", sent.how)),
        ),
        _said("地址", line.place),
        _grown(_said("诉求", line.words), 1),
        _grown(_said("处理意见", line.opinion), 2),
        _signatures(sent),
    )
    return _paper(head, OPINION, (f"受理号 {line.number}",), rows)


def summary_paper(head: Head, lines: tuple[OpinionOn, ...], sent: Sent) -> Paper:
    """处理意见汇总单: the matters of an hour as a table that goes on over as many pages as it needs."""
    span = f"{_moment(sent.from_at or sent.at)} 至 {_moment(sent.until_at or sent.at)}"
    titles = Row(tuple(label(title, width) for title, width in zip(_TITLES, _COLUMNS, strict=True)))
    rows = (
        *(_summary_row(place, line) for place, line in enumerate(lines, start=1)),
        Row((label("合计", 50), value(_sums(lines), 231))),
        _signatures(sent, 281),
    )
    below = (span, f"{sent.how} {_moment(sent.at)} {sent.received_by}接收")
    return _paper(head, SUMMARY, below, rows, table=titles)


def reply_paper(head: Head, reply: Reply) -> Paper:
    """上级转办回复单: what was forwarded, what is replied, who took it."""
    which = "最终回复" if reply.final else "阶段回复"
    rows = (
        *field_grid(
            _GRID,
            (("转办单位", reply.sender), ("转办编号", reply.their_number), ("本站受理号", reply.matter_number)),
            (
                ("转办时间", _moment(reply.told_at)),
                ("要求时限", _moment(reply.due)),
                ("回复时间", _moment(reply.replied_at)),
            ),
            (("回复给", reply.reply_to), ("回复方式", reply.how), ("接收人", reply.received_by)),
        ),
        _said("地址", reply.place),
        _grown(_said("转办内容", reply.words), 1),
        _grown(_said("处理结果" if reply.final else "办理进展", reply.reply), 2),
        signature_row(
            (f"回复人 {reply.by}", _DATE, 58), ("审核", _DATE, 58), (f"接收人 {reply.received_by}", _DATE, 59)
        ),
    )
    return _paper(head, REPLY, (which, f"受理号 {reply.matter_number}"), rows)


def _paper(head: Head, title: str, below: tuple[str, ...], rows: tuple[Row, ...], table: Row | None = None) -> Paper:
    heading = Heading(
        company=" ".join(filter(None, (head.company, head.station))),
        title=title,
        number=head.number,
        below_number=below,
        qr=head.qr,
    )
    copy = Copy(
        heading,
        rows,
        Foot(head.made, note=""),
        flows=table is not None,
        head=() if table is None else (table,),
    )
    return Paper(title, head.number, head.number, head.at, (copy,))


def _summary_row(place: int, line: OpinionOn) -> Row:
    kind = line.kind if line.clocked else f"{line.kind}\n不计时"
    cells = (str(place), line.number, _moment(line.told_at), kind, *map(mask_phones, (line.place, line.words)))
    centred = [value(text, width, centred=True, size=9) for text, width in zip(cells[:4], _COLUMNS[:4], strict=True)]
    texts = [value(text, width, size=9) for text, width in zip(cells[4:], _COLUMNS[4:6], strict=True)]
    return Row((*centred, *texts, value(mask_phones(line.opinion), _COLUMNS[6], size=9)), PRINTED_ROW + 1)


def _sums(lines: tuple[OpinionOn, ...]) -> str:
    kinds: dict[str, int] = {}
    for line in lines:
        kinds[line.kind] = kinds.get(line.kind, 0) + 1
    return f"共 {len(lines)} 件：" + "，".join(f"{kind} {count} 件" for kind, count in kinds.items())


def _signatures(sent: Sent, width: float = 175) -> Row:
    part = width / 4
    return signature_row(
        (f"制表 {sent.by}", _DATE, part),
        ("审核", _DATE, part),
        (f"报送 {sent.by}", _DATE, part),
        (f"签收 {sent.received_by}", _DATE, part),
    )


def _said(name: str, text: str) -> Row:
    return text_block(name, mask_phones(text), (_LABEL, _REST))


def _grown(row: Row, share: float) -> Row:
    return Row(row.cells, row.height, share)


def _moment(moment: datetime | None) -> str:
    return f"{china(moment):%m-%d %H:%M}" if moment else ""
