"""Find ready-made replies, who is on duty, what is late, and the evidence that was kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import NotFound
from contributions.models import Contribution, Status
from contributions.queries.visibility import moderated_consultations
from moderation.models import Duty, Evidence, SavedReply
from moderation.queries.queue import waiting_since

LATE_AFTER = timedelta(days=3)
"""How long a text may wait to be read before it is late."""


def replies_for(moderator: User, consultation_id: int | None = None) -> Sequence[SavedReply]:
    """Return one's own replies and those shared where one moderates, by name; of one consultation when asked."""
    scope = moderated_consultations(moderator)
    shared: ColumnElement[bool] = SavedReply.consultation_id.is_not(None)
    if consultation_id is not None:
        shared = SavedReply.consultation_id == consultation_id
    elif scope is not None:
        shared = SavedReply.consultation_id.in_(scope)
    own = (SavedReply.owner_id == moderator.id) & SavedReply.consultation_id.is_(None)
    statement = select(SavedReply).where(or_(own, shared)).order_by(SavedReply.title, SavedReply.id)
    return session.scalars(statement.options(joinedload(SavedReply.consultation))).all()


def reply_at(reply_id: int) -> SavedReply:
    """Return a saved reply, or raise `NotFound`."""
    found = session.get(SavedReply, reply_id)
    if found is None:
        raise NotFound
    return found


def on_duty(at: datetime) -> Sequence[Duty]:
    """Return who is on duty now, whoever ends first first."""
    statement = select(Duty).where(Duty.until > at).order_by(Duty.until).options(joinedload(Duty.moderator))
    return session.scalars(statement).all()


def late_count(moderator: User, at: datetime) -> int:
    """Count what has waited for too long where this person moderates, as the queue then shows it."""
    return waiting_since(moderator, at - LATE_AFTER)


def evidence_of(text: Contribution) -> Evidence | None:
    """Return what was kept of a text that is out of sight because it was taken away at once."""
    if text.status is not Status.REMOVED:
        return None
    statement = select(Evidence).where(Evidence.contribution_id == text.id).order_by(Evidence.id.desc())
    return session.scalars(statement.limit(1)).one_or_none()


def evidence_at(evidence_id: int) -> Evidence:
    """Return what was kept of a text taken away at once, or raise `NotFound`."""
    statement = select(Evidence).where(Evidence.id == evidence_id).options(joinedload(Evidence.kept_by))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found
