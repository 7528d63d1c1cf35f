"""Those who follow what led to a recommendation are told the answer, then each move, once each."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.consultations.bulletin import Wanted
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from contributions.follows.operations.following import follow_written
from contributions.follows.operations.telling import tell_due
from council.models import Progress
from council.operations.commitments import StepDraft, record_step
from council.queries.answers import commitment_at
from council.reporters import report_answers, report_steps
from tests.factories import NOW


@pytest.fixture
def moved(answered):
    """Return the scene once something moved, an hour after the answer."""
    with answered.app.test_request_context(), database().unit_of_work() as unit:
        draft = StepDraft(Progress.UNDER_WAY, 30, "Six guichets sont ouverts.")
        record_step(
            answered.secretariat, commitment_at(answered.commitment.id), draft, at=NOW + timedelta(hours=1)
        )
        answered.unit = unit
        yield answered


def told(report, scene, **values: object):
    asked = {"until": NOW + timedelta(days=1), "discussed": frozenset({scene.proposal.id})} | values
    return list(report(Wanted(frozenset({scene.consultation.id}), **asked)))


def test_an_answer_and_a_move_are_told_once_to_those_who_follow_what_led_there(moved):
    (answer,), (step,) = told(report_answers, moved), told(report_steps, moved)
    assert answer.url.endswith(f"/avis/{moved.opinion.id}/reponse")
    assert step.url.endswith(f"/engagements/{moved.commitment.id}")
    assert (answer.proposal_id, step.proposal_id) == (moved.proposal.id, moved.proposal.id)
    assert answer.key != step.key


def test_what_led_nowhere_and_what_is_out_of_the_span_tells_nothing(moved):
    for report in (report_answers, report_steps):
        assert told(report, moved, discussed=frozenset()) == []
        assert told(report, moved, discussed=frozenset({999_999})) == []
        assert told(report, moved, since=NOW + timedelta(hours=1)) == []


def test_nothing_is_told_of_an_answer_that_is_not_public(moved):
    commitment_at(moved.commitment.id).reply.response.published_at = None
    moved.unit.flush()
    assert told(report_answers, moved) == told(report_steps, moved) == []


def test_the_author_of_a_text_that_led_there_is_written_to_once(moved):
    follow_written({moved.proposal.id}, at=NOW - timedelta(days=1))
    for days in (1, 2, 3):
        tell_due(NOW + timedelta(days=days))
    to_author = select(OutgoingMail).where(OutgoingMail.recipient == moved.author.email)
    bodies = [mail.text for mail in moved.unit.scalars(to_author) if "Garder douze guichets" in mail.text]
    assert len(bodies) == 1
