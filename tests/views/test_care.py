"""数据维护 by keys: what is doubtful, what is double, what has no file, what people tell."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.models.disclosure import Disclosure
from app.models.matters import Matter
from app.services.customers.card.flags import FlagDraft, add_flag
from app.services.customers.contacts.contacts import ContactDraft, add_contact
from app.services.customers.contacts.information import changes_of, record_information
from app.services.customers.contacts.information_values import InformationDraft
from app.services.matters.values import CallerDraft, PlaceDraft
from app.services.repairs.acts import take_repair
from app.services.repairs.values import RepairDraft
from app.services.trust.verify import verify
from app.views.care.attach_dialog import AttachDialog
from app.views.care.compare_dialog import CompareDialog
from app.views.care.contact_dialog import ContactDialog, GoneDialog
from app.views.care.contacts_dialog import ContactsDialog
from app.views.care.doubt_dialogs import CorrectDialog, StandDialog
from app.views.care.doubts_view import LATER
from app.views.care.erase_dialog import EraseDialog
from app.views.care.file_dialog import NAMES, FileDialog
from app.views.care.information_dialog import InformationDialog
from app.views.care.page import CHANGES, DUPLICATES, UNLISTED, CarePage
from app.views.care.take_back_dialog import TakeBackDialog
from app.views.desk_window import DeskWindow
from app.views.session import Session
from app.views.settings import Settings
from tests.support.care import Town, holder_of, people_of, town, value_of
from tests.support.desks import MANAGER, desk_for, opened
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def place(day: Day) -> Town:
    """The town of the day, to which flats are added."""
    return town(day.desk)


def test_f6_registers_a_new_number_for_the_selected_matter_in_two_keys(window: DeskWindow, day: Day) -> None:
    day.take()
    board = window.open_page("board")
    board.show_changes({})

    press(window, Key.Key_F6)
    dialog = shown(InformationDialog)
    assert dialog.focusWidget() is dialog.phone_edit
    assert "和平里小区" in dialog.lead.text()
    type_text(dialog.phone_edit, "13800007701", enter=True)

    assert not is_shown(InformationDialog)
    assert holder_of(day.desk, day.premises_id).phone == "13800007701"
    assert "已登记变更" in window.notices.text.text()
    assert verify(day.desk.store) == []


def test_f6_without_a_row_looks_for_the_household_first(window: DeskWindow, day: Day) -> None:
    press(window, Key.Key_F6)
    dialog = shown(InformationDialog)
    assert dialog.focusWidget() is dialog.place_edit

    type_text(dialog.place_edit, "3-2-1102", enter=True)
    assert dialog.premises_id == day.premises_id
    assert dialog.focusWidget() is dialog.phone_edit
    type_text(dialog.area_edit, "92.5", enter=True)

    assert value_of(day.desk, day.premises_id, "area_c") == 9250


def test_saving_without_a_household_says_so_in_place(window: DeskWindow) -> None:
    press(window, Key.Key_F6)
    dialog = shown(InformationDialog)

    type_text(dialog.area_edit, "92.5", enter=True)

    assert "请先查到住户" in dialog.form.message.text()


def test_the_present_number_is_masked_until_it_is_shown_and_that_is_recorded(window: DeskWindow, day: Day) -> None:
    dialog = window.open_change(day.premises_id)
    assert "139****0422" in dialog.phone_edit.placeholderText()

    press(dialog, Key.Key_F4)

    assert "13900000422" in dialog.phone_edit.placeholderText()
    seen = day.desk.store.tuples(Disclosure.select(Disclosure.premises, Disclosure.field, Disclosure.place))
    assert seen == [(day.premises_id, "电话", "信息变更登记")]


def test_a_wrong_number_is_marked_where_it_stands(window: DeskWindow, day: Day) -> None:
    dialog = window.open_change(day.premises_id)

    type_text(dialog.phone_edit, "1380000", enter=True)

    assert is_shown(InformationDialog)
    assert dialog.phone_edit.property("invalid") is True
    assert changes_of(day.desk, day.premises_id) == []


def test_another_holder_and_a_contact_are_told_in_one_save(window: DeskWindow, day: Day) -> None:
    dialog = window.open_change(day.premises_id)

    type_text(dialog.holder_edit, "李新")
    assert dialog.way_row.isVisible()
    type_text(dialog.contact_edit, "钱租客")
    dialog.relation_row.set_value("租户")
    press(dialog, Key.Key_F10)

    people = [(who.name, who.relation, bool(who.until_day)) for who in people_of(day.desk, day.premises_id)]
    assert people == [("李新", "户主", False), ("钱租客", "租户", False), ("龚䶮", "户主", True)]


@pytest.fixture
def care(window: DeskWindow, day: Day) -> CarePage:
    page = window.open_page("care")
    assert isinstance(page, CarePage)
    return page


def read_again(page: CarePage) -> None:
    """What another desk has written meanwhile."""
    page.show_changes({})


def test_an_empty_page_says_what_will_stand_there(care: CarePage) -> None:
    assert care.doubts.stack.currentWidget() is care.doubts.empty
    care.show_view(CHANGES)
    assert "F6" in care.changes.empty.hint.text()


def test_a_doubt_is_put_right_by_keys_and_the_cursor_goes_on(care: CarePage, place: Town, day: Day) -> None:
    place.doubt(day.premises_id, "area", "面积大小异常")
    place.doubt(day.premises_id, "phone", "电话号码位数或格式不对")
    read_again(care)
    table = care.doubts.table
    assert care.view_row.text() == "待核 2"
    assert care.doubts.panel.shown is not None

    press(table, Key.Key_C)
    dialog = shown(CorrectDialog)
    type_text(dialog.value_edit, "92.5", enter=True)

    assert not is_shown(CorrectDialog)
    assert value_of(day.desk, day.premises_id, "area_c") == 9250
    assert care.doubts.model.rowCount() == 1
    assert care.doubts.premises_in_hand() == day.premises_id
    assert care.view_row.text() == "待核 1"


def test_a_doubt_is_left_standing_or_asked_later_with_a_key(care: CarePage, place: Town, day: Day) -> None:
    place.doubt(day.premises_id, "area", "面积大小异常")
    place.doubt(day.premises_id, "id_number", "身份证号校验位不符")
    read_again(care)
    table = care.doubts.table

    press(table, Key.Key_L)
    assert care.doubts.model.rowCount() == 1
    press(table, Key.Key_O)
    press(shown(StandDialog), Key.Key_F10)

    assert care.doubts.model.rowCount() == 0
    assert care.doubts.stack.currentWidget() is care.doubts.empty
    care.doubts.kind_row.set_value(LATER)
    care.doubts.read()
    assert care.doubts.model.rowCount() == 1


def test_doubts_are_narrowed_to_a_kind(care: CarePage, place: Town, day: Day) -> None:
    place.doubt(day.premises_id, "area", "面积大小异常")
    place.doubt(day.premises_id, "phone", "电话号码位数或格式不对")
    read_again(care)

    care.doubts.kind_row.setFocus()
    press(care.doubts.kind_row, Key.Key_2)

    assert care.doubts.kind_row.text() == "电话 1"
    assert care.doubts.model.rowCount() == 1


@pytest.fixture
def pair(care: CarePage, place: Town, qtbot: QtBot) -> tuple[int, int]:
    """One flat spelled in two ways, found by the page."""
    kept = place.flat("7", "1", "301", "王伟", "13800004490", area_c=9000, number="A001", community="康乐新村")
    merged = place.flat("7", "1", "3-01", "王伟", "13800007701", area_c=9550, number="A002", community="康乐新村")
    care.show_view(DUPLICATES)
    qtbot.waitUntil(lambda: care.duplicates.task is None)
    return kept, merged


def test_a_pair_is_merged_by_keys_and_taken_apart_again(
    care: CarePage, pair: tuple[int, int], day: Day, qtbot: QtBot
) -> None:
    kept, merged = pair
    assert care.duplicates.model.rowCount() == 1

    press(care.duplicates.table, Key.Key_M)
    dialog = shown(CompareDialog)
    assert dialog.rows["kept"].value() == 0
    press(dialog.rows["area_c"], Key.Key_Right)
    press(dialog.rows["holder"], Key.Key_2)
    press(dialog, Key.Key_F10)

    assert not is_shown(CompareDialog)
    assert value_of(day.desk, merged, "merged_into") == kept
    assert value_of(day.desk, kept, "area_c") == 9550
    assert holder_of(day.desk, kept).phone == "13800007701"
    assert care.duplicates.model.rowCount() == 0

    care.duplicates.back_action.trigger()
    back = shown(TakeBackDialog)
    type_text(back.reason_edit, "是两户", enter=True)
    qtbot.waitUntil(lambda: care.duplicates.task is None)

    assert value_of(day.desk, merged, "merged_into") is None
    assert holder_of(day.desk, merged).phone == "13800007701"
    assert care.duplicates.model.rowCount() == 1
    assert verify(day.desk.store) == []


def test_flipping_which_is_kept_proposes_its_values(care: CarePage, pair: tuple[int, int]) -> None:
    press(care.duplicates.table, Key.Key_M)
    dialog = shown(CompareDialog)

    press(dialog.rows["kept"], Key.Key_Right)

    draft = dialog.draft()
    assert (draft.kept_id, draft.merged_id, draft.taken) == (pair[1], pair[0], frozenset())


def test_numbers_in_the_comparison_are_masked_until_shown(care: CarePage, pair: tuple[int, int], day: Day) -> None:
    press(care.duplicates.table, Key.Key_M)
    dialog = shown(CompareDialog)
    texts = " ".join(check.text() for check in dialog.checks.values())
    assert "138****7701" in texts

    press(dialog, Key.Key_F4)

    texts = " ".join(check.text() for check in dialog.checks.values())
    assert "13800007701" in texts
    assert len(day.desk.store.scalars(Disclosure.select(Disclosure.id))) == 4


def test_two_flats_are_said_to_be_two_and_that_may_be_taken_back(
    care: CarePage, pair: tuple[int, int], qtbot: QtBot
) -> None:
    press(care.duplicates.table, Key.Key_N)
    assert care.duplicates.model.rowCount() == 0

    care.duplicates.undo_action.trigger()
    qtbot.waitUntil(lambda: care.duplicates.task is None)

    assert care.duplicates.model.rowCount() == 1


def call(day: Day, address: str) -> int:
    draft = RepairDraft(words="不热", place=PlaceDraft(address), caller=CallerDraft("老王", "13800007701"))
    return take_repair(day.desk, draft, uuid4()).matter_id


def test_a_call_from_an_unknown_address_gets_its_file_by_keys(care: CarePage, day: Day) -> None:
    call(day, "幸福里8-1-301")
    call(day, "幸福里8号楼1单元301室")
    care.show_view(UNLISTED)
    read_again(care)
    assert care.unlisted.model.rowCount() == 2

    press(care.unlisted.table, Key.Key_J)
    dialog = shown(FileDialog)
    assert [dialog.part_edits[name].text() for name in NAMES] == ["幸福里", "8", "1", "301"]
    assert len(dialog.together.checks) == 1
    press(dialog, Key.Key_F10)

    assert not is_shown(FileDialog)
    assert care.unlisted.model.rowCount() == 0
    assert "2 张工单已挂上" in care.window().notices.text.text()  # type: ignore[attr-defined]


def test_each_form_of_address_asks_its_own_parts(care: CarePage, day: Day) -> None:
    call(day, "王庄村12号")
    care.show_view(UNLISTED)
    read_again(care)
    press(care.unlisted.table, Key.Key_J)
    dialog = shown(FileDialog)

    assert dialog.form_row.value() == "村庄"
    assert [name for name in NAMES if dialog.part_edits[name].isVisible()] == ["community", "room"]
    press(dialog.form_row, Key.Key_1)
    assert all(dialog.part_edits[name].isVisible() for name in NAMES)
    press(dialog, Key.Key_F10)
    assert dialog.part_edits["building"].property("invalid") is True


def test_a_call_is_attached_to_the_household_it_meant(care: CarePage, day: Day) -> None:
    matter = call(day, "三号楼1102")
    care.show_view(UNLISTED)
    read_again(care)

    press(care.unlisted.table, Key.Key_A)
    dialog = shown(AttachDialog)
    press(dialog, Key.Key_F10)
    assert "请先查到住户" in dialog.form.message.text()
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    press(dialog, Key.Key_F10)

    assert not is_shown(AttachDialog)
    assert day.desk.store.scalar(Matter.select(Matter.premises).where(Matter.id == matter)) == day.premises_id
    assert care.unlisted.model.rowCount() == 0


def test_what_was_told_stands_in_the_register_and_enter_tells_more(care: CarePage, day: Day) -> None:
    record_information(day.desk, day.premises_id, InformationDraft(phone="13800007701"), uuid4())
    care.show_view(CHANGES)

    assert care.changes.model.rowCount() == 1
    press(care.changes.table, Key.Key_Return)

    assert shown(InformationDialog).premises_id == day.premises_id


def test_the_lists_are_reached_by_number_keys(care: CarePage) -> None:
    care.view_row.setFocus()

    press(care.view_row, Key.Key_3)

    assert care.stack.currentWidget() is care.unlisted


def test_names_are_hidden_while_somebody_stands_at_the_counter(care: CarePage, place: Town, day: Day) -> None:
    place.doubt(day.premises_id, "area", "面积大小异常")
    read_again(care)

    care.session.cover(True)

    column = 2
    assert care.doubts.model.index(0, column).data() == "龚＊"


def test_what_waits_is_counted_at_the_foot_of_the_window(
    window: DeskWindow, place: Town, day: Day, qtbot: QtBot
) -> None:
    place.doubt(day.premises_id, "area", "面积大小异常")

    call(day, "王庄村12号")

    qtbot.waitUntil(lambda: window.bottom_bar.care.text() == "待核 1、待建档 1")


def test_contacts_come_are_put_right_and_go(window: DeskWindow, place: Town, day: Day) -> None:
    dialog = window.open_change(day.premises_id)
    press(dialog, Key.Key_F3)
    contacts = shown(ContactsDialog)
    assert contacts.model.rowCount() == 1

    contacts.add_action.trigger()
    adding = shown(ContactDialog)
    type_text(adding.name_edit, "钱租客")
    type_text(adding.phone_edit, "13800007711")
    adding.relation_row.set_value("租户")
    press(adding, Key.Key_F10)
    assert people_of(day.desk, day.premises_id)[1][:3] == ("钱租客", "13800007711", "租户")

    contacts.edit_action.trigger()
    editing = shown(ContactDialog)
    type_text(editing.phone_edit, "13800007712", enter=True)
    assert people_of(day.desk, day.premises_id)[1][:3] == ("钱租客", "13800007712", "租户")

    contacts.gone_action.trigger()
    press(shown(GoneDialog), Key.Key_F10)
    assert people_of(day.desk, day.premises_id)[1].until_day == "2026-11-15"
    assert contacts.model.rowCount() == 2
    assert verify(day.desk.store) == []


def test_a_contact_with_other_flats_says_where(window: DeskWindow, place: Town, day: Day) -> None:
    second = place.flat("5", "1", "101", community="康乐新村")
    add_contact(day.desk, second, ContactDraft("龚䶮", "13900000422"), uuid4())

    dialog = window.open_change(day.premises_id)
    assert dialog.now is not None
    assert dialog.now.other_premises == 1
    press(dialog, Key.Key_F3)

    assert "康乐新村 5-1-101（户主）" in shown(ContactsDialog).others.text()


@pytest.mark.postgres
def test_from_a_server_the_card_comes_when_the_rows_have_come(
    postgres_url: str, settings: Settings, qtbot: QtBot
) -> None:
    with opened(postgres_url) as store:
        desk = desk_for(store)
        place = town(desk)
        flat = place.flat("3", "2", "1102", "王伟", "13800004490")
        place.doubt(flat, "area", "面积大小异常")
        session = Session(desk)
        page = CarePage(session, settings)
        qtbot.addWidget(page)
        page.show()

        qtbot.waitUntil(lambda: page.doubts.panel.shown is not None)
        qtbot.waitUntil(lambda: page.view_row.text() == "待核 1")

        assert page.doubts.correct_action.isEnabled()
        page.leave()
        session.close()


def test_a_remark_with_a_number_is_filled_in_only_once_it_was_shown(window: DeskWindow, place: Town, day: Day) -> None:
    flat = place.flat("5", "1", "101", remark="租户 13800009911", community="康乐新村")
    dialog = window.open_change(flat)
    assert dialog.remark_edit.text() == ""
    assert dialog.remark_edit.placeholderText() == "现在 租户 138****9911"
    type_text(dialog.area_edit, "92.5")
    assert dialog.draft().remark is None

    press(dialog, Key.Key_F4)

    assert dialog.remark_edit.text() == "租户 13800009911"
    seen = day.desk.store.tuples(Disclosure.select(Disclosure.premises, Disclosure.field, Disclosure.place))
    assert seen == [(flat, "备注", "信息变更登记")]
    dialog.remark_edit.selectAll()
    press(dialog.remark_edit, Key.Key_Delete)
    press(dialog, Key.Key_F10)
    assert [value_of(day.desk, flat, name) for name in ("remark", "area_c")] == ["", 9250]


def test_typing_over_a_remark_nobody_has_seen_and_wiping_that_leaves_it(
    window: DeskWindow, place: Town, day: Day
) -> None:
    flat = place.flat("5", "1", "101", remark="租户 13800009911", community="康乐新村")
    dialog = window.open_change(flat)

    type_text(dialog.remark_edit, "空")
    press(dialog.remark_edit, Key.Key_Backspace)

    assert dialog.draft().remark is None


def test_a_remark_is_not_read_at_the_counter_where_it_is_changed(window: DeskWindow, place: Town, day: Day) -> None:
    flat = place.flat("5", "1", "101", remark="长期欠费", community="康乐新村")
    window.session.cover(True)

    dialog = window.open_change(flat)

    assert dialog.remark_edit.text() == ""
    assert dialog.remark_edit.placeholderText() == "现在 （已遮挡）"
    window.session.cover(False)
    assert dialog.remark_edit.text() == "长期欠费"


def texts_of(dialog: CompareDialog) -> str:
    words = [button.text() + button.toolTip() for button in dialog.findChildren(QPushButton)]
    return " ".join([*words, *(part.text() for part in dialog.findChildren(QLabel))])


@pytest.fixture
def remarked(care: CarePage, place: Town, qtbot: QtBot) -> tuple[int, int]:
    """One flat twice, with remarks and accounts of their own."""
    kept = place.flat("7", "1", "301", "王伟", "13800004490", community="康乐新村", remark="房东 13800009911")
    merged = place.flat("7", "1", "3-01", "王伟", "13800007701", community="康乐新村", remark="独居")
    place.account(kept, "欠费")
    care.show_view(DUPLICATES)
    qtbot.waitUntil(lambda: care.duplicates.task is None)
    return kept, merged


def test_remarks_in_the_comparison_are_masked_until_shown(care: CarePage, remarked: tuple[int, int], day: Day) -> None:
    press(care.duplicates.table, Key.Key_M)
    dialog = shown(CompareDialog)
    assert "房东 138****9911" in texts_of(dialog)
    assert "13800009911" not in texts_of(dialog)

    press(dialog, Key.Key_F4)

    assert "房东 13800009911" in texts_of(dialog)
    fields = day.desk.store.scalars(Disclosure.select(Disclosure.field).where(Disclosure.premises == remarked[0]))
    assert sorted(fields) == ["备注", "电话"]
    care.session.cover(True)
    assert [word for word in ("13800009911", "13800004490", "房东", "王伟") if word in texts_of(dialog)] == []


def test_the_comparison_tells_the_counter_neither_remark_nor_payment(care: CarePage, remarked: tuple[int, int]) -> None:
    care.session.cover(True)

    press(care.duplicates.table, Key.Key_M)

    seen = texts_of(shown(CompareDialog))
    assert "（已遮挡）" in seen
    assert [word for word in ("房东", "独居", "欠费", "王伟") if word in seen] == []


def test_what_a_caller_without_file_said_is_covered_wherever_it_stands(care: CarePage, day: Day) -> None:
    for words in ("独居老人家不热，找 13700000888", "独居老人家还是不热，找 13700000888"):
        draft = RepairDraft(words=words, place=PlaceDraft("幸福里8-1-301"), caller=CallerDraft("老王", "13800007701"))
        take_repair(day.desk, draft, uuid4())
    care.show_view(UNLISTED)
    read_again(care)
    care.session.cover(True)
    model = care.unlisted.model
    tip = str(model.index(0, 4).data(Qt.ItemDataRole.ToolTipRole))

    press(care.unlisted.table, Key.Key_J)
    filing = shown(FileDialog)
    said = [tip, filing.lead.text(), *(check.text() for check in filing.together.checks.values())]
    press(filing, Key.Key_Escape)
    press(care.unlisted.table, Key.Key_A)
    said.append(shown(AttachDialog).lead.text())

    assert len(said) == 4
    assert all("▲家" in text for text in said)
    assert [text for text in said if "独居" in text or "13700000888" in text] == []


def test_a_doubt_names_nobody_to_the_counter_where_it_is_put_right(care: CarePage, place: Town, day: Day) -> None:
    place.doubt(day.premises_id, "holder", "户名里有数字或特殊符号")
    read_again(care)
    care.session.cover(True)

    press(care.doubts.table, Key.Key_C)

    assert "现在登记 龚＊" in shown(CorrectDialog).lead.text()


def test_the_register_hides_remarks_from_the_counter(care: CarePage, day: Day) -> None:
    record_information(day.desk, day.premises_id, InformationDraft(remark="长期欠费", basis="独居老人来电"), uuid4())
    care.show_view(CHANGES)
    care.session.cover(True)

    cells = [care.changes.model.index(0, column).data() for column in (4, 6)]

    assert cells == ["（已遮挡）", "▲来电"]


@pytest.fixture
def office(day: Day, settings: Settings, qtbot: QtBot) -> Iterator[ContactsDialog]:
    """The contacts of the flat on the manager's desk."""
    session = Session(desk_for(day.desk.store, MANAGER, day.clock))
    behind = QWidget()
    behind.resize(1000, 700)
    qtbot.addWidget(behind)
    behind.show()
    dialog = ContactsDialog(session, day.premises_id, "和平里小区3号楼2单元1102室", behind)
    dialog.show()
    yield dialog
    session.close()


