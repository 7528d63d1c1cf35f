"""Read what someone writes under or in together with how much they have just written, in one query."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, literal, select
from sqlalchemy.orm import aliased

from consult.accounts.models import AnyActor, User
from consult.consultations.models import Consultation
from consult.consultations.queries import one_consultation, with_its_parts
from consult.kit.db import session
from consult.kit.errors import NotFound
from consult.territories.models import Territory
from contributions.models import Comment, Contribution, Proposal, Status
from contributions.queries.proposals import one_proposal
from contributions.queries.responses import one_response


@dataclass(frozen=True)
class Answering:
    """A proposal about to be answered, the comment the answer goes to, and how many texts came just before."""

    proposal: Proposal
    parent: Comment | None
    recent: int

    @property
    def consultation(self) -> Consultation:
        """Return the consultation one writes in."""
        return self.proposal.consultation

    @property
    def status(self) -> Status:
        """Return where the text that is answered stands."""
        return self.parent.status if self.parent else self.proposal.status


@dataclass(frozen=True)
class Proposing:
    """A consultation about to get a proposal, the territory it concerns, and how many texts came just before."""

    consultation: Consultation
    territory: Territory | None
    recent: int


def proposing(actor: AnyActor, slug: str, place: int | ScalarSelect[int], since: datetime) -> Proposing:
    """Return the consultation someone proposes in, or raise `NotFound`."""
    statement = one_consultation(actor, slug).outerjoin(Territory, Territory.id == place)
    found = session.execute(statement.add_columns(Territory, _recent(actor, since))).unique().first()
    if found is None:
        raise NotFound
    return Proposing(with_its_parts(found[0]), found[1], found[2])


def recent_texts(actor: AnyActor, since: datetime) -> int:
    """Return how many texts someone sent since an instant."""
    return session.scalar(select(_recent(actor, since))) or 0


def answering(actor: AnyActor, proposal_id: int, since: datetime) -> Answering:
    """Return the proposal someone answers, or raise `NotFound`."""
    found = session.execute(one_proposal(actor, proposal_id).add_columns(_recent(actor, since))).unique().first()
    if found is None:
        raise NotFound
    return Answering(found[0], None, found[1])


def replying(actor: AnyActor, comment_id: int, since: datetime) -> Answering:
    """Return the comment someone answers, or raise `NotFound`."""
    found = session.execute(one_response(actor, comment_id).add_columns(_recent(actor, since))).unique().first()
    if found is None or not isinstance(found[0], Comment):
        raise NotFound
    return Answering(found[0].proposal, found[0], found[1])


def _recent(actor: AnyActor, since: datetime) -> ScalarSelect[int]:
    """Count what someone sent since an instant."""
    if not isinstance(actor, User):
        return select(literal(0)).scalar_subquery()
    text = aliased(Contribution.__table__).c
    sent = select(func.count(text.id)).where(text.author_id == actor.id, text.submitted_at > since)
    return sent.scalar_subquery()
