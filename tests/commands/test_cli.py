"""The command line as a person or a script meets it: answers, refusals, exit codes."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest
import qrcode

from app.cli import main
from app.services.kernel.store import Store
from app.services.matters.values import CallerDraft
from app.services.repairs.acts import dispatch, print_slip, take_repair
from app.services.repairs.values import DispatchDraft, FaultGroup, RepairDraft
from tests.support import desks
from tests.views.ledgers import HEADINGS, HOUSEHOLDS, workbook

LEDGER = Path(__file__).parent.parent / "data" / "ledger_company_gbk.csv"
PLAN_2027 = """文号,示例〔2026〕1号
2027-01-01,休
2027-02-05,休
2027-02-06,休
2027-02-07,休
2027-02-20,班
2027-05-01,休
2027-10-01,休
2027-10-02,休
2027-10-03,休
"""


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> object:
    """The JSON on stdout of a command that must succeed, and nothing but JSON."""
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out)


def test_a_fresh_folder_takes_a_ledger_without_a_window_and_verifies_clean(tmp_path, capsys):
    data = str(tmp_path / "新 数据[1]")

    report = answer(capsys, "--data", data, "import", str(LEDGER), "--json")

    counted = sum(report[name] for name in ("created", "updated", "unchanged", "duplicate", "rejected", "skipped"))
    assert report["rows"] == counted == 457
    assert report["created"] == 456
    assert main(["--data", data, "verify"]) == 0


def test_a_dry_run_counts_and_writes_nothing(tmp_path, capsys):
    data = str(tmp_path)

    tried = answer(capsys, "--data", data, "import", str(LEDGER), "--dry-run", "--json")
    rows = answer(capsys, "--data", data, "doctor", "--json")["rows"]

    assert tried["created"] == 456
    assert rows["premises"] == rows["person"] == rows["import_line"] == 0


def test_a_second_import_of_the_same_file_says_unchanged_for_every_line(tmp_path, capsys):
    data = str(tmp_path)
    answer(capsys, "--data", data, "import", str(LEDGER), "--json")

    again = answer(capsys, "--data", data, "import", str(LEDGER), "--json")

    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 456)


def test_an_import_is_listed_and_taken_back_by_the_manager(data_folder, tmp_path, capsys):
    data = ("--data", str(data_folder))
    report = answer(capsys, *data, "--as", desks.CLERK, "import", str(LEDGER), "--json")
    batch = str(report["batch_id"])

    assert main([*data, "--as", desks.CLERK, "import", "--undo", batch, "--reason", "选错了"]) == 1
    undone = answer(capsys, *data, "--as", desks.MANAGER, "import", "--undo", batch, "--reason", "选错了", "--json")
    listed = answer(capsys, *data, "import", "--json")

    assert undone["voided"] == 456
    assert [(row["id"], row["state"]) for row in listed] == [(report["batch_id"], "已撤销：选错了")]
    assert main([*data, "verify"]) == 0


def test_of_a_later_ledger_only_the_kinds_named_are_taken(data_folder, tmp_path, capsys):
    data = ("--data", str(data_folder), "--as", desks.CLERK)
    lines = ["地址,户名,电话,面积", "和平里小区3-2-1102,王伟,13800004490,90.5"]
    first, later = tmp_path / "一.csv", tmp_path / "二.csv"
    first.write_text("\n".join(lines), encoding="utf-8")
    later.write_text("\n".join([lines[0], "和平里小区3-2-1102,王伟,13800007777,91"]), encoding="utf-8")
    answer(capsys, *data, "import", str(first), "--json")

    tried = answer(capsys, *data, "import", str(later), "--dry-run", "--accept", "电话", "--json")

    assert [(change["kind"], change["accepted"]) for change in tried["changes"]] == [("电话", True), ("面积", False)]
    assert main([*data, "import", str(later), "--accept", "颜色"]) == 1
    assert "户名、电话、面积" in capsys.readouterr().err


def test_the_console_names_sheets_lines_and_what_was_not_read(tmp_path, capsys):
    data = str(tmp_path / "数据")
    ledger = workbook(
        tmp_path / "台账.xlsx",
        居民=[(*HEADINGS, "车位"), *((*line, "有") for line in HOUSEHOLDS)],
        散户=[("用户", "手机", "平方"), ("王伟", "13800000511", 80), ("李娜", "13800000512", 90)],
    )

    assert main(["--data", data, "import", str(ledger), "--dry-run"]) == 0
    said = capsys.readouterr().out.splitlines()
    told = answer(capsys, "--data", data, "import", str(ledger), "--dry-run", "--json")

    assert said[0].endswith("重复 1，退回 1，跳过（标题、小计等）4。")
    assert "  工作表《散户》未读入。" in said
    assert "  列“车位”未认出，没有导入。" in said
    assert any(line.startswith("  《居民》第 5 行 看不出是哪一户") for line in said)
    assert told["unread"] == ["工作表《散户》未读入。", "列“车位”未认出，没有导入。"]


def test_an_export_asks_for_a_reason_masks_for_a_clerk_and_is_whole_for_a_manager(data_folder, tmp_path, capsys):
    data = ("--data", str(data_folder))
    answer(capsys, *data, "--as", desks.CLERK, "import", str(LEDGER), "--json")
    out = str(tmp_path / "台账.xlsx")

    masked = answer(capsys, *data, "--as", desks.CLERK, "export", out, "--reason", "物业核对面积", "--json")
    whole = answer(capsys, *data, "--as", desks.MANAGER, "export", out, "--reason", "年度备份", "--whole", "--json")

    assert (masked["rows"], masked["masked"]) == (456, True)
    assert (whole["rows"], whole["masked"]) == (456, False)
    assert main([*data, "--as", desks.CLERK, "export", out, "--reason", "年度备份", "--whole"]) == 1
    with pytest.raises(SystemExit):
        main([*data, "export", out])


def test_search_answers_as_json_with_masked_phones_and_keeps_to_its_limit(tmp_path, capsys):
    data = str(tmp_path)
    answer(capsys, "--data", data, "import", str(LEDGER), "--json")

    hits = answer(capsys, "--data", data, "search", "康乐新村1-1-1", "--limit", "2", "--json")

    assert len(hits) == 2
    assert all("*" in hit["phone"] for hit in hits)


def test_deadline_counts_the_worked_saturday_and_skips_the_holiday(tmp_path, capsys):
    by_policy = answer(
        capsys, "--data", str(tmp_path), "deadline", "complaint.answer", "--from", "2026-02-13T09:00", "--json"
    )
    by_days = answer(
        capsys, "--data", str(tmp_path), "deadline", "--working-days", "5", "--from", "2026-02-13T09:00", "--json"
    )

    assert by_policy[0]["due"].startswith("2026-02-27T")
    assert by_days[0]["due"] == by_policy[0]["due"]
    assert by_policy[0]["provisional"] is False
    assert [set(step) for step in by_policy[0]["steps"]] == [{"at", "why"}] * len(by_policy[0]["steps"])


def test_a_year_without_a_plan_is_provisional_until_it_is_imported(data_folder, tmp_path, capsys):
    data = ["--data", str(data_folder)]
    asked = ("deadline", "--working-days", "3", "--from", "2027-01-28T09:00", "--json")
    plan = tmp_path / "2027.csv"
    plan.write_text(PLAN_2027, encoding="utf-8")

    before = answer(capsys, *data, *asked)[0]
    loaded = answer(capsys, *data, "--as", desks.MANAGER, "calendar", "import", str(plan), "--json")
    after = answer(capsys, *data, *asked)[0]

    assert (before["provisional"], after["provisional"]) == (True, False)
    assert loaded["year"] == 2027
    assert before["due"] == after["due"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["deadline", "--from", "2026-02-13T09:00"],
        ["deadline", "repair.arrive", "--working-days", "2", "--from", "2026-02-13T09:00"],
    ],
)
def test_deadline_with_neither_or_both_questions_is_wrong_usage(tmp_path, capsys, arguments):
    assert main(["--data", str(tmp_path), *arguments]) == 2
    assert "usage" in capsys.readouterr().err


def test_an_unknown_command_is_wrong_usage():
    with pytest.raises(SystemExit) as ended:
        main(["sing"])

    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["import", "missing.xlsx"], "missing.xlsx"),
        (["print", "WX-PQZ-20261115-9999", "--out", "x.pdf"], "WX-PQZ-20261115-9999"),
        (["find", "HD-XXX-20261115-0001"], "外站单据"),
        (["deadline", "no.such.policy", "--from", "2026-02-13T09:00"], "no.such.policy"),
        (["deadline", "repair.arrive", "--from", "gestern"], "gestern"),
    ],
)
def test_a_refusal_is_one_sentence_on_stderr_and_exit_code_1(data_folder, capsys, arguments, sentence):
    assert main(["--data", str(data_folder), "--as", desks.CLERK, *arguments]) == 1

    said = capsys.readouterr()
    assert sentence in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_a_writing_command_of_a_founded_station_asks_who_answers_for_it(data_folder, capsys):
    assert main(["--data", str(data_folder), "import", str(LEDGER)]) == 1

    assert "--as" in capsys.readouterr().err


@pytest.fixture
def slip(sqlite_store: Store) -> tuple[str, bytes]:
    """Number and bytes of a printed slip."""
    desk = desks.desk_for(sqlite_store)
    draft = RepairDraft(FaultGroup.LEAK, "喷水", caller=CallerDraft(name="王伟", phone="13800001234"))
    taken = take_repair(desk, draft, uuid4())
    sent = dispatch(desk, taken.matter_id, DispatchDraft(repairer_id=4), uuid4())
    printed = print_slip(desk, sent.sheet_id, "文件", uuid4())
    return printed.number, printed.pdf


def test_print_makes_the_slip_again_and_find_reads_it_from_the_file(slip, data_folder, tmp_path, capsys):
    out = tmp_path / "again.pdf"

    made = answer(
        capsys, "--data", str(data_folder), "--as", desks.CLERK, "print", slip[0], "--out", str(out), "--json"
    )
    found = answer(capsys, "--data", str(data_folder), "find", str(out), "--json")

    assert made["print"] == 2
    assert out.read_bytes().startswith(b"%PDF")
    assert {sheet["number"] for sheet in found} == {slip[0]}
    matter_number = found[0]["matter_number"]
    by_matter = answer(capsys, "--data", str(data_folder), "find", matter_number, "--json")
    assert by_matter == [{"number": matter_number, "matter_id": found[0]["matter_id"]}]


def test_verify_says_what_was_changed_and_exits_1(slip, data_folder, capsys):
    with desks.opened(data_folder) as store:
        store.run("UPDATE matter SET words = '滴水'")

    assert main(["--data", str(data_folder), "verify", "--json"]) == 1

    found = json.loads(capsys.readouterr().out)["findings"]
    assert ("matter", "words") in {(finding["table"], finding["column"]) for finding in found}


def test_the_doctors_zip_holds_versions_counts_and_logs_and_no_person(slip, data_folder, tmp_path, capsys):
    target = tmp_path / "doctor.zip"
    answer(capsys, "--data", str(data_folder), "search", "王伟", "--json")

    answer(capsys, "--data", str(data_folder), "doctor", "--zip", str(target), "--json")

    with zipfile.ZipFile(target) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert '"sheet": 1' in text
    assert "王伟" not in text
    assert "13800001234" not in text


def test_places_that_cannot_be_written_are_told_in_a_sentence(tmp_path, capsys):
    data = str(tmp_path / "data")
    nowhere = str(tmp_path / "nowhere" / "out")

    assert main(["--data", data, "doctor", "--zip", nowhere]) == 1
    assert main(["--data", data, "import", str(LEDGER), "--errors", nowhere]) == 1

    assert len(capsys.readouterr().err.splitlines()) == 2
    assert answer(capsys, "--data", data, "doctor", "--json")["rows"]["premises"] == 0


def test_rejected_lines_never_overwrite_the_ledger(tmp_path, capsys):
    ledger = tmp_path / "台账.csv"
    ledger.write_bytes(LEDGER.read_bytes())

    assert main(["--data", str(tmp_path / "data"), "import", str(ledger), "--errors", str(ledger)]) == 1

    assert ledger.read_bytes() == LEDGER.read_bytes()
    assert "换一个文件名" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [("find", "{}.png"), ("import", "{}.xlsx"), ("calendar", "import", "{}"), ("tour", "--out", "x", "--ledger", "{}")],
)
def test_a_name_longer_than_the_system_takes_is_refused_in_a_sentence(tmp_path, capsys, command):
    assert main(["--data", str(tmp_path), *(part.format("a" * 1000) for part in command)]) == 1

    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("where", "says"),
    [
        (("--data", " "), "没有文件夹"),
        (("--database", ""), "postgresql://"),
        (("--database", "mysql://x/y"), "postgresql://"),
        (("--database", "postgresql://hd:hd@127.0.0.1:1/hd"), "连不上"),
        (("--database", "postgresql://hd:p%ss@127.0.0.1/hd"), "连不上"),
    ],
)
def test_a_place_that_is_none_is_refused_and_nothing_is_made_elsewhere(where, says, capsys):
    assert main([*where, "verify"]) == 1

    assert says in capsys.readouterr().err


def test_a_slip_is_found_on_a_picture_without_ending_and_beside_a_foreign_code(slip, data_folder, tmp_path, capsys):
    printed, photo = tmp_path / "slip.pdf", tmp_path / "photo"
    main(["--data", str(data_folder), "--as", desks.CLERK, "print", slip[0], "--out", str(printed)])
    page = pypdfium2.PdfDocument(printed)[0].render(scale=3).to_pil()
    page.paste(qrcode.make("https://example.com/").get_image().resize((300, 300)), (0, page.height - 300))
    page.save(photo, "PNG")
    capsys.readouterr()

    found = answer(capsys, "--data", str(data_folder), "find", str(photo), "--json")

    assert [sheet["number"] for sheet in found] == [slip[0]]


def test_a_print_into_a_folder_that_is_none_is_not_journalled(slip, data_folder, tmp_path, capsys):
    data, out = str(data_folder), tmp_path / "slip.pdf"

    assert main(["--data", data, "--as", desks.CLERK, "print", slip[0], "--out", str(tmp_path / "no" / "x.pdf")]) == 1

    assert (
        answer(capsys, "--data", data, "--as", desks.CLERK, "print", slip[0], "--out", str(out), "--json")["print"] == 2
    )


@pytest.mark.parametrize("limit", ["0", "-1", "ten", "9" * 20])
def test_a_limit_out_of_reason_is_wrong_usage(tmp_path, limit):
    with pytest.raises(SystemExit) as stopped:
        main(["--data", str(tmp_path), "search", "王", "--limit", limit])

    assert stopped.value.code == 2


def test_the_program_run_as_a_module_prints_json_only_on_stdout(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "app", "--data", str(tmp_path), "search", "ww", "--json"],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert json.loads(done.stdout) == []


def test_without_a_display_the_window_is_refused_with_a_sentence_that_names_the_tour(tmp_path, monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    assert main(["--data", str(tmp_path)]) == 1

    assert "tour" in capsys.readouterr().err
