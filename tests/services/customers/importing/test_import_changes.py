"""A later ledger shows what changed, by kind; what is not accepted stays."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest

from app.models.ledger import ImportLine, LedgerLayout
from app.models.people import Person
from app.models.premises import Contact, Doubt, Premises, SeasonAccount
from app.services.customers.finding.search import search
from app.services.customers.importing.imports import import_ledger, inspect_ledger
from app.services.customers.importing.layouts import remember, remembered
from app.services.customers.importing.report import ChangeKind, ImportReport
from app.services.customers.ledger.headings import Field
from app.services.kernel.desk import Desk
from app.services.kernel.unit import writing
from app.services.trust.verify import verify

Text = Callable[..., Path]
HEADING = "地址,户名,电话,面积,收费面积,供热状态,缴费,采暖方式"
FIRST = [
    HEADING,
    "和平里小区3-2-1102,王伟,13800004490,90.5,90.5,供热,已缴,散热器",
    "和平里小区3-2-1101,王伟,13800004490,80.5,80.5,供热,已缴,散热器",
    "和平里小区3-2-1002,李娜,13800004491,70,70,停热,,散热器",
    "和平里小区3-2-1001,孙丽,13800004492,70,70,供热,已缴,散热器",
]
NEXT = [
    HEADING,
    "和平里3号楼2单元1102室,赵敏,13900001111,90.5,90.5,供热,欠费,散热器",
    "和平里小区3-2-1101,王伟,13800007777,81.5,81.5,供热,已缴,散热器",
    "和平里小区3-2-1002,李娜,13800004491,70,60,供热,已缴,地暖",
    "康乐新村1-1-101,周强,13800004495,66,66,供热,已缴,地暖",
]


def take_in(desk: Desk, path: Path, **options: object) -> ImportReport:
    return import_ledger(desk, path, key=uuid4(), **options)  # type: ignore[arg-type]


def next_season(desk: Desk) -> Desk:
    return replace(desk, station=replace(desk.station, season="2027-2028"))


def by_kind(report: ImportReport) -> dict[str, int]:
    return {change.kind.value: change.count for change in report.changes}


def premises_id(desk: Desk, address: str) -> int:
    found: int = desk.store.scalar(Premises.select(Premises.id).where(Premises.address == address))
    return found


def holder_of(desk: Desk, room: str) -> tuple[object, ...]:
    query = (
        Contact.select(Contact.id, Person.name, Person.phone)
        .join(Premises, on=(Contact.premises == Premises.id))
        .switch(Contact)
        .join(Person, on=(Contact.person == Person.id))
        .where(Premises.room == room, Contact.until_day.is_null())
    )
    found = desk.store.tuples(query)
    assert len(found) == 1
    return found[0]


def accounts(desk: Desk, season: str) -> dict[str, tuple[object, ...]]:
    query = (
        SeasonAccount.select(
            Premises.room,
            SeasonAccount.heated_area_c,
            SeasonAccount.charged_area_c,
            SeasonAccount.state,
            SeasonAccount.paid,
        )
        .join(Premises)
        .where(SeasonAccount.season == season)
    )
    return {room: tuple(values) for room, *values in desk.store.tuples(query)}


@pytest.mark.parametrize("dry_run", [True, False])
def test_next_seasons_ledger_shows_what_changed_by_kind(desk: Desk, text_file: Text, dry_run: bool) -> None:
    take_in(desk, text_file(FIRST))

    report = take_in(next_season(desk), text_file(NEXT, name="次年.csv"), dry_run=dry_run)

    assert by_kind(report) == {"户名": 1, "电话": 1, "面积": 2, "供热状态": 1, "缴费": 1, "其他": 1}
    assert (report.created, report.updated, report.unchanged, report.accounts) == (1, 3, 0, 3)
    assert report.declined == 0
    examples = {change.kind: change.examples[0] for change in report.changes}
    assert (examples[ChangeKind.HOLDER].before, examples[ChangeKind.HOLDER].after) == ("王伟", "赵敏")
    assert (examples[ChangeKind.PHONE].before, examples[ChangeKind.PHONE].after) == ("138****4490", "138****7777")
    assert examples[ChangeKind.PHONE].address == "和平里小区3号楼2单元1101室"
    assert (examples[ChangeKind.STATE].before, examples[ChangeKind.STATE].after) == ("停热", "供热")
    assert (examples[ChangeKind.PAID].before, examples[ChangeKind.PAID].after) == ("已缴", "欠费")
    assert examples[ChangeKind.OTHER].after == "采暖方式 地暖"


def test_premises_the_ledger_no_longer_names_are_listed_and_stay(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))
    take_in(desk, text_file([HEADING, "泉兴里1-1-101,吴刚,13800004496,66,66,供热,,"], name="别处.csv"))

    report = take_in(next_season(desk), text_file(NEXT, name="次年.csv"))

    assert (report.missing, report.missing_addresses) == (1, ("和平里小区3号楼2单元1001室",))
    assert desk.store.scalar(Premises.select(Premises.voided_at).where(Premises.room == "1001")) is None
    assert take_in(desk, text_file(FIRST)).missing == 0


def test_the_search_for_missing_premises_can_be_stopped(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))

    report = take_in(desk, text_file(NEXT, name="次年.csv"), go_on=lambda done, of: not of or done < of)

    assert (report.left, report.cancelled) == (0, False)
    assert report.missing_addresses == ()


def test_a_new_owner_begins_and_the_old_one_ends(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))
    old_contact = holder_of(desk, "1102")[0]

    take_in(desk, text_file(NEXT, name="次年.csv"))

    contact, name, phone = holder_of(desk, "1102")
    assert (name, phone) == ("赵敏", "13900001111")
    assert contact != old_contact
    ended = desk.store.tuples(Contact.select(Contact.until_day).where(Contact.id == old_contact))
    assert ended == [("2026-11-15",)]


def test_a_new_telephone_is_another_row_of_the_person_at_the_same_contact(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))
    contact_before = holder_of(desk, "1101")[0]

    take_in(desk, text_file(NEXT, name="次年.csv"))

    assert holder_of(desk, "1101") == (contact_before, "王伟", "13800007777")
    known = set(desk.store.tuples(Person.select(Person.name, Person.phone).where(Person.name == "王伟")))
    assert known == {("王伟", "13800004490"), ("王伟", "13800007777")}
    assert verify(desk.store) == []


def test_what_is_not_accepted_stays_and_is_counted(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))
    later = next_season(desk)

    report = take_in(later, text_file(NEXT, name="次年.csv"), accept={ChangeKind.PHONE, ChangeKind.OTHER})

    assert (report.created, report.updated, report.unchanged) == (1, 2, 1)
    assert report.declined == 5
    assert {change.kind: change.accepted for change in report.changes}[ChangeKind.AREA] is False
    assert holder_of(desk, "1102")[1:] == ("王伟", "13800004490")
    assert holder_of(desk, "1101")[1:] == ("王伟", "13800007777")
    stored = desk.store.tuples(Premises.select(Premises.room, Premises.area_c, Premises.state, Premises.heating))
    assert ("1101", 8050, "供热", "散热器") in stored
    assert ("1002", 7000, "停热", "地暖") in stored
    reasons = dict(
        desk.store.tuples(ImportLine.select(ImportLine.premises_id, ImportLine.reason).order_by(ImportLine.id))
    )
    assert reasons[premises_id(desk, "和平里小区3号楼2单元1102室")] == "未采用：户名、缴费"
    assert reasons[premises_id(desk, "和平里小区3号楼2单元1101室")] == "电话；未采用：面积"


def test_a_season_account_is_opened_whatever_is_declined(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))

    report = take_in(next_season(desk), text_file(NEXT, name="次年.csv"), accept=frozenset())

    assert report.accounts == 3
    opened = accounts(desk, "2027-2028")
    assert opened["1101"] == (8050, 8050, "供热", "")
    assert opened["1002"] == (7000, 7000, "停热", "")
    assert accounts(desk, "2026-2027")["1002"] == (7000, 7000, "停热", "")


def test_an_accepted_season_follows_the_ledger(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))

    take_in(next_season(desk), text_file(NEXT, name="次年.csv"))

    opened = accounts(desk, "2027-2028")
    assert opened["1101"] == (8150, 8150, "供热", "已缴")
    assert opened["1002"] == (7000, 6000, "供热", "已缴")
    assert accounts(desk, "2026-2027")["1102"] == (9050, 9050, "供热", "已缴")


def test_what_is_declined_is_seen_again_in_the_next_file(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))
    first = take_in(desk, text_file(NEXT, name="次年.csv"), accept=frozenset())

    again = take_in(desk, text_file([*NEXT, ""], name="又一份.csv"), dry_run=True)

    assert by_kind(again) == by_kind(first)
    assert again.accounts == 0


def test_a_state_that_is_not_told_changes_nothing(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))

    report = take_in(desk, text_file([HEADING, "和平里小区3-2-1002,李娜,13800004491,,,,,"], name="空.csv"))

    assert (report.unchanged, report.changes) == (1, ())
    assert desk.store.scalar(Premises.select(Premises.state).where(Premises.room == "1002")) == "停热"
    assert desk.store.scalars(Doubt.select(Doubt.id)) == []


def test_merged_premises_stay_merged_and_their_flat_is_not_missing(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))
    kept = premises_id(desk, "和平里小区3号楼2单元1102室")
    with writing(desk, "premises.merge", uuid4()) as unit:
        unit.update(
            Premises,
            premises_id(desk, "和平里小区3号楼2单元1101室"),
            voided_at=unit.at,
            void_reason="并入",
            merged_into=kept,
        )

    report = take_in(desk, text_file([HEADING, *FIRST[2:], ""], name="次年.csv"))

    assert (report.duplicate, report.unchanged, report.missing) == (1, 2, 0)
    assert desk.store.scalar(Premises.select(Premises.merged_into).where(Premises.room == "1101")) == kept


def test_one_owner_with_and_without_a_second_number_stays_as_told(desk: Desk, text_file: Text) -> None:
    lines = [
        "地址,户名,电话,备用电话",
        "和平里小区3-2-1102,王伟,13800004490,",
        "和平里小区3-2-1101,王伟,13800004490,13900001111",
    ]
    take_in(desk, text_file(lines))

    assert take_in(desk, text_file([*lines, ""], name="又一份.csv")).unchanged == 2


def test_a_stopped_import_goes_on_with_what_was_accepted(desk: Desk, workbook: Text) -> None:
    def rows(area: float) -> list[list[object]]:
        return [
            ["小区", "楼号", "单元", "室号", "户名", "电话", "面积"],
            *[
                ["甲小区", 1 + n // 60, 1, f"{1 + n % 30}0{1 + n // 30 % 2}", "王伟", f"1380000{n:04d}", area]
                for n in range(200)
            ],
        ]

    take_in(desk, workbook({"台账": rows(60)}))
    path = workbook({"台账": rows(70)}, name="次年.xlsx")
    stopped = take_in(desk, path, accept=frozenset(), go_on=lambda done, of: done < 60)

    resumed = take_in(desk, path, accept=frozenset())

    assert stopped.left > 0
    assert (resumed.left, resumed.unchanged) == (0, 200)
    assert resumed.declined + stopped.declined == 200
    assert set(desk.store.scalars(Premises.select(Premises.area_c))) == {6000}


def test_corrected_lines_are_another_batch_and_make_no_duplicates(desk: Desk, text_file: Text, tmp_path: Path) -> None:
    out = tmp_path / "退回.xlsx"
    first = take_in(desk, text_file([*FIRST, "不知道,张强,13800004491,70,70,供热,,"]), errors=out)
    book = openpyxl.load_workbook(out)
    book.worksheets[0]["A2"] = "和平里小区3-2-901"
    book.save(out)
    book.close()

    second = take_in(desk, out)

    assert (first.created, first.rejected) == (4, 1)
    assert (second.created, second.rejected) == (1, 0)
    assert second.batch_id != first.batch_id
    assert len(desk.store.scalars(Premises.select(Premises.id))) == 5
    assert search(desk, "张强")[0].address == "和平里小区3号楼2单元901室"


def test_a_persons_mapping_overrules_the_guess_and_is_another_batch(desk: Desk, text_file: Text) -> None:
    path = text_file(FIRST)
    first = take_in(desk, path)
    sheet = next(iter(inspect_ledger(desk, path).shapes))
    columns = {0: Field.ADDRESS, 1: Field.REMARK}

    second = take_in(desk, path, mapping={sheet: columns})
    again = take_in(desk, path, mapping={sheet: columns})

    assert second.batch_id != first.batch_id
    assert again.batch_id == second.batch_id
    assert desk.store.scalar(Premises.select(Premises.remark).where(Premises.room == "1002")) == "李娜"


def test_a_mapping_that_says_what_was_guessed_is_the_same_batch(desk: Desk, text_file: Text) -> None:
    path = text_file(FIRST)
    first = take_in(desk, path)
    shapes = inspect_ledger(desk, path).shapes
    mapping = {sheet: {guess.column: guess.field for guess in shape.guesses} for sheet, shape in shapes.items()}

    assert take_in(desk, path, mapping=mapping).batch_id == first.batch_id


def test_a_remembered_layout_is_used_for_the_next_file_of_that_shape(desk: Desk, text_file: Text) -> None:
    path = text_file(FIRST)
    shapes = inspect_ledger(desk, path).shapes
    sheet = next(iter(shapes))
    key = uuid4()
    kept = remember(desk, shapes, {sheet: {0: Field.ADDRESS, 1: Field.REMARK}}, key)

    assert remember(desk, shapes, {sheet: {0: Field.ADDRESS}}, key) == kept
    assert remembered(desk, shapes) == {sheet: {0: Field.ADDRESS, 1: Field.REMARK}}
    take_in(desk, text_file([HEADING.replace("缴费", "2027年缴费"), *FIRST[1:]], name="次年.csv"))
    assert desk.store.scalar(Premises.select(Premises.remark).where(Premises.room == "1002")) == "李娜"
    assert desk.store.scalars(Contact.select(Contact.id)) == []


def test_a_later_decision_replaces_the_earlier_one(desk: Desk, text_file: Text) -> None:
    shapes = inspect_ledger(desk, text_file(FIRST)).shapes
    sheet = next(iter(shapes))
    remember(desk, shapes, {sheet: {0: Field.ADDRESS, 1: Field.REMARK}}, uuid4())

    remember(desk, shapes, {sheet: {0: Field.ADDRESS, 1: Field.HOLDER}}, uuid4())

    assert remembered(desk, shapes) == {sheet: {0: Field.ADDRESS, 1: Field.HOLDER}}
    assert len(desk.store.scalars(LedgerLayout.select(LedgerLayout.id))) == 1
