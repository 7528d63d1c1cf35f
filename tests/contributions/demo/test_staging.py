"""Saying who speaks and when in the demonstration."""

from random import Random

import pytest

from contributions.demo.casting import Casting
from contributions.demo.staging import Stage
from contributions.demo.texts import ArgumentText, CommentText
from contributions.models import Channel, Position
from tests.factories.demo import make_direction, make_held, make_inhabitant, make_proposal_text

TEXT = make_proposal_text(
    arguments=(
        ArgumentText("un-lieu/a1", Position.FOR, "Oui."),
        ArgumentText("un-lieu/a2", Position.AGAINST, "Non."),
    ),
    comments=(CommentText("un-lieu/c1", "Et le samedi ?", ("Le samedi aussi.", "Merci.")),),
)


@pytest.fixture
def play():
    """Return a function that plays the text with some direction."""

    def debate(**values: object):
        random = Random(3)
        crowd = [make_inhabitant(number) for number in range(1, 60)]
        accounts = {"citoyenne@demo.example": 900}
        return Stage(make_held(), Casting(crowd, random), make_direction(**values), accounts, random).play(TEXT)

    return debate


def test_everything_is_said_in_order_and_in_time(play):
    debate, held = play(), make_held()
    times = [one.at for one in debate.said()]
    assert times == sorted(set(times))
    assert held.opens_at <= times[0] < times[-1] < held.until


def test_the_author_gives_the_first_answer_and_someone_else_the_second(play):
    debate = play()
    first, second = debate.replies
    assert first.author_id == debate.proposal.author_id
    assert second.author_id not in {debate.proposal.author_id, debate.comments[0].author_id}


def test_an_answer_said_to_be_anothers_is_not_the_authors(play):
    debate = play(answered_by_another=frozenset({"un-lieu/c1r1"}))
    assert debate.replies[0].author_id not in {debate.proposal.author_id, debate.comments[0].author_id}


def test_nobody_answers_their_own_comment(play):
    debate = play(same_author={"un-lieu/c1": "un-lieu"})
    assert debate.comments[0].author_id == debate.proposal.author_id != debate.replies[0].author_id


def test_people_speak_once_under_a_proposal_unless_directed(play):
    debate = play(same_author={"un-lieu/c1r2": "un-lieu/c1"})
    assert debate.replies[1].author_id == debate.comments[0].author_id
    assert len(debate.speakers()) == 4


def test_a_first_answer_by_someone_who_spoke_before_is_not_the_authors(play):
    debate = play(same_author={"un-lieu/c1r1": "un-lieu/a2"})
    assert debate.replies[0].author_id == debate.arguments[1].author_id


def test_an_account_visitors_may_enter_signs_what_is_given_to_it(play):
    assert play(accounts={"un-lieu": "citoyenne@demo.example"}).proposal.author_id == 900


def test_what_a_facilitator_typed_is_signed_by_nobody(play):
    debate = play(entered={"un-lieu": (Channel.PAPER, "Fiche signée")})
    assert debate.proposal.author_id is None
    assert debate.replies[0].author_id not in {None, debate.comments[0].author_id}
