"""Counters agree with the rows, whatever people do and in whatever order."""

from itertools import count
from random import Random

import pytest
from sqlalchemy import func, select

from consult.consultations.models import Theme
from consult.kit.errors import Conflict
from contributions import operations
from contributions.counters import rebuild, rebuild_totals
from contributions.models import (
    TRANSITIONS,
    Argument,
    Contribution,
    Kind,
    Position,
    Proposal,
    Status,
    Support,
    Vote,
)
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.contributions import post_argument, post_comment, post_proposal
from tests.factories.people import make_user

COUNTED = (
    "votes_for",
    "votes_mixed",
    "votes_against",
    "votes_total",
    "considered",
    "arguments_for",
    "arguments_against",
    "comments",
    "sources",
    "discussion",
)


def read(scene) -> dict[str, object]:
    """Return every counter of the consultation, as the rows of the database hold them."""
    scene.session.flush()
    scene.session.expire_all()
    proposals = scene.session.scalars(select(Proposal).order_by(Proposal.id)).all()
    arguments = scene.session.scalars(select(Argument).order_by(Argument.id)).all()
    themes = scene.session.scalars(select(Theme).order_by(Theme.id)).all()
    return {
        "proposals": [{name: getattr(one, name) for name in COUNTED} for one in proposals],
        "arguments": [one.supports for one in arguments],
        "themes": [one.proposals_count for one in themes],
    }


class Crowd:
    """People who do anything they can, drawn from a seed."""

    def __init__(self, scene, seed: int) -> None:
        self.scene, self.draw, self.words = scene, Random(seed), count(1)
        self.people = [make_user() for _ in range(4)]
        scene.session.add_all(self.people)
        scene.session.flush()
        self.proposals = [post_proposal(self.people[0], scene.consultation) for _ in range(2)]

    def act(self) -> None:
        gesture = self.draw.choice(
            [
                self.propose,
                self.vote,
                self.unvote,
                self.argue,
                self.comment,
                self.support,
                self.unsupport,
                self.pass_on,
            ]
        )
        gesture()

    def someone(self):
        return self.draw.choice(self.people)

    def proposal(self) -> Proposal:
        return self.draw.choice(self.proposals)

    def of_kind(self, kind: Kind) -> Contribution | None:
        rows = self.scene.session.scalars(select(Contribution).where(Contribution.kind == kind)).all()
        return self.draw.choice(rows) if rows else None

    def propose(self) -> None:
        theme = self.draw.choice(self.scene.consultation.themes).id
        self.proposals.append(post_proposal(self.someone(), self.scene.consultation, theme_id=theme))

    def vote(self) -> None:
        operations.cast_vote(self.someone(), self.proposal(), self.draw.choice(list(Position)), at=NOW)

    def unvote(self) -> None:
        operations.withdraw_vote(self.someone(), self.proposal())

    def argue(self) -> None:
        side = self.draw.choice([Position.FOR, Position.AGAINST])
        post_argument(self.someone(), self.proposal(), side)

    def comment(self) -> None:
        post_comment(self.someone(), self.proposal())

    def support(self) -> None:
        argument = self.of_kind(Kind.ARGUMENT)
        if isinstance(argument, Argument):
            operations.support_argument(self.someone(), argument, at=NOW)

    def unsupport(self) -> None:
        argument = self.of_kind(Kind.ARGUMENT)
        if isinstance(argument, Argument):
            operations.withdraw_support(self.someone(), argument)

    def pass_on(self) -> None:
        """Change the status of anything, as a moderator or its author might."""
        one = self.of_kind(self.draw.choice([Kind.PROPOSAL, Kind.ARGUMENT, Kind.COMMENT]))
        following = sorted(TRANSITIONS[one.status]) if one is not None else []
        if one is not None and following:
            change_status(one, self.draw.choice(following), None, at=NOW)


@pytest.mark.parametrize("seed", range(12))
def test_after_anything_the_counters_are_those_a_recount_finds(scene, seed):
    crowd = Crowd(scene, seed)
    for _ in range(40):
        crowd.act()
    kept = read(scene)
    rebuild(scene.consultation)
    assert read(scene) == kept


def test_a_recount_repairs_what_was_falsified(scene):
    crowd = Crowd(scene, 1)
    for _ in range(20):
        crowd.act()
    kept = read(scene)
    crowd.proposals[0].votes_for = crowd.proposals[0].comments = 999
    scene.consultation.themes[0].proposals_count = -4
    rebuild(scene.consultation)
    assert read(scene) == kept


def test_a_recount_twice_changes_nothing(scene):
    crowd = Crowd(scene, 2)
    for _ in range(20):
        crowd.act()
    rebuild(scene.consultation)
    once = read(scene)
    rebuild(scene.consultation)
    assert read(scene) == once


def test_people_who_only_voted_took_part(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    operations.cast_vote(scene.voter, proposal, Position.FOR, at=NOW)
    rebuild_totals(scene.consultation)
    scene.session.refresh(scene.consultation)
    frame = scene.consultation
    assert (frame.participants_count, frame.proposals_count, frame.votes_count) == (2, 1, 1)


def test_votes_brought_from_elsewhere_are_in_the_totals_of_their_consultation(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    proposal.imported_for, proposal.imported_mixed, proposal.imported_against = 12, 3, 2
    operations.cast_vote(scene.voter, proposal, Position.FOR, at=NOW)
    rebuild_totals(scene.consultation)
    scene.session.refresh(scene.consultation)
    assert (scene.consultation.votes_count, proposal.votes_total) == (18, 1)


def test_what_is_withheld_is_not_in_the_totals(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    change_status(proposal, Status.HIDDEN, None, at=NOW)
    rebuild_totals(scene.consultation)
    scene.session.refresh(scene.consultation)
    assert (scene.consultation.contributions_count, scene.consultation.participants_count) == (0, 0)


def test_votes_of_another_proposal_stay_where_they_are(scene):
    first, second = (post_proposal(scene.author, scene.consultation) for _ in range(2))
    operations.cast_vote(scene.voter, first, Position.AGAINST, at=NOW)
    scene.session.refresh(second)
    assert second.votes == (0, 0, 0)


def test_no_row_of_vote_or_support_is_doubled(scene):
    crowd = Crowd(scene, 5)
    for _ in range(60):
        crowd.vote()
        crowd.argue()
        crowd.support()
    for model, pair in (
        (Vote, (Vote.proposal_id, Vote.user_id)),
        (Support, (Support.argument_id, Support.user_id)),
    ):
        doubled = select(*pair).group_by(*pair).having(func.count() > 1)
        assert scene.session.execute(doubled).all() == [], model


def test_a_refused_passage_moves_no_counter(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    kept = read(scene)
    with pytest.raises(Conflict):
        change_status(proposal, Status.DRAFT, None, at=NOW)
    assert read(scene) == kept
