"""断电: the folder of blanks that lies ready, and a power cut from the first dark minute to the last paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.duty.power_cuts import CutKept, CutRow, unsettled_cut
from app.services.duty.power_settings import power_settings
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.matters import sheets
from app.services.matters.sheet_codes import FoundSheet, find_by_code
from app.services.matters.sheets import Issued
from app.services.reports.power_copies import ASKED, CopyRow, folder_copies
from app.services.reports.power_incident import CutTaken
from app.services.reports.power_papers import PaperRow, Voided, folder_papers, gaps, settle_cut
from app.views.actions import command
from app.views.duty.folder_keeper import folder_place, writing_task
from app.views.duty.view import DutyView
from app.views.session import Session
from app.views.settings import Settings
from app.views.tasks import Task
from app.views.texts import clock_time, day_and_time, full_time
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

COPIES = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """What the view shows: the cut that is not settled, papers of the folder, which of them are gaps, its copies."""

    cut: CutRow | None
    papers: tuple[PaperRow, ...]
    gaps: frozenset[int]
    copies: tuple[CopyRow, ...]


class PowerView(DutyView):
    """Above: how it stands. Below: every numbered paper of the folder, those without an answer first.

    Enter on a register types it in, on another blank attaches it.
    """

    kinds = frozenset({"power_cut", "sheet", "folder"})
    matter_wanted = Signal(int)

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._seen: Seen | None = None
        self._rows: dict[int, PaperRow] = {}
        self._task: Task | None = None
        self._folder_key = uuid4()
        self._build_actions()
        self._build()
        self._follow()

    def read(self) -> None:
        self.session.ask(_seen, then=self._take)

    def take_code(self, code: str) -> None:
        """A register was scanned, or its number typed: its lines are typed in."""
        self.session.ask(find_by_code, code, then=self._scanned)

    @property
    def cut(self) -> CutRow | None:
        """The power cut that is not settled."""
        return self._seen.cut if self._seen is not None else None

    def _build_actions(self) -> None:
        self.print_action = command(self, "打印断电夹", "print", "duty.power_print", self._print, within=self)
        self.cut_action = command(self, "记停电", "power", "duty.power_cut", self._record, within=self)
        self.times_action = command(self, "记恢复供电", "done", "duty.power_times", self._change, within=self)
        self.type_action = command(self, "录入登记表", "text", "duty.power_type", self._type, within=self)
        self.attach_action = command(self, "挂工单", "slip", "duty.power_attach", self._attach, within=self)
        self.void_action = command(self, "作废未用", "void", "duty.power_void", self._void, within=self)
        self.settle_action = command(self, "办结停电", "done", "duty.power_settle", self._settle, within=self)
        self.blank_action = command(self, "打印这张空白单", "print", "duty.power_blank", self._print_blank, within=self)
        self.write_action = command(self, "写断电夹到文件", "save", "duty.power_write", self._write, within=self)
        self.folder_action = command(self, "打开断电夹文件夹", "folder", "", self._open_folder, within=self)
        self.heat_action = command(self, "登记停热事件", "outage", "", self._stop_heat, within=self)
        self.matter_action = command(self, "看停热事件", "outage", "", self._show_incident, within=self)
        self.void_cut_action = command(self, "作废停电记录", "void", "", self._void_cut, within=self)
        self.commands = [
            self.print_action,
            self.cut_action,
            self.times_action,
            self.type_action,
            self.attach_action,
            self.void_action,
            self.settle_action,
            self.blank_action,
            self.write_action,
            self.folder_action,
            self.heat_action,
            self.matter_action,
            self.void_cut_action,
        ]

    def _build(self) -> None:
        now = self.session.desk.now
        columns: list[Column[PaperRow]] = [
            Column("单据", lambda row: row.word),
            Column("编号", lambda row: row.number),
            Column("现状", lambda row: row.state_word, self._badge),
            Column("去向、还差什么", _where, tip=_where),
            Column("编号时间", lambda row: day_and_time(row.made_at, now()), right=True),
            Column("打印", lambda row: f"{row.prints} 次" if row.prints else "未打", right=True),
        ]
        self.model: BlockTableModel[PaperRow] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 3)
        self.table.setAccessibleName("断电夹里的单据")
        self.table.set_widths([9, 13, 7, 14, 7, 4], dropped=[4, 5])
        self.empty = EmptyState(
            "power", "断电夹还没有写过", "写一次，空白单就有了编号；以后每天傍晚和交接班时自动写。", self.print_action
        )
        self.stack = ListOrEmpty(self.table, self.empty)
        self.setFocusProxy(self.stack)
        self.state = label(role="heading", wrap=True)
        self.next_step = label(role="section", wrap=True)
        self.copies = label(role="muted", wrap=True)
        above = QHBoxLayout()
        above.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.next_step)
        column.addWidget(self.stack, 1)
        column.addWidget(self.copies)
        self.table.current_changed.connect(self._follow)
        self.table.opened.connect(self._open)

    @property
    def row(self) -> PaperRow | None:
        """The paper under the cursor."""
        return self._rows.get(self.table.current_id() or 0)

    def _take(self, seen: Seen) -> None:
        self._seen = seen
        self._rows = {row.sheet_id: row for row in seen.papers}
        self.model.give(self._rows)
        self.stack.show_list(bool(seen.papers))
        self.state.setText(self._state_words(seen))
        self.next_step.setText(self._next_words(seen))
        self.copies.setText(self._copy_words(seen.copies))
        self._follow()

    @Slot()
    def _follow(self) -> None:
        seen, row = self._seen, self.row
        cut = seen.cut if seen is not None else None
        busy = self._task is not None
        self.cut_action.setEnabled(cut is None or cut.ended_at is not None)
        self.times_action.setEnabled(cut is not None)
        self.times_action.setText("记恢复供电" if cut is None or cut.ended_at is None else "更正停电时间")
        self.heat_action.setEnabled(cut is not None and cut.matter_id is None)
        self.matter_action.setEnabled(cut is not None and cut.matter_id is not None)
        self.void_cut_action.setEnabled(cut is not None)
        self.settle_action.setEnabled(cut is not None and cut.ended_at is not None and not (seen and seen.gaps))
        self.type_action.setEnabled(self._register() is not None)
        self.attach_action.setEnabled(row is not None and row.lies_ready and not row.is_register)
        self.blank_action.setEnabled(row is not None and row.lies_ready)
        self.void_action.setEnabled(bool(self._unused()))
        self.print_action.setEnabled(not busy)
        self.write_action.setEnabled(not busy)

    def _register(self) -> PaperRow | None:
        """The register under the cursor, else the first one that is not typed in to its end."""
        row = self.row
        if row is not None and row.is_register and row.state != sheets.VOID:
            return row
        begun = [row for row in self._rows.values() if row.is_register and row.gap]
        return next((row for row in begun if row.typed), begun[0] if begun else None)

    def _unused(self) -> list[PaperRow]:
        """Of a cut every blank nobody has accounted for; without one the blank under the cursor."""
        seen = self._seen
        if seen is not None and seen.cut is not None:
            return [row for row in seen.papers if row.sheet_id in seen.gaps and row.lies_ready]
        row = self.row
        return [row] if row is not None and row.lies_ready else []

    def _state_words(self, seen: Seen) -> str:
        cut, now = seen.cut, self.session.desk.now()
        if cut is None:
            ready = sum(row.lies_ready for row in seen.papers)
            return f"供电正常，夹中备用空白单 {ready} 张" if seen.papers else "供电正常"
        incident = f"，停热事件 {cut.matter_number}" if cut.matter_number else ""
        if cut.ended_at is None:
            return f"停电中：{day_and_time(cut.began_at, now)} 起{incident}"
        return f"停电 {day_and_time(cut.began_at, now)}–{clock_time(cut.ended_at)}{incident}"

    def _next_words(self, seen: Seen) -> str:
        if seen.cut is None:
            return "停过电的，先记停电起止，再逐张录入登记表、挂单据、作废未用的。" if seen.papers else ""
        if seen.cut.ended_at is None:
            return "来电记在来电登记表上。恢复供电后记时间，再逐行录入。"
        if seen.gaps:
            return f"还有 {len(seen.gaps)} 张单据没有下落：登记表录入，用过的挂工单，没用的作废。"
        return "单据都有下落，可以办结停电。"

    def _copy_words(self, copies: Sequence[CopyRow]) -> str:
        now = self.session.desk.now()
        when = f"{power_settings().evening_at:%H:%M}"
        if not copies:
            return f"每天 {when} 和交接班时自动写到 {folder_place(self.session, self.settings)}。"
        last = "；".join(f"{day_and_time(copy.at, now)} {copy.reason_word} {copy.pages} 页" for copy in copies[:COPIES])
        return f"最近写成：{last}。每天 {when} 和交接班时自动写到 {folder_place(self.session, self.settings)}。"

    def _badge(self, row: PaperRow) -> Badge:
        if row.state == sheets.VOID:
            return Badge(row.state_word, Tone.NEUTRAL, "void")
        if self._seen is not None and row.sheet_id in self._seen.gaps:
            words = row.state_word if row.typed else "没有下落"
            return Badge(words, Tone.AMBER, "why")
        if row.lies_ready:
            return Badge(row.state_word, Tone.NEUTRAL, "slip")
        return Badge(row.state_word, Tone.AMBER if row.gap else Tone.GREEN, "soon" if row.gap else "done")

    @Slot()
    def _open(self) -> None:
        row = self.row
        if row is not None and row.is_register:
            self._type()
        elif row is not None and row.matter_id is not None:
            self.matter_wanted.emit(row.matter_id)
        elif self.attach_action.isEnabled():
            self._attach()

    @Slot()
    def _record(self) -> None:
        from app.views.duty.power_dialogs import CutDialog

        dialog = CutDialog(self.session, self)
        dialog.succeeded.connect(self._recorded)
        dialog.open()

    @Slot(object)
    def _recorded(self, taken: CutTaken) -> None:
        incident = f"，停热事件 {taken.number}" if taken.number else ""
        self.session.notice(f"停电已登记{incident}。", Tone.GREEN)

    @Slot()
    def _change(self) -> None:
        from app.views.duty.power_dialogs import CutTimesDialog

        if (cut := self.cut) is not None:
            dialog = CutTimesDialog(self.session, cut, self)
            dialog.succeeded.connect(partial(self._said, "停电时间已保存。"))
            dialog.open()

    @Slot()
    def _stop_heat(self) -> None:
        from app.views.duty.power_dialogs import HeatDialog

        if (cut := self.cut) is not None:
            dialog = HeatDialog(self.session, cut, self)
            dialog.succeeded.connect(self._recorded)
            dialog.open()

    @Slot()
    def _void_cut(self) -> None:
        from app.views.duty.power_dialogs import VoidCutDialog

        if (cut := self.cut) is not None:
            dialog = VoidCutDialog(self.session, cut, self)
            dialog.succeeded.connect(partial(self._said, "停电记录已作废。"))
            dialog.open()

    @Slot()
    def _type(self) -> None:
        from app.views.duty.register_dialog import RegisterDialog

        if (row := self._register()) is not None:
            RegisterDialog(self.session, row.sheet_id, row.number, self).open()

    def _scanned(self, found: FoundSheet) -> None:
        from app.views.duty.register_dialog import RegisterDialog

        row = self._rows.get(found.sheet_id)
        if row is None or not row.is_register or row.state == sheets.VOID:
            self.session.notice(found.warning or f"{found.number} 不是来电登记表。", Tone.AMBER)
            return
        self.table.go_to(row.sheet_id)
        RegisterDialog(self.session, row.sheet_id, row.number, self).open()

    @Slot()
    def _attach(self) -> None:
        from app.views.duty.power_dialogs import AttachPaperDialog

        if (row := self.row) is not None:
            dialog = AttachPaperDialog(self.session, row, self)
            dialog.succeeded.connect(self._attached)
            dialog.open()

    @Slot(object)
    def _attached(self, issued: Issued) -> None:
        self.session.notice(f"{issued.number} 已登记。", Tone.GREEN)

    @Slot()
    def _void(self) -> None:
        from app.views.duty.power_dialogs import VoidPapersDialog

        unused, cut = self._unused(), self.cut
        if unused:
            reason = f"停电 {full_time(cut.began_at)} 未用" if cut is not None else ""
            dialog = VoidPapersDialog(self.session, unused, reason, self)
            dialog.succeeded.connect(self._voided)
            dialog.open()

    @Slot(object)
    def _voided(self, voided: Voided) -> None:
        self.session.notice(f"已作废 {voided.count} 张；下次写断电夹时补新号。", Tone.GREEN)

    @Slot()
    def _settle(self) -> None:
        if (cut := self.cut) is not None:
            self.session.ask(settle_cut, cut.id, uuid4(), then=self._settled)

    def _settled(self, _kept: CutKept) -> None:
        self.session.notice("停电已办结，单据都有下落。", Tone.GREEN)

    @Slot()
    def _show_incident(self) -> None:
        if (cut := self.cut) is not None and cut.matter_id is not None:
            self.matter_wanted.emit(cut.matter_id)

    @Slot()
    def _print(self) -> None:
        from app.views.duty.folder_printing import FolderPrint, folder_dialog

        job = FolderPrint(self.session, self.settings, self)
        job.ended.connect(job.deleteLater)
        if not job.start():
            job.deleteLater()
            folder_dialog(self.session, self.settings, self).open()

    @Slot()
    def _print_blank(self) -> None:
        from app.views.duty.folder_printing import blank_dialog

        if (row := self.row) is not None:
            blank_dialog(self.session, self.settings, row.sheet_id, row.word, row.number, self).open()

    @Slot()
    def _write(self) -> None:
        if self._task is None:
            self._task = writing_task(self.session, self.settings, ASKED, self._folder_key, self)
            self._task.succeeded.connect(self._written)
            self._task.failed.connect(self._not_written)
            self._task.start()
            self._follow()

    @Slot(object)
    def _written(self, written: object) -> None:
        self._task, self._folder_key = None, uuid4()
        self.session.notice("断电夹已写好。", Tone.GREEN)
        self.read()

    @Slot(object)
    def _not_written(self, error: AppError) -> None:
        self._task = None
        self.session.notice(error.message, Tone.RED)
        self._follow()

    @Slot()
    def _open_folder(self) -> None:
        place = folder_place(self.session, self.settings)
        if not place.exists():
            self.session.notice("断电夹还没有写过。", Tone.AMBER)
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

    def _said(self, words: str, _result: object) -> None:
        self.session.notice(words, Tone.GREEN)


def _seen(desk: Desk) -> Seen:
    cut = unsettled_cut(desk.store)
    missing = frozenset(row.sheet_id for row in gaps(desk, cut.id)) if cut is not None else frozenset()
    return Seen(cut, tuple(folder_papers(desk)), missing, tuple(folder_copies(desk, COPIES)))


def _where(row: PaperRow) -> str:
    """Where it went, or what is still to be said about it."""
    if row.void_reason:
        return row.void_reason
    if row.matter_number:
        return row.matter_number
    return f"已录 {row.typed} 行" if row.typed else ""
