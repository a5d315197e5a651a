"""证件: kind, number, issuer, from when until when, and its scan."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.services.kernel.operators import StaffRow
from app.services.kernel.pictures import Fitted, fitted_scan
from app.services.people.certificates import (
    CertificateDraft,
    CertificateRow,
    add_certificate,
    certificate_scan,
    change_certificate,
)
from app.services.people.demands import demands
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.day_edit import NOT_A_DAY, DayEdit
from app.views.widgets.picture_box import PictureBox
from app.views.widgets.picture_source import SCANS, PictureSource


class CertificateDialog(ActDialog):
    """A new certificate of `staff`, or `certificate` put right. A renewed one is a new one."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        staff: StaffRow,
        certificate: CertificateRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = "添加证件" if certificate is None else "修改证件"
        super().__init__(session, title, "添加" if certificate is None else "保存", parent)
        self.say(f"{staff.name}（胸卡号 {staff.badge}）的证件。换了新证请另加一条，旧证留作记录。")
        self._staff = staff
        self._certificate = certificate
        self._scan: Fitted | None = None
        self.kind_box = QComboBox()
        self.kind_box.setLineEdit(QLineEdit(maxLength=30))
        self.kind_box.addItems(list(demands().certificate_kinds))
        self.kind_box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.kind_box.setCurrentText(certificate.kind if certificate else "")
        self.number_edit = QLineEdit(certificate.number if certificate else "", maxLength=40)
        self.issuer_edit = QLineEdit(certificate.issuer if certificate else "", maxLength=60)
        self.issued_edit = DayEdit(certificate.issued_on if certificate else None)
        self.until_edit = DayEdit(certificate.valid_until if certificate else None, "长期有效的可以不填")
        self.scan_box = PictureBox("把证件照片或 PDF 拖到这里")
        self.scan_button = QPushButton("选择文件")
        self.scan_button.setAutoDefault(False)
        scan = QWidget()
        scan.setProperty("tall", True)
        column = QVBoxLayout(scan)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.scan_box, 1)
        column.addWidget(self.scan_button, 0, Qt.AlignmentFlag.AlignLeft)
        scan.setFocusProxy(self.scan_button)
        self.form.add("kind", "证件", self.kind_box)
        self.form.add("number", "编号", self.number_edit)
        self.form.add("issuer", "发证单位", self.issuer_edit)
        self.form.add("issued_on", "发证日期", self.issued_edit)
        self.form.add("valid_until", "有效期至", self.until_edit)
        self.form.add("scan", "扫描件", scan)
        self.source = PictureSource(session, settings, fitted_scan, SCANS, self)
        self.scan_button.clicked.connect(self.source.choose)
        self.scan_box.dropped.connect(self.source.take)
        self.source.ready.connect(self._take_scan)
        self.source.failed.connect(self._refuse_scan)
        self.kind_box.setFocus()
        if certificate is not None and certificate.has_scan:
            session.ask(certificate_scan, certificate.id, then=self.scan_box.show_body)

    @Slot(object)
    def _take_scan(self, scan: Fitted) -> None:
        self._scan = scan
        self.scan_box.show_body(scan.body)
        self.form.clear_problems()

    @Slot(str)
    def _refuse_scan(self, sentence: str) -> None:
        self.form.show_problems(sentence, {"scan": sentence})

    def _save(self) -> None:
        wrong = {
            name: NOT_A_DAY
            for name, edit in (("issued_on", self.issued_edit), ("valid_until", self.until_edit))
            if not edit.is_valid()
        }
        if wrong:
            self.save_button.setEnabled(True)
            self.form.show_problems(NOT_A_DAY, wrong)
            return
        draft = CertificateDraft(
            staff_id=int(self._staff.id),
            kind=self.kind_box.currentText(),
            number=self.number_edit.text(),
            issuer=self.issuer_edit.text(),
            issued_on=self.issued_edit.day(),
            valid_until=self.until_edit.day(),
            scan=self._scan,
        )
        if self._certificate is None:
            self._ask(add_certificate, draft, self.key)
        else:
            self._ask(change_certificate, self._certificate.id, self._certificate.version, draft, self.key)
