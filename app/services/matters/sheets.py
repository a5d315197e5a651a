"""Numbered sheets of any matter: issued, printed, voided, returned. Bytes are made elsewhere.

The 回访码 of a sheet is drawn from the station's key and the sheet's number: it is the same on every
reprint of the user's copy, and no table, unit or log ever holds its digits, only an HMAC.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from peewee import ModelSelect

from app.models.kernel import Secret
from app.models.papers import PrintRecord, Sheet, SheetReturn
from app.services.kernel.errors import NotFound, Refused
from app.services.kernel.secret_keys import CALLBACK, CHECK_CODE, current_key, key_by_id
from app.services.kernel.store import Store
from app.services.kernel.times import china
from app.services.kernel.unit import Unit
from app.services.paper.callback_code import callback_digest, callback_matches, new_callback_code
from app.services.paper.payload import CheckKey

SLIP_SERIES, SLIP_FORM = "HD", "slip"
# A slip that was numbered before anybody knew for which matter, for a repairer's pocket.
BLANK_FORM = "blank"
# The same in the 断电夹, for whoever is sent while the desk works on paper.
FOLDER_BLANK = "folder_blank"
SLIP_FORMS = (SLIP_FORM, BLANK_FORM, FOLDER_BLANK)
# What a paper is called, by the series of its number.
SERIES_WORDS = {
    SLIP_SERIES: "回执单",
    "GG": "停热公告、恢复供热公告",
    "CL": "处理意见单",
    "HB": "上级转办回复单",
    "HF": "回访记录表",
    "FK": "维修服务卡",
    "MD": "停热事件打电话名单",
    "JJ": "交接班记录",
    "ZJ": "值班记录",
    "RB": "日报",
    "AJ": "案卷",
    "CB": "站长晨报",
    "DD": "断电夹",
    "DJ": "来电登记表",
    "TD": "投诉登记表",
}
STATION_COPY, USER_COPY = 1, 2
OUT, RETURNED, VOID = "out", "returned", "void"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A numbered sheet as it stands."""

    id: int
    number: str
    form: str
    matter_id: int | None
    visit_no: int | None
    repairer_id: int | None
    state: str
    key_id: str
    callback_mac: str
    made_at: datetime
    void_reason: str
    version: int

    @property
    def comes_back(self) -> bool:
        """Whether the station waits for this paper, signed: true of the 回执单 alone."""
        return self.form in SLIP_FORMS

    @property
    def word(self) -> str:
        """What the paper is called."""
        return SERIES_WORDS.get(self.number.split("-")[0], "单据")


@dataclass(frozen=True, slots=True)
class PrintRow:
    """One making of a sheet's bytes."""

    id: int
    sheet_id: int
    ordinal: int
    copies: str
    at: datetime
    by_id: int | None
    target: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A sheet's number was given out."""

    sheet_id: int
    number: str


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """What stood on a sheet that came back, in the order of the paper; temperatures in hundredths of °C."""

    returned_at: datetime
    signed: str
    copy: str = ""
    scan_sha256: str = ""
    arrived_written_at: datetime | None = None
    finished_written_at: datetime | None = None
    difference_reason: str = ""
    showed_badge: bool = False
    shoe_covers: bool = False
    radiator_bags: bool = False
    cleaned_up: bool = False
    state_before: str = ""
    alteration_agreed: bool = False
    room_before_c: int | None = None
    supply_before_c: int | None = None
    return_before_c: int | None = None
    room_after_c: int | None = None
    supply_after_c: int | None = None
    return_after_c: int | None = None
    left_over: str = ""
    charge_kind: str = ""
    amount_fen: int = 0
    receipt_no: str = ""
    view: str = ""
    words: str = ""
    signed_at: datetime | None = None
    signer: str = ""
    signer_relation: str = ""
    signed_how: str = ""
    refused_reason: str = ""
    witness: str = ""


