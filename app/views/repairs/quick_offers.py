"""What the quick line lists under it: the flats it may mean; then 催办 of what is open there, the incident it is in."""

from collections.abc import Sequence

from app.services.kernel.desk import Desk
from app.services.outages.banner import intake_banner
from app.services.repairs.known import known_at_intake
from app.services.repairs.quick_line import read_quick_line
from app.views.finding import find_premises
from app.views.outages.words import banner_words, storm_words
from app.views.texts import day_and_time, short_number
from app.views.widgets.search_box import Hit

PREMISES, URGE, JOIN, STORM = "premises", "urge", "join", "storm"


def find_for_line(desk: Desk, line: str) -> Sequence[Hit]:
    """The premises of the line's address first; without an address none is guessed.

    Once the flat or the number is known, what is open there is offered behind them.
    """
    read = read_quick_line(line)
    homes = list(find_premises(desk, read.address)) if read.address else []
    only = homes[0].id if len(homes) == 1 else None
    return [*homes, *_open_repairs(desk, only, read.phone), *_incidents(desk, only)]


def _open_repairs(desk: Desk, premises_id: int | None, phone: str) -> list[Hit]:
    known = known_at_intake(desk, premises_id, phone)
    now = desk.now()
    return [
        Hit(
            URGE,
            repair.matter_id,
            f"催办 +1　{short_number(repair.number)}",
            "　".join(
                part
                for part in (
                    "" if repair.is_here else repair.place,
                    repair.fault,
                    f"{day_and_time(repair.told_at, now)} 报",
                    repair.phase,
                )
                if part
            ),
            "bell",
            "记在原单，不另开单",
        )
        for repair in known.open[:1]
    ]


def _incidents(desk: Desk, premises_id: int | None) -> list[Hit]:
    if premises_id is None:
        return []
    found = intake_banner(desk, premises_id)
    now = desk.now()
    if found.outage is not None and not found.outage.planned:
        outage = found.outage
        return [Hit(JOIN, outage.outage_id, "并入停热事件", banner_words(outage, now), "merge", "记下并告知")]
    if found.storm is not None:
        storm = found.storm
        return [Hit(STORM, storm.building_id, "记为停热事件", storm_words(storm, now), "outage", "记下并建事件")]
    return []
