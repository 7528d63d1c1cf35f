"""Every role met by every status and every decision: what is allowed, and what follows."""

import pytest

from consult.accounts.models import Role, Visitor
from consult.kit.errors import Conflict, DomainError
from consult.kit.permissions import require
from contributions.models import Status
from moderation.models import Verdict
from moderation.operations.decisions import Ruling, decide
from moderation.rules import Permission
from moderation.verdicts import EFFECTS
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user

DECIDERS = {"moderator", "moderator_here", "administrator"}
OTHERS = {"moderator_elsewhere", "author_moderator", "secretariat", "facilitator", "council_member", "citizen"}
SENT = [status for status in Status if status is not Status.DRAFT]
EVERY_CASE = [(status, verdict) for status in SENT for verdict in Verdict]


def _person(role, scene):
    if role == "visitor":
        return Visitor()
    scene.session.add(other := make_consultation())
    scene.session.flush()
    places = {"moderator_here": scene.consultation.id, "moderator_elsewhere": other.id}
    roles = [Role.MODERATOR] if "moderator" in role else [Role(role)]
    person = make_user(*roles, consultation_id=places.get(role))
    scene.session.add(person)
    scene.session.flush()
    if role == "author_moderator":
        scene.proposal.author_id = person.id
    return person


def _outcome(person, scene, status, verdict):
    """Try one decision and undo it; return the status reached or the name of the refusal."""
    with scene.session.begin_nested() as attempt:
        scene.proposal.status = status
        scene.session.flush()
        try:
            require(person, Permission.DECIDE, scene.proposal)
            reached = decide(
                person,
                scene.proposal,
                Ruling(verdict, 1, rule_number=7, masked="semaine", kept_id=scene.other.id),
                at=NOW,
            ).to_status
        except DomainError as refusal:
            reached = type(refusal).__name__
        attempt.rollback()
    return reached


@pytest.fixture(autouse=True)
def _another_proposal(scene):
    """Let the proposal have another to be joined to."""
    scene.other = post_proposal(scene.author, scene.consultation)


@pytest.mark.parametrize("role", sorted(DECIDERS))
def test_who_moderates_decides_as_the_table_says(scene, role):
    person = _person(role, scene)
    found = {case: _outcome(person, scene, *case) for case in EVERY_CASE}
    expected = {
        (status, verdict): EFFECTS.get(verdict, {}).get(status, Conflict.__name__)
        for status, verdict in EVERY_CASE
    }
    # No word of this text is masked: there is nothing to give back.
    expected[Status.PUBLISHED, Verdict.RESTORE] = Conflict.__name__
    # A person hid it: there is nothing to confirm.
    expected[Status.HIDDEN, Verdict.HIDE] = Conflict.__name__
    assert found == expected


@pytest.mark.parametrize("role", sorted(OTHERS))
def test_nobody_else_decides_whatever_the_status(scene, role):
    person = _person(role, scene)
    assert {_outcome(person, scene, *case) for case in EVERY_CASE} == {"Forbidden"}


def test_a_visitor_is_asked_to_sign_in_whatever_the_status(scene):
    assert {_outcome(Visitor(), scene, *case) for case in EVERY_CASE} == {"SignInNeeded"}
