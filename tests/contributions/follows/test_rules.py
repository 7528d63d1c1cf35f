"""Who may follow what."""

import pytest

from consult.accounts.models import Visitor
from consult.consultations.models import ConsultationStatus
from consult.kit.permissions import allows
from contributions.follows.rules import Permission
from contributions.models import Status
from tests.factories import NOW
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user

READABLE = {Status.PUBLISHED, Status.MERGED}


@pytest.fixture
def proposal(scene):
    return post_proposal(scene.author, scene.consultation)


def may(actor, target):
    return allows(actor, Permission.FOLLOW, target, NOW)


@pytest.mark.parametrize("status", Status)
def test_a_proposal_is_followed_by_others_while_everyone_may_read_it(scene, proposal, status):
    proposal.status = status
    assert may(scene.voter, proposal) == (status in READABLE)


def test_an_author_follows_a_proposal_a_moderator_still_reads(scene, proposal):
    proposal.status = Status.PENDING
    assert may(scene.author, proposal)


@pytest.mark.parametrize("status", ConsultationStatus)
def test_a_consultation_and_its_themes_are_followed_once_public_and_after_their_end(scene, status):
    scene.consultation.status = status
    expected = status is not ConsultationStatus.DRAFT
    targets = (scene.consultation, scene.consultation.themes[0])
    assert [may(scene.voter, target) for target in targets] == [expected, expected]


def test_nobody_follows_a_proposal_of_a_consultation_that_went_back_to_its_desk(scene, proposal):
    scene.consultation.status = ConsultationStatus.DRAFT
    assert not may(scene.author, proposal)


def test_following_takes_an_account_whose_address_was_confirmed(scene):
    assert not may(Visitor(), scene.consultation)
    assert not may(make_user(confirmed_at=None), scene.consultation)
