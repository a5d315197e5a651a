"""Keeps Python's constants alive under a PySide6 that counts them wrongly."""

import ctypes
import sys

# More references than a program could lose in years.
MANY = 1 << 40


def keep_constants_alive() -> None:
    """Give None, True, False and NotImplemented more references than they can lose.

    PySide6 6.12 is built for constants that are not counted (Python 3.12 and later). Before 3.12 every emitted
    signal takes a reference of True that it never had, every slot one of None, and after some hours the
    interpreter dies of "deallocating None".
    """
    if sys.version_info >= (3, 12):
        return
    for constant in (None, True, False, NotImplemented):
        if sys.getrefcount(constant) < MANY:
            ctypes.c_ssize_t.from_address(id(constant)).value += MANY
