"""The form of the 回执单: which row holds what. One A5 landscape page a copy."""

from dataclasses import replace
from datetime import datetime

from app.services.kernel.times import china
from app.services.paper.capitals import capitals
from app.services.paper.kit import (
    WRITING_ROW,
    Cell,
    Copy,
    Face,
    Foot,
    Heading,
    Row,
    field_grid,
    label,
    text_block,
    tick_row,
    value,
    write,
)
from app.services.paper.masking import mask_phones
from app.services.paper.payload import make_payload
from app.services.repairs.slip import TITLE, Charge, Slip, SlipCopy

RESPONSIBILITIES = ("供热单位", "用户自用设施", "建设单位(保修期内)", "物业", "第三方", "待定")
CAUSES = ("气堵", "过滤器堵", "阀门", "水力失调", "管道接口", "散热器", "外网", "其他")
MEASURES = ("排气", "清洗", "调阀", "更换", "补焊紧固", "冲洗", "转抢修", "解释")
CHARGES = ("无偿", "有偿", "自愿委托")

_ORDINALS = "一二三四"
_KEEPERS = {
    SlipCopy.STATION: "回执·站存",
    SlipCopy.USER: "用户",
    SlipCopy.FINANCE: "财务",
    SlipCopy.COMPANY: "公司",
}
_FULL_PHONE = {SlipCopy.STATION, SlipCopy.COMPANY}
_CALL_FIRST = "▲ 请先致电"
# Millimetres of the 194.5 the table is wide: label, value, label, value …
_LABEL = 17.0
_REST = 177.5
_HALF, _MIDDLE, _OTHER_HALF = 80.0, 20.5, 77.0
_GRID = (_LABEL, 30.0, 13.0, 27.0, 17.0, 24.0, 13.0, 18.5, 13.0, 22.0)
# The first two rows stand beside the code and have 168 mm.
_WHO_GRID = (17.0, 28.0, 11.0, 37.3, 17.0, 28.0, 11.0, 19.0)
_WHERE_GRID = (17.0, 100.3, 14.0, 37.0)
_TIME_BLANK = "~~月~~日~~时~~分"


def copy_of(slip: Slip, kind: SlipCopy, place: int) -> Copy:
    """One copy; `place` counts from 0 and numbers the 联."""
    phones_in_full = kind in _FULL_PHONE
    return Copy(
        _heading(slip, kind),
        (
            *_known(slip, phones_in_full),
            _times(slip),
            _entry(),
            _temperatures(),
            _ticks_and_rules("原因", CAUSES, 0),
            _ticks_and_rules("处理", MEASURES, 0 if slip.is_blank else 1),
            _materials(),
            tick_row("责任", RESPONSIBILITIES, (_LABEL, _REST)),
            _charge(slip.charge),
            _opinion(),
            _callback(slip, kind),
        ),
        Foot(_made(slip)),
        f"第{_ORDINALS[place]}联\u3000{_KEEPERS[kind]}",
        digit=int(kind),
    )


def _heading(slip: Slip, kind: SlipCopy) -> Heading:
    return Heading(
        company=" ".join(filter(None, (slip.company, slip.station))),
        title=TITLE,
        number=slip.number,
        below_number=(f"受理号 {slip.matter_number or '＿' * 10}", _which_visit(slip)),
        mark=_CALL_FIRST if slip.call_first else "",
        qr=make_payload(slip.number, kind, slip.check, slip.repair_phone, slip.qr_prefix),
    )


def _which_visit(slip: Slip) -> str:
    season = f"采暖季 {slip.season}" if slip.season else ""
    return "\u3000".join(filter(None, (season, f"第 {slip.visit or '＿＿'} 次上门")))


def _known(slip: Slip, phones_in_full: bool) -> tuple[Row, ...]:
    def shown(text: str) -> str:
        return text if phones_in_full else mask_phones(text)

    area = "" if slip.area_c is None else f"{slip.area_c // 100}.{slip.area_c % 100:02d}㎡"
    caller = f"{slip.caller}({slip.relation})" if slip.relation else slip.caller
    workers = "、".join(f"{worker.name} {worker.badge}".strip() for worker in slip.workers)
    told = f"{china(slip.told_at):%Y-%m-%d %H:%M}" if slip.told_at else ""
    (who,) = field_grid(
        _WHO_GRID,
        (
            ("用户编号", slip.user_number),
            ("户名", slip.customer),
            ("联系电话", shown(slip.phone)),
            ("面积", area),
        ),
    )
    (when,) = field_grid(
        _GRID,
        (
            ("报修时间", told),
            ("渠道", slip.channel),
            ("受理人", slip.taken_by),
            ("派工人", slip.dispatched_by),
            ("维修员", workers),
        ),
    )
    where = Row(
        (
            label("地址", _WHERE_GRID[0]),
            value(shown(slip.address), _WHERE_GRID[1]),
            label("报修人", _WHERE_GRID[2]),
            value(shown(caller), _WHERE_GRID[3], centred=True),
        )
    )
    words = shown(slip.words)
    if slip.earlier_findings:
        words += f"\u3000上次上门：{slip.earlier_findings}"
    if slip.earlier_notes and phones_in_full:
        words += f"（{slip.earlier_notes}）"
    who, where = (replace(row, beside_code=True) for row in (who, where))
    rows = (who, where, when, text_block("报修内容", words, (_LABEL, _REST), lead=slip.fault))
    # A blank is filled in by hand: its printed rows take all the room there is.
    return tuple(replace(row, grow=1) for row in rows) if slip.is_blank else rows


