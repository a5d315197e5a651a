"""Whoever opens the card of a flat sees that heat is off there, or is to go off."""

from datetime import timedelta
from uuid import uuid4

from app.services.customers.card.premises import premises_card
from app.services.matters.values import Noted
from app.services.outages import acts
from app.services.outages.reads import outage_for
from app.services.outages.values import AreaDraft, Cause
from tests.support.outages import Block


def stops(block: Block, premises_id: int) -> list[tuple[str, bool]]:
    flags = premises_card(block.desk, premises_id).flags
    return [(flag.word, flag.grave) for flag in flags if flag.source.startswith("SJ-")]


def test_a_stop_stands_on_the_cards_of_the_flats_it_covers(block: Block) -> None:
    outage = block.incident(3, areas=(AreaDraft(building_id=block.building_id, unit="2"),))
    inside = next(flat for flat in block.flats if block.unit_of(flat) == "2")
    beside = next(flat for flat in block.flats if block.unit_of(flat) == "1")

    assert stops(block, inside) == [("停热事件", True)]
    assert stops(block, beside) == stops(block, block.elsewhere) == []
    source = next(flag.source for flag in premises_card(block.desk, inside).flags if flag.grave)
    assert source == f"{outage.number}，立管爆裂，11-15 08:00 起，预计 11-15 11:00 恢复"
    acts.change_areas(block.desk, outage.matter_id, (AreaDraft(community_id=block.community_id),), "扩大", uuid4())
    assert stops(block, beside) == stops(block, block.elsewhere) == [("停热事件", True)]
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())
    assert stops(block, inside) == []


def test_the_card_and_the_strip_of_an_intake_window_name_the_same_flats(block: Block) -> None:
    areas = (
        (),
        (AreaDraft(community_id=block.community_id),),
        (AreaDraft(building_id=block.building_id),),
        (AreaDraft(building_id=block.building_id, unit="1"), AreaDraft(building_id=block.building_id, unit="2")),
        (AreaDraft(building_id=block.building_id, unit="1", riser="东立管"),),
    )
    for drafts in areas:
        outage = block.incident(3, areas=drafts)
        for flat in (*block.flats, block.elsewhere):
            named = outage_for(block.desk, premises_id=flat) is not None
            assert stops(block, flat) == [("停热事件", True)] * named
        acts.void(block.desk, outage.matter_id, "误报", uuid4())


def test_a_plan_stands_on_the_card_as_one(block: Block) -> None:
    block.incident(60, cause=Cause.PLANNED, began_at=block.desk.now() + timedelta(days=2))

    assert stops(block, block.flats[0]) == [("计划停热", False)]
