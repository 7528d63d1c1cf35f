"""What the worker records of the dates: once, however late."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.consultations import jobs as consultation_jobs
from consult.consultations import news, operations, queries
from consult.consultations.models import Action, ConsultationChange, ConsultationStatus
from consult.kit import clock, jobs
from consult.kit.db import database, session
from consult.kit.outbox import subscribe
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase

DAY = timedelta(days=1)
CLOSED = ConsultationStatus.CLOSED


@pytest.fixture
def two_phases(unit):
    """Return a consultation whose two phases follow each other, the first begun."""
    second = make_phase(opens_at=NOW + 20 * DAY, closes_at=NOW + 40 * DAY, opens=frozenset({Action.VOTE}))
    consultation = make_consultation(phases=[make_phase(), second])
    unit.add(consultation)
    unit.flush()
    return consultation


def test_each_opening_and_closing_is_recorded_once(two_phases):
    days = [0, 1, 20, 21, 40, 41]
    assert [operations.record_passages(NOW + day * DAY) for day in days] == [1, 0, 2, 0, 1, 0]


def test_a_worker_that_was_down_records_all_it_missed(two_phases):
    assert operations.record_passages(NOW + 90 * DAY) == 4
    assert [phase.closing_recorded_at for phase in two_phases.phases] == [NOW + 90 * DAY] * 2


def test_the_last_phase_of_taking_part_closes_the_consultation_at_its_own_date(two_phases):
    operations.record_passages(NOW + 45 * DAY)
    change = queries.changes_of(two_phases)[0]
    assert (two_phases.status, two_phases.closed_at) == (CLOSED, NOW + 40 * DAY)
    assert (change.actor_id, change.at, change.to_status) == (None, NOW + 45 * DAY, CLOSED)


def test_nothing_closes_between_two_phases(unit, two_phases):
    two_phases.phases[1].opens_at += 5 * DAY
    unit.flush()
    operations.record_passages(NOW + 22 * DAY)
    assert two_phases.status is ConsultationStatus.PUBLISHED


def test_a_phase_of_reading_is_recorded_after_the_end(unit):
    reading = make_phase(opens_at=NOW + 20 * DAY, closes_at=NOW + 60 * DAY, opens=frozenset({Action.READ}))
    consultation = make_consultation(phases=[make_phase(), reading])
    unit.add(consultation)
    operations.record_passages(NOW + 21 * DAY)
    assert consultation.status is CLOSED
    assert operations.record_passages(NOW + 60 * DAY) == 1


def test_a_draft_does_not_live_by_its_dates(unit):
    unit.add(make_consultation(status=ConsultationStatus.DRAFT))
    unit.flush()
    assert operations.record_passages(NOW + 90 * DAY) == 0


def test_the_worker_closes_and_tells_later_rooms_once_whatever_the_number_of_rounds(app, store):
    subscribe(app, operations.CLOSED, "test.closed")
    store(make_consultation())
    with app.app_context():
        for minutes in range(3):
            with clock.set_to(NOW + 30 * DAY + timedelta(minutes=minutes)):
                jobs.run_due()
        with database().unit_of_work(writes=False):
            told = session.scalars(select(jobs.Job).where(jobs.Job.kind == "test.closed")).all()
            changes = session.scalar(select(func.count(ConsultationChange.id)))
    assert (len(told), changes) == (1, 1)


def test_news_of_a_passage_is_heard_after_commit(app, store):
    (consultation,) = store(make_consultation())
    heard = []
    listening = news.phase_opened.connected_to(lambda _, **told: heard.append(told))
    with listening, app.app_context(), database().unit_of_work():
        consultation_jobs.record_passages({})
        assert heard == []
    assert heard == [
        {"consultation_id": consultation.id, "slug": consultation.slug, "phase_id": consultation.phases[0].id}
    ]


def test_two_workers_at_once_record_each_passage_once(app, store):
    store(make_consultation())

    def work(_worker: int) -> int:
        with app.app_context(), database().unit_of_work():
            return operations.record_passages(NOW + 30 * DAY)

    with ThreadPoolExecutor(2) as workers:
        assert sorted(workers.map(work, range(2))) == [0, 2]
    with app.app_context(), database().unit_of_work(writes=False):
        assert session.scalar(select(func.count(ConsultationChange.id))) == 1
