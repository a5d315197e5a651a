"""Several papers on one picture: which one is taken in first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.services.paper.payload import parse_payload
from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.choice_row import ChoiceRow


class ChooseSheetDialog(ActDialog):
    """`succeeded` carries the code picked; nothing is written here."""

    def __init__(self, session: Session, codes: Sequence[str], parent: QWidget) -> None:
        super().__init__(session, "图片上有几张单", "录入这一张", parent)
        self.say(f"这张图片上有 {len(codes)} 个单据二维码。选先录哪一张；其余的录完后再放一次图片。")
        self.code_row = ChoiceRow([(code, _words(code)) for code in codes])
        self.code_row.set_value(codes[0])
        self.form.add("code", "单据", self.code_row)
        self.code_row.setFocus()

    def _save(self) -> None:
        self._taken(self.code_row.value())


def _words(code: str) -> str:
    payload = parse_payload(code)
    if payload is None:
        return code
    return f"{payload.number} 第{payload.copy}联" if payload.copy else payload.number
