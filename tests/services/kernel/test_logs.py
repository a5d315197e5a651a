"""The log helps to find a fault and names nobody."""

import logging

from app.services.kernel.errors import NotFound
from app.services.kernel.logs import Logs


def test_names_long_digits_and_sentences_for_the_clerk_stay_out_of_the_log(tmp_path):
    logs = Logs(tmp_path)
    try:
        try:
            raise NotFound("找不到王伟的工单。")
        except NotFound:
            logging.getLogger("test").exception("act failed for %s at %s, phone %s", "王伟", 42, "13800001234")
    finally:
        logs.close()

    text = logs.path.read_text(encoding="utf-8")
    assert "act failed for … at 42, phone …" in text
    assert "NotFound" in text
    assert "test_logs.py" in text
    assert "王伟" not in text
    assert "工单" not in text


def test_a_log_over_a_megabyte_is_set_aside_by_the_next_process_and_five_are_kept(tmp_path):
    for number in range(7):
        (tmp_path / "heatdesk.log").write_text(f"{number}\n" + "x" * 1_000_001, encoding="utf-8")
        Logs(tmp_path).close()

    kept = sorted(path.name for path in tmp_path.glob("heatdesk.log.*"))
    assert kept == [f"heatdesk.log.{number}" for number in range(1, 6)]
    assert (tmp_path / "heatdesk.log.1").read_text(encoding="utf-8").startswith("6\n")
    assert (tmp_path / "heatdesk.log.5").read_text(encoding="utf-8").startswith("2\n")


def test_a_short_log_goes_on_in_the_next_process(tmp_path):
    for _ in range(2):
        Logs(tmp_path).close()

    assert len((tmp_path / "heatdesk.log").read_text(encoding="utf-8").splitlines()) == 2
    assert not list(tmp_path.glob("heatdesk.log.*"))
