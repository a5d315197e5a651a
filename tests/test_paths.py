"""Shipped resources are found by name."""

import pytest

from app.paths import resource


def test_a_shipped_resource_is_found_and_a_missing_one_is_named() -> None:
    assert resource("policies/regulation.json").is_file()
    with pytest.raises(FileNotFoundError, match=r"icons/no-such\.svg"):
        resource("icons/no-such.svg")
