"""Several workers, or several writers, at the same instant: each thing is done once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from consult.accounts.models import User
from consult.kit import jobs
from consult.kit.db import LOCK_SECONDS, database, session, sqlite_version, wal_is_sound
from tests.factories import NOW
from tests.factories.people import make_user

WORKERS = 4
done: Counter[int] = Counter()


def note(payload):
    """Count that this job was done."""
    done[payload["id"]] += 1


@pytest.fixture
def catalogue(app):
    """Return an application whose only job counts."""
    done.clear()
    app.extensions["consult_jobs"] = jobs.Catalogue()
    jobs.handle(app, "note", "tests.consult.kit.test_workers_at_once:note")
    with app.app_context(), database().unit_of_work():
        jobs.enqueue_all([jobs.Request("note", {"id": number}, NOW) for number in range(60)])
    return app


def together(work) -> None:
    """Run the same work in several threads that start at once."""
    gate = Barrier(WORKERS)

    def run(number: int) -> None:
        gate.wait()
        work(number)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(run, range(WORKERS)))


def test_several_workers_do_each_job_once(catalogue):
    def work(_number: int) -> None:
        with catalogue.app_context():
            jobs.run_due()

    together(work)
    assert done == Counter(range(60))


def test_writers_at_once_all_write(app):
    def work(_number: int) -> None:
        for _ in range(10):
            with app.app_context(), database().unit_of_work() as opened:
                opened.add(make_user())

    together(work)
    with app.app_context(), database().unit_of_work(writes=False):
        assert session.scalar(select(func.count(User.id))) == 40


def test_a_reader_does_not_wait_for_a_writer(app):
    with app.app_context(), database().unit_of_work() as writing:
        writing.add(make_user())
        writing.flush()
        with database().unit_of_work(writes=False) as reading:
            assert reading.scalar(select(func.count(User.id))) == 0


def test_the_embedded_database_keeps_its_promises(app):
    with app.app_context(), database().unit_of_work(writes=False) as opened:

        def asked(question: str) -> object:
            return opened.connection().exec_driver_sql(question).scalar()

        if not database().is_sqlite:
            assert asked("SHOW statement_timeout") == "30s"
            return
        assert asked("PRAGMA foreign_keys") == 1
        assert asked("PRAGMA busy_timeout") == LOCK_SECONDS * 1000
        assert asked("PRAGMA journal_mode") == ("wal" if wal_is_sound(sqlite_version()) else "delete")
