"""Find what was done about accounts: warnings and suspensions, and those that are contested."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import joinedload

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import NotFound
from consult.kit.paging import PAGE_SIZE, Page, cut, decode
from contributions.models import Contribution
from contributions.queries.visibility import moderated_consultations
from moderation.models import Suspension


def suspension_at(suspension_id: int) -> Suspension:
    """Return a warning or a suspension with its person, its text and its rule, or raise `NotFound`."""
    statement = (
        select(Suspension)
        .where(Suspension.id == suspension_id)
        .options(
            joinedload(Suspension.user),
            joinedload(Suspension.consultation),
            joinedload(Suspension.contribution),
            joinedload(Suspension.rule),
        )
    )
    found = session.scalars(statement).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def suspensions_of(user: User) -> Sequence[Suspension]:
    """Return what was done about someone's account, newest first."""
    statement = select(Suspension).where(Suspension.user_id == user.id).order_by(Suspension.id.desc())
    return session.scalars(
        statement.options(joinedload(Suspension.rule), joinedload(Suspension.consultation))
    ).all()


def standing_against(text: Contribution, since: datetime) -> Sequence[Suspension]:
    """Return the sanctions of this author that count here since then.

    One that was reversed does not count, nor one of another consultation that did not hold everywhere.
    """
    statement = select(Suspension).where(
        Suspension.user_id == text.author_id,
        Suspension.decided_at >= since,
        Suspension.reversed.is_not(true()),
        Suspension.everywhere | (Suspension.consultation_id == text.consultation_id),
    )
    return session.scalars(statement).all()


def sanctioned_for(text: Contribution) -> bool:
    """Say whether something was already done about its author for this text, and was not reversed."""
    statement = select(Suspension.id).where(
        Suspension.contribution_id == text.id,
        Suspension.user_id == text.author_id,
        Suspension.reversed.is_not(true()),
    )
    return session.scalars(statement.limit(1)).first() is not None


def suspensions_page(moderator: User, *, cursor: str | None = None, size: int = PAGE_SIZE) -> Page[Suspension]:
    """Return one page of what was done where this person moderates: what waits for an answer, then newest."""
    key = decode(cursor, 2)
    answered = Suspension.appealed_at.is_(None) | Suspension.answered_at.is_not(None)
    statement = select(Suspension, answered).where(_moderated_by(moderator))
    if key:
        later = (answered == bool(key[0])) & (Suspension.id < key[1])
        statement = statement.where(later | (answered > bool(key[0])) if not key[0] else later)
    rows = session.execute(
        statement.order_by(answered, Suspension.id.desc())
        .limit(size + 1)
        .options(joinedload(Suspension.user), joinedload(Suspension.consultation), joinedload(Suspension.rule))
    ).all()
    page = cut(rows, lambda row: (int(row[1]), row[0].id), cursor=cursor, size=size)
    return Page([row[0] for row in page.items], page.following, page.is_first)


def contested(moderator: User) -> Select[int]:
    """Return the statement that counts the contested suspensions that this person may answer."""
    return select(func.count(Suspension.id)).where(
        _moderated_by(moderator),
        Suspension.appealed_at.is_not(None),
        Suspension.answered_at.is_(None),
        Suspension.decided_by_id != moderator.id,
        Suspension.user_id != moderator.id,
    )


def contested_count(moderator: User) -> int:
    """Count the contested suspensions that this person may answer."""
    return session.scalar(contested(moderator)) or 0


def locked_suspension(suspension: Suspension) -> None:
    """Read a suspension again once nobody else can change it."""
    session.execute(select(Suspension.id).where(Suspension.id == suspension.id).with_for_update())
    session.refresh(suspension, ["appealed_at", "answered_at", "lifted_at", "restriction_id"])


def _moderated_by(moderator: User) -> ColumnElement[bool]:
    scope = moderated_consultations(moderator)
    return true() if scope is None else Suspension.consultation_id.in_(scope)
