"""并入: one flat written down twice becomes one, and may be taken apart again."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.base import Table
from app.models.care import PremisesMerge
from app.models.premises import Contact, Premises, SeasonAccount
from app.services.customers.card.premises import premises_card
from app.services.customers.care.comparing import CHOSEN, side_by_side
from app.services.customers.care.merging import MergeDraft, latest_merges, merge, take_back
from app.services.customers.contacts.contacts import ContactDraft, add_contact, close_contact
from app.services.customers.contacts.erasure import erase_person
from app.services.customers.contacts.information import record_information
from app.services.customers.contacts.information_values import InformationDraft
from app.services.customers.families import kept_of, premises_family
from app.services.customers.finding.index import reindex
from app.services.customers.finding.search import search
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused
from app.services.repairs.acts import take_repair
from app.services.repairs.values import RepairDraft
from app.services.trust.verify import verify
from tests.support.care import Town, holder_of, people_of, town, value_of
from tests.support.desks import VIEWER, desk_for


@pytest.fixture
def place(desk: Desk) -> Town:
    return town(desk)


@pytest.fixture
def pair(place: Town) -> tuple[int, int]:
    """One flat spelled in two ways; the second has the newer values."""
    kept = place.flat("3", "2", "1102", "王伟", "13800004490", area_c=9000, number="0001")
    merged = place.flat("3", "2", "11-02", "王伟", "13800007701", area_c=9550, number="0002", remark="租户")
    return kept, merged


def contact_of(desk: Desk, premises_id: int) -> int:
    return int(desk.store.scalar(Contact.select(Contact.id).where(Contact.premises == premises_id)))


def table(desk: Desk, model: type[Table]) -> dict[int, dict[str, Any]]:
    """Every row without its version."""
    rows: list[dict[str, Any]] = desk.store.rows(model.select(), dict)
    return {row["id"]: {name: value for name, value in row.items() if name != "version"} for row in rows}


def test_the_comparison_marks_what_differs(desk: Desk, place: Town, pair: tuple[int, int]) -> None:
    place.account(pair[1], "已缴")

    found = side_by_side(desk, *pair)

    assert {line.name for line in found.pairs if line.differs} == {"number", "area_c", "remark", "account"}
    assert [line.right for line in found.pairs if line.name == "area_c"] == ["95.50 ㎡"]
    assert [person.phone for person in found.right.contacts] == ["13800007701"]


def test_the_kept_one_takes_what_was_chosen_and_is_found_by_both(desk: Desk, pair: tuple[int, int]) -> None:
    kept, merged = pair
    theirs = contact_of(desk, merged)

    draft = MergeDraft(kept, merged, frozenset({"area_c"}), frozenset({theirs}), theirs, "同一户")
    done = merge(desk, draft, uuid4())

    assert [value_of(desk, kept, column) for column in ("number", "area_c", "remark")] == ["0001", 9550, ""]
    assert holder_of(desk, kept).phone == "13800007701"
    assert value_of(desk, merged, "voided_at") == desk.now()
    for typed in ("3-2-1102", "3-2-11-02", "0001", "0002", "13800007701"):
        assert kept in [hit.premises_id for hit in search(desk, typed)], typed
        assert merged not in [hit.premises_id for hit in search(desk, typed)], typed
    assert [row.merge_id for row in latest_merges(desk)] == [done.merge_id]
    assert verify(desk.store) == []


def test_the_search_keys_made_anew_find_the_kept_one_by_both_as_well(desk: Desk, pair: tuple[int, int]) -> None:
    merge(desk, MergeDraft(*pair), uuid4())

    reindex(desk)

    assert [hit.premises_id for hit in search(desk, "0002")] == [pair[0]]


def test_a_number_stays_findable_when_the_contact_stays_with_the_merged_one(desk: Desk, pair: tuple[int, int]) -> None:
    kept, merged = pair
    ours = contact_of(desk, kept)

    merge(desk, MergeDraft(kept, merged, contacts=frozenset({ours}), holder=ours), uuid4())

    assert [hit.premises_id for hit in search(desk, "13800007701")] == [kept]
    assert [who.phone for who in people_of(desk, kept)] == ["13800004490"]


def test_matters_stay_where_they_were_told_and_show_at_the_kept_one(desk: Desk, pair: tuple[int, int]) -> None:
    kept, merged = pair
    taken = take_repair(desk, RepairDraft(words="不热", premises_id=merged), uuid4())

    merge(desk, MergeDraft(kept, merged), uuid4())

    assert premises_family(desk.store, kept) == [kept, merged]
    assert kept_of(desk.store, merged) == kept
    card = premises_card(desk, kept)
    assert [matter.matter_id for matter in card.open] == [taken.matter_id]
    assert [call.matter_id for call in card.calls] == [taken.matter_id]


def test_taking_back_restores_both_sides(desk: Desk, place: Town, pair: tuple[int, int]) -> None:
    kept, merged = pair
    place.account(kept, "欠费", 9000)
    place.account(merged, "已缴", 9550)
    before = [table(desk, model) for model in (Premises, Contact, SeasonAccount)]
    theirs = contact_of(desk, merged)
    draft = MergeDraft(kept, merged, frozenset(CHOSEN), frozenset({theirs}), theirs)
    done = merge(desk, draft, uuid4())
    assert [table(desk, model) for model in (Premises, Contact, SeasonAccount)] != before

    take_back(desk, done.merge_id, "是两户", uuid4())

    assert [table(desk, model) for model in (Premises, Contact, SeasonAccount)] == before
    assert [hit.premises_id for hit in search(desk, "0002")] == [merged]
    assert [hit.premises_id for hit in search(desk, "13800004490")] == [kept]
    assert latest_merges(desk) == []
    assert verify(desk.store) == []


def test_an_account_made_by_the_merge_goes_with_it(desk: Desk, place: Town, pair: tuple[int, int]) -> None:
    kept, merged = pair
    place.account(merged, "已缴", 9550)
    done = merge(desk, MergeDraft(kept, merged, frozenset({"account"})), uuid4())
    standing = SeasonAccount.select(SeasonAccount.paid).where(
        SeasonAccount.premises == kept, SeasonAccount.voided_at.is_null()
    )
    assert desk.store.scalars(standing) == ["已缴"]

    take_back(desk, done.merge_id, "是两户", uuid4())

    assert desk.store.scalars(standing) == []


def test_taking_back_is_refused_with_names_when_something_was_changed_since(desk: Desk, pair: tuple[int, int]) -> None:
    kept, merged = pair
    theirs = contact_of(desk, merged)
    done = merge(desk, MergeDraft(kept, merged, frozenset({"area_c"}), frozenset({theirs}), theirs), uuid4())
    record_information(desk, kept, InformationDraft(area="80"), uuid4())
    record_information(desk, kept, InformationDraft(phone="13800007799"), uuid4())

    with pytest.raises(Refused) as refused:
        take_back(desk, done.merge_id, "是两户", uuid4())

    assert "和平里小区3号楼2单元1102室 的户的资料" in refused.value.message
    assert "联系人" in refused.value.message
    assert value_of(desk, kept, "area_c") == 8000


def test_another_contact_added_since_is_no_hindrance(desk: Desk, pair: tuple[int, int]) -> None:
    kept, merged = pair
    ours = contact_of(desk, kept)
    done = merge(desk, MergeDraft(kept, merged, contacts=frozenset({ours}), holder=ours), uuid4())
    add_contact(desk, kept, ContactDraft("钱租客", "13800007711", relation="租户"), uuid4())

    take_back(desk, done.merge_id, "是两户", uuid4())

    assert {who.name for who in people_of(desk, kept)} == {"王伟", "钱租客"}


def test_never_in_a_circle_and_never_into_a_voided_one(desk: Desk, place: Town, pair: tuple[int, int]) -> None:
    kept, merged = pair
    third = place.flat("3", "2", "1103", "李新", "13800007703")
    merge(desk, MergeDraft(kept, merged), uuid4())

    for left, right in ((merged, kept), (third, merged), (merged, third)):
        with pytest.raises(Refused):
            merge(desk, MergeDraft(left, right), uuid4())
    with pytest.raises(InvalidInput):
        merge(desk, MergeDraft(kept, kept), uuid4())
    with pytest.raises(NotFound):
        merge(desk, MergeDraft(kept, 999_999), uuid4())


def test_a_chain_is_taken_apart_from_its_end(desk: Desk, place: Town, pair: tuple[int, int]) -> None:
    kept, merged = pair
    third = place.flat("3", "2", "1103", "李新", "13800007703")
    first = merge(desk, MergeDraft(kept, merged), uuid4())
    second = merge(desk, MergeDraft(third, kept), uuid4())
    assert set(premises_family(desk.store, third)) == {third, kept, merged}
    assert [hit.premises_id for hit in search(desk, "0002")] == [third]

    with pytest.raises(Refused):
        take_back(desk, first.merge_id, "是两户", uuid4())
    take_back(desk, second.merge_id, "是两户", uuid4())
    take_back(desk, first.merge_id, "是两户", uuid4())

    assert premises_family(desk.store, third) == [third]
    assert [hit.premises_id for hit in search(desk, "0002")] == [merged]


def test_a_merge_is_taken_back_once_and_says_why(desk: Desk, pair: tuple[int, int]) -> None:
    done = merge(desk, MergeDraft(*pair), uuid4())
    key = uuid4()

    with pytest.raises(InvalidInput):
        take_back(desk, done.merge_id, " ", uuid4())
    first = take_back(desk, done.merge_id, "是两户", key)
    assert take_back(desk, done.merge_id, "是两户", key) == first
    with pytest.raises(Refused):
        take_back(desk, done.merge_id, "是两户", uuid4())


def test_a_contact_chosen_that_has_gone_meanwhile_is_refused(desk: Desk, pair: tuple[int, int]) -> None:
    with pytest.raises(Refused):
        merge(desk, MergeDraft(*pair, contacts=frozenset({999_999})), uuid4())


@pytest.mark.parametrize("moved", [False, True])
def test_a_merge_is_taken_back_after_somebody_was_erased_who_does_not_come_back(
    manager_desk: Desk, moved: bool
) -> None:
    place = town(manager_desk)
    kept = place.flat("3", "2", "1102", "王伟", "13800004490")
    merged = place.flat("3", "2", "11-02", "李新", "13800007701")
    sides = [contact_of(manager_desk, premises_id) for premises_id in (kept, merged)]
    person = manager_desk.store.scalar(Contact.select(Contact.person).where(Contact.id == sides[moved]))
    # The merged one's contact moves and the kept one's ends by the merge.
    done = merge(manager_desk, MergeDraft(kept, merged, contacts=frozenset(sides[1:]), holder=sides[1]), uuid4())
    erase_person(manager_desk, person, "本人申请", uuid4())

    take_back(manager_desk, done.merge_id, "是两户", uuid4())

    assert value_of(manager_desk, merged, "merged_into") is None
    assert contact_of(manager_desk, merged) == sides[1]
    until = manager_desk.store.scalars(Contact.select(Contact.until_day).order_by(Contact.id))
    assert until == ([None, "2026-11-15"] if moved else ["2026-11-15", None])
    assert search(manager_desk, ("王伟", "李新")[moved]) == []
    assert verify(manager_desk.store) == []


def test_numbers_in_the_reason_for_taking_back_are_masked(desk: Desk, pair: tuple[int, int]) -> None:
    done = merge(desk, MergeDraft(*pair), uuid4())

    take_back(desk, done.merge_id, "13800007701 来电说是两户", uuid4())

    reason = desk.store.scalar(PremisesMerge.select(PremisesMerge.taken_back_reason))
    assert reason == "138****7701 来电说是两户"


def test_who_may_only_read_merges_nothing(desk: Desk, pair: tuple[int, int]) -> None:
    with pytest.raises(NotAllowed):
        merge(desk_for(desk.store, VIEWER), MergeDraft(*pair), uuid4())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    taken=st.sets(st.sampled_from(sorted(CHOSEN))),
    ours=st.booleans(),
    theirs=st.booleans(),
    holder=st.integers(min_value=0, max_value=2),
)
def test_whatever_was_chosen_taking_back_gives_back_everything(
    sqlite_desk: Desk, taken: set[str], ours: bool, theirs: bool, holder: int
) -> None:
    place = town(sqlite_desk)
    name = uuid4().hex[:6]
    kept = place.flat("3", "2", "1102", "王伟", "13800004490", community=name, number="1", area_c=9000)
    merged = place.flat("3", "2", "11-02", "李新", "13800007701", community=name, state="停热", remark="空置")
    place.account(merged, "已缴")
    sides = (contact_of(sqlite_desk, kept), contact_of(sqlite_desk, merged))
    chosen = frozenset(contact for contact, wanted in zip(sides, (ours, theirs), strict=True) if wanted)
    wanted = next((contact for contact in sides if contact in chosen), None) if holder else None
    models = (Premises, Contact)
    before = [table(sqlite_desk, model) for model in models]

    done = merge(sqlite_desk, MergeDraft(kept, merged, frozenset(taken), chosen, wanted), uuid4())
    holders = [who for who in people_of(sqlite_desk, kept) if who.relation == "户主" and not who.until_day]
    assert len(holders) == (wanted is not None)
    take_back(sqlite_desk, done.merge_id, "是两户", uuid4())

    assert [table(sqlite_desk, model) for model in models] == before
    assert verify(sqlite_desk.store) == []


def test_taking_back_never_leaves_two_holders(desk: Desk, pair: tuple[int, int]) -> None:
    kept, merged = pair
    done = merge(desk, MergeDraft(kept, merged), uuid4())
    record_information(desk, kept, InformationDraft(phone="13800007799"), uuid4())
    since = holder_of(desk, kept)

    with pytest.raises(Refused, match="和平里小区3号楼2单元1102室 并入以后登记了新的户主"):
        take_back(desk, done.merge_id, "是两户", uuid4())

    assert holder_of(desk, kept) == since
    newest = Contact.select(Contact.id).where(Contact.premises == kept, Contact.until_day.is_null())
    close_contact(desk, desk.store.scalar(newest), "", uuid4())
    take_back(desk, done.merge_id, "是两户", uuid4())
    assert [holder_of(desk, place_id).phone for place_id in pair] == ["13800004490", "13800007701"]
