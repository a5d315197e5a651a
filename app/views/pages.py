"""The pages of the window, one line each, in the order of the navigation.

The key of a page stands in its line and stays with it wherever the line moves: Ctrl and a digit for the first ten,
Ctrl+Shift and a digit for those that came later.
"""

from app.views.shell.page_spec import PageSpec

PAGES = (
    PageSpec("board", "值班台", "board", "app.views.board.page", "BoardPage", "Ctrl+1"),
    PageSpec("returns", "回单录入", "slip", "app.views.returns.page", "ReturnsPage", "Ctrl+2"),
    PageSpec("callbacks", "回访", "callback", "app.views.callbacks.page", "CallbacksPage", "Ctrl+3"),
    PageSpec("customers", "用户", "people", "app.views.customers.page", "CustomersPage", "Ctrl+4"),
    PageSpec("care", "数据维护", "care", "app.views.care.page", "CarePage", "Ctrl+5"),
    PageSpec("elevation", "立面图", "elevation", "app.views.elevation.page", "ElevationPage", "Ctrl+6"),
    PageSpec("ledger", "台账导入", "import", "app.views.ledger.page", "LedgerPage", "Ctrl+7"),
    PageSpec("people", "人员", "staff", "app.views.people.page", "PeoplePage", "Ctrl+8"),
    PageSpec("places", "片区楼栋", "district", "app.views.places.page", "PlacesPage", "Ctrl+9"),
    PageSpec("settings", "设置", "settings", "app.views.station.settings_page", "SettingsPage", "Ctrl+0"),
)
