"""Find what people follow, and who is to be told now."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import contains_eager, joinedload

from consult.accounts.models import AnyActor, User
from consult.consultations.models import Consultation, ConsultationStatus, Theme
from consult.kit.db import session
from contributions.follows.models import Delivery, Follow
from contributions.models import Channel, Contribution, Kind, Proposal, Status

Target = Consultation | Theme | Proposal
"""What can be followed."""
_SENT = (Status.PENDING, Status.PUBLISHED)


def place_of(target: Target) -> dict[str, int | None]:
    """Return the columns of a follow that say what is followed."""
    if isinstance(target, Consultation):
        return {"consultation_id": target.id, "theme_id": None, "proposal_id": None}
    theme_id, proposal_id = (target.id, None) if isinstance(target, Theme) else (None, target.id)
    return {"consultation_id": target.consultation_id, "theme_id": theme_id, "proposal_id": proposal_id}


def is_followed(actor: AnyActor, target: Target) -> bool:
    """Say whether this person follows this; nobody follows anything signed out."""
    if not isinstance(actor, User):
        return False
    return session.scalar(select(Follow.id).where(*of(actor, target), Follow.ended_at.is_(None))) is not None


def of(user: User, target: Target) -> tuple[ColumnElement[bool], ...]:
    """Keep this person's follow of this very thing."""
    places = [getattr(Follow, name).is_not_distinct_from(value) for name, value in place_of(target).items()]
    return (Follow.user_id == user.id, *places)


def follows_of(user: User) -> Sequence[Follow]:
    """Return what someone follows, each with its names, the latest first."""
    statement = (
        select(Follow)
        .where(Follow.user_id == user.id, Follow.ended_at.is_(None))
        .order_by(Follow.followed_at.desc(), Follow.id.desc())
        .options(joinedload(Follow.consultation), joinedload(Follow.theme), joinedload(Follow.proposal))
    )
    return session.scalars(statement).unique().all()


def every_follow_of(user: User) -> Sequence[Follow]:
    """Return what someone follows or stopped following, the oldest first, for whoever asks for their data."""
    statement = select(Follow).where(Follow.user_id == user.id).order_by(Follow.id)
    named = joinedload(Follow.consultation), joinedload(Follow.theme), joinedload(Follow.proposal)
    return session.scalars(statement.options(*named)).unique().all()


def follow_of(user: User, follow_id: int) -> Follow | None:
    """Return one of this person's own follows."""
    return session.scalars(select(Follow).where(Follow.id == follow_id, Follow.user_id == user.id)).one_or_none()


def delivery_of(user: User) -> Delivery | None:
    """Return how someone is told; None while they never followed anything nor chose."""
    return session.get(Delivery, user.id)


# --- for the worker ---------------------------------------------------------------------


def deliveries_due(at: datetime, size: int) -> Sequence[Delivery]:
    """Return, locked, the next people to look for, with their account; another worker skips them."""
    statement = (
        select(Delivery)
        .join(Delivery.user)
        .where(Delivery.due_at <= at, User.email.is_not(None), User.confirmed_at.is_not(None))
        .order_by(Delivery.due_at, Delivery.user_id)
        .limit(size)
        .options(contains_eager(Delivery.user))
        .with_for_update(of=Delivery, skip_locked=True)
    )
    return session.scalars(statement).all()


def follows_among(user_ids: Collection[int]) -> Sequence[Follow]:
    """Return what these people follow in public consultations."""
    statement = (
        select(Follow)
        .join(Consultation, Consultation.id == Follow.consultation_id)
        .where(
            Follow.user_id.in_(user_ids),
            Follow.ended_at.is_(None),
            Consultation.status != ConsultationStatus.DRAFT,
        )
    )
    return session.scalars(statement).all()


def names_of(consultation_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return the title and the slug of each of these consultations."""
    columns = (Consultation.id, Consultation.title, Consultation.slug)
    found = session.execute(select(*columns).where(Consultation.id.in_(consultation_ids)))
    return {row.id: (row.title, row.slug) for row in found}


def written_by_account_holders(ids: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return which of these were proposals or arguments sent online, by whom and when.

    Only those of people who can be written to; rows hold the columns of a contribution.
    """
    own = Contribution.__table__.c
    statement = (
        select(own.id, own.kind, own.author_id, own.consultation_id, own.proposal_id, own.submitted_at)
        .join(User, User.id == own.author_id)
        .where(
            own.id.in_(ids),
            own.kind.in_((Kind.PROPOSAL, Kind.ARGUMENT)),
            own.status.in_(_SENT),
            own.channel == Channel.ONLINE,
            User.email.is_not(None),
        )
    )
    return session.execute(statement).all()