def issue_sheet(
    unit: Unit,
    matter_id: int | None,
    visit_no: int | None,
    repairer_id: int | None,
    *,
    series: str = SLIP_SERIES,
    form: str = SLIP_FORM,
) -> Issued:
    """A new number of a series for a paper of this form; `printing.print_sheet` makes its bytes after the commit.

    A 回执单, blank or not, gets its 回访码 with the number; other papers have none. Papers without a matter are about
    many matters or none.
    """
    number = unit.number(series, china(unit.desk.now()).date())
    key_id, callback_mac = "", ""
    if form in SLIP_FORMS:
        key_id, secret = current_key(unit.store, CALLBACK)
        callback_mac = callback_digest(callback_code(number, secret), number, secret)
    sheet_id = unit.insert(
        Sheet,
        number=number,
        form=form,
        matter_id=matter_id,
        visit_no=visit_no,
        repairer_id=repairer_id,
        state=OUT,
        key_id=key_id,
        callback_mac=callback_mac,
        made_at=unit.desk.now(),
    )
    unit.changed("sheet", sheet_id)
    return Issued(sheet_id, number)


def attach_blank(unit: Unit, number: str, matter_id: int, visit_no: int, repairer_id: int | None) -> Issued:
    """A blank that was used: it belongs to this matter from now on. Refused when it was used or voided before."""
    sheet = find_sheet(unit.store, number)
    if not sheet.comes_back:
        raise Refused(f"{number} 是{sheet.word}，不是空白回执单。请核对编号。")
    if sheet.matter_id is not None or sheet.state != OUT:
        raise Refused(f"{number} 不是可用的空白单（{_standing(sheet)}）。请核对编号。")
    unit.update(Sheet, sheet.id, sheet.version, matter_id=matter_id, visit_no=visit_no, repairer_id=repairer_id)
    unit.changed("sheet", sheet.id)
    return Issued(sheet.id, sheet.number)


def take_in_filled(unit: Unit, sheet: SheetRow, matter_id: int | None = None) -> None:
    """A numbered form that was filled in by hand is back and typed in, for this matter or for none.

    Refused for one that is voided or back already, and for a slip, which is attached to its repair.
    """
    if sheet.comes_back:
        raise Refused(f"{sheet.number} 是{sheet.word}，请挂到报修工单。")
    if sheet.state != OUT or sheet.matter_id is not None:
        raise Refused(f"{sheet.number} {_standing(sheet)}，不用再登记。")
    unit.update(Sheet, sheet.id, sheet.version, state=RETURNED, matter_id=matter_id)
    unit.changed("sheet", sheet.id)


def void_sheet(unit: Unit, sheet: SheetRow, reason: str) -> None:
    """The number stays in the books with its reason. Refused when the sheet has come back or has no reason."""
    if not reason.strip():
        raise Refused("作废单据要写明原因。")
    if sheet.state != OUT:
        raise Refused(f"{sheet.number} {_standing(sheet)}，不能作废。")
    unit.update(Sheet, sheet.id, sheet.version, state=VOID, void_reason=reason.strip()[:200])
    unit.changed("sheet", sheet.id)


def journal_print(
    unit: Unit, sheet_id: int, ordinal: int, copies: str, target: str, digest: str, approved_by: str = ""
) -> None:
    """The bytes are made and about to be handed over: to a printer's spooler or a file."""
    unit.insert(
        PrintRecord,
        sheet_id=sheet_id,
        ordinal=ordinal,
        copies=copies,
        at=unit.desk.now(),
        by_id=unit.desk.actor.staff_id,
        target=target[:200],
        sha256=digest,
        approved_by=approved_by,
    )
    unit.changed("sheet", sheet_id)


def record_return(unit: Unit, sheet: SheetRow, back: ReturnedSheet) -> None:
    """The signed sheet is in the station's hands; it points to the print that was signed.

    Refused when the sheet is voided or has come back before.
    """
    if not sheet.comes_back:
        raise Refused(f"{sheet.number} 是{sheet.word}，不收单。")
    if sheet.state != OUT:
        raise Refused(f"{sheet.number} {_standing(sheet)}，不能再次收单。写错的内容请用“更正”。")
    keep_return(unit, sheet, back)
    unit.update(Sheet, sheet.id, sheet.version, state=RETURNED)
    unit.changed("sheet", sheet.id)


def keep_return(unit: Unit, sheet: SheetRow, back: ReturnedSheet) -> int:
    """One typing of what stands on the sheet; the newest counts, earlier ones stay beside it."""
    signed_print = last_print(unit.store, sheet.id)
    values = {name: getattr(back, name) for name in ReturnedSheet.__slots__}
    return unit.insert(
        SheetReturn,
        sheet_id=sheet.id,
        print_record_id=signed_print.id if signed_print else None,
        print_sha256=signed_print.sha256 if signed_print else "",
        **values,
    )


