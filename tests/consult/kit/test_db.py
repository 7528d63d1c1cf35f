"""One transaction per request, command or job, on both engines."""

from datetime import datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from consult.accounts.models import User
from consult.kit import db
from consult.kit.db import WriteInReadUnitError, database, session
from consult.kit.errors import Conflict
from consult.kit.permissions import public
from tests.factories import NOW
from tests.factories.people import make_user
from wsgi import create_app


@pytest.fixture
def composed(settings):
    """Compose an application for these tests alone, which add to it."""
    return create_app(settings)


def people() -> int:
    return session.scalar(select(func.count(User.id)))


def test_a_unit_of_work_keeps_what_it_wrote(app):
    with app.app_context():
        with database().unit_of_work():
            session.add(make_user())
        with database().unit_of_work(writes=False):
            assert people() == 1


def write_then_fail():
    with database().unit_of_work():
        session.add(make_user())
        session.flush()
        raise ValueError("halfway")


def test_a_unit_of_work_that_fails_keeps_nothing(app):
    with app.app_context():
        with pytest.raises(ValueError, match="halfway"):
            write_then_fail()
        with database().unit_of_work(writes=False):
            assert people() == 0


def test_a_unit_that_only_reads_refuses_to_write(app):
    with app.app_context(), pytest.raises(WriteInReadUnitError), database().unit_of_work(writes=False):
        session.add(make_user())


def test_an_instant_comes_back_aware_and_in_utc(store, unit):
    paris = timezone(timedelta(hours=2))
    (user,) = store(make_user(created_at=datetime(2026, 7, 1, 14, 0, tzinfo=paris)))
    unit.expire_all()
    assert unit.get_one(User, user.id).created_at.isoformat() == "2026-07-01T12:00:00+00:00"


def test_a_naive_time_is_refused(store):
    with pytest.raises(StatementError, match="naive"):
        store(make_user(created_at=NOW.replace(tzinfo=None)))


@pytest.mark.parametrize(
    ("version", "sound"),
    [((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 50, 6), False), ((3, 51, 3), True)],
)
def test_wal_is_used_only_where_it_cannot_corrupt_the_file(version, sound):
    assert db.wal_is_sound(version) is sound


def _app_with_routes(app: Flask) -> Flask:
    @app.post("/essai/garde")
    @public
    def keep() -> str:
        session.add(make_user())
        return "ok"

    @app.post("/essai/refuse")
    @public
    def refuse() -> str:
        session.add(make_user())
        session.flush()
        raise Conflict("Rechargez la page.")

    @app.get("/essai/lit")
    @public
    def write_while_reading() -> str:
        session.add(make_user())
        return "ok"

    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.mark.parametrize(("address", "status", "kept"), [("/essai/garde", 200, 1), ("/essai/refuse", 409, 0)])
def test_a_request_commits_only_when_its_answer_is_not_a_refusal(app, address, status, kept):
    answer = _app_with_routes(app).test_client().post(address)
    assert answer.status_code == status
    with app.app_context(), database().unit_of_work(writes=False):
        assert people() == kept


def test_a_get_that_tries_to_write_fails_and_writes_nothing(app):
    client = _app_with_routes(app).test_client()
    with pytest.raises(WriteInReadUnitError):
        client.get("/essai/lit")
    with app.app_context(), database().unit_of_work(writes=False):
        assert people() == 0


def test_a_unit_that_only_read_so_far_may_let_others_write(app, store):
    with app.app_context(), database().unit_of_work() as opened:
        assert people() == 0
        db.let_others_write()
        assert not opened.in_transaction()
        store(make_user())
        assert people() == 1


def test_a_unit_that_has_begun_to_write_keeps_its_place(app):
    with app.app_context(), database().unit_of_work() as opened:
        opened.add(make_user())
        with pytest.raises(RuntimeError, match="already written"):
            db.let_others_write()
        assert people() == 1