def _times(slip: Slip) -> Row:
    moments = (
        ("联系", _moment(slip.contacted_at)),
        ("约定", _window(slip.appointment_from, slip.appointment_to)),
        ("派工", _moment(slip.dispatched_at)),
        ("到场", _moment(slip.arrived_at)),
        ("完工", _moment(slip.finished_at)),
    )
    cells: list[Cell] = []
    for name, text in moments:
        cells.append(label(name, 10))
        cells.append(value(text, 28.9, centred=True) if text else write(_TIME_BLANK, 28.9))
    return Row(tuple(cells), WRITING_ROW)


def _moment(moment: datetime | None) -> str:
    return f"{china(moment):%m-%d %H:%M}" if moment else ""


def _window(start: datetime | None, end: datetime | None) -> str:
    if start is None or end is None:
        return _moment(start)
    same_day = china(start).date() == china(end).date()
    return f"{_moment(start)}–{china(end):%H:%M}" if same_day else f"{_moment(start)}–{_moment(end)}"


def _entry() -> Row:
    return Row(
        (
            label("入户", _LABEL),
            write("☐已出示证件~☐穿鞋套~☐散热器护袋~☐完工已清理", _HALF),
            label("入户前状况", _MIDDLE),
            write("☐完好~☐异常_____~☐同意拆改 签字______", _OTHER_HALF),
        ),
        WRITING_ROW,
    )


def _temperatures() -> Row:
    blanks = "室温____℃\u3000供水____℃\u3000回水____℃"
    before = (label("维修前", _LABEL), write(blanks, _HALF))
    after = (label("维修后", _MIDDLE), write(blanks, _OTHER_HALF))
    return Row((*before, *after), WRITING_ROW)


def _materials() -> Row:
    used = (label("材料数量", _LABEL), write("_", _HALF, ruled=True))
    left = (label("遗留问题", _MIDDLE), write("_", _OTHER_HALF, ruled=True))
    return Row((*used, *left), WRITING_ROW)


def _ticks_and_rules(name: str, options: tuple[str, ...], grow: float) -> Row:
    ticks = "~".join(f"☐{option}" for option in options)
    return Row((label(name, _LABEL), write(f"{ticks}{'_' * 16}", _REST, ruled=True)), WRITING_ROW, grow)


def _charge(charge: Charge) -> Row:
    ticks = "".join(("☑" if kind == charge.kind else "☐") + kind + "~~" for kind in CHARGES)
    figures = words = ""
    if charge.amount_fen is not None:
        figures, words = f"{charge.amount_fen / 100:.2f}", capitals(charge.amount_fen)
    cells = [label("本次维修", _LABEL), write(ticks, 50)]
    blanks = (("项目", charge.items, 36), ("￥", figures, 24), ("大写", words, 38), ("票据号", charge.receipt, 29.5))
    for name, text, width in blanks:
        cells.append(value(f"{name} {text}", width, size=9) if text else write(f"{name}~~", width))
    return Row(tuple(cells), WRITING_ROW)


def _opinion() -> Row:
    return Row(
        (
            label("用户意见", _LABEL),
            write("☐满意~☐基本满意~☐不满意~\n意见____", 64),
            write("用户签字(捺印)~~☐成年\n与户主关系____~~~年~~月~~日", 66.5),
            write("维修员签字~~\n~~~~年~~月~~日", 47),
        ),
        2 * WRITING_ROW,
    )


def _callback(slip: Slip, kind: SlipCopy) -> Row:
    hours = slip.callback_hours
    if kind is SlipCopy.USER:
        after = f"完工满 {hours} 小时后" if hours else "完工后"
        return Row(
            (
                label("回访", _LABEL),
                value(
                    f"{after}电话回访，请报右侧回访码。报修 {slip.repair_phone}\u3000投诉 {slip.complaint_phone}",
                    _REST - 51,
                ),
                label("回访码", 17),
                value(slip.callback_code, 34, centred=True, face=Face.BOLD, size=16),
            ),
            WRITING_ROW,
        )
    if kind is SlipCopy.FINANCE:
        return Row((label("财务", _LABEL), write("收款人____\u3000审核____~~年~~月~~日", _REST)), WRITING_ROW)
    text = "~~月~~日~~时 接听____~☐码相符~☐已解决~☐未解决~☐未接通~☐满意~☐基本满意~☐不满意~回访人____"
    return Row((label(f"{hours}h回访" if hours else "回访", _LABEL), write(text, _REST)), WRITING_ROW)


def _made(slip: Slip) -> str:
    parts = [f"制单 {slip.printed_by} {china(slip.printed_at):%Y-%m-%d %H:%M}"]
    if slip.print_no > 1:
        parts.append(f"补打第 {slip.print_no - 1} 次")
    if slip.corrected:
        parts.append("更正件")
    return " · ".join(parts)
