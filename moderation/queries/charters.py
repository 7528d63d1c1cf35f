"""Find the charter a consultation lives by, those it lived by, and who accepted which."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import selectinload

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.kit.errors import NotFound
from contributions.models import Contribution
from moderation.charter import DEFAULT, RulesInForce
from moderation.models import Charter, CharterAcceptance


def rules_in_force(consultation_id: int) -> RulesInForce:
    """Return the latest charter a consultation adopted, or the default one."""
    statement = _charters(consultation_id).order_by(Charter.version.desc()).limit(1)
    own = session.scalars(statement.options(selectinload(Charter.rules))).one_or_none()
    return _read(own) if own else DEFAULT


def rules_of_version(consultation_id: int, version: int) -> RulesInForce:
    """Return a charter that was in force once. Raises `NotFound` for a version that never was."""
    statement = _charters(consultation_id).where(Charter.version == version)
    own = session.scalars(statement.options(selectinload(Charter.rules))).one_or_none()
    if own is None and version != DEFAULT.version:
        raise NotFound
    return _read(own) if own else DEFAULT


def charter_versions(consultation_id: int) -> Sequence[tuple[int, datetime]]:
    """Return the versions a consultation adopted and when, newest first."""
    statement = select(Charter.version, Charter.adopted_at).where(Charter.consultation_id == consultation_id)
    return [(version, at) for version, at in session.execute(statement.order_by(Charter.version.desc()))]


def charter_to_accept(user: User, *, slug: str | None = None, contribution_id: int | None = None) -> str | None:
    """Return the slug of the consultation whose present charter this person has not accepted; None when none."""
    where = Consultation.slug == slug
    if contribution_id is not None:
        place = select(Contribution.consultation_id).where(Contribution.id == contribution_id)
        where = Consultation.id == place.scalar_subquery()
    statement = (
        select(Consultation.slug, CharterAcceptance.accepted_at)
        .join(Charter, Charter.consultation_id == Consultation.id)
        .outerjoin(
            CharterAcceptance,
            and_(CharterAcceptance.charter_id == Charter.id, CharterAcceptance.user_id == user.id),
        )
        .where(where)
        .order_by(Charter.version.desc())
        .limit(1)
    )
    found = session.execute(statement).one_or_none()
    return found[0] if found and found[1] is None else None


def acceptances_by(user: User) -> list[dict[str, str | int]]:
    """Return which charters someone accepted and when, as plain values."""
    statement = (
        select(Consultation.title, Charter.version, CharterAcceptance.accepted_at)
        .join(Charter, Charter.id == CharterAcceptance.charter_id)
        .join(Consultation, Consultation.id == Charter.consultation_id)
        .where(CharterAcceptance.user_id == user.id)
        .order_by(CharterAcceptance.accepted_at)
    )
    return [
        {"consultation": title, "version": version, "accepted_at": at.isoformat()}
        for title, version, at in session.execute(statement)
    ]


def _charters(consultation_id: int) -> Select[Charter]:
    return select(Charter).where(Charter.consultation_id == consultation_id)


def _read(own: Charter) -> RulesInForce:
    return RulesInForce(own.version, own.rules, own.id, own.adopted_at)