def last_return(store: Store, sheet_id: int) -> ReturnedSheet:
    """The newest typing of a sheet that came back; NotFound when it has not."""
    columns = [getattr(SheetReturn, name) for name in ReturnedSheet.__slots__]
    query = SheetReturn.select(*columns).where(SheetReturn.sheet == sheet_id).order_by(SheetReturn.id.desc())
    found = store.first(query.limit(1), ReturnedSheet)
    if found is None:
        raise NotFound("这张单据还没有收单。")
    return found


def find_sheet(store: Store, number: str) -> SheetRow:
    """The sheet with this number; NotFound with a sentence."""
    found = store.first(_sheets().where(Sheet.number == number), SheetRow)
    if found is None:
        raise NotFound(f"没有编号为 {number} 的单据。请核对编号。")
    return found


def sheet_row(store: Store, sheet_id: int) -> SheetRow:
    """The sheet with this id; NotFound with a sentence."""
    found = store.first(_sheets().where(Sheet.id == sheet_id), SheetRow)
    if found is None:
        raise NotFound("没有这张单据。请刷新后再试。")
    return found


def sheets_of(store: Store, matter_id: int) -> list[SheetRow]:
    """Every sheet of the matter, oldest first; voided ones too."""
    return store.rows(_sheets().where(Sheet.matter == matter_id).order_by(Sheet.id), SheetRow)


def outside(store: Store, matter_id: int) -> list[SheetRow]:
    """Slips of the matter that have not come back."""
    missing = _sheets().where(Sheet.matter == matter_id, Sheet.state == OUT, Sheet.form.in_(SLIP_FORMS))
    return store.rows(missing.order_by(Sheet.id), SheetRow)


def prints_of(store: Store, sheet_id: int) -> list[PrintRow]:
    """Every making of the sheet's bytes, in order."""
    record = PrintRecord
    query = record.select(
        record.id,
        record.sheet.alias("sheet_id"),
        record.ordinal,
        record.copies,
        record.at,
        record.by.alias("by_id"),
        record.target,
        record.sha256,
    )
    return store.rows(query.where(record.sheet == sheet_id).order_by(record.ordinal), PrintRow)


def last_print(store: Store, sheet_id: int) -> PrintRow | None:
    """The latest making of the sheet's bytes, or None when it was never printed (a blank filled by hand)."""
    known = prints_of(store, sheet_id)
    return known[-1] if known else None


def check_keys(store: Store) -> list[CheckKey]:
    """The station's keys for check codes, by the order they were made; the newest last."""
    query = Secret.select(Secret.key_id, Secret.value).where(Secret.purpose == CHECK_CODE).order_by(Secret.id)
    return [CheckKey(key_id, bytes.fromhex(value)) for key_id, value in store.tuples(query)]


def callback_code(number: str, secret: bytes) -> str:
    """The six digits for the user's copy of the sheet; the same whenever they are asked for."""
    return new_callback_code(_draws(number, secret))


def code_of(store: Store, sheet: SheetRow) -> str:
    """The 回访码 to print on the user's copy; for the paper only, never for a screen, a log or an export."""
    secret = key_by_id(store, sheet.key_id)
    return "" if secret is None else callback_code(sheet.number, secret)


def code_matches(store: Store, sheet: SheetRow, spoken: str) -> bool:
    """Whether what the user read out is the code of this sheet."""
    secret = key_by_id(store, sheet.key_id)
    return secret is not None and callback_matches(spoken, sheet.number, secret, sheet.callback_mac)


def _draws(number: str, secret: bytes) -> Callable[[int], int]:
    turn = 0

    def below(limit: int) -> int:
        nonlocal turn
        turn += 1
        drawn = hmac.new(secret, f"draw|{number}|{turn}".encode(), sha256).digest()
        return int.from_bytes(drawn) % limit

    return below


def _standing(sheet: SheetRow) -> str:
    match sheet.state:
        case "returned":
            return "已收单"
        case "void":
            return f"已作废：{sheet.void_reason}"
        case _:
            return "已用于其他工单" if sheet.matter_id is not None else "未使用"


def _sheets() -> "ModelSelect[Sheet]":
    return Sheet.select(
        Sheet.id,
        Sheet.number,
        Sheet.form,
        Sheet.matter.alias("matter_id"),
        Sheet.visit_no,
        Sheet.repairer.alias("repairer_id"),
        Sheet.state,
        Sheet.key_id,
        Sheet.callback_mac,
        Sheet.made_at,
        Sheet.void_reason,
        Sheet.version,
    )
