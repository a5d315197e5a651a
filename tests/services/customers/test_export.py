"""What import writes, export writes back: with a reason, masked by role, recorded before the file appears."""

import hashlib
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.disclosure import ExportRecord
from app.services.customers.export import Exported, export_ledger
from app.services.customers.importing.imports import import_ledger
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError, InvalidInput, NotAllowed, Refused
from app.services.trust.verify import verify
from tests.support import desks

DATA = Path(__file__).parents[2] / "data"
HEADINGS = (
    "小区",
    "楼号",
    "单元",
    "室号",
    "用户编号",
    "户名",
    "联系电话",
    "建筑面积",
    "收费面积",
    "用热性质",
    "供热状态",
    "缴费情况",
    "入网日期",
    "备注",
)

phones = st.from_regex(r"1[3-9]\d00\d{6}", fullmatch=True)
names = st.text("王李张刘陈㛃䶮𬭎伟芳娜敏静=+-@·Aa. ", min_size=1, max_size=6)
areas = st.one_of(
    st.none(), st.integers(300, 40_000).map(lambda hundredths: hundredths / 100), st.sampled_from(["90㎡", "无", "-5"])
)
lines = st.fixed_dictionaries(
    {
        "小区": st.sampled_from(["和平里小区", "东马圈村", "雍阳花园二期", "A1公馆", "合计小区"]),
        "楼号": st.sampled_from(["1", "3号楼", "甲2栋", "3排", "12#"]),
        "单元": st.sampled_from(["", "1", "2单元", "东门"]),
        "室号": st.sampled_from(["101", "1102", "1102A", "305室", "底商2", "负101"]),
        "用户编号": st.one_of(st.just(""), st.from_regex(r"[A-Z]{0,2}\d{5,9}", fullmatch=True)),
        "户名": st.one_of(st.just(""), names),
        "联系电话": st.one_of(
            st.just(""),
            phones,
            st.lists(phones, min_size=2, max_size=3).map("/".join),
            st.just("1380000"),
            st.just("022-82110000"),
        ),
        "建筑面积": areas,
        "收费面积": areas,
        "用热性质": st.sampled_from(["", "居民", "居民（低保）", "商业", "非居民/学校"]),
        "供热状态": st.sampled_from(["", "供热", "报停", "断管", "未接", "不知道"]),
        "缴费情况": st.sampled_from(["", "已交", "欠", "部分缴"]),
        "入网日期": st.sampled_from(["", "2019", "2019-11", "2019.11.05", "从前"]),
        "备注": st.text("独居老人私改=租户，。 1389-", max_size=20),
    }
)


