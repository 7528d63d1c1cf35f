"""What was published or left the public view since the data were photographed."""

import pytest

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import database
from contributions.models import Contribution, Proposal, Status
from synthesis.models import Synthesis
from synthesis.queries.edits import known_refs
from synthesis.queries.since import Since, since_snapshot
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import post_argument, post_proposal


@pytest.fixture
def opened(draft):
    """Give the draft in an open unit of work, with the present rows of who and what it is about."""
    with draft.app.app_context(), database().unit_of_work() as unit:
        draft.session, draft.synthesis = unit, unit.get_one(Synthesis, draft.synthesis.id)
        draft.consultation = unit.get_one(Consultation, draft.consultation.id)
        draft.reader = unit.get_one(User, draft.reader.id)
        yield draft


def since(scene):
    scene.session.flush()
    return since_snapshot(scene.synthesis)


def withdraw(scene, text):
    scene.session.get_one(Contribution, text.id).status = Status.WITHDRAWN


def test_nothing_since_is_nothing_to_say(opened):
    assert since(opened) == Since(0, 0)
    assert not since(opened)


def test_a_reply_published_since_is_counted_like_a_proposal(opened):
    post_argument(opened.reader, opened.session.get_one(Proposal, opened.proposal.id))
    post_proposal(opened.reader, opened.consultation)
    assert since(opened) == Since(added=2)


def test_a_reply_under_a_proposal_that_left_is_not_said_to_be_new(opened):
    post_argument(opened.reader, opened.session.get_one(Proposal, opened.proposal.id))
    withdraw(opened, opened.proposal)
    assert since(opened).added == 0


def test_a_text_that_waits_for_moderation_is_not_counted(opened):
    post_proposal(opened.reader, opened.consultation).status = Status.PENDING
    assert not since(opened)


def test_texts_of_another_consultation_are_not_counted(opened):
    other = make_consultation(themes=[make_theme("Ailleurs")])
    opened.session.add(other)
    opened.session.flush()
    post_proposal(opened.reader, other)
    assert not since(opened)


def test_a_synthesis_that_is_not_computed_yet_has_no_since(opened):
    withdraw(opened, opened.argument)
    opened.synthesis.snapshot_id = None
    assert not since(opened)


# --- references as people type them -----------------------------------------------------


def test_a_reference_is_known_by_its_letter_and_its_number(opened):
    number = opened.proposal.id
    typed = [f"P{number}", f"A{opened.argument.id}", f"A{number}", f"P0{number}", "P999", "P", f"P{10**30}"]
    assert known_refs(opened.synthesis, typed) == set(typed[:2])


def test_no_reference_is_known_where_none_is_asked(opened):
    assert known_refs(opened.synthesis, []) == set()
