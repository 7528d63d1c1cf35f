"""What a recorded vote refuses, and what it decides."""

from datetime import timedelta

import pytest

from consult.kit.db import database, session
from consult.kit.errors import Conflict, Forbidden, Invalid
from council.models import Choice, Council, Outcome, Referral, ReferralKind, ReferralStatus, Voice
from council.operations.councils import CouncilDraft, Seat, create_council, seat_member
from council.operations.sittings import close_sitting, mark_presence
from council.operations.votes import Subject, cast, close_vote, open_vote, when_closed
from council.queries.votes import tally, vote_at
from tests.factories import NOW
from tests.factories.councils import SINCE, TONIGHT, a_council, former_seat, hold_sitting, seats

LATER = TONIGHT + timedelta(minutes=5)


@pytest.fixture
def held(app):
    """Open a unit of work on a sitting of four members, three of whom are there, with a vote open."""
    scene = a_council(app)
    with app.app_context(), database().unit_of_work():
        scene.sitting = hold_sitting(scene)
        scene.seats = seats(scene)
        scene.vote = put(scene)
        yield scene


def put(scene, subject=None):
    return open_vote(scene.people[0], scene.sitting, subject or Subject(), "Adopter l’avis", at=TONIGHT)


def everyone_votes(scene, *choices: Choice):
    for seat, choice in zip(scene.seats, choices, strict=False):
        cast(seat, scene.vote, choice, at=LATER)


def own_referral(scene):
    referral = Referral(
        council_id=scene.council.id,
        kind=ReferralKind.OWN_INITIATIVE,
        status=ReferralStatus.SECONDED,
        title="Les lieux",
        source="Où aller ?",
        html="<p>Où aller ?</p>",
        created_at=NOW,
    )
    session.add(referral)
    session.flush()
    return referral


def test_a_vote_keeps_who_was_there_and_how_many_it_took(held):
    assert (held.vote.present, held.vote.quorum, held.sitting.seats) == (3, 2, 4)


def test_a_vote_without_a_quorum_is_refused(held):
    close_vote(held.people[0], held.vote, at=LATER)
    everyone = [one.id for one in held.seats]
    mark_presence(held.sitting, everyone[:1], everyone, at=LATER)
    with pytest.raises(Conflict, match="Attendez d’autres membres"):
        put(held)


def test_whoever_made_the_quorum_stays_until_the_vote_is_closed_and_others_may_come(held):
    everyone = [one.id for one in held.seats]
    with pytest.raises(Conflict, match="un départ se note entre deux votes"):
        mark_presence(held.sitting, everyone[:2], everyone, at=LATER)
    mark_presence(held.sitting, everyone, everyone, at=LATER)
    close_vote(held.people[0], held.vote, at=LATER)
    mark_presence(held.sitting, everyone[:2], everyone, at=LATER)


def test_nobody_presides_from_elsewhere(held):
    with pytest.raises(Conflict, match="seul un membre présent préside"):
        close_vote(held.people[3], held.vote, at=LATER)
    close_vote(held.people[0], held.vote, at=LATER)
    with pytest.raises(Conflict, match="seul un membre présent préside"):
        open_vote(held.people[3], held.sitting, Subject(), "Encore ?", at=LATER)


def test_a_second_vote_waits_for_the_first(held):
    with pytest.raises(Conflict, match="scrutin en cours"):
        put(held)


def test_a_vote_asks_something(held):
    with pytest.raises(Invalid):
        open_vote(held.people[0], held.sitting, Subject(), "  ", at=TONIGHT)


def test_nothing_is_voted_after_the_sitting(held):
    close_vote(held.people[0], held.vote, at=LATER)
    close_sitting(held.sitting, at=LATER)
    with pytest.raises(Conflict, match="Ouvrez d’abord la séance"):
        put(held)


def test_a_sitting_does_not_close_on_an_open_vote(held):
    with pytest.raises(Conflict, match="scrutin en cours"):
        close_sitting(held.sitting, at=LATER)


