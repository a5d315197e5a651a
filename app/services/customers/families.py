"""Premises that are one flat: a kept one and everything merged into it."""

from collections.abc import Iterable

from app.models.premises import Premises
from app.services.kernel.store import Store

NOT_FOUND = "找不到这一户，可能已并入别的户或作废。请重新查找。"


def premises_family(store: Store, premises_id: int) -> list[int]:
    """This premises and everything merged into it, also by way of another; itself first.

    What is written down at a premises stays there when it is merged, so a read for the kept one asks for all of these.
    """
    return [premises_id, *members_of(store, [premises_id])]


def members_of(store: Store, kept: Iterable[int]) -> dict[int, int]:
    """Every premises merged into one of these, also by way of another, with the one it belongs to."""
    found: dict[int, int] = {}
    ring = {premises_id: premises_id for premises_id in kept}
    while ring:
        rows = store.tuples(
            Premises.select(Premises.id, Premises.merged_into).where(Premises.merged_into.in_(sorted(ring)))
        )
        ring = {merged: ring[into] for merged, into in rows if merged not in found}
        found |= ring
    return found


def kept_of(store: Store, premises_id: int) -> int:
    """The premises that stands for this one now: itself unless it was merged."""
    current = premises_id
    while (into := store.scalar(Premises.select(Premises.merged_into).where(Premises.id == current))) is not None:
        current = into
    return current


def kept_among(store: Store, files: Iterable[tuple[int | None, int | None]]) -> dict[int | None, int]:
    """The file that stands for each merged one of these, which come with the one they were merged into."""
    merged = {premises_id for premises_id, into in files if premises_id is not None and into is not None}
    return {premises_id: kept_of(store, premises_id) for premises_id in merged}


def whole_flats(store: Store, premises_ids: Iterable[int]) -> list[int]:
    """Every premises that is one flat with one of these: the kept ones and all that was merged into them."""
    kept = {kept_of(store, premises_id) for premises_id in premises_ids}
    return sorted(kept | members_of(store, kept).keys())
