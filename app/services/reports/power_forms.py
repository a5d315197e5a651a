"""The blanks of the 断电夹 that a pen fills in: 回执单, 来电登记表, 投诉登记表, 停热公告, 交接班记录."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from app.services.duty.call_register_form import PROFILE as REGISTER_PROFILE
from app.services.duty.call_register_form import register_paper
from app.services.kernel.desk import Desk
from app.services.matters.printing import Making, sheet_qr
from app.services.matters.sheets import FOLDER_BLANK
from app.services.outages.settings import notice_words
from app.services.paper.kit import (
    Copy,
    Foot,
    Heading,
    Paper,
    Row,
    date_blank,
    field_grid,
    handwriting,
    label,
    signature_row,
    tick_row,
    write,
)
from app.services.paper.letter import Letter, letter_pdf
from app.services.paper.pdf import bound, render
from app.services.paper.profiles import A4_PORTRAIT, TWO_A5_ON_A4, Profile
from app.services.repairs.slip import slip_paper
from app.services.repairs.slips import build_slip

_FOLDER_NOTE = "停电时手写；恢复供电后按真实时间录入，编号不得丢失。"
_WIDE = (25.0, 150.0)
_FOUR = (25.0, 62.5, 25.0, 62.5)


def blanks_pdf(desk: Desk, makings: Sequence[Making], *, with_codes: bool) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of blanks of one form, and the digits of the copies of each.

    Without codes the user's copies leave the 回访码 open.
    """
    form = makings[0].sheet.form
    if form == "notice_blank":
        letters = [letter_pdf(_notice(desk, making)) for making in makings]
        return bound(letters, notice_words().stopped_title, makings[0].at), ("1",) * len(letters)
    if form == FOLDER_BLANK:
        # Two halves of one A4, whatever paper the station prints by day: the folder is printed in one go.
        papers, profile = [_slip(desk, making, with_codes) for making in makings], TWO_A5_ON_A4
    else:
        declare, profile = _DECLARED[form]
        papers = [declare(desk, making) for making in makings]
    return render(papers, profile), tuple("".join(str(copy.digit) for copy in paper.copies) for paper in papers)


def _slip(desk: Desk, making: Making, with_code: bool) -> Paper:
    slip = build_slip(desk, making)
    return slip_paper(replace(slip, visit=0, callback_code=slip.callback_code if with_code else ""))


def _form(title: str, rows: Callable[[], tuple[Row, ...]], desk: Desk, making: Making) -> Paper:
    station, sheet = desk.station, making.sheet
    heading = Heading(
        company=" ".join(filter(None, (station.company, station.name))),
        title=title,
        number=sheet.number,
        qr=sheet_qr(desk, sheet.number),
    )
    copy = Copy(heading, rows(), Foot(making.foot, _FOLDER_NOTE))
    return Paper(title, sheet.number, sheet.number, making.at, (copy,))


def _complaint() -> tuple[Row, ...]:
    return (
        Row((label("受理时间", 25), write("~~年~~月~~日~~时~~分", 62.5), label("受理人", 25), write("~", 62.5)), 9.0),
        tick_row("渠道", ("电话", "来访", "来信", "意见箱", "上级转办"), _WIDE, height=9.0),
        Row((label("投诉人", 25), write("~", 62.5), label("电话", 25), write("~", 62.5)), 9.0),
        handwriting("地址", _WIDE),
        handwriting("投诉内容\n（照原话）", _WIDE, lines=8, grow=3),
        handwriting("当场答复", _WIDE, lines=3, grow=1),
        Row((label("转递", 25), write("转____接件人____~~月~~日~~时~~分", 150)), 9.0),
        handwriting("处理结果", _WIDE, lines=4, grow=2),
        Row((label("答复用户", 25), write("~~月~~日~~时~~分~方式____~☐满意~☐不满意", 150)), 9.0),
        signature_row(("受理人", date_blank(), 1), ("站长意见", date_blank(), 1)),
    )


def _handover() -> tuple[Row, ...]:
    (shift,) = field_grid(_FOUR, (("班次", ""), ("日期", "")))
    return (
        Row(
            (*shift.cells[:1], write("~~月~~日~~时 至 ~~日~~时", 62.5), label("天气", 25), write("~~室外____℃", 62.5)),
            9.0,
        ),
        Row((label("供回水", 25), write("供水____℃~____MPa~~回水____℃~____MPa", 150)), 9.0),
        handwriting("未办工单\n（受理号）", _WIDE, lines=5, grow=2),
        handwriting("超时、12 小时\n内到期", _WIDE, lines=4, grow=1),
        handwriting("答应用户\n的事", _WIDE, lines=4, grow=1),
        handwriting("口头请示\n（待补签）", _WIDE, lines=2),
        handwriting("通知、上级\n指示", _WIDE, lines=2),
        handwriting("停电情况", _WIDE, lines=2),
        handwriting("未签、未交\n单据", _WIDE, lines=2),
        Row((label("钥匙器具", 25), write("☐钥匙~☐测温仪~☐工具~☐断电夹~☐其他____", 150)), 9.0),
        signature_row(("交班人", "~~月~~日~~时~~分", 1), ("接班人", "~~月~~日~~时~~分", 1)),
    )


def _notice(desk: Desk, making: Making) -> Letter:
    words, station = notice_words(), desk.station
    gap = "＿＿＿＿"
    off = f"因{gap}{gap}，自＿＿月＿＿日＿＿时＿＿分起，{gap}{gap}{gap}暂停供热，预计＿＿月＿＿日＿＿时＿＿分恢复供热。"
    phones = f"报修电话：{station.repair_phone}。"
    if station.complaint_phone:
        phones = f"报修电话：{station.repair_phone}；监督电话：{station.complaint_phone}。"
    return Letter(
        title=words.stopped_title,
        number=making.sheet.number,
        greeting=words.greeting,
        paragraphs=(off, words.working["other"], *words.at_home, phones, words.apology),
        signer=tuple(filter(None, (station.company, station.name))),
        day="＿＿＿＿年＿＿月＿＿日",
        foot=making.foot,
        qr=sheet_qr(desk, making.sheet.number),
        at=making.at,
    )


_DECLARED: Mapping[str, tuple[Callable[[Desk, Making], Paper], Profile]] = {
    "call_register": (register_paper, REGISTER_PROFILE),
    "complaint_blank": (partial(_form, "投诉登记表", _complaint), A4_PORTRAIT),
    "handover_blank": (partial(_form, "交接班记录", _handover), A4_PORTRAIT),
}
