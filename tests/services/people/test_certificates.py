"""Certificates and trainings: kept, renewed, voided, and warned about in time (regulation 1.3)."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from app.services.kernel.desk import Role
from app.services.kernel.errors import InvalidInput, NotAllowed, Stale
from app.services.kernel.operators import leave_station, list_staff
from app.services.kernel.pictures import fitted_scan
from app.services.people.certificates import (
    CertificateDraft,
    add_certificate,
    certificate_scan,
    certificates,
    change_certificate,
    void_certificate,
)
from app.services.people.demands import demands
from app.services.people.reminders import EXPIRED, certificate_warnings, threshold_of
from app.services.people.trainings import TrainingDraft, add_training, trainings, void_training
from app.services.staff.validity import expired, expired_words, validities
from app.services.trust.integrity import check_everything

TODAY = date(2026, 11, 15)


@pytest.fixture
def repairers(manager_desk):
    return [int(row.id) for row in list_staff(manager_desk.store, Role.REPAIRER)]


def entered(desk, staff_id, left: int | None, kind="焊工证"):
    until = None if left is None else TODAY + timedelta(days=left)
    return add_certificate(desk, CertificateDraft(staff_id, kind, valid_until=until), uuid4())


def png(size=(800, 600)) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "navy").save(made, "PNG")
    return made.getvalue()


def test_a_certificate_is_kept_with_its_scan(manager_desk, repairers):
    draft = CertificateDraft(
        repairers[0], "焊工证", "津-0001", "示例市监局", date(2024, 3, 1), date(2027, 2, 28), scan=fitted_scan(png())
    )
    key = uuid4()

    kept = add_certificate(manager_desk, draft, key)

    assert add_certificate(manager_desk, draft, key) == kept
    (row,) = certificates(manager_desk, repairers[0])
    assert (row.kind, row.number, row.issuer) == ("焊工证", "津-0001", "示例市监局")
    assert (row.issued_on, row.valid_until, row.has_scan) == (date(2024, 3, 1), date(2027, 2, 28), True)
    scan = certificate_scan(manager_desk, row.id)
    assert scan is not None
    assert Image.open(BytesIO(scan)).size == (800, 600)
    assert check_everything(manager_desk.store) == []


def test_a_correction_without_a_scan_keeps_the_scan(manager_desk, repairers):
    kept = add_certificate(manager_desk, CertificateDraft(repairers[0], "焊工证", scan=fitted_scan(png())), uuid4())

    change_certificate(
        manager_desk, kept.certificate_id, kept.version, CertificateDraft(repairers[0], "电工证"), uuid4()
    )

    (row,) = certificates(manager_desk, repairers[0])
    assert (row.kind, row.has_scan, row.version) == ("电工证", True, 2)
    with pytest.raises(Stale):
        change_certificate(manager_desk, kept.certificate_id, 1, CertificateDraft(repairers[0], "司炉证"), uuid4())


def test_only_the_manager_keeps_certificates(desk, repairers):
    with pytest.raises(NotAllowed):
        add_certificate(desk, CertificateDraft(repairers[0], "焊工证"), uuid4())
    with pytest.raises(NotAllowed):
        add_training(desk, TrainingDraft((repairers[0],), "安全", TODAY, "动火作业"), uuid4())


def test_days_that_cannot_be_are_named(manager_desk, repairers):
    with pytest.raises(InvalidInput) as refused:
        add_certificate(
            manager_desk, CertificateDraft(repairers[0], " ", issued_on=TODAY, valid_until=date(2026, 1, 1)), uuid4()
        )
    assert refused.value.fields.keys() == {"kind", "valid_until"}


@pytest.mark.parametrize("until", [date(1, 1, 1), date(1989, 12, 31)])
def test_a_certificate_valid_until_a_day_long_gone_is_a_slip_of_the_hand(manager_desk, repairers, until):
    with pytest.raises(InvalidInput) as refused:
        add_certificate(manager_desk, CertificateDraft(repairers[0], "焊工证", valid_until=until), uuid4())
    assert refused.value.fields.keys() == {"valid_until"}

    add_certificate(manager_desk, CertificateDraft(repairers[0], "焊工证", valid_until=date(1990, 1, 1)), uuid4())


@pytest.mark.parametrize(
    ("left", "threshold", "words"),
    [
        (61, None, ""),
        (60, 60, "60 天后到期"),
        (31, 60, "31 天后到期"),
        (30, 30, "30 天后到期"),
        (7, 7, "7 天后到期"),
        (0, 7, "今天到期"),
        (-1, EXPIRED, "已过期 1 天"),
    ],
)
def test_a_reminder_begins_sixty_thirty_and_seven_days_before(manager_desk, repairers, left, threshold, words):
    entered(manager_desk, repairers[0], left)

    found = [(warning.threshold, warning.words) for warning in certificate_warnings(manager_desk)]

    assert found == ([] if threshold is None else [(threshold, words)])


def test_the_days_of_the_reminders_are_data():
    assert (demands().clause, demands().remind_days) == ("1.3", (60, 30, 7))
    assert threshold_of(40, (90, 45)) == 45


def test_a_renewed_certificate_ends_the_warning_of_the_old_one(manager_desk, repairers):
    entered(manager_desk, repairers[0], -3)
    entered(manager_desk, repairers[0], 2, kind="电工证")
    entered(manager_desk, repairers[0], 700)
    entered(manager_desk, repairers[1], None)

    assert [(warning.kind, warning.days_left) for warning in certificate_warnings(manager_desk)] == [("电工证", 2)]
    assert expired(manager_desk.store, TODAY) == {}


def test_a_certificate_without_an_end_outlasts_one_with_an_end(manager_desk, repairers):
    entered(manager_desk, repairers[0], None)
    entered(manager_desk, repairers[0], -5)

    assert [validity.valid_until for validity in validities(manager_desk.store)] == [None]


def test_what_was_voided_and_who_left_warn_nobody(manager_desk, repairers):
    kept = entered(manager_desk, repairers[0], -3)
    entered(manager_desk, repairers[1], -4)
    assert [warning.days_left for warning in certificate_warnings(manager_desk)] == [-4, -3]
    assert expired_words(expired(manager_desk.store, TODAY)[repairers[0]], TODAY) == "焊工证已过期 3 天"

    void_certificate(manager_desk, kept.certificate_id, kept.version, uuid4())
    leave_station(manager_desk, repairers[1], TODAY, uuid4())

    assert certificate_warnings(manager_desk) == []
    assert certificates(manager_desk, repairers[0]) == []


def test_a_training_is_entered_once_for_everybody_who_took_part(manager_desk, repairers):
    draft = TrainingDraft((repairers[0], repairers[1]), "安全", TODAY, "动火作业")
    key = uuid4()

    assert add_training(manager_desk, draft, key).entered == 2
    assert add_training(manager_desk, draft, key).entered == 2

    (row,) = trainings(manager_desk, repairers[1])
    assert (row.kind, row.day, row.topic) == ("安全", TODAY, "动火作业")
    void_training(manager_desk, row.id, row.version, uuid4())
    assert trainings(manager_desk, repairers[1]) == []
    assert len(trainings(manager_desk, repairers[0])) == 1
    assert check_everything(manager_desk.store) == []


def test_a_training_names_what_is_missing(manager_desk):
    with pytest.raises(InvalidInput) as refused:
        add_training(manager_desk, TrainingDraft((), "唱歌", TODAY + timedelta(days=1), " "), uuid4())

    assert refused.value.fields.keys() == {"staff_ids", "kind", "topic", "day"}
