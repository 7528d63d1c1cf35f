"""The worker's round."""

from datetime import timedelta

from sqlalchemy import select

from consult.consultations.jobs import RECORD_PASSAGES, record_passages
from consult.consultations.models import Phase
from consult.kit import clock, jobs
from consult.kit.db import database, session
from tests.factories import NOW
from tests.factories.consultations import make_consultation


def test_the_worker_is_asked_every_thirty_seconds(app):
    catalogue = jobs.catalogue(app)
    assert jobs.Periodic(RECORD_PASSAGES, 30) in catalogue.periodic
    assert RECORD_PASSAGES in catalogue.handlers


def test_a_round_records_what_the_clock_says(app, store):
    store(make_consultation())
    late = NOW + timedelta(minutes=7)
    with app.app_context(), clock.set_to(late):
        with database().unit_of_work():
            record_passages({})
        with database().unit_of_work(writes=False):
            assert session.scalars(select(Phase)).one().opening_recorded_at == late
