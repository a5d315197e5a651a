"""Finding a building by what a clerk types: `和平里 3`, `hpl3`, `和平里3号楼`, `和平里3-2-1102`."""

from dataclasses import dataclass
from functools import lru_cache

from app.models.premises import Building, Community
from app.services.customers.finding.keys import normalised, short_names, words_of
from app.services.customers.finding.names import usual_initials
from app.services.kernel.desk import Desk
from app.services.kernel.text import natural


@dataclass(frozen=True, slots=True)
class BuildingHit:
    """A building; its name may be empty where houses stand alone."""

    id: int
    community: str
    name: str


def search_buildings(desk: Desk, text: str, limit: int = 12) -> list[BuildingHit]:
    """Buildings that fit every word, in the order of communities and numbers; an empty text finds nothing."""
    words = words_of(text)
    if not words:
        return []
    query = (
        Building.select(Building.id, Community.name, Building.name)
        .join(Community)
        .where(Building.voided_at.is_null(), Community.voided_at.is_null())
    )
    fits = [BuildingHit(*row) for row in desk.store.tuples(query) if _fits(row[1], row[2], words)]
    # `3` is building 3 before it is 30.
    fits.sort(key=lambda hit: (normalised(hit.name) not in _ends(words), hit.community, natural(hit.name)))
    return fits[:limit]


def _fits(community: str, building: str, words: tuple[str, ...]) -> bool:
    name = normalised(building)
    fronts = _fronts(community)
    return all(_one_fits(fronts, name, word) for word in words)


def _one_fits(fronts: tuple[str, ...], name: str, word: str) -> bool:
    if name and name.startswith(word):
        return True
    for front in fronts:
        whole = f"{front}{name}"
        # What follows the building is a unit and a room.
        if whole.startswith(word) or (name and word.startswith(f"{whole}-")):
            return True
    return False


def _ends(words: tuple[str, ...]) -> set[str]:
    """What the words may mean by the building: `3` of `和平里3-2-1102` and of `3`."""
    last = words[-1].split("-")[0]
    digits = last.lstrip("abcdefghijklmnopqrstuvwxyz")
    return {last, digits, "".join(sign for sign in last if sign.isascii())}


@lru_cache(maxsize=5_000)
def _fronts(community: str) -> tuple[str, ...]:
    names = short_names(community)
    typed = dict.fromkeys(normalised(name) for name in names)
    initials = dict.fromkeys(usual_initials(name) for name in names)
    return (*typed, *(letters for letters in initials if letters.isascii()))
