"""What groups share and what separates them."""

from synthesis.analysis.camps import SideBySide, divide_of, side_by_side
from synthesis.analysis.facts import Camp, CampVotes, Opinion, VoteTotals
from tests.factories.corpora import corpus, proposal


def camp(people, *votes: tuple[int, int]):
    """Return a group that gave each proposal, from the first, so many votes for and against."""
    rows = (CampVotes(number, VoteTotals(favour, 0, against)) for number, (favour, against) in enumerate(votes, 1))
    return Camp(people, tuple(rows))


TWO = Opinion(60, (camp(40, (38, 2), (36, 4), (2, 38)), camp(20, (19, 1), (2, 18), (1, 19))))


def divided(opinion, limit=5):
    return divide_of(corpus(*(proposal(number) for number in (1, 2, 3)), opinion=opinion), limit)


def test_what_all_want_and_what_separates_are_told_apart():
    found = divided(TWO)
    assert [row.proposal_id for row in found.wanted] == [1]
    assert [row.proposal_id for row in found.apart] == [2]


def test_without_groups_nothing_is_compared():
    assert side_by_side(Opinion(80)) == ()
    assert divided(Opinion(80)).wanted == ()


def test_a_proposal_one_group_did_not_vote_on_is_not_compared():
    lone = Opinion(60, (camp(40, (38, 2), (36, 4)), camp(20, (19, 1))))
    assert [row.proposal_id for row in side_by_side(lone)] == [1]


def test_few_votes_are_drawn_to_everyone_s_share():
    (row,) = side_by_side(Opinion(16, (camp(10, (10, 0)), camp(6, (0, 5)))))
    whole = 11 / 17
    assert row == SideBySide(1, (round((10 + 5 * whole) / 15, 4), round(5 * whole / 10, 4)))
    assert row.worst == row.shares[1]
    assert row.gap == row.shares[0] - row.shares[1]


def test_the_surest_and_the_furthest_come_first():
    more = Opinion(60, (camp(40, (30, 10), (39, 1), (39, 1)), camp(20, (15, 5), (20, 0), (1, 19))))
    assert [row.proposal_id for row in divided(more).wanted] == [2, 1]
    assert len(divided(more, limit=1).wanted) == 1
