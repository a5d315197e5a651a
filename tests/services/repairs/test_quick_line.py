"""One typed line at two in the morning."""

import pytest

from app.services.repairs.faults import faults, group_word
from app.services.repairs.quick_line import read_quick_line
from app.services.repairs.values import FaultGroup


def test_a_line_gives_address_phone_and_the_fault_with_its_severity() -> None:
    line = read_quick_line("3-2-1102 喷水 13800001234")

    assert (line.address, line.phone, line.words) == ("3-2-1102", "13800001234", "喷水")
    assert (line.fault_group, line.severity, line.gaps) == (FaultGroup.LEAK, "喷", ())


@pytest.mark.parametrize(
    ("typed", "address", "phone", "group"),
    [
        ("和平里3-1102 不热 １３８００００４４９０", "和平里3-1102", "13800004490", FaultGroup.COLD),
        ("13800001234 3号楼2单元1102 入户阀渗水", "3号楼2单元1102", "13800001234", FaultGroup.LEAK),
        ("3#-1-402 室温低 022-00001234", "3#-1-402", "022-00001234", FaultGroup.TEMPERATURE),
        ("南门井盖丢了冒热气", "", "", FaultGroup.PUBLIC),
        ("暖气管半夜咚咚响", "", "", FaultGroup.NOISE),
        ("锁闭阀打不开 5-1-101", "5-1-101", "", FaultGroup.VALVE),
        ("喂", "", "", FaultGroup.OTHER),
    ],
)
def test_the_order_and_the_width_of_what_is_typed_do_not_matter(
    typed: str, address: str, phone: str, group: FaultGroup
) -> None:
    line = read_quick_line(typed)

    assert (line.address, line.phone, line.fault_group) == (address, phone, group)


def test_an_empty_line_is_all_gaps_and_no_refusal() -> None:
    assert read_quick_line("  ").gaps == ("地址", "电话", "诉求")


def test_without_a_chosen_premises_the_address_stays_as_typed() -> None:
    draft = read_quick_line("3-2-1102 喷水").draft()

    assert draft.place is not None
    assert (draft.place.text, draft.premises_id) == ("3-2-1102", None)


def test_a_chosen_premises_stands_for_the_address() -> None:
    assert read_quick_line("3-2-1102 喷水").draft(5).place is None


def test_every_guess_is_a_fault_of_its_group() -> None:
    known = {group["id"]: set(group["faults"]) for group in faults()["groups"]}

    assert {entry["group"] for entry in faults()["group_words"]} <= set(known)
    assert all(entry["fault"] in known[entry["group"]] for entry in faults()["fault_words"])
    assert set(known) == {str(group) for group in FaultGroup}
    assert group_word("leak") == "跑冒滴漏"
