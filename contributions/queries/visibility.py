"""Say which contributions a person may read: a filter, never an `if` in a page."""

from sqlalchemy import ColumnElement, and_, case, false, or_, select

from consult.accounts.models import AnyActor, Role, User
from consult.consultations.models import Consultation, ConsultationStatus
from contributions.models import PUBLIC, TRACED, Contribution, Proposal, Status


def visible_to(actor: AnyActor) -> ColumnElement[bool]:
    """Keep the contributions whose words this person may read: public ones, their own, those they moderate."""
    public = and_(
        Contribution.status.in_(PUBLIC),
        Contribution.consultation_id.in_(
            select(Consultation.id).where(Consultation.status != ConsultationStatus.DRAFT)
        ),
    )
    return or_(public, own(actor), _moderated_by(actor))


def told_title() -> ColumnElement[str]:
    """Read the title of a proposal where anyone may know it; of one out of sight, nothing."""
    told = Proposal.status.in_(PUBLIC | {Status.WITHDRAWN})
    return case((told, Proposal.title), else_="").label("title")


def own(actor: AnyActor) -> ColumnElement[bool]:
    """Keep what this person wrote; nothing for a visitor."""
    return Contribution.author_id == actor.id if isinstance(actor, User) else false()


def _moderated_by(actor: AnyActor) -> ColumnElement[bool]:
    scope = moderated_consultations(actor)
    submitted = Contribution.status != Status.DRAFT
    return submitted if scope is None else and_(submitted, Contribution.consultation_id.in_(scope))


def moderated_consultations(actor: AnyActor) -> frozenset[int] | None:
    """Return the consultations whose withheld texts this person may read; None for all of them."""
    scopes = [actor.consultations_as(role) for role in (Role.MODERATOR, Role.ADMINISTRATOR)]
    return None if None in scopes else frozenset().union(*(scope or () for scope in scopes))


def readable_under(proposal: Proposal, actor: AnyActor) -> ColumnElement[bool]:
    """Keep public responses, this person's own, and all of them for who moderates the consultation.

    Cheaper than `visible_to`: the consultation of the proposal is already known to be readable.
    """
    scope = moderated_consultations(actor)
    if scope is None or proposal.consultation_id in scope:
        return Contribution.status != Status.DRAFT
    return or_(Contribution.status.in_(PUBLIC | TRACED), own(actor))
