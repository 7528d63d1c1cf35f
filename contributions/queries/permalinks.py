"""Find the page of a discussion on which a text is read, by counting what comes before it."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, func, or_, select

from consult.accounts.models import AnyActor
from consult.kit.db import session
from consult.kit.errors import NotFound
from contributions.addresses import ANCHORS
from contributions.models import TRACED, Argument, Comment, Contribution, Kind, Proposal, Response, Source
from contributions.queries.responses import SHOWN, STARTS, Side, in_list, start_at, strength
from contributions.queries.visibility import readable_under, visible_to

_own = Contribution.__table__.c


@dataclass(frozen=True)
class Place:
    """A proposal's page, where its lists begin, and the anchor of the text on it."""

    proposal_id: int
    slug: str
    anchor: str = ""
    starts: dict[str, str] = field(default_factory=dict)


def place_of(actor: AnyActor, contribution_id: int) -> Place:
    """Return where a text is read. Raises `NotFound` for what this person may not know of.

    A text that was hidden or withdrawn keeps its place, where a line says so.
    """
    traced = and_(Contribution.status.in_(TRACED), Contribution.published_at.is_not(None))
    found = session.scalars(
        select(Contribution).where(Contribution.id == contribution_id, or_(visible_to(actor), traced))
    ).one_or_none()
    if found is None:
        raise NotFound
    if isinstance(found, Proposal):
        return Place(found.id, found.public_slug)
    if not isinstance(found, Response):
        raise NotFound
    proposal = session.get_one(Proposal, found.proposal_id)
    anchor = f"{ANCHORS[found.kind]}-{found.id}"
    return Place(proposal.id, proposal.public_slug, anchor, _starts(found, proposal, actor))


def _starts(found: Response, proposal: Proposal, actor: AnyActor) -> dict[str, str]:
    readable = and_(_own.proposal_id == proposal.id, readable_under(proposal, actor))
    if isinstance(found, Argument | Source):
        return _of_ranked(found, readable)
    return _of_comment(found, readable) if isinstance(found, Comment) else {}


def _of_ranked(found: Argument | Source, readable: ColumnElement[bool]) -> dict[str, str]:
    """Begin with an argument or a source, unless it stands on the first page of its list."""
    weight = found.supports + (found.imported_supports or 0)
    stronger = or_(strength > weight, and_(strength == weight, _own.id < found.id))
    side: Side = found.position if isinstance(found, Argument) else Kind.SOURCE
    before = select(func.count(_own.id)).where(readable, in_list(side), stronger)
    return {STARTS[side]: start_at(found)} if (session.scalar(before) or 0) >= SHOWN else {}


def _of_comment(comment: Comment, readable: ColumnElement[bool]) -> dict[str, str]:
    """Begin with the comment's thread, unless the first page holds it whole; within it when it is a long one."""
    root = comment.parent_id or comment.id
    thread = func.coalesce(Comment.parent_id, Comment.id)
    counts = (
        func.count().filter(thread <= root),
        func.count().filter(thread == root, Comment.id <= comment.id),
    )
    upto_thread, within = session.execute(select(*counts).where(Comment.id.is_not(None), readable)).one()
    if upto_thread <= SHOWN:
        return {}
    return {"suite": f"{root}" if within <= SHOWN else f"{root}-{comment.id}"}
