"""Flags: words a clerk must see while the caller speaks, set by hand or read from the ledger, each with its source."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.models.care import PremisesFlag
from app.services.customers.card.flag_words import FlagWord, flag_words, is_sensitive, last_day
from app.services.customers.contacts.steps import standing_premises
from app.services.customers.contacts.typed import read_day
from app.services.customers.masks import masked_phones
from app.services.customers.words import GRAVE_STATES, SUPPLIED
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing

PAID_WORDS = {"欠费": "欠费", "部分": "部分缴费"}


@dataclass(frozen=True, slots=True)
class Flag:
    """A word in colour on the card, where it comes from, and until when it stands ('' without end).

    `id` and `version` are there when it was set by hand; such a one can be ended.
    """

    word: str
    source: str
    until_day: str = ""
    sensitive: bool = False
    grave: bool = False
    id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class FlagDraft:
    """A word to set: whose word it is or which paper says so, and until when; `until_day` None is the word's own."""

    word: str
    source: str
    until_day: str | None = None


@dataclass(frozen=True, slots=True)
class Flagged:
    flag_id: int
    word: str
    until_day: str


@dataclass(frozen=True, slots=True)
class FlagEnded:
    flag_id: int
    word: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What the ledger says of a premises, for the flags that follow from it."""

    state: str
    state_basis: str
    low_income: bool
    remark: str
    season: str = ""
    paid: str = ""
    stopped_sides: tuple[str, ...] = ()


def words_by_hand() -> list[FlagWord]:
    """The words a clerk may set, in the order of the list."""
    return [word for word in flag_words().values() if word.by_hand]


def default_last_day(desk: Desk, word: str) -> str:
    """Until when the word stands when nothing else is said, as YYYY-MM-DD; '' without end."""
    day = last_day(word, desk.station.season, desk.today())
    return day.isoformat() if day else ""


def add_flag(desk: Desk, premises_id: int, draft: FlagDraft, key: UUID) -> Flagged:
    """Set a word on a premises from today on.

    InvalidInput without word or source, for a word that is not in the list, or a last day that has passed;
    Refused while the same word stands there already.
    """
    desk.require(Role.CLERK)
    today = desk.today()
    typed = default_last_day(desk, draft.word) if draft.until_day is None else draft.until_day
    until, no_day = read_day(typed)
    if problems := _problems(draft, until, today, no_day is not None):
        raise InvalidInput(problems)
    with writing(desk, "premises.flag", key) as unit:
        if first := unit.earlier(Flagged):
            return first
        standing_premises(unit.store, premises_id)
        if any(flag.word == draft.word for flag in read_standing(unit.store, [premises_id], today)):
            raise Refused(f"这一户已有“{draft.word}”标记。要改来源或期限，先结束原来的。")
        flag_id = unit.insert(
            PremisesFlag,
            premises_id=premises_id,
            word=draft.word,
            source=masked_phones(clean(draft.source).strip()),
            from_day=today.isoformat(),
            until_day=until or None,
        )
        unit.changed("premises", premises_id)
        return unit.result(Flagged(flag_id, draft.word, until))


def end_flag(desk: Desk, flag_id: int, reason: str, key: UUID) -> FlagEnded:
    """Take a word off its premises, with the reason; it stays in the history. Refused when it has ended before."""
    desk.require(Role.CLERK)
    if not reason.strip():
        raise InvalidInput({"reason": "请写明为什么结束这个标记。"})
    with writing(desk, "premises.flag.end", key) as unit:
        if first := unit.earlier(FlagEnded):
            return first
        return unit.result(_end(unit, flag_id, masked_phones(clean(reason).strip())))


def read_standing(store: Store, premises_ids: Sequence[int], today: date) -> list[Flag]:
    """The words set by hand that stand today, oldest first; ended and expired ones are in the history only."""
    query = (
        PremisesFlag.select(
            PremisesFlag.id,
            PremisesFlag.version,
            PremisesFlag.word,
            PremisesFlag.source,
            PremisesFlag.until_day,
        )
        .where(PremisesFlag.premises.in_(list(premises_ids)), PremisesFlag.ended_at.is_null())
        .order_by(PremisesFlag.id)
    )
    day = today.isoformat()
    return [
        _made(word, source, until or "", flag_id, version)
        for flag_id, version, word, source, until in store.plain(query)
        if until is None or until >= day
    ]


def find_held(store: Store, premises_ids: Collection[int], today: date) -> list[int]:
    """Which of these premises are 保留（争议中）today: nothing of theirs may be erased."""
    words = [word.word for word in flag_words().values() if word.holds]
    if not premises_ids:
        return []
    query = PremisesFlag.select(PremisesFlag.premises, PremisesFlag.until_day).where(
        PremisesFlag.premises.in_(list(premises_ids)), PremisesFlag.ended_at.is_null(), PremisesFlag.word.in_(words)
    )
    day = today.isoformat()
    return sorted({premises_id for premises_id, until in store.plain(query) if until is None or until >= day})


def derive_flags(stated: Stated) -> list[Flag]:
    """What follows from the ledger: state, payment, low income, words of the remark, neighbours without heat."""
    flags: list[Flag] = []
    if stated.state != SUPPLIED:
        flags.append(Flag(stated.state, stated.state_basis, grave=stated.state in GRAVE_STATES))
    if stated.paid in PAID_WORDS:
        flags.append(_made(PAID_WORDS[stated.paid], f"{stated.season} 采暖季台账"))
    if stated.low_income:
        flags.append(_made("低保", "台账"))
    for word in words_by_hand():
        if any(sign in stated.remark for sign in word.signs):
            flags.append(_made(word.word, "台账备注"))
    if stated.stopped_sides:
        flags.append(Flag(f"周边停热 {len(stated.stopped_sides)} 面", "、".join(stated.stopped_sides)))
    return flags


def join_flags(by_hand: Sequence[Flag], from_ledger: Sequence[Flag]) -> tuple[Flag, ...]:
    """The grave first; a word that somebody set stands for the same word of the ledger."""
    known = {flag.word for flag in by_hand}
    every = [*from_ledger, *by_hand]
    return tuple(
        sorted(
            (flag for flag in every if flag.id is not None or flag.word not in known),
            key=lambda flag: not flag.grave,
        )
    )


def _made(word: str, source: str, until_day: str = "", flag_id: int | None = None, version: int = 0) -> Flag:
    known = flag_words().get(word)
    grave = known is not None and known.grave
    return Flag(word, source, until_day, is_sensitive(word), grave, flag_id, version)


def _end(unit: Unit, flag_id: int, reason: str) -> FlagEnded:
    query = PremisesFlag.select(PremisesFlag.premises, PremisesFlag.word, PremisesFlag.ended_at, PremisesFlag.version)
    found = unit.store.plain(query.where(PremisesFlag.id == flag_id))
    if not found:
        raise NotFound("找不到这个标记，请刷新后再试。")
    premises_id, word, ended_at, version = found[0]
    if ended_at is not None:
        raise Refused(f"“{word}”标记已经结束，不用再结束。请刷新后再看。")
    unit.update(PremisesFlag, flag_id, version, ended_at=unit.at, end_reason=reason)
    unit.changed("premises", premises_id)
    return FlagEnded(flag_id, word)


def _problems(draft: FlagDraft, until: str, today: date, no_day: bool) -> dict[str, str]:
    problems: dict[str, str] = {}
    known = flag_words().get(draft.word)
    if known is None or not known.by_hand:
        problems["word"] = "请从列出的标记里选一个。"
    if not draft.source.strip():
        problems["source"] = "请写明依据，例如谁说的、哪张单子。"
    if no_day:
        problems["until_day"] = "日期请写成 2027-03-15 这样，长期有效就空着。"
    elif until and until < today.isoformat():
        problems["until_day"] = "到期日已经过了，请填今天或以后的日子，长期有效就空着。"
    return problems
