import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.kernel.errors import Refused
from app.views.crash import CrashReporter
from app.views.settings import Settings
from app.views.single_instance import Doorbell, raise_first


@pytest.fixture
def net(tmp_path: Path, settings: Settings, qtbot: QtBot) -> Iterator[CrashReporter]:
    reporter = CrashReporter(tmp_path / "heatdesk.log")
    yield reporter
    if reporter.shown is not None:
        reporter.shown.close()


def fall_into(net: CrashReporter, error: Exception) -> None:
    try:
        raise error
    except type(error):
        net.handle(*sys.exc_info())  # type: ignore[arg-type]


def test_a_refusal_becomes_a_plain_message(net: CrashReporter) -> None:
    fall_into(net, Refused("工单已作废，不能再记。"))

    assert net.shown is not None
    assert net.shown.text() == "工单已作废，不能再记。"
    assert net.shown.detailedText() == ""


def test_a_bug_becomes_a_report_with_the_place_of_the_log(
    net: CrashReporter, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):
        fall_into(net, KeyError("premises"))

    assert net.shown is not None
    assert str(tmp_path / "heatdesk.log") in net.shown.informativeText()
    assert "KeyError: 'premises'" in net.shown.detailedText()
    assert "KeyError" in caplog.text


def test_one_box_at_a_time(net: CrashReporter) -> None:
    fall_into(net, Refused("第一"))
    first = net.shown
    fall_into(net, Refused("第二"))

    assert net.shown is first


def test_a_second_start_raises_the_first_window(qtbot: QtBot, settings: Settings, tmp_path: Path) -> None:
    bell = Doorbell(tmp_path)

    with qtbot.waitSignal(bell.rung):
        assert raise_first(tmp_path)


def test_another_folder_is_another_window(qtbot: QtBot, settings: Settings, tmp_path: Path) -> None:
    bell = Doorbell(tmp_path / "one")

    with qtbot.assertNotEmitted(bell.rung):
        assert not raise_first(tmp_path / "two")
