"""A part of the real day typed at the window: clocks come out as through the services, on both databases."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.cli import main

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
REAL = DATA / "real_day.jsonl"
LEDGER, SHORT_LEDGER = DATA / "ledger_station.xlsx", DATA / "ledger_company_gbk.csv"
# Of each scene so many calls; those of one incident and of one caller belong together.
SCENES = {
    "停电期间来电登记表": 2,
    "立管漏水风暴": 4,
    "一夜催八次": 2,
    **dict.fromkeys(("地址不符", "拒绝入户", "无人在家", "改约", "台账无此户", "用户责任损坏", "不同意收费"), 1),
    **dict.fromkeys(("回单上写投诉", "拒签", "回单遗失", "回访联系不上", "电话指导办结", "咨询"), 1),
    **dict.fromkeys(("上级转办", "12345", "举报-站长", "并件-用户来电", "并件-调度"), 1),
}
# Of a day on the shared database: slips, one of them not signed, a closed door, a call from paper.
FEW = {"停电期间来电登记表": 1, "拒绝入户": 1, "拒签": 1, "回单上写投诉": 1, "回访联系不上": 1}
DONE = (
    *("来电", "来电登记表", "并入来电", "并入停热事件", "咨询", "上级转办", "投诉", "举报", "催办", "并件"),
    *("停电", "停电办结", "停热事件", "恢复供热", "更正", "更正户号", "电话请示", "站长补签", "交接班", "换人"),
    *("派工", "到场", "完工", "上门结果", "收单", "转投诉", "遗失补办", "电话办结", "改约", "回访", "回访未接通"),
)


def a_day_of(scenes: dict[str, int], path: Path) -> Path:
    """The first calls of these scenes of the real day, as a file of their own."""
    seen: Counter[str] = Counter()
    chosen = []
    for line in REAL.read_text(encoding="utf-8").splitlines():
        scene = json.loads(line)["scene"]
        seen[scene] += 1
        if seen[scene] <= scenes.get(scene, 0):
            chosen.append(line)
    path.write_text("\n".join(chosen), encoding="utf-8")
    return path


def played(calls: Path, out: Path, ledger: Path = LEDGER, url: str = "") -> dict[str, Any]:
    """The summary of a tour as a station would start it, with one picture."""
    command = [sys.executable, "-m", "app", *(["--database", url] if url else []), "tour", "--out", str(out)]
    command += ["--calls", str(calls), "--ledger", str(ledger), "--look", "light-100", "--picture", "handover"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    summary: dict[str, Any] = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return summary


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("day")
    played(a_day_of(SCENES, folder / "day.jsonl"), folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def summary(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return found


def test_a_day_typed_by_keys_comes_out_as_the_file_expects(summary: dict[str, Any]) -> None:
    assert (summary["differences"], summary["refused"]) == ([], [])
    assert summary["calls"] == sum(SCENES.values())


def test_every_sort_of_scene_was_worked_at_the_window(summary: dict[str, Any]) -> None:
    assert set(DONE) - summary["by_keys"].keys() == set()


def test_slips_came_back_as_scans_and_strange_papers_were_refused_with_a_sentence(
    out: Path, summary: dict[str, Any]
) -> None:
    foreign, torn = summary["pictures_refused"]

    assert summary["pictures_read"] >= 4
    assert len(list((out / "scans").glob("*.png"))) == summary["pictures_read"] + 2
    assert "外站单据" in foreign
    assert "没有读到" in torn


def test_the_stations_own_papers_of_the_day_are_there(out: Path) -> None:
    series = {path.name[:2] for path in (out / "papers").glob("*.pdf")}

    assert {"RB", "CB", "JJ", "DD", "GG", "CL", "HB"} <= series
    assert list((out / "data" / "断电夹").glob("*.pdf"))
    assert (out / "pictures" / "handover-light-100.png").exists()


def test_the_database_of_a_day_typed_by_keys_verifies_clean(out: Path) -> None:
    assert main(["--data", str(out / "data"), "verify"]) == 0


def test_a_day_typed_by_keys_on_the_shared_database_comes_out_the_same(empty_postgres_url: str, tmp_path: Path) -> None:
    few = a_day_of(FEW, tmp_path / "few.jsonl")

    summary = played(few, tmp_path / "out", SHORT_LEDGER, empty_postgres_url)

    assert (summary["differences"], summary["refused"]) == ([], [])
    assert {"来电登记表", "收单", "转投诉", "电话请示", "交接班"} <= summary["by_keys"].keys()


def test_a_picture_nobody_takes_is_refused_with_the_names_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tour", "--out", str(tmp_path / "out"), "--picture", "mountain"]) == 1

    assert "mountain" in (said := capsys.readouterr().err)
    assert "board" in said
