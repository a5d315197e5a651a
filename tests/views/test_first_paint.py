"""What is loaded when the board is first seen; the rest waits until it is needed."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.support import desks

ROOT = Path(__file__).parents[2]
HEAVY = ("reportlab", "openpyxl", "pypinyin", "PIL", "zxingcpp", "psycopg", "qrcode", "pikepdf", "chinese_calendar")

SHOW_THE_BOARD = """
import json, sys
from pathlib import Path
from app.bootstrap import Target, keep_server_driver_out, open_desk
keep_server_driver_out()
from app.views.application import make_application
from app.views.desk_window import DeskWindow
from app.views.session import Session
from app.views.settings import Settings
folder = Path(sys.argv[1])
settings = Settings(folder / "window.ini")
app = make_application([], settings)
session = Session(open_desk(Target(folder), sys.argv[2]))
window = DeskWindow(session, settings)
window.show()
app.processEvents()
assert window.isVisible() and window.page.isVisible()
print(json.dumps(sorted({name.split(".")[0] for name, module in sys.modules.items() if module is not None})))
"""


def test_no_heavy_library_is_loaded_when_the_board_is_first_seen(data_folder):
    shown = subprocess.run(
        [sys.executable, "-c", SHOW_THE_BOARD, data_folder, desks.CLERK],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )

    loaded = set(json.loads(shown.stdout))
    assert {"PySide6", "peewee", "sqlcipher3"} <= loaded
    assert loaded.isdisjoint(HEAVY)
