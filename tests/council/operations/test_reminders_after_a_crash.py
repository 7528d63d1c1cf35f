"""A reminder is written once, whenever the worker dies: before it, while writing it, or after."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import User
from consult.kit import clock, jobs
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from council.models import OfficialResponse, Opinion
from council.operations import reminders
from council.operations.answers import begin_response
from tests.factories import NOW

IN_A_WEEK = date(2026, 10, 8)


@pytest.fixture
def awaited(public):
    """Return a published opinion whose answer is announced for the week after."""
    with public.app.app_context(), database().unit_of_work() as unit:
        response = begin_response(public.secretariat, unit.get_one(Opinion, public.opinion.id), at=NOW)
        response.planned_on = IN_A_WEEK
        public.response_id = response.id
    return public


def work(scene, at=NOW) -> None:
    with clock.set_to(at), scene.app.app_context():
        jobs.run_due(at)


def subjects(scene) -> list[str]:
    with scene.app.app_context(), database().unit_of_work(writes=False) as unit:
        found = select(OutgoingMail.subject).where(OutgoingMail.recipient == scene.secretariat.email)
        return [one for one in unit.scalars(found.order_by(OutgoingMail.id)) if "La réponse à l’avis" in one]


def asked_but_not_done(scene, attempts: int = 1) -> None:
    """Leave a reminder as a worker that was killed does: taken, its lease running, nothing written."""
    with scene.app.app_context(), database().unit_of_work() as unit:
        reminders.ask_reminders(NOW)
        unit.flush()
        job = unit.scalars(select(jobs.Job).where(jobs.Job.kind == reminders.REMIND_ONE)).one()
        job.attempts, job.lease_until = attempts, NOW + jobs.LEASE


def test_the_worker_looks_by_itself_and_the_secretariat_is_written_to(awaited):
    work(awaited)
    assert subjects(awaited) == ["La réponse à l’avis n° 2026-01 est attendue"]


def test_a_worker_killed_before_it_wrote_leaves_the_reminder_to_the_next_once(awaited):
    asked_but_not_done(awaited)
    work(awaited)
    assert subjects(awaited) == []
    for minutes in (2, 4, 6):
        work(awaited, NOW + timedelta(minutes=minutes))
    assert len(subjects(awaited)) == 1


def test_a_worker_killed_while_it_wrote_leaves_no_half_of_a_reminder(awaited, monkeypatch):
    written = reminders.mail.write

    def dies_after(*args: object, **values: object) -> None:
        written(*args, **values)
        raise SystemExit

    monkeypatch.setattr(reminders.mail, "write", dies_after)
    with pytest.raises(SystemExit):
        work(awaited)
    monkeypatch.undo()
    assert subjects(awaited) == []
    work(awaited, NOW + timedelta(minutes=5))
    assert len(subjects(awaited)) == 1


def test_a_reminder_written_is_never_written_again_after_a_restart(awaited):
    work(awaited)
    with awaited.app.app_context():
        jobs.release_leases()
    for hours in (1, 12, 24, 48):
        work(awaited, NOW + timedelta(hours=hours))
    assert len(subjects(awaited)) == 1


def test_as_the_day_nears_passes_and_goes_by_each_reminder_comes_once(awaited):
    for day in range(30):
        work(awaited, NOW + timedelta(days=day))
    expected, late = (
        "La réponse à l’avis n° 2026-01 est attendue",
        "La réponse à l’avis n° 2026-01 est en retard",
    )
    assert subjects(awaited) == [expected, expected, late]


def test_a_day_given_up_asks_for_nothing_even_when_a_reminder_was_on_its_way(awaited):
    asked_but_not_done(awaited)
    with awaited.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(OfficialResponse, awaited.response_id).planned_on = None
    work(awaited, NOW + timedelta(minutes=5))
    assert subjects(awaited) == []


def test_an_answer_published_meanwhile_is_not_asked_for(awaited):
    asked_but_not_done(awaited)
    with awaited.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(OfficialResponse, awaited.response_id).published_at = NOW
    work(awaited, NOW + timedelta(minutes=5))
    assert subjects(awaited) == []


def test_the_mail_says_the_day_what_is_missing_and_where_to_go_on(awaited):
    work(awaited)
    with awaited.app.app_context(), database().unit_of_work(writes=False) as unit:
        body = next(one.text for one in unit.scalars(select(OutgoingMail)) if "est attendue" in one.subject)
    assert "8 octobre 2026" in body
    assert "Il reste 2 recommandations sans réponse." in body
    assert f"http://localhost/secretariat/avis/{awaited.opinion.id}/reponse" in body


def test_someone_who_left_the_secretariat_is_not_written_to(awaited):
    with awaited.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(User, awaited.secretariat.id).grants = []
    work(awaited)
    assert subjects(awaited) == []
