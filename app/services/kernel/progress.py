"""Long work asks between its steps whether to go on."""

from collections.abc import Callable

# Told how far the work is (done, of; `of` 0 while its length is unknown); False stops it between two units.
GoOn = Callable[[int, int], bool]


def always(_done: int, _of: int) -> bool:
    """Nobody wants to stop."""
    return True
