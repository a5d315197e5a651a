"""A scanned or typed code leads to a numbered paper, and says what that paper is."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound, Refused
from app.services.matters import sheets
from app.services.paper.payload import Payload, Verdict, judge, parse_payload

_COPY_WORDS = {1: "第一联（存根）", 2: "第二联（用户）", 3: "第三联（财务）", 4: "第四联（公司）"}


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """The paper a code led to; `word` is what it is called, `warning` is for the clerk, empty when all is well.

    `comes_back`: the station waits for it, signed (收单); only then is there anything to take in.
    """

    sheet_id: int
    number: str
    form: str
    word: str
    matter_id: int | None
    visit_no: int | None
    repairer_id: int | None
    state: str
    copy: str
    comes_back: bool
    warning: str

    @property
    def awaited(self) -> bool:
        """Whether it can be taken in now, once it belongs to a matter."""
        return self.comes_back and self.state == sheets.OUT


def find_by_code(desk: Desk, text: str) -> FoundSheet:
    """The paper a scanner gun typed, or a number typed by hand.

    NotFound when there is no number in the text or no such sheet; Refused for another station's paper (外站单据)
    and when number and check code do not belong together (核对不符).
    """
    payload = parse_payload(text)
    if payload is None:
        raise NotFound("扫到的内容里没有单据编号。请再扫一次，或手工输入编号。")
    station = payload.number.split("-")[1]
    if station != desk.station.code.upper():
        raise Refused(f"{payload.number} 是外站单据（站码 {station}），本站站码是 {desk.station.code}。请退回原站。")
    expected = sheets.STATION_COPY if payload.number.startswith(f"{sheets.SLIP_SERIES}-") else None
    verdict = judge(payload, sheets.check_keys(desk.store), expected)
    if verdict is Verdict.MISMATCH:
        raise Refused(f"{payload.number} 核对不符：编号和校验码对不上。请再扫一次，或核对原件后手工输入编号。")
    sheet = sheets.find_sheet(desk.store, payload.number)
    return FoundSheet(
        sheet.id,
        sheet.number,
        sheet.form,
        sheet.word,
        sheet.matter_id,
        sheet.visit_no,
        sheet.repairer_id,
        sheet.state,
        str(payload.copy or ""),
        sheet.comes_back,
        "；".join(_warnings(payload, verdict, sheet)),
    )


def _warnings(payload: Payload, verdict: Verdict, sheet: sheets.SheetRow) -> Iterator[str]:
    if verdict is Verdict.WRONG_COPY and payload.copy is not None:
        word = _COPY_WORDS.get(payload.copy, f"第 {payload.copy} 联")
        yield f"扫到的是{word}，应收{_COPY_WORDS[1]}。"
    if verdict is Verdict.UNVERIFIABLE and payload.code:
        yield "无法核验：这张单的校验码不是本站现有的密钥做的。请核对原件。"
    if sheet.state == sheets.VOID:
        yield f"{sheet.number} 已作废：{sheet.void_reason}。"
    if sheet.state == sheets.RETURNED:
        yield f"{sheet.number} 已收单。"
    if not sheet.comes_back:
        yield f"{sheet.number} 是{sheet.word}，不用收单。"
    elif sheet.matter_id is None and sheet.state == sheets.OUT:
        yield f"{sheet.number} 是空白单，请先挂到工单。"
