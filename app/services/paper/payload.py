"""What a paper's QR says, and whether a code that came back is ours.

The payload is ASCII that a scanner gun can type: `HD-PQZ-20261115-0001.1.739048213907.02212345678`, that is sheet
number, copy digit, check code, station phone. It holds neither names nor anybody's phone but the station's.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

_TAG_DIGITS = 4
_CODE_DIGITS = 8
_NUMBER = re.compile(
    r"(?<![A-Z0-9])([A-Z]{2})[\W_]+([A-Z0-9]{1,12})[\W_]+(\d{8})[\W_]+(\d{4,6})"
    r"(?:[\W_]+([1-9])[\W_]+(\d{12}))?(?!\d)"
)


class Verdict(StrEnum):
    """What the desk says about a scanned code."""

    OK = "相符"
    WRONG_COPY = "联次不符"
    MISMATCH = "核对不符"
    UNVERIFIABLE = "无法核验"


@dataclass(frozen=True, slots=True)
class CheckKey:
    """A secret of the station with its id; the id tells papers of an older or another key from false ones."""

    id: str
    secret: bytes = field(repr=False)

    @property
    def tag(self) -> str:
        """Four digits of the id, for the code."""
        return f"{int.from_bytes(sha256(self.id.encode()).digest()[:8]) % 10**_TAG_DIGITS:0{_TAG_DIGITS}d}"


@dataclass(frozen=True, slots=True)
class Payload:
    """A code as read. A number typed by hand has neither copy nor check code."""

    number: str
    copy: int | None = None
    code: str = ""


def check_code(number: str, copy: int, key: CheckKey) -> str:
    """Twelve digits: the key's tag and an HMAC over number and copy."""
    digest = hmac.new(key.secret, f"{number}|{copy}".encode(), sha256).digest()
    return f"{key.tag}{int.from_bytes(digest[:8]) % 10**_CODE_DIGITS:0{_CODE_DIGITS}d}"


def make_payload(number: str, copy: int, key: CheckKey, phone: str, prefix: str = "") -> str:
    """The QR's text; of the phone only the digits, which leaves room for a higher level of correction.

    Raises ValueError when number or prefix is not ASCII.
    """
    if not (number.isascii() and prefix.isascii()):
        raise ValueError("a QR payload is ASCII only")
    dialled = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", phone))
    return f"{prefix}{number}.{copy}.{check_code(number, copy, key)}" + (f".{dialled}" if dialled else "")


def parse_payload(text: str) -> Payload | None:
    """Read what a scanner gun typed, however the input method bent it; None when there is no paper's number in it."""
    found = _NUMBER.search(unicodedata.normalize("NFKC", text).upper())
    if found is None:
        return None
    series, station, day, sequence, copy, code = found.groups()
    return Payload(f"{series}-{station}-{day}-{sequence}", int(copy) if copy else None, code or "")


def judge(payload: Payload, keys: Iterable[CheckKey], expected_copy: int | None = None) -> Verdict:
    """Compare a code with all keys the station ever had.

    A number without check digits, or with those of a key that is not here, proves nothing either way: such a paper
    may be older than the key, it is not called false.
    """
    if payload.copy is None or not payload.code:
        return Verdict.UNVERIFIABLE
    key = next((key for key in keys if key.tag == payload.code[:_TAG_DIGITS]), None)
    if key is None:
        return Verdict.UNVERIFIABLE
    if not hmac.compare_digest(check_code(payload.number, payload.copy, key), payload.code):
        return Verdict.MISMATCH
    if expected_copy is not None and payload.copy != expected_copy:
        return Verdict.WRONG_COPY
    return Verdict.OK