def write_ledger(path: Path, rows: list[dict[str, object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for number, row in enumerate(rows, start=2):
        for column, heading in enumerate(HEADINGS, start=1):
            cell = sheet.cell(number, column)
            cell.value = row[heading]
            if isinstance(row[heading], str):
                cell.data_type = "s"
    book.save(path)
    return path


def kept(report) -> tuple[int, ...]:
    return (report.created, report.updated, report.duplicate, report.rejected)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(lines, min_size=1, max_size=25))
def test_a_second_import_of_what_was_exported_says_unchanged_for_every_line(rows, founded_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("station")
    # Several lines of one place are duplicates; every other is one household.
    source = write_ledger(folder / "in.xlsx", rows)
    with desks.opened(desks.copy_template(founded_folder, folder / "data")) as store:
        desk = desks.desk_for(store, desks.MANAGER)
        first = import_ledger(desk, source, key=uuid4())
        out = folder / "out.xlsx"

        exported = export_ledger(desk, out, "年度核对", key=uuid4(), masked=False)
        again = import_ledger(desk, out, key=uuid4())

        assert exported is not None
        assert exported.rows == first.created
        assert kept(again) == (0, 0, 0, 0)
        assert again.unchanged == first.created


@pytest.mark.parametrize("name", ["ledger_station.xlsx", "ledger_company_gbk.csv"])
def test_the_given_ledgers_come_back_unchanged(name, manager_desk: Desk, tmp_path):
    first = import_ledger(manager_desk, DATA / name, key=uuid4())

    exported = export_ledger(manager_desk, tmp_path / "out.xlsx", "年度核对", key=uuid4(), masked=False)
    again = import_ledger(manager_desk, tmp_path / "out.xlsx", key=uuid4())

    assert exported is not None
    assert kept(again) == (0, 0, 0, 0)
    assert again.unchanged == first.created == exported.rows


def test_a_clerk_gets_names_and_phones_masked_and_a_masked_file_changes_nothing_when_taken_in(desk: Desk, tmp_path):
    import_ledger(desk, DATA / "ledger_company_gbk.csv", key=uuid4())
    out = tmp_path / "out.xlsx"

    exported = export_ledger(desk, out, "发给物业核对面积", key=uuid4())
    headings, *rows = openpyxl.load_workbook(out)["台账"].iter_rows(values_only=True)
    again = import_ledger(desk, out, key=uuid4())

    assert exported is not None
    assert exported.masked
    assert not {"是否低保", "缴费情况", "备注"} & set(headings)
    assert all(not row[5] or len(row[5]) == 1 or "*" in row[5] for row in rows)
    assert all("****" in row[6] for row in rows if row[6])
    assert kept(again) == (0, 0, 0, 0)


def test_an_export_is_recorded_with_its_reason_and_the_hash_of_its_bytes(desk: Desk, tmp_path):
    import_ledger(desk, DATA / "ledger_company_gbk.csv", key=uuid4())
    out = tmp_path / "发物业.xlsx"

    exported = export_ledger(desk, out, " 发给物业核对面积 ", key=uuid4())

    query = ExportRecord.select(
        ExportRecord.staff,
        ExportRecord.subject,
        ExportRecord.reason,
        ExportRecord.rows,
        ExportRecord.masked,
        ExportRecord.file_name,
        ExportRecord.sha256,
    )
    [row] = desk.store.tuples(query)
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert row == (desk.actor.staff_id, "台账", "发给物业核对面积", exported.rows, True, "发物业.xlsx", digest)
    assert verify(desk.store) == []


def test_whole_names_and_phones_are_for_the_manager_only_and_a_reason_is_always_asked(desk: Desk, tmp_path):
    with pytest.raises(NotAllowed):
        export_ledger(desk, tmp_path / "out.xlsx", "年度核对", key=uuid4(), masked=False)
    with pytest.raises(InvalidInput) as refused:
        export_ledger(desk, tmp_path / "out.xlsx", " ", key=uuid4())

    assert set(refused.value.fields) == {"reason"}
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_folder_that_is_not_there_and_a_stop_leave_no_file_and_no_record(desk: Desk, tmp_path):
    with pytest.raises(AppError, match="文件夹"):
        export_ledger(desk, tmp_path / "none" / "out.xlsx", "年度核对", key=uuid4())
    import_ledger(desk, DATA / "ledger_company_gbk.csv", key=uuid4())

    stopped = export_ledger(desk, tmp_path / "out.xlsx", "年度核对", key=uuid4(), go_on=lambda done, of: False)

    assert stopped is None
    assert list(tmp_path.glob("*.xlsx*")) == []
    assert desk.store.scalars(ExportRecord.select(ExportRecord.id)) == []


def test_pressed_twice_it_is_one_export(desk: Desk, tmp_path):
    key = uuid4()

    first = export_ledger(desk, tmp_path / "out.xlsx", "年度核对", key=key)
    second = export_ledger(desk, tmp_path / "out.xlsx", "年度核对", key=key)

    assert isinstance(first, Exported)
    assert second == first


def test_a_file_that_could_not_be_written_is_never_said_to_be_there(desk: Desk, tmp_path):
    import_ledger(desk, DATA / "ledger_company_gbk.csv", key=uuid4())
    out, key = tmp_path / "out.xlsx", uuid4()

    with pytest.raises(AppError, match="写不进"):
        export_ledger(desk, out, "年度核对", key=key, go_on=stand_in_the_way(out))
    out.rmdir()
    with pytest.raises(Refused, match="没有写成"):
        export_ledger(desk, out, "年度核对", key=key)
    again = export_ledger(desk, out, "年度核对", key=uuid4())

    assert again is not None
    assert hashlib.sha256(out.read_bytes()).hexdigest() == again.sha256
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.xlsx"]


def stand_in_the_way(out: Path):
    """A folder of that name comes while the workbook is made; as on Windows a file that is open there."""

    def go_on(done: int, of: int) -> bool:
        out.mkdir(exist_ok=True)
        return True

    return go_on


@pytest.mark.parametrize("name", ["名" * 90 + ".xlsx", "名" * 300 + ".xlsx", "台账", "台账.csv"])
def test_a_name_that_cannot_be_written_is_a_sentence_and_leaves_neither_file_nor_record(name, desk: Desk, tmp_path):
    with pytest.raises(AppError, match="文件名"):
        export_ledger(desk, tmp_path / name, "年度核对", key=uuid4())

    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []
