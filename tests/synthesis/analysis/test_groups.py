"""Opinion groups: found where votes fall into groups, and nowhere else."""

import numpy as np
import pytest

from synthesis.analysis.facts import Opinion
from synthesis.analysis.groups import FEWEST_BALLOTS, Ballots, Groups, find_groups, opinion_of, shuffled

PEOPLE, PROPOSALS = 120, 40


def cast(said):
    """Return the ballots of a table: one row per person, None where nothing was said."""
    cells = [(row, column, value) for row, line in enumerate(said) for column, value in enumerate(line)]
    kept = [cell for cell in cells if cell[2] is not None]
    people, proposals, values = (np.array(part) for part in zip(*kept, strict=True))
    return Ballots(people, proposals, values.astype(float), (len(said), len(said[0])))


@pytest.fixture(scope="module")
def two_camps():
    """Return who is in which camp, and the votes of 80 and 40 people who disagree on half of the proposals."""
    draw = np.random.default_rng(7)
    camp = np.repeat([0, 1], [80, 40])
    lean = np.where(np.arange(PROPOSALS) % 2, 0.8, np.where(np.arange(2)[:, None], 0.1, 0.9))
    said = np.where(draw.random((PEOPLE, PROPOSALS)) < lean[camp], 1.0, -1.0)
    people, proposals = np.nonzero(draw.random((PEOPLE, PROPOSALS)) < 0.6)
    return camp, Ballots(people, proposals, said[people, proposals], (PEOPLE, PROPOSALS))


def test_two_camps_are_found_and_printed(two_camps):
    camp, ballots = two_camps
    found = find_groups(ballots)
    assert (found.count, found.is_printed) == (2, True)
    assert (found.labels == camp).mean() > 0.98


def test_the_largest_group_comes_first(two_camps):
    sizes = np.bincount(find_groups(two_camps[1]).labels)
    assert list(sizes) == sorted(sizes, reverse=True)


def test_the_same_votes_give_the_same_groups(two_camps):
    first, again = (find_groups(two_camps[1]) for _ in range(2))
    assert np.array_equal(first.labels, again.labels)
    assert (first.silhouette, first.by_chance, first.stability, first.foreseen) == (
        again.silhouette,
        again.by_chance,
        again.stability,
        again.foreseen,
    )


@pytest.mark.parametrize("seed", range(3))
def test_votes_dealt_again_give_no_group_to_print(two_camps, seed):
    assert not find_groups(shuffled(two_camps[1], seed)).is_printed


def test_dealing_again_keeps_who_voted_and_what_each_proposal_received(two_camps):
    before, after = two_camps[1], shuffled(two_camps[1], 3)
    assert np.array_equal(before.people, after.people)
    assert np.allclose(before.means(), after.means())
    assert not np.array_equal(before.values, after.values)


@pytest.mark.parametrize("dissenters", [0, 1, 3])
def test_almost_everyone_of_one_mind_is_no_group(dissenters):
    said = [[1] * PROPOSALS for _ in range(30)]
    for row in range(dissenters):
        said[row][row] = -1
    found = find_groups(cast(said))
    assert found is None or not found.is_printed


def test_too_few_people_or_proposals_are_not_grouped():
    assert find_groups(cast([[1] * 10 for _ in range(9)])) is None
    assert find_groups(cast([[1, -1] for _ in range(50)])) is None


def test_whoever_cast_too_few_votes_is_in_no_group(two_camps):
    _camp, ballots = two_camps
    first = np.flatnonzero(ballots.people == 0)[FEWEST_BALLOTS - 1 :]
    mask = np.ones(len(ballots.values), dtype=bool)
    mask[first] = False
    labels = find_groups(ballots.kept(mask)).labels
    assert labels[0] == -1
    assert (labels[1:] >= 0).all()


def test_a_person_s_votes_are_renumbered():
    ballots = cast([[1, None], [None, -1], [0, 1]]).of(np.array([2, 1]))
    assert list(zip(ballots.people, ballots.proposals, ballots.values, strict=True)) == [
        (1, 1, -1),
        (0, 0, 0),
        (0, 1, 1),
    ]
    assert ballots.shape == (2, 2)


@pytest.mark.parametrize(
    ("silhouette", "stability", "foreseen", "printed"),
    [(0.5, 0.9, 0.1, True), (0.3, 0.9, 0.1, False), (0.5, 0.6, 0.1, False), (0.5, 0.9, 0.05, False)],
)
def test_each_gate_stands(silhouette, stability, foreseen, printed):
    groups = Groups(np.array([0]), 2, silhouette, 0.4, stability, foreseen)
    assert groups.is_printed is printed


def test_groups_are_told_by_their_votes_the_largest_first(two_camps):
    _camp, ballots = two_camps
    told = opinion_of(ballots, range(100, 100 + PROPOSALS))
    assert (told.voters, len(told.camps)) == (PEOPLE, 2)
    assert [one.people for one in told.camps] == sorted((one.people for one in told.camps), reverse=True)
    cast = sum(row.votes.total for one in told.camps for row in one.votes)
    assert cast == len(ballots.values)
    assert {row.proposal_id for row in told.camps[0].votes} == set(range(100, 100 + PROPOSALS))


def test_without_groups_only_the_voters_are_counted(two_camps):
    told = opinion_of(shuffled(two_camps[1], 1), range(PROPOSALS))
    assert told == Opinion(PEOPLE)


def test_a_group_s_few_votes_on_a_proposal_are_left_out(two_camps):
    _camp, ballots = two_camps
    rare = (ballots.proposals != 0) | (ballots.people < 3)
    told = opinion_of(ballots.kept(rare), range(PROPOSALS))
    assert all(row.proposal_id != 0 for one in told.camps for row in one.votes)
