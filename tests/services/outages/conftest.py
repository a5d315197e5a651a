import pytest

from app.services.kernel.desk import Desk
from tests.support.outages import Block


@pytest.fixture
def block(desk: Desk) -> Block:
    """The building, once on each database."""
    return Block(desk)
