import threading
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.services.kernel.desk import Actor, Desk
from app.services.kernel.errors import AppError, Busy, Gone, InvalidInput, Refused
from app.services.kernel.operators import StaffDraft, add_staff
from app.services.kernel.station import change_station
from app.services.matters.rules_in_force import OverrideDraft, load_rules, override_policy
from app.services.matters.values import Taken
from app.services.repairs.intake import take_repair
from app.services.repairs.values import RepairDraft
from app.views import lanes
from app.views.session import Notice, Session
from app.views.settings import Settings
from app.views.theme import Tone
from tests.support import desks


class Answers(QObject):
    """Where results and errors of a test end up."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[AppError] = []

    def take(self, result: object) -> None:
        self.results.append(result)

    def refuse(self, error: AppError) -> None:
        self.errors.append(error)


LEAK_IN_TWENTY = OverrideDraft("repair.leak.arrive", {"limit_minutes": 20}, desks.MORNING, "公司文件")


@pytest.fixture
def answers() -> Answers:
    return Answers()


def name_of_operator(desk: Desk) -> str:
    return desk.actor.name


def refuse(desk: Desk) -> None:
    raise Refused("不能这样做。")


class LockedFor:
    """An act that meets a locked database the first times."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self, desk: Desk) -> str:
        if self.left:
            self.left -= 1
            raise Busy("数据库正忙。")
        return "saved"


def test_on_sqlite_the_answer_comes_before_ask_returns(session: Session, answers: Answers) -> None:
    session.ask(name_of_operator, then=answers.take)

    assert answers.results == [desks.CLERK]


def test_a_refusal_goes_to_whoever_asked(session: Session, answers: Answers) -> None:
    session.ask(refuse, then=answers.take, failed=answers.refuse)

    assert [error.message for error in answers.errors] == ["不能这样做。"]
    assert answers.results == []


def test_a_refusal_nobody_waits_for_becomes_a_notice(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.noticed) as heard:
        session.ask(refuse)

    assert heard.args == [Notice("不能这样做。", Tone.AMBER)]


