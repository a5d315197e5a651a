"""A server that goes away in the middle of an act: nothing is saved, a sentence says so, a new connection works."""

from uuid import uuid4

import psycopg
import pytest

from app.models.matters import Matter
from app.models.premises import Community
from app.services.kernel.errors import Gone
from app.services.kernel.unit import writing
from app.services.matters.values import PlaceDraft, Taken
from app.services.repairs.acts import take_repair
from app.services.repairs.values import RepairDraft
from app.services.trust.verify import verify
from tests.support import desks

pytestmark = pytest.mark.postgres
DRAFT = RepairDraft(words="不热", place=PlaceDraft("和平里3-2-1102"))


def kill_connection_of(store, url) -> None:
    pid = store.run("SELECT pg_backend_pid()").fetchone()[0]
    with psycopg.connect(url, autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,)).fetchone() == (True,)


def lose_the_server_in_the_middle(desk, url, key) -> None:
    with writing(desk, "community.add", key) as unit:
        unit.insert(Community, name="和平里", short_name="和平里")
        unit.number("WX", desk.today())
        kill_connection_of(desk.store, url)
        unit.insert(Community, name="建设里", short_name="建设里")


@pytest.fixture
def lost(postgres_url):
    """A desk whose connection the server has just ended between two acts."""
    with desks.opened(postgres_url) as store:
        desk = desks.desk_for(store)
        kill_connection_of(store, postgres_url)
        yield desk


def test_an_act_cut_in_the_middle_is_gone_and_saves_nothing(postgres_url):
    key = uuid4()
    with desks.opened(postgres_url) as store:
        with pytest.raises(Gone, match="没有保存"):
            lose_the_server_in_the_middle(desks.desk_for(store), postgres_url, key)

        with desks.opened(postgres_url) as again:
            assert again.scalars(Community.select(Community.name)) == []
            taken = take_repair(desks.desk_for(again), DRAFT, key)
            assert taken.number == "WX-PQZ-20261115-0001"
            assert verify(again) == []


def test_every_later_read_and_act_says_the_server_is_gone(lost):
    for attempt in (
        lambda: lost.store.scalar(Matter.select(Matter.number)),
        lambda: lost.store.run("SELECT 1"),
        lambda: take_repair(lost, DRAFT, uuid4()),
        lambda: verify(lost.store),
        lambda: lost.store.data_version(),
    ):
        with pytest.raises(Gone):
            attempt()
    assert not lost.store.in_unit


def test_another_connection_works_with_the_same_key(lost, postgres_url):
    key = uuid4()
    with pytest.raises(Gone):
        take_repair(lost, DRAFT, key)

    again = lost.store.sibling()
    desk = desks.desk_for(again)

    first = take_repair(desk, DRAFT, key)
    assert isinstance(first, Taken)
    assert take_repair(desk, DRAFT, key) == first
    assert again.scalars(Matter.select(Matter.number)) == [first.number]
    again.close()


def test_a_server_restarting_for_good_is_told_as_gone_when_opening(postgres_cluster):
    name = postgres_cluster.create()
    url = postgres_cluster.url(name)
    postgres_cluster.drop(name)

    with pytest.raises(Gone), desks.opened(url):
        pass
