"""The line below every page never widens the window."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.views.shell.bottom_bar import BottomBar, Fact
from app.views.theme import Tone

# Both edges and three gaps between parts that stand there.
GAPS = 24 + 3 * 24


def test_where_room_is_short_the_limits_stand_and_the_rest_gives_way(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = BottomBar(window)
    bar.resize(1366, 30)
    window.show()
    bar.show_fact(bar.deadline, Fact("超时 17 件，下一时限 后天 09:00　回访　1206-0001", Tone.RED))
    bar.show_fact(bar.papers, Fact("未交回执单 15 张（张建国、赵志强、李福生）", Tone.AMBER))
    bar.show_fact(bar.backup, Fact("尚无已核验的备份"))
    bar.show_fact(bar.care, Fact("待核 88、待建档 3"))
    assert all(not part.isHidden() for part in (bar.deadline, bar.papers, bar.backup, bar.care))

    bar.resize(bar.deadline.sizeHint().width() + bar.papers.sizeHint().width() + GAPS, 30)

    assert (bar.papers.isHidden(), bar.backup.isHidden(), bar.care.isHidden()) == (False, True, True)
    assert bar.minimumSizeHint().width() == 0
    bar.show_waiting(1)
    bar.resize(bar.deadline.sizeHint().width() + bar.saving.sizeHint().width() + GAPS, 30)
    assert (bar.deadline.isHidden(), bar.saving.isHidden(), bar.papers.isHidden()) == (False, False, True)
