"""What is typed in about the money of a repair, and about signatures that came late."""

from dataclasses import dataclass
from datetime import datetime

UNPAID, PAID, VOLUNTARY = "无偿", "有偿", "自愿委托"
CHARGE_KINDS = (UNPAID, PAID, VOLUNTARY)
SIGNED_HOW = ("签名", "捺印", "代签")


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One item of the tariff; the quantity in hundredths of its unit, the price is the tariff's."""

    item_code: str
    quantity_c: int = 100


@dataclass(frozen=True, slots=True)
class ChargeDraft:
    """What the user is charged: `voluntary` is the tick 自愿委托. `at` None means now, and picks the tariff."""

    lines: tuple[ChargeLine, ...]
    voluntary: bool = False
    receipt_no: str = ""
    visit_no: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Charged:
    """The repair and what is now charged on it, all lines together, in fen."""

    matter_id: int
    number: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class SignatureDraft:
    """补签: who signed when; somebody signing for the user (代签) says his relation and why."""

    signed_at: datetime
    signer: str
    relation: str = "本人"
    signed_how: str = "签名"
    reason: str = ""
