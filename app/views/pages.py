"""The pages of the window, one line each, in the order of the navigation."""

from app.views.shell.page_spec import PageSpec

PAGES = (
    PageSpec("board", "值班台", "board", "app.views.board.page", "BoardPage"),
    PageSpec("returns", "回单录入", "slip", "app.views.returns.page", "ReturnsPage"),
    PageSpec("callbacks", "回访", "callback", "app.views.callbacks.page", "CallbacksPage"),
    PageSpec("customers", "用户", "people", "app.views.customers.page", "CustomersPage"),
    PageSpec("care", "数据维护", "care", "app.views.care.page", "CarePage"),
    PageSpec("elevation", "立面图", "elevation", "app.views.elevation.page", "ElevationPage"),
    PageSpec("ledger", "台账导入", "import", "app.views.ledger.page", "LedgerPage"),
    PageSpec("people", "人员", "staff", "app.views.people.page", "PeoplePage"),
    PageSpec("places", "片区楼栋", "district", "app.views.places.page", "PlacesPage"),
    PageSpec("settings", "设置", "settings", "app.views.station.settings_page", "SettingsPage"),
)
