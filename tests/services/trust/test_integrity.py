"""The whole check finds what the row check alone cannot see: wrong facts and broken files."""

from uuid import uuid4

from app.services.kernel import blobs
from app.services.matters.values import CallerDraft
from app.services.repairs.acts import dispatch, finish, return_sheet, take_repair
from app.services.repairs.values import DispatchDraft, FaultGroup, FinishDraft, RepairDraft, SheetReturnDraft
from app.services.trust.integrity import check_everything


def returned(desk, scan: bytes) -> str:
    """A finished repair whose signed sheet was scanned; returns the scan's name."""
    taken = take_repair(desk, RepairDraft(FaultGroup.COLD, "不热", caller=CallerDraft("王伟", "13800001234")), uuid4())
    sent = dispatch(desk, taken.matter_id, DispatchDraft(repairer_id=4), uuid4())
    finish(desk, taken.matter_id, FinishDraft(arrived_at=desk.now()), uuid4())
    name = blobs.put(desk.store, scan)
    return_sheet(desk, SheetReturnDraft(number=sent.sheet_number, scan_sha256=name, view="满意"), uuid4())
    return name


def test_a_day_with_a_scan_is_clean(desk):
    returned(desk, b"a scan")

    assert check_everything(desk.store) == []


def test_a_scan_that_is_gone_or_changed_is_named(sqlite_desk):
    name = returned(sqlite_desk, b"a scan")
    path = sqlite_desk.store.folder() / "blobs" / name[:2] / name

    path.write_bytes(b"another")
    changed = check_everything(sqlite_desk.store)
    path.unlink()
    gone = check_everything(sqlite_desk.store)

    for found in (changed, gone):
        assert [(finding.table, finding.column) for finding in found] == [("sheet_return", "scan_sha256")]


def test_facts_that_do_not_follow_from_the_events_are_named_even_with_a_fresh_image(sqlite_desk):
    returned(sqlite_desk, b"a scan")
    sqlite_desk.store.run("UPDATE repair SET visits = 7")

    found = check_everything(sqlite_desk.store)

    assert ("repair", "visits") in {(finding.table, finding.column) for finding in found}
    assert any("按经过应为“1”" in finding.sentence for finding in found)
