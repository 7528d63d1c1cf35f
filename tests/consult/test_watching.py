"""The numbers given to whoever watches the site."""

from dataclasses import replace
from datetime import timedelta

import pytest

from consult.kit import jobs, metrics, overdue
from consult.kit.db import database, session
from consult.kit.mail import OutgoingMail
from consult.kit.metrics import Gauge
from consult.settings import Settings
from tests.factories import NOW
from tests.factories.consultations import make_consultation

HEADERS = {"Authorization": "Bearer un-mot-de-passe"}


@pytest.fixture
def settings(settings):
    """Return the settings of a site that is watched."""
    return replace(settings, metrics_token="un-mot-de-passe")


def numbers(browser):
    text = browser().get("/metriques", headers=HEADERS).text
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines}


def test_what_waits_is_counted(app, browser, store):
    store(
        jobs.Job(kind="mail.send", payload={}, run_at=NOW - timedelta(minutes=5)),
        jobs.Job(kind="mail.send", payload={}, run_at=NOW, attempts=jobs.MAX_ATTEMPTS),
        OutgoingMail(recipient="a@exemple.fr", subject="Bonjour", text="", written_at=NOW),
        make_consultation(),
    )
    assert numbers(browser) == {
        "consult_jobs_late": 1,
        "consult_jobs_abandoned": 1,
        "consult_oldest_job_seconds": 300,
        "consult_mails_waiting": 1,
        "consult_consultations_published": 1,
    }


def test_a_site_with_nothing_to_do_counts_nothing(browser):
    assert set(numbers(browser).values()) == {0}


@pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer un-autre", "un-mot-de-passe-de-plus", "Bearer é"])
def test_without_the_token_the_address_does_not_exist(browser, shown):
    assert (
        browser().get("/metriques", headers={"Authorization": shown.encode().decode("latin-1")}).status_code == 404
    )


def test_a_site_without_a_token_tells_nobody(app, browser):
    app.extensions["consult_settings"] = replace(app.extensions["consult_settings"], metrics_token="")
    assert browser().get("/metriques", headers={"Authorization": "Bearer "}).status_code == 404


def test_each_number_says_what_it_is_and_no_cache_keeps_it(browser):
    answer = browser().get("/metriques", headers=HEADERS)
    assert "# HELP consult_jobs_late Jobs due for more than two minutes." in answer.text
    assert "# TYPE consult_jobs_late gauge" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_room_adds_its_own_numbers(app):
    metrics.add(app, lambda: [Gauge("consult_essai", "Un essai.", 3)])
    with app.app_context(), database().unit_of_work(writes=False):
        assert b"consult_essai 3.0" in metrics.written()


def test_the_oldest_job_is_the_one_that_waits_for_longest(unit):
    for minutes in (1, 9, 4):
        session.add(jobs.Job(kind="mail.send", payload={}, run_at=NOW - timedelta(minutes=minutes)))
    session.flush()
    assert overdue.oldest_due(NOW) == NOW - timedelta(minutes=9)


def test_the_token_is_read_from_the_environment_and_never_printed():
    chosen = Settings.from_environment({"CONSULT_METRICS_TOKEN": "secret"})
    assert chosen.metrics_token == "secret"
    assert "secret" not in repr(chosen)
