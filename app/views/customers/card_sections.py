"""The sections of the card of a premises, each made from the card alone; what they lead to is handed in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.services.customers.card.disclosure import Shown, Subject
from app.services.customers.card.flag_words import neutral_mark
from app.services.customers.card.flags import Flag
from app.services.customers.card.matters import OpenMatter, Paper
from app.services.customers.card.stops import STOP_WORDS
from app.services.customers.card.values import PremisesCard
from app.services.customers.words import GRAVE_STATES, STOREYED, SUPPLIED
from app.services.kernel.times import china
from app.services.paper.areas import square_metres
from app.services.repairs.faults import group_word
from app.shortcuts import key_of
from app.views.board.matter_panel import SHEET_STATES, state_badge
from app.views.covering import HIDDEN, name_shown, words_shown
from app.views.customers.card_parts import LinkButton, PhotoButton, Section, across, facts, in_lines, section
from app.views.places.names import valves_title
from app.views.session import Session
from app.views.texts import day_and_time, day_word, short_number, short_place
from app.views.widgets.badge import BadgeLabel
from app.views.widgets.choice_row import FlowLayout
from app.views.widgets.labels import flag, label

NO_VALVES = "没有登记，问维修员。"
NO_TEMPERATURE = "还没有测温记录。"
MOST_OTHERS, MOST_DOUBTS, MOST_OPEN = 3, 2, 4


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a card leads: a matter, a paper, another premises, the photo of the valves.

    What is None leads nowhere and is plain text.

    `masked` makes the button of a masked value; `hides` is told of words that hold one, and how to show them anew.
    """

    matter: Callable[[int], object] | None
    paper: Callable[[int, str], object] | None
    premises: Callable[[int], object] | None
    photo: Callable[[], object]
    masked: Callable[[Subject, str], QToolButton]
    hides: Callable[[Subject, str, Callable[[str], object]], object]


