"""The pages of the window, one line each, in the order of the navigation.

The key of a page stands in its line and stays with it wherever the line moves: Ctrl and a digit for the first ten,
Ctrl+Shift and a digit for those that came later.
"""

from app.views.shell.page_spec import PageSpec

PAGES = (
    PageSpec("board", "值班台", "board", "app.views.board.page", "BoardPage", "Ctrl+1"),
    PageSpec("outages", "停热事件", "outage", "app.views.outages.page", "OutagesPage", "Ctrl+Shift+1"),
    PageSpec("returns", "回单录入", "slip", "app.views.returns.page", "ReturnsPage", "Ctrl+2"),
    PageSpec("callbacks", "回访", "callback", "app.views.callbacks.page", "CallbacksPage", "Ctrl+3"),
    PageSpec("forwarding", "转办与意见", "forwarding", "app.views.forwarding.page", "ForwardingPage", "Ctrl+Shift+2"),
    PageSpec("complaints", "投诉举报", "complaint", "app.views.complaints.page", "ComplaintsPage", "Ctrl+Shift+3"),
    PageSpec("reports", "办理情况", "report", "app.views.reports.page", "ReportsPage", "Ctrl+Shift+5"),
    PageSpec("customers", "用户", "people", "app.views.customers.page", "CustomersPage", "Ctrl+4"),
    PageSpec("care", "数据维护", "care", "app.views.care.page", "CarePage", "Ctrl+5"),
    PageSpec("elevation", "立面图", "elevation", "app.views.elevation.page", "ElevationPage", "Ctrl+6"),
    PageSpec("ledger", "台账导入", "import", "app.views.ledger.page", "LedgerPage", "Ctrl+7"),
    PageSpec("people", "人员", "staff", "app.views.people.page", "PeoplePage", "Ctrl+8"),
    PageSpec("places", "片区楼栋", "district", "app.views.places.page", "PlacesPage", "Ctrl+9"),
    PageSpec("cards", "服务卡", "card", "app.views.cards.page", "CardsPage", "Ctrl+Shift+4"),
    PageSpec("settings", "设置", "settings", "app.views.station.settings_page", "SettingsPage", "Ctrl+0"),
)
