"""Find councils, their members, and the council a consultation addresses."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from consult.accounts.models import AnyActor, User
from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit.db import session
from consult.kit.errors import NotFound
from council.models import Addressee, Council, CouncilMember, Mandate, Transmission

_SHOWN = 50


def all_councils() -> Sequence[Council]:
    """Return every council by name."""
    return session.scalars(select(Council).order_by(Council.name)).all()


def council_at(slug: str) -> Council:
    """Return the council of an address; raise `NotFound`."""
    found = session.scalars(select(Council).where(Council.slug == slug)).one_or_none()
    if found is None:
        raise NotFound
    return found


def members_of(council_id: int) -> Sequence[CouncilMember]:
    """Return everyone who sits or sat in a council, with their account and mandates, by name."""
    statement = (
        select(CouncilMember)
        .join(User, User.id == CouncilMember.user_id)
        .where(CouncilMember.council_id == council_id)
        .order_by(User.display_name, CouncilMember.id)
        .options(joinedload(CouncilMember.user), selectinload(CouncilMember.mandates))
    )
    return session.scalars(statement).all()


def _sits_on(day: date) -> ColumnElement[bool]:
    """Keep the members whose mandate is under way that day."""
    under_way = (
        Mandate.member_id == CouncilMember.id,
        Mandate.starts_on <= day,
        or_(Mandate.ends_on.is_(None), Mandate.ends_on >= day),
    )
    return select(Mandate.id).where(*under_way).exists()


def councils_where_sits(actor: AnyActor, day: date) -> Select[int]:
    """Select the councils this person sits in that day; none while their second factor waits."""
    user_id = actor.id if isinstance(actor, User) and not actor.roles_wait else None
    return select(CouncilMember.council_id).where(CouncilMember.user_id == user_id, _sits_on(day))


def sitting_members(council_id: int, day: date) -> Sequence[CouncilMember]:
    """Return those whose mandate is under way that day, who can still be written to."""
    statement = (
        select(CouncilMember)
        .join(User, User.id == CouncilMember.user_id)
        .where(CouncilMember.council_id == council_id, _sits_on(day), User.erased_at.is_(None))
        .order_by(CouncilMember.id)
        .options(joinedload(CouncilMember.user))
    )
    return session.scalars(statement).all()


def member_of(council_id: int, actor: AnyActor) -> CouncilMember | None:
    """Return this person as a member of a council, with their mandates, or None."""
    if not isinstance(actor, User):
        return None
    statement = (
        select(CouncilMember)
        .where(CouncilMember.council_id == council_id, CouncilMember.user_id == actor.id)
        .options(joinedload(CouncilMember.mandates))
    )
    return session.scalars(statement).unique().one_or_none()


def council_ids_of(actor: AnyActor) -> Sequence[int]:
    """Return the councils this person sits or sat in."""
    if not isinstance(actor, User):
        return []
    return session.scalars(select(CouncilMember.council_id).where(CouncilMember.user_id == actor.id)).all()


def seats_of(user: User) -> Sequence[CouncilMember]:
    """Return each council someone sits or sat in, with their mandates there."""
    statement = (
        select(CouncilMember)
        .where(CouncilMember.user_id == user.id)
        .order_by(CouncilMember.id)
        .options(joinedload(CouncilMember.council), selectinload(CouncilMember.mandates))
    )
    return session.scalars(statement).all()


def addressee_of(consultation_id: int) -> Addressee | None:
    """Return the council a consultation addresses, or None while nobody named one."""
    statement = select(Addressee).where(Addressee.consultation_id == consultation_id)
    return session.scalars(statement.options(joinedload(Addressee.council))).one_or_none()


def consultations_of(council_id: int) -> Sequence[Row[Consultation, datetime | None]]:
    """Return the public consultations a council is asked about, with the last time it was sent their synthesis."""
    sent = (
        select(func.max(Transmission.sent_at))
        .where(Transmission.council_id == council_id, Transmission.consultation_id == Consultation.id)
        .correlate(Consultation)
        .scalar_subquery()
    )
    addressed = exists().where(Addressee.council_id == council_id, Addressee.consultation_id == Consultation.id)
    statement = (
        select(Consultation, sent)
        .where(Consultation.status != ConsultationStatus.DRAFT, or_(addressed, sent.is_not(None)))
        .order_by(Consultation.id.desc())
        .limit(_SHOWN)
    )
    return session.execute(statement).all()


def mandate_at(mandate_id: int) -> Mandate | None:
    """Return a mandate with its member, or None."""
    statement = select(Mandate).where(Mandate.id == mandate_id).options(joinedload(Mandate.member))
    return session.scalars(statement).one_or_none()


def member_at(member_id: int) -> CouncilMember:
    """Return whoever holds a seat, with their mandates; raise `NotFound`."""
    statement = select(CouncilMember).where(CouncilMember.id == member_id)
    whole = (
        joinedload(CouncilMember.user),
        joinedload(CouncilMember.council),
        selectinload(CouncilMember.mandates),
    )
    found = session.scalars(statement.options(*whole)).one_or_none()
    if found is None:
        raise NotFound
    return found
