"""The pages of the window, one line each, in the order of the navigation."""

from app.views.board.page import BoardPage
from app.views.shell.page_spec import PageSpec
from app.views.station.settings_page import SettingsPage

PAGES = (
    PageSpec("board", "值班台", "board", BoardPage),
    PageSpec("settings", "设置", "settings", SettingsPage),
)
