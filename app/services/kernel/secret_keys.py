"""Keys of this station: seals of units, check codes of slips, callback codes."""

import hashlib
import secrets
from typing import Any

from app.models.kernel import Secret
from app.services.kernel.store import Store

SEAL = "seal"
CHECK_CODE = "check"
CALLBACK = "callback"
PURPOSES = (SEAL, CHECK_CODE, CALLBACK)


def new_secret(purpose: str) -> dict[str, Any]:
    """Column values of a fresh key of 32 random bytes."""
    value = secrets.token_hex(32)
    return {"purpose": purpose, "key_id": key_id_of(value), "value": value}


def key_id_of(value: str) -> str:
    """The key's public name, made from the key, so that a changed key no longer answers to it."""
    return hashlib.sha256(value.encode()).hexdigest()[:8]


def has_keys(store: Store) -> bool:
    """Whether this database has its keys already."""
    return bool(store.key_cache) or store.scalar(Secret.select(Secret.id).limit(1)) is not None


def current_key(store: Store, purpose: str) -> tuple[str, bytes]:
    """Key id and key in force for a purpose: the newest one."""
    cached = store.key_cache.get(purpose)
    if cached is None:
        query = Secret.select(Secret.key_id, Secret.value).where(Secret.purpose == purpose).order_by(Secret.id.desc())
        key_id, value = store.tuples(query.limit(1))[0]
        cached = store.key_cache[purpose] = (key_id, bytes.fromhex(value))
    return cached


def key_by_id(store: Store, key_id: str) -> bytes | None:
    """The key with that id, or None when this database never had it or no longer has it whole."""
    value = store.scalar(Secret.select(Secret.value).where(Secret.key_id == key_id))
    try:
        return None if value is None else bytes.fromhex(value)
    except ValueError:
        return None
