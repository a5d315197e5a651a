"""Digests that stand in the audit chain for values that may have to be erased."""

import hashlib
import secrets

SALT_BYTES = 16


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def digest(salt: bytes, column: str, value: str) -> str:
    """Without the salt, the value cannot be found again by trying."""
    return hashlib.sha256(salt + column.encode() + b"\0" + value.encode()).hexdigest()
