"""Who may sign in, who may change whom, and how PINs are kept."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.station import Staff
from app.services.kernel.desk import Actor, Role
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused, Stale
from app.services.kernel.operators import (
    StaffDraft,
    actor_named,
    add_staff,
    change_pin,
    change_staff,
    leave_station,
    list_staff,
    sign_in,
)
from app.services.kernel.pins import hash_pin, pin_matches, pin_problem
from app.services.kernel.unit import writing
from app.services.trust.verify import verify
from tests.support import desks


def test_an_operator_signs_in_by_initials_name_or_badge(store):
    for who in ("lkf", "LKF", " lkf ", "李客服", "002"):
        actor = sign_in(store, who, desks.CLERK_PIN)

        assert (actor.name, actor.badge, actor.roles) == (desks.CLERK, "002", frozenset({Role.CLERK}))


def test_a_wrong_name_or_pin_gets_one_and_the_same_answer(store):
    for who, pin in (
        ("lkf", "9999"),
        ("lkf", ""),
        ("nobody", desks.CLERK_PIN),
        ("", desks.CLERK_PIN),
        ("lkf", desks.MANAGER_PIN),
        (desks.REPAIRERS[0], "1234"),
    ):
        with pytest.raises(NotAllowed, match="姓名首字母或密码不对"):
            sign_in(store, who, pin)


def test_two_people_with_the_same_initials_are_told_apart_by_their_pins(store, manager_desk):
    add_staff(manager_desk, StaffDraft("林开芳", "lkf", "010", frozenset({Role.CLERK}), pin="7777"), uuid4())

    assert sign_in(store, "lkf", "7777").name == "林开芳"
    assert sign_in(store, "lkf", desks.CLERK_PIN).name == desks.CLERK
    with pytest.raises(Refused, match="胸卡号"):
        actor_named(store, "lkf")


def test_of_two_with_the_same_initials_and_the_same_pin_neither_is_taken_for_the_other(store, manager_desk):
    add_staff(manager_desk, StaffDraft("林开芳", "lkf", "010", frozenset({Role.CLERK}), pin=desks.CLERK_PIN), uuid4())

    with pytest.raises(NotAllowed, match="胸卡号"):
        sign_in(store, "lkf", desks.CLERK_PIN)
    assert sign_in(store, "010", desks.CLERK_PIN).name == "林开芳"


def test_somebody_who_left_neither_signs_in_nor_is_listed(store, manager_desk):
    clerk = sign_in(store, "lkf", desks.CLERK_PIN)
    with writing(manager_desk, "staff.leave", uuid4()) as unit:
        unit.update(Staff, clerk.staff_id, left_on="2026-11-20")

    with pytest.raises(NotAllowed):
        sign_in(store, "lkf", desks.CLERK_PIN)
    with pytest.raises(NotFound):
        actor_named(store, desks.CLERK)
    assert desks.CLERK not in [row.name for row in list_staff(store)]


def test_the_manager_notes_who_has_left(store, manager_desk):
    clerk = actor_named(store, desks.CLERK)
    key, today = uuid4(), manager_desk.today()

    left = leave_station(manager_desk, clerk.staff_id, today, key)

    assert leave_station(manager_desk, clerk.staff_id, today, key) == left
    assert desks.CLERK not in [row.name for row in list_staff(store)]
    assert store.scalar(Staff.select(Staff.left_on).where(Staff.id == clerk.staff_id)) == "2026-11-15"
    with pytest.raises(NotAllowed):
        sign_in(store, "lkf", desks.CLERK_PIN)
    with pytest.raises(Refused, match="已于 2026-11-15 离职"):
        leave_station(manager_desk, clerk.staff_id, today, uuid4())
    assert verify(store) == []


def test_the_last_manager_who_signs_in_does_not_leave(store, manager_desk):
    own, today = manager_desk.actor.staff_id, manager_desk.today()
    second = StaffDraft("郑站长", "zzz", "020", frozenset({Role.MANAGER}))
    added = add_staff(manager_desk, second, uuid4())

    with pytest.raises(Refused, match="唯一能登录的站长"):
        leave_station(manager_desk, own, today, uuid4())
    change_pin(manager_desk, added.staff_id, "8080", uuid4())
    leave_station(manager_desk, own, today, uuid4())

    assert desks.MANAGER not in [row.name for row in list_staff(store)]


def test_leaving_is_the_managers_to_note_for_a_day_that_has_come(store, desk, manager_desk):
    staff_id, today = actor_named(store, desks.REPAIRERS[0]).staff_id, manager_desk.today()

    with pytest.raises(NotAllowed, match="站长"):
        leave_station(desk, staff_id, today, uuid4())
    with pytest.raises(InvalidInput):
        leave_station(manager_desk, staff_id, today + timedelta(days=1), uuid4())
    with pytest.raises(NotFound):
        leave_station(manager_desk, 9999, today, uuid4())


def test_the_list_is_by_badge_and_can_be_narrowed_to_a_role(store):
    assert [row.name for row in list_staff(store)][:3] == [desks.MANAGER, desks.CLERK, desks.VIEWER]
    assert [row.name for row in list_staff(store, Role.REPAIRER)] == list(desks.REPAIRERS)
    assert [row.can_sign_in for row in list_staff(store)] == [True] * 3 + [False] * 6


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12a4", "１２３４", "12 4", "-123"])
def test_a_pin_is_four_to_twelve_plain_digits(pin):
    assert pin_problem(pin) is not None
    assert pin_problem("0000") is None
    assert pin_problem("123456789012") is None


def test_a_pin_is_kept_as_argon2id_and_never_twice_the_same(store):
    first, second = hash_pin("1234"), hash_pin("1234")

    assert first.startswith("$argon2id$")
    assert first != second
    assert pin_matches(first, "1234")
    assert not pin_matches(first, "1235")
    assert not any("1234" in row[0] for row in store.run("SELECT result FROM unit WHERE act LIKE 'staff.%'"))


def test_a_bad_draft_names_every_bad_field_and_adds_nobody(store, manager_desk):
    before = len(list_staff(store))
    good = StaffDraft("新人", "xr", "050", frozenset({Role.CLERK}))

    for draft, fields in (
        (replace(good, name=""), {"name"}),
        (replace(good, badge=" "), {"badge"}),
        (replace(good, badge="002"), {"badge"}),
        (replace(good, roles=frozenset()), {"roles"}),
        (replace(good, pin="12"), {"pin"}),
        (StaffDraft(" ", "x", "", frozenset(), pin="x"), {"name", "badge", "roles", "pin"}),
    ):
        with pytest.raises(InvalidInput) as caught:
            add_staff(manager_desk, draft, uuid4())
        assert caught.value.fields.keys() == fields

    assert len(list_staff(store)) == before


def test_the_same_addition_twice_adds_one(store, manager_desk):
    key, draft = uuid4(), StaffDraft("新人", "xr", "050", frozenset({Role.CLERK, Role.REPAIRER}), "13800000050", "1111")

    assert add_staff(manager_desk, draft, key) == add_staff(manager_desk, draft, key)

    (row,) = [row for row in list_staff(store) if row.name == "新人"]
    assert (row.initials, row.badge, row.phone, row.roles) == ("xr", "050", "13800000050", draft.roles)
    assert verify(store) == []


def test_only_the_manager_adds_staff_or_changes_anothers_pin(store):
    manager = actor_named(store, desks.MANAGER)

    for who in (desks.CLERK, desks.VIEWER, desks.REPAIRERS[0]):
        desk = desks.desk_for(store, who)
        with pytest.raises(NotAllowed, match="站长"):
            add_staff(desk, StaffDraft("新人", "xr", "050", frozenset({Role.MANAGER}), pin="1111"), uuid4())
        with pytest.raises(NotAllowed, match="站长"):
            change_pin(desk, manager.staff_id, "5555", uuid4())

    assert sign_in(store, "wzz", desks.MANAGER_PIN) == manager


def test_ones_own_pin_can_be_changed_and_the_old_one_is_void(store, desk):
    change_pin(desk, desk.actor.staff_id, "8642", uuid4())

    assert sign_in(store, "lkf", "8642") == desk.actor
    with pytest.raises(NotAllowed):
        sign_in(store, "lkf", desks.CLERK_PIN)
    with pytest.raises(InvalidInput):
        change_pin(desk, desk.actor.staff_id, "1", uuid4())


def test_the_manager_gives_somebody_a_new_pin(store, manager_desk):
    repairer = actor_named(store, desks.REPAIRERS[0])

    change_pin(manager_desk, repairer.staff_id, "2468", uuid4())

    assert sign_in(store, desks.REPAIRERS[0], "2468") == repairer


def test_a_desk_asks_for_one_of_the_roles_and_a_manager_may_do_a_clerks_work(store, desk, manager_desk):
    desk.require(Role.CLERK)
    desk.require(Role.MANAGER, Role.CLERK)
    manager_desk.require(Role.CLERK)
    manager_desk.require(Role.MANAGER)
    with pytest.raises(NotAllowed, match=f"站长.*{desks.CLERK}"):
        desk.require(Role.MANAGER)
    with pytest.raises(NotAllowed, match="未登录"):
        desk.with_actor(Actor(None, "", "", frozenset())).require(Role.CLERK)
    with pytest.raises(NotAllowed):
        desk.with_actor(actor_named(store, desks.MANAGER)).require(Role.REPAIRER)


def test_the_manager_puts_somebody_right(store, manager_desk):
    clerk = sign_in(store, "lkf", desks.CLERK_PIN)
    (row,) = [row for row in list_staff(store) if row.id == clerk.staff_id]
    draft = StaffDraft("李客服", "lk", "012", frozenset({Role.CLERK, Role.REPAIRER}), "13800000002", post="收费员")
    key = uuid4()

    changed = change_staff(manager_desk, row.id, row.version, draft, key)

    assert change_staff(manager_desk, row.id, row.version, draft, key) == changed
    (now,) = [row for row in list_staff(store) if row.id == clerk.staff_id]
    assert (now.initials, now.badge, now.post, now.phone) == ("lk", "012", "收费员", "13800000002")
    assert now.roles == {Role.CLERK, Role.REPAIRER}
    assert sign_in(store, "lk", desks.CLERK_PIN).badge == "012"
    assert verify(store) == []
    with pytest.raises(Stale):
        change_staff(manager_desk, row.id, row.version, draft, uuid4())


def test_a_change_of_staff_keeps_badges_apart_and_one_manager_at_the_desk(store, desk, manager_desk):
    manager = manager_desk.actor
    (row,) = [row for row in list_staff(store) if row.id == manager.staff_id]

    with pytest.raises(InvalidInput, match="002"):
        change_staff(
            manager_desk, row.id, row.version, StaffDraft("王站长", "wzz", "002", frozenset({Role.MANAGER})), uuid4()
        )
    with pytest.raises(Refused, match="唯一"):
        change_staff(
            manager_desk, row.id, row.version, StaffDraft("王站长", "wzz", "001", frozenset({Role.CLERK})), uuid4()
        )
    with pytest.raises(NotAllowed):
        change_staff(desk, row.id, row.version, StaffDraft("王站长", "wzz", "001", row.roles), uuid4())
