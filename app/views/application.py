"""The QApplication of this program: name, fonts, look, Qt's own words in Chinese."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.paths import resource
from app.views.constants import keep_constants_alive
from app.views.garbage import GarbageCollector
from app.views.settings import TEXT_PERCENT, THEME, Settings
from app.views.texts import PRODUCT
from app.views.theme import STYLE, apply_theme, load_fonts

# A window that wants the interpreter back from work beside it waits about this long, each time it has let go of
# it. Python's own 5 ms add up: a save of 30 ms takes and gives it a dozen times.
SWITCH_SECONDS = 0.0001


def make_application(arguments: Sequence[str], settings: Settings) -> QApplication:
    """The one application object, ready for windows; an existing one is dressed anew."""
    keep_constants_alive()
    sys.setswitchinterval(SWITCH_SECONDS)
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        app = existing
        if not app.styleSheet():
            app.setStyle(STYLE)
    else:
        # Named here, the style is made without its Python twin, whose many enums nobody needs.
        app = QApplication([*(arguments or ["heatdesk"]), "-style", STYLE])
    if app.findChild(GarbageCollector) is None:
        GarbageCollector(app)
    app.setApplicationName("heatdesk")
    app.setApplicationDisplayName(PRODUCT)
    app.setWindowIcon(QIcon(str(resource("icons/heatdesk.svg"))))
    translator = QTranslator(app)
    if existing is None and translator.load(
        "qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        app.installTranslator(translator)
    load_fonts()
    apply_theme(app, settings.get(THEME), settings.get(TEXT_PERCENT))
    return app
