"""As the day announced for an answer nears, the secretariat is reminded, once for each of the days kept."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from consult.kit import jobs
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from council.models import OfficialResponse, Opinion
from council.operations.answers import begin_response
from council.operations.reminders import PASSED, ask_reminders, due_reminder, remind
from tests.factories import NOW

TODAY = date(2026, 10, 1)


@pytest.mark.parametrize(("left", "due"), [(30, None), (14, 14), (10, 14), (7, 7), (1, 1), (0, 1), (-1, PASSED)])
def test_which_reminder_is_due(left, due):
    assert due_reminder(TODAY + timedelta(days=left), TODAY) == due


@pytest.fixture
def awaited(public):
    """Return the scene with an answer announced for the week after."""
    with public.app.app_context(), database().unit_of_work() as unit:
        response = begin_response(public.secretariat, unit.get_one(Opinion, public.opinion.id), at=NOW)
        response.planned_on = TODAY + timedelta(days=7)
        public.response_id = response.id
    return public


def reminded(scene) -> int:
    with scene.app.app_context(), database().unit_of_work(writes=False) as unit:
        return unit.scalar(select(func.count()).where(OutgoingMail.subject.contains("est attendue"))) or 0


def look(scene, at=NOW):
    with scene.app.app_context():
        with database().unit_of_work():
            ask_reminders(at)
        jobs.run_due(at)


def test_each_reminder_is_written_once_however_often_the_worker_looks(awaited):
    for _time in range(3):
        look(awaited)
    assert reminded(awaited) == 1
    look(awaited, NOW + timedelta(days=6))
    assert reminded(awaited) == 2


def test_another_day_announced_is_reminded_anew(awaited):
    look(awaited)
    with awaited.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(OfficialResponse, awaited.response_id).planned_on = TODAY + timedelta(days=5)
    look(awaited)
    assert reminded(awaited) == 2


def test_nobody_is_reminded_of_a_published_answer(awaited):
    with awaited.app.app_context(), database().unit_of_work() as unit:
        response = unit.get_one(OfficialResponse, awaited.response_id)
        response.published_at = NOW
        remind(response, at=NOW)
    look(awaited)
    assert reminded(awaited) == 0
