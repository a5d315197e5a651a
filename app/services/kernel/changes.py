"""What was committed, announced once; listeners never hinder the act that has already happened."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    kind: str
    id: int


Listener = Callable[[Sequence[Change]], None]


class ChangeBus:
    """Listeners of one store; called on the thread that committed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every commit; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, changes: Sequence[Change]) -> None:
        """Tell every listener; one that fails is logged and does not keep the others from hearing."""
        for listener in tuple(self._listeners):
            try:
                listener(changes)
            except Exception:  # the act is committed: nothing a listener does may look like its failure
                logger.exception("a listener failed after a commit")
