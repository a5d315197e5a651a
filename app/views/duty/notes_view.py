"""值班记录: the lines of a shift, as in the book on the desk."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.duty.notes import Note, NoteKept
from app.services.duty.reading_words import reading_words
from app.services.duty.record import Record, record_of
from app.services.duty.roster import OnDuty
from app.services.duty.shifts import Shift, shift_after, shift_at, shift_before
from app.services.kernel.desk import Desk
from app.views.actions import command
from app.views.covering import words_shown
from app.views.duty.view import DutyView
from app.views.session import Session
from app.views.settings import Settings
from app.views.texts import clock_time, day_and_time, full_time, short_number
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

MINUTE_MS = 60_000


class NotesView(DutyView):
    """The shift of now unless another one was turned to."""

    kinds = frozenset({"note", "reading", "roster", "staff"})
    turns = True

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        # The shift that is shown; None is always the present one.
        self._shift: Shift | None = None
        self._record: Record | None = None
        self._rows: dict[int, Note] = {}
        self._build_actions()
        self._build()
        self._follow()
        minute = QTimer(self, interval=MINUTE_MS)
        minute.timeout.connect(self._look_at_the_clock)
        minute.start()

    def read(self) -> None:
        self.session.ask(_record, self._shift, 0, then=self._take)

    def turn(self, step: int) -> None:
        if not step:
            self._shift = None
        self.session.ask(_record, self._shift, step, then=self._turned)

    def _build_actions(self) -> None:
        self.write_action = command(self, "记一行", "text", "duty.note", self._write, within=self)
        self.correct_action = command(self, "更正这一行", "correct", "duty.correct_note", self._correct, within=self)
        self.matter_action = command(self, "看工单", "repair", "duty.matter", self._show_matter, within=self)
        self.print_action = command(self, "打印值班记录", "print", "duty.print", self._print, within=self)
        self.commands = [self.write_action, self.correct_action, self.matter_action, self.print_action]

    def _build(self) -> None:
        columns: list[Column[Note]] = [
            Column("时间", lambda note: day_and_time(note.line.at, self.session.desk.now())),
            Column("类别", lambda note: note.line.sort),
            Column("记录内容", lambda note: self._words(note.line.words).replace("\n", " ")),
            Column(
                "工单", lambda note: short_number(note.line.matter_number), tip=lambda note: note.line.matter_number
            ),
            Column("记录人", lambda note: note.line.by),
            Column("标记", lambda note: "", _mark),
        ]
        self.model: BlockTableModel[Note] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 2)
        self.table.setAccessibleName("值班记录")
        self.table.set_widths([7, 5, 20, 7, 6, 6], dropped=[4, 3])
        self.empty = EmptyState("text", "这一班还没有记录", "电话里说的、站里做的，随手记一行。", self.write_action)
        self.stack = ListOrEmpty(self.table, self.empty)
        self.setFocusProxy(self.stack)
        self.span = label(role="heading")
        self.people = label(role="section", wrap=True)
        self.running = label(role="muted", wrap=True)
        self.whole = label(wrap=True)
        above = QHBoxLayout()
        above.addWidget(self.span)
        above.addWidget(self.people, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.running)
        column.addWidget(self.stack, 1)
        column.addWidget(self.whole)
        self.table.current_changed.connect(self._follow)
        self.table.opened.connect(self._correct)
        self.session.covered_changed.connect(self._cover)

    @Slot()
    def _look_at_the_clock(self) -> None:
        """Another shift has begun while the page lay open."""
        record = self._record
        if self._shift is None and record is not None and not record.shift.holds(self.session.desk.now()):
            self.read()

    def _words(self, words: str) -> str:
        return words_shown(self.session, words)

    def _turned(self, record: Record) -> None:
        self._shift = None if record.shift.holds(self.session.desk.now()) else record.shift
        self._take(record)

    def _take(self, record: Record) -> None:
        self._record = record
        self._rows = {note.line.id: note for note in record.notes}
        self.model.give(self._rows)
        self.stack.show_list(bool(record.notes))
        shift = record.shift
        now = "　本班" if self._shift is None else ""
        self.span.setText(
            f"{shift.day:%m-%d} {shift.name} {clock_time(shift.begins_at)}–{clock_time(shift.ends_at)}{now}"
        )
        self.people.setText(_people(record.duty))
        self._show_reading(record)
        self._follow()

    def _show_reading(self, record: Record) -> None:
        words = self._words(reading_words(record.readings[-1])) if record.readings else "本班还没有运行数据。"
        self.running.setText(f"运行：{words}")

    @Slot(bool)
    def _cover(self, _covered: bool) -> None:
        self.model.repaint()
        if self._record is not None:
            self._show_reading(self._record)
        self._follow()

    @property
    def _chosen(self) -> Note | None:
        return self._rows.get(self.table.current_id() or 0)

    @Slot()
    def _follow(self) -> None:
        note = self._chosen
        self.correct_action.setEnabled(note is not None)
        self.matter_action.setEnabled(note is not None and note.line.matter_id is not None)
        self.print_action.setEnabled(self._record is not None)
        self.whole.setText("\n".join(self._told(note)) if note is not None else "")
        self.whole.setVisible(note is not None)

    def _told(self, note: Note) -> list[str]:
        """The whole line, and what stood there before."""
        now = f"{full_time(note.line.at)}　{self._words(note.line.words)}"
        return [
            now,
            *(f"更正前（{full_time(old.entered_at)} {old.by}）：{self._words(old.words)}" for old in note.earlier),
        ]

    @Slot()
    def _write(self) -> None:
        self._ask_for(None)

    @Slot()
    def _correct(self) -> None:
        if (note := self._chosen) is not None:
            self._ask_for(note)

    def _ask_for(self, note: Note | None) -> None:
        from app.views.duty.note_dialog import NoteDialog

        dialog = NoteDialog(self.session, self, note.line if note is not None else None)
        dialog.succeeded.connect(self._kept)
        dialog.open()

    @Slot()
    def _show_matter(self) -> None:
        if (note := self._chosen) is not None and note.line.matter_id is not None:
            self.matter_wanted.emit(note.line.matter_id)

    @Slot()
    def _print(self) -> None:
        from app.views.duty.record_dialog import RecordDialog

        if self._record is not None:
            RecordDialog(self.session, self.settings, self._record.shift, self).open()

    @Slot(object)
    def _kept(self, _kept: NoteKept) -> None:
        self.session.notice("值班记录已保存。", Tone.GREEN)


def _record(desk: Desk, shift: Shift | None, step: int) -> Record:
    found = shift or shift_at(desk, desk.now())
    if step:
        found = shift_after(desk, found) if step > 0 else shift_before(desk, found)
    return record_of(desk, found)


def _people(duty: OnDuty) -> str:
    desk = "、".join(one.name for one in duty.desk) or "未排班"
    leader = duty.leader.name if duty.leader is not None else "未排"
    standby = "、".join(one.name for one in duty.standby) or "未排"
    return f"值班 {desk}　带班 {leader}　夜间备班 {standby}"


def _mark(note: Note) -> Badge | None:
    if note.earlier:
        return Badge("已更正", Tone.ACCENT, "correct")
    return Badge("补记", Tone.NEUTRAL, "waiting") if note.line.late else None
