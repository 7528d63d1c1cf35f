"""The rotation of the quick vote: everyone on their own way round, the least considered first."""

from collections import Counter
from datetime import timedelta

import pytest

from consult.accounts.models import Visitor
from consult.consultations.models import ConsultationStatus
from contributions.models import Position, Status
from contributions.operations import cast_vote
from contributions.quick_vote.operations import pass_over
from contributions.quick_vote.queries import (
    next_for,
    next_for_visitors,
    next_passed_over,
    round_of,
    turn_of,
)
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user


@pytest.fixture
def village(scene):
    """Return the scene with twenty proposals and sixty neighbours."""
    scene.proposals = [post_proposal(scene.author, scene.consultation) for _ in range(20)]
    scene.neighbours = [make_user() for _ in range(60)]
    scene.session.add_all(scene.neighbours)
    scene.session.flush()
    return scene


def shown_to(scene, person):
    return next_for(person, scene.consultation, turn_of(person, scene.consultation, NOW))


def vote(scene, person, proposal):
    cast_vote(person, proposal, Position.FOR, at=NOW)
    scene.session.expire(proposal)


def go_round(scene, people, times: int) -> Counter:
    """Let each person in turn meet so many proposals, voting on two and passing every third over."""
    met: Counter = Counter()
    for person in people:
        for number in range(times):
            proposal = shown_to(scene, person)
            met[proposal.id] += 1
            if number % 3 == 2:
                pass_over(person, proposal, at=NOW)
            else:
                vote(scene, person, proposal)
    return met


def test_after_sixty_people_each_proposal_was_met_equally_often(village):
    met = go_round(village, village.neighbours, times=5)
    assert len(met) == 20
    assert max(met.values()) - min(met.values()) <= 1


def test_people_who_arrive_together_do_not_all_meet_the_same(village):
    first = Counter(shown_to(village, person).id for person in village.neighbours)
    assert len(first) >= 15
    assert max(first.values()) <= 10


def test_a_new_proposal_comes_before_those_already_considered(village):
    go_round(village, village.neighbours[:20], times=2)
    new = post_proposal(village.author, village.consultation)
    assert shown_to(village, village.neighbours[30]).id == new.id


def test_a_new_proposal_catches_up_and_then_shares(village):
    go_round(village, village.neighbours[:20], times=3)
    new = post_proposal(village.author, village.consultation)
    met = go_round(village, village.neighbours[20:30], times=3)
    assert met[new.id] == 3 + 1 or met[new.id] == 3


def test_someone_meets_everything_once_then_nothing(village):
    person = village.neighbours[0]
    assert len(go_round(village, [person], times=20)) == 20
    assert shown_to(village, person) is None


def test_someone_who_comes_back_is_where_they_were(village):
    person = village.neighbours[0]
    assert shown_to(village, person) is shown_to(village, person)


def test_nobody_is_shown_what_they_wrote(village):
    assert shown_to(village, village.author) is None
    theirs = post_proposal(village.voter, village.consultation)
    assert shown_to(village, village.author).id == theirs.id


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.WITHDRAWN, Status.PENDING])
def test_what_is_not_in_the_lists_is_not_shown(scene, status):
    proposal = post_proposal(scene.author, scene.consultation)
    change_status(proposal, status, None, at=NOW)
    assert shown_to(scene, scene.voter) is None


def test_another_consultation_has_its_own_round(village):
    other = make_consultation()
    village.session.add(other)
    village.session.flush()
    assert next_for(village.voter, other, turn_of(village.voter, other, NOW)) is None


# --- what is kept until the end -----------------------------------------------------------


def test_where_results_are_kept_numbers_of_votes_order_nothing(village):
    village.consultation.results_hidden = True
    before = [shown_to(village, person).id for person in village.neighbours[:10]]
    for proposal in village.proposals:
        for person in village.neighbours[20 : 20 + proposal.id % 5]:
            vote(village, person, proposal)
    assert [shown_to(village, person).id for person in village.neighbours[:10]] == before


def test_where_results_are_kept_the_draw_alone_is_fair_enough(village):
    village.consultation.results_hidden = True
    met = go_round(village, village.neighbours, times=5)
    assert len(met) == 20
    assert min(met.values()) >= 5
    assert max(met.values()) <= 30


def test_once_closed_results_are_hidden_no_more(village):
    village.consultation.results_hidden = True
    village.consultation.status = ConsultationStatus.CLOSED
    for proposal in village.proposals[1:]:
        vote(village, village.voter, proposal)
    assert shown_to(village, village.neighbours[0]).id == village.proposals[0].id


# --- what was passed over -----------------------------------------------------------------


def test_what_was_passed_over_comes_back_the_oldest_first(village):
    one, two = village.proposals[:2]
    pass_over(village.voter, two, at=NOW)
    pass_over(village.voter, one, at=NOW + timedelta(minutes=1))
    assert next_passed_over(village.voter, village.consultation) is two
    pass_over(village.voter, two, at=NOW + timedelta(minutes=2))
    assert next_passed_over(village.voter, village.consultation) is one


def test_what_was_voted_on_since_does_not_come_back(village):
    pass_over(village.voter, village.proposals[0], at=NOW)
    vote(village, village.voter, village.proposals[0])
    assert next_passed_over(village.voter, village.consultation) is None


# --- visitors -----------------------------------------------------------------------------


def test_visitors_of_the_same_minutes_walk_the_same_way_through_everything(village):
    turn, seen, place = turn_of(Visitor(), village.consultation, NOW), [], -1
    while found := next_for_visitors(village.consultation, turn, place):
        proposal, place = found
        seen.append(proposal.id)
    assert sorted(seen) == [one.id for one in village.proposals]


def test_visitors_of_later_minutes_walk_another_way(village):
    turns = {turn_of(Visitor(), village.consultation, NOW + timedelta(minutes=number)) for number in range(60)}
    assert len(turns) == 6


# --- how far one has gone -----------------------------------------------------------------


def test_a_round_counts_what_was_said_passed_and_left(village):
    for proposal, position in zip(village.proposals[:4], (*Position, Position.FOR), strict=True):
        cast_vote(village.voter, proposal, position, at=NOW)
    pass_over(village.voter, village.proposals[5], at=NOW)
    so_far = round_of(village.voter, village.consultation)
    assert so_far.said == {Position.FOR: 2, Position.MIXED: 1, Position.AGAINST: 1}
    assert (so_far.votes, so_far.passed, so_far.unmet, so_far.last) == (4, 1, 15, None)


def test_a_round_names_the_last_gesture(village):
    one, two, other = village.proposals[:3]
    cast_vote(village.voter, one, Position.MIXED, at=NOW)
    pass_over(village.voter, two, at=NOW)
    told = [round_of(village.voter, village.consultation, it.id).last for it in (one, two, other)]
    assert [(last.title, last.position) for last in told[:2]] == [(one.title, Position.MIXED), (two.title, None)]
    assert told[2] is None


def test_a_round_ignores_what_others_said(village):
    go_round(village, village.neighbours[:5], times=3)
    assert round_of(village.voter, village.consultation).votes == 0
    assert round_of(village.voter, village.consultation).unmet == 20
