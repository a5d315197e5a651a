"""Beside the lines of a handover: the figures of the shift, and what was written for the next one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.services.duty.handover_rules import handover_rules
from app.services.duty.handover_values import Counted, HandoverHead, RunsOut
from app.views.covering import words_shown
from app.views.session import Session
from app.views.texts import day_and_time, length, short_number
from app.views.widgets.following_area import FollowingArea
from app.views.widgets.labels import label

# So many limits are listed; the paper has them all.
SHOWN = 8
# How wide it begins, in Chinese characters.
LETTERS = 15


class HandoverSide(FollowingArea):
    """Read only; what is written comes from the dialogs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._told: list[tuple[str, str]] = []
        # Heading and words of each line; those that are not needed are hidden.
        self._lines: list[tuple[QLabel, QLabel]] = []
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self.setWidget(self._inside)
        self.setAccessibleName("本班情况")
        session.covered_changed.connect(self._show)

    def show_facts(self, counted: Counted, head: HandoverHead | None) -> None:
        """The figures as they were taken, and the words of a handover that is written."""
        now = self.session.desk.now()
        ahead = int(handover_rules().ahead.total_seconds() // 3600)
        backup = "没有已校验的备份" if counted.backup_at is None else f"{length(now - counted.backup_at)}前，已校验"
        self._told = [
            ("本班受理", f"{len(counted.taken)} 件"),
            ("本班办结", f"{len(counted.finished)} 件"),
            ("未办结", f"{len(counted.open)} 件"),
            (f"{ahead} 小时内到期 {len(counted.runs_out)} 项", self._limits(counted.runs_out)),
            ("天气、运行", counted.reading or "还没有运行读数"),
            ("备份", backup),
        ]
        if head is not None:
            written = (
                ("待办承诺", head.promises),
                ("通知", head.notices),
                ("上级指示", head.orders),
                ("物品", head.things),
                ("接班说明", head.remark),
                ("晚接班", head.late_reason),
                ("作废原因", head.void_reason),
            )
            self._told += [(title, words) for title, words in written if words]
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("温") * LETTERS + 24, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width() * 3 // 4, super().minimumSizeHint().height())

    def text(self) -> str:
        """Everything it says."""
        return "\n".join(f"{title}\n{words_shown(self.session, words)}" for title, words in self._told)

    def _limits(self, rows: Sequence[RunsOut]) -> str:
        now = self.session.desk.now()
        lines = [f"{day_and_time(row.due_at, now)}　{short_number(row.number)}　{row.title}" for row in rows[:SHOWN]]
        more = [f"另有 {len(rows) - SHOWN} 项，见记录"] if len(rows) > SHOWN else []
        return "\n".join([*lines, *more]) or "没有"

    @Slot()
    def _show(self) -> None:
        while len(self._lines) < len(self._told):
            pair = (label(role="section", wrap=True), label(wrap=True))
            for made in pair:
                self._column.insertWidget(self._column.count() - 1, made)
            self._lines.append(pair)
        for place, (heading, said) in enumerate(self._lines):
            known = place < len(self._told)
            heading.setVisible(known)
            said.setVisible(known)
            if known:
                heading.setText(self._told[place][0])
                said.setText(words_shown(self.session, self._told[place][1]))
