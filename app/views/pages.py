"""The pages of the window, one line each, in the order of the navigation."""

from app.views.board.page import BoardPage
from app.views.callbacks.page import CallbacksPage
from app.views.customers.page import CustomersPage
from app.views.ledger.page import LedgerPage
from app.views.returns.page import ReturnsPage
from app.views.shell.page_spec import PageSpec
from app.views.station.settings_page import SettingsPage

PAGES = (
    PageSpec("board", "值班台", "board", BoardPage),
    PageSpec("returns", "回单录入", "slip", ReturnsPage),
    PageSpec("callbacks", "回访", "callback", CallbacksPage),
    PageSpec("customers", "用户", "people", CustomersPage),
    PageSpec("ledger", "台账导入", "import", LedgerPage),
    PageSpec("settings", "设置", "settings", SettingsPage),
)
