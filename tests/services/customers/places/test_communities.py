"""小区: another name follows into addresses and search; only an empty one is voided."""

from uuid import uuid4

import pytest

from app.models.premises import Building, Community, Premises
from app.services.customers.finding.index import reindex
from app.services.customers.finding.search import search
from app.services.customers.importing.imports import import_ledger
from app.services.customers.places.communities import (
    CommunityDraft,
    change_community,
    communities,
    community_names,
    void_community,
)
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused, Stale
from app.services.kernel.unit import writing
from app.services.trust.integrity import check_everything

FLATS = 450


@pytest.fixture
def town(manager_desk):
    """和平里 with two buildings and 450 flats, and an empty 新村."""
    with writing(manager_desk, "test.town", uuid4()) as unit:
        community_id = unit.insert(Community, name="和平里", short_name="和平里")
        unit.insert(Community, name="新村", short_name="新村", form="村庄")
        first, second = unit.insert_many(
            Building, [{"community_id": community_id, "name": name} for name in ("1", "2")]
        )
        unit.insert_many(
            Premises,
            [
                {
                    "building_id": first if number % 2 else second,
                    "unit": "1",
                    "room": str(number),
                    "address": f"和平里{1 if number % 2 else 2}号楼1单元{number}室",
                    "number": f"U{number:04}",
                }
                for number in range(FLATS)
            ],
        )
    reindex(manager_desk)
    return community_id


def addresses(desk) -> list[str]:
    return desk.store.scalars(Premises.select(Premises.address).order_by(Premises.id))


def found(desk, words) -> int:
    return len([hit for hit in search(desk, words, 1000) if hit.premises_id is not None])


def test_every_community_is_listed_with_its_counts(manager_desk, town):
    assert [(row.name, row.form, row.buildings, row.premises) for row in communities(manager_desk)] == [
        ("和平里", "楼房", 2, FLATS),
        ("新村", "村庄", 0, 0),
    ]
    assert [name for _, name in community_names(manager_desk)] == ["和平里", "新村"]


def test_another_name_is_shown_everywhere_and_found_beside_the_old_one(manager_desk, town):
    draft = CommunityDraft("友谊花园", "", "楼房")

    kept = change_community(manager_desk, town, 1, draft, uuid4())

    assert (kept.premises, kept.finished) == (FLATS, 1)
    assert addresses(manager_desk)[3] == "友谊花园1号楼1单元3室"
    assert {row.short_name for row in communities(manager_desk)} == {"友谊花园", "新村"}
    assert found(manager_desk, "友谊花园1-1-333") == 1
    assert found(manager_desk, "和平里1-1-333") == 1
    assert check_everything(manager_desk.store) == []


@pytest.mark.parametrize("name", ["和平里小区", "和平"])
def test_a_change_that_was_stopped_goes_on_and_grows_no_name_twice(manager_desk, town, name):
    draft, key = CommunityDraft(name, "", "楼房"), uuid4()
    stopped = change_community(manager_desk, town, 1, draft, key, lambda done, of: done < 200)
    assert stopped.finished == 0
    assert len([address for address in addresses(manager_desk) if address.startswith(f"{name}1")]) == 100

    change_community(manager_desk, town, 1, draft, key)

    assert {address.split("号楼")[0] for address in addresses(manager_desk)} == {f"{name}1", f"{name}2"}
    assert found(manager_desk, f"{name}1-1-333") == 1


def test_another_name_over_a_change_half_done_is_refused_until_it_is_seen(manager_desk, town):
    change_community(
        manager_desk, town, 1, CommunityDraft("友谊花园", "", "楼房"), uuid4(), lambda done, of: done < 200
    )

    with pytest.raises(Stale):
        change_community(manager_desk, town, 1, CommunityDraft("光明里", "", "楼房"), uuid4())

    assert {address.split("号楼")[0][:-1] for address in addresses(manager_desk)} == {"友谊花园", "和平里"}
    change_community(manager_desk, town, 2, CommunityDraft("光明里", "", "楼房"), uuid4())
    assert {address.split("号楼")[0][:-1] for address in addresses(manager_desk)} == {"光明里"}
    assert found(manager_desk, "和平里1-1-333") == found(manager_desk, "友谊花园1-1-333") == 1


