"""A morning of the first cold day, played once; every promise about what it leaves behind is read from there."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from app.cli import main
from app.views.pages import PAGES

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
CALLS = 20
LOOK = "dark-150"
NUMBER = re.compile(r"[A-Z]{2}-[A-Z0-9]+-\d{8}-\d{4}")


def morning() -> list[dict[str, str]]:
    """The calls the tour is given, as the table has them."""
    with (DATA / "calls_first_cold_day.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))[:CALLS]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished tour, made by the program as a station would start it."""
    folder = tmp_path_factory.mktemp("tour")
    calls = folder / "calls.csv"
    rows = morning()
    with calls.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    out = folder / "out"
    ledger = DATA / "ledger_station.xlsx"
    command = [sys.executable, "-m", "app", "tour", "--out", out, "--ledger", ledger, "--calls", calls]
    command += ["--look", LOOK]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def summary(played: Path) -> dict[str, object]:
    return json.loads((played / "summary.json").read_text(encoding="utf-8"))


def repairs() -> list[dict[str, str]]:
    return [row for row in morning() if row["类别"] != "other"]


def late(rows: list[dict[str, str]], minutes: int, *columns: str) -> int:
    return sum(min(int(row[column]) for column in columns) > minutes for row in rows)


def test_every_call_became_a_matter_and_every_repair_a_sheet_that_came_back(summary):
    assert summary["calls"] == CALLS
    assert summary["repairs"] == summary["sheets"] == summary["sheets_returned"] == len(repairs())
    assert summary["enquiries"] == CALLS - len(repairs())
    assert len(set(summary["numbers"])) == len(summary["numbers"]) == CALLS + len(repairs())


def test_clocks_come_out_as_a_hand_counts_them_from_the_table(summary):
    leaks = [row for row in repairs() if row["类别"] == "leak"]
    others = [row for row in repairs() if row["类别"] != "leak"]

    unexplained = {policy: classes.get("late_unexplained", 0) for policy, classes in summary["clocks"].items()}

    assert unexplained["repair.leak.arrive"] == late(leaks, 30, "到场(分)")
    assert unexplained["repair.arrive"] == late(others, 120, "到场(分)")
    assert unexplained["repair.contact"] == late(others, 30, "联系(分)", "到场(分)")
    assert unexplained["repair.finish"] == late(repairs(), 24 * 60, "完工(分)")
    assert all(sum(classes.values()) > 0 and "open" not in classes for classes in summary["clocks"].values())


def test_at_least_five_calls_went_through_the_windows_by_keys(summary):
    assert len(summary["through_windows"]) >= 5
    assert all(keys > 0 for keys in summary["through_windows"].values())


def test_each_paper_is_named_by_sheet_and_print_and_says_so_first_in_text_and_code(played, summary):
    papers = sorted((played / "papers").glob("*.pdf"))

    assert len(papers) == summary["prints"]
    for paper in papers[:: max(1, len(papers) // 6)]:
        sheet = paper.stem.rpartition("-")[0]
        for page in ("1", "2"):
            text = subprocess.run(
                ["pdftotext", "-f", page, "-l", page, paper, "-"], capture_output=True, text=True, check=True
            ).stdout
            assert re.search(r"[\w-]*\d[\w-]*", text)[0] == sheet
            assert re.search(r"受理号\s*(WX-\S+)", text)
        subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", paper, played / "page"], check=True)
        codes = subprocess.run(
            ["zbarimg", "-q", "--raw", *sorted(map(str, played.glob("page*.png")))],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert codes.count(sheet) == 2


def test_pictures_of_every_page_have_the_size_of_a_stations_screen(played):
    pictures = {path.stem: path for path in (played / "pictures").glob("*.png")}

    dialogs = {f"{dialog}-{LOOK}" for dialog in ("intake", "dispatch", "finish", "why", "change", "shortcuts")}
    assert dialogs <= pictures.keys()
    for page in (spec.id for spec in PAGES):
        with Image.open(pictures[f"{page}-{LOOK}"]) as picture:
            assert picture.size == (1366, 768)


def test_the_database_of_the_tour_verifies_clean(played, capsys):
    assert main(["--data", str(played / "data"), "verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"clean": True, "findings": []}


def test_the_logs_name_nobody_of_the_ledger(played, capsys):
    assert main(["--data", str(played / "data"), "search", "王", "--limit", "50", "--json"]) == 0
    hits = json.loads(capsys.readouterr().out)
    names = {hit["holder"] for hit in hits} | {row["户名"] for row in morning()}
    phones = {row["来电号码"] for row in morning()}

    text = "".join(path.read_text(encoding="utf-8") for path in (played / "data" / "logs").glob("*.log*"))

    assert names
    assert "heatdesk" in text
    assert not {word for word in names | phones if word and word in text}


def test_a_second_tour_into_a_strangers_folder_is_refused(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")

    assert main(["tour", "--out", str(tmp_path)]) == 1

    assert "letter.txt" in {path.name for path in tmp_path.iterdir()}
    assert "空文件夹" in capsys.readouterr().err
