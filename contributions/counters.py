"""Keep the counters of a page on its row, in the transaction of what they count; rebuild them on demand.

Each change is an addition made by the database, so that two requests at once both count.
"""

from functools import reduce
from operator import add
from typing import Any, TypeAlias, cast

from sqlalchemy import ColumnElement, Result, ScalarSelect, and_, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, aliased

from consult.consultations.models import Consultation, Theme
from consult.kit.db import session
from contributions import ballots
from contributions.attachments.models import Attachment
from contributions.models import (
    Argument,
    Comment,
    Contribution,
    Kind,
    Position,
    Proposal,
    Response,
    Skip,
    Status,
    Support,
    Vote,
)

Votes: TypeAlias = tuple[int, int, int]
"""Totals of votes: pour, mitigé, contre."""

VOTE_COLUMNS: dict[Position, InstrumentedAttribute[int]] = {
    Position.FOR: Proposal.votes_for,
    Position.MIXED: Proposal.votes_mixed,
    Position.AGAINST: Proposal.votes_against,
}
_ARGUMENT_COLUMNS = {Position.FOR: Proposal.arguments_for, Position.AGAINST: Proposal.arguments_against}


def count_vote(proposal: Proposal, before: Position | None, now: Position | None) -> Votes:
    """Move one vote from what it said to what it says, None when there was or is none; return the totals."""
    own = Proposal.id == proposal.id
    totals = tuple(VOTE_COLUMNS.values())
    if before is now:
        return _votes_in(session.execute(select(*totals).where(own)))
    changes: dict[InstrumentedAttribute[int], ColumnElement[int]] = {}
    if before is not None:
        changes[VOTE_COLUMNS[before]] = VOTE_COLUMNS[before] - 1
    if now is not None:
        changes[VOTE_COLUMNS[now]] = VOTE_COLUMNS[now] + 1
    more = int(now is not None) - int(before is not None)
    changes[Proposal.votes_total] = Proposal.votes_total + more
    changes[Proposal.considered] = Proposal.considered + more
    return _votes_in(session.execute(update(Proposal).where(own).values(changes).returning(*totals)))


def _votes_in(found: Result[Any]) -> Votes:
    return cast("Votes", tuple(found.one()))


def count_skip(proposal: Proposal, change: int) -> None:
    """Add or take away one person who passed a proposal over."""
    values = {Proposal.considered: Proposal.considered + change}
    session.execute(update(Proposal).where(Proposal.id == proposal.id).values(values))


def count_support(argument: Argument, change: int) -> None:
    """Add or take away one support."""
    values = {Argument.supports: Argument.supports + change}
    session.execute(update(Argument).where(Argument.id == argument.id).values(values))


def follow_status(contribution: Contribution, before: Status, now: Status) -> None:
    """Count a contribution where lists show it, when a change of status puts it there or takes it away."""
    change = int(now is Status.PUBLISHED) - int(before is Status.PUBLISHED)
    if change == 0:
        return
    if isinstance(contribution, Response):
        changes = {column: column + change for column in _response_columns(contribution)}
        session.execute(update(Proposal).where(Proposal.id == contribution.proposal_id).values(changes))
        return
    if contribution.theme_id is not None:
        count_in_theme(contribution.theme_id, change)
    if isinstance(contribution, Proposal) and contribution.votes_total and _limits_votes(contribution):
        ballots.follow_list(contribution, change)


def _limits_votes(proposal: Proposal) -> bool:
    return proposal.consultation.votes_per_person is not None


def count_in_theme(theme_id: int, change: int) -> None:
    """Add or take away one proposal from a theme's count."""
    values = {Theme.proposals_count: Theme.proposals_count + change}
    session.execute(update(Theme).where(Theme.id == theme_id).values(values))


def _response_columns(response: Response) -> list[InstrumentedAttribute[int]]:
    if isinstance(response, Argument):
        return [_ARGUMENT_COLUMNS[response.position], Proposal.discussion]
    if isinstance(response, Comment):
        return [Proposal.comments, Proposal.discussion]
    return [Proposal.sources]


# --- rebuilding -----------------------------------------------------------------------


