"""Joining two proposals that say the same: both stay, no vote moves, supporters are told, it can be undone."""

import pytest
from sqlalchemy import func, select

from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.mail import OutgoingMail
from consult.kit.similar import Similar, finders
from contributions import counters
from contributions import operations as writing
from contributions.models import Position, Proposal, Status, Vote
from moderation.models import Merging, Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.operations.decisions import decide
from moderation.operations.mergings import tell_supporters
from moderation.queries.readings import duplicates_of, may_repeat, merging_of, nearest
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_comment, post_proposal
from tests.factories.moderation import decide_on, rule_on

DUPLICATE = 9


@pytest.fixture
def two(scene):
    """Return the scene with another proposal, both voted on."""
    scene.other = post_proposal(scene.reader, scene.consultation, title="Une permanence dans chaque bourg")
    writing.cast_vote(scene.reader, scene.proposal, Position.FOR, at=NOW)
    writing.cast_vote(scene.second, scene.proposal, Position.AGAINST, at=NOW)
    writing.cast_vote(scene.author, scene.other, Position.FOR, at=NOW)
    return scene


def join(scene, duplicate=None, kept=None):
    duplicate, kept = duplicate or scene.proposal, kept or scene.other
    return decide(
        scene.moderator, duplicate, rule_on(duplicate, Verdict.MERGE, DUPLICATE, kept_id=kept.id), at=NOW
    )


def votes(proposal: Proposal) -> int:
    return session.scalar(select(func.count()).where(Vote.proposal_id == proposal.id))


def test_both_stay_linked_and_no_vote_moves(two):
    join(two)
    session.expire_all()
    assert (two.proposal.status, two.other.status) == (Status.MERGED, Status.PUBLISHED)
    assert (votes(two.proposal), votes(two.other), two.proposal.votes_total) == (2, 1, 2)
    assert merging_of(two.proposal.id).kept_id == two.other.id
    assert [one.duplicate_id for one in duplicates_of(two.other.id)] == [two.proposal.id]
    assert two.other.duplicates == 1


def test_the_author_is_told_and_may_contest(two):
    decision = join(two)
    assert (decision.rule_number, decision.appeal_until is not None) == (DUPLICATE, True)
    mail = session.scalars(select(OutgoingMail).where(OutgoingMail.recipient == two.author.email)).one()
    assert "Une autre dit la même chose." in mail.text


def test_those_who_voted_for_it_are_told_once_and_the_others_are_not(two):
    join(two)
    assert tell_supporters(session.scalars(select(Merging)).one(), at=NOW) == 1
    written = select(OutgoingMail).where(OutgoingMail.recipient.in_([two.reader.email, two.second.email]))
    mail = session.scalars(written).one()
    assert mail.recipient == two.reader.email
    for words in (two.proposal.title, two.other.title, f"/propositions/{two.other.id}-"):
        assert words in mail.text


def test_undone_it_stands_alone_again_with_its_votes(two):
    join(two)
    decide_on(two.second, two.proposal, Verdict.RESTORE, None)
    session.expire_all()
    assert (two.proposal.status, merging_of(two.proposal.id), two.other.duplicates) == (Status.PUBLISHED, None, 0)
    assert votes(two.proposal) == 2


def test_nobody_is_told_of_what_was_undone(two):
    join(two)
    decide_on(two.second, two.proposal, Verdict.RESTORE, None)
    assert tell_supporters(session.scalars(select(Merging)).one(), at=NOW) == 0


def test_an_appeal_undoes_it(two):
    appeal = file_appeal(two.author, join(two), "Ce n’est pas la même chose.", at=NOW)
    answer_appeal(two.second, appeal, "En effet.", reverse=True, at=NOW)
    assert (two.proposal.status, list(duplicates_of(two.other.id))) == (Status.PUBLISHED, [])


def test_a_circle_is_refused(two):
    join(two)
    with pytest.raises(Invalid, match="déjà réunie à une autre"):
        join(two, duplicate=two.other, kept=two.proposal)
    assert two.other.status is Status.PUBLISHED


def test_a_chain_is_allowed_and_undone_link_by_link(two):
    third = post_proposal(two.author, two.consultation)
    join(two)
    join(two, duplicate=two.other, kept=third)
    decide_on(two.second, two.other, Verdict.RESTORE, None)
    assert merging_of(two.proposal.id).kept_id == two.other.id
    assert list(duplicates_of(third.id)) == []


def test_a_proposal_is_not_joined_to_itself(two):
    with pytest.raises(Invalid, match="Choisissez une autre proposition"):
        join(two, kept=two.proposal)


def test_nor_to_one_of_another_consultation(two):
    elsewhere = make_consultation()
    session.add(elsewhere)
    session.flush()
    with pytest.raises(Invalid, match="Choisissez une autre proposition"):
        join(two, kept=post_proposal(two.author, elsewhere))


def test_nor_to_what_is_not_a_proposal(two):
    with pytest.raises(Invalid):
        join(two, kept=post_comment(two.reader, two.other))


@pytest.mark.parametrize("verdict", [Verdict.HIDE, Verdict.REMOVE])
def test_nor_to_one_that_is_out_of_sight(two, verdict):
    decide_on(two.moderator, two.other, verdict)
    with pytest.raises(Invalid, match="Choisissez une proposition publiée"):
        join(two)


def test_an_outdated_page_joins_nothing(two):
    decide_on(two.second, two.proposal, Verdict.KEEP)
    ruling = rule_on(two.proposal, Verdict.MERGE, DUPLICATE, kept_id=two.other.id, version=7)
    with pytest.raises(Conflict):
        decide(two.moderator, two.proposal, ruling, at=NOW)


def test_the_lists_and_counters_hold_one_proposal_less(two):
    theme = two.proposal.theme
    before = theme.proposals_count
    join(two)
    session.refresh(theme)
    assert theme.proposals_count == before - 1
    counters.rebuild(two.consultation)
    session.refresh(theme)
    assert theme.proposals_count == before - 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bourg", True),
        ("BOURG fibre", True),
        ("un bourg unique", True),
        ("fibre", False),
        ("%", False),
        ("de la", False),
    ],
)
def test_the_other_is_found_by_its_words(two, words, found):
    assert (two.other in may_repeat(two.proposal, words)) is found


def test_the_nearest_are_shown_however_far_they_are_and_never_the_proposal_itself(app, two):
    asked = []

    def find(_slug, title, text, *, however_far):
        asked.append((title, text, however_far))
        return [Similar(one.id, "", "", "") for one in (two.proposal, two.other)]

    finders.add(app, find)
    assert nearest(two.proposal) == [two.other]
    assert asked == [(two.proposal.title, two.proposal.source, True)]


def test_the_proposal_itself_is_not_offered(two):
    assert two.proposal not in may_repeat(two.proposal, "permanence")
