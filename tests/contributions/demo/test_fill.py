"""The demonstration's consultations, filled."""

import hashlib

import pytest
from sqlalchemy import func, select

from consult.accounts.models import User
from consult.demo import ground
from consult.demo.making import new_scene
from contributions import counters
from contributions.demo.fill import fill, sum_up
from contributions.models import (
    Argument,
    Channel,
    Comment,
    Contribution,
    PaperConsent,
    Proposal,
    Status,
    StatusChange,
    Support,
    Vote,
)
from contributions.status import change_status
from tests.factories import NOW


@pytest.fixture
def make(unit):
    """Return a function that fills both consultations with a small crowd."""

    def filled(**values: int):
        scene = new_scene(NOW, seed=7, **{"people": 160, **values})
        ground.fill(scene)
        fill(scene)
        return scene

    return filled


def counted(unit, model, *conditions: object):
    return unit.scalar(select(func.count()).select_from(model).where(*conditions))


def test_everything_written_is_published_in_its_theme(unit, make):
    make()
    assert counted(unit, Proposal, Proposal.theme_id.is_not(None)) == 100
    assert counted(unit, Contribution, Contribution.status != Status.PUBLISHED) == 0
    assert counted(unit, Comment, Comment.parent_id.is_not(None)) == 76
    assert counted(unit, StatusChange) == counted(unit, Contribution) == 559


def test_everyone_takes_part(unit, make):
    scene = make()
    voted = set(unit.scalars(select(Vote.user_id)))
    assert {one.id for one in scene.inhabitants} <= voted


def test_nobody_acts_before_signing_up(unit, make):
    make()
    votes = select(Vote.id).join(User, User.id == Vote.user_id).where(Vote.cast_at < User.created_at)
    texts = select(Contribution.id).join(Contribution.author).where(Contribution.created_at < User.created_at)
    assert unit.scalars(votes).all() == unit.scalars(texts).all() == []


def test_counters_are_those_of_the_rows(unit, make):
    scene = make()
    before = {one.id: (one.votes, one.discussion) for one in unit.scalars(select(Proposal))}
    assert scene.closed_one.consultation.votes_count == sum(
        sum(one.votes)
        for one in unit.scalars(select(Proposal))
        if one.consultation is scene.closed_one.consultation
    )
    for held in scene.held:
        counters.rebuild(held.consultation)
    assert {one.id: (one.votes, one.discussion) for one in unit.scalars(select(Proposal))} == before
    assert sum(sum(votes) for votes, _discussion in before.values()) == counted(unit, Vote)
    assert sum(unit.scalars(select(Argument.supports))) == counted(unit, Support)


def test_what_was_typed_for_someone_has_its_facilitator_and_its_consent(unit, make):
    make()
    entered = unit.scalars(select(Contribution).where(Contribution.channel != Channel.ONLINE)).all()
    assert {one.author_id for one in entered} == {None}
    assert {one.entered_by.email for one in entered} == {"mediation@demo.example"}
    assert counted(unit, PaperConsent) == len(entered) == 12


def test_nothing_happens_after_the_day_begins_nor_after_the_closing(unit, make):
    scene = make()
    for held in scene.held:
        ours = Contribution.consultation_id == held.consultation.id
        assert unit.scalar(select(func.max(Contribution.created_at)).where(ours)) < held.until
        votes = select(func.max(Vote.cast_at)).join(Contribution, Contribution.id == Vote.proposal_id).where(ours)
        assert unit.scalar(votes) < held.until


def digest(unit):
    """Return what was drawn, without the numbers the database gives."""
    votes = (
        select(Contribution.external_key, User.external_key, Vote.position, Vote.cast_at)
        .join(Contribution, Contribution.id == Vote.proposal_id)
        .join(User, User.id == Vote.user_id)
    )
    texts = select(Contribution.external_key, Contribution.created_at, Proposal.draw, User.display_name).outerjoin(
        User, User.id == Contribution.author_id
    )
    rows = sorted(repr(tuple(row)) for query in (votes, texts) for row in unit.execute(query))
    return hashlib.sha256("".join(rows).encode()).hexdigest()


def test_the_same_seed_and_day_give_the_same_demonstration(unit, make):
    attempt = unit.begin_nested()
    make()
    first = digest(unit)
    attempt.rollback()
    make()
    assert digest(unit) == first


def test_what_is_said_of_it_is_what_stands_once_a_moderator_came_by(unit, make):
    scene = make()
    removed = unit.scalars(
        select(Proposal).where(Proposal.consultation_id == scene.held[0].consultation.id)
    ).first()
    change_status(removed, Status.REMOVED, None, at=NOW)
    scene.said.append("Ce qu’une autre salle en dit.")
    sum_up(scene)
    held = scene.held[0].consultation
    standing = counted(unit, Proposal, Proposal.consultation_id == held.id, Proposal.status == Status.PUBLISHED)
    assert f"{standing} propositions" in scene.said[0]
    assert held.proposals_count == sum(theme.proposals_count for theme in held.themes) == standing
