"""Find what is said under a proposal: arguments, comments, sources, and one's own gestures."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, literal, select, union_all
from sqlalchemy.orm import joinedload

from consult.accounts.models import AnyActor, User
from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.kit.errors import NotFound
from contributions.follows.models import Follow
from contributions.models import Argument, Comment, Position, Proposal, Response, Source, Support, Vote
from contributions.queries.visibility import readable_under, visible_to

RESPONSES_SHOWN = 50
# What stands in place of an argument's number for a vote and for a follow.
_VOTED, _FOLLOWED = 0, -1


def response_for(actor: AnyActor, response_id: int) -> Response:
    """Return an argument, a comment or a source with its proposal and consultation, or raise `NotFound`."""
    found = (
        session.scalars(
            select(Response)
            .where(Response.id == response_id, visible_to(actor))
            .options(
                joinedload(Response.author),
                joinedload(Response.proposal),
                joinedload(Response.consultation).joinedload(Consultation.phases),
            )
        )
        .unique()
        .one_or_none()
    )
    if found is None:
        raise NotFound
    return found


def arguments_of(proposal: Proposal, actor: AnyActor, *, cursor: int = 0) -> Sequence[Argument]:
    """Return the first arguments of both sides with their authors, the most supported first.

    `cursor` skips that many of each side; at most `RESPONSES_SHOWN` of each are returned.
    """
    rank = (
        func.row_number()
        .over(partition_by=Argument.position, order_by=(_weight(Argument).desc(), Argument.id))
        .label("rank")
    )
    ranked = (
        select(Argument.id, rank)
        .where(Argument.proposal_id == proposal.id, readable_under(proposal, actor))
        .subquery()
    )
    statement = (
        select(Argument)
        .join(ranked, ranked.c.id == Argument.id)
        .where(ranked.c.rank > cursor, ranked.c.rank <= cursor + RESPONSES_SHOWN)
        .order_by(ranked.c.rank, Argument.id)
        .options(joinedload(Argument.author))
    )
    return session.scalars(statement).unique().all()


def _weight(kind: type[Argument]) -> ColumnElement[int]:
    return kind.supports + func.coalesce(kind.imported_supports, 0)


def comments_of(proposal: Proposal, actor: AnyActor, *, after_id: int = 0) -> Sequence[Comment]:
    """Return up to `RESPONSES_SHOWN` + 1 comments with their authors, thread by thread, oldest first."""
    thread = func.coalesce(Comment.parent_id, Comment.id)
    statement = (
        select(Comment)
        .where(Comment.proposal_id == proposal.id, readable_under(proposal, actor), thread > after_id)
        .order_by(thread, Comment.id)
        .limit(RESPONSES_SHOWN + 1)
        .options(joinedload(Comment.author))
    )
    return session.scalars(statement).unique().all()


def sources_of(proposal: Proposal, actor: AnyActor) -> Sequence[Source]:
    """Return the links that back a proposal, oldest first."""
    statement = (
        select(Source)
        .where(Source.proposal_id == proposal.id, readable_under(proposal, actor))
        .order_by(Source.id)
        .limit(RESPONSES_SHOWN)
        .options(joinedload(Source.author))
    )
    return session.scalars(statement).unique().all()


@dataclass(frozen=True)
class Gestures:
    """What this person already said of a proposal and its arguments."""

    position: Position | None = None
    supported: frozenset[int] = frozenset()
    follows: bool = False


def gestures_of(actor: AnyActor, proposal: Proposal) -> Gestures:
    """Return someone's own vote, supports and follow in one query; nothing for a visitor."""
    if not isinstance(actor, User):
        return Gestures()
    vote = select(Vote.position.label("position"), literal(_VOTED).label("argument")).where(
        Vote.proposal_id == proposal.id, Vote.user_id == actor.id
    )
    supports = (
        select(literal(None).label("position"), Support.argument_id.label("argument"))
        .join(Argument, Argument.id == Support.argument_id)
        .where(Argument.proposal_id == proposal.id, Support.user_id == actor.id)
    )
    followed = select(literal(None).label("position"), literal(_FOLLOWED).label("argument")).where(
        Follow.proposal_id == proposal.id, Follow.user_id == actor.id, Follow.ended_at.is_(None)
    )
    every = union_all(vote, supports, followed).subquery()
    found = session.execute(select(every.c.position, every.c.argument)).all()
    position = next((row.position for row in found if row.argument == _VOTED), None)
    arguments = {row.argument for row in found}
    return Gestures(position, frozenset(arguments - {_VOTED, _FOLLOWED}), _FOLLOWED in arguments)
