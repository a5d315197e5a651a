"""Monochrome icons in the colours of the palette; `wear` keeps them right when the theme changes."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton, QWidget

from app.paths import resource
from app.views.theme import colours_now

ICON_PROPERTY = "heatdesk_icon"
SIZES = (24, 48)
Wearer = QAction | QAbstractButton


@lru_cache(maxsize=256)
def _drawing(name: str, colour: str) -> QSvgRenderer:
    text = resource(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))


def draw(painter: QPainter, name: str, colour: QColor, area: QRectF) -> None:
    """Paint one icon straight into `area`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _drawing(name, colour.name()).render(painter, area)


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One icon as a picture of `size` device-independent pixels."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, name, QColor(colour), QRectF(0, 0, size, size))
    painter.end()
    return picture


def icon(name: str, ink: str, disabled: str, checked: str) -> QIcon:
    """One icon in all sizes, greyed when its command is disabled, accented when its page is shown."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(pixmap(name, ink, size), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(pixmap(name, checked, size), QIcon.Mode.Normal, QIcon.State.On)
        made.addPixmap(pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return made


def wear(wearer: Wearer, name: str) -> None:
    """Give an action or button its icon in the colours of the moment."""
    wearer.setProperty(ICON_PROPERTY, name)
    colours = colours_now()
    ink = colours.on_accent if wearer.property("role") == "primary" else colours.text
    wearer.setIcon(icon(name, ink, colours.strong_line, colours.accent))


def wear_again(root: QWidget) -> None:
    """After a change of theme: tint every icon below `root` anew."""
    wearers: list[Wearer] = [*root.findChildren(QAction), *root.findChildren(QAbstractButton)]
    for wearer in wearers:
        if name := wearer.property(ICON_PROPERTY):
            wear(wearer, name)


def fit_icons(root: QWidget) -> None:
    """Icons as high as the words beside them, at every text size."""
    side = round(root.fontMetrics().height() * 0.9)
    for button in root.findChildren(QToolButton):
        button.setIconSize(QSize(side, side))


class IconLabel(QLabel):
    """A picture beside a word; it is repainted in the palette's colour of the moment."""

    def __init__(self, name: str, size: int = 20, muted: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size
        self._muted = muted
        self.setFixedSize(size, size)

    def paintEvent(self, event: object) -> None:
        colours = colours_now()
        painter = QPainter(self)
        ink = QColor(colours.muted if self._muted else colours.text)
        draw(painter, self._name, ink, QRectF(0, 0, self._size, self._size))
