"""The card of a premises, from the key that chooses it to its picture, beside the same rows read bare."""

import os
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks import bare, stock
from tests.benchmarks.table import Limit, Measured
from tests.benchmarks.timing import in_new_process, seconds

CARDS = 120
SCREEN = (1206, 650)
LIMIT_S = 0.03
# What the card tells, table by table.
READS = (
    "SELECT * FROM premises p JOIN building b ON b.id = p.building_id JOIN community c ON c.id = b.community_id "
    "LEFT JOIN district d ON d.id = b.district_id WHERE p.id = :id",
    "SELECT * FROM premises WHERE merged_into_id = :id",
    "SELECT * FROM contact o JOIN person h ON h.id = o.person_id WHERE o.premises_id = :id",
    "SELECT * FROM season_account WHERE premises_id = :id",
    "SELECT * FROM doubt WHERE premises_id = :id AND settled_at IS NULL",
    "SELECT * FROM premises_flag WHERE premises_id = :id AND ended_at IS NULL",
    "SELECT * FROM row_image WHERE table_name = 'premises' AND row_id = :id",
    "SELECT n.room, n.state FROM premises p JOIN premises n ON n.building_id = p.building_id AND n.unit = p.unit "
    "WHERE p.id = :id AND n.state <> '供热'",
    "SELECT * FROM matter m LEFT JOIN repair r ON r.matter_id = m.id WHERE m.premises_id = :id",
    "SELECT e.* FROM matter m JOIN matter_event e ON e.matter_id = m.id "
    "WHERE m.premises_id = :id AND m.closed_at IS NULL",
    "SELECT s.*, (SELECT count(*) FROM print_record WHERE sheet_id = s.id) FROM matter m "
    "JOIN sheet s ON s.matter_id = m.id WHERE m.premises_id = :id",
)


def opening() -> list[Measured]:
    """Cards of premises all over the town, every second one with an open repair."""
    folder = stock.station()
    ours, theirs = in_new_process(_measure, folder)
    what = "card opened and painted, of 50,000 premises"
    return [Measured("card", what, ours, theirs, "the same rows, read bare", LIMIT_S, Limit.SECONDS)]


def _measure(folder: Path) -> tuple[float, float]:
    """Seconds of ours and of the bare reads, in turns."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.views.application import make_application
    from app.views.customers.page import CustomersPage
    from app.views.session import Session
    from app.views.settings import Settings

    plain = bare.connect(folder)
    with TemporaryDirectory() as place, stock.desk_on(folder) as desk:
        settings = Settings(Path(place) / "window.ini")
        application = make_application([], settings)
        session = Session(desk)
        page = CustomersPage(session, settings)
        page.resize(*SCREEN)
        page.show()

        def shown(premises_id: int) -> None:
            page.panel.show_premises(premises_id)
            application.processEvents()

        chosen = _chosen(plain)
        shown(chosen[0])
        pairs = [(seconds(partial(shown, row)), seconds(partial(_read, plain, row))) for row in chosen]
        session.close()
    plain.close()
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def _chosen(plain: Any) -> list[int]:
    some = f"SELECT premises_id FROM matter WHERE closed_at IS NULL ORDER BY id DESC LIMIT {CARDS // 2}"
    busy = [row[0] for row in plain.execute(some)]
    quiet = [7919 * number % 50_000 + 1 for number in range(CARDS - len(busy))]
    return [premises_id for pair in zip(busy, quiet, strict=True) for premises_id in pair]


def _read(plain: Any, premises_id: int) -> None:
    for text in READS:
        plain.execute(text, {"id": premises_id}).fetchall()
