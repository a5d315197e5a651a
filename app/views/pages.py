"""The pages of the window, one line each, in the order of the navigation.

The key of a page stands in its line and stays with it wherever the line moves: Ctrl and a digit for the first ten,
Ctrl+Shift and a digit for those that came later.
"""

from app.views.shell.page_spec import PageSpec

PAGES = (
    PageSpec("board", "值班台", "board", "app.views.board.page", "BoardPage"),
    PageSpec("outages", "停热事件", "outage", "app.views.outages.page", "OutagesPage"),
    PageSpec("returns", "回单录入", "slip", "app.views.returns.page", "ReturnsPage"),
    PageSpec("callbacks", "回访", "callback", "app.views.callbacks.page", "CallbacksPage"),
    PageSpec("forwarding", "转办与意见", "forwarding", "app.views.forwarding.page", "ForwardingPage"),
    PageSpec("complaints", "投诉举报", "complaint", "app.views.complaints.page", "ComplaintsPage"),
    PageSpec("duty", "值班交接", "duty", "app.views.duty.page", "DutyPage"),
    PageSpec("worklist", "工单查询", "search", "app.views.worklist.page", "WorklistPage"),
    PageSpec("reports", "办理情况", "report", "app.views.reports.page", "ReportsPage"),
    PageSpec("customers", "用户", "people", "app.views.customers.page", "CustomersPage"),
    PageSpec("care", "数据维护", "care", "app.views.care.page", "CarePage"),
    PageSpec("elevation", "立面图", "elevation", "app.views.elevation.page", "ElevationPage"),
    PageSpec("ledger", "台账导入", "import", "app.views.ledger.page", "LedgerPage"),
    PageSpec("people", "人员", "staff", "app.views.people.page", "PeoplePage"),
    PageSpec("places", "片区楼栋", "district", "app.views.places.page", "PlacesPage"),
    PageSpec("cards", "服务卡", "card", "app.views.cards.page", "CardsPage"),
    PageSpec("settings", "设置", "settings", "app.views.station.settings_page", "SettingsPage"),
)
