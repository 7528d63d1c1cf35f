"""The worker does everything once asked, even when it is killed in the middle."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from consult.kit import jobs, mail
from consult.kit.db import database, session
from consult.kit.worker import Worker, is_working
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


class Postbox:
    """Say when a message has been taken away."""

    left = threading.Event()

    def carry(self, _message, _number):
        self.left.set()


def wait_for_the_mail(_payload):
    """Work for as long as the mail asked for meanwhile has not left."""
    outcome.append(Postbox.left.wait(30))


outcome: list[bool] = []


@pytest.fixture
def post(app):
    """Return an application with one long job and a mail, both due, and nothing else to do."""
    Postbox.left.clear()
    outcome.clear()
    app.extensions["consult_jobs"] = jobs.Catalogue()
    app.extensions["consult_mail"] = (Postbox(), "consult@exemple.fr")
    jobs.handle(app, "long", "tests.consult.kit.test_worker:wait_for_the_mail", long=True)
    jobs.handle(app, mail.SEND, "consult.kit.mail:send", urgent=True)
    with app.app_context(), database().unit_of_work() as opened:
        opened.add(mail.OutgoingMail(id=1, recipient="a@exemple.fr", subject="1", text="Bonjour", written_at=NOW))
        jobs.enqueue("long", {}, at=NOW)
    return app


def test_a_mail_leaves_while_long_work_goes_on(post, site_folder):
    worker = Worker(post, site_folder)
    with post.app_context():
        long_work = jobs._claim(NOW)
        with database().unit_of_work():
            jobs.enqueue(mail.SEND, {"id": 1}, at=NOW)
        beside = threading.Thread(target=worker._work_beside)
        beside.start()
        jobs._run(long_work)
        worker.stop()
        beside.join()
    assert outcome == [True]
