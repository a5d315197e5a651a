"""An import is undone by voiding: what was there before is there again, and what stands on it is named."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.care import InformationChange, PremisesFlag
from app.models.ledger import ImportBatch, ImportLine
from app.models.people import Person
from app.models.premises import Building, Community, Contact, Doubt, Premises, SeasonAccount
from app.models.search import SearchKey
from app.services.customers.card.premises import premises_card
from app.services.customers.contacts.erasure import erase_person
from app.services.customers.finding.search import search
from app.services.customers.importing.batches import BatchRow, UndoReport, batches, undo_batch
from app.services.customers.importing.imports import import_ledger
from app.services.customers.importing.report import ImportReport
from app.services.customers.importing.steps import UNDONE
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.unit import writing
from app.services.matters.values import CallerDraft
from app.services.repairs.acts import take_repair
from app.services.repairs.values import FaultGroup, RepairDraft
from app.services.trust.verify import verify
from tests.support import desks

Text = Callable[..., Path]
HEADING = "地址,户名,电话,面积,供热状态,缴费"
FIRST = [
    HEADING,
    "和平里小区3-2-1102,王伟,13800004490,90.5,供热,已缴",
    "和平里小区3-2-1101,王伟,13800004490,80.5,供热,欠费",
    "和平里小区3-2-1002,李娜,1380000123,,停热,",
]
SECOND = [
    HEADING,
    "和平里小区3-2-1102,赵敏,13900001111,91.5,停热,欠费",
    "和平里小区3-2-1101,王伟,13800007777,80.5,供热,已缴",
    "和平里小区3-2-1002,李娜,13800004493,75.2,供热,已缴",
    "和平里小区3-2-1001,孙丽,13800004494,,供热,已缴",
    "康乐新村1-1-101,周强,13800004495,66,供热,已缴",
]


def take_in(desk: Desk, path: Path, **options: object) -> ImportReport:
    return import_ledger(desk, path, key=uuid4(), **options)  # type: ignore[arg-type]


def newest(desk: Desk) -> BatchRow:
    return batches(desk)[0]


def undo(desk: Desk, batch_id: int | None = None, **options: object) -> UndoReport:
    return undo_batch(desk, batch_id or newest(desk).id, "选错了文件", uuid4(), **options)  # type: ignore[arg-type]


def state(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """What the ledger says, without ids, versions and what is voided or over before it began."""
    live = Premises.voided_at.is_null()
    premises = (
        Premises.select(
            Premises.address,
            Premises.number,
            Premises.unit,
            Premises.room,
            Premises.floor,
            Premises.use,
            Premises.low_income,
            Premises.area_c,
            Premises.heating,
            Premises.position,
            Premises.state,
            Premises.state_basis,
            Premises.connected_on,
            Premises.origin,
            Premises.remark,
            Building.name,
            Community.name,
        )
        .join(Building)
        .join(Community)
        .where(live)
    )
    contacts = (
        Contact.select(
            Premises.address,
            Person.name,
            Person.phone,
            Person.phone2,
            Contact.relation,
            Contact.from_day,
            Contact.until_day,
        )
        .join(Premises, on=(Contact.premises == Premises.id))
        .join(Person, on=(Contact.person == Person.id))
        .where(live, Contact.voided_at.is_null())
    )
    accounts = (
        SeasonAccount.select(
            Premises.address,
            SeasonAccount.season,
            SeasonAccount.heated_area_c,
            SeasonAccount.charged_area_c,
            SeasonAccount.state,
            SeasonAccount.paid,
        )
        .join(Premises)
        .where(live, SeasonAccount.voided_at.is_null())
    )
    doubts = (
        Doubt.select(Premises.address, Doubt.field, Doubt.reason, Doubt.settled_at, Doubt.settlement)
        .join(Premises)
        .where(live, Doubt.settlement != UNDONE)
    )
    keys = SearchKey.select(SearchKey.key, SearchKey.kind, Premises.address).join(
        Premises, on=(Premises.id == SearchKey.premises_id)
    )
    communities = Community.select(Community.name).where(Community.voided_at.is_null())
    buildings = Building.select(Building.name, Building.community).where(Building.voided_at.is_null())
    queries = {
        "premises": premises,
        "contact": contacts,
        "season_account": accounts,
        "doubt": doubts,
        "search_key": keys,
        "community": communities,
        "building": buildings,
    }
    return {name: sorted(desk.store.tuples(query), key=repr) for name, query in queries.items()}


@pytest.fixture
def manager(manager_desk: Desk) -> Desk:
    return manager_desk


def test_an_undone_import_leaves_nothing_to_be_found(manager: Desk, text_file: Text) -> None:
    before = state(manager)
    take_in(manager, text_file(FIRST))

    report = undo(manager)

    assert (report.voided, report.accounts, report.left) == (3, 3, 0)
    assert state(manager) == before
    assert search(manager, "王伟") == []
    assert verify(manager.store) == []


def test_an_undone_import_gives_back_what_it_changed(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    before = state(manager)
    take_in(manager, text_file(SECOND, name="新.csv"))
    assert state(manager) != before

    report = undo(manager)

    assert (report.voided, report.restored, report.kept) == (2, 3, 0)
    assert state(manager) == before
    assert [
        contact.name for contact in premises_card(manager, search(manager, "3-2-1102")[0].premises_id or 0).contacts
    ] == ["王伟"]
    assert verify(manager.store) == []
    assert newest(manager).undone_at == manager.now()


def test_a_holder_of_a_single_day_was_there_and_one_of_an_undone_import_was_not(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    take_in(manager, text_file(SECOND, name="新.csv"))
    take_in(manager, text_file([HEADING, "和平里小区3-2-1102,钱进,13900002222,,,"], name="再新.csv"))
    found = [hit.address for hit in search(manager, "赵敏")]

    undo(manager)

    assert found == ["和平里小区3号楼2单元1102室"]
    assert search(manager, "钱进") == []


def test_imports_are_undone_one_after_the_other(manager: Desk, text_file: Text) -> None:
    empty = state(manager)
    take_in(manager, text_file(FIRST))
    take_in(manager, text_file(SECOND, name="新.csv"))
    first = batches(manager)[1].id

    with pytest.raises(Refused, match="后来导入的《新"):
        undo(manager, first)
    undo(manager)
    undo(manager, first)

    assert state(manager) == empty
    assert verify(manager.store) == []


def test_an_undone_file_can_be_taken_in_again(manager: Desk, text_file: Text) -> None:
    path = text_file(FIRST)
    first = take_in(manager, path)
    before = state(manager)
    people = len(manager.store.scalars(Person.select(Person.id)))
    undo(manager)

    again = take_in(manager, path)

    assert (again.created, again.rows) == (first.created, first.rows)
    assert state(manager) == before
    assert len(manager.store.scalars(Person.select(Person.id))) == people
    assert len(manager.store.scalars(Premises.select(Premises.id))) == 3
    undo(manager)
    assert search(manager, "王伟") == []
    assert verify(manager.store) == []


def test_revived_premises_keep_nothing_of_the_undone_file(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    undo(manager)

    take_in(manager, text_file(["地址,户名", "和平里小区3-2-1102,赵敏"], name="另一份.csv"))

    assert state(manager)["premises"][0][7] is None
    assert [(row[1], row[2]) for row in state(manager)["contact"] if row[6] is None] == [("赵敏", None)]


lines = st.lists(
    st.tuples(
        st.sampled_from(["和平里小区3-2-1102", "和平里小区3-2-1101", "康乐新村1-1-101", "王庄村12号"]),
        st.sampled_from(["王伟", "李娜", "", "赵敏"]),
        st.sampled_from(["13800004490", "13800004491 13900001111", "", "138"]),
        st.sampled_from(["90.5", "80", "", "x"]),
        st.sampled_from(["供热", "停热", ""]),
        st.sampled_from(["已缴", "欠费", ""]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda line: line[0],
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, min_size=1, max_size=4))
def test_any_import_undone_is_as_if_it_had_not_been(
    sqlite_store: Store, tmp_path: Path, ledgers: list[list[tuple[str, ...]]]
) -> None:
    desk = desks.desk_for(sqlite_store, desks.MANAGER)
    states = []
    for number, ledger in enumerate(ledgers):
        states.append(state(desk))
        path = tmp_path / f"{uuid4()}.csv"
        # Blank lines at the end make another file of it.
        path.write_text("\n".join([HEADING, *(",".join(line) for line in ledger), "\n" * number]), encoding="utf-8")
        take_in(desk, path)

    for before in reversed(states):
        undo(desk, next(batch.id for batch in batches(desk) if batch.undone_at is None))
        assert state(desk) == before
    assert verify(sqlite_store) == []


def test_a_matter_at_new_premises_stands_in_the_way(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    premises_id = search(manager, "3-2-1102")[0].premises_id
    draft = RepairDraft(FaultGroup.COLD, "不热", premises_id, caller=CallerDraft("陈桂兰", "13800005555"), fault="不热")
    taken = take_repair(manager, draft, uuid4())
    before = state(manager)

    with pytest.raises(Refused, match=taken.number):
        undo(manager)

    assert state(manager) == before
    assert newest(manager).undo_reason == ""


def test_a_value_changed_since_stands_in_the_way(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    premises_id = search(manager, "3-2-1102")[0].premises_id or 0
    with writing(manager, "premises.change", uuid4()) as unit:
        unit.update(Premises, premises_id, area_c=9_999)

    with pytest.raises(Refused, match="和平里小区3号楼2单元1102室 导入之后又改过"):
        undo(manager)

    with writing(manager, "premises.change", uuid4()) as unit:
        unit.update(Premises, premises_id, area_c=9_050)
    assert undo(manager).voided == 3


def test_an_erased_person_does_not_come_back_and_does_not_stand_in_the_way(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    take_in(manager, text_file(SECOND, name="新.csv"))
    person_id = manager.store.scalar(Person.select(Person.id).where(Person.name == "赵敏"))
    erase_person(manager, person_id, "本人申请", uuid4())

    undo(manager)

    assert ("王伟", None) in [(row[1], row[6]) for row in state(manager)["contact"]]
    assert manager.store.tuples(Person.select(Person.name, Person.phone).where(Person.id == person_id)) == [
        (None, None)
    ]
    assert verify(manager.store) == []


def test_a_stopped_undo_goes_on(manager: Desk, workbook: Text) -> None:
    rows = [
        ["小区", "楼号", "单元", "室号", "户名", "电话"],
        *[["甲小区", 1 + n // 60, 1, f"{1 + n % 30}0{1 + n // 30 % 2}", "王伟", f"1380000{n:04d}"] for n in range(300)],
    ]
    path = workbook({"台账": rows})
    before = state(manager)
    take_in(manager, path)
    asked: list[int] = []

    def stop_after_one_unit(done: int, of: int) -> bool:
        asked.append(done)
        return done <= of // 2

    stopped = undo(manager, go_on=stop_after_one_unit)
    with pytest.raises(Refused, match="正在撤销"):
        take_in(manager, path)
    half = newest(manager)
    ended = undo(manager)

    assert stopped.left > 0
    assert 0 < stopped.voided < 300
    assert (half.undone_at, half.undo_reason) == (None, "选错了文件")
    assert (ended.voided, ended.left) == (300, 0)
    assert state(manager) == before
    assert verify(manager.store) == []


def test_what_came_between_two_runs_of_an_undo_stays_and_is_named(manager: Desk, workbook: Text) -> None:
    rows = [["小区", "楼号", "单元", "室号"], *[["甲小区", 1, 1, 101 + number] for number in range(100)]]
    take_in(manager, workbook({"台账": rows}))
    asked: list[int] = []

    def stop_after_one_unit(done: int, of: int) -> bool:
        asked.append(done)
        return done <= of // 2

    undo(manager, go_on=stop_after_one_unit)
    address = "甲小区1号楼1单元101室"
    premises_id = manager.store.scalar(Premises.select(Premises.id).where(Premises.address == address))
    caller = CallerDraft("陈桂兰", "13800005555")
    take_repair(manager, RepairDraft(FaultGroup.COLD, "不热", premises_id, caller=caller, fault="不热"), uuid4())
    key, batch_id = uuid4(), newest(manager).id

    for _ in range(2):
        with pytest.raises(Refused, match=f"只留下这些用户：{address}。"):
            undo_batch(manager, batch_id, "选错了文件", key)

    live = Premises.select(Premises.id).where(Premises.voided_at.is_null())
    assert manager.store.scalars(live) == [premises_id]
    assert newest(manager).undone_at is not None
    assert len(state(manager)["season_account"]) == 1
    assert verify(manager.store) == []


def test_a_mark_that_has_ended_does_not_stand_in_the_way(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    premises_id = search(manager, "3-2-1102")[0].premises_id
    with writing(manager, "flag.put", uuid4()) as unit:
        flag = unit.insert(PremisesFlag, premises=premises_id, word="老人", source="来电", from_day="2026-11-15")
    with pytest.raises(Refused, match="后来有了标记：和平里小区3号楼2单元1102室。请先结束标记"):
        undo(manager)
    with writing(manager, "flag.end", uuid4()) as unit:
        unit.update(PremisesFlag, flag, None, ended_at=unit.at, end_reason="搬走")

    assert undo(manager).voided == 3


def test_a_registered_change_stands_in_the_way_and_says_what_may_be_done(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    premises_id = search(manager, "3-2-1102")[0].premises_id
    with writing(manager, "information.change", uuid4()) as unit:
        told = {"premises": premises_id, "field": "面积", "told_by": "本人", "channel": "来电", "after": "91"}
        unit.insert(InformationChange, **told, told_at=unit.at, entered_at=unit.at)

    with pytest.raises(Refused, match="撤销会丢掉它们，所以不能撤销这次导入。请逐户改正。"):
        undo(manager)


def test_a_later_ledger_that_changed_nothing_does_not_stand_in_the_way(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    take_in(manager, text_file([*FIRST, ""], name="同样.csv"))

    assert undo(manager, batches(manager)[1].id).voided == 3


def test_an_undo_stopped_while_it_looks_has_written_nothing(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    before = state(manager)

    report = undo(manager, go_on=lambda done, of: False)

    assert report.left == 1
    assert state(manager) == before
    assert newest(manager).undo_reason == ""


def test_a_repeated_undo_gives_the_first_answer(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    key = uuid4()
    batch_id = newest(manager).id

    first = undo_batch(manager, batch_id, "选错了文件", key)

    assert undo_batch(manager, batch_id, "选错了文件", key) == first
    with pytest.raises(Refused, match="已在 2026-11-15 08:00 撤销"):
        undo(manager, batch_id)


def test_only_the_manager_undoes_and_says_why(desk: Desk, manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    batch_id = newest(manager).id

    with pytest.raises(NotAllowed):
        undo(desk, batch_id)
    with pytest.raises(InvalidInput):
        undo_batch(manager, batch_id, "  ", uuid4())
    with pytest.raises(NotFound):
        undo_batch(manager, 999, "选错了文件", UUID(int=1))


def test_batches_are_listed_with_what_became_of_their_lines(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file([*FIRST, "不知道,张强,13800004491,70,供热,"]))
    take_in(manager, text_file(SECOND, name="新.csv"))

    second, first = batches(manager)

    assert (first.file_name, first.lines, first.created, first.rejected) == ("台账.csv", 5, 3, 1)
    assert (second.file_name, second.created, second.updated, second.unchanged) == ("新.csv", 2, 3, 0)
    assert first.finished_at == manager.now()
    assert manager.store.scalar(ImportBatch.select(ImportBatch.season)) == first.season


def test_somebody_who_came_since_stands_in_the_way(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    premises_id = search(manager, "3-2-1102")[0].premises_id
    with writing(manager, "contact.add", uuid4()) as unit:
        person = unit.insert(Person, name="租客", phone="13800006666")
        unit.insert(Contact, premises=premises_id, person=person, relation="租户")

    with pytest.raises(Refused, match="和平里小区3号楼2单元1102室"):
        undo(manager)


def test_a_telephone_an_older_program_wrote_over_cannot_be_given_back(manager: Desk, text_file: Text) -> None:
    take_in(manager, text_file(FIRST))
    take_in(manager, text_file([HEADING, "和平里小区3-2-1002,李娜,1380000123,,停热,已缴"], name="新.csv"))
    line = {"batch": newest(manager).id, "line_no": 99, "line_hash": "", "outcome": "updated"}
    person = manager.store.scalar(Person.select(Person.id).where(Person.name == "李娜"))
    with writing(manager, "ledger.import", uuid4()) as unit:
        unit.update(Person, person, None, phone="13800001234")
        unit.insert(ImportLine, **line)

    with pytest.raises(Refused, match="和平里小区3号楼2单元1002室 的电话已改过"):
        undo(manager)


def test_more_than_five_homes_in_the_way_are_counted(manager: Desk, text_file: Text) -> None:
    homes = [f"和平里小区3-2-{room},王伟,13800004490,90.5,供热,已缴" for room in range(101, 108)]
    take_in(manager, text_file([HEADING, *homes]))
    with writing(manager, "premises.change", uuid4()) as unit:
        for premises_id in manager.store.scalars(Premises.select(Premises.id)):
            unit.update(Premises, premises_id, None, remark="后来写的")

    with pytest.raises(Refused, match="105室 等 7 处 导入之后又改过"):
        undo(manager)
