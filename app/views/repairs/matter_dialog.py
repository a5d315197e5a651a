"""What the small dialogs of a repair share: they say which repair they are about."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.views.session import Session
from app.views.widgets.act_dialog import ActDialog
from app.views.widgets.following_area import FollowingArea

WORDS_LENGTH = 200


class MatterDialog(ActDialog):
    """One act on one repair."""

    def __init__(self, session: Session, title: str, verb: str, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, title, verb, parent)
        self.matter_id = matter_id
        self.about = about
        self.say(about)

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor stands in the first question, unless the dialog has put it elsewhere."""
        super().showEvent(event)
        if self.focusWidget() in (None, self.back_button, self.save_button):
            first = (field for field in self.form.fields.values() if field.isVisible())
            if (field := next(first, None)) is not None:
                field.setFocus()


class TallMatterDialog(MatterDialog):
    """Many rows, some of them there only sometimes: it is as high as they need, and scrolls on a low screen."""

    def __init__(self, session: Session, title: str, verb: str, matter_id: int, about: str, parent: QWidget) -> None:
        super().__init__(session, title, verb, matter_id, about, parent)
        place = self.column.indexOf(self.form)
        self.column.removeWidget(self.form)
        self.form.setProperty("role", "scrolled")
        self.area = FollowingArea()
        self.area.setWidget(self.form)
        self.column.insertWidget(place, self.area, 1)

    def fit(self) -> None:
        """As `ActDialog.fit`, by the rows that are there now."""
        super().fit()
        rows, behind = self.form.layout(), self.parentWidget()
        if rows is None:
            return
        rows.invalidate()
        sides = self.column.contentsMargins()
        inside = self.width() - sides.left() - sides.right() - self.area.verticalScrollBar().sizeHint().width()
        wanted = rows.totalHeightForWidth(inside) if rows.hasHeightForWidth() else rows.totalSizeHint().height()
        above = self.lead.heightForWidth(inside) if self._said else 0
        around = sides.top() + sides.bottom() + self.save_button.sizeHint().height() + 3 * self.column.spacing()
        most = behind.window().height() - 20 if behind is not None else wanted + above + around
        self.resize(self.width(), min(wanted + above + around, most))


def words_edit(hint: str = "") -> QLineEdit:
    """One line of words kept as typed; Enter saves the dialog."""
    return QLineEdit(placeholderText=hint, maxLength=WORDS_LENGTH)
