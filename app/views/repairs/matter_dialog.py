"""What the small dialogs of a repair share: they say which repair they are about."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog

WORDS_LENGTH = 200


class MatterDialog(ActDialog):
    """One act on one repair."""

    def __init__(self, session: Session, title: str, verb: str, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, title, verb, parent)
        self.matter_id = matter_id
        self.about = about
        self.say(about)


def words_edit(hint: str = "") -> QLineEdit:
    """One line of words kept as typed; Enter saves the dialog."""
    return QLineEdit(placeholderText=hint, maxLength=WORDS_LENGTH)