def test_another_name_under_the_same_key_is_no_repetition(manager_desk, town):
    key = uuid4()
    change_community(manager_desk, town, 1, CommunityDraft("友谊花园", "", "楼房"), key, lambda done, of: done < 200)

    with pytest.raises(Stale):
        change_community(manager_desk, town, 1, CommunityDraft("光明里", "", "楼房"), key)


def test_a_change_ends_when_somebody_gives_another_name_meanwhile(manager_desk, town):
    """Two run at once: the later name takes every address, the earlier stops at its next unit."""

    def overtake(done: int, of: int) -> bool:
        if done == 200:
            change_community(manager_desk, town, 2, CommunityDraft("光明里", "", "楼房"), uuid4())
        return True

    with pytest.raises(Stale, match="光明里"):
        change_community(manager_desk, town, 1, CommunityDraft("友谊花园", "", "楼房"), uuid4(), overtake)

    assert {address.split("号楼")[0][:-1] for address in addresses(manager_desk)} == {"光明里"}


@pytest.mark.parametrize("name", ["123", "——", "东苑3号楼", "东苑三号楼", "3栋", "东苑3号楼2单元", "5排"])
def test_a_number_or_a_building_is_no_name_of_a_community(manager_desk, town, name):
    with pytest.raises(InvalidInput) as refused:
        change_community(manager_desk, town, 1, CommunityDraft(name, "", "楼房"), uuid4())

    assert refused.value.fields.keys() == {"name"}


@pytest.mark.parametrize("name", ["阳光100", "三号院", "红楼", "A区", "107厂宿舍", "Garden"])
def test_names_as_people_say_them_are_taken(manager_desk, town, name):
    change_community(manager_desk, town, 1, CommunityDraft(name, "", "楼房"), uuid4())

    assert name in {row.name for row in communities(manager_desk)}


def test_the_same_press_twice_changes_once(manager_desk, town):
    draft, key = CommunityDraft("友谊花园", "友谊", "楼房"), uuid4()

    first = change_community(manager_desk, town, 1, draft, key)
    again = change_community(manager_desk, town, 1, draft, key)

    assert (again.community_id, again.premises) == (first.community_id, first.premises)
    assert next(row.version for row in communities(manager_desk) if row.id == town) == 2


def test_a_name_that_a_ledger_would_take_for_another_is_refused(manager_desk, town):
    with pytest.raises(InvalidInput, match="新村"):
        change_community(manager_desk, town, 1, CommunityDraft("新村小区", "", "楼房"), uuid4())
    with pytest.raises(InvalidInput) as refused:
        change_community(manager_desk, town, 1, CommunityDraft(" ", "", "城堡"), uuid4())
    assert refused.value.fields.keys() == {"name", "form"}


def test_a_stale_change_touches_no_address(manager_desk, town):
    with pytest.raises(Stale):
        change_community(manager_desk, town, 7, CommunityDraft("友谊花园", "", "楼房"), uuid4())

    assert {address[:3] for address in addresses(manager_desk)} == {"和平里"}


def test_only_an_empty_community_is_voided(manager_desk, town):
    new = communities(manager_desk)[1]

    void_community(manager_desk, new.id, new.version, uuid4())

    assert [row.name for row in communities(manager_desk)] == ["和平里"]
    with pytest.raises(Refused, match="450 户"):
        void_community(manager_desk, town, 1, uuid4())
    with pytest.raises(NotFound):
        void_community(manager_desk, new.id, 2, uuid4())
    assert check_everything(manager_desk.store) == []


def test_a_clerk_renames_nothing(desk, town):
    with pytest.raises(NotAllowed):
        change_community(desk, town, 1, CommunityDraft("友谊花园", "", "楼房"), uuid4())


def test_a_ledger_that_goes_on_with_the_old_name_means_the_same_community(manager_desk, town, tmp_path):
    change_community(manager_desk, town, 1, CommunityDraft("友谊花园", "", "楼房"), uuid4())
    ledger = tmp_path / "台账.csv"
    ledger.write_text("小区,楼号,单元,室号,户名,面积\n和平里小区,1,1,1,王试,80\n和平里小区,1,1,9001,李试,80\n", "utf-8")

    report = import_ledger(manager_desk, ledger, key=uuid4())

    assert (report.created, report.updated) == (1, 1)
    assert [row.name for row in communities(manager_desk)] == ["友谊花园", "新村"]
    assert found(manager_desk, "和平里1-9001") == found(manager_desk, "友谊花园1-9001") == 1
