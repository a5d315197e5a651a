"""A field for one figure that was read off; empty when it was not."""

import re

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.duty.reading_words import degrees

_WRITTEN = re.compile(r"[-－−]?\d{1,4}(?:\.\d{1,2})?")


class FigureEdit(QLineEdit):
    """`figure()` is the number typed times `scale` (100: hundredths of a degree; 1: kilopascals)."""

    def __init__(self, unit: str, scale: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.setMaxLength(8)
        self.setPlaceholderText(unit)

    def figure(self) -> int | None:
        """None when the field is empty or not understood (see `is_valid`)."""
        plain = self._plain()
        if not _WRITTEN.fullmatch(plain):
            return None
        whole, _, rest = plain.lstrip("-－−").partition(".")
        hundredths = int(whole) * 100 + int(rest.ljust(2, "0") or 0)
        if hundredths * self._scale % 100:
            return None
        return (-1 if plain[0] in "-－−" else 1) * hundredths * self._scale // 100

    def is_valid(self) -> bool:
        return not self._plain() or self.figure() is not None

    def set_figure(self, figure: int | None) -> None:
        """As it was read."""
        self.setText("" if figure is None else degrees(figure * 100 // self._scale))

    def _plain(self) -> str:
        return self.text().strip().replace("。", ".").replace("．", ".")
