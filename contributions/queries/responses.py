"""Find what is said under a proposal: arguments, comments, sources, and one's own gestures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import ColumnElement, Select, and_, func, literal, null, or_, select, union_all
from sqlalchemy.orm import joinedload

from consult.accounts.models import AnyActor, User
from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.kit.errors import NotFound
from contributions.follows.models import Follow
from contributions.models import (
    Argument,
    Ballot,
    Comment,
    Contribution,
    Kind,
    Position,
    Proposal,
    Response,
    Source,
    Support,
    Vote,
)
from contributions.queries.visibility import readable_under, visible_to

SHOWN = 20
"""How many comments, sources, and arguments of each side, stand on one page."""
SIDES = (Position.FOR, Position.AGAINST)
Side = Position | Kind
"""A list of what backs a proposal or goes against it: arguments of a position, or sources."""
Start = tuple[int, int]
"""Where a page begins: a weight and an argument or a source, or a thread and an answer (0 for its beginning)."""

STARTS: Mapping[Side, str] = MappingProxyType(
    {Position.FOR: "pour", Position.AGAINST: "contre", Kind.SOURCE: "sources"}
)
"""Where each list begins, as the address says it."""
_NOWHERE: Mapping[Side, Start] = MappingProxyType({})
_own = Contribution.__table__.c
strength: ColumnElement[int] = _own.supports + func.coalesce(_own.imported_supports, 0)
"""What ranks arguments: the supports given here and those of the former site."""
# What stands in place of an argument's number for a vote and for a follow.


def contribution_for(actor: AnyActor, contribution_id: int) -> Contribution:
    """Return a text this person may read with its consultation, or raise `NotFound`."""
    wanted = select(Contribution).where(Contribution.id == contribution_id, visible_to(actor))
    found = session.scalars(wanted.options(joinedload(Contribution.consultation))).one_or_none()
    if found is None:
        raise NotFound
    return found


def response_for(actor: AnyActor, response_id: int) -> Response:
    """Return an argument, a comment or a source with its proposal and consultation, or raise `NotFound`."""
    found = session.scalars(one_response(actor, response_id)).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def one_response(actor: AnyActor, response_id: int) -> Select[Response]:
    """Return how to read what is said under a proposal, if this person may."""
    return (
        select(Response)
        .where(Response.id == response_id, visible_to(actor))
        .options(
            joinedload(Response.author),
            joinedload(Response.proposal),
            joinedload(Response.consultation).joinedload(Consultation.phases),
        )
    )


@dataclass(frozen=True)
class Reasons:
    """What backs a proposal or goes against it: one page of each side and of the links, where the next begins."""

    sides: dict[Position, Sequence[Argument]]
    following: dict[Side, str]
    sources: Sequence[Source]

    @property
    def everything(self) -> list[Argument | Source]:
        """Return what stands on the page, list after list."""
        return [*(one for side in self.sides.values() for one in side), *self.sources]


def reasons_of(proposal: Proposal, actor: AnyActor, starts: Mapping[Side, Start] = _NOWHERE) -> Reasons:
    """Return arguments and sources with their authors, in one query; the most supported arguments first.

    `starts` says from which argument or source on each list is read; `SHOWN` of each are returned.
    """
    within = and_(_own.proposal_id == proposal.id, readable_under(proposal, actor))
    rank = func.row_number().over(partition_by=(_own.kind, _own.position), order_by=(strength.desc(), _own.id))
    ranked = (
        select(_own.id, rank.label("rank"))
        .where(within, or_(*(_from(one, starts.get(one)) for one in (*SIDES, Kind.SOURCE))))
        .subquery()
    )
    statement = (
        select(Contribution)
        .join(ranked, ranked.c.id == Contribution.id)
        .where(ranked.c.rank <= SHOWN + 1)
        .order_by(ranked.c.rank, Contribution.id)
        .options(joinedload(Contribution.author))
    )
    found = session.scalars(statement).unique().all()
    sides = {side: [one for one in found if isinstance(one, Argument) and one.position is side] for side in SIDES}
    sources = [one for one in found if isinstance(one, Source)]
    lists: list[tuple[Side, Sequence[Argument | Source]]] = [*sides.items(), (Kind.SOURCE, sources)]
    return Reasons(
        sides={side: ones[:SHOWN] for side, ones in sides.items()},
        following={side: start_at(ones[SHOWN]) for side, ones in lists if len(ones) > SHOWN},
        sources=sources[:SHOWN],
    )


def in_list(side: Side) -> ColumnElement[bool]:
    """Keep the arguments of a side, or the sources."""
    return _own.kind == Kind.SOURCE if side is Kind.SOURCE else _own.position == side


def _from(side: Side, start: Start | None) -> ColumnElement[bool]:
    """Keep what comes at a place of a list or after it."""
    within = in_list(side)
    if start is None:
        return within
    weight, first = start
    return and_(within, or_(strength < weight, and_(strength == weight, _own.id >= first)))


def start_at(response: Argument | Source) -> str:
    """Write the place of an argument or a source on its list so that it fits in an address."""
    return f"{response.supports + (response.imported_supports or 0)}-{response.id}"


def comments_of(proposal: Proposal, actor: AnyActor, start: Start | None = None) -> Sequence[Comment]:
    """Return comments with their authors, thread by thread, oldest first: a page and one more.

    `start` is a thread and, when a page begins within it, an answer: its comment then comes first again.
    """
    thread = func.coalesce(Comment.parent_id, Comment.id)
    first, answer = start or (0, 0)
    beyond = or_(thread > first, and_(thread == first, Comment.id >= answer), Comment.id == first)
    statement = (
        select(Comment)
        .where(Comment.proposal_id == proposal.id, readable_under(proposal, actor), beyond)
        .order_by(thread, Comment.id)
        .limit(SHOWN + 1 + bool(answer))
        .options(joinedload(Comment.author))
    )
    return session.scalars(statement).unique().all()


@dataclass(frozen=True)
class Gestures:
    """What this person already said of a proposal and its arguments, and the votes spent; who they are."""

    user_id: int | None = None
    position: Position | None = None
    supported: frozenset[int] = frozenset()
    follows: bool = False
    votes_used: int = 0


def gestures_of(actor: AnyActor, proposal: Proposal) -> Gestures:
    """Return someone's own vote, supports, follow and votes spent in one query; nothing for a visitor."""
    if not isinstance(actor, User):
        return Gestures()
    none = null()
    vote = select(Vote.position.label("position"), literal("vote").label("said"), none.label("number")).where(
        Vote.proposal_id == proposal.id, Vote.user_id == actor.id
    )
    supports = (
        select(none, literal("support"), Support.argument_id)
        .join(Argument, Argument.id == Support.argument_id)
        .where(Argument.proposal_id == proposal.id, Support.user_id == actor.id)
    )
    followed = select(none, literal("follow"), none).where(
        Follow.proposal_id == proposal.id, Follow.user_id == actor.id, Follow.ended_at.is_(None)
    )
    spent = select(none, literal("spent"), Ballot.used).where(
        Ballot.consultation_id == proposal.consultation_id, Ballot.user_id == actor.id
    )
    every = union_all(vote, supports, followed, spent).subquery()
    found = session.execute(select(every.c.position, every.c.said, every.c.number)).all()
    return Gestures(
        user_id=actor.id,
        position=next((row.position for row in found if row.said == "vote"), None),
        supported=frozenset(row.number for row in found if row.said == "support"),
        follows=any(row.said == "follow" for row in found),
        votes_used=next((row.number for row in found if row.said == "spent"), 0),
    )
