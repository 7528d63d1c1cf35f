"""Passing a proposal over is kept once, and can be undone."""

from sqlalchemy import select

from contributions import counters
from contributions.models import Position, Proposal, Skip
from contributions.operations import cast_vote
from contributions.quick_vote.operations import meet_again, pass_over
from tests.factories import NOW
from tests.factories.contributions import post_proposal


def considered(scene, proposal) -> int:
    return scene.session.scalar(select(Proposal.considered).where(Proposal.id == proposal.id))


def test_passing_over_twice_counts_once(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    for _ in range(2):
        pass_over(scene.voter, proposal, at=NOW)
    assert considered(scene, proposal) == 1
    assert scene.session.scalars(select(Skip.times)).all() == [2]


def test_passing_over_is_no_vote(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    pass_over(scene.voter, proposal, at=NOW)
    scene.session.refresh(proposal)
    assert (proposal.votes, proposal.votes_total) == ((0, 0, 0), 0)


def test_going_back_forgets_it(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    pass_over(scene.voter, proposal, at=NOW)
    for _ in range(2):
        meet_again(scene.voter, proposal)
    assert considered(scene, proposal) == 0
    assert scene.session.scalars(select(Skip)).all() == []


def test_votes_and_what_is_passed_over_are_counted_together_and_can_be_again(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    pass_over(scene.voter, proposal, at=NOW)
    cast_vote(scene.author, proposal, Position.FOR, at=NOW)
    assert considered(scene, proposal) == 2
    counters.rebuild(scene.consultation)
    assert considered(scene, proposal) == 2
