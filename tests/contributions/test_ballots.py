"""Where the organiser limits the votes of each person, no one gives one more, whatever arrives at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from consult.kit.db import database, session
from consult.kit.errors import Conflict
from contributions import counters
from contributions.models import Ballot, Position, Proposal, Status, Vote
from contributions.operations import cast_vote, withdraw_vote
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user

LIMIT = 3
AT_ONCE = 8


@pytest.fixture
def limited(scene):
    """Return the scene where each person has three votes, with five proposals."""
    scene.consultation.votes_per_person = LIMIT
    scene.proposals = [post_proposal(scene.author, scene.consultation) for _ in range(5)]
    return scene


def give(scene, *places: int, position: Position = Position.FOR):
    return [cast_vote(scene.voter, scene.proposals[place], position, at=NOW) for place in places]


def used(scene) -> int | None:
    return scene.session.scalar(select(Ballot.used).where(Ballot.user_id == scene.voter.id))


def test_each_vote_says_what_remains(limited):
    assert [one.allowance.left for one in give(limited, 0, 1, 2)] == [2, 1, 0]


def test_one_vote_too_many_is_refused_with_what_to_do(limited):
    give(limited, 0, 1, 2)
    with pytest.raises(Conflict) as refused:
        give(limited, 3)
    assert str(refused.value) == "Vous avez donné vos 3 votes : retirez-en un pour voter ici."


def test_changing_one_s_mind_spends_nothing(limited):
    give(limited, 0, 1, 2)
    (changed,) = give(limited, 0, position=Position.AGAINST)
    assert changed.allowance is None
    assert used(limited) == LIMIT


def test_a_vote_taken_back_can_be_given_elsewhere(limited):
    give(limited, 0, 1, 2)
    assert withdraw_vote(limited.voter, limited.proposals[0]).allowance.left == 1
    assert give(limited, 3)[0].allowance.left == 0


def test_taking_back_a_vote_never_given_gives_nothing(limited):
    give(limited, 0)
    assert withdraw_vote(limited.voter, limited.proposals[4]).allowance is None
    assert used(limited) == 1


def test_everyone_has_their_own_votes(limited):
    give(limited, 0, 1, 2)
    other = cast_vote(limited.author, limited.proposals[3], Position.MIXED, at=NOW)
    assert other.allowance.left == LIMIT - 1


def test_without_a_limit_nothing_is_counted(scene):
    scene.proposals = [post_proposal(scene.author, scene.consultation)]
    assert give(scene, 0)[0].allowance is None
    assert used(scene) is None


def test_votes_given_before_the_limit_count(scene):
    scene.proposals = [post_proposal(scene.author, scene.consultation) for _ in range(4)]
    give(scene, 0, 1)
    scene.consultation.votes_per_person = LIMIT
    assert give(scene, 2)[0].allowance.left == 0
    with pytest.raises(Conflict):
        give(scene, 3)


def test_a_person_already_beyond_a_new_limit_is_refused(scene):
    scene.proposals = [post_proposal(scene.author, scene.consultation) for _ in range(5)]
    give(scene, 0, 1, 2, 3)
    scene.consultation.votes_per_person = LIMIT
    with pytest.raises(Conflict):
        give(scene, 4)


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.WITHDRAWN, Status.REMOVED])
def test_a_vote_given_to_a_text_that_leaves_comes_back(limited, status):
    give(limited, 0, 1, 2)
    limited.session.refresh(limited.proposals[0])
    change_status(limited.proposals[0], status, limited.author, at=NOW)
    assert give(limited, 3)[0].allowance.left == 0


def test_a_text_that_returns_takes_its_votes_again(limited):
    give(limited, 0)
    limited.session.refresh(limited.proposals[0])
    change_status(limited.proposals[0], Status.HIDDEN, limited.author, at=NOW)
    change_status(limited.proposals[0], Status.PUBLISHED, limited.author, at=NOW)
    limited.session.expire_all()
    assert used(limited) == 1


def test_the_counts_can_be_made_again_from_the_votes(limited):
    give(limited, 0, 1)
    cast_vote(limited.author, limited.proposals[0], Position.FOR, at=NOW)
    before = sorted(limited.session.execute(select(Ballot.user_id, Ballot.used)).all())
    limited.session.execute(Ballot.__table__.update().values(used=99))
    counters.rebuild(limited.consultation)
    assert sorted(limited.session.execute(select(Ballot.user_id, Ballot.used)).all()) == before


# --- at once ------------------------------------------------------------------------------


@pytest.fixture
def square(app, store):
    """Return someone with three votes and twelve proposals, committed."""
    consultation, someone = make_consultation(votes_per_person=LIMIT), make_user()
    store(consultation, someone)
    with app.app_context(), database().unit_of_work():
        proposals = [post_proposal(someone, consultation).id for _ in range(12)]
    return someone.id, proposals


def try_at_once(app, acts) -> list[bool]:
    """Run acts in threads that start together; tell which were accepted."""
    gate = Barrier(AT_ONCE)

    def run(index: int) -> bool:
        if index < AT_ONCE:
            gate.wait()
        try:
            with app.app_context(), database().unit_of_work():
                acts[index]()
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(len(acts))))


def state(app, someone: int) -> tuple[int, int, int]:
    """Return the votes kept, the votes counted on the proposals, and the votes spent."""
    with app.app_context(), database().unit_of_work(writes=False):
        return (
            session.scalar(select(func.count(Vote.id)).where(Vote.user_id == someone)),
            session.scalar(select(func.sum(Proposal.votes_total))),
            session.scalar(select(Ballot.used).where(Ballot.user_id == someone)),
        )


def person(number: int):
    return session.get_one(type(make_user()), number)


def test_twelve_votes_at_once_on_twelve_proposals_leave_three(app, square):
    someone, proposals = square

    def voting(proposal: int):
        return lambda: cast_vote(person(someone), session.get_one(Proposal, proposal), Position.FOR, at=NOW)

    accepted = try_at_once(app, [voting(one) for one in proposals])
    assert accepted.count(True) == LIMIT
    assert state(app, someone) == (LIMIT, LIMIT, LIMIT)


def test_votes_given_and_taken_back_at_once_leave_counts_that_agree(app, square):
    someone, proposals = square

    def voting(proposal: int):
        return lambda: cast_vote(person(someone), session.get_one(Proposal, proposal), Position.FOR, at=NOW)

    def leaving(proposal: int):
        return lambda: withdraw_vote(person(someone), session.get_one(Proposal, proposal))

    try_at_once(app, [make(proposals[number % 4]) for number in range(20) for make in (voting, leaving)])
    kept, counted, spent = state(app, someone)
    assert kept == counted == spent <= LIMIT
