"""Every vote that can follow another, and what the counters then say."""

import pytest

from contributions.models import Position
from contributions.operations import cast_vote, withdraw_vote
from tests.factories import NOW
from tests.factories.contributions import post_proposal

FOR, MIXED, AGAINST = Position.FOR, Position.MIXED, Position.AGAINST
# What is done in turn (None withdraws), then pour, mitigé, contre.
STORIES = [
    ([], (0, 0, 0)),
    ([FOR], (1, 0, 0)),
    ([MIXED], (0, 1, 0)),
    ([AGAINST], (0, 0, 1)),
    ([None], (0, 0, 0)),
    ([FOR, FOR], (1, 0, 0)),
    ([FOR, MIXED], (0, 1, 0)),
    ([FOR, AGAINST], (0, 0, 1)),
    ([FOR, None], (0, 0, 0)),
    ([MIXED, FOR], (1, 0, 0)),
    ([MIXED, MIXED], (0, 1, 0)),
    ([MIXED, AGAINST], (0, 0, 1)),
    ([MIXED, None], (0, 0, 0)),
    ([AGAINST, FOR], (1, 0, 0)),
    ([AGAINST, MIXED], (0, 1, 0)),
    ([AGAINST, AGAINST], (0, 0, 1)),
    ([AGAINST, None], (0, 0, 0)),
    ([None, FOR], (1, 0, 0)),
    ([None, None], (0, 0, 0)),
    ([FOR, None, FOR], (1, 0, 0)),
    ([FOR, None, AGAINST], (0, 0, 1)),
    ([FOR, MIXED, AGAINST, FOR], (1, 0, 0)),
    ([AGAINST, None, None, MIXED], (0, 1, 0)),
    ([FOR, FOR, FOR, None, None, AGAINST], (0, 0, 1)),
]


def play(scene, proposal, story) -> None:
    for position in story:
        if position is None:
            withdraw_vote(scene.voter, proposal)
        else:
            cast_vote(scene.voter, proposal, position, at=NOW)


@pytest.mark.parametrize(("story", "counted"), STORIES)
def test_one_person_s_votes_leave_one_vote_or_none(scene, story, counted):
    proposal = post_proposal(scene.author, scene.consultation)
    play(scene, proposal, story)
    scene.session.refresh(proposal)
    assert (proposal.votes, proposal.votes_total) == (counted, sum(counted))


@pytest.mark.parametrize(("story", "counted"), STORIES)
def test_someone_else_s_vote_is_untouched(scene, story, counted):
    proposal = post_proposal(scene.author, scene.consultation)
    cast_vote(scene.author, proposal, MIXED, at=NOW)
    play(scene, proposal, story)
    scene.session.refresh(proposal)
    with_another = (counted[0], counted[1] + 1, counted[2])
    assert (proposal.votes, proposal.votes_total) == (with_another, sum(counted) + 1)
