"""The form of the 交接班记录: A4 portrait; what is ticked, what runs on, then words, then both signatures."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.services.duty.handover_rules import handover_rules
from app.services.duty.handover_values import (
    SORT_WORDS,
    TICKED,
    Counted,
    HandoverCard,
    HandoverHead,
    HandoverLineRow,
    Sort,
)
from app.services.kernel.times import china
from app.services.paper.kit import (
    Copy,
    Face,
    Foot,
    Heading,
    Paper,
    Row,
    field_grid,
    label,
    signature_row,
    text_block,
    value,
    write,
)
from app.services.paper.layout import pieces
from app.services.paper.masking import mask_phones

TITLE = "交接班记录"
_WIDTH = 175.0
_LABEL = 26.0
_SMALL = 9.0
_PAIRS = (_LABEL, 61.5, _LABEL, 61.5)
_BLOCK = (_LABEL, _WIDTH - _LABEL)
_LINE = (16.0, 40.0, 91.0, 28.0)
# So many numbers stand in one cell without being cut off.
_NUMBERS = 40
_NOTE = "本记录由交接班双方签字；电话和姓名不写在本页，见工单。"


def handover_paper(card: HandoverCard, company: str, *, qr: str, at: datetime, foot: str) -> Paper:
    """The declared paper of a handover as it is kept."""
    head, counted = card.head, card.counted
    heading = Heading(company, TITLE, head.number, (f"{head.day} {head.shift}",), qr=qr)
    rows = (
        *_about(head, counted),
        *_said("本班受理", _count(counted.taken), _listed(counted.taken)),
        *_said("本班办结", _count(counted.finished), _listed(counted.finished)),
        *(row for sort in TICKED for row in _ticked(sort, card.of(sort))),
        *_running_out(counted),
        *_plain(Sort.RUNNING, card.of(Sort.RUNNING)),
        *_words_only(card.of(Sort.UNSIGNED)),
        *_said("待办承诺", "", _parts(head.promises)),
        *_said("通知", "", _parts(head.notices)),
        *_said("上级指示", "", _parts(head.orders)),
        *_said("物品", "", _parts(head.things)),
        *_said("接班说明", "", _parts("；".join(filter(None, (head.remark, _late(head)))))),
        signature_row(
            (f"交班人　{head.leaving or ''}　{_signed(head.signed_at)}", "签字~~~~~~年~~月~~日~~时~~分", 1),
            (f"接班人　{head.coming or ''}　{_signed(head.accepted_at)}", "签字~~~~~~年~~月~~日~~时~~分", 1),
        ),
    )
    return Paper(TITLE, head.number, head.number, at, (Copy(heading, rows, Foot(foot, _NOTE), flows=True),))


def _about(head: HandoverHead, counted: Counted) -> tuple[Row, ...]:
    backup = "没有已校验的备份" if counted.backup_at is None else f"{_full(counted.backup_at)} 已校验"
    ends = head.accepted_at or head.signed_at or head.written_at
    return (
        *field_grid(
            _PAIRS,
            (("交班人", head.leaving or ""), ("接班人", head.coming or "")),
            (("值班起", _full(head.since_at)), ("交接时间", _full(ends))),
            (("未办结", f"{len(counted.open)} 件"), ("备份", backup)),
        ),
        text_block("天气、运行", counted.reading or "本班没有运行读数", _BLOCK),
    )


def _ticked(sort: Sort, lines: Sequence[HandoverLineRow]) -> tuple[Row, ...]:
    if not lines:
        return (_band(f"{SORT_WORDS[sort]}：无"),)
    done = sum(line.ticked_at is not None for line in lines)
    over = sum(line.over and line.ticked_at is None for line in lines)
    ended = f"，已了结 {over} 项" if over else ""
    words = ("已接", "单号", "事项", "时间")
    heads = Row(tuple(label(word, width) for word, width in zip(words, _LINE, strict=True)), titles=True)
    band = _band(f"{SORT_WORDS[sort]} {len(lines)} 项，已接 {done} 项{ended}")
    return (band, heads, *map(_line, lines))


def _line(line: HandoverLineRow) -> Row:
    tick, number, words, due = _LINE
    mark = "已了结" if line.over and line.ticked_at is None else "☐" if line.ticked_at is None else "☑"
    return Row(
        (
            write(f"~{mark}~", tick),
            value(line.number, number, centred=True, size=_SMALL),
            value(mask_phones(line.words), words, size=_SMALL),
            value(_short(line.due_at), due, centred=True, size=_SMALL),
        )
    )


def _running_out(counted: Counted) -> tuple[Row, ...]:
    hours = int(handover_rules().ahead.total_seconds() // 3600)
    found = [f"{_short(row.due_at)} {_brief(row.number)} {row.title}" for row in counted.runs_out]
    return _said(f"{hours} 小时内到期", f"{len(found)} 项", _pieces(found, _NUMBERS // 2))


def _plain(sort: Sort, lines: Sequence[HandoverLineRow]) -> tuple[Row, ...]:
    if not lines:
        return (_band(f"{SORT_WORDS[sort]}：无其他"),)
    widths = (40.0, 107.0, 28.0)
    return (
        _band(f"{SORT_WORDS[sort]} {len(lines)} 件"),
        Row(
            tuple(label(word, width) for word, width in zip(("单号", "事项", "下一时限"), widths, strict=True)),
            titles=True,
        ),
        *(
            Row(
                (
                    value(line.number, widths[0], centred=True, size=_SMALL),
                    value(mask_phones(line.words), widths[1], size=_SMALL),
                    value(_short(line.due_at), widths[2], centred=True, size=_SMALL),
                )
            )
            for line in lines
        ),
    )


def _words_only(lines: Sequence[HandoverLineRow]) -> tuple[Row, ...]:
    return _said(SORT_WORDS[Sort.UNSIGNED], "", [line.words for line in lines])


def _said(name: str, before: str, parts: Sequence[str]) -> tuple[Row, ...]:
    """A label and its words, in as many rows as they need; 无 when there is nothing to say."""
    first, *others = parts or ["" if before else "无"]
    lead = before if not first or not before else f"{before}："
    return (
        Row((label(name, _LABEL), value(f"{lead}{first}", _BLOCK[1], size=_SMALL))),
        *(Row((label("", _LABEL), value(part, _BLOCK[1], size=_SMALL))) for part in others),
    )


def _band(words: str) -> Row:
    return Row((value(words, _WIDTH, face=Face.HEI, size=10.0),), titles=True)


def _count(numbers: Sequence[str]) -> str:
    return f"{len(numbers)} 件"


def _listed(numbers: Iterable[str]) -> list[str]:
    return _pieces([_brief(number) for number in numbers], _NUMBERS)


def _pieces(words: Sequence[str], most: int) -> list[str]:
    return ["　".join(words[at : at + most]) for at in range(0, len(words), most)]


def _parts(text: str) -> list[str]:
    """Words with their telephones masked, in pieces that a cell shows whole; none when there are none."""
    return pieces(mask_phones(text), _BLOCK[1], _SMALL) if text.strip() else []


def _brief(number: str) -> str:
    """`WX1115-0007` of `WX-PQZ-20261115-0007`: what is said across the room, with its kind."""
    prefix, _, rest = number.partition("-")
    day, _, place = rest.rpartition("-")
    return f"{prefix}{day[-4:]}-{place}"


def _late(head: HandoverHead) -> str:
    return f"晚接班：{head.late_reason}" if head.late_reason else ""


def _signed(moment: datetime | None) -> str:
    return "" if moment is None else f"{_short(moment)} 密码确认"


def _short(moment: datetime | None) -> str:
    return "" if moment is None else f"{china(moment):%m-%d %H:%M}"


def _full(moment: datetime) -> str:
    return f"{china(moment):%Y-%m-%d %H:%M}"