def test_the_manager_erases_somebody_with_the_basis_of_the_request(office: ContactsDialog, day: Day) -> None:
    office.erase_action.trigger()
    asking = shown(EraseDialog)
    assert "工单" in asking.lead.text()
    press(asking, Key.Key_F10)
    assert asking.reason_edit.property("invalid") is True

    type_text(asking.reason_edit, "本人书面申请", enter=True)

    assert not is_shown(EraseDialog)
    assert people_of(day.desk, day.premises_id)[0][:2] == ("", "")
    assert office.model.index(0, 1).data() == "（已删除）"
    assert not office.erase_action.isEnabled()
    assert verify(day.desk.store) == []


def test_nobody_is_erased_while_something_is_in_dispute_and_that_is_said(office: ContactsDialog, day: Day) -> None:
    add_flag(day.desk, day.premises_id, FlagDraft("保留（争议中）", "诉讼"), uuid4())
    office.erase_action.trigger()
    asking = shown(EraseDialog)

    type_text(asking.reason_edit, "本人书面申请", enter=True)

    assert is_shown(EraseDialog)
    assert "保留（争议中）" in asking.form.message.text()
    assert holder_of(day.desk, day.premises_id).name == "龚䶮"


def test_a_clerk_has_no_way_to_erase(window: DeskWindow, day: Day) -> None:
    press(window.open_change(day.premises_id), Key.Key_F3)

    assert not shown(ContactsDialog).erase_action.isEnabled()


def test_what_was_typed_about_somebody_is_dots_once_the_screen_is_covered(window: DeskWindow, day: Day) -> None:
    dialog = window.open_change(day.premises_id)
    type_text(dialog.holder_edit, "李新")

    window.session.cover(True)

    assert dialog.holder_edit.echoMode() is QLineEdit.EchoMode.Password
    assert dialog.holder_edit.text() == "李新"
