"""The last evening of a year with everything that can be odd about a table of calls, on the company's ledger."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.tour.calls import HEADINGS

ROOT = Path(__file__).parents[2]
LEDGER = ROOT / "tests" / "data" / "ledger_company_gbk.csv"
USUAL = dict(
    zip(
        HEADINGS,
        ("", "13900001234", "康乐新村", "1", "1", "102", "王伟", "不热", "cold", "10", "60", "240", "排气", "用户"),
        strict=True,
    )
)
EVENING = (
    {"来电时间": "2026-12-31 22:30", "小区": "没有的小区", "室": "9999"},
    {"来电时间": "2026-12-31 22:40", "单元": "", "户名": "不知道是谁"},
    {"来电时间": "2026-12-31 22:50", "诉求": "漏水😀", "类别": "leak"},
    {"来电时间": "2026-12-31 23:00", "到场(分)": "", "类别": "神秘"},
    {"来电时间": "2026-12-31 23:10", "联系(分)": "", "室": "101"},
    {"来电时间": "2026-12-31 23:20", "联系(分)": "70", "完工(分)": "2000", "来电号码": ""},
    {"来电时间": "2026-12-31 23:30", "联系(分)": "40", "完工(分)": ""},
    {"来电时间": "2026-12-31 23:40", "类别": "other"},
    {"来电时间": "2026-12-31 23:50", "小区": "", "楼": "", "单元": "", "室": "", "类别": "valve"},
)
REPAIRS = 8


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evening")
    calls = folder / "calls.csv"
    with calls.open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS)
        writer.writeheader()
        writer.writerows({**USUAL, **line} for line in EVENING)
    command = [sys.executable, "-m", "app", "tour", "--out", folder / "out", "--ledger", LEDGER, "--calls", calls]
    command += ["--look", "light-100", "--picture", "board"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "out"


def test_every_repair_has_its_sheet_and_the_finished_ones_came_back(out: Path) -> None:
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))

    assert (summary["calls"], summary["enquiries"]) == (len(EVENING), 1)
    assert summary["repairs"] == summary["sheets"] == summary["prints"] == REPAIRS
    assert summary["sheets_returned"] == REPAIRS - 1
    assert len(list((out / "papers").glob("*.pdf"))) == REPAIRS
    assert len(summary["through_windows"]) >= 5


def test_clocks_already_stopped_count_although_the_repair_is_still_open(out: Path) -> None:
    clocks = json.loads((out / "summary.json").read_text(encoding="utf-8"))["clocks"]

    assert clocks["repair.leak.arrive"] == {"late_unexplained": 1}
    assert clocks["repair.arrive"] == {"late_unexplained": 1, "met": REPAIRS - 2}
    assert clocks["repair.contact"] == {"late_unexplained": 3, "met": REPAIRS - 4}
    assert clocks["repair.finish"] == {"late_unexplained": 2, "met": REPAIRS - 2}


def test_the_database_verifies_clean(out: Path) -> None:
    assert main(["--data", str(out / "data"), "verify"]) == 0


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    assert main(["tour", "--out", str(tmp_path / "file" / "out")]) == 1

    assert "空文件夹" in capsys.readouterr().err