def test_what_belongs_to_another_council_is_not_voted(held):
    close_vote(held.people[0], held.vote, at=LATER)
    elsewhere = create_council(CouncilDraft("Conseil d’ailleurs"), at=NOW)
    referral = own_referral(held)
    referral.council_id = elsewhere.id
    with pytest.raises(Invalid, match="travaux de ce conseil"):
        put(held, Subject(referral=referral))


def test_a_member_votes_once(held):
    cast(held.seats[0], held.vote, Choice.FOR, at=LATER)
    with pytest.raises(Conflict, match="une seule fois"):
        cast(held.seats[0], held.vote, Choice.AGAINST, at=LATER)
    assert [one.choice for one in vote_at(held.vote.id).voices] == [Choice.FOR]


def test_a_member_whose_mandate_ended_does_not_vote(held):
    with pytest.raises(Forbidden, match="mandat est en cours"):
        cast(former_seat(held), held.vote, Choice.FOR, at=LATER)


def test_a_member_of_another_council_does_not_vote(held):
    elsewhere = create_council(CouncilDraft("Conseil d’ailleurs"), at=NOW)
    stranger = seat_member(elsewhere, held.people[0], Seat("élus", starts_on=SINCE))
    with pytest.raises(Forbidden):
        cast(stranger, held.vote, Choice.FOR, at=LATER)


def test_an_absent_member_does_not_vote(held):
    with pytest.raises(Forbidden, match="présence"):
        cast(held.seats[3], held.vote, Choice.FOR, at=LATER)


def test_nobody_votes_after_closing(held):
    close_vote(held.people[0], held.vote, at=LATER)
    with pytest.raises(Conflict, match="fermé"):
        cast(held.seats[0], held.vote, Choice.FOR, at=LATER)
    with pytest.raises(Conflict):
        close_vote(held.people[0], held.vote, at=LATER)


def test_a_voice_noted_for_someone_says_by_whom(held):
    cast(held.seats[0], held.vote, Choice.FOR, at=LATER, recorded_by=held.secretariat)
    assert session.get_one(Voice, (held.vote.id, held.seats[0].id)).recorded_by_id == held.secretariat.id


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        ((Choice.FOR, Choice.FOR, Choice.AGAINST), Outcome.ADOPTED),
        ((Choice.FOR, Choice.ABSTAIN, Choice.ABSTAIN), Outcome.ADOPTED),
        ((Choice.FOR, Choice.AGAINST, Choice.ABSTAIN), Outcome.REJECTED),
        ((), Outcome.REJECTED),
    ],
)
def test_more_for_than_against_adopts_and_a_tie_does_not(held, choices, outcome):
    everyone_votes(held, *choices)
    assert close_vote(held.people[0], held.vote, at=LATER) is outcome
    assert tally(held.vote).cast == len(choices)


@pytest.mark.parametrize(("voices", "outcome"), [(1, Outcome.REJECTED), (2, Outcome.ADOPTED)])
def test_one_person_alone_never_adopts_an_own_referral(held, voices, outcome):
    close_vote(held.people[0], held.vote, at=LATER)
    held.vote = put(held, Subject(referral=own_referral(held)))
    everyone_votes(held, *[Choice.FOR] * voices)
    assert close_vote(held.people[0], held.vote, at=LATER) is outcome


def test_what_a_vote_decided_is_told_once_to_whoever_acts_on_it(held):
    told = []
    when_closed.add(held.app, lambda vote, at: told.append((vote.id, vote.outcome, at)))
    everyone_votes(held, Choice.FOR, Choice.FOR)
    close_vote(held.people[0], held.vote, at=LATER)
    assert told == [(held.vote.id, Outcome.ADOPTED, LATER)]


def test_a_council_never_decides_with_one_person_there():
    assert [Council(quorum_share=50).quorum_for(seats) for seats in (1, 3, 4, 31)] == [2, 2, 2, 16]
