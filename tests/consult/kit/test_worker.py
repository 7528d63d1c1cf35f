"""The worker does everything once asked, even when it is killed in the middle."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from consult.kit import jobs, mail
from consult.kit.db import database, session
from consult.kit.worker import is_working
from tests.factories import NOW
from tests.processes import running

MAILS = 40


@pytest.fixture
def environment(app, migrated, database_url, site_folder):
    """Return the environment of a worker on a database with mails to send, brought up to date."""
    with app.app_context(), database().unit_of_work():
        for number in range(MAILS):
            row = mail.OutgoingMail(recipient="a@exemple.fr", subject=str(number), text="Bonjour", written_at=NOW)
            session.add(row)
            session.flush()
            jobs.enqueue(mail.SEND, {"id": row.id}, at=NOW)
    return {"DATABASE_URL": database_url, "CONSULT_DATA_DIR": str(site_folder)}


def test_nothing_is_lost_when_the_worker_is_killed_amid_its_jobs(app, environment, site_folder):
    with running("worker", **environment) as worker:
        for _ in range(5):
            worker.line_with("mail.written")
        worker.kill()
    with app.app_context():
        jobs.run_due(datetime.now(UTC) + timedelta(minutes=5))
        with database().unit_of_work(writes=False):
            waiting = session.scalar(select(func.count()).where(mail.OutgoingMail.sent_at.is_(None)))
    assert waiting == 0
    assert len(list((site_folder / "mail").glob("*.eml"))) == MAILS


def test_a_worker_stops_when_asked_and_says_so(environment):
    with running("worker", **environment) as worker:
        worker.line_with("mail.written")
        assert worker.stop() == 0


def test_a_second_worker_of_the_embedded_engine_waits_its_turn(app, environment):
    if not app.extensions["consult_db"].is_sqlite:
        return
    with running("worker", **environment) as first:
        first.line_with("worker.started")
        with running("worker", **environment) as second:
            second.line_with("worker.waiting")
            first.kill()
            assert second.line_with("worker.started")


def test_the_lock_tells_whether_a_worker_lives(site_folder):
    assert not is_working(site_folder)
