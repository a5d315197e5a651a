"""The form of the 回访记录表: A4 landscape, as many callbacks on a page as there is room for."""

from collections.abc import Sequence
from datetime import date, datetime

from app.services.kernel.desk import Station
from app.services.kernel.times import china
from app.services.paper.kit import Cell, Copy, Foot, Heading, Paper, Row, date_blank, label, signature_row, value, write
from app.services.paper.masking import mask_phones
from app.services.repairs.callback_attempts import Answers, Attempt
from app.services.repairs.callback_record import RecordLine
from app.services.repairs.callback_steps import degrees

TITLE = "回访记录表"
_SMALL = 8.0
# Heading and millimetres of each column.
_COLUMNS = (
    ("序", 7.0),
    ("受理号、地点", 42.0),
    ("来电人", 27.0),
    ("完工、维修员", 24.0),
    ("拨打记录", 52.0),
    ("码相符", 8.5),
    ("及时", 8.5),
    ("态度", 8.5),
    ("鞋套清理", 9.0),
    ("收费", 8.5),
    ("室温(自述)", 12.0),
    ("满意度", 15.0),
    ("用户原话", 28.0),
    ("结果、后续单号", 36.0),
)
_NOTE = "室温为用户自述，不是测温。电话只印首尾，全号在工单里；本表留站存档。"


def record_paper(
    station: Station,
    lines: Sequence[RecordLine],
    first: date,
    last: date,
    *,
    number: str,
    qr: str,
    print_no: int,
    at: datetime,
    by: str,
) -> Paper:
    """The declared paper; `number` is empty on a preview."""
    days = f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} 至 {last:%Y-%m-%d}"
    reached = sum(line.answered is not None for line in lines)
    heading = Heading(
        company=" ".join(filter(None, (station.company, station.name))),
        title=TITLE,
        number=number or "（打印时编号）",
        below_number=(days, f"{len(lines)} 件，接通 {reached} 件"),
        qr=qr,
    )
    head = Row(tuple(label(title, width) for title, width in _COLUMNS), 9.0)
    rows = tuple(_row(place, line) for place, line in enumerate(lines, start=1))
    signed = signature_row(("回访人", date_blank(), 1), ("站长意见", date_blank(), 2))
    again = f" · 补打第 {print_no - 1} 次" if print_no > 1 else ""
    foot = Foot(f"制表 {by} {china(at):%Y-%m-%d %H:%M}{again}", _NOTE)
    copy = Copy(heading, (*rows, signed), foot, head=(head,), flows=True)
    return Paper(TITLE, number or TITLE, f"{TITLE} {days}", at, (copy,))


def _row(place: int, line: RecordLine) -> Row:
    answered = line.answered
    answers = answered.answers if answered is not None else Answers()
    finished = f"{china(line.finished_at):%m-%d %H:%M}" if line.finished_at is not None else ""
    who = "\n".join(filter(None, (_named(line.caller, line.relation), mask_phones(line.phone))))
    texts = (
        str(place),
        f"{line.number}\n{line.place}",
        who,
        f"{finished}\n{line.repairer}",
        "\n".join(_dialled(line, attempt) for attempt in line.attempts),
    )
    marks = (
        _mark(answers.on_time, "及时", "迟"),
        _mark(answers.polite, "好", "差"),
        _mark(answers.protected, "有", "无"),
        _mark(None if answers.overcharged is None else not answers.overcharged, "无误", "有误"),
        degrees(answers.room_c),
        answers.satisfaction,
    )
    widths = [width for _, width in _COLUMNS]
    cells = [_text(text, width, centred=at == 0) for at, (text, width) in enumerate(zip(texts, widths, strict=False))]
    cells.append(write("~☑~" if line.verified else "~☐~", widths[5], size=9))
    cells += [_text(text, width, centred=True) for text, width in zip(marks, widths[6:12], strict=True)]
    cells.append(_text(mask_phones(answers.words), widths[12]))
    cells.append(_text("\n".join(filter(None, (line.result, line.follow_up))), widths[13]))
    return Row(tuple(cells), 8.0)


def _dialled(line: RecordLine, attempt: Attempt) -> str:
    """`11-17 09:20 无人接听 李客服`, and which number and who answered where that is not the caller's."""
    other = f"拨 {mask_phones(attempt.phone)}" if attempt.phone and attempt.phone != line.phone else ""
    answered = f"{attempt.answered_by}接" if attempt.answered_by else ""
    return " ".join(filter(None, (f"{china(attempt.at):%m-%d %H:%M}", attempt.word, answered, other, attempt.by)))


def _named(name: str, relation: str) -> str:
    return f"{name}({relation})" if name and relation else name or relation


def _mark(answer: bool | None, good: str, bad: str) -> str:
    return "" if answer is None else good if answer else bad


def _text(text: str, width: float, *, centred: bool = False) -> Cell:
    return value(text, width, centred=centred, size=_SMALL)
