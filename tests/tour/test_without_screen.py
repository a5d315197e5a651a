"""What Qt says while no screen is there."""

from PySide6.QtCore import qInstallMessageHandler, qWarning

from app.tour.without_screen import quiet_about_sizes


def test_only_the_line_of_every_window_is_dropped_and_the_listener_before_hears_the_rest() -> None:
    heard: list[str] = []
    before = qInstallMessageHandler(lambda kind, context, text: heard.append(text))
    try:
        with quiet_about_sizes():
            qWarning("This plugin does not support propagateSizeHints()")
            qWarning("a font is missing")
        qWarning("afterwards")
    finally:
        qInstallMessageHandler(before)

    assert heard == ["a font is missing", "afterwards"]
