"""回单录入: scan or choose a sheet that came back, then type it in the order of the paper."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.matters.scanning import Scanned, read_scan
from app.services.matters.sheet_codes import FoundSheet, find_by_code
from app.services.matters.sheets import RETURNED, Issued, ReturnedSheet
from app.services.matters.values import Taken
from app.services.repairs.blank_matters import matters_for_blank
from app.services.repairs.reads import MatterLine, RepairCard, UnreturnedSheet, repair_card
from app.services.repairs.sheet_back import as_typed
from app.services.repairs.unreturned import Carrier, unreturned
from app.services.repairs.values import SheetBack
from app.shortcuts import key_of
from app.views.actions import command
from app.views.returns.attach_dialog import AttachBlankDialog
from app.views.returns.blanks_dialog import BlanksDialog
from app.views.returns.choose_dialog import ChooseSheetDialog
from app.views.returns.form import ReturnForm
from app.views.returns.pasting import PicturePaste
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.texts import day_and_time, short_number
from app.views.theme import Tone
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.picture_source import SCANS, PictureSource
from app.views.widgets.search_box import Hit, SearchBox
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

WAITING = "扫回执单上的二维码；把照片或扫描件拖到这里，也可以按 Ctrl+V 粘贴；或从左边选一张。"
READING = "正在读图片上的二维码…"


class ReturnsPage(Page):
    """Left: what is still outside, by repairer. Right: the sheet in the clerk's hand."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._out: dict[int, UnreturnedSheet] = {}
        # The slip taken in last, when there was something to complain about on it.
        self._unhappy = 0
        # The sheet looked up last, when it has come back already.
        self._returned: FoundSheet | None = None
        # The picture whose code is being looked up.
        self._picture: Scanned | None = None
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._read()

    def commands(self) -> list[QAction]:
        return [
            self.scan_action,
            self.picture_action,
            self.blanks_action,
            self.complaint_action,
            self.correct_action,
        ]

    def begin(self) -> None:
        self.code_edit.setFocus()
        self.code_edit.selectAll()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or ids.keys() & {"sheet", "matter"}:
            self._read()

    def half_done(self) -> str:
        return "回执单" if self.form.is_touched() else ""

    def premises_in_hand(self) -> int | None:
        """That of the sheet in the hand, else of the selected one."""
        if self.form.found is not None and self.form.card is not None:
            return self.form.card.head.premises_id
        sheet = self._out.get(self.table.current_id() or 0)
        return sheet.premises_id if sheet is not None else None

    def take_code(self, code: str) -> None:
        """What a scanner gun typed, or a number typed by hand."""
        self.form.ask_to_leave(partial(self._look_up, code, None))

    def take_picture(self, path: Path) -> None:
        """A photo or a scan of the slip: its code is read, the picture stands beside the form and is kept."""
        self._say(READING)
        self.source.take(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take_picture(Path(event.mimeData().urls()[0].toLocalFile()))

    def _look_up(self, code: str, picture: Scanned | None) -> None:
        self.form.found = None
        self._picture = picture
        self.session.ask(find_by_code, code, then=self._found, failed=self._not_found)

    def _build(self) -> None:
        self.code_edit = SearchBox(self.session, _no_hits, "扫描回执单，或输入单号后回车")
        self.code_edit.setAccessibleName("回执单的码或单号")
        self.code_edit.setProperty("role", "quick")
        self.scan_action = command(self, "扫描下一张", "slip", "returns.scan", self.begin)
        self.complaint_action = command(self, "转投诉", "complaint", "returns.complaint", self._complain)
        self.complaint_action.setEnabled(False)
        self.correct_action = command(self, "更正收单", "correct", "returns.correct", self._correct)
        self.correct_action.setEnabled(False)
        self.source = PictureSource(self.session, self.settings, read_scan, SCANS, self)
        self.picture_action = command(self, "选图片", "photo", "returns.picture", self.source.choose)
        self.blanks_action = command(self, "单据领用", "print", "returns.blanks", self.open_blanks)
        self.paste = PicturePaste(self)
        self.problem = label(role="message", wrap=True)
        self.problem.hide()
        now = self.session.desk.now
        columns: list[Column[UnreturnedSheet]] = [
            Column("维修员", lambda row: row.repairer),
            Column("回执单", lambda row: short_number(row.number), tip=lambda row: row.number),
            Column("完工", lambda row: day_and_time(row.finished_at, now()) if row.finished_at else ""),
            Column("已过", lambda row: _age(row, now())),
            Column("受理号", lambda row: short_number(row.matter_number), tip=lambda row: row.matter_number),
        ]
        self.model: BlockTableModel[UnreturnedSheet] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 1, name="未交的回执单")
        self.table.set_widths([4, 6, 6, 3, 6], dropped=[4, 2])
        self.count = label(role="section", wrap=True)
        self.form = ReturnForm(self.session)
        self.empty = EmptyState("slip", "等待收单", WAITING)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.form)
        self.side = QWidget()
        left = QVBoxLayout(self.side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.count)
        left.addWidget(self.table, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.problem)
        right.addWidget(self.stack, 1)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.side, 2)
        across.addLayout(right, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.code_edit, 1)
        head.addWidget(ActionBar(self.commands()), 1)
        column.addLayout(head)
        column.addLayout(across, 1)

    def _connect(self) -> None:
        self.code_edit.submitted.connect(self.take_code)
        self.table.opened.connect(self._open_selected)
        self.form.saved.connect(self._saved)
        self.form.left.connect(self._put_away)
        self.form.dropped.connect(self.take_picture)
        self.source.ready.connect(self._pictured)
        self.source.failed.connect(self._say)
        self.paste.pasted.connect(self._pasted)
        self.paste.watch(self, self.code_edit, self.table, self.form)

    @Slot()
    def _read(self) -> None:
        self.session.ask(unreturned, then=self._take)

    def _take(self, carriers: list[Carrier]) -> None:
        self._out = {sheet.sheet_id: sheet for carrier in carriers for sheet in carrier.sheets}
        self.model.give(self._out)
        each = "，".join(_of_carrier(carrier) for carrier in carriers)
        self.count.setText(f"未交回执单 {len(self._out)} 张：{each}" if carriers else "完工的回执单都已交回")

    @Slot()
    def _open_selected(self) -> None:
        sheet = self._out.get(self.table.current_id() or 0)
        if sheet is not None:
            self.take_code(sheet.number)

    def _found(self, found: FoundSheet) -> None:
        self.problem.setText(found.warning)
        self.problem.setVisible(bool(found.warning))
        self._returned = found if found.comes_back and found.state == RETURNED else None
        self.correct_action.setEnabled(self._returned is not None)
        if found.awaited and found.matter_id is None:
            self.session.ask(matters_for_blank, found.repairer_id, then=partial(self._ask_matter, found))
            return
        if found.matter_id is None or not found.awaited:
            self.stack.setCurrentWidget(self.empty)
            self.code_edit.selectAll()
            return
        self.session.ask(repair_card, found.matter_id, then=partial(self._open, found))

    @Slot()
    def _correct(self) -> None:
        """更正收单: what was typed from the sheet is on the form again."""
        found = self._returned
        if found is not None and found.matter_id is not None:
            self.session.ask(_as_returned, found.matter_id, found.sheet_id, then=partial(self._open_again, found))

    def _open_again(self, found: FoundSheet, known: tuple[RepairCard, ReturnedSheet]) -> None:
        self._open(found, *known)

    def _open(self, found: FoundSheet, card: RepairCard, back: ReturnedSheet | None = None) -> None:
        self.code_edit.forget()
        self.form.begin(found, card, self._picture, back)
        self._picture = None
        self._make_room()
        self.stack.setCurrentWidget(self.form)

    def _ask_matter(self, found: FoundSheet, known: list[MatterLine]) -> None:
        dialog = AttachBlankDialog(self.session, found, known, self)
        dialog.succeeded.connect(self._attached)
        dialog.open()

    @Slot(object)
    def _attached(self, issued: Issued) -> None:
        self._look_up(issued.number, self._picture)

    @Slot(object)
    def _pictured(self, scanned: Scanned) -> None:
        self.problem.hide()
        if not scanned.codes:
            self._say("这张图片上没有读到单据的二维码。请拍清楚再试，或手工输入编号。")
        elif len(scanned.codes) == 1:
            self._take_scanned(scanned, scanned.codes[0])
        else:
            dialog = ChooseSheetDialog(self.session, scanned.codes, self)
            dialog.succeeded.connect(partial(self._take_scanned, scanned))
            dialog.open()

    def _make_room(self) -> None:
        """The picture needs the room of the list while its sheet is in the hand."""
        self.side.setVisible(self.form.found is None or self.form.picture.isHidden())

    def _take_scanned(self, scanned: Scanned, code: str) -> None:
        if self.form.found is not None and self.form.found.number in code:
            # The slip in the hand has been photographed: what was typed stays.
            self.form.show_picture(scanned)
            self._make_room()
            return
        self.form.ask_to_leave(partial(self._look_up, code, scanned))

    @Slot(bytes)
    def _pasted(self, body: bytes) -> None:
        self._say(READING)
        self.source.take_body(body)

    @Slot(str)
    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    @Slot()
    def open_blanks(self) -> None:
        """单据领用登记: numbered blanks for repairers' pockets."""
        BlanksDialog(self.session, self.settings, self).open()

    def _not_found(self, error: AppError) -> None:
        self.problem.setText(error.message)
        self.problem.show()
        self.stack.setCurrentWidget(self.empty)
        self.code_edit.setFocus()
        self.code_edit.selectAll()

    @Slot(object)
    def _saved(self, back: SheetBack) -> None:
        offers = [f"用户不满意或写了意见，按 {key_of('returns.complaint')} 转投诉"] if back.offer_complaint else []
        offers += ["维修后室温低于规定，请约用户测温"] if back.offer_measuring else []
        done = "已收单" if self._returned is None else "收单已更正"
        words = "，".join([f"{back.number} {done}", *offers])
        self._unhappy = back.sheet_id
        self.complaint_action.setEnabled(bool(back.offer_complaint))
        self.session.notice(f"{words}。", Tone.AMBER if offers else Tone.GREEN)
        if self.form.found is None:
            self._put_away()

    @Slot()
    def _complain(self) -> None:
        from app.views.complaints.from_sheet_dialog import FromSheetDialog

        dialog = FromSheetDialog(self.session, self, self._unhappy)
        dialog.succeeded.connect(self._complained)
        dialog.open()

    @Slot(object)
    def _complained(self, taken: Taken) -> None:
        self.complaint_action.setEnabled(False)
        self.session.notice(f"{taken.number} 已受理，请马上转递。", Tone.GREEN)

    @Slot()
    def _put_away(self) -> None:
        self.problem.hide()
        self.side.show()
        self.stack.setCurrentWidget(self.empty)
        self.code_edit.forget()
        self.code_edit.setFocus()


def _age(sheet: UnreturnedSheet, now: datetime) -> str:
    days = (now - (sheet.finished_at or sheet.made_at)).days
    return f"{days} 天" if days else "今天"


def _of_carrier(carrier: Carrier) -> str:
    late = f"（逾期 {carrier.old}）" if carrier.old else ""
    return f"{carrier.repairer} {carrier.count}{late}"


def _as_returned(desk: Desk, matter_id: int, sheet_id: int) -> tuple[RepairCard, ReturnedSheet]:
    return repair_card(desk, matter_id), as_typed(desk, sheet_id)


def _no_hits(desk: Desk, text: str) -> Sequence[Hit]:
    """A scanned code is never a search."""
    return []
