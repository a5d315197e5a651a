"""One member of staff at the right: badge, post, roles; certificates with their scans; trainings."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.services.customers.masks import masked_phone
from app.services.kernel.operators import StaffRow
from app.services.people.certificates import CertificateRow, certificate_scan, certificates
from app.services.people.trainings import TrainingRow, trainings
from app.views.people.lines import roles_of, validity_badge
from app.views.session import Session
from app.views.widgets.labels import label
from app.views.widgets.picture_box import PictureBox
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class PersonPanel(QWidget):
    """Shows whom it is told to; `certificate` and `training` are the selected lines."""

    certificate_opened = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.staff: StaffRow | None = None
        self._certificates: dict[int, CertificateRow] = {}
        self._trainings: dict[int, TrainingRow] = {}
        self.name = label(role="heading")
        self.about = label(role="muted", wrap=True)
        today = session.desk.today
        certificate_columns: list[Column[CertificateRow]] = [
            Column("证件", lambda row: row.kind, tip=lambda row: f"{row.kind}　{row.number}　{row.issuer}"),
            Column("有效期至", lambda row: row.valid_until.isoformat() if row.valid_until else "长期"),
            Column("状态", lambda row: "", lambda row: validity_badge(row, today())),
        ]
        self.certificate_model: BlockTableModel[CertificateRow] = BlockTableModel(
            session, certificate_columns, parent=self
        )
        self.certificate_table = Table(self.certificate_model, 0, name="证件")
        self.certificate_table.set_widths([6, 6, 7])
        self.certificate_words = label(role="muted", wrap=True)
        self.scan = PictureBox("没有扫描件")
        self.scan.setAcceptDrops(False)
        training_columns: list[Column[TrainingRow]] = [
            Column("日期", lambda row: row.day.isoformat()),
            Column("类别", lambda row: row.kind),
            Column("内容", lambda row: row.topic, tip=lambda row: row.topic),
        ]
        self.training_model: BlockTableModel[TrainingRow] = BlockTableModel(session, training_columns, parent=self)
        self.training_table = Table(self.training_model, 2, name="培训")
        self.training_table.set_widths([6, 3, 8])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.name)
        column.addWidget(self.about)
        column.addWidget(label("证件", "section"))
        column.addWidget(self.certificate_table, 3)
        column.addWidget(self.certificate_words)
        column.addWidget(self.scan, 3)
        column.addWidget(label("培训", "section"))
        column.addWidget(self.training_table, 2)
        self.certificate_table.current_changed.connect(self._show_certificate)
        self.certificate_table.opened.connect(self.certificate_opened)
        # Shown as high as there is room, and no smaller than `_fit` says.
        for part in (self.certificate_table, self.scan, self.training_table):
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @property
    def certificate(self) -> CertificateRow | None:
        return self._certificates.get(self.certificate_table.current_id() or 0)

    @property
    def training(self) -> TrainingRow | None:
        return self._trainings.get(self.training_table.current_id() or 0)

    def show_staff(self, staff: StaffRow | None) -> None:
        """Read anew what this person holds; None empties the panel."""
        self.staff = staff
        if staff is None:
            self.name.setText("")
            self.about.setText("选一个人，看他的证件和培训。")
            self._take_certificates([])
            self._take_trainings([])
            return
        signs_in = "可登录" if staff.can_sign_in else "不登录"
        words = (f"胸卡号 {staff.badge}", staff.post, roles_of(staff), masked_phone(staff.phone), signs_in)
        self.name.setText(staff.name)
        self.about.setText("　".join(filter(None, words)))
        self._session.ask(certificates, int(staff.id), then=self._take_certificates)
        self._session.ask(trainings, int(staff.id), then=self._take_trainings)

    def _fit(self) -> None:
        """Room for a heading and two lines at every text size."""
        least = round(self.fontMetrics().height() * 4.6)
        self.certificate_table.setMinimumHeight(least)
        self.training_table.setMinimumHeight(least)
        self.scan.setMinimumHeight(least)

    def _take_certificates(self, rows: Sequence[CertificateRow]) -> None:
        self._certificates = {row.id: row for row in rows}
        self.certificate_model.give(self._certificates)
        self._show_certificate(self.certificate_table.current_id())

    def _take_trainings(self, rows: Sequence[TrainingRow]) -> None:
        self._trainings = {row.id: row for row in rows}
        self.training_model.give(self._trainings)

    @Slot(object)
    def _show_certificate(self, certificate_id: int | None) -> None:
        row = self._certificates.get(certificate_id or 0)
        self.scan.setVisible(row is not None and row.has_scan)
        if row is None:
            self.certificate_words.setText("还没有登记证件。" if self.staff is not None else "")
            return
        issued = f"{row.issued_on} 发" if row.issued_on else ""
        words = "　".join(filter(None, (row.number, row.issuer, issued)))
        self.certificate_words.setText(words if row.has_scan else f"{words}　没有扫描件".strip())
        if row.has_scan:
            self._session.ask(certificate_scan, row.id, then=self.scan.show_body)
