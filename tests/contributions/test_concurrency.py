"""Votes that arrive at the same instant: one row each, and counters that agree with the rows."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from consult.kit.db import database, session
from contributions.models import Argument, Contribution, Position, Proposal, Support, Vote
from contributions.operations import add_comment, cast_vote, support_argument, withdraw_vote
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_argument, post_proposal
from tests.factories.people import make_user

CROWD = 100
AT_ONCE = 8


@pytest.fixture
def square(app, store):
    """Return a committed proposal with an argument, and a hundred people."""
    consultation, author = make_consultation(), make_user()
    people = [make_user() for _ in range(CROWD)]
    store(consultation, author, *people)
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(author, consultation)
        argument = post_argument(author, proposal)
    return proposal.id, argument.id, [person.id for person in people]


def all_at_once(app, acts) -> None:
    """Run acts in threads that start together, each in its own transaction."""
    gate = Barrier(AT_ONCE)

    def run(index: int) -> None:
        if index < AT_ONCE:
            gate.wait()
        with app.app_context(), database().unit_of_work():
            acts[index]()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(run, range(len(acts))))


def person(number: int):
    return session.get_one(type(make_user()), number)


def state(app, proposal_id: int):
    with app.app_context(), database().unit_of_work(writes=False):
        proposal = session.get_one(Proposal, proposal_id)
        rows = dict.fromkeys(Position, 0)
        for position, number in session.execute(
            select(Vote.position, func.count()).where(Vote.proposal_id == proposal_id).group_by(Vote.position)
        ):
            rows[position] = number
    return proposal.votes, tuple(rows.values()), proposal.votes_total


def voting(proposal_id: int, who: int, position: Position):
    return lambda: cast_vote(person(who), session.get_one(Proposal, proposal_id), position, at=NOW)


def test_a_hundred_people_at_once_give_a_hundred_votes(app, square):
    proposal, _argument, people = square
    all_at_once(app, [voting(proposal, who, list(Position)[who % 3]) for who in people])
    counters, rows, total = state(app, proposal)
    assert counters == rows
    assert total == CROWD


def test_two_browsers_of_one_account_that_vote_at_the_same_time_give_one_vote(app, square, browser):
    proposal, _argument, people = square
    with app.app_context(), database().unit_of_work(writes=False):
        account = person(people[0])
    browsers, gate = [browser(account), browser(account)], Barrier(2)

    def press(one) -> int:
        gate.wait()
        return one.post(f"/propositions/{proposal}/vote", {"position": "for"}).status_code

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, browsers)) == [302, 302]
    assert state(app, proposal) == ((1, 0, 0), (1, 0, 0), 1)


def test_one_person_who_presses_many_times_at_once_votes_once(app, square):
    proposal, _argument, people = square
    all_at_once(app, [voting(proposal, people[0], Position.FOR)] * 40)
    assert state(app, proposal) == ((1, 0, 0), (1, 0, 0), 1)


def test_one_person_who_hesitates_many_times_at_once_votes_once(app, square):
    proposal, _argument, people = square
    all_at_once(app, [voting(proposal, people[0], list(Position)[number % 3]) for number in range(40)])
    counters, rows, total = state(app, proposal)
    assert counters == rows
    assert total == 1


def test_votes_and_withdrawals_at_once_leave_counters_and_rows_in_agreement(app, square):
    proposal, _argument, people = square

    def leaving(who: int):
        return lambda: withdraw_vote(person(who), session.get_one(Proposal, proposal))

    acts = [voting(proposal, people[number % 5], Position.AGAINST) for number in range(40)]
    acts[1::2] = [leaving(people[number % 5]) for number in range(20)]
    all_at_once(app, acts)
    counters, rows, total = state(app, proposal)
    assert counters == rows
    assert total == sum(rows)


def test_supports_given_at_once_count_once_each(app, square):
    _proposal, argument, people = square

    def supporting(who: int):
        return lambda: support_argument(person(who), session.get_one(Argument, argument), at=NOW)

    all_at_once(app, [supporting(people[number % 20]) for number in range(60)])
    with app.app_context(), database().unit_of_work(writes=False):
        assert session.get_one(Argument, argument).supports == 20
        assert session.scalar(select(func.count(Support.id))) == 20


def test_the_same_comment_sent_twice_at_once_is_posted_once(app, square):
    proposal, _argument, people = square

    def commenting():
        add_comment(person(people[0]), session.get_one(Proposal, proposal), "Et le samedi ?", at=NOW)

    all_at_once(app, [commenting] * 16)
    with app.app_context(), database().unit_of_work(writes=False):
        posted = select(func.count()).where(Contribution.kind == "comment")
        assert session.scalar(posted) == 1
        assert session.get_one(Proposal, proposal).comments == 1
