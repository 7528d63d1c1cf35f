"""List what one person wrote and said of others' texts, for whoever leaves or asks for their data."""

from collections.abc import Sequence

from sqlalchemy import Row, and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import session
from contributions.models import Ballot, Contribution, Position, Proposal, Skip, Status, Support, Version, Vote
from contributions.queries.visibility import told_title

_NO_ANSWER = (Status.DRAFT, Status.WITHDRAWN)
_own = Contribution.__table__.c


def texts_of(user: User) -> Sequence[Contribution]:
    """Return everything someone wrote, drafts included, with its consultation and theme."""
    statement = (
        select(Contribution)
        .where(Contribution.author_id == user.id)
        .order_by(Contribution.id)
        .options(joinedload(Contribution.consultation), joinedload(Contribution.theme))
    )
    return session.scalars(statement).unique().all()


def unanswered_texts_of(user: User) -> Sequence[Contribution]:
    """Return the texts someone sent and nobody else answered; a text merged into another counts as answered."""
    answer = aliased(Contribution.__table__).c
    under_it = or_(
        answer.proposal_id == _own.id,
        and_(answer.proposal_id == _own.proposal_id, answer.parent_id == _own.id),
    )
    by_another = or_(answer.author_id.is_(None), answer.author_id != user.id)
    answered = exists().where(under_it, by_another, answer.status.not_in(_NO_ANSWER))
    statement = (
        select(Contribution)
        .where(Contribution.author_id == user.id, Contribution.status.not_in((Status.DRAFT, Status.MERGED)))
        .where(~answered)
        .order_by(Contribution.id)
    )
    return session.scalars(statement).all()


def former_words_of(user: User) -> dict[int, list[Version]]:
    """Return the former versions of someone's texts, by text, oldest first."""
    statement = (
        select(Version)
        .join(Contribution, Contribution.id == Version.contribution_id)
        .where(Contribution.author_id == user.id)
        .order_by(Version.contribution_id, Version.number)
    )
    found: dict[int, list[Version]] = {}
    for version in session.scalars(statement):
        found.setdefault(version.contribution_id, []).append(version)
    return found


def votes_of(user: User) -> Sequence[Row[Vote, str]]:
    """Return someone's votes, each with the title of its proposal, oldest first."""
    statement = select(Vote, told_title()).join(Proposal, Proposal.id == Vote.proposal_id)
    return session.execute(statement.where(Vote.user_id == user.id).order_by(Vote.cast_at, Vote.id)).all()


def supports_of(user: User) -> Sequence[Row[Support, str, Position]]:
    """Return the arguments someone supported, each with its first words and its side, oldest first."""
    statement = select(Support, Contribution.excerpt, _own.position).join(
        Contribution, Contribution.id == Support.argument_id
    )
    return session.execute(
        statement.where(Support.user_id == user.id).order_by(Support.given_at, Support.id)
    ).all()


def skips_of(user: User) -> Sequence[Row[Skip, str]]:
    """Return the proposals someone passed over in the quick vote, each with its title, oldest first."""
    statement = select(Skip, told_title()).join(Proposal, Proposal.id == Skip.proposal_id)
    return session.execute(statement.where(Skip.user_id == user.id).order_by(Skip.skipped_at, Skip.id)).all()


def ballots_of(user: User) -> Sequence[Row[Ballot, str, int | None]]:
    """Return how many votes someone gave where they are limited, with the consultation and its limit."""
    statement = select(Ballot, Consultation.title, Consultation.votes_per_person).join(
        Consultation, Consultation.id == Ballot.consultation_id
    )
    return session.execute(statement.where(Ballot.user_id == user.id).order_by(Ballot.id)).all()
