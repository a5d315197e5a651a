"""Monochrome icons in the colours of the palette; `wear` keeps them right when the theme changes."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton, QWidget

from app.paths import resource
from app.views.theme import colours_now

ICON_PROPERTY = "heatdesk_icon"
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
def picture(name: str, colour: str, wide: int, high: int) -> QPixmap:
    """One icon as a picture of so many pixels of the screen."""
    made = QPixmap(wide, high)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, name, QColor(colour), QRectF(0, 0, wide, high))
    painter.end()
    return made


def stamp(painter: QPainter, name: str, colour: QColor, area: QRectF) -> None:
    """Paint one icon into `area` from its picture: for the many of a list."""
    place, ratio = area.toRect(), painter.device().devicePixelRatioF()
    shown = picture(name, colour.name(), round(place.width() * ratio), round(place.height() * ratio))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(place, shown)


class Drawing(QIconEngine):
    """Drawn when it is shown, at the size of the moment: most commands stand in menus nobody opens today."""

    def __init__(self, name: str, ink: str, disabled: str, checked: str) -> None:
        super().__init__()
        self._name, self._ink, self._disabled, self._checked = name, ink, disabled, checked

    def clone(self) -> QIconEngine:
        return Drawing(self._name, self._ink, self._disabled, self._checked)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return picture(self._name, self._colour(mode, state), size.width(), size.height())

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        draw(painter, self._name, QColor(self._colour(mode, state)), rect.toRectF())

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return self._disabled
        return self._checked if state == QIcon.State.On else self._ink


def icon(name: str, ink: str, disabled: str, checked: str) -> QIcon:
    """One icon, greyed when its command is disabled, accented when its page is shown."""
    return QIcon(Drawing(name, ink, disabled, checked))


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
