import os
import re
import time
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from app.services.kernel.desk import Desk, StaffId
from app.services.kernel.drafts import Draft, DraftFolder, draft_days, my_drafts
from app.services.repairs.intake import take_repair
from app.services.repairs.values import RepairDraft
from tests.support import desks

WORDS = "暖气片漏水 13800000421"


@pytest.fixture
def folder(tmp_path: Path) -> DraftFolder:
    return DraftFolder(tmp_path / "drafts")


def draft(desk: Desk, words: str = WORDS, name: str = "one") -> Draft:
    author = desk.actor.staff_id
    assert author is not None
    return Draft(name, "call", desk.station.code, author, uuid4(), desk.now(), {"words": words})


def test_a_draft_comes_back_as_it_was_put(folder: DraftFolder, desk: Desk) -> None:
    put = draft(desk)

    folder.put(put)

    assert folder.read() == [put]


def test_the_next_state_takes_the_place_of_the_one_before(folder: DraftFolder, desk: Desk) -> None:
    folder.put(draft(desk, "暖气"))
    folder.put(draft(desk, "暖气片漏水"))

    assert [kept.values["words"] for kept in folder.read()] == ["暖气片漏水"]


def test_what_was_dropped_leaves_no_file(folder: DraftFolder, desk: Desk) -> None:
    folder.put(draft(desk))

    folder.drop("one")
    folder.drop("one")

    assert list(folder.folder.iterdir()) == []


def test_half_a_file_is_no_draft_and_harms_no_other(folder: DraftFolder, desk: Desk) -> None:
    folder.put(draft(desk))
    (folder.folder / "two.json").write_text('{"kind": "call", "auth', encoding="utf-8")
    (folder.folder / "three.json").write_bytes(b"\xff\xfe\x00")
    (folder.folder / "four.json").write_text('["call"]', encoding="utf-8")
    (folder.folder / "five.json").mkdir()
    whole = (folder.folder / "one.json").read_text(encoding="utf-8")
    (folder.folder / "six.json").write_text(
        re.sub(r'"begun_ms": \d+', '"begun_ms": 1' + "0" * 40, whole), encoding="utf-8"
    )

    assert [kept.name for kept in folder.read()] == ["one"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the folder of a user to the user")
def test_nobody_else_on_the_computer_reads_it(folder: DraftFolder, desk: Desk) -> None:
    folder.put(draft(desk))

    assert (folder.folder / "one.json").stat().st_mode & 0o077 == 0
    assert folder.folder.stat().st_mode & 0o077 == 0


def test_nobody_is_offered_what_another_one_began(folder: DraftFolder, desk: Desk) -> None:
    folder.put(draft(desk))
    other = desks.desk_for(desk.store, desks.MANAGER, desk.clock)  # type: ignore[arg-type]

    assert [kept.name for kept in my_drafts(desk, folder.read()).waiting] == ["one"]
    assert my_drafts(other, folder.read()).waiting == ()


def test_a_call_saved_in_the_moment_before_the_kill_is_not_offered_again(folder: DraftFolder, desk: Desk) -> None:
    begun = draft(desk)
    folder.put(begun)
    take_repair(desk, RepairDraft(words=WORDS), begun.key)

    found = my_drafts(desk, folder.read())

    assert found.waiting == ()
    assert [kept.name for kept in found.saved] == ["one"]


def test_what_nobody_came_back_for_goes_with_its_age(folder: DraftFolder, desk: Desk) -> None:
    folder.put(draft(desk, name="old"))
    folder.put(draft(desk, name="new"))
    (folder.folder / "half.writing").write_bytes(b"{")
    (folder.folder / "notes.txt").write_bytes(b"not ours")
    then = time.time() - draft_days() * 24 * 60 * 60 - 60
    for name in ("old.json", "half.writing", "notes.txt"):
        os.utime(folder.folder / name, (then, then))

    assert folder.drop_old() == 2

    assert sorted(path.name for path in folder.folder.iterdir()) == ["new.json", "notes.txt"]


def test_the_words_of_a_draft_are_in_no_log_line(desk: Desk) -> None:
    assert WORDS not in repr(draft(desk))


def test_a_draft_of_somebody_unknown_is_nobodys(folder: DraftFolder, desk: Desk) -> None:
    begun = draft(desk)
    folder.put(replace(begun, author=StaffId(987_654)))

    assert my_drafts(desk, folder.read()).waiting == ()


def test_a_draft_of_another_station_is_not_offered_to_whoever_has_the_same_number_here(
    folder: DraftFolder, desk: Desk
) -> None:
    folder.put(replace(draft(desk), station="XYZ"))

    assert my_drafts(desk, folder.read()).waiting == ()