def rebuild(consultation: Consultation) -> None:
    """Count everything again from the rows: safe at any time, the same twice."""
    session.flush()
    ours = Contribution.consultation_id == consultation.id
    values: dict[InstrumentedAttribute[int], ColumnElement[int]] = {
        column: _votes(position) for position, column in VOTE_COLUMNS.items()
    }
    values[Proposal.votes_total] = _votes(*Position)
    values[Proposal.considered] = _votes(*Position) + _skips()
    for position, column in _ARGUMENT_COLUMNS.items():
        values[column] = _responses(Kind.ARGUMENT, position)
    values[Proposal.comments] = _responses(Kind.COMMENT)
    values[Proposal.sources] = _responses(Kind.SOURCE)
    values[Proposal.attachments] = _attachments()
    options = {"synchronize_session": False}
    session.execute(update(Proposal).where(ours).values(values), execution_options=options)
    discussion = {Proposal.discussion: Proposal.arguments_for + Proposal.arguments_against + Proposal.comments}
    session.execute(update(Proposal).where(ours).values(discussion), execution_options=options)
    session.execute(
        update(Argument).where(ours).values({Argument.supports: _supports()}), execution_options=options
    )
    ballots.rebuild(consultation)
    rebuild_totals(consultation)
    session.expire_all()


def _all_votes() -> ColumnElement[int]:
    """Add to the votes cast here those a proposal was brought with, which its page shows apart."""
    brought = (Proposal.imported_for, Proposal.imported_mixed, Proposal.imported_against)
    return reduce(add, (func.coalesce(column, 0) for column in brought), Proposal.votes_total + 0)


def rebuild_totals(consultation: Consultation) -> None:
    """Count the consultation's own figures again; the worker does it every minute while people take part."""
    listed = and_(Contribution.consultation_id == consultation.id, Contribution.status == Status.PUBLISHED)
    proposals = select(func.count()).where(listed, Contribution.kind == Kind.PROPOSAL)
    votes = select(func.coalesce(func.sum(_all_votes()), 0)).where(listed)
    wrote = select(Contribution.author_id).where(listed, Contribution.author_id.is_not(None))
    voted = select(Vote.user_id).join(Contribution, Contribution.id == Vote.proposal_id).where(listed)
    people = select(func.count()).select_from(wrote.union(voted).subquery())
    session.execute(
        update(Consultation)
        .where(Consultation.id == consultation.id)
        .values(
            {
                Consultation.proposals_count: proposals.scalar_subquery(),
                Consultation.contributions_count: select(func.count()).where(listed).scalar_subquery(),
                Consultation.votes_count: votes.scalar_subquery(),
                Consultation.participants_count: people.scalar_subquery(),
            }
        ),
        execution_options={"synchronize_session": False},
    )
    in_theme = select(func.count()).where(
        Contribution.theme_id == Theme.id,
        Contribution.kind == Kind.PROPOSAL,
        Contribution.status == Status.PUBLISHED,
    )
    session.execute(
        update(Theme)
        .where(Theme.consultation_id == consultation.id)
        .values({Theme.proposals_count: in_theme.scalar_subquery()}),
        execution_options={"synchronize_session": False},
    )


def _votes(*positions: Position) -> ScalarSelect[int]:
    counted = select(func.count()).where(Vote.proposal_id == Contribution.id, Vote.position.in_(positions))
    return counted.correlate(Contribution).scalar_subquery()


def _skips() -> ScalarSelect[int]:
    counted = select(func.count()).where(Skip.proposal_id == Contribution.id)
    return counted.correlate(Contribution).scalar_subquery()


def _supports() -> ScalarSelect[int]:
    counted = select(func.count()).where(Support.argument_id == Contribution.id)
    return counted.correlate(Contribution).scalar_subquery()


def _attachments() -> ScalarSelect[int]:
    counted = select(func.count()).where(Attachment.contribution_id == Contribution.id)
    return counted.correlate(Contribution).scalar_subquery()


def _responses(kind: Kind, position: Position | None = None) -> ScalarSelect[int]:
    below = aliased(Contribution.__table__)
    counted = select(func.count()).where(
        below.c.proposal_id == Contribution.id, below.c.kind == kind, below.c.status == Status.PUBLISHED
    )
    if position is not None:
        counted = counted.where(below.c.position == position)
    return counted.correlate(Contribution).scalar_subquery()
