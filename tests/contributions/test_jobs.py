"""The figures of a consultation agree with one another, during it by the minute, after it at each change."""

from datetime import timedelta

import pytest

from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit import jobs
from consult.kit.db import database, session
from contributions.models import Status
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.contributions import post_argument, post_proposal


@pytest.fixture
def figures(app, scene):
    """Return a function that lets the worker work, then reads the figures of the consultation."""
    number = scene.consultation.id

    def read(at=NOW) -> tuple[int, ...]:
        scene.session.commit()
        jobs.run_due(at)
        with database().unit_of_work(writes=False):
            one = session.get_one(Consultation, number)
            in_themes = sum(theme.proposals_count for theme in one.themes)
            return one.proposals_count, in_themes, one.contributions_count, one.participants_count

    return read


@pytest.mark.parametrize("status", [ConsultationStatus.PUBLISHED, ConsultationStatus.CLOSED])
def test_a_text_that_leaves_the_lists_leaves_every_figure(scene, figures, status):
    kept, gone = (post_proposal(scene.author, scene.consultation) for _ in range(2))
    post_argument(scene.voter, gone)
    assert figures() == (2, 2, 3, 2)
    scene.consultation.status = status
    change_status(gone, Status.REMOVED, None, at=NOW)
    assert figures(NOW + timedelta(minutes=2)) == (1, 1, 2, 2)
    assert kept.status is Status.PUBLISHED
