"""`consult check` says what is missing or unsafe."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from consult.kit import jobs
from consult.kit.db import database, session
from tests.factories import NOW


@pytest.fixture
def check(app):
    """Return a function that runs `consult check`."""

    def run():
        with app.app_context():
            return CliRunner().invoke(app.extensions["consult_commands"], ["check"])

    return run


def keep_job(app, **values: object):
    with app.app_context(), database().unit_of_work():
        session.add(jobs.Job(kind="mail.send", payload={"id": 0}, **values))


def test_settings_for_one_machine_are_told_before_opening_to_the_public(check, migrated):
    assert "! À régler avant d’ouvrir au public : donnez un serveur smtp:// à CONSULT_MAIL_URL" in check().output


def test_a_database_without_its_migrations_is_a_fault(check):
    done = check()
    assert ("✗ Lancez « consult init »" in done.output, done.exit_code) == (True, 1)


def test_work_that_nobody_does_is_told(app, check, migrated):
    keep_job(app, run_at=NOW - timedelta(minutes=3))
    said = check().output
    assert "✗ Lancez « consult serve »" in said
    assert "! 1 tâche attend depuis plus de deux minutes" in said


def test_work_given_up_is_a_fault(app, check, migrated):
    keep_job(app, run_at=NOW, attempts=jobs.MAX_ATTEMPTS)
    assert "✗ Lisez le journal du worker : 1 tâche a échoué" in check().output


def test_a_missing_index_is_told(check, migrated):
    assert "! Lancez « consult index rebuild »" in check().output
