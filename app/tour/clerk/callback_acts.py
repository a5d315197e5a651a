"""回访 by keys: the six digits the user reads from his copy, every question by its number; or nobody picks up."""

import re
from pathlib import Path

from PySide6.QtCore import Qt

from app.tour.clerk.clerk import ENTER, Clerk
from app.tour.keyboard import focused, until
from app.views.callbacks.page import CallbacksPage
from app.views.callbacks.unreached_dialog import UnreachedDialog

CONTROL = Qt.KeyboardModifier.ControlModifier


class CallbackActs:
    """Users answer every question by its first answer, which is the good one."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk

    def is_listed(self, matter_id: int) -> bool:
        """Whether this user may be called now."""
        with self._clerk.at_work():
            page = self._clerk.go_to("callbacks", CallbacksPage)
            until(lambda: page.count.text(), "whom to call")
            return page.model.index_of(matter_id).isValid()

    def call_back(self, matter_id: int, paper: Path) -> None:
        """He reads the code from his copy of the slip `paper`, and answers."""
        keys = self._clerk.keys
        with self._clerk.at_work():
            page = self._dial(matter_id)
            keys.type(code_on_users_copy(paper))
            questions = page.form.questions
            until(questions.result_row.hasFocus, "the code found right")
            while not page.form.words_edit.hasFocus():
                if questions.room_edit.hasFocus():
                    keys.press(ENTER)
                else:
                    keys.digit(1)
            keys.press(ENTER)
            until(lambda: page.form.matter_id != matter_id, "the callback written down")

    def not_reached(self, matter_id: int, words: str) -> None:
        """Nobody picks up."""
        with self._clerk.at_work():
            self._dial(matter_id)
            dialog = self._clerk.open("callbacks.unreached", UnreachedDialog)
            self._clerk.typing.fill(dialog.form, note=words)
            self._clerk.save(dialog)

    def _dial(self, matter_id: int) -> CallbacksPage:
        keys = self._clerk.keys
        page = self._clerk.go_to("callbacks", CallbacksPage)
        until(lambda: page.model.index_of(matter_id).isValid() and page.table is focused(), "whom to call")
        keys.press(Qt.Key.Key_Home, CONTROL)
        for _ in range(page.model.rowCount()):
            if page.table.current_id() == matter_id:
                break
            keys.press(Qt.Key.Key_Down)
        until(lambda: page.form.matter_id == matter_id, "his row")
        keys.press(ENTER)
        until(page.form.code_edit.hasFocus, "the field of the code")
        return page


def code_on_users_copy(paper: Path) -> str:
    """The six digits as the user reads them from the second copy."""
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    try:
        text = document[1].get_textpage().get_text_range()
    finally:
        document.close()
    found = re.search(r"回访码\D{0,6}(\d{6})", text)
    if found is None:
        raise RuntimeError(f"no code on {paper.name}")
    return found[1]
