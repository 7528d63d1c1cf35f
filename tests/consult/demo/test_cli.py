"""The command that makes the demonstration."""

from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from consult.consultations.models import Consultation
from consult.kit.db import database, session
from consult.settings import Mode
from tests.factories.consultations import make_consultation


@pytest.fixture
def run(app):
    """Return a function that runs `consult demo` with a small crowd."""

    def demo(*options: str):
        with app.app_context():
            arguments = ["demo", "--people", "120", *options]
            return CliRunner().invoke(app.extensions["consult_commands"], arguments)

    return demo


def test_the_command_says_what_it_made(run):
    done = run()
    assert done.exit_code == 0
    said = done.output.replace("\u00a0", " ")
    assert "Notre région numérique 2030 : " in said
    assert "78 propositions" in said


def test_a_second_run_says_it_is_there_and_changes_nothing(app, run):
    run()
    assert "déjà là" in run().output
    with app.app_context(), database().unit_of_work(writes=False):
        assert session.scalar(select(func.count()).select_from(Consultation)) == 2


def test_a_real_consultation_at_the_same_address_is_left_alone(app, run, store):
    store(make_consultation(slug="demarches-en-ligne"))
    done = run()
    assert (done.exit_code, "Choisissez une autre adresse" in done.output) == (2, True)
    with app.app_context(), database().unit_of_work(writes=False):
        assert session.scalar(select(func.count()).select_from(Consultation)) == 1


def test_a_site_open_to_the_public_gets_no_demonstration(app, run):
    app.extensions["consult_settings"] = replace(app.extensions["consult_settings"], mode=Mode.PRODUCTION)
    done = run()
    assert done.exit_code == 2
    assert "ouvert au public" in done.output


def test_more_proposals_than_were_written_may_be_asked_for(run):
    assert "200 propositions" in run("--proposals", "200").output