class CardSections:
    """Makes the widgets of one card; covered, it leaves out what the counter must not read."""

    def __init__(self, session: Session, card: PremisesCard, ways: Ways) -> None:
        self._session = session
        self._card = card
        self._ways = ways
        self.photo_button: PhotoButton | None = None

    def head(self) -> list[QWidget]:
        """Place, number and flags: across the whole card."""
        card = self._card
        where = QWidget()
        line = FlowLayout(where, gap=10)
        line.addWidget(label(card.address, "heading"))
        if card.community_form != STOREYED:
            line.addWidget(flag(card.community_form, "neutral"))
        if card.voided:
            line.addWidget(flag("已作废", "neutral"))
        if card.number:
            line.addWidget(label("用户编号", "muted"))
            line.addWidget(self._ways.masked(Subject(Shown.NUMBER, card.id), card.number))
        marks = QWidget()
        flow = FlowLayout(marks)
        for made in self._flags():
            flow.addWidget(made)
        return [where, marks]

    def sections(self) -> list[Section]:
        """Everything below the head; the rank is the order in one column."""
        made = [
            (self._people(), True, 1),
            # Somebody on the line with a leak needs the valve first; that panel is narrow.
            (self._open(), False, 3),
            (self._valves(), False, 2),
            (self._supply(), True, 4),
            (self._repairs(), False, 5),
            (self._account(), True, 6),
            (self._papers(), False, 7),
            (self._others(), True, 8),
            (self._sources(), True, 9),
            (self._doubts(), True, 10),
        ]
        return [Section(widget, left, rank) for widget, left, rank in made if widget is not None]

    def _flags(self) -> list[QWidget]:
        card, made = self._card, list[QWidget]()
        if card.state == SUPPLIED:
            made.append(flag(card.state, "green"))
        open_to_all = [mark for mark in card.flags if not (mark.sensitive and self._session.covered)]
        made += [_flag(mark) for mark in open_to_all]
        if len(open_to_all) < len(card.flags):
            made.append(flag(neutral_mark(), "neutral"))
        return made

    def _sources(self) -> QWidget | None:
        """Why flags stand, and until when; what the state, the account and the remark say stands there already."""
        told = [
            (mark.word, _joined(mark.source, f"到 {mark.until_day}" if mark.until_day else ""))
            for mark in self._card.flags
            if (mark.id is not None or mark.word in STOP_WORDS) and not (mark.sensitive and self._session.covered)
        ]
        if self._card.calls:
            last = self._card.calls[0]
            at = day_and_time(last.told_at, self._session.desk.now())
            told.append(("最近来电", _joined(at, short_number(last.number))))
        if not told:
            return None
        widget, column = section("标记依据")
        facts(told, column)
        return widget

    def _people(self) -> QWidget:
        widget, column = section("人员")
        present = [contact for contact in self._card.contacts if not contact.until_day]
        if not present:
            column.addWidget(label("没有登记户主。", "muted"))
        for contact in present:
            name = name_shown(self._session, contact.name) or "（已删除）"
            parts: list[QWidget] = [label(contact.relation, "muted"), label(name, "number")]
            for field, phone in ((Shown.PHONE, contact.phone), (Shown.PHONE2, contact.phone2)):
                if phone:
                    parts.append(self._ways.masked(Subject(field, self._card.id, contact.person_id), phone))
            if contact.from_day:
                parts.append(label(f"{contact.from_day} 起", "hint"))
            column.addWidget(in_lines(*parts))
        gone = [contact for contact in self._card.contacts if contact.until_day]
        if gone:
            last = gone[-1]
            name = name_shown(self._session, last.name) or "（已删除）"
            more = f"等 {len(gone)} 人" if len(gone) > 1 else ""
            column.addWidget(label(f"以前：{last.relation} {name}{more}，到 {last.until_day}", "hint", wrap=True))
        return widget

    def _others(self) -> QWidget | None:
        others = self._card.other_premises
        if not others:
            return None
        widget, column = section(f"户主的其他住房（{len(others)}）")
        for row in others[:MOST_OTHERS]:
            button = _way(self._ways.premises, short_place(row.address), f"打开 {row.address}", row.premises_id)
            column.addLayout(across(button, label(f"{row.relation}　{row.state}", "hint")))
        if len(others) > MOST_OTHERS:
            column.addWidget(label(f"还有 {len(others) - MOST_OTHERS} 处", "hint"))
        return widget

    def _supply(self) -> QWidget:
        card = self._card
        widget, column = section("用热")
        since = f"{card.state_since} 起" if card.state_since else ""
        district = _joined(
            card.district,
            f"维修员 {card.repairer}" if card.repairer else "",
            f"备班 {card.deputy}" if card.deputy else "",
        )
        made = facts(
            [
                ("状态", _joined(card.state, since, f"依据 {card.state_basis}" if card.state_basis else "")),
                ("位置", _joined(card.position, f"{card.floor} 层" if card.floor else "", card.heating, card.use)),
                ("周边停热", "、".join(card.stopped_sides)),
                ("片区", district),
                ("室温", NO_TEMPERATURE),
                ("备注", HIDDEN if card.remark and self._session.covered else card.remark),
            ],
            column,
        )
        if card.remark and not self._session.covered:
            self._ways.hides(Subject(Shown.REMARK, card.id), card.remark, partial(made.set_value, "备注"))
        return widget

    def _account(self) -> QWidget:
        card = self._card
        season = self._session.desk.station.season
        widget, column = section(f"{season} 采暖季台账" if season else "采暖季台账")
        account = card.account
        if account is None:
            known = card.accounts[0].season if card.accounts else ""
            said = f"本季还没有台账，最近是 {known}。" if known else "还没有台账。"
            column.addWidget(label(said, "muted"))
            facts([("建筑面积", square_metres(card.area_c))], column)
            return widget
        # Paid or not is hidden either way: a gap only where money is owed would tell as much.
        paid = "" if self._session.covered else account.paid or "未登记"
        facts(
            [
                ("面积", _joined(_area("供热", account.heated_area_c), _area("收费", account.charged_area_c))),
                ("本季", _joined(account.state, paid)),
            ],
            column,
        )
        return widget

    def _open(self) -> QWidget:
        matters = self._card.open
        widget, column = section(f"未办完的工单（{len(matters)}）" if matters else "未办完的工单")
        if not matters:
            column.addWidget(label("没有未办完的工单。", "muted"))
        for matter in matters[:MOST_OPEN]:
            self._add_open(column, matter)
            column.addSpacing(3)
        if len(matters) > MOST_OPEN:
            column.addWidget(label(f"还有 {len(matters) - MOST_OPEN} 件", "hint"))
        return widget

    def _add_open(self, column: QVBoxLayout, matter: OpenMatter) -> None:
        number = short_number(matter.number)
        parts: list[QWidget] = [_way(self._ways.matter, number, f"打开 {matter.number}", matter.matter_id)]
        if matter.clock is not None:
            parts.append(BadgeLabel(state_badge(matter.clock, self._session)))
        parts.append(label(matter.phase))
        if matter.clock is not None:
            parts.append(label(matter.clock.title, "hint"))
        column.addWidget(in_lines(*parts))
        group = group_word(matter.fault_group) if matter.fault_group else ""
        at = day_and_time(matter.told_at, self._session.desk.now())
        said = _joined(at, group, words_shown(self._session, matter.words))
        column.addWidget(label(said, "muted", wrap=True))

    def _repairs(self) -> QWidget:
        widget, column = section("最近维修")
        if not self._card.repairs:
            column.addWidget(label("还没有维修记录。", "muted"))
        for repair in self._card.repairs:
            today = self._session.desk.today()
            day = day_word(china(repair.told_at).date(), today) or "今天"
            button = _way(self._ways.matter, day, f"打开 {repair.number}", repair.matter_id)
            found = "，".join(part for part in (repair.cause, repair.done) if part) or "没有填原因"
            fault = "·".join(part for part in (group_word(repair.fault_group), repair.fault) if part)
            column.addLayout(across(button, label(_joined(fault, found, repair.repairer), wrap=True)))
        return widget

    def _papers(self) -> QWidget:
        widget, column = section("单据")
        if not self._card.papers:
            column.addWidget(label("还没有单据。", "muted"))
        for paper in self._card.papers:
            number = short_number(paper.number)
            button = _way(self._ways.paper, number, f"看 {paper.number}", paper.sheet_id, paper.number)
            column.addLayout(across(button, label(self._paper_words(paper), wrap=True)))
        return widget

    def _paper_words(self, paper: Paper) -> str:
        now = self._session.desk.now()
        state = SHEET_STATES.get(paper.state, paper.state)
        if paper.returned_at is not None:
            state = f"{state} {day_and_time(paper.returned_at, now)}"
        printed = f"打印 {paper.prints} 次" if paper.prints else "未打印"
        return f"{state}　{printed}　{day_and_time(paper.made_at, now)} 开"

    def _valves(self) -> QWidget:
        card = self._card
        widget, column = section(valves_title(card.building))
        text = label(card.valves or NO_VALVES, "" if card.valves else "muted", wrap=True)
        if card.valve_photo:
            self.photo_button = PhotoButton("照片", f"看阀门照片　{key_of('customers.photo')}", self._ways.photo)
            column.addLayout(across(text, self.photo_button))
        else:
            column.addWidget(text)
        return widget

    def _doubts(self) -> QWidget | None:
        doubts = self._card.doubts
        if not doubts:
            return None
        widget, column = section(f"待核（{len(doubts)}）")
        for doubt in doubts[:MOST_DOUBTS]:
            column.addWidget(label(words_shown(self._session, doubt.reason), "muted", wrap=True))
        return widget


def _way(lead: Callable[..., object] | None, text: str, tip: str, *which: object) -> QWidget:
    """A word that leads to this one, or the word alone."""
    return label(text) if lead is None else LinkButton(text, tip, partial(lead, *which))


def _joined(*parts: str) -> str:
    return "　".join(part for part in parts if part)


def _area(word: str, area_c: int | None) -> str:
    return "" if area_c is None else f"{word} {square_metres(area_c)}"


def _flag(mark: Flag) -> QWidget:
    grave = mark.grave or mark.word in GRAVE_STATES
    made = flag(mark.word, "red" if grave else "amber")
    until = f"，到 {mark.until_day}" if mark.until_day else ""
    made.setToolTip(f"{mark.source}{until}")
    return made
