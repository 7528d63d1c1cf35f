"""An author is told what is still to come of a public text, and no more than will come."""

from datetime import date

import pytest

from consult.consultations.models import ResultKind, ResultLink
from contributions.ahead import steps_ahead
from contributions.models import Status
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.contributions import post_proposal

ALL = ["La synthèse", "L’avis du conseil", "La réponse de la Région"]


@pytest.fixture
def proposal(scene):
    """Return a published proposal of a consultation whose synthesis is due on a day."""
    scene.consultation.synthesis_due_on = date(2026, 12, 18)
    return post_proposal(scene.author, scene.consultation)


def labels(proposal) -> list[str]:
    return [one.label for one in steps_ahead(proposal)]


def test_the_three_steps_to_come_are_told_and_the_day_of_the_synthesis(proposal):
    steps = steps_ahead(proposal)
    assert [one.label for one in steps] == ALL
    assert {one.state for one in steps} == {"ahead"}
    assert "18 décembre 2026" in steps[0].text.replace("\N{NO-BREAK SPACE}", " ")


def test_without_a_day_the_synthesis_is_announced_alone(proposal, scene):
    scene.consultation.synthesis_due_on = None
    assert steps_ahead(proposal)[0].text == "Elle dira où votre texte est placé."


@pytest.mark.parametrize(
    ("published", "left"),
    [([ResultKind.SYNTHESIS], ALL[1:]), ([ResultKind.SYNTHESIS, ResultKind.OPINION], ALL[2:]), (ResultKind, [])],
)
def test_what_is_published_is_no_longer_to_come(proposal, scene, published, left):
    scene.consultation.results = [ResultLink(kind=kind, url="/", published_at=NOW) for kind in published]
    assert labels(proposal) == left


def test_an_imported_consultation_promises_nothing(proposal, scene):
    scene.consultation.imported = True
    assert labels(proposal) == []


@pytest.mark.parametrize("status", [Status.PENDING, Status.HIDDEN, Status.WITHDRAWN])
def test_a_text_out_of_sight_awaits_nothing(proposal, status):
    change_status(proposal, status, None, at=NOW)
    assert labels(proposal) == []
