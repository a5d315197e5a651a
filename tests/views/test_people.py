"""人员: the register by keyboard, certificates with scans, reminders that are never in the way."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from app.services.kernel.operators import list_staff, sign_in
from app.services.kernel.pictures import fitted_scan
from app.services.people.certificates import CertificateDraft, add_certificate, certificates
from app.services.people.trainings import trainings
from app.services.repairs.reads import repair_card
from app.services.repairs.values import FaultGroup
from app.views.desk_window import DeskWindow
from app.views.people.certificate_dialog import CertificateDialog
from app.views.people.leaving_dialogs import ChangePinDialog, LeaveDialog
from app.views.people.page import PeoplePage
from app.views.people.reminder import CertificateReminder
from app.views.people.staff_dialog import StaffDialog
from app.views.people.training_dialog import TrainingDialog
from app.views.repairs.dispatch_dialog import DispatchDialog
from app.views.settings import Settings
from app.views.widgets.day_edit import DayEdit, read_day
from app.views.widgets.picture_box import PictureBox
from app.views.widgets.table import Table
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = date(2026, 11, 15)


@pytest.fixture
def page(window: DeskWindow, day: Day) -> PeoplePage:
    window.session.set_desk(desks.desk_for(window.session.desk.store, desks.MANAGER, day.clock))
    page = window.open_page("people")
    assert isinstance(page, PeoplePage)
    return page


def entered(day: Day, repairer: int, left: int, scan: bytes | None = None) -> None:
    manager = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    until = TODAY + timedelta(days=left)
    kept = fitted_scan(scan) if scan is not None else None
    draft = CertificateDraft(day.repairers[repairer], "焊工证", valid_until=until, scan=kept)
    add_certificate(manager, draft, uuid4())


def texts(table: Table, column: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def dropped(box: PictureBox, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    box.dropEvent(event)


def test_everybody_is_listed_with_a_masked_phone_and_a_badge(page: PeoplePage, day: Day) -> None:
    entered(day, 0, -3)
    entered(day, 1, 25)
    entered(day, 2, 400)
    page.show_changes({"staff": {day.repairers[0]}})

    assert texts(page.table, 1)[3:] == list(desks.REPAIRERS)
    assert texts(page.table, 4)[3] == "138****0101"
    assert texts(page.table, 5)[2:7] == ["未登记", "已过期 3 天", "25 天后到期", "有效", "未登记"]
    assert page.count.text() == "9 人，2 人的证件快到期或已过期"


def test_somebody_new_is_added_by_keyboard(page: PeoplePage, window: DeskWindow) -> None:
    press(page.table, Key.Key_N, CONTROL)
    dialog = shown(StaffDialog)
    type_text(dialog.name_edit, "周新")
    type_text(dialog.badge_edit, "900")
    type_text(dialog.post_edit, "司炉工")
    press(dialog.badge_edit, Key.Key_Return)
    assert is_shown(StaffDialog)
    dialog.role_checks["维修"].setChecked(True)  # type: ignore[index]
    press(dialog.badge_edit, Key.Key_Return)

    (row,) = [row for row in list_staff(window.session.desk.store) if row.name == "周新"]
    assert (row.badge, row.post) == ("900", "司炉工")
    assert "周新" in texts(page.table, 1)


def test_enter_changes_the_person_under_the_cursor(page: PeoplePage, day: Day, window: DeskWindow) -> None:
    page.table.go_to(day.repairers[0])
    press(page.table, Key.Key_Return)
    dialog = shown(StaffDialog)
    assert dialog.phone_edit.text() == "13800000101"
    type_text(dialog.post_edit, "维修班长", enter=True)

    assert not is_shown(StaffDialog)
    assert "维修班长" in page.panel.about.text()
    assert list_staff(window.session.desk.store)[3].post == "维修班长"


def test_a_clerk_reads_the_register_and_is_told_who_may_change_it(window: DeskWindow, day: Day) -> None:
    page = window.open_page("people")
    assert isinstance(page, PeoplePage)
    page.table.go_to(day.repairers[0])
    press(page.table, Key.Key_Return)
    dialog = shown(StaffDialog)
    type_text(dialog.post_edit, "维修班长", enter=True)

    assert "站长" in dialog.form.message.text()


def test_a_certificate_is_entered_with_a_scan_dropped_on_it(
    page: PeoplePage, day: Day, tmp_path: Path, qtbot: QtBot
) -> None:
    body = BytesIO()
    canvas = Canvas(body)
    canvas.drawString(100, 700, "certificate")
    canvas.save()
    path = tmp_path / "证.pdf"
    path.write_bytes(body.getvalue())
    page.table.go_to(day.repairers[0])
    press(page.table, Key.Key_G, CONTROL)
    dialog = shown(CertificateDialog)
    type_text(dialog.kind_box.lineEdit(), "焊工证")
    type_text(dialog.until_edit, "20281131")
    with qtbot.waitSignal(dialog.source.ready):
        dropped(dialog.scan_box, path)
    press(dialog.until_edit, Key.Key_Return)
    assert "2026-11-15" in dialog.form.message.text()
    dialog.until_edit.selectAll()
    type_text(dialog.until_edit, "2028年11月30日", enter=True)

    assert not is_shown(CertificateDialog)
    (row,) = certificates(day.desk, day.repairers[0])
    assert (row.kind, row.valid_until, row.has_scan) == ("焊工证", date(2028, 11, 30), True)
    assert page.panel.scan.isVisible()
    assert not page.panel.scan.is_empty()


def test_a_file_that_is_no_scan_is_refused_in_place(page: PeoplePage, day: Day, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no picture")
    page.table.go_to(day.repairers[0])
    press(page.table, Key.Key_G, CONTROL)
    dialog = shown(CertificateDialog)

    with qtbot.waitSignal(dialog.source.failed):
        dropped(dialog.scan_box, path)

    assert "JPG" in dialog.form.message.text()


def test_a_class_is_entered_for_everybody_who_was_there(page: PeoplePage, day: Day) -> None:
    page.table.go_to(day.repairers[0])
    press(page.table, Key.Key_T, CONTROL)
    dialog = shown(TrainingDialog)
    dialog.staff_checks[day.repairers[1]].setChecked(True)
    press(dialog.kind_row, Key.Key_1)
    type_text(dialog.topic_edit, "动火作业", enter=True)

    assert not is_shown(TrainingDialog)
    assert texts(page.panel.training_table, 2) == ["动火作业"]
    assert len(trainings(day.desk, day.repairers[1])) == 1


def test_the_manager_gives_a_new_pin(page: PeoplePage, window: DeskWindow) -> None:
    page.table.selectRow(1)
    page.pin_action.trigger()
    dialog = shown(ChangePinDialog)
    assert desks.CLERK in dialog.lead.text()
    type_text(dialog.pin_edit, "8642")
    type_text(dialog.again_edit, "8643", enter=True)
    assert dialog.form.message.text() == "两次输入的密码不一样。"
    dialog.again_edit.selectAll()
    type_text(dialog.again_edit, "8642", enter=True)

    assert not is_shown(ChangePinDialog)
    assert sign_in(window.session.desk.store, "lkf", "8642").name == desks.CLERK


def test_somebody_who_left_is_listed_no_more(page: PeoplePage, day: Day) -> None:
    page.table.go_to(day.repairers[-1])
    page.leave_action.trigger()
    dialog = shown(LeaveDialog)
    assert desks.REPAIRERS[-1] in dialog.lead.text()
    press(dialog.day_edit, Key.Key_Return)

    assert not is_shown(LeaveDialog)
    assert desks.REPAIRERS[-1] not in texts(page.table, 1)


def test_certificates_are_mentioned_once_a_day_for_each_reminder(
    window: DeskWindow, settings: Settings, day: Day
) -> None:
    entered(day, 0, 25)
    reminder = CertificateReminder(window.session, settings, window)
    assert window.notices.text.text() == "证件提醒：张建国焊工证 25 天后到期。请到“人员”页办理。"

    window.session.notice("别的事。")
    reminder.look()
    assert window.notices.text.text() == "别的事。"
    entered(day, 1, -2)
    reminder.look()
    assert window.notices.text.text() == "证件提醒：赵志强焊工证 已过期 2 天。请到“人员”页办理。"

    window.session.notice("别的事。")
    day.later(days=1)
    reminder.look()
    assert "赵志强焊工证 已过期 3 天；张建国焊工证 24 天后到期" in window.notices.text.text()


def test_sending_somebody_whose_certificate_ran_out_asks_why(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    entered(day, 1, -3)
    taken = day.take(FaultGroup.COLD)
    dialog = DispatchDialog(window.session, taken.matter_id, "不热", {}, window)
    dialog.open()
    assert not dialog.reason_edit.isVisible()
    press(dialog.repairer_row, Key.Key_2)
    assert dialog.repairer_row.text() == "赵志强　证件过期"
    assert dialog.reason_edit.isVisible()
    press(dialog, Key.Key_F10)
    assert "请写明原因" in dialog.form.message.text()
    type_text(dialog.reason_edit, "已报名复审")
    press(dialog, Key.Key_F10)

    notes = [row.note for row in repair_card(day.desk, taken.matter_id).timeline]
    assert "焊工证已过期 3 天，仍派工：已报名复审" in notes


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-15", TODAY),
        ("2026.11.15", TODAY),
        ("20261115", TODAY),
        ("2026年11月15日", TODAY),
        (" 2026/1/5 ", date(2026, 1, 5)),
        ("2026-02-30", None),
        ("昨天", None),
    ],
)
def test_a_day_is_understood_as_people_write_it(text: str, day: date | None) -> None:
    assert read_day(text) == day


def test_an_empty_day_is_no_mistake(qtbot: QtBot) -> None:
    edit = DayEdit()
    qtbot.addWidget(edit)

    assert (edit.day(), edit.is_valid()) == (None, True)
    edit.setText("13月")
    assert not edit.is_valid()
