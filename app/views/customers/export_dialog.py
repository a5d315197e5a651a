"""导出台账."""

from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.services.customers.export import export_ledger
from app.services.kernel.desk import Desk
from app.services.kernel.exporting import Exported
from app.services.kernel.progress import GoOn
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.export_dialog import ExportDialog


class LedgerExportDialog(ExportDialog):
    """Every premises, as one would walk them."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            settings,
            parent,
            name="台账",
            unit="户",
            masks="姓名、电话",
            example="发物业核对面积",
            whole="含完整的姓名、电话，以及低保、缴费、备注（记录在案）",
            write=_write,
        )


def _write(desk: Desk, path: Path, reason: str, masked: bool, key: UUID, go_on: GoOn) -> Exported | None:
    return export_ledger(desk, path, reason, key=key, masked=masked, go_on=go_on)
