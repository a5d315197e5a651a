"""A ledger goes in whole, once, and can be resumed."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest

from app.models.ledger import ImportBatch, ImportLine
from app.models.people import Person
from app.models.premises import Building, Community, Contact, Doubt, Premises, SeasonAccount
from app.services.customers.card.premises import premises_card
from app.services.customers.finding.search import search
from app.services.customers.importing.imports import import_ledger
from app.services.customers.importing.keys import KeyWriter
from app.services.customers.importing.report import ImportReport
from app.services.customers.ledger.parsing import parse_ledger
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotAllowed
from app.services.kernel.unit import writing
from app.services.trust.verify import verify
from tests.support import desks

DATA = Path(__file__).parents[3] / "data"
HEADING = "地址,户名,电话,面积,供热状态,缴费"
FIRST = [
    HEADING,
    "和平里小区3-2-1102,王伟,13800004490,90.5,供热,已缴",
    "和平里小区3-2-1101,王伟,13800004490,80.5,供热,欠费",
    "和平里小区3-2-1002,李娜,1380000123,,停热,",
    "不知道,张强,13800004491,70,供热,",
    "和平里小区3-2-1102,王伟,13800004490,90.5,供热,已缴",
    "合计,,,241,,",
]

Text = Callable[..., Path]


def take_in(desk: Desk, path: Path, **options: object) -> ImportReport:
    return import_ledger(desk, path, key=uuid4(), **options)  # type: ignore[arg-type]


def counts(report: ImportReport) -> tuple[int, ...]:
    return (
        report.rows,
        report.created,
        report.updated,
        report.unchanged,
        report.duplicate,
        report.rejected,
        report.skipped,
    )


def total(desk: Desk, model: type) -> int:
    return len(desk.store.tuples(model.select(model.id)))


def phones_of(desk: Desk, person_id: int) -> tuple[str | None, str | None]:
    return desk.store.tuples(Person.select(Person.phone, Person.phone2).where(Person.id == person_id))[0]


def test_every_line_is_counted_once_and_written(desk: Desk, text_file: Text) -> None:
    report = take_in(desk, text_file(FIRST))

    assert counts(report) == (7, 3, 0, 0, 1, 1, 2)
    assert (total(desk, Community), total(desk, Building), total(desk, Premises)) == (1, 1, 3)
    assert total(desk, ImportLine) == 7
    assert {(problem.line_no, problem.field) for problem in report.problems} == {
        (4, "phone"),
        (4, "area"),
        (5, "place"),
    }


def test_one_owner_of_two_flats_is_one_person(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))

    assert (total(desk, Person), total(desk, Contact)) == (2, 3)


def test_doubtful_values_are_taken_in_and_flagged(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))
    card = premises_card(desk, search(desk, "3-2-1002")[0].premises_id or 0)

    assert {doubt.field for doubt in card.doubts} == {"phone", "area"}
    assert card.holder is not None
    assert phones_of(desk, card.holder.person_id) == ("1380000123", None)


def test_a_dry_run_counts_the_same_and_writes_nothing(desk: Desk, text_file: Text) -> None:
    path = text_file(FIRST)

    counted = take_in(desk, path, dry_run=True)

    assert (total(desk, Premises), total(desk, ImportBatch)) == (0, 0)
    assert counts(counted) == counts(take_in(desk, path))


def test_the_same_file_again_is_unchanged_in_every_line(desk: Desk, text_file: Text) -> None:
    path = text_file(FIRST)
    take_in(desk, path)

    again = take_in(desk, path)

    assert counts(again) == (7, 0, 0, 3, 1, 1, 2)
    assert total(desk, Premises) == 3


def test_the_same_households_in_another_file_are_unchanged(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))
    other = text_file(
        [
            "户名,地址,联系电话,建筑面积,供热状态,缴费情况",
            "王伟,和平里3号楼2单元1102室,138-0000-4490,90.50㎡,供热,已缴",
        ],
        name="另一份.csv",
    )

    assert counts(take_in(desk, other)) == (2, 0, 0, 1, 0, 0, 1)


def test_changed_values_update_the_premises_and_keep_its_id(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))
    before = search(desk, "3-2-1002")[0].premises_id
    later = text_file(
        [
            HEADING,
            "和平里小区3-2-1102,赵敏,13900001111,90.5,供热,已缴",
            "和平里小区3-2-1101,王伟,13800004490,80.5,供热,欠费",
            "和平里小区3-2-1002,李娜,13800004493,75.2,供热,",
        ],
        name="新.csv",
    )

    report = take_in(desk, later)
    card = premises_card(desk, before or 0)
    sold = premises_card(desk, search(desk, "3-2-1102")[0].premises_id or 0)

    assert (report.created, report.updated, report.unchanged) == (0, 2, 1)
    assert card.holder is not None
    assert phones_of(desk, card.holder.person_id) == ("13800004493", None)
    assert (card.area_c, card.state) == (7520, "供热")
    assert card.doubts == ()
    assert [(contact.name, bool(contact.until_day)) for contact in sold.contacts] == [("赵敏", False), ("王伟", True)]
    found = [(hit.address, hit.why) for hit in search(desk, "王伟")]
    assert found == [("和平里小区3号楼2单元1101室", "户名 王伟"), ("和平里小区3号楼2单元1102室", "原住户 王伟")]
    assert search(desk, "赵敏")[0].premises_id == sold.id


def test_a_second_import_of_the_changed_file_is_stable(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))
    lines = [
        HEADING,
        "和平里小区3-2-1102,王伟,13800007777,90.5,供热,已缴",
        "和平里小区3-2-1101,王伟,13800004490,80.5,供热,欠费",
    ]
    assert take_in(desk, text_file(lines, name="二.csv")).updated == 1

    assert take_in(desk, text_file([*lines, ""], name="三.csv")).unchanged == 2


def test_a_blank_cell_never_empties_what_is_known(desk: Desk, text_file: Text) -> None:
    take_in(desk, text_file(FIRST))
    later = text_file([HEADING, "和平里小区3-2-1102,,,,,"], name="空.csv")

    assert take_in(desk, later).unchanged == 1
    card = premises_card(desk, search(desk, "3-2-1102")[0].premises_id or 0)
    assert card.holder is not None
    assert (card.holder.name, card.area_c) == ("王伟", 9050)


def test_two_spellings_of_a_community_are_one_place(desk: Desk, text_file: Text) -> None:
    lines = ["地址,户名,电话", "和平里小区3-2-1102,王伟,13800004490", "和平里3号楼2单元1102室,王伟,13800004490"]

    report = take_in(desk, text_file([*lines, "和平里3-2-1101,李娜,13800004491"]))

    assert (report.created, report.duplicate) == (2, 1)
    assert total(desk, Community) == 1


def test_what_a_clerk_changed_later_survives_the_same_file(desk: Desk, text_file: Text) -> None:
    path = text_file(FIRST)
    take_in(desk, path)
    premises_id = search(desk, "3-2-1102")[0].premises_id or 0
    with writing(desk, "premises.change", uuid4()) as unit:
        unit.update(Premises, premises_id, area_c=9_999)

    take_in(desk, path)

    assert premises_card(desk, premises_id).area_c == 9_999


def test_a_stopped_import_goes_on_where_it_was(desk: Desk, workbook: Text) -> None:
    rows: Sequence[Sequence[object]] = [
        ["小区", "楼号", "单元", "室号", "户名", "电话"],
        *[["甲小区", 1 + n // 60, 1, f"{1 + n % 30}0{1 + n // 30 % 2}", "王伟", f"1380000{n:04d}"] for n in range(300)],
    ]
    path = workbook({"台账": rows})
    asked = []

    def stop_after_two_units(done: int, of: int) -> bool:
        asked.append(done)
        return len([done for done in asked if done]) < 2

    stopped = take_in(desk, path, go_on=stop_after_two_units)
    resumed = take_in(desk, path)

    assert stopped.cancelled
    assert stopped.left > 0
    assert stopped.created + stopped.skipped + stopped.left == 301
    assert resumed.created == 300 - stopped.created
    assert resumed.unchanged == stopped.created
    assert (resumed.left, total(desk, Premises)) == (0, 300)


def test_rejected_lines_come_back_as_a_workbook_that_can_be_imported(
    desk: Desk, text_file: Text, tmp_path: Path
) -> None:
    out = tmp_path / "退回.xlsx"
    take_in(desk, text_file([*FIRST, "=1+1,钱进,13800004499,66,供热,"]), errors=out)

    book = openpyxl.load_workbook(out)
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0] == [*HEADING.split(","), "原因"]
    assert rows[1][1] == "张强"
    assert rows[2][0] == "=1+1"
    assert book.worksheets[0]["A3"].data_type == "s"
    book.worksheets[0]["A2"] = "和平里小区3-2-901"
    book.save(out)
    book.close()

    assert counts(take_in(desk, out)) == (3, 1, 0, 0, 0, 1, 1)


def test_a_stopped_workbook_is_not_made(desk: Desk, text_file: Text, tmp_path: Path) -> None:
    lines = ["地址,户名,电话", *[f"不知道,张强,1380000{n:04d}" for n in range(1_200)]]

    report = take_in(
        desk, text_file(lines), errors=tmp_path / "退回.xlsx", go_on=lambda done, of: of != 1_200 or done == 0
    )

    assert (report.rejected, report.left) == (1_200, 0)
    assert not (tmp_path / "退回.xlsx").exists()


def test_a_killed_import_leaves_homes_the_next_import_makes_findable(
    desk: Desk, text_file: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text_file(FIRST)

    class Killed(BaseException):
        """The process ends here."""

    def die(writer: KeyWriter) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(KeyWriter, "flush", die)
        with pytest.raises(Killed):
            take_in(desk, path)
    assert search(desk, "王伟") == []

    take_in(desk, path)

    assert len(search(desk, "王伟")) == 2
    assert verify(desk.store) == []


def test_no_error_workbook_is_made_when_nothing_was_rejected(desk: Desk, text_file: Text, tmp_path: Path) -> None:
    take_in(desk, text_file(FIRST[:3]), errors=tmp_path / "退回.xlsx")

    assert not (tmp_path / "退回.xlsx").exists()


def test_next_season_gets_its_own_account(desk: Desk, text_file: Text) -> None:
    path = text_file(FIRST)
    take_in(desk, path)
    next_season = Desk(
        desk.actor,
        desk.station.__class__(**{**_fields(desk.station), "season": "2027-2028"}),
        desk.clock,
        desk.store,
        desk.rules,
    )

    take_in(next_season, path)

    assert total(desk, SeasonAccount) == 6


def _fields(station: object) -> dict[str, object]:
    return {name: getattr(station, name) for name in station.__slots__}  # type: ignore[attr-defined]


def test_viewers_do_not_import(store, text_file: Text) -> None:
    with pytest.raises(NotAllowed):
        take_in(desks.desk_for(store, desks.VIEWER), text_file(FIRST))


def test_both_given_ledgers_go_in_and_again_without_change(desk: Desk) -> None:
    first = take_in(desk, DATA / "ledger_station.xlsx")
    started = time.perf_counter()
    again = take_in(desk, DATA / "ledger_station.xlsx")
    second_took = time.perf_counter() - started
    company = take_in(desk, DATA / "ledger_company_gbk.csv")

    assert counts(first) == (5259, 5224, 0, 0, 26, 0, 9)
    assert counts(again) == (5259, 0, 0, 5224, 26, 0, 9)
    assert counts(company) == (457, 456, 0, 0, 0, 0, 1)
    assert second_took < 5
    assert verify(desk.store) == []
    doubted = desk.store.scalars(Doubt.select(Doubt.field))
    assert (doubted.count("phone"), doubted.count("id_number"), doubted.count("area")) == (18, 16, 51)


def test_every_name_of_the_ledger_is_found_by_itself_its_initials_and_its_pinyin(sqlite_desk: Desk) -> None:
    from pypinyin import lazy_pinyin

    path = DATA / "ledger_station.xlsx"
    take_in(sqlite_desk, path)
    lines = [line for line in parse_ledger(path).lines if line.household and line.duplicate_of is None][::150]

    for line in lines:
        assert line.household is not None
        name = line.household.holder or ""
        letters = lazy_pinyin(name)
        for typed in (name, "".join(letters), "".join(part[0] for part in letters)):
            assert name in {hit.holder for hit in search(sqlite_desk, typed, 2_000)}, typed
