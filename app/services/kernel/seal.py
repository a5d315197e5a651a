"""The seal of a unit: an HMAC over the seal before, the unit's own header, and every image it made."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

GENESIS = "0" * 64
ANCHOR_LENGTH = 8

# No image holds these two: JSON escapes control characters, and headers are cleaned of them.
_FIELD, _RECORD = "\x1f", "\x1e"

Image = tuple[int, str, int, str, str]


@dataclass(frozen=True, slots=True)
class Header:
    """What a unit says of itself, beside its images."""

    key: str
    act: str
    actor_id: int | None
    actor_name: str
    at_ms: int
    first_seq: int
    last_seq: int
    result: str
    key_id: str


def seal(secret: bytes, prev: str, header: Header, images: Iterable[Image]) -> str:
    """The unit's mac as hexadecimal text."""
    digest = hmac.new(secret, digestmod="sha256")
    actor = "" if header.actor_id is None else str(header.actor_id)
    words = (
        prev,
        header.key,
        header.act,
        actor,
        header.actor_name,
        str(header.at_ms),
        str(header.first_seq),
        str(header.last_seq),
        header.result,
        header.key_id,
    )
    digest.update(_FIELD.join(words).encode())
    for image in images:
        digest.update(
            f"{_RECORD}{image[0]}{_FIELD}{image[1]}{_FIELD}{image[2]}{_FIELD}{image[3]}{_FIELD}{image[4]}".encode()
        )
    return digest.hexdigest()
