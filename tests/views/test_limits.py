"""No form lets more be typed than its column holds: a server refuses what is too long, SQLite keeps it silently."""

from operator import attrgetter

import pytest
from peewee import CharField, Field
from PySide6.QtWidgets import QLineEdit, QWidget

from app.models.districts import District
from app.models.matters import Matter
from app.models.papers import Sheet, SheetReturn
from app.models.people import Caller
from app.models.premises import Community
from app.models.qualifications import Certificate, Training
from app.models.station import Staff, StationSettings
from app.services.customers.places.communities import communities
from app.services.kernel.operators import list_staff
from app.views.desk_window import DeskWindow
from app.views.people.certificate_dialog import CertificateDialog
from app.views.people.staff_dialog import StaffDialog
from app.views.people.training_dialog import TrainingDialog
from app.views.places.community_dialog import CommunityDialog
from app.views.places.district_dialogs import DistrictDialog
from app.views.repairs.dispatch_dialog import DispatchDialog
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.repairs.matter_dialog import WORDS_LENGTH
from app.views.returns.fields import SheetFields
from app.views.station.first_run import FirstRunPage
from app.views.station.settings_page import SettingsPage
from tests.support.repairs import Day

STATION = (
    ("name_edit", StationSettings.name),
    ("company_edit", StationSettings.company),
    ("repair_phone_edit", StationSettings.repair_phone),
    ("complaint_phone_edit", StationSettings.complaint_phone),
)
KEPT = {
    FirstRunPage: (
        *STATION,
        ("code_edit", StationSettings.code),
        ("manager_name_edit", Staff.name),
        ("manager_initials_edit", Staff.initials),
        ("badge_edit", Staff.badge),
    ),
    SettingsPage: (*STATION, ("season_edit", StationSettings.season), ("qr_prefix_edit", StationSettings.qr_prefix)),
    StaffDialog: (
        ("name_edit", Staff.name),
        ("initials_edit", Staff.initials),
        ("badge_edit", Staff.badge),
        ("phone_edit", Staff.phone),
        ("post_edit", Staff.post),
    ),
    CertificateDialog: (("number_edit", Certificate.number), ("issuer_edit", Certificate.issuer)),
    TrainingDialog: (("topic_edit", Training.topic),),
    CommunityDialog: (("name_edit", Community.name), ("short_edit", Community.short_name)),
    DistrictDialog: (("name_edit", District.name), ("remark_edit", District.remark)),
    IntakeDialog: (
        ("place_edit", Matter.place_text),
        ("phone_edit", Caller.phone),
        ("who.caller_edit", Caller.name),
    ),
    DispatchDialog: (("blank_edit", Sheet.number),),
    SheetFields: (
        ("signer_edit", SheetReturn.signer),
        ("witness_edit", SheetReturn.witness),
        ("refused_reason_edit", SheetReturn.refused_reason),
        ("difference_edit", SheetReturn.difference_reason),
    ),
}


def form_of(kind: type[QWidget], window: DeskWindow) -> QWidget:
    if kind is SettingsPage:
        return window.open_page("settings")
    if kind is SheetFields:
        return window.open_page("returns").form.fields  # type: ignore[attr-defined, no-any-return]
    if kind is FirstRunPage:
        return FirstRunPage(window.session)
    if kind is IntakeDialog:
        return IntakeDialog(window.session, window.calls, window)
    if kind is DispatchDialog:
        return DispatchDialog(window.session, 1, "", {}, window)
    if kind is CertificateDialog:
        return CertificateDialog(window.session, window.settings, list_staff(window.session.desk.store)[0])
    if kind is TrainingDialog:
        return TrainingDialog(window.session, (), None, window)
    if kind is CommunityDialog:
        return CommunityDialog(window.session, communities(window.session.desk)[0], window)
    return kind(window.session, parent=window)  # type: ignore[call-arg]


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_a_form_takes_no_more_than_its_columns_hold(kind: type[QWidget], window: DeskWindow, day: Day) -> None:
    form = form_of(kind, window)

    too_long = {
        f"{name} {attrgetter(name)(form).maxLength()} > {field.max_length}"
        for name, field in KEPT[kind]
        if attrgetter(name)(form).maxLength() > field.max_length
    }

    assert too_long == set()


def test_every_line_of_these_forms_has_a_limit(window: DeskWindow, day: Day) -> None:
    forms = [form_of(kind, window) for kind in KEPT]

    unlimited = [edit for form in forms for edit in form.findChildren(QLineEdit) if edit.maxLength() == 32767]

    assert [edit.placeholderText() for edit in unlimited if not edit.isReadOnly()] == []


@pytest.mark.parametrize("field", [Matter.void_reason, Sheet.void_reason])
def test_a_reason_fits_wherever_it_is_kept(field: Field) -> None:
    assert isinstance(field, CharField)
    assert field.max_length >= WORDS_LENGTH
