"""One look for every machine: Fusion, the bundled font, one style sheet in two sets of colours, three text sizes."""

from dataclasses import asdict, dataclass
from enum import Enum
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import resource

STYLE = "Fusion"
FAMILY = "Noto Sans SC"
FONT_FILES = ("fonts/NotoSansSC_400Regular.ttf", "fonts/NotoSansSC_700Bold.ttf")
# 14 device-independent pixels at 100 %: dense, and still read from half a metre.
TEXT_PIXELS = 14


class Tone(Enum):
    """What a coloured mark means; the word beside it says the same."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    ACCENT = "accent"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour of the program; the style sheet knows them by these names."""

    window: str
    surface: str
    sunken: str
    raised: str
    line: str
    strong_line: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    red: str
    red_soft: str
    amber: str
    amber_soft: str
    green: str
    green_soft: str
    neutral_soft: str

    def of(self, tone: Tone) -> tuple[QColor, QColor]:
        """Ink and ground of a tone."""
        if tone is Tone.NEUTRAL:
            return QColor(self.muted), QColor(self.neutral_soft)
        return QColor(getattr(self, tone.value)), QColor(getattr(self, f"{tone.value}_soft"))


LIGHT = Colours(
    window="#f3f5f7",
    surface="#ffffff",
    sunken="#e9edf1",
    raised="#ffffff",
    line="#dce1e7",
    strong_line="#b8c1cb",
    text="#1a2027",
    muted="#5a6672",
    accent="#1b5fa6",
    accent_soft="#e2edf8",
    on_accent="#ffffff",
    red="#b0241c",
    red_soft="#fce8e6",
    amber="#845400",
    amber_soft="#fdefd2",
    green="#1d6a3b",
    green_soft="#e2f2e8",
    neutral_soft="#e9edf1",
)
DARK = Colours(
    window="#191c21",
    surface="#20242a",
    sunken="#14171b",
    raised="#2a2f37",
    line="#333a43",
    strong_line="#4c5661",
    text="#e3e7ec",
    muted="#9ba6b2",
    accent="#78b3ee",
    accent_soft="#24374c",
    on_accent="#0e1822",
    red="#ff9389",
    red_soft="#472523",
    amber="#f0bb57",
    amber_soft="#41341b",
    green="#82cd98",
    green_soft="#1f3829",
    neutral_soft="#2c323a",
)


def colours_now() -> Colours:
    """The set of colours the program is painted in at this moment."""
    # Asked of the application: a style sheet may have made a widget's own window colour transparent.
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def load_fonts() -> None:
    """Make the bundled fonts known; a machine without Chinese fonts shows Chinese too."""
    if FAMILY in QFontDatabase.families():
        return
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource(name)))


def apply_theme(app: QApplication, theme: str, text_percent: int) -> None:
    """Give the whole program its look; open windows change at once. The look they have already costs nothing."""
    dark = theme == "dark" or (theme == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    colours = DARK if dark else LIGHT
    sheet = _style_sheet(colours, text_percent)
    if app.styleSheet() == sheet:
        return
    app.setFont(text_font(text_percent))
    app.setPalette(_palette(colours))
    app.setStyleSheet(sheet)


def text_font(text_percent: int) -> QFont:
    """The font of the program, its figures all of one width so that columns of numbers stand still."""
    font = QFont(FAMILY)
    font.setPixelSize(round(TEXT_PIXELS * text_percent / 100))
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, value in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.window),
        (role.ToolTipBase, colours.raised),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Text, colours.text),
        (role.Button, colours.raised),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.red),
        (role.Light, colours.raised),
        (role.Midlight, colours.line),
        (role.Mid, colours.strong_line),
        (role.Dark, colours.strong_line),
        (role.Shadow, colours.sunken),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
    ):
        palette.setColor(which, QColor(value))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.strong_line))
    return palette


def _style_sheet(colours: Colours, text_percent: int) -> str:
    sizes = {f"p{pixels}": f"{round(pixels * text_percent / 100)}px" for pixels in range(2, 41)}
    dark = "_dark" if colours is DARK else ""
    drawn = {name: resource(f"icons/{name}{dark}.svg").as_posix() for name in ("tick", "down")}
    values = asdict(colours) | sizes | drawn
    return Template(resource("styles/heatdesk.qss").read_text(encoding="utf-8")).substitute(values)
