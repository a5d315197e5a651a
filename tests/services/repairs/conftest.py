"""A small station on each database."""

import pytest

from app.services.kernel.desk import Desk
from tests.support.repairs import Day, begin


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)
