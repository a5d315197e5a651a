"""The form of the 维修服务卡 and of the list on which its receivers sign: which row holds what."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.paper.card_sheet import EIGHT_ON_A4, FOUR_ON_A4, CardGround, CardSize
from app.services.paper.kit import WRITING_ROW, Cell, Copy, Face, Foot, Heading, Row, label, value, write

LIST_TITLE = "维修服务卡发放登记表"
CHANGE_TITLE = "维修服务卡换卡清单"
LIST_COPY = 2


@dataclass(frozen=True, slots=True)
class CardWords:
    """What stands on the cards of one building; nothing in it is about a household."""

    house: str
    title: str
    district: str
    repairer: str
    badge: str
    repair_phone: str
    complaint_phone: str
    promises: tuple[str, ...]
    free: tuple[str, ...]
    paid: tuple[str, ...]
    prices: tuple[str, ...]
    reminders: tuple[str, ...]
    nobody: str
    qr: str

    @property
    def who(self) -> str:
        """The repairer with the number of his badge, or that the desk sends somebody."""
        if not self.repairer:
            return self.nobody
        return f"{self.repairer}（胸卡 {self.badge}）" if self.badge else self.repairer


@dataclass(frozen=True, slots=True)
class _Measures:
    """Millimetres and points that differ between the two sizes."""

    line: float
    label: float
    name: float
    size: float
    phone: float
    small: float


_MEASURES = {
    EIGHT_ON_A4: _Measures(line=5.0, label=13.0, name=7.5, size=8.5, phone=10.5, small=7.0),
    FOUR_ON_A4: _Measures(line=8.0, label=17.0, name=9.5, size=11.0, phone=13.0, small=10.5),
}


def card_ground(words: CardWords, size: CardSize) -> CardGround:
    """What the cards of one building share; the address of each goes into the first row."""
    form, width = _MEASURES[size], size.card[0] - 2 * size.margin
    rest = width - form.label
    half = rest / 2 - form.label / 2

    def name(text: str) -> Cell:
        return value(text, form.label, size=form.name, face=Face.HEI, centred=True)

    def pair(left: tuple[str, str], right: tuple[str, str], points: float, face: Face) -> Row:
        cells = (
            name(left[0]),
            value(left[1], half, size=points, face=face, centred=True),
            name(right[0]),
            value(right[1], half, size=points, face=face, centred=True),
        )
        return Row(cells, form.line)

    def single(known: tuple[str, str]) -> Row:
        return Row((name(known[0]), value(known[1], rest, size=form.size)), form.line)

    def block(title: str, parts: Sequence[str], joint: str) -> Row:
        return Row((name(title), value(joint.join(parts), rest, size=form.small)), form.line, grow=1)

    district, repairer = ("责任片区", words.district or "—"), ("维修员", words.who)
    small = size is EIGHT_ON_A4
    joint = "；" if small else "\n"
    who = [pair(district, repairer, form.size, Face.SONG)] if small else [single(district), single(repairer)]
    # The small card has no room for prices; it points to the published ones.
    prices = [block("价目", words.prices, "；")] if words.prices and not small else []
    return CardGround(
        house=words.house,
        title=words.title,
        rows=(
            Row((name("地址"), value("", rest, size=form.size, face=Face.HEI)), form.line),
            *who,
            pair(("报修电话", words.repair_phone), ("监督电话", words.complaint_phone or "—"), form.phone, Face.BOLD),
            block("服务承诺", words.promises, joint),
            block("不收费", words.free, joint),
            block("收费", words.paid, joint),
            *prices,
            block("请注意", words.reminders, joint),
        ),
        qr=words.qr,
    )


@dataclass(frozen=True, slots=True)
class ListLine:
    """One household on the list; `was` is the repairer its old card names, on a 换卡清单."""

    address: str
    repairer: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class ListWords:
    """What stands on the list beside its lines."""

    company: str
    number: str
    about: str
    made: str
    qr: str
    change: bool


def list_copy(words: ListWords, lines: Sequence[ListLine]) -> Copy:
    """The list, as many pages as it takes; a household signs for its card."""
    widths = (10.0, 58.0, 32.0, 45.0, 30.0) if words.change else (10.0, 65.0, 24.0, 46.0, 30.0)
    heads = ("序号", "地址", "原维修员 → 现" if words.change else "维修员", "领取人签名", "领取日期")
    head = Row(tuple(label(text, width) for text, width in zip(heads, widths, strict=True)), 7.0)
    rows = tuple(_line(place, line, widths) for place, line in enumerate(lines, start=1))
    foot = Row((write("发放人签名：____　　日期：____　　发放 ____ 张　　门上留置 ____ 张　　退回 ____ 张", 1),), 12.0)
    return Copy(
        Heading(
            company=words.company,
            title=CHANGE_TITLE if words.change else LIST_TITLE,
            number=words.number,
            below_number=(words.about,),
            qr=words.qr,
        ),
        (*rows, foot),
        Foot(words.made, note="无人在家留置的，在签名栏写“门上”。"),
        flows=True,
        digit=LIST_COPY,
        head=(head,),
    )


def _line(place: int, line: ListLine, widths: Sequence[float]) -> Row:
    who = f"{line.was} → {line.repairer or '—'}" if line.was else line.repairer or "—"
    return Row(
        (
            value(str(place), widths[0], centred=True),
            value(line.address, widths[1], size=9.5),
            value(who, widths[2], size=9.5, centred=True),
            write("~", widths[3]),
            write("~~月~~日", widths[4]),
        ),
        WRITING_ROW,
    )
