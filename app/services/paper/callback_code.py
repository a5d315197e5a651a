"""回访码: six digits on the user's copy that prove, 48 hours later, whom we are speaking to."""

import hmac
import re
import unicodedata
from collections.abc import Callable
from hashlib import sha256

_DIGITS = 6
_TOO_EASY = {"123456", "654321", "012345", "543210"}


def new_callback_code(below: Callable[[int], int]) -> str:
    """Draw six digits nobody would guess first. `below(n)` gives an integer in [0, n), as `secrets.randbelow` does."""
    while True:
        code = f"{below(10**_DIGITS):0{_DIGITS}d}"
        if len(set(code)) > 2 and code not in _TOO_EASY:
            return code


def callback_digest(code: str, sheet_number: str, secret: bytes) -> str:
    """What the table keeps instead of the code; the same digits on another sheet give another digest."""
    return hmac.new(secret, f"{sheet_number}|{_plain(code)}".encode(), sha256).hexdigest()


def callback_matches(spoken: str, sheet_number: str, secret: bytes, digest: str) -> bool:
    """Compare what the user read out, typed with or without spaces, full-width or not."""
    return hmac.compare_digest(callback_digest(spoken, sheet_number, secret), digest)


def _plain(code: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", code))
