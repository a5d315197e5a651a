"""One number is one text, however it was typed."""

import pytest

from app.services.matters.phones import dialled


@pytest.mark.parametrize(
    "typed",
    ["13800008000", "138-0000-8000", "138 0000 8000", " １３８０００08000", "+86 138—0000—8000", "(86)13800008000"],
)
def test_a_number_is_stored_as_its_digits(typed: str) -> None:
    assert dialled(typed) == "13800008000"


@pytest.mark.parametrize("typed", ["5550001转802", "13800008000/13800008001", "没留", ""])
def test_what_is_no_single_number_stays_as_written(typed: str) -> None:
    assert dialled(f" {typed} ") == typed
