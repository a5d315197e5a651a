"""Run as a program: one process whose threads take repairs on one server database, each by its own connection.

Arguments: URL, threads, repairs of each thread. Each line of output is a number that was committed.
"""

import sys
import threading
from uuid import uuid4

from app.services.matters.values import PlaceDraft
from app.services.repairs.acts import take_repair
from app.services.repairs.values import RepairDraft
from tests.support import desks


def take_repairs(url: str, count: int, numbers: list[str]) -> None:
    with desks.opened(url) as store:
        desk = desks.desk_for(store)
        for _ in range(count):
            taken = take_repair(desk, RepairDraft(words="不热", place=PlaceDraft("和平里3-2-1102")), uuid4())
            numbers.append(taken.number)


if __name__ == "__main__":
    given: list[str] = []
    writers = [
        threading.Thread(target=take_repairs, args=(sys.argv[1], int(sys.argv[3]), given))
        for _ in range(int(sys.argv[2]))
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    sys.stdout.write("\n".join(given) + "\n")