def test_a_bug_is_not_dressed_up_as_a_refusal(session: Session, answers: Answers) -> None:
    with pytest.raises(ZeroDivisionError):
        session.ask(lambda desk: 1 // 0, failed=answers.refuse)

    assert answers.errors == []


def test_an_answer_to_a_deleted_widget_is_dropped(session: Session, answers: Answers, qtbot: QtBot) -> None:
    act = LockedFor(1)
    session.ask(act, then=answers.take)
    delete(answers)

    qtbot.waitUntil(lambda: act.left == 0)


def test_a_locked_database_is_tried_again_and_says_so(
    session: Session, answers: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[int] = []
    session.waiting_changed.connect(waiting.append)
    monkeypatch.setattr(lanes, "LONG_S", 0.0)

    session.ask(LockedFor(3), then=answers.take)
    assert answers.results == []
    qtbot.waitUntil(lambda: answers.results == ["saved"])

    assert waiting == [1, 0]


def test_a_lock_that_is_gone_at_once_is_no_word_worth(session: Session, answers: Answers, qtbot: QtBot) -> None:
    waiting: list[int] = []
    session.waiting_changed.connect(waiting.append)

    session.ask(LockedFor(2), then=answers.take)
    qtbot.waitUntil(lambda: answers.results == ["saved"])

    assert waiting == []


def test_a_database_that_stays_locked_ends_in_a_sentence(
    session: Session, answers: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "GIVE_UP_S", 0.0)

    session.ask(LockedFor(99), then=answers.take, failed=answers.refuse)
    qtbot.waitUntil(lambda: bool(answers.errors))

    assert isinstance(answers.errors[0], Busy)


def test_what_was_committed_is_announced_once(session: Session, qtbot: QtBot) -> None:
    session.set_desk(desks.desk_for(session.desk.store, desks.MANAGER))

    with qtbot.waitSignal(session.changed) as heard:
        session.ask(add_staff, StaffDraft("周新", "zx", "900", frozenset({"维修"})), uuid4())  # type: ignore[arg-type]

    assert [change.kind for change in heard.args[0]] == ["staff"]


def test_invalid_input_reaches_the_form_with_its_fields(session: Session, answers: Answers) -> None:
    session.set_desk(desks.desk_for(session.desk.store, desks.MANAGER))

    session.ask(add_staff, StaffDraft("", "", "", frozenset()), uuid4(), failed=answers.refuse)

    assert isinstance(answers.errors[0], InvalidInput)
    assert set(answers.errors[0].fields) == {"name", "badge", "roles"}


def test_another_operator_is_another_desk_and_the_same_session(
    session: Session, answers: Answers, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.desk_changed):
        session.take_over(Actor(None, "周新", "900", frozenset()))

    session.ask(name_of_operator, then=answers.take)
    assert answers.results == ["周新"]


def test_rules_changed_here_are_the_desks_at_once(session: Session, qtbot: QtBot) -> None:
    session.set_desk(desks.desk_for(session.desk.store, desks.MANAGER))
    before = session.desk.rules.version

    with qtbot.waitSignal(session.desk_changed):
        session.ask(override_policy, LEAK_IN_TWENTY, uuid4())

    assert session.desk.rules.version != before
    assert session.desk.rules.version == load_rules(session.desk.store).version


def test_rules_and_station_changed_by_another_desk_reach_this_one(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: session._version is not None, timeout=10_000)  # noqa: SLF001 - the first look has been taken
    before = session.desk.rules.version
    other = session.desk.store.sibling()
    manager = desks.desk_for(other, desks.MANAGER)

    override_policy(manager, LEAK_IN_TWENTY, uuid4())
    change_station(manager, replace(manager.station, name="城南供热站"), uuid4())
    other.close()

    qtbot.waitUntil(lambda: session.desk.station.name == "城南供热站", timeout=10_000)
    assert session.desk.rules.version != before
    assert session.desk.actor.name == desks.CLERK


def test_a_change_of_something_else_leaves_the_desk_as_it_is(session: Session, qtbot: QtBot) -> None:
    desk = session.desk

    with qtbot.assertNotEmitted(session.desk_changed):
        session.changed.emit([])

    assert session.desk is desk


@pytest.fixture
def far_session(sqlite_desk: Desk, settings: Settings, qtbot: QtBot) -> Iterator[Session]:
    """A session whose store says it is a server's: calls run on the desk thread."""

    class FarStore:
        dialect = "postgres"
        bus = sqlite_desk.store.bus

        def sibling(self) -> "FarStore":
            return self

        def data_version(self) -> int:
            return 1

        def first(self, query: object, row: object) -> None:
            """Nobody has founded a station there."""

        def rows(self, query: object, row: object) -> list[object]:
            return []

        def tuples(self, query: object) -> list[object]:
            return []

        def close(self) -> None:
            """The store behind it is closed by its own fixture."""

    session = Session(replace(sqlite_desk, store=FarStore()))  # type: ignore[arg-type]
    yield session
    session.close()


def test_on_a_server_calls_run_in_order_on_the_desk_thread(
    far_session: Session, answers: Answers, qtbot: QtBot
) -> None:
    for number in range(5):
        far_session.ask(lambda desk, number: (number, threading.current_thread().name), number, then=answers.take)

    qtbot.waitUntil(lambda: len(answers.results) == 5)
    assert answers.results == [(number, "desk") for number in range(5)]


def test_a_server_that_does_not_answer_leaves_a_window_that_can_only_be_read(
    sqlite_desk: Desk, far_session: Session, answers: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung = threading.Event()
    far_session._lane._limit.setInterval(50)  # type: ignore[union-attr]  # noqa: SLF001 - five seconds are too long here

    with qtbot.waitSignal(far_session.became_read_only):
        far_session.ask(lambda desk: hung.wait(), failed=answers.refuse)
    far_session.ask(name_of_operator, failed=answers.refuse)
    hung.set()

    assert [type(error) for error in answers.errors] == [Gone, Gone]
    assert far_session.read_only


def test_a_lost_server_can_be_connected_again(far_session: Session, answers: Answers, qtbot: QtBot) -> None:
    hung = threading.Event()
    far_session._lane._limit.setInterval(50)  # type: ignore[union-attr]  # noqa: SLF001 - five seconds are too long here
    with qtbot.waitSignal(far_session.became_read_only):
        far_session.ask(lambda desk: hung.wait(), failed=answers.refuse)
    hung.set()

    with qtbot.waitSignal(far_session.reconnected):
        far_session.reconnect()
    far_session.ask(name_of_operator, then=answers.take)

    qtbot.waitUntil(lambda: answers.results == [desks.CLERK])
    assert not far_session.read_only


@pytest.mark.postgres
def test_a_real_server_is_asked_on_a_connection_of_the_desk_thread(
    postgres_url: str, answers: Answers, settings: Settings, qtbot: QtBot
) -> None:
    with desks.opened(postgres_url) as store:
        session = Session(desks.desk_for(store))
        with qtbot.waitSignal(session.changed) as heard:
            session.ask(take_repair, RepairDraft(words="不热"), uuid4(), then=answers.take)
        qtbot.waitUntil(lambda: bool(answers.results))
        session.ask(refuse, failed=answers.refuse)
        qtbot.waitUntil(lambda: bool(answers.errors))
        session.close()

    assert "matter" in {change.kind for change in heard.args[0]}
    assert isinstance(answers.results[0], Taken)


def test_a_bug_on_the_desk_thread_flies_on_the_main_thread(far_session: Session, qtbot: QtBot) -> None:
    with qtbot.capture_exceptions() as caught:
        far_session.ask(lambda desk: 1 // 0)
        qtbot.waitUntil(lambda: bool(caught))

    assert caught[0][0] is ZeroDivisionError
