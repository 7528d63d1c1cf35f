"""Drawing votes with the skews of real consultations."""

from datetime import timedelta
from random import Random
from statistics import median

import pytest

from contributions.demo.staging import Debate, Said
from contributions.demo.texts import ArgumentText
from contributions.demo.voting import MOST, Ballot, Mood, mood_of, numbers_of_votes
from contributions.models import Position
from tests.factories import NOW
from tests.factories.demo import make_direction, make_inhabitant, make_proposal_text

CROWD = [make_inhabitant(number, activity=1 + number % 7) for number in range(1, 401)]


def make_debate(key="un-lieu", days=10, author=1):
    text = make_proposal_text(key, arguments=(ArgumentText(f"{key}/a1", Position.AGAINST, "Non."),))
    at = NOW - timedelta(days=days)
    debate = Debate(text, Said(key, text.body, at, author))
    debate.arguments.append(Said(f"{key}/a1", "Non.", at + timedelta(hours=3), author + 1, Position.AGAINST))
    return debate


@pytest.fixture
def ballot():
    """Return a ballot open until NOW."""
    return Ballot(CROWD, NOW, Random(5))


def test_a_few_proposals_get_most_of_the_votes():
    debates = [make_debate(f"p{number}", days=20 - number / 10) for number in range(80)]
    numbers = sorted(numbers_of_votes(debates, 1_500, make_direction(), Random(5)).values())
    assert 15 <= median(numbers) <= 30
    assert sum(numbers[-8:]) / sum(numbers) > 0.6
    assert numbers[-1] <= MOST * 1_500


def test_people_do_not_vote_more_because_there_is_more_to_read():
    few, many = (
        sum(
            numbers_of_votes(
                [make_debate(f"p{number}") for number in range(count)], 1_500, make_direction(), Random(5)
            ).values()
        )
        for count in (80, 800)
    )
    assert many < 3 * few


def test_early_proposals_get_more_votes():
    debates = [make_debate(f"p{number}", days=20 - number / 10) for number in range(100)]
    numbers = list(numbers_of_votes(debates, 1_500, make_direction(), Random(5)))
    ranks = [int(key[1:]) for key in numbers]
    assert sum(ranks[:30]) > 2 * sum(ranks[-30:])


def test_disputed_proposals_never_pass_unseen():
    debates = [make_debate(f"p{number}") for number in range(60)]
    direction = make_direction(disputed=frozenset({"p3", "p50"}), applauded=frozenset({"p9"}))
    numbers = numbers_of_votes(debates, 1_500, direction, Random(5))
    assert min(numbers["p3"], numbers["p50"], numbers["p9"]) > median(numbers.values())


def test_moods_are_divided_only_where_directed():
    direction = make_direction(disputed=frozenset({"p1"}), applauded=frozenset({"p2"}))
    assert mood_of("p1", direction, Random(5)).against > 0.35
    assert mood_of("p2", direction, Random(5)).against < 0.05
    assert sum(mood_of(f"q{number}", direction, Random(number)).against for number in range(100)) < 12


def test_a_mood_is_the_share_of_each_vote():
    random, mood = Random(5), Mood(against=0.4, mixed=0.1)
    drawn = [mood.draw(random) for _ in range(2_000)]
    assert 700 < drawn.count(Position.AGAINST) < 900
    assert 150 < drawn.count(Position.MIXED) < 250


def test_people_vote_once_and_as_they_spoke(ballot):
    given = ballot.voters(make_debate(), 120, Mood(0.3, 0.1))
    assert len(given) == 120
    assert (given[1], given[2]) == (Position.FOR, Position.AGAINST)


def test_no_more_people_vote_than_there_are(ballot):
    assert len(ballot.voters(make_debate(), 5_000, Mood(0.3, 0.1))) == 400


def test_those_who_voted_nowhere_are_given_a_proposal(ballot):
    positions = {"p1": ballot.voters(make_debate("p1"), 30, Mood(0, 0)), "p2": {}}
    late = dict((who, key) for key, who in ballot.latecomers(positions))  # noqa: C402 - pairs the other way round
    assert len(late) == 370
    assert set(late.values()) == {"p1"}


def test_votes_are_cast_after_the_proposal_and_before_the_end(ballot):
    debate = make_debate()
    rows = list(ballot.votes(debate, 7, ballot.voters(debate, 50, Mood(0.3, 0.1))))
    assert len(rows) == 50
    assert all(debate.proposal.at <= row["cast_at"] + timedelta(seconds=1) <= NOW for row in rows)


def test_arguments_are_supported_by_others_who_voted_the_same_way(ballot):
    debate = make_debate()
    given = ballot.voters(debate, 200, Mood(0.5, 0.0))
    rows = list(ballot.supports(debate, {"un-lieu/a1": 9}, given))
    assert 20 <= len(rows) <= 31
    assert {given[row["user_id"]] for row in rows} == {Position.AGAINST}
    assert 2 not in {row["user_id"] for row in rows}
