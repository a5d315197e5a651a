"""PINs of operators, kept as argon2id."""

MIN_LENGTH = 4
MAX_LENGTH = 12


def pin_problem(pin: str) -> str | None:
    """Why a PIN cannot be used, or None."""
    if not (pin.isdigit() and pin.isascii() and MIN_LENGTH <= len(pin) <= MAX_LENGTH):
        return f"密码用 {MIN_LENGTH}–{MAX_LENGTH} 位数字。"
    return None


def hash_pin(pin: str) -> str:
    """The argon2id text to keep."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(pin)


def pin_matches(kept: str, pin: str) -> bool:
    """Whether the typed PIN is the kept one."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    try:
        return PasswordHasher().verify(kept, pin)
    except VerifyMismatchError:
        return False
