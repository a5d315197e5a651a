"""案卷登记: what left the station, for whom and why; Enter shows the very pages that were handed over."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.services.case_files.making import CaseFileRow, case_files, kept_case_file
from app.services.case_files.receivers import receiver_kinds
from app.views.covering import name_shown, words_shown
from app.views.printing import PaperDocument
from app.views.session import Session
from app.views.texts import clock_time, short_place
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

WIDTHS = [11, 6, 10, 8, 9, 3, 4]
STRETCH = 4


class CaseFileRegister(QDialog):
    """The newest first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._rows: dict[int, CaseFileRow] = {}
        self.setWindowTitle("案卷登记")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        columns: list[Column[CaseFileRow]] = [
            Column("编号", lambda row: row.number),
            Column("时间", lambda row: clock_time(row.made_at)),
            Column("内容", lambda row: row.matter_number or short_place(row.place), tip=lambda row: row.place),
            Column("交给", lambda row: name_shown(session, row.receiver), tip=_kind),
            Column("用途", lambda row: words_shown(session, row.purpose), tip=lambda row: row.purpose),
            Column("页", lambda row: str(row.pages), right=True),
            Column("制卷", lambda row: row.by),
        ]
        self.model: BlockTableModel[CaseFileRow] = BlockTableModel(session, columns, parent=self)
        self.table = Table(self.model, STRETCH, name="交出的案卷")
        self.table.set_widths(WIDTHS, dropped=[6, 5])
        self.stack = ListOrEmpty(self.table, EmptyState("folder", "还没有出过案卷", "选中工单或住户，再按“案卷”。"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(label("回车看交出去的那一份。", "muted"))
        column.addWidget(self.stack, 1)
        self.resize(960, 520)
        self.table.opened.connect(self._open)
        session.ask(case_files, then=self._show)

    def _show(self, rows: list[CaseFileRow]) -> None:
        self._rows = dict(enumerate(rows, start=1))
        self.model.give(self._rows)
        self.stack.show_list(bool(rows))
        self.table.setFocus()

    @Slot()
    def _open(self) -> None:
        row = self._rows.get(self.table.current_id() or 0)
        if row is not None:
            self.session.ask(kept_case_file, row, then=self._show_pages)

    def _show_pages(self, pdf: bytes) -> None:
        dialog = QDialog(self)
        dialog.setWindowTitle("交出的案卷")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view = QPdfView(dialog)
        view.setAccessibleName("交出的案卷")
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.setDocument(PaperDocument(pdf, dialog))
        QVBoxLayout(dialog).addWidget(view)
        dialog.resize(900, 680)
        dialog.open()


def _kind(row: CaseFileRow) -> str:
    known = receiver_kinds().get(row.receiver_kind)
    return known.word if known is not None else row.receiver_kind
