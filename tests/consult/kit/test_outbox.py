"""Telling later rooms what changed."""

import pytest
from sqlalchemy import func, select

from consult.kit import outbox
from consult.kit.jobs import Job
from tests.factories import NOW
from wsgi import create_app


@pytest.fixture
def composed(settings):
    """Compose an application for these tests alone, which add to it."""
    return create_app(settings)


def test_each_room_that_listens_gets_a_job_of_its_own(app, unit):
    outbox.subscribe(app, "text.changed", "room.index")
    outbox.subscribe(app, "text.changed", "room.translate")
    outbox.record("text.changed", {"id": 3}, at=NOW)
    jobs = unit.scalars(select(Job).order_by(Job.kind)).all()
    assert [(job.kind, job.payload) for job in jobs] == [("room.index", {"id": 3}), ("room.translate", {"id": 3})]


def test_what_nobody_listens_to_leaves_no_job(app, unit):
    outbox.record("unheard.topic", {}, at=NOW)
    assert unit.scalars(select(Job)).all() == []


def test_an_event_told_once_is_never_told_again(app, unit):
    outbox.subscribe(app, "text.closed", "room.draft")
    for _ in range(2):
        outbox.record("text.closed", {"id": 3}, at=NOW, once="3")
    assert len(unit.scalars(select(Job)).all()) == 1


def test_thousands_of_changes_are_told_at_once(app, unit):
    outbox.subscribe(app, "text.changed", "room.index")
    outbox.record_all("text.changed", [{"id": number} for number in range(1_200)], at=NOW)
    assert unit.scalar(select(func.count()).select_from(Job)) == 1_200
